// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// Patterns for the names of constraints and indexes that are declared without one, so that they can be dropped by name
/// later. Tokens as in Alembic: `%(table_name)s`, `%(column_0_name)s`, `%(column_0_N_name)s`,
/// `%(referred_table_name)s`, `%(referred_column_0_name)s` and `%(constraint_name)s`, which is the column of an unnamed
/// check, or its number. An empty pattern gives no name. The defaults are those that SQLAlchemy's documentation
/// recommends.
struct naming_convention {
    std::string_view primary_key = "pk_%(table_name)s";
    std::string_view unique = "uq_%(table_name)s_%(column_0_name)s";
    std::string_view check = "ck_%(table_name)s_%(constraint_name)s";
    std::string_view foreign_key = "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s";
    std::string_view index = "ix_%(table_name)s_%(column_0_N_name)s";

    friend constexpr bool operator==(const naming_convention&, const naming_convention&) = default;
};

}  // namespace aludel::inline v0_1::op
