// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Guards make a script of plain SQL stop where the online engine would check by itself: a temporary table with a CHECK
/// per column that accepts only true or NULL. The name of the constraint is the sentence that SQLite prints. The script
/// must be run with `sqlite3 -bail`: otherwise the shell continues after an error, and commits.
constexpr void put_guard_table(statement_list& statements, std::uint32_t operation) {
    add_statement(statements, operation, statement_kind::script_only)
        .sql.put(
            "CREATE TEMP TABLE IF NOT EXISTS \"_aludel_guard\" (\n"
            "    \"starting_point\" INTEGER CONSTRAINT \"the database is not at the revision that this script starts "
            "from\" CHECK (\"starting_point\"),\n"
            "    \"only_main\" INTEGER CONSTRAINT \"the session has temporary tables or attached databases, whose "
            "names "
            "could be taken for those of the database: run this script in a session of its own\" CHECK "
            "(\"only_main\"),\n"
            "    \"foreign_keys_off\" INTEGER CONSTRAINT \"foreign keys must be off to rebuild a table: do not run "
            "this script inside a transaction\" CHECK (\"foreign_keys_off\"),\n"
            "    \"only_known\" INTEGER CONSTRAINT \"a table to be rebuilt or a view to be dropped has triggers or "
            "indexes that this history did not make, or made by raw SQL: drop them before, or migrate online\" CHECK "
            "(\"only_known\"),\n"
            "    \"known_table\" INTEGER CONSTRAINT \"a table to be rebuilt is not as this history knows it, and what "
            "it does not know would be lost: "
            "say it in the history, take it out, or migrate online, which names it\" CHECK (\"known_table\"),\n"
            "    \"violations_before\" INTEGER,\n"
            "    \"no_new_violations\" INTEGER CONSTRAINT \"rows would be left whose foreign keys point nowhere\" "
            "CHECK (\"no_new_violations\"),\n"
            "    \"broken_views_before\" INTEGER,\n"
            "    \"no_unknown_triggers\" INTEGER CONSTRAINT \"a trigger that this history did not make names what a "
            "revision drops: change it or drop it before, or migrate online, which tests it\" CHECK "
            "(\"no_unknown_triggers\"),\n"
            "    \"no_broken_views\" INTEGER CONSTRAINT \"a view would no longer work: drop it and create it again in "
            "the revision\" CHECK (\"no_broken_views\")\n"
            ")");
}

/// Begins a guard; the caller appends the expression that must be true.
constexpr sql_text& put_guard(statement_list& statements, std::uint32_t operation, std::string_view column) {
    return add_statement(statements, operation, statement_kind::script_only)
        .sql.put("INSERT INTO temp.\"_aludel_guard\" (\"")
        .put(column)
        .put("\") SELECT ");
}

/// Stops the script with a sentence, by a guard of its own: the sentence is not known at the beginning of the script.
constexpr void put_stop(statement_list& statements, std::uint32_t operation, std::string_view sentence) {
    sql_text& table = add_statement(statements, operation, statement_kind::script_only).sql;
    table.put("CREATE TEMP TABLE \"_aludel_stop\" (\"never\" INTEGER CONSTRAINT ");
    dialect::put_identifier(table, sentence);
    table.put(" CHECK (\"never\"))");
    add_statement(statements, operation, statement_kind::script_only)
        .sql.put("INSERT INTO temp.\"_aludel_stop\" (\"never\") SELECT 0");
}

/// Guards against names that mean something else: unqualified, they are those of temporary objects first, and where
/// main has no such table those of attached databases, which only a script that names schemas needs.
constexpr void put_main_guard(statement_list& statements, std::uint32_t operation, bool names_schemas) {
    sql_text& guard = put_guard(statements, operation, "only_main");
    guard.put("(SELECT count(*) FROM temp.sqlite_schema WHERE name NOT IN ('_aludel_guard', '_aludel_unknown')) = 0");
    if (!names_schemas) guard.put(" AND (SELECT count(*) FROM pragma_database_list WHERE seq > 1) = 0");
}

/// Guards against `PRAGMA foreign_keys = OFF` inside a transaction, where it silently has no effect; DROP TABLE would
/// then delete rows of other tables (measured: SQLite 3.40.1).
constexpr void put_foreign_keys_guard(statement_list& statements, std::uint32_t operation) {
    put_guard(statements, operation, "foreign_keys_off").put("(SELECT \"foreign_keys\" FROM pragma_foreign_keys) = 0");
}

/// Stores the number of foreign-key violations that exist already, for `put_violations_guard`.
constexpr void put_violations_count(statement_list& statements, std::uint32_t operation) {
    put_guard(statements, operation, "violations_before")
        .put(
            "(SELECT count(*) FROM pragma_foreign_key_check) WHERE NOT EXISTS (SELECT 1 FROM temp.\"_aludel_guard\" "
            "WHERE \"violations_before\" IS NOT NULL)");
}
/// Stops the script if the number of foreign-key violations increased since `put_violations_count`; without that, it
/// does nothing.
constexpr void put_violations_guard(statement_list& statements, std::uint32_t operation) {
    put_guard(statements, operation, "no_new_violations")
        .put(
            "(SELECT count(*) FROM pragma_foreign_key_check) <= (SELECT \"violations_before\" FROM "
            "temp.\"_aludel_guard\" "
            "WHERE \"violations_before\" IS NOT NULL)");
}

