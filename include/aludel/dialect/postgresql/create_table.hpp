// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/column.hpp>
#include <aludel/dialect/postgresql/constraint.hpp>
#include <aludel/dialect/postgresql/create_index.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends COMMENT ON TABLE; without a comment, the one that is there is removed.
constexpr void put_table_comment(statement_list& statements, std::uint32_t number, const op::operation& operation,
                                 std::string_view comment) {
    sql_text& sql = add_statement(statements, number).sql;
    dialect::put_identifier(sql.put("COMMENT ON TABLE "), operation.schema, operation.table);
    if (comment.empty()) sql.put(" IS NULL");
    else dialect::put_string(sql.put(" IS "), comment);
}

/// Appends COMMENT ON COLUMN, in the same way.
constexpr void put_column_comment(statement_list& statements, std::uint32_t number, const op::operation& operation,
                                  std::string_view column, std::string_view comment) {
    sql_text& sql = add_statement(statements, number).sql;
    dialect::put_identifier(sql.put("COMMENT ON COLUMN "), operation.schema, operation.table);
    dialect::put_identifier(sql.put("."), column);
    if (comment.empty()) sql.put(" IS NULL");
    else dialect::put_string(sql.put(" IS "), comment);
}

/// Whether CREATE TABLE would not create a constraint as it is: there, one that is NOT VALID is valid, and of two keys
/// over the same columns only one is created.
constexpr bool is_added_later(const op::table_view& table, const op::constraint& constraint) {
    if (constraint.not_valid) return true;
    if (constraint.kind != op::constraint_kind::unique) return false;
    for (const op::constraint& each : table.constraints()) {
        const bool is_key = each.kind == op::constraint_kind::primary_key ||
            (each.kind == op::constraint_kind::unique && &each < &constraint);
        if (is_key && detail::same_names(table.names(each.columns), table.names(constraint.columns))) return true;
    }
    return false;
}

/// Appends CREATE TABLE, one line per column and constraint, without those that are added later.
constexpr void put_create_table(sql_text& sql, const op::table_view& table) {
    const op::operations_view& arrays = *table.arrays;
    const op::table_options& options = table.options();
    sql.put(options.unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
    if (table.create->if_not_exists) sql.put("IF NOT EXISTS ");
    dialect::put_identifier(sql, table.create->schema, table.name);
    const op::constraint* const key = table.primary_key();
    const char* before = " (\n    ";
    for (const op::column& column : table.columns()) {
        put_column(sql.put(before), arrays, column, dialect::is_in_key(table, column.name));
        before = ",\n    ";
    }
    if (key != nullptr) put_constraint(sql.put(before), arrays, *key), before = ",\n    ";
    for (const op::constraint& each : table.constraints())
        if (&each != key && !is_added_later(table, each))
            put_constraint(sql.put(before), arrays, each), before = ",\n    ";
    sql.put(before[1] == '(' ? " ()" : "\n)");
    if (!options.partition_by.empty()) sql.put(" PARTITION BY ").put(options.partition_by);
    if (!options.storage.empty()) sql.put(" WITH (").put(options.storage).put(")");
    if (!options.tablespace.empty()) dialect::put_identifier(sql.put(" TABLESPACE "), options.tablespace);
}

/// Appends CREATE TABLE, and the statements for its indexes and comments.
constexpr void put_new_table(statement_list& statements, std::uint32_t number, const op::operation& operation,
                             const op::table_view& table) {
    put_create_table(add_statement(statements, number).sql, table);
    for (const op::constraint& each : table.constraints())
        if (is_added_later(table, each))
            put_constraint(dialect::put_alter_table(add_statement(statements, number).sql, operation).put(" ADD "),
                           *table.arrays, each);
    put_create_indexes(statements, number, *table.arrays, table.create->indexes, operation.schema, table.name);
    if (!table.options().comment.empty()) put_table_comment(statements, number, operation, table.options().comment);
    for (const op::column& each : table.columns())
        if (!each.comment.empty()) put_column_comment(statements, number, operation, each.name, each.comment);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
