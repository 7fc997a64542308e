// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// What revisions need besides their statements: on PostgreSQL nothing, because it alters tables in place.
struct needs {
    constexpr needs() = default;
    constexpr explicit needs(bool) {}
    constexpr explicit operator bool() const { return false; }
    constexpr void add(const needs&) {}
    template <class Call>
    constexpr void for_each(Call) const {}
};

}  // namespace aludel::inline v0_1::postgresql_dialect
