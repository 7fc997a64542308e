// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/oracle/create_table.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::oracle_dialect {

/// Appends ALTER TABLE and the table's name, as a new statement.
constexpr sql_text& put_alter_table(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    return dialect::put_alter_table(add_statement(statements, number).sql, operation, identifiers);
}

/// Appends MODIFY and the name of the column, as a new statement.
constexpr sql_text& put_modify(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text& sql = put_alter_table(statements, number, operation);
    put_identifier(sql.put(" MODIFY "), operation.object);
    return sql.put(" ");
}

/// Appends RENAME COLUMN.
constexpr void put_rename_column(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text& sql = put_alter_table(statements, number, operation);
    put_identifier(sql.put(" RENAME COLUMN "), operation.object);
    put_identifier(sql.put(" TO "), operation.to);
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL. If it would fire a trigger, the
/// table's triggers are off meanwhile: a fill fires none, on no database.
constexpr void put_fill(statement_list& statements, std::uint32_t number, const op::operation& operation,
                        std::string_view fill, bool only_null, bool fires_triggers) {
    if (fires_triggers) put_alter_table(statements, number, operation).put(" DISABLE ALL TRIGGERS");
    dialect::put_fill(add_statement(statements, number).sql, operation, fill, only_null, identifiers);
    if (fires_triggers) put_alter_table(statements, number, operation).put(" ENABLE ALL TRIGGERS");
}

/// Appends ADD of a column with its constraints. With a `fill`, the column is added without NOT NULL, filled, and then
/// set NOT NULL.
constexpr void put_add_column(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, bool fires_triggers) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const bool fills = !column.fill.empty();
    put_column(put_alter_table(statements, number, operation).put(" ADD "), arrays, column, column.nullable || fills);
    if (fills) {
        put_fill(statements, number, operation, column.fill, false, fires_triggers);
        if (!column.nullable) put_modify(statements, number, operation).put("NOT NULL");
    }
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        put_constraint(put_alter_table(statements, number, operation).put(" ADD "), arrays, each);
    put_create_indexes(statements, number, arrays, operation.indexes, operation.schema, operation.table);
    if (!column.comment.empty()) put_comment(statements, number, operation, operation.object, column.comment);
}

/// Appends the statements of an `alter_column`, the new name last.
constexpr void put_alteration(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, bool fires_triggers) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const auto changes = [&](op::change one) { return op::has(operation.changes, one); };
    if (!operation.text.empty()) put_fill(statements, number, operation, operation.text, false, fires_triggers);
    if (changes(op::change::type)) put_type(put_modify(statements, number, operation), arrays, column.type);
    if (!column.fill.empty()) put_fill(statements, number, operation, column.fill, true, fires_triggers);
    if (changes(op::change::nullability))
        put_modify(statements, number, operation).put(column.nullable ? "NULL" : "NOT NULL");
    if (changes(op::change::default_value)) {
        sql_text& sql = put_modify(statements, number, operation).put("DEFAULT ");
        if (column.default_value.given()) put_value(sql, column.default_value);
        else sql.put("NULL");
    }
    if (changes(op::change::identity)) {
        sql_text& sql = put_modify(statements, number, operation);
        if (column.identity.kind == op::identity_kind::none) sql.put("DROP IDENTITY");
        else put_identity(sql, column.identity);
    }
    if (changes(op::change::comment)) put_comment(statements, number, operation, operation.object, column.comment);
    if (changes(op::change::name)) put_rename_column(statements, number, operation);
}

}  // namespace aludel::inline v0_1::oracle_dialect
