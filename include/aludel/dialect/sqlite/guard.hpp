// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What makes a script of plain SQL stop where the online engine would look for itself: a temporary table, each column of
/// which a CHECK allows nothing but truth. The constraint's name is the sentence that SQLite then prints. NULL is not asked.
/// The script must be fed to `sqlite3 -bail`: without it the shell goes on after an error, and commits.
constexpr void put_guard_table(statement_list& to, std::uint32_t operation) {
    add_statement(to, operation, statement_kind::script_only).sql.put(
        "CREATE TEMP TABLE IF NOT EXISTS \"_aludel_guard\" (\n"
        "    \"starting_point\" INTEGER CONSTRAINT \"the database is not at the revision that this script starts from\" CHECK (\"starting_point\"),\n"
        "    \"foreign_keys_off\" INTEGER CONSTRAINT \"foreign keys must be off to rebuild a table: do not run this script inside a transaction\" CHECK (\"foreign_keys_off\"),\n"
        "    \"only_known\" INTEGER CONSTRAINT \"a table to be rebuilt or a view to be dropped has triggers or indexes that this history did not make: drop them before, or migrate online\" CHECK (\"only_known\"),\n"
        "    \"known_table\" INTEGER CONSTRAINT \"a table to be rebuilt is not as this history knows it, and what it does not know would be lost: "
        "say it in the history, take it out, or migrate online, which names it\" CHECK (\"known_table\"),\n"
        "    \"violations_before\" INTEGER,\n"
        "    \"no_new_violations\" INTEGER CONSTRAINT \"rows would be left whose foreign keys point nowhere\" CHECK (\"no_new_violations\"),\n"
        "    \"broken_views_before\" INTEGER,\n"
        "    \"no_broken_views\" INTEGER CONSTRAINT \"a view would no longer work: drop it and create it again in the revision\" CHECK (\"no_broken_views\")\n"
        ")");
}

/// Opens a guard: an expression that is to be true goes behind it.
constexpr sql_text& put_guard(statement_list& to, std::uint32_t operation, std::string_view column) {
    return add_statement(to, operation, statement_kind::script_only).sql.put("INSERT INTO temp.\"_aludel_guard\" (\"").put(column).put("\") SELECT ");
}

/// `PRAGMA foreign_keys = OFF` inside a transaction does nothing and says nothing; then DROP TABLE would delete rows of
/// other tables (measured: SQLite 3.40.1).
constexpr void put_foreign_keys_guard(statement_list& to, std::uint32_t operation) {
    put_guard(to, operation, "foreign_keys_off").put("(SELECT \"foreign_keys\" FROM pragma_foreign_keys) = 0");
}

/// Counts rows whose foreign keys point nowhere, for `put_violations_guard` to compare with: there may have been some already.
constexpr void put_violations_count(statement_list& to, std::uint32_t operation) {
    put_guard(to, operation, "violations_before")
        .put("(SELECT count(*) FROM pragma_foreign_key_check) WHERE NOT EXISTS (SELECT 1 FROM temp.\"_aludel_guard\" WHERE \"violations_before\" IS NOT NULL)");
}
constexpr void put_violations_guard(statement_list& to, std::uint32_t operation) {
    put_guard(to, operation, "no_new_violations")
        .put("(SELECT count(*) FROM pragma_foreign_key_check) <= (SELECT \"violations_before\" FROM temp.\"_aludel_guard\" "
             "WHERE \"violations_before\" IS NOT NULL)");
}

/// The first with PRAGMA table_list (pragma.html), which says of a view that does not work that it has no columns.
inline constexpr int lists_tables = sqlite.since(3, 37).version;

/// Counts views that do not work. Before 3.37 nothing can tell without failing itself.
constexpr void put_broken_views_count(statement_list& to, std::uint32_t operation, op::dialect target) {
    if (target.version < lists_tables) return;
    put_guard(to, operation, "broken_views_before").put("count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'view' AND ncol = 0");
}
/// Makes a script stop where a view does not work that did; before 3.37, where any view does not work.
constexpr void put_views_guard(statement_list& to, std::uint32_t operation, op::dialect target) {
    sql_text& guard = put_guard(to, operation, "no_broken_views");
    if (target.version < lists_tables) guard.put("count(*) >= 0 FROM main.sqlite_schema AS each, pragma_table_info(each.name, 'main') WHERE each.type = 'view'");
    else guard.put("(SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'view' AND ncol = 0) <= "
                   "(SELECT max(\"broken_views_before\") FROM temp.\"_aludel_guard\")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
