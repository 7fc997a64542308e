// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/column.hpp>
#include <aludel/dialect/postgresql/constraint.hpp>
#include <aludel/dialect/postgresql/create_index.hpp>
#include <aludel/operation/table_view.hpp>
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

/// Whether a column is one of a constraint's.
constexpr bool has_column(const op::table_view& table, const op::constraint* key, const name& column) {
    if (key != nullptr)
        for (const name& each : table.names(key->columns))
            if (each == column) return true;
    return false;
}

/// Appends CREATE TABLE, one line per column and constraint, without constraints that are NOT VALID: in a new table
/// they would be valid.
constexpr void put_create_table(sql_text& sql, const op::table_view& table) {
    const op::operations_view& arrays = *table.arrays;
    const op::table_options& options = table.options();
    sql.put(options.unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
    if (table.create->if_not_exists) sql.put("IF NOT EXISTS ");
    dialect::put_identifier(sql, table.create->schema, table.name);
    const op::constraint* const key = table.primary_key();
    const char* before = " (\n    ";
    for (const op::column& column : table.columns()) {
        put_column(sql.put(before), arrays, column, has_column(table, key, column.name));
        before = ",\n    ";
    }
    if (key != nullptr) put_constraint(sql.put(before), arrays, *key), before = ",\n    ";
    for (const op::constraint& each : table.constraints())
        if (&each != key && !each.not_valid) put_constraint(sql.put(before), arrays, each), before = ",\n    ";
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
        if (each.not_valid)
            put_constraint(dialect::put_alter_table(add_statement(statements, number).sql, operation).put(" ADD "),
                           *table.arrays, each);
    put_create_indexes(statements, number, *table.arrays, table.create->indexes, operation.schema, table.name);
    if (!table.options().comment.empty()) put_table_comment(statements, number, operation, table.options().comment);
    for (const op::column& each : table.columns())
        if (!each.comment.empty()) put_column_comment(statements, number, operation, each.name, each.comment);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
