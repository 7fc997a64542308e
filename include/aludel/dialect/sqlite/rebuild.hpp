// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/create_trigger.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/conversion.hpp>
#include <aludel/dialect/sqlite/rebuild_copy.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// A table of the schema's own file, `sqlite_schema` or `sqlite_sequence`.
constexpr void put_system_table(sql_text& sql, const op::table_view& view, std::string_view table) {
    dialect::put_identifier(sql, schema_of(view));
    sql.put(".").put(table);
}

/// Copies the AUTOINCREMENT counter: otherwise the ids of deleted rows at the end would be reused.
constexpr void put_sequence(statement_list& statements, std::uint32_t operation, const rebuild& work) {
    sql_text& clear = add_statement(statements, operation).sql;
    clear.put("DELETE FROM ");
    put_system_table(clear, work.after, "sqlite_sequence");
    clear.put(" WHERE name = '").put(rebuilt_prefix);
    dialect::put_doubled(clear, work.after.name, '\'');
    clear.put("'");
    sql_text& carry = add_statement(statements, operation).sql;
    carry.put("INSERT INTO ");
    put_system_table(carry, work.after, "sqlite_sequence");
    carry.put(" (name, seq) SELECT '").put(rebuilt_prefix);
    dialect::put_doubled(carry, work.after.name, '\'');
    carry.put("', seq FROM ");
    put_system_table(carry, work.before, "sqlite_sequence");
    carry.put(" WHERE name = ");
    dialect::put_string(carry, work.before.name);
    carry.put(" COLLATE NOCASE");
}

/// Appends a condition that excludes known triggers by their names.
constexpr void put_without_triggers(sql_text& sql, const op::operations* known) {
    if (known == nullptr || known->list.empty()) return;
    std::string_view before = " AND name COLLATE NOCASE NOT IN ("sv;
    for (const op::operation& each : known->list)
        sql.put(before), dialect::put_string(sql, each.object.text()), before = ", "sv;
    sql.put(")");
}

/// Appends FROM and WHERE for the triggers and indexes of the table that the history does not know; DROP TABLE removes
/// them.
constexpr void put_unknown_objects(sql_text& sql, const op::table_view& table) {
    sql.put(" FROM ");
    put_system_table(sql, table, "sqlite_schema");
    sql.put(" WHERE tbl_name = ");
    dialect::put_string(sql, table.name);
    sql.put(" COLLATE NOCASE AND type IN ('index', 'trigger') AND sql IS NOT NULL");
    if (table.indexes().empty()) return;
    std::string_view before = " AND name COLLATE NOCASE NOT IN ("sv;
    for (const op::index& each : table.indexes()) sql.put(before), dialect::put_string(sql, each.name), before = ", "sv;
    sql.put(")");
}

/// Appends FROM and WHERE for the triggers of a view.
constexpr void put_triggers(sql_text& sql, const op::operation& view) {
    sql.put(" FROM ");
    dialect::put_identifier(sql, view.schema.empty() ? "main"sv : view.schema.text());
    sql.put(".sqlite_schema WHERE type = 'trigger' AND tbl_name = ");
    dialect::put_string(sql, view.table);
    sql.put(" COLLATE NOCASE AND sql IS NOT NULL");
}

/// Creates triggers that the history knows, in a script or everywhere.
constexpr void put_triggers(statement_list& statements, std::uint32_t operation, const op::operations& triggers,
                            statement_kind kind) {
    const op::operations_view arrays = triggers.view();
    for (const op::operation& each : arrays.list) put_create_trigger(statements, operation, arrays, each, kind);
}

/// The statements of a rebuild: lang_altertable.html, section 7, with its omissions added. The new table is renamed to
/// the old one's name, never the reverse, because a rename of the old table would also rename the references of other
/// tables. Foreign keys must be off. If a table with the temporary name exists, the rebuild fails before any change.
constexpr void put_rebuild(statement_list& statements, std::uint32_t operation, const rebuild& work) {
    if (!work.verified) {
        sql_text& guard = put_guard(statements, operation, "only_known").put("count(*) = 0");
        put_unknown_objects(guard, work.before), put_without_triggers(guard, work.triggers);
    }
    const new_statement unknown = add_statement(statements, operation, statement_kind::save);
    unknown.run = work.number;
    put_unknown_objects(unknown.sql.put("SELECT sql, type, name, tbl_name"), work.before);
    unknown.sql.put(" ORDER BY type, rowid");  // indexes, then triggers

    put_conversion_check(statements, operation, work);
    put_create_table(add_statement(statements, operation).sql, work.after, rebuilt_prefix);
    put_copy(add_statement(statements, operation).sql, work);
    if (is_autoincrement(work.before) && is_autoincrement(work.after)) put_sequence(statements, operation, work);
    sql_text& drop = add_statement(statements, operation).sql.put("DROP TABLE ");
    put_table_name(drop, work.before);

    // Otherwise RENAME parses every view and trigger, and fails for those that use the table, which does not exist now.
    add_statement(statements, operation).sql.put("PRAGMA legacy_alter_table = ON");
    sql_text& rename = add_statement(statements, operation).sql.put("ALTER TABLE ");
    put_table_name(rename, work.after, rebuilt_prefix);
    rename.put(" RENAME TO ");
    dialect::put_identifier(rename, work.after.name);
    add_statement(statements, operation).sql.put("PRAGMA legacy_alter_table = OFF");

    for (const op::index& each : work.after.indexes())
        put_create_index(add_statement(statements, operation).sql, *work.after.arrays, each,
                         {.schema = work.after.create->schema, .table = work.after.name});
    add_statement(statements, operation, statement_kind::restore).run = work.number;
    if (work.triggers != nullptr)  // nothing is saved in scripts
        put_triggers(statements, operation, *work.triggers, statement_kind::script_only);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
