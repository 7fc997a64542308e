// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/alter_table.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Enumerations, sequences, extensions, functions and schemas.

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends CREATE SEQUENCE (sql-createsequence.html).
constexpr void put_create_sequence(sql_text& sql, const op::operation& operation, const op::identity& numbers) {
    sql.put("CREATE SEQUENCE ").put(operation.if_not_exists ? "IF NOT EXISTS " : "");
    dialect::put_identifier(sql, operation.schema, operation.object);
    if (numbers.start != 1) dialect::put_integer(sql.put(" START WITH "), numbers.start);
    if (numbers.increment != 1) dialect::put_integer(sql.put(" INCREMENT BY "), numbers.increment);
}

/// Appends ALTER TYPE ... ADD VALUE (sql-altertype.html).
constexpr void put_add_value(sql_text& sql, const op::operation& operation) {
    dialect::put_identifier(sql.put("ALTER TYPE "), operation.schema, operation.object);
    dialect::put_string(sql.put(" ADD VALUE "), operation.to);
    if (operation.text.empty()) return;
    dialect::put_string(sql.put(operation.timing == op::trigger_timing::before ? " BEFORE " : " AFTER "),
                        operation.text);
}

/// Appends ALTER TYPE ... RENAME VALUE.
constexpr void put_rename_value(sql_text& sql, const op::operation& operation) {
    dialect::put_identifier(sql.put("ALTER TYPE "), operation.schema, operation.object);
    dialect::put_string(sql.put(" RENAME VALUE "), operation.text);
    dialect::put_string(sql.put(" TO "), operation.to);
}

/// Appends the statements that create an enumeration once more, with other values, and convert its columns to it: a
/// value cannot be dropped. `changes` has the operations that would do it, the enumeration's own first.
constexpr void put_recreated_type(statement_list& statements, std::uint32_t number,
                                  const op::operations_view& changes) {
    const op::operation& create = changes.list.first[0];
    rename_type_away(statements, number, create.schema, create.object);
    put_create_enum(add_statement(statements, number).sql, changes, changes.columns[create.columns.first].type);
    for (const op::operation& each : changes.list)
        if (each.kind == op::operation_kind::alter_column)
            put_converted(statements, number, changes, each, changes.columns[each.columns.first]);
    drop_type_away(statements, number, create.schema);
}

/// Appends the statements of an operation on an object beside tables. `changes`: of one that changes the values of an
/// enumeration, see `operation_context::type_users`.
constexpr void put_object(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                          const op::operation& operation, const op::operations_view* changes) {
    using kind = op::operation_kind;
    const auto add = [&]() -> sql_text& { return add_statement(statements, number).sql; };
    const auto drop = [&](std::string_view what, std::string_view schema) {
        sql_text& sql = add().put("DROP ").put(what).put(operation.if_exists ? " IF EXISTS " : " ");
        dialect::put_identifier(sql, schema, operation.object);
    };
    const auto create = [&](std::string_view what) -> sql_text& {
        sql_text& sql = add().put("CREATE ").put(what).put(operation.if_not_exists ? " IF NOT EXISTS " : " ");
        dialect::put_identifier(sql, operation.object);
        return sql;
    };
    switch (operation.kind) {
        case kind::create_enum: put_create_enum(add(), arrays, type_of_enum(arrays, operation)); break;
        case kind::drop_enum: drop("TYPE", operation.schema); break;
        case kind::add_enum_value: put_add_value(add(), operation); break;
        case kind::rename_enum_value: put_rename_value(add(), operation); break;
        case kind::drop_enum_value:
            if (changes != nullptr && !changes->list.empty()) put_recreated_type(statements, number, *changes);
            break;
        case kind::create_sequence:
            put_create_sequence(add(), operation, arrays.columns[operation.columns.first].identity);
            break;
        case kind::drop_sequence: drop("SEQUENCE", operation.schema); break;
        case kind::create_extension: {
            sql_text& sql = create("EXTENSION");
            if (!operation.schema.empty()) dialect::put_identifier(sql.put(" SCHEMA "), operation.schema);
            break;
        }
        case kind::drop_extension: drop("EXTENSION", {}); break;
        case kind::create_function:
            if (const op::dialect_text* const text = dialect::text_for(op::dialect_id::postgresql, arrays, operation)) {
                sql_text& sql = add().put("CREATE FUNCTION ");
                dialect::put_identifier(sql, operation.schema, operation.object);
                dialect::put_raw(text->sql.text().starts_with('(') ? sql : sql.put(" "), text->sql);
            }
            break;
        case kind::drop_function: drop("FUNCTION", operation.schema); break;
        case kind::create_schema: create("SCHEMA"); break;
        case kind::drop_schema: drop("SCHEMA", {}); break;
        default: break;
    }
}

}  // namespace aludel::inline v0_1::postgresql_dialect
