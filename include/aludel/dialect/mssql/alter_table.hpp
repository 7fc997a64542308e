// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mssql/create_table.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mssql_dialect {

/// Appends a call of sp_rename, which takes the old name as SQL and the new one as it is. `what` is its third argument;
/// empty: a table.
constexpr void put_rename(sql_text& sql, std::string_view old_name, std::string_view new_name, std::string_view what) {
    put_argument(sql.put("EXEC sp_rename "), old_name);
    put_argument(sql.put(", "), new_name);
    if (!what.empty()) put_argument(sql.put(", "), what);
}

/// Appends RENAME of a column.
constexpr void put_rename_column(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text qualified;
    dialect::put_identifier(qualified, operation.schema, operation.table);
    dialect::put_identifier(qualified.put("."), operation.object);
    put_rename(add_statement(statements, number).sql, qualified.view(), operation.to, "COLUMN");
}

/// Appends the removal of the default of a column. It is a constraint there whose name the server has chosen.
constexpr void put_drop_default(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text table;
    dialect::put_identifier(table, operation.schema, operation.table);
    sql_text drop;
    drop.put("ALTER TABLE ").put(table).put(" DROP CONSTRAINT ");
    sql_text& sql = add_statement(statements, number).sql;
    put_argument(sql.put("DECLARE @drop nvarchar(max) = "), drop.view());
    sql.put(" + (SELECT QUOTENAME(name) FROM sys.default_constraints\n    WHERE parent_object_id = OBJECT_ID(");
    put_argument(sql, table.view());
    put_argument(sql.put(") AND COL_NAME(parent_object_id, parent_column_id) = "), operation.object);
    sql.put(");\nIF @drop IS NOT NULL EXEC sp_executesql @drop");
}

/// Appends ADD DEFAULT.
constexpr void put_add_default(statement_list& statements, std::uint32_t number, const op::operation& operation,
                               const op::value& value) {
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
    put_value(sql.put(" ADD DEFAULT "), value);
    dialect::put_identifier(sql.put(" FOR "), operation.object);
}

/// Appends ALTER COLUMN with the whole type.
constexpr void put_alter_type(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, const op::column& column, bool nullable) {
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
    dialect::put_identifier(sql.put(" ALTER COLUMN "), operation.object);
    put_typed(sql.put(" "), arrays, column, nullable);
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL. If it would fire a trigger, the
/// table's triggers are off meanwhile: a fill fires none, on no database.
constexpr void put_fill(statement_list& statements, std::uint32_t number, const op::operation& operation,
                        std::string_view fill, bool only_null, bool fires_triggers) {
    const auto put_triggers = [&](std::string_view verb) {
        if (!fires_triggers) return;
        sql_text& sql = add_statement(statements, number).sql.put(verb);
        dialect::put_identifier(sql.put(" TRIGGER ALL ON "), operation.schema, operation.table);
    };
    put_triggers("DISABLE");
    dialect::put_fill(add_statement(statements, number).sql, operation, fill, only_null);
    put_triggers("ENABLE");
}

/// Appends ADD of a column with its constraints. With a `fill`, the column is added without NOT NULL, filled, and then
/// set NOT NULL.
constexpr void put_add_column(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, bool fires_triggers) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const bool fills = !column.fill.empty();
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation).put(" ADD ");
    put_column(sql, arrays, column, (column.nullable && !dialect::is_numbered(column)) || fills);
    if (fills) {
        put_fill(statements, number, operation, column.fill, false, fires_triggers);
        if (!column.nullable) put_alter_type(statements, number, arrays, operation, column, false);
    }
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        put_constraint(dialect::put_alter_table(add_statement(statements, number).sql, operation).put(" ADD "), arrays,
                       each);
    put_create_indexes(statements, number, arrays, operation.indexes, operation.schema, operation.table);
    if (!column.comment.empty()) put_comment(statements, number, operation, operation.object, column.comment);
}

/// Appends the statements of an `alter_column`, the new name last. A default is dropped before another type is set,
/// because it depends on the column, and added again.
constexpr void put_alteration(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, const operation_context& context) {
    const op::column& wanted = operation.columns.of(arrays.columns)[0];
    const auto changes = [&](op::change one) { return op::has(operation.changes, one); };
    const op::column* const before = context.before ? context.before.find_column(operation.object) : nullptr;
    const name last_name = changes(op::change::name) ? name(operation.to) : name(operation.object);
    const op::column* const known = context.after ? context.after.find_column(last_name) : nullptr;
    const op::column& column = known == nullptr ? wanted : *known;
    const op::operations_view& types = known == nullptr ? arrays : *context.after.arrays;
    const bool alters = changes(op::change::type) || changes(op::change::nullability);
    const bool had_default = before != nullptr && before->default_value.given();
    const bool drops_default = changes(op::change::default_value) ? had_default || before == nullptr
                                                                  : changes(op::change::type) && had_default;
    if (drops_default) put_drop_default(statements, number, operation);
    if (!operation.text.empty()) put_fill(statements, number, operation, operation.text, false, context.fires_triggers);
    if (!wanted.fill.empty()) {
        if (changes(op::change::type)) put_alter_type(statements, number, types, operation, column, true);
        put_fill(statements, number, operation, wanted.fill, true, context.fires_triggers);
    }
    if (alters) put_alter_type(statements, number, types, operation, column, column.nullable);
    if (column.default_value.given() && (drops_default || changes(op::change::default_value)))
        put_add_default(statements, number, operation, column.default_value);
    if (changes(op::change::comment)) put_comment(statements, number, operation, operation.object, wanted.comment);
    if (changes(op::change::name)) put_rename_column(statements, number, operation);
}

}  // namespace aludel::inline v0_1::mssql_dialect
