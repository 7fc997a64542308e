// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/settings.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/view_order.hpp>
#include <aludel/io/connection.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::mysql_family {

/// What the database has, in an order in which it can be created: kind, name, table, and why a word does not create it,
/// or not whole; NULL: a word does. A date of zeros is told by a fifth column, because sessions of migrations refuse
/// it.
inline constexpr std::string_view objects_query =
    "SELECT kind, called, of_table, why, zeros FROM (SELECT 2 AS stage, 'table' AS kind, t.table_name AS called, "
    "t.table_name AS of_table, NULLIF(CONCAT_WS(', ', NULLIF(t.create_options, ''), CASE WHEN t.table_type = 'SYSTEM "
    "VERSIONED' THEN 'WITH SYSTEM VERSIONING' END, (SELECT 'INVISIBLE' FROM information_schema.columns c WHERE "
    "c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.extra LIKE '%INVISIBLE%' LIMIT 1), (SELECT "
    "CASE WHEN MAX({hidden_index}) THEN 'an index that is not used' END FROM information_schema.statistics s WHERE "
    "s.table_schema = t.table_schema AND s.table_name = t.table_name), (SELECT CASE WHEN MAX(s.index_comment) <> '' "
    "THEN "
    "'COMMENT of an index' END FROM information_schema.statistics s WHERE s.table_schema = t.table_schema AND "
    "s.table_name = t.table_name), (SELECT CASE WHEN MAX(s.index_type = 'HASH') THEN 'USING HASH of a key' END FROM "
    "information_schema.statistics s WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name AND "
    "s.non_unique = 0), z.what), '') AS why, z.what IS NOT NULL AS zeros FROM information_schema.tables t LEFT JOIN "
    "(SELECT DISTINCT table_schema, table_name, 'a date of zeros' AS what FROM information_schema.columns WHERE "
    "column_default LIKE '%0000-00-00%') z ON z.table_schema = t.table_schema AND z.table_name = t.table_name WHERE "
    "t.table_schema = DATABASE() AND t.table_type NOT IN ('VIEW', 'SEQUENCE') UNION ALL SELECT 1, 'sequence', "
    "table_name, '', 'there is no word for it', 0 FROM information_schema.tables WHERE table_schema = DATABASE() AND "
    "table_type = 'SEQUENCE' UNION ALL SELECT 3, LOWER(routine_type), routine_name, '', 'there is no word for it', 0 "
    "FROM information_schema.routines WHERE routine_schema = DATABASE() UNION ALL SELECT 4, 'view', table_name, '', "
    "NULLIF(CONCAT_WS(', ', CASE WHEN security_type <> 'DEFINER' THEN CONCAT('SQL SECURITY ', security_type) END, CASE "
    "WHEN check_option <> 'NONE' THEN CONCAT('WITH ', check_option, ' CHECK OPTION') END), ''), 0 FROM "
    "information_schema.views WHERE table_schema = DATABASE() UNION ALL SELECT 5, 'trigger', trigger_name, "
    "event_object_table, CASE WHEN action_statement LIKE '%\"%' OR action_statement LIKE '%||%' THEN 'its sql_mode is "
    "another' END, 0 FROM information_schema.triggers WHERE trigger_schema = DATABASE() UNION ALL SELECT 6, "
    "'event', event_name, '', 'there is no word for it', 0 FROM information_schema.events WHERE event_schema = "
    "DATABASE()) o ORDER BY stage, called";

/// A statement of SHOW CREATE without the user who had created the object: its owner will be the one of the migration.
inline std::string without_definer(std::string_view sql) {
    constexpr std::string_view word = "DEFINER=`";
    const std::size_t first = sql.find(word);
    if (!sql.starts_with("CREATE ") || first == sql.npos || sql.substr(0, first).find('(') != sql.npos)
        return std::string(sql);
    std::size_t end = first + word.size() - 1;
    for (bool quoted = false; end < sql.size() && (quoted || sql[end] != ' '); ++end)
        if (sql[end] == '`') quoted = !quoted;
    return std::string(sql.substr(0, first)).append(sql.substr(end + 1));
}

/// A statement in a `sql_mode` of its own, and behind it that of migrations.
inline std::string in_mode(std::string_view mode, const std::string& sql) {
    return std::string("SET SESSION sql_mode = '")
        .append(mode)
        .append("';\n")
        .append(sql)
        .append(";\nSET SESSION sql_mode = '")
        .append(sql_mode)
        .append("'");
}

/// The statements (sql, kind, name, table, why) that create what the database has, by SHOW CREATE. `query` executes a
/// statement and returns its rows.
template <const spelling& Words, class Query>
query_result stored_statements(const Query& query) {
    std::string list(objects_query);
    constexpr std::string_view place = "{hidden_index}";
    list.replace(list.find(place), place.size(), Words.plain_catalog ? "s.ignored = 'YES'" : "s.is_visible = 'NO'");
    const query_result rows = query(list), here = query("SELECT CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`.')");
    query_result result, views;
    for (const row_values& row : rows) {
        const std::string& kind = *row[0];
        std::string show = "SHOW CREATE " + kind + " `";
        for (const char each : *row[1]) show += each == '`' ? std::string("``") : std::string(1, each);
        const query_result shown = query(show + "`");
        const bool has_mode = kind != "table" && kind != "view" && kind != "sequence";
        const std::size_t text = kind == "event" ? 3 : has_mode ? 2 : 1;
        // Without the right to see it the text is NULL.
        std::string sql = shown.empty() ? std::string() : without_definer(shown[0].at(text).value_or(""));
        // The server qualifies names in views.
        const std::string& own = *here[0][0];
        for (std::size_t i = kind == "view" ? sql.find(own) : sql.npos; i != sql.npos; i = sql.find(own, i))
            sql.erase(i, own.size());
        if (has_mode) sql = in_mode(shown[0][1].value_or(""), sql);
        else if (row[4] == "1") sql = in_mode(mode_with_zeros(), sql);
        row_values stored{std::move(sql), row[0], row[1], row[2], row[3]};
        if (kind != "view" && !views.empty()) {
            for (row_values& each : in_order_of_views(std::move(views), 2, 0)) result.push_back(std::move(each));
            views.clear();
        }
        (kind == "view" ? views : result).push_back(std::move(stored));
    }
    for (row_values& each : in_order_of_views(std::move(views), 2, 0)) result.push_back(std::move(each));
    return result;
}

}  // namespace aludel::inline v0_1::mysql_family
