// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/guard.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// A rebuild writes a table as the history knows it, and what the history does not know is gone then. So the table that the history
// expects is made beside the one that is there, as an empty temporary table, and SQLite itself compares the two. What keeps
// no row from being as it was is not compared: the spelling of a type of the same affinity, the value of a default.

namespace aludel::inline v0_1::sqlite_dialect {

inline constexpr std::string_view known_prefix = "_aludel_known_"sv;
/// What stands for AUTOINCREMENT in it, which would make a second `sqlite_sequence`, for good, that hides the first.
inline constexpr std::string_view known_autoincrement = "/*AUTOINCREMENT*/"sv;

/// Writes a query; in it `@l` stands for the table that is there, as arguments of a pragma, `@k` for the expected one, and `@s`
/// for where the first is.
constexpr void put_comparison(sql_text& to, const op::table_view& table, std::string_view query) {
    for (std::size_t mark = query.find('@'); mark != std::string_view::npos; mark = query.find('@')) {
        to.put(query.substr(0, mark));
        const bool known = query[mark + 1] == 'k';
        if (query[mark + 1] != 's') {
            to.put(known ? "'_aludel_known_" : "'");
            dialect::put_doubled(to, table.name, '\'');
            to.put("', ");
        }
        dialect::put_string(to, known ? "temp"sv : schema_of(table));
        query.remove_prefix(mark + 2);
    }
    to.put(query);
}

/// A query for what the table has and the history does not know, a row each.
constexpr void put_unknown_parts(sql_text& to, const op::table_view& table) {
    // Columns: unknown ones would be lost, a missing one's name in quotes is a string to SQLite.
    put_comparison(to, table,
        "SELECT what FROM (SELECT CASE\n"
        "    WHEN k.name IS NULL THEN 'a column `' || l.name || '`'\n"
        "    WHEN l.hidden <> k.hidden THEN 'another way to generate column `' || l.name || '`'\n"
        "    WHEN l.pk <> k.pk THEN 'another primary key (column `' || l.name || '`)'\n"
        "    WHEN l.\"notnull\" > k.\"notnull\" AND l.pk = 0 THEN 'NOT NULL of column `' || l.name || '`'\n"
        "    WHEN upper(trim(l.dflt_value, '( )')) <> 'NULL' AND k.dflt_value IS NULL THEN 'a default of column `' || l.name || '`'\n"
        "    WHEN l.kind <> k.kind THEN 'type ' || l.type || ' of column `' || l.name || '`, which is ' || k.type END AS what\n"
        "FROM (SELECT *, ");
    constexpr std::string_view kind =
        "CASE WHEN type LIKE '%int%' THEN 'number' WHEN type LIKE '%char%' OR type LIKE '%clob%' OR type LIKE '%text%' THEN 'text' "
        "WHEN type LIKE '%blob%' OR type = '' THEN 'any' WHEN type LIKE '%real%' OR type LIKE '%floa%' OR type LIKE '%doub%' THEN 'real' ELSE 'number' END AS kind";
    to.put(kind);
    put_comparison(to, table, " FROM pragma_table_xinfo(@l)) AS l\nLEFT JOIN (SELECT *, ");
    to.put(kind);
    put_comparison(to, table,
        " FROM pragma_table_xinfo(@k)) AS k ON k.name = l.name COLLATE NOCASE)\n"
        "WHERE what IS NOT NULL\n"
        "UNION ALL SELECT 'no column `' || name || '`' FROM pragma_table_xinfo(@k)\n"
        "WHERE name COLLATE NOCASE NOT IN (SELECT name FROM pragma_table_xinfo(@l))\n"
        // Foreign keys.
        "UNION ALL SELECT 'a foreign key from `' || l.\"from\" || '` to `' || l.\"table\" || '`' FROM pragma_foreign_key_list(@l) AS l\n"
        "WHERE NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(@k) AS k\n"
        "    WHERE k.\"from\" = l.\"from\" COLLATE NOCASE AND k.\"table\" = l.\"table\" COLLATE NOCASE\n"
        "    AND coalesce(k.\"to\" = l.\"to\" COLLATE NOCASE, 1) AND k.on_update = l.on_update AND k.on_delete = l.on_delete)\n"
        // Keys, with the order and collation of their columns.
        "UNION ALL SELECT 'a key on ' || parts FROM (SELECT (SELECT group_concat(part, ', ') FROM\n"
        "    (SELECT lower(name) || CASE \"desc\" WHEN 1 THEN ' DESC' ELSE '' END || CASE upper(coll) WHEN 'BINARY' THEN '' ELSE ' ' || upper(coll) END AS part\n"
        "    FROM pragma_index_xinfo(l.name, @s) WHERE key ORDER BY 1)) AS parts FROM pragma_index_list(@l) AS l WHERE origin <> 'c')\n"
        "WHERE parts NOT IN (SELECT (SELECT group_concat(part, ', ') FROM\n"
        "    (SELECT lower(name) || CASE \"desc\" WHEN 1 THEN ' DESC' ELSE '' END || CASE upper(coll) WHEN 'BINARY' THEN '' ELSE ' ' || upper(coll) END AS part\n"
        "    FROM pragma_index_xinfo(k.name, 'temp') WHERE key ORDER BY 1)) FROM pragma_index_list(@k) AS k WHERE origin <> 'c')");
}

/// FROM and WHERE of both tables' statements, `l.sql` and `k.sql`.
constexpr void put_both_statements(sql_text& to, const op::table_view& table) {
    to.put(" FROM ");
    dialect::put_identifier(to, schema_of(table));
    to.put(".sqlite_schema AS l, temp.sqlite_schema AS k\nWHERE l.type = 'table' AND l.name = ");
    dialect::put_string(to, table.name);
    to.put(" COLLATE NOCASE AND k.name = '").put(known_prefix);
    dialect::put_doubled(to, table.name, '\'');
    to.put("'");
}

/// A statement without the spaces and quotes that it can be written with or without: a clause is then one word, which no name is.
constexpr void put_without_spaces(sql_text& to, std::string_view which) {
    to.put("upper(replace(replace(replace(replace(replace(replace(replace(replace(").put(which);
    to.put(".sql, ' ', ''), char(9), ''), char(10), ''), char(13), ''), '\"', ''), '`', ''), '[', ''), ']', '')) AS ").put(which);
}

/// Makes a rebuild stop, before it touches anything, at a table that is not as the history knows it.
constexpr void put_known_table_check(statement_list& to, std::uint32_t operation, const op::table_view& table) {
    const auto put_copy = [&](statement_kind kind) { put_create_table(add_statement(to, operation, kind).sql, table, known_prefix, "temp", known_autoincrement); };
    const auto put_drop_of_copy = [&](statement_kind kind) {
        sql_text& drop = add_statement(to, operation, kind).sql.put("DROP TABLE IF EXISTS temp.\"").put(known_prefix);
        dialect::put_doubled(drop, table.name, '"');
        drop.put("\"");
    };
    if (!to.is_script()) {
        put_drop_of_copy(statement_kind::inspect);  // outside of a transaction an error leaves it behind
        put_copy(statement_kind::inspect);
        put_unknown_parts(add_statement(to, operation, statement_kind::inspect).sql, table);
        put_both_statements(add_statement(to, operation, statement_kind::inspect).sql.put("SELECT l.sql, replace(k.sql, '/*AUTOINCREMENT*/', 'AUTOINCREMENT')"), table);
        put_drop_of_copy(statement_kind::inspect);
    }

    put_copy(statement_kind::guard);
    sql_text& parts = put_guard(to, operation, "known_table").put("count(*) = 0 FROM (\n");
    put_unknown_parts(parts, table);
    parts.put(")");
    // Clauses that no pragma tells of are counted by their words.
    sql_text& clauses = put_guard(to, operation, "known_table").put("count(*) = 0 FROM (SELECT ");
    put_without_spaces(clauses, "l");
    clauses.put(", ");
    put_without_spaces(clauses, "k");
    put_both_statements(clauses, table);
    clauses.put("),\n(SELECT 'CHECK(' AS word UNION ALL SELECT 'COLLATE' UNION ALL SELECT 'ONCONFLICT' UNION ALL SELECT 'AUTOINCREMENT'\n"
                "UNION ALL SELECT 'INITIALLYDEFERRED' UNION ALL SELECT ')STRICT' UNION ALL SELECT 'ROWID,STRICT' UNION ALL SELECT 'WITHOUTROWID')\n"
                "WHERE length(l) - length(replace(l, word, '')) > length(k) - length(replace(k, word, ''))");
    put_drop_of_copy(statement_kind::guard);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
