// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mssql/own_tables.hpp>
#include <aludel/dialect/no_needs.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>

namespace aludel::inline v0_1::mssql_dialect {

/// The text before and after the steps of a script for sqlcmd.
struct script {
    using needs = dialect::no_needs;

    /// How to run the script, and the settings of the session that its texts rely on. Each statement is a batch of its
    /// own: the server reads a whole batch before it executes any of it, and a view must be alone in one.
    static constexpr void head(sql_text& sql, const op::dialect&, const needs&, bool) {
        sql.put(
            "-- Run it with sqlcmd:  sqlcmd -d DATABASE -i SCRIPT\n"
            "-- It stops at the first error, and then nothing of its transaction is left. Only a whole script says "
            "`applied` at its end.\n\n"
            ":on error exit\n\n"
            "SET XACT_ABORT ON;\nSET QUOTED_IDENTIFIER ON;\nSET ANSI_NULLS ON;\nSET ANSI_PADDING ON;\n"
            "SET ANSI_WARNINGS ON;\nSET ARITHABORT ON;\nSET CONCAT_NULL_YIELDS_NULL ON;\n"
            "SET NUMERIC_ROUNDABORT OFF;\nGO\n\n");
    }

    static constexpr void begin(sql_text& sql) { sql.put("BEGIN TRANSACTION;\nGO\n\n"); }

    /// Locks out other migrations, and stops the script unless the database is where it starts from.
    static constexpr void start(sql_text& sql, const op::dialect&, const op::settings& settings,
                                const version_rows& there, const needs&) {
        sql.put("DECLARE @lock int;\nEXEC @lock = sp_getapplock @Resource = ");
        put_argument(sql, settings.version_table);
        sql.put(
            ", @LockMode = 'Exclusive', @LockTimeout = 60000;\n"
            "IF @lock < 0 THROW 50000, 'another migration of this database is running', 1;\nGO\n\n"
            "IF COALESCE((SELECT STRING_AGG(version_num, ' ') WITHIN GROUP (ORDER BY version_num) FROM ");
        put_own_table(sql, own_tables::words, settings.version_table, own_scope::script);
        const sql_text ids = ids_in_order(there);
        put_string(sql.put("), '') <> "), ids.view());
        sql.put("\n    THROW 50000, 'the database is not at the revision that this script starts from', 1;\nGO\n\n");
    }

    /// The server checks constraints by itself.
    static constexpr void check(sql_text&, const op::dialect&, const needs&) {}
    static constexpr void commit(sql_text& sql) { sql.put("COMMIT;\nGO\n\n"); }
    static constexpr void meet(sql_text&, const needs&, const needs&) {}
    static constexpr void end(sql_text& sql, const needs&) {
        commit(sql);
        sql.put("SELECT 'applied';\nGO\n");
    }
};

}  // namespace aludel::inline v0_1::mssql_dialect
