// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/create_trigger.hpp>
#include <aludel/dialect/rows.hpp>
#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/sql/texts.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// The result of writing an operation.
enum class outcome : std::uint8_t {
    done,     ///< written; possibly without any statement, such as a comment on a table, which SQLite does not have
    no_text,  ///< an `execute`, view or trigger with texts for other databases only
    no_native_form,  ///< SQLite has no statement for it; see rebuild.hpp
};

/// Appends a statement that begins with ALTER TABLE and the table's name.
constexpr sql_text& put_alter_table(statement_list& statements, std::uint32_t index, const op::operation& operation) {
    return dialect::put_alter_table(add_statement(statements, index).sql, operation);
}

/// Appends RENAME COLUMN.
constexpr void put_rename_column(statement_list& statements, std::uint32_t index, const op::operation& operation) {
    sql_text& sql = put_alter_table(statements, index, operation);
    sql.put(" RENAME COLUMN ");
    dialect::put_identifier(sql, operation.object);
    sql.put(" TO ");
    dialect::put_identifier(sql, operation.to);
}

/// Appends RENAME TO. SQLite considers a name that differs only in case as the same, so such a rename takes two steps.
constexpr void put_rename_table(statement_list& statements, std::uint32_t index, const op::operation& operation) {
    const bool detour = dialect::same_identifier(operation.table, operation.to);
    sql_text& sql = put_alter_table(statements, index, operation);
    sql.put(" RENAME TO \"").put(detour ? rebuilt_prefix : std::string_view{});
    dialect::put_doubled(sql, operation.to, '"');
    sql.put("\"");
    if (!detour) return;
    sql_text& back = add_statement(statements, index).sql;
    back.put("ALTER TABLE ");
    if (!operation.schema.empty()) dialect::put_identifier(back, operation.schema), back.put(".");
    back.put("\"").put(rebuilt_prefix);
    dialect::put_doubled(back, operation.to, '"');
    back.put("\" RENAME TO ");
    dialect::put_identifier(back, operation.to);
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL.
constexpr void put_fill(statement_list& statements, std::uint32_t index, const op::operation& operation,
                        const op::column& column, bool only_null) {
    sql_text& sql = add_statement(statements, index).sql;
    sql.put("UPDATE ");
    dialect::put_identifier(sql, operation.schema, operation.table);
    sql.put(" SET ");
    dialect::put_identifier(sql, operation.object);
    sql.put(" = (").put(column.fill).put(")");
    if (!only_null) return;
    sql.put(" WHERE ");
    dialect::put_identifier(sql, operation.object);
    sql.put(" IS NULL");
}

/// Appends CREATE INDEX for a range of indexes.
constexpr void put_create_indexes(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                                  op::range indexes, const index_place& place) {
    for (const op::index& each : indexes.of(arrays.indexes))
        put_create_index(add_statement(statements, index).sql, arrays, each, place);
}

/// Appends ADD COLUMN, and UPDATE for its values.
constexpr void put_add_column(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                              const op::operation& operation, bool in_strict) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    sql_text& sql = put_alter_table(statements, index, operation);
    sql.put(" ADD COLUMN ");
    put_column(sql, arrays, column, {.in_strict = in_strict});
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        sql.put(" "), put_inline_constraint(sql, arrays, each);
    if (!column.fill.empty()) put_fill(statements, index, operation, column, false);
    put_create_indexes(statements, index, arrays, operation.indexes, {operation.schema, operation.table});
}

/// Appends the ALTER COLUMN that SQLite can do: values for NULLs, a new name, and since 3.53 NOT NULL.
constexpr void put_alter_column(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                                const op::operation& operation, bool nullability) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    if (!column.fill.empty()) put_fill(statements, index, operation, column, true);
    if (nullability) {
        sql_text& sql = put_alter_table(statements, index, operation);
        sql.put(" ALTER COLUMN ");
        dialect::put_identifier(sql, operation.object);
        sql.put(column.nullable ? " DROP NOT NULL" : " SET NOT NULL");
    }
    if (op::has(operation.changes, op::change::name)) put_rename_column(statements, index, operation);
}

/// Appends DROP of a table, view, index or trigger.
constexpr void put_drop(statement_list& statements, std::uint32_t index, std::string_view what,
                        const op::operation& operation, std::string_view dropped) {
    dialect::put_drop(add_statement(statements, index).sql, what, operation, dropped);
}

