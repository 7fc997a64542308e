// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/column.hpp>
#include <aludel/dialect/standard_sql.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends the name of a MATCH, in quotes if it is not one word.
constexpr void put_match(sql_text& sql, std::string_view match) {
    if (is_plain_type(match) && match.find_first_of(" (") == std::string_view::npos) sql.put(match);
    else dialect::put_identifier(sql, match);
}

/// Appends REFERENCES and its options. A foreign key of SQLite cannot refer to another database file, so the target has
/// no schema.
constexpr void put_references(sql_text& sql, const op::operations_view& arrays, const op::constraint& key) {
    dialect::put_references(sql, arrays, key, &put_match);
}

/// Appends a table constraint.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint) {
    dialect::put_constraint(sql, arrays, constraint, &put_match);
}

/// Appends a check or foreign key as a column constraint; ADD COLUMN accepts only these kinds, in this form.
constexpr void put_inline_constraint(sql_text& sql, const op::operations_view& arrays,
                                     const op::constraint& constraint) {
    dialect::put_constraint_name(sql, constraint);
    if (constraint.kind == op::constraint_kind::foreign_key) put_references(sql, arrays, constraint);
    else sql.put("CHECK (").put(constraint.expression).put(")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
