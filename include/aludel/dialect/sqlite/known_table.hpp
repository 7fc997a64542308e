// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/clause_query.hpp>
#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/guard.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// A rebuild writes a table as the history knows it and loses everything else. Therefore the expected table is created
// as an empty temporary table, and SQL compares it with the existing one. Differences that do not affect the stored
// rows are ignored: the spelling of a type with the same affinity, the value of a default.

namespace aludel::inline v0_1::sqlite_dialect {

/// Prefix of the temporary tables that a rebuild compares with.
inline constexpr std::string_view known_prefix = "_aludel_known_"sv;
/// Replaces AUTOINCREMENT in the copy, which would create a second, permanent `sqlite_sequence` in the temporary
/// schema.
inline constexpr std::string_view known_autoincrement = "/*AUTOINCREMENT*/"sv;

/// Name of the view that compares every expected table with the one in `main`: one row for each part that a rebuild
/// would lose. A script creates it once.
inline constexpr std::string_view unknown_view = "_aludel_unknown"sv;

/// Appends a query in which `@s` is replaced by the name of a schema, as a string.
constexpr void put_in_schema(sql_text& sql, std::string_view schema, std::string_view query) {
    for (std::size_t mark = query.find('@'); mark != std::string_view::npos; mark = query.find('@')) {
        dialect::put_string(sql.put(query.substr(0, mark)), schema);
        query.remove_prefix(mark + 2);
    }
    sql.put(query);
}

/// Appends a query over `pair(live, known)`, the names of the existing and the expected tables: one row for each part
/// of the existing table that the history does not know.
constexpr void put_unknown_parts(sql_text& sql, std::string_view schema) {
    constexpr std::string_view properties =
        "CASE WHEN type LIKE '%int%' THEN 'number' WHEN type LIKE '%char%' OR type LIKE '%clob%' OR type LIKE '%text%' "
        "THEN 'text' "
        "WHEN type LIKE '%blob%' OR type = '' THEN 'any' WHEN type LIKE '%real%' OR type LIKE '%floa%' OR type LIKE "
        "'%doub%' THEN 'real' ELSE 'number' END AS kind, "
        // A default without parentheses, quotes and, outside of texts, letter case.
        "CASE lower(trim(dflt_value, ' ()''\"')) WHEN 'true' THEN '1' WHEN 'false' THEN '0' WHEN 'null' THEN NULL ELSE "
        "CASE WHEN dflt_value LIKE '%''%' THEN trim(dflt_value, ' ()''\"') "
        "ELSE replace(lower(trim(dflt_value, ' ()+\"')), ' ', '') END END AS value";
    constexpr std::string_view parts =
        "(SELECT group_concat(part, ', ') FROM (SELECT lower(name) || CASE \"desc\" WHEN 1 THEN ' DESC' ELSE '' END\n"
        "    || CASE upper(coll) WHEN 'BINARY' THEN '' ELSE ' ' || upper(coll) END AS part"
        " FROM pragma_index_xinfo(i.name, "sv;
    // Columns: unknown ones would be lost; a missing one's quoted name would be read as a string.
    sql.put(
           "SELECT what FROM (SELECT CASE\n"
           "    WHEN k.name IS NULL THEN 'a column `' || l.name || '`'\n"
           "    WHEN l.hidden <> k.hidden THEN 'another way to generate column `' || l.name || '`'\n"
           "    WHEN l.pk <> k.pk THEN 'another primary key (column `' || l.name || '`)'\n"
           "    WHEN l.\"notnull\" > k.\"notnull\" AND l.pk = 0 THEN 'NOT NULL of column `' || l.name || '`'\n"
           "    WHEN l.value IS NOT NULL AND l.value IS NOT k.value THEN 'a default of column `' || l.name || '`'\n"
           // Dates, documents and the like had NUMERIC affinity once, and have it in tables of other programs.
           "    WHEN l.kind <> k.kind AND NOT (l.kind = 'number' AND k.type LIKE '% TEXT') THEN 'type ' || l.type || ' "
           "of column `' || l.name || '`, which is ' || k.type "
           "END AS what\n"
           "FROM (SELECT *, ")
        .put(properties);
    put_in_schema(sql, schema, " FROM pair, pragma_table_xinfo(live, @s)) AS l\nLEFT JOIN (SELECT *, ");
    sql.put(properties);
    put_in_schema(sql, schema,
                  " FROM pair, pragma_table_xinfo(known, 'temp')) AS k ON k.name = l.name COLLATE NOCASE)\n"
                  "WHERE what IS NOT NULL\n"
                  "UNION ALL SELECT 'no column `' || name || '`' FROM pair, pragma_table_xinfo(known, 'temp')\n"
                  "WHERE name COLLATE NOCASE NOT IN (SELECT name FROM pair, pragma_table_xinfo(live, @s))\n"
                  // Foreign keys.
                  "UNION ALL SELECT 'a foreign key from `' || l.\"from\" || '` to `' || l.\"table\" || '`' FROM pair, "
                  "pragma_foreign_key_list(live, @s) AS l\n"
                  "WHERE NOT EXISTS (SELECT 1 FROM pair, pragma_foreign_key_list(known, 'temp') AS k\n"
                  "    WHERE k.\"from\" = l.\"from\" COLLATE NOCASE AND k.\"table\" = l.\"table\" COLLATE NOCASE\n"
                  "    AND coalesce(k.\"to\" = l.\"to\" COLLATE NOCASE, 1) AND k.on_update = l.on_update AND "
                  "k.on_delete = l.on_delete)\n"
                  // Keys, with order and collation of their columns.
                  "UNION ALL SELECT 'a key on ' || parts FROM (SELECT ");
    put_in_schema(sql.put(parts), schema,
                  "@s) WHERE key ORDER BY 1)) AS parts FROM pair, pragma_index_list(live, @s) AS i WHERE origin <> "
                  "'c')\nWHERE parts NOT IN (SELECT ");
    sql.put(parts).put(
        "'temp') WHERE key ORDER BY 1)) FROM pair, pragma_index_list(known, 'temp') AS i WHERE origin <> 'c')");
}

/// Appends FROM and WHERE for the statements of both tables, `l.sql` and `k.sql`.
constexpr void put_both_statements(sql_text& sql, std::string_view schema) {
    dialect::put_identifier(sql.put(" FROM pair, "), schema);
    sql.put(
        ".sqlite_schema AS l, temp.sqlite_schema AS k\nWHERE l.type = 'table' AND l.name = live COLLATE NOCASE AND "
        "k.name = known");
}

/// Appends the view's name for the tables of a schema.
constexpr void put_unknown_view_name(sql_text& sql, std::string_view schema) {
    sql.put("temp.\"").put(unknown_view);
    if (schema != "main"sv) dialect::put_doubled(sql.put("_"), schema, '"');
    sql.put("\"");
}

/// Appends CREATE VIEW for the comparison in scripts. It compares the tables that exist when it is queried.
constexpr void put_unknown_view(statement_list& statements, std::uint32_t operation,
                                std::string_view schema = "main"sv) {
    sql_text& view =
        add_statement(statements, operation, statement_kind::script_only).sql.put("CREATE VIEW IF NOT EXISTS ");
    put_unknown_view_name(view, schema);
    view.put(
            " AS\nWITH RECURSIVE pair(live, known) AS (SELECT substr(name, 15), name FROM temp.sqlite_schema WHERE "
            "type = "
            "'table' AND substr(name, 1, 14) = '")
        .put(known_prefix)
        .put("'),\ntext(side, known, sql) AS (SELECT 1, known, l.sql");
    put_both_statements(view, schema);
    put_both_statements(view.put("\nUNION ALL SELECT -1, known, replace(k.sql, '/*AUTOINCREMENT*/', 'AUTOINCREMENT')"),
                        schema);
    put_unknown_parts(view.put("),\n").put(clause_expression).put("\n"), schema);
    view.put("\nUNION ALL SELECT what FROM clause WHERE what IS NOT NULL GROUP BY known, what HAVING sum(side) > 0");
}

/// Appends UNION ALL with an existing index and the one that the history knows by its name.
constexpr void put_index_and_wanted(sql_text& sql, const op::table_view& table, const op::index& index) {
    sql_text wanted;
    op::index known = index;
    known.if_not_exists = false;
    put_create_index(wanted, *table.arrays, known, {.table = table.name});
    dialect::put_string(sql.put("\nUNION ALL SELECT sql, "), wanted.view());
    dialect::put_identifier(sql.put(" FROM "), schema_of(table));
    dialect::put_string(sql.put(".sqlite_schema WHERE type = 'index' AND name = "), index.name);
    dialect::put_string(sql.put(" COLLATE NOCASE AND tbl_name = "), table.name);
    sql.put(" COLLATE NOCASE AND sql IS NOT NULL");
}

/// Appends a text without white space, quotes and ASC, in capital letters.
constexpr void put_condensed(sql_text& sql, const sql_text& text) {
    sql.put("replace(replace(replace(replace(replace(replace(replace(replace(replace(upper(").put(text.view());
    sql.put(
        "), ' ', ''), char(9), ''), char(10), ''), char(13), ''), '\"', ''), '`', ''), '[', ''), ']', ''), 'ASC', '')");
}

/// Stops a script before any change if an index of the table is not as the history knows it.
constexpr void put_known_indexes_guard(statement_list& statements, std::uint32_t operation,
                                       const op::table_view& table) {
    if (table.indexes().empty()) return;
    sql_text& guard = put_guard(statements, operation, "known_table").put("count(*) = 0 FROM ");
    dialect::put_identifier(guard, schema_of(table));
    dialect::put_string(guard.put(".sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = "),
                        table.name);
    std::string_view before = " COLLATE NOCASE AND name COLLATE NOCASE IN ("sv;
    for (const op::index& each : table.indexes()) dialect::put_string(guard.put(before), each.name), before = ", "sv;
    put_condensed(guard.put(") AND "), sql_text().put("sql"));
    before = " NOT IN ("sv;
    for (const op::index& each : table.indexes()) {
        sql_text wanted, literal;
        op::index known = each;
        known.if_not_exists = false;
        put_create_index(wanted, *table.arrays, known, {.table = table.name});
        dialect::put_string(literal, wanted.view());
        put_condensed(guard.put(before), literal), before = ", "sv;
    }
    guard.put(")");
}

/// Stops a script before any change if an index of raw SQL, whose text it creates again, is not as the history knows
/// it.
constexpr void put_known_raw_indexes_guard(statement_list& statements, std::uint32_t operation,
                                           const op::operations& objects) {
    for (const op::operation& each : objects.list) {
        if (each.kind != op::operation_kind::create_index) continue;
        sql_text& guard = put_guard(statements, operation, "known_table");
        guard.put("count(*) = 0 FROM main.sqlite_schema WHERE type = 'index' AND name = ");
        dialect::put_string(guard, each.object);
        sql_text literal;
        dialect::put_string(literal, each.to);
        put_condensed(guard.put(" COLLATE NOCASE AND "), sql_text().put("sql"));
        put_condensed(guard.put(" <> "), literal);
    }
}

/// Stops a rebuild before any change if the table is not as the history knows it.
constexpr void put_known_table_check(statement_list& statements, std::uint32_t operation, const op::table_view& table) {
    const std::string_view schema = schema_of(table);
    const auto put_copy = [&](statement_kind kind) {
        put_create_table(add_statement(statements, operation, kind).sql, table, known_prefix, "temp",
                         known_autoincrement);
    };
    const auto put_drop_of_copy = [&](statement_kind kind) {
        sql_text& drop =
            add_statement(statements, operation, kind).sql.put("DROP TABLE IF EXISTS temp.\"").put(known_prefix);
        dialect::put_doubled(drop, table.name, '"');
        drop.put("\"");
    };
    const auto put_pair = [&]() -> sql_text& {
        sql_text& query =
            add_statement(statements, operation, statement_kind::inspect).sql.put("WITH pair(live, known) AS (SELECT ");
        dialect::put_string(query, table.name);
        dialect::put_doubled(query.put(", '").put(known_prefix), table.name, '\'');
        return query.put("')\n");
    };
    if (!statements.is_script()) {
        put_drop_of_copy(statement_kind::inspect);  // outside of a transaction, an earlier error may have left the copy
        put_copy(statement_kind::inspect);
        put_unknown_parts(put_pair(), schema);
        sql_text& statements_of_both =
            put_pair().put("SELECT l.sql, replace(k.sql, '/*AUTOINCREMENT*/', 'AUTOINCREMENT')");
        put_both_statements(statements_of_both, schema);
        for (const op::index& each : table.indexes()) put_index_and_wanted(statements_of_both, table, each);
        put_drop_of_copy(statement_kind::inspect);
    }

    const bool own_view = schema != "main"sv;
    if (own_view) put_unknown_view(statements, operation, schema);
    put_copy(statement_kind::script_only);
    put_unknown_view_name(put_guard(statements, operation, "known_table").put("count(*) = 0 FROM "), schema);
    put_drop_of_copy(statement_kind::script_only);
    put_known_indexes_guard(statements, operation, table);
    if (own_view)
        put_unknown_view_name(add_statement(statements, operation, statement_kind::script_only).sql.put("DROP VIEW "),
                              schema);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
