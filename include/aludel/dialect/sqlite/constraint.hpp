// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/column.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// The SQL of a referential action.
constexpr std::string_view action_word(op::referential_action action) {
    switch (action) {
        case op::referential_action::cascade: return "CASCADE";
        case op::referential_action::set_null: return "SET NULL";
        case op::referential_action::set_default: return "SET DEFAULT";
        case op::referential_action::restrict: return "RESTRICT";
        case op::referential_action::no_action: break;
    }
    return "NO ACTION";
}

/// Appends REFERENCES and its options. A foreign key of SQLite cannot refer to another database file, so the target has
/// no schema.
constexpr void put_references(sql_text& to, const op::operations_view& arrays, const op::constraint& key) {
    to.put("REFERENCES ");
    dialect::put_identifier(to, key.target);
    if (!key.target_columns.empty()) {
        to.put(" (");
        dialect::put_identifiers(to, key.target_columns.of(arrays.names));
        to.put(")");
    }
    if (!key.match.empty()) to.put(" MATCH "), put_native_type(to, key.match);
    if (key.on_delete != op::referential_action::no_action) to.put(" ON DELETE ").put(action_word(key.on_delete));
    if (key.on_update != op::referential_action::no_action) to.put(" ON UPDATE ").put(action_word(key.on_update));
    if (key.deferrable) to.put(" DEFERRABLE");
    if (key.initially_deferred) to.put(" INITIALLY DEFERRED");
}

/// Appends a table constraint.
constexpr void put_constraint(sql_text& to, const op::operations_view& arrays, const op::constraint& constraint) {
    put_constraint_name(to, constraint);
    switch (constraint.kind) {
        case op::constraint_kind::check: to.put("CHECK (").put(constraint.expression).put(")"); return;
        case op::constraint_kind::primary_key: to.put("PRIMARY KEY ("); break;
        case op::constraint_kind::unique: to.put("UNIQUE ("); break;
        case op::constraint_kind::foreign_key: to.put("FOREIGN KEY("); break;
    }
    dialect::put_identifiers(to, constraint.columns.of(arrays.names));
    to.put(")");
    if (constraint.kind == op::constraint_kind::foreign_key) to.put(" "), put_references(to, arrays, constraint);
}

/// Appends a check or foreign key as a column constraint; ADD COLUMN accepts only these kinds, in this form.
constexpr void put_inline_constraint(sql_text& to, const op::operations_view& arrays, const op::constraint& constraint) {
    put_constraint_name(to, constraint);
    if (constraint.kind == op::constraint_kind::foreign_key) put_references(to, arrays, constraint);
    else to.put("CHECK (").put(constraint.expression).put(")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
