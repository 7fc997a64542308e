// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/insert.hpp>
#include <aludel/sql/texts.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What became of an operation.
enum class outcome : std::uint8_t {
    done,     ///< spelled, maybe by nothing: a comment on a table has no effect in SQLite
    no_text,  ///< nothing was said to SQLite: an `execute` or view with texts for other databases only
    no_native_form,  ///< SQLite has no statement for it; see rebuild.hpp
};

constexpr sql_text& put_alter_table(statement_list& to, std::uint32_t index, const op::operation& operation) {
    sql_text& made = add_statement(to, index).sql;
    made.put("ALTER TABLE ");
    dialect::put_identifier(made, operation.schema, operation.table);
    return made;
}

constexpr void put_rename_column(statement_list& to, std::uint32_t index, const op::operation& operation) {
    sql_text& made = put_alter_table(to, index, operation);
    made.put(" RENAME COLUMN ");
    dialect::put_identifier(made, operation.object);
    made.put(" TO ");
    dialect::put_identifier(made, operation.to);
}

/// RENAME TO. SQLite takes a name that differs in case only for the same one, so that is reached by way of another.
constexpr void put_rename_table(statement_list& to, std::uint32_t index, const op::operation& operation) {
    const bool detour = dialect::same_identifier(operation.table, operation.to);
    sql_text& made = put_alter_table(to, index, operation);
    made.put(" RENAME TO \"").put(detour ? rebuilt_prefix : std::string_view{});
    dialect::put_doubled(made, operation.to, '"');
    made.put("\"");
    if (!detour) return;
    sql_text& back = add_statement(to, index).sql;
    back.put("ALTER TABLE ");
    if (!operation.schema.empty()) dialect::put_identifier(back, operation.schema), back.put(".");
    back.put("\"").put(rebuilt_prefix);
    dialect::put_doubled(back, operation.to, '"');
    back.put("\" RENAME TO ");
    dialect::put_identifier(back, operation.to);
}

/// UPDATE ... SET c = (fill), of all rows or of those that have no value.
constexpr void put_fill(statement_list& to, std::uint32_t index, const op::operation& operation, const op::column& column, bool only_null) {
    sql_text& made = add_statement(to, index).sql;
    made.put("UPDATE ");
    dialect::put_identifier(made, operation.schema, operation.table);
    made.put(" SET ");
    dialect::put_identifier(made, operation.object);
    made.put(" = (").put(column.fill).put(")");
    if (!only_null) return;
    made.put(" WHERE ");
    dialect::put_identifier(made, operation.object);
    made.put(" IS NULL");
}

constexpr void put_create_indexes(statement_list& to, std::uint32_t index, const op::operations& pools, op::range indexes, const index_place& place) {
    for (const op::index& each : indexes.of(pools.indexes)) put_create_index(add_statement(to, index).sql, pools, each, place);
}

constexpr void put_add_column(statement_list& to, std::uint32_t index, const op::operations& pools, const op::operation& operation, bool in_strict) {
    const op::column& column = operation.columns.of(pools.columns)[0];
    sql_text& made = put_alter_table(to, index, operation);
    made.put(" ADD COLUMN ");
    put_column(made, pools, column, {.in_strict = in_strict});
    for (const op::constraint& each : operation.constraints.of(pools.constraints)) made.put(" "), put_inline_constraint(made, pools, each);
    if (!column.fill.empty()) put_fill(to, index, operation, column, false);
    put_create_indexes(to, index, pools, operation.indexes, {operation.schema, operation.table});
}

/// What ALTER COLUMN can be in SQLite: values for rows that have none, a new name, and from 3.53 on NOT NULL.
constexpr void put_alter_column(statement_list& to, std::uint32_t index, const op::operations& pools, const op::operation& operation, bool nullability) {
    const op::column& column = operation.columns.of(pools.columns)[0];
    if (!column.fill.empty()) put_fill(to, index, operation, column, true);
    if (nullability) {
        sql_text& made = put_alter_table(to, index, operation);
        made.put(" ALTER COLUMN ");
        dialect::put_identifier(made, operation.object);
        made.put(column.nullable ? " DROP NOT NULL" : " SET NOT NULL");
    }
    if (op::has(operation.changes, op::change::name)) put_rename_column(to, index, operation);
}

