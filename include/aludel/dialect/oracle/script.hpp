// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/no_needs.hpp>
#include <aludel/dialect/oracle/own_tables.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>

namespace aludel::inline v0_1::oracle_dialect {

/// The text before and after the steps of a script for SQL*Plus.
struct script {
    using needs = dialect::no_needs;

    /// How to run the script, and the settings of the session that its texts rely on.
    static constexpr void head(sql_text& sql, const op::dialect&, const needs&, bool) {
        sql.put(
            "-- Run it with SQL*Plus:  sqlplus USER@DATABASE @SCRIPT\n"
            "-- It stops at the first error. Each change of the schema commits by itself: all statements before the "
            "one that\n-- failed have taken effect, and the version table names the last revision that is complete. "
            "To go on, remove the\n-- cause, and run the script again from the statement that failed, with what stands "
            "above the first revision but\n-- without its guard. Only a whole script says `applied` at its end.\n\n"
            "WHENEVER SQLERROR EXIT FAILURE ROLLBACK\nWHENEVER OSERROR EXIT FAILURE ROLLBACK\n"
            "SET DEFINE OFF\nSET SQLBLANKLINES ON\nSET SQLPREFIX OFF\n\n"
            "ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS'\n    NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD "
            "HH24:MI:SS.FF'\n    NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'\n    "
            "NLS_NUMERIC_CHARACTERS = '.,'\n/\n\n");
    }

    /// A transaction begins by itself.
    static constexpr void begin(sql_text&) {}

    /// Stops the script unless the database is where it starts from. The lock ends with the first change of the schema.
    static constexpr void start(sql_text& sql, const op::dialect&, const op::settings& settings,
                                const version_rows& there, const needs&) {
        put_own_table(sql.put("LOCK TABLE "), own_tables::words, settings.version_table, own_scope::script);
        sql.put(
            " IN EXCLUSIVE MODE WAIT 60\n/\n\nDECLARE\n    found VARCHAR2(4000);\nBEGIN\n"
            "    SELECT LISTAGG(version_num, ' ') WITHIN GROUP (ORDER BY NLSSORT(version_num, 'NLS_SORT = BINARY'))"
            "\n        INTO found FROM ");
        put_own_table(sql, own_tables::words, settings.version_table, own_scope::script);
        const sql_text ids = ids_in_order(there);
        put_string(sql.put(";\n    IF NVL(found, '-') <> "), ids.view().empty() ? "-" : ids.view());
        sql.put(
            " THEN\n        RAISE_APPLICATION_ERROR(-20000,\n            'the database is not at the revision that "
            "this script starts from');\n    END IF;\nEND;\n/\n\n");
    }

    /// The server checks constraints by itself.
    static constexpr void check(sql_text&, const op::dialect&, const needs&) {}
    static constexpr void commit(sql_text& sql) { sql.put("COMMIT\n/\n\n"); }
    static constexpr void meet(sql_text&, const needs&, const needs&) {}
    static constexpr void end(sql_text& sql, const needs&) {
        commit(sql);
        sql.put("SELECT 'applied' FROM dual\n/\n\nEXIT\n");
    }
};

}  // namespace aludel::inline v0_1::oracle_dialect
