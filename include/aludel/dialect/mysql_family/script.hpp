// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/own_tables.hpp>
#include <aludel/dialect/mysql_family/settings.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/no_needs.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/settings.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Appends statements that fail with a sentence unless a condition holds. There is no IF outside of procedures: a
/// statement is prepared that names a column which does not exist. A name has at most 64 characters.
constexpr void put_guard(sql_text& sql, std::string_view condition, std::string_view sentence) {
    sql.put("SET @aludel = IF(").put(condition).put(",\n    'DO 0', 'DO `").put(sentence);
    sql.put("`');\nPREPARE aludel FROM @aludel;\n\n");
}

/// The text before and after the steps of a script for the client of the database.
template <const spelling& Words>
struct script {
    using needs = dialect::no_needs;

    /// How to run the script, and the settings of the session that its texts rely on.
    static constexpr void head(sql_text& sql, const op::dialect&, const needs&, bool) {
        sql.put("-- Run it with the client:  ").put(Words.client).put(" --database=DATABASE < SCRIPT\n");
        sql.put(
            "-- It stops at the first error. Each change of the schema commits by itself: all statements before the "
            "one "
            "that\n-- failed have taken effect, and the version table names the last revision that is complete. To go "
            "on, "
            "remove the\n-- cause, and run the script again from the statement that failed, with what stands above the "
            "first revision but\n-- without its guards. Only a whole script says `applied` at its end.\n\n");
        sql.put("SET NAMES utf8mb4;\nSET SESSION sql_mode = '").put(sql_mode);
        sql.put("';\nSET SESSION group_concat_max_len = 1000000;\n\n");
    }

    static constexpr void begin(sql_text& sql) { sql.put("START TRANSACTION;\n\n"); }

    /// Locks out other migrations until the client disconnects, and stops the script unless the database is where it
    /// starts from.
    static constexpr void start(sql_text& sql, const op::dialect&, const op::settings& settings,
                                const version_rows& there, const needs&) {
        sql_text lock, condition;
        put_lock_name(lock, Words, settings);
        put_guard(sql, condition.put("GET_LOCK(").put(lock).put(", 60) = 1").view(),
                  "another migration of this database is running");
        condition.cut(0);
        condition.put(
            "(SELECT COALESCE(GROUP_CONCAT(version_num ORDER BY CAST(version_num AS BINARY) SEPARATOR ' '), '')"
            "\n    FROM ");
        put_own_table(condition, own_tables::words, settings.version_table, own_scope::script);
        const sql_text ids = ids_in_order(there);
        dialect::put_escaped_string(condition.put(") = CAST("), ids.view());
        put_guard(sql, condition.put(" AS BINARY)").view(),
                  "the database is not at the revision that this script starts from");
    }

    /// The server checks constraints by itself.
    static constexpr void check(sql_text&, const op::dialect&, const needs&) {}
    static constexpr void commit(sql_text& sql) { sql.put("COMMIT;\n\n"); }
    static constexpr void meet(sql_text&, const needs&, const needs&) {}
    static constexpr void end(sql_text& sql, const needs&) {
        commit(sql);
        sql.put("SELECT 'applied';\n");
    }
};

}  // namespace aludel::inline v0_1::mysql_family