/// Appends the native statements of one operation. `before` and `after` are its table before and after it. Whether an
/// alteration has native statements is decided by capability.hpp.
constexpr outcome put_operation(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                                const op::operation& operation, const op::table_view& before,
                                const op::table_view& after) {
    switch (operation.kind) {
        case op::operation_kind::create_table:
            if (operation.if_not_exists && before) break;  // the history has made it
            put_create_table(add_statement(statements, index).sql, after);
            put_create_indexes(statements, index, *after.arrays, after.create->indexes, {operation.schema, after.name});
            break;
        case op::operation_kind::drop_table: put_drop(statements, index, "TABLE", operation, operation.table); break;
        case op::operation_kind::rename_table: put_rename_table(statements, index, operation); break;
        case op::operation_kind::add_column:
            put_add_column(statements, index, arrays, operation, before && before.options().strict);
            break;
        case op::operation_kind::drop_column: {
            sql_text& sql = put_alter_table(statements, index, operation);
            sql.put(" DROP COLUMN ");
            dialect::put_identifier(sql, operation.object);
            break;
        }
        case op::operation_kind::rename_column: put_rename_column(statements, index, operation); break;
        case op::operation_kind::alter_column: {
            const op::column* const old = before ? before.find_column(operation.object) : nullptr;
            const bool changed = old == nullptr || old->nullable != operation.columns.of(arrays.columns)[0].nullable;
            put_alter_column(statements, index, arrays, operation,
                             op::has(operation.changes, op::change::nullability) && changed);
            break;
        }
        case op::operation_kind::add_constraint: {
            const op::constraint& constraint = operation.constraints.of(arrays.constraints)[0];
            if (constraint.kind != op::constraint_kind::check) return outcome::no_native_form;
            sql_text& result = put_alter_table(statements, index, operation);
            result.put(" ADD ");
            put_constraint(result, arrays, constraint);
            break;
        }
        case op::operation_kind::drop_constraint: {
            sql_text& output = put_alter_table(statements, index, operation);
            output.put(" DROP CONSTRAINT ");
            dialect::put_identifier(output, operation.object);
            break;
        }
        case op::operation_kind::create_index:
            put_create_indexes(statements, index, arrays, operation.indexes, {operation.schema, operation.table});
            break;
        case op::operation_kind::drop_index: put_drop(statements, index, "INDEX", operation, operation.object); break;
        case op::operation_kind::create_view: {
            const op::dialect_text* const query = dialect::text_for(op::dialect_id::sqlite, arrays, operation);
            if (query == nullptr) return outcome::no_text;
            sql_text& sql = add_statement(statements, index).sql;
            sql.put(operation.if_not_exists ? "CREATE VIEW IF NOT EXISTS " : "CREATE VIEW ");
            dialect::put_identifier(sql, operation.schema, operation.table);
            dialect::put_raw(sql.put(" AS\n"), query->sql);
            break;
        }
        case op::operation_kind::create_trigger:
            if (!put_create_trigger(statements, index, arrays, operation)) return outcome::no_text;
            break;
        case op::operation_kind::drop_trigger:
            put_drop(statements, index, "TRIGGER", operation, operation.object);
            break;
        case op::operation_kind::drop_view: put_drop(statements, index, "VIEW", operation, operation.table); break;
        case op::operation_kind::comment_on_table:
        case op::operation_kind::validate_constraint:  // it was checked when it was added
        case op::operation_kind::refresh_view: break;
        case op::operation_kind::insert: dialect::put_insert(statements, index, arrays, operation, &put_value); break;
        case op::operation_kind::delete_rows:
            dialect::put_delete(statements, index, arrays, operation, &put_value, &is_null);
            break;
        case op::operation_kind::execute: {
            const op::dialect_text* const variant = dialect::text_for(op::dialect_id::sqlite, arrays, operation);
            if (variant == nullptr) return outcome::no_text;
            dialect::put_raw(add_statement(statements, index).sql, variant->sql);
            break;
        }
        case op::operation_kind::run: add_statement(statements, index, statement_kind::run).run = operation.run; break;
        default: break;  // of objects that SQLite does not have
    }
    return outcome::done;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
