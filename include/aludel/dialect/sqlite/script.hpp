// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/own_tables.hpp>
#include <aludel/sql/statement.hpp>

namespace aludel::inline v0_1::sqlite_dialect {

/// The text before and after the steps of a script. Guards replace the checks of the online engine.
struct script {
    /// Before the transaction: a note on how to run the script, and the settings that statements and guards rely on,
    /// whatever the settings of the session are.
    static constexpr void head(sql_text& sql, const op::dialect&, const needs& wanted, bool names_schemas) {
        sql.put(
            "-- Run it so that it stops at the first error:  sqlite3 -bail DATABASE < SCRIPT\n"
            "-- If it was cut off, that can end without an error. Only a whole script says `applied` at its end.\n\n");
        statement_list guards(&sql);
        sql.put("PRAGMA legacy_alter_table = OFF;\nPRAGMA ignore_check_constraints = OFF;\n");
        sql.put(wanted.foreign_keys_off ? "PRAGMA foreign_keys = OFF;\n\n" : "PRAGMA foreign_keys = ON;\n\n");
        put_guard_table(guards, 0);
        put_main_guard(guards, 0, names_schemas);
        if (wanted.foreign_keys_off) put_unknown_view(guards, 0), put_foreign_keys_guard(guards, 0);
        guards.finish();
    }

    static constexpr void begin(sql_text& sql) { sql.put("BEGIN IMMEDIATE;\n\n"); }

    static constexpr void start(sql_text& sql, const op::dialect& target, const op::settings& settings,
                                const version_rows& there, const needs& wanted) {
        statement_list guards(&sql);
        sql_text& guard = put_guard(guards, 0, "starting_point");
        guard.put("(SELECT coalesce(group_concat(version_num, ' '), '') FROM (");
        read_version_table(guard, settings, own_tables::words);
        dialect::put_doubled(guard.put(")) = '"), ids_in_order(there).view(), '\'');
        guard.put("'");
        if (wanted.foreign_keys_off) put_violations_count(guards, 0);
        put_broken_views_count(guards, 0, target);
        guards.finish();
    }

    /// Before a COMMIT: fails if the database is worse than before.
    static constexpr void check(sql_text& sql, const op::dialect& target, const needs& met) {
        statement_list guards(&sql);
        if (met.foreign_keys_off) put_violations_guard(guards, 0);
        put_views_guard(guards, 0, target);
        guards.finish();
    }

    /// A script that was cut off does not reach its COMMIT, so its changes are rolled back.
    static constexpr void commit(sql_text& sql) { sql.put("COMMIT;\n\n"); }

    /// Between two transactions: foreign keys cannot be switched inside one.
    static constexpr void meet(sql_text& sql, const needs& before, const needs& wanted) {
        if (before.foreign_keys_off == wanted.foreign_keys_off) return;
        sql.put(wanted.foreign_keys_off ? "PRAGMA foreign_keys = OFF;\n\n" : "PRAGMA foreign_keys = ON;\n\n");
    }

    /// The last COMMIT, and then the statement by which one knows that the script was whole: the shell takes the end of
    /// its input for the end of the script, so no statement can make it fail where the rest is missing.
    static constexpr void end(sql_text& sql, const needs& wanted) {
        if (wanted.foreign_keys_off) sql.put("DROP VIEW temp.\"_aludel_unknown\";\n");
        sql.put("DROP TABLE temp.\"_aludel_guard\";\n\n");
        commit(sql);
        if (wanted.foreign_keys_off) sql.put("PRAGMA foreign_keys = ON;\n");
        sql.put("SELECT 'applied';\n");
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
