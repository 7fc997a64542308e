// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends the name of a MATCH.
constexpr void put_match(sql_text& sql, std::string_view match) { sql.put(match); }

/// Appends REFERENCES and its options.
constexpr void put_references(sql_text& sql, const op::operations_view& arrays, const op::constraint& key) {
    dialect::put_references(sql, arrays, key, &put_match, key.target_schema);
}

/// Appends a table constraint.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint) {
    dialect::put_constraint(sql, arrays, constraint, &put_match, constraint.target_schema);
    if (constraint.not_valid) sql.put(" NOT VALID");
}

}  // namespace aludel::inline v0_1::postgresql_dialect