constexpr void put_drop(statement_list& to, std::uint32_t index, std::string_view what, const op::operation& operation, std::string_view dropped) {
    sql_text& made = add_statement(to, index).sql;
    made.put("DROP ").put(what).put(operation.if_exists ? " IF EXISTS " : " ");
    dialect::put_identifier(made, operation.schema, dropped);
}

/// SQL as it is written in the history. What ends a statement must not be swallowed by a comment on its last line.
constexpr void put_raw(sql_text& to, std::string_view sql) {
    to.put(sql);
    if (dialect::find_character(sql, '-') == std::string_view::npos) return;
    const std::size_t line = sql.rfind('\n') + 1;  // npos + 1 is 0
    if (sql.substr(line).find("--") != std::string_view::npos) to.put("\n");
}

/// The statements of one operation in SQLite's own words. `before` and `after` are its table before and after it. Whether an
/// alteration has such words is for capability.hpp to say; this writes them.
constexpr outcome put_operation(statement_list& to, std::uint32_t index, const op::operations& pools, const op::operation& operation,
                                const op::table_view& before, const op::table_view& after) {
    switch (operation.kind) {
        case op::operation_kind::create_table:
            put_create_table(add_statement(to, index).sql, after);
            put_create_indexes(to, index, *after.pools, after.create->indexes, {operation.schema, after.name});
            break;
        case op::operation_kind::drop_table: put_drop(to, index, "TABLE", operation, operation.table); break;
        case op::operation_kind::rename_table: put_rename_table(to, index, operation); break;
        case op::operation_kind::add_column: put_add_column(to, index, pools, operation, before && before.options().strict); break;
        case op::operation_kind::drop_column: {
            sql_text& made = put_alter_table(to, index, operation);
            made.put(" DROP COLUMN ");
            dialect::put_identifier(made, operation.object);
            break;
        }
        case op::operation_kind::rename_column: put_rename_column(to, index, operation); break;
        case op::operation_kind::alter_column: {
            const op::column* const old = before ? before.find_column(operation.object) : nullptr;
            const bool changed = old == nullptr || old->nullable != operation.columns.of(pools.columns)[0].nullable;
            put_alter_column(to, index, pools, operation, op::has(operation.changes, op::change::nullability) && changed);
            break;
        }
        case op::operation_kind::add_constraint: {
            const op::constraint& constraint = operation.constraints.of(pools.constraints)[0];
            if (constraint.kind != op::constraint_kind::check) return outcome::no_native_form;
            sql_text& made = put_alter_table(to, index, operation);
            made.put(" ADD ");
            put_constraint(made, pools, constraint);
            break;
        }
        case op::operation_kind::drop_constraint: {
            sql_text& made = put_alter_table(to, index, operation);
            made.put(" DROP CONSTRAINT ");
            dialect::put_identifier(made, operation.object);
            break;
        }
        case op::operation_kind::create_index:
            put_create_indexes(to, index, pools, operation.indexes, {operation.schema, operation.table});
            break;
        case op::operation_kind::drop_index: put_drop(to, index, "INDEX", operation, operation.object); break;
        case op::operation_kind::create_view: {
            const op::dialect_text* const query = dialect::text_for(op::dialect_id::sqlite, pools, operation);
            if (query == nullptr) return outcome::no_text;
            sql_text& made = add_statement(to, index).sql;
            made.put(operation.if_not_exists ? "CREATE VIEW IF NOT EXISTS " : "CREATE VIEW ");
            dialect::put_identifier(made, operation.schema, operation.table);
            put_raw(made.put(" AS\n"), query->sql);
            break;
        }
        case op::operation_kind::drop_view: put_drop(to, index, "VIEW", operation, operation.table); break;
        case op::operation_kind::comment_on_table: break;
        case op::operation_kind::insert: put_insert(to, index, pools, operation); break;
        case op::operation_kind::delete_rows: put_delete(to, index, pools, operation); break;
        case op::operation_kind::execute: {
            const op::dialect_text* const said = dialect::text_for(op::dialect_id::sqlite, pools, operation);
            if (said == nullptr) return outcome::no_text;
            put_raw(add_statement(to, index).sql, said->sql);
            break;
        }
        case op::operation_kind::run: add_statement(to, index, statement_kind::run).run = operation.run; break;
    }
    return outcome::done;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
