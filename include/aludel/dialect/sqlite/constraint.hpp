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
    sql.put("REFERENCES ");
    dialect::put_identifier(sql, key.target);
    if (!key.target_columns.empty()) {
        sql.put(" (");
        dialect::put_identifiers(sql, key.target_columns.of(arrays.names));
        sql.put(")");
    }
    if (!key.match.empty()) put_match(sql.put(" MATCH "), key.match);
    dialect::put_key_actions(sql, key);
}

/// Appends a table constraint.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint) {
    dialect::put_constraint_name(sql, constraint);
    switch (constraint.kind) {
        case op::constraint_kind::check: sql.put("CHECK (").put(constraint.expression).put(")"); return;
        case op::constraint_kind::primary_key: sql.put("PRIMARY KEY ("); break;
        case op::constraint_kind::unique: sql.put("UNIQUE ("); break;
        case op::constraint_kind::foreign_key: sql.put("FOREIGN KEY("); break;
    }
    dialect::put_identifiers(sql, constraint.columns.of(arrays.names));
    sql.put(")");
    if (constraint.kind == op::constraint_kind::foreign_key) sql.put(" "), put_references(sql, arrays, constraint);
}

/// Appends a check or foreign key as a column constraint; ADD COLUMN accepts only these kinds, in this form.
constexpr void put_inline_constraint(sql_text& sql, const op::operations_view& arrays,
                                     const op::constraint& constraint) {
    dialect::put_constraint_name(sql, constraint);
    if (constraint.kind == op::constraint_kind::foreign_key) put_references(sql, arrays, constraint);
    else sql.put("CHECK (").put(constraint.expression).put(")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