/// The first version with PRAGMA table_list (pragma.html), which lists a broken view with no columns.
inline constexpr int lists_tables = sqlite.since(3, 37).version;

/// Stores the number of broken views. Before 3.37 no query can find them without failing itself.
constexpr void put_broken_views_count(statement_list& statements, std::uint32_t operation, op::dialect target) {
    if (target.version < lists_tables) return;
    put_guard(statements, operation, "broken_views_before")
        .put("count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'view' AND ncol = 0");
}
/// Stops the script if a view broke; before 3.37, if any view is broken.
constexpr void put_views_guard(statement_list& statements, std::uint32_t operation, op::dialect target) {
    sql_text& guard = put_guard(statements, operation, "no_broken_views");
    if (target.version < lists_tables)
        guard.put(
            "count(*) >= 0 FROM main.sqlite_schema AS each, pragma_table_info(each.name, 'main') WHERE each.type = "
            "'view'");
    else
        guard.put(
            "(SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'view' AND ncol = 0) <= "
            "(SELECT max(\"broken_views_before\") FROM temp.\"_aludel_guard\")");
}

/// Stops the script if a trigger or view does not work. No query can test that, but RENAME compiles all of them, and
/// names the one that fails (alter.c, renameTestSchema): the new name of the column is the old one.
constexpr void put_trigger_probe(statement_list& statements, std::uint32_t operation, const name& version_table) {
    sql_text& sql = add_statement(statements, operation, statement_kind::script_only).sql.put("ALTER TABLE ");
    dialect::put_identifier(sql, version_table);
    sql.put(" RENAME COLUMN version_num TO version_num");
}

/// Appends a condition: the statement of a trigger has a name, in quotes or not, as a word of its own. Quotes in the
/// name match anything.
constexpr void put_has_word(sql_text& sql, const name& wanted) {
    sql_text pattern;
    pattern.put("*[^a-z0-9_$]");
    for (const char each : wanted.text()) {
        const char letter = dialect::lower(each);
        const bool is_quote = each == '"' || each == '`' || each == '\'';
        if (is_quote) pattern.put("*");
        else if (each == '[' || each == '*' || each == '?') pattern.put("[").put(&letter, 1).put("]");
        else pattern.put(&letter, 1);
    }
    pattern.put("[^a-z0-9_$]*");
    dialect::put_string(sql.put("lower(sql) || ' ' GLOB "), pattern.view());
}

/// Stops the script if a trigger that the history does not know names a table or view that was dropped, or both a
/// dropped column and its table: no SQL can compile a trigger whose name is not known. An empty column: the whole
/// table.
constexpr void put_unknown_triggers_guard(statement_list& statements, const detail::vector<name>& tables,
                                          const detail::vector<name>& columns, const detail::vector<name>& known) {
    sql_text& guard = put_guard(statements, statements.last_operation(), "no_unknown_triggers");
    guard.put("count(*) = 0 FROM main.sqlite_schema WHERE type = 'trigger'");
    for (std::size_t i = 0; i < known.size(); ++i)
        dialect::put_string(guard.put(i == 0 ? " AND name COLLATE NOCASE NOT IN (" : ", "), known[i]);
    guard.put(known.empty() ? " AND (" : ") AND (");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        put_has_word(guard.put(i == 0 ? "" : " OR "), tables[i]);
        if (!columns[i].empty()) put_has_word(guard.put(" AND "), columns[i]);
    }
    guard.put(")");
}

/// Stops the script if a trigger does not work, by a statement that fires it for no row: RENAME does not look at the
/// columns of UPDATE and INSERT. It is undone, because AUTOINCREMENT begins to count even then. Left out: triggers on
/// what the history does not know, and those without a known column.
constexpr void put_firing(statement_list& statements, const op::operations& trigger, const op::table_view& table,
                          bool is_view) {
    const op::operation& create = trigger.list[0];
    const bool inserts = create.event == op::trigger_event::insert, updates = create.event == op::trigger_event::update;
    name column{};
    if (table)
        for (const op::column& each : table.columns())
            if (column.empty() && each.generated == op::generated_kind::none) column = each.name;
    if (updates && create.cells.count != 0) column = trigger.cells[create.cells.first].column;
    if (!table && (!is_view || (updates && column.empty()))) return;
    const auto add = [&]() -> sql_text& {
        return add_statement(statements, statements.last_operation(), statement_kind::script_only).sql;
    };
    add().put("SAVEPOINT \"_aludel_fired\"");
    sql_text& sql = add();
    dialect::put_identifier(sql.put(inserts ? "INSERT INTO " : updates ? "UPDATE " : "DELETE FROM "), create.table);
    if (inserts && is_view) {
        dialect::put_identifier(sql.put(" SELECT * FROM "), create.table);
    } else if (inserts) {
        dialect::put_identifier(sql.put(" ("), column), sql.put(") SELECT NULL");
    } else if (updates) {
        dialect::put_identifier(sql.put(" SET "), column);
        dialect::put_identifier(sql.put(" = "), column);
    }
    sql.put(" WHERE false");
    add().put("ROLLBACK TO \"_aludel_fired\"");
    add().put("RELEASE \"_aludel_fired\"");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
