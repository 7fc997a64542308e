// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/own_table_text.hpp>
#include <aludel/dialect/postgresql/needs.hpp>
#include <aludel/dialect/postgresql/own_tables.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/timeouts.hpp>

#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// The text before and after the steps of a script, for psql or, if the target is plain, without its commands.
struct script {
    /// How to run the script, and the settings of the session that its texts rely on.
    static constexpr void head(sql_text& sql, const op::dialect& target, const needs&, bool) {
        if (target.is_plain)
            sql.put(
                "-- Run it with a client that stops at the first error; then nothing of its transaction is left. Only "
                "a "
                "whole script says `applied` at its end.\n\n");
        else
            sql.put(
                "-- Run it with psql:  psql --no-psqlrc --file SCRIPT DATABASE\n"
                "-- It stops at the first error, and then nothing of its transaction is left. Only a whole script says "
                "`applied` at its end.\n\n"
                "\\set ON_ERROR_STOP on\n\n");
        sql.put("SET standard_conforming_strings = on;\n\n");
    }

    /// With another isolation, what the session has by default, the script would wait for the lock and then not see
    /// what its holder has done.
    static constexpr void begin(sql_text& sql) {
        sql.put("BEGIN;\nSET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n\n");
    }

    /// Locks out other migrations, and stops the script unless the database is where it starts from. Readers of the
    /// version table are not blocked.
    static constexpr void start(sql_text& sql, const op::dialect&, const op::settings& settings,
                                const version_rows& there, const needs&) {
        put_own_table(sql.put("LOCK TABLE "), own_tables::words, settings.version_table, own_scope::script);
        sql.put(
            " IN SHARE ROW EXCLUSIVE MODE;\n\n"
            "DO $aludel$\nBEGIN\n"
            "    IF (SELECT coalesce(string_agg(version_num, ' ' ORDER BY version_num COLLATE \"C\"), '') FROM ");
        put_own_table(sql, own_tables::words, settings.version_table, own_scope::script);
        dialect::put_doubled(sql.put(") <> '"), ids_in_order(there).view(), '\'');
        sql.put(
            "' THEN\n"
            "        RAISE EXCEPTION 'the database is not at the revision that this script starts from';\n"
            "    END IF;\nEND\n$aludel$;\n\n");
    }

    /// PostgreSQL checks constraints, views and functions by itself.
    static constexpr void check(sql_text&, const op::dialect&, const needs&) {}

    static constexpr void commit(sql_text& sql) { sql.put("COMMIT;\n\n"); }

    static constexpr void meet(sql_text&, const needs&, const needs&) {}

    /// The timeouts of a revision, of the transaction or of the session.
    static constexpr void limit(sql_text& sql, const op::timeouts& limits, bool is_local, bool begins) {
        const auto put = [&](std::string_view name, duration most) {
            if (most.nanoseconds == 0) return;
            sql.put(is_local ? "SET LOCAL " : "SET ").put(name);
            if (!begins) return static_cast<void>(sql.put(" TO DEFAULT;\n\n"));
            sql.put(" = ").put_number(static_cast<std::uint64_t>((most.nanoseconds + 999'999) / 1'000'000));
            sql.put(";\n\n");
        };
        put("lock_timeout", limits.lock), put("statement_timeout", limits.statement);
    }

    static constexpr void end(sql_text& sql, const needs&) {
        commit(sql);
        sql.put("SELECT 'applied';\n");
    }
};

}  // namespace aludel::inline v0_1::postgresql_dialect
