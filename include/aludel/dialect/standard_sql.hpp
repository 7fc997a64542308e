// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>      // uint32_t, uint64_t
#include <string_view>  // string_view

// The clauses that all databases write alike.

namespace aludel::inline v0_1::dialect {

/// Whether a value is NULL.
constexpr bool is_null(const op::value& value) { return !value.given() || value.kind == op::value_kind::null; }

/// The length of the longest name, in characters of Unicode.
constexpr std::uint64_t longest(op::list_view<name> values) {
    std::uint64_t most = 0;
    for (const name& each : values) {
        std::uint64_t letters = 0;
        for (const char unit : each.text()) letters += (static_cast<unsigned char>(unit) & 0xC0U) != 0x80U;
        most = letters > most ? letters : most;
    }
    return most;
}

/// Whether a column is one of a table's primary key.
constexpr bool is_in_key(const op::table_view& table, const name& column) {
    if (const op::constraint* const key = table ? table.primary_key() : nullptr)
        for (const name& each : table.names(key->columns))
            if (each == column) return true;
    return false;
}

/// Whether the server numbers the rows by a column.
constexpr bool is_numbered(const op::column& column) {
    return column.autoincrement || column.identity.kind != op::identity_kind::none;
}

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

/// Appends what stands in the parentheses of CREATE TABLE, and these: a line per column, then the primary key, then the
/// other constraints.
template <class PutColumn, class PutConstraint>
constexpr void put_table_elements(sql_text& sql, const op::table_view& table, const PutColumn& put_column,
                                  const PutConstraint& put_constraint) {
    const op::constraint* const key = table.primary_key();
    const char* before = " (\n    ";
    for (const op::column& column : table.columns()) put_column(sql.put(before), column), before = ",\n    ";
    if (key != nullptr) put_constraint(sql.put(before), *key), before = ",\n    ";
    for (const op::constraint& each : table.constraints())
        if (&each != key) put_constraint(sql.put(before), each), before = ",\n    ";
    sql.put(before[1] == '(' ? " ()" : "\n)");
}

/// Appends when a trigger runs: ` BEFORE UPDATE OF "c"`.
constexpr void put_trigger_event(sql_text& sql, const op::operations_view& arrays, const op::operation& trigger,
                                 identifier_style style = {}) {
    constexpr std::string_view timings[] = {" BEFORE ", " AFTER ", " INSTEAD OF "},
                               events[] = {"INSERT", "UPDATE", "DELETE"};
    sql.put(timings[static_cast<int>(trigger.timing)]).put(events[static_cast<int>(trigger.event)]);
    std::string_view separator = " OF ";
    for (const op::cell& each : trigger.cells.of(arrays.cells))
        put_identifier(sql.put(separator), each.column, style), separator = ", ";
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL.
constexpr void put_fill(sql_text& sql, const op::operation& operation, std::string_view fill, bool only_null,
                        identifier_style style = {}) {
    put_identifier(sql.put("UPDATE "), operation.schema, operation.table, style);
    put_identifier(sql.put(" SET "), operation.object, style);
    sql.put(" = (").put(fill).put(")");
    if (only_null) put_identifier(sql.put(" WHERE "), operation.object, style), sql.put(" IS NULL");
}

/// Appends CREATE VIEW, if there is a query for the database. `create` is all before the name.
constexpr bool put_create_view(statement_list& statements, std::uint32_t number, op::dialect_id database,
                               const op::operations_view& arrays, const op::operation& operation,
                               identifier_style style = {}, std::string_view create = "CREATE VIEW ") {
    const op::dialect_text* const query = text_for(database, arrays, operation);
    if (query == nullptr) return false;
    sql_text& sql = add_statement(statements, number).sql;
    put_identifier(sql.put(create), operation.schema, operation.table, style);
    put_raw(sql.put(" AS\n"), query->sql);
    return true;
}

}  // namespace aludel::inline v0_1::dialect
