// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <string_view>  // string_view

// The clauses that all databases write alike.

namespace aludel::inline v0_1::dialect {

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

/// Appends CONSTRAINT "name", if it has one.
constexpr void put_constraint_name(sql_text& sql, const op::constraint& constraint, identifier_style style = {}) {
    if (constraint.name.empty()) return;
    sql.put("CONSTRAINT ");
    put_identifier(sql, constraint.name, style);
    sql.put(" ");
}

/// Appends ON DELETE and ON UPDATE, where they are not the default.
constexpr void put_key_actions(sql_text& sql, const op::constraint& key) {
    if (key.on_delete != op::referential_action::no_action) sql.put(" ON DELETE ").put(action_word(key.on_delete));
    if (key.on_update != op::referential_action::no_action) sql.put(" ON UPDATE ").put(action_word(key.on_update));
}

/// Appends DEFERRABLE and INITIALLY DEFERRED.
constexpr void put_deferral(sql_text& sql, const op::constraint& constraint) {
    if (constraint.deferrable) sql.put(" DEFERRABLE");
    if (constraint.initially_deferred) sql.put(" INITIALLY DEFERRED");
}

/// Appends REFERENCES and its options. `put_match` writes the name of a MATCH; `schema` is where the target is.
constexpr void put_references(sql_text& sql, const op::operations_view& arrays, const op::constraint& key,
                              void (*put_match)(sql_text&, std::string_view), std::string_view schema = {},
                              identifier_style style = {}) {
    sql.put("REFERENCES ");
    put_identifier(sql, schema, key.target, style);
    if (!key.target_columns.empty()) {
        sql.put(" (");
        put_identifiers(sql, key.target_columns.of(arrays.names), style);
        sql.put(")");
    }
    if (!key.match.empty()) put_match(sql.put(" MATCH "), key.match);
    put_key_actions(sql, key);
    put_deferral(sql, key);
}

/// Appends a table constraint; the last two parameters are those of `put_references`.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint,
                              void (*put_match)(sql_text&, std::string_view), std::string_view schema = {},
                              identifier_style style = {}) {
    put_constraint_name(sql, constraint, style);
    switch (constraint.kind) {
        case op::constraint_kind::check: sql.put("CHECK (").put(constraint.expression).put(")"); return;
        case op::constraint_kind::primary_key: sql.put("PRIMARY KEY ("); break;
        case op::constraint_kind::unique:
            sql.put(constraint.nulls_not_distinct ? "UNIQUE NULLS NOT DISTINCT (" : "UNIQUE (");
            break;
        case op::constraint_kind::foreign_key: sql.put("FOREIGN KEY("); break;
        case op::constraint_kind::exclusion:
            put_identifier(sql.put("EXCLUDE USING "), constraint.match);
            sql.put(" (").put(constraint.expression).put(")");
            if (!constraint.where.empty()) sql.put(" WHERE (").put(constraint.where).put(")");
            return put_deferral(sql, constraint);
    }
    put_identifiers(sql, constraint.columns.of(arrays.names), style);
    sql.put(")");
    if (constraint.kind == op::constraint_kind::foreign_key)
        put_references(sql.put(" "), arrays, constraint, put_match, schema, style);
    else put_deferral(sql, constraint);
}

/// Appends raw SQL, with a line break if its last line may be a comment that would hide the terminator.
constexpr void put_raw(sql_text& output, std::string_view sql) {
    output.put(sql);
    if (find_character(sql, '-') == std::string_view::npos) return;
    const std::size_t line = sql.rfind('\n') + 1;  // npos + 1 is 0
    if (sql.substr(line).find("--") != std::string_view::npos) output.put("\n");
}

/// Appends DROP of a table, view, index or other object of a schema.
constexpr void put_drop(sql_text& sql, std::string_view what, const op::operation& operation, std::string_view dropped,
                        identifier_style style = {}) {
    sql.put("DROP ").put(what).put(operation.if_exists ? " IF EXISTS " : " ");
    put_identifier(sql, operation.schema, dropped, style);
}

/// Appends ALTER TABLE and the table's name.
constexpr sql_text& put_alter_table(sql_text& sql, const op::operation& operation, identifier_style style = {}) {
    sql.put("ALTER TABLE ");
    put_identifier(sql, operation.schema, operation.table, style);
    return sql;
}

}  // namespace aludel::inline v0_1::dialect
