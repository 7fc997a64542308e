// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/own_tables.hpp>
#include <aludel/sql/statement.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::sqlite_dialect {

/// What stands around the steps of a script: guards look at what the online engine looks at itself.
struct script {
    /// Ahead of the transaction: how to run it, and what the statements and guards rely on, whatever the one who runs
    /// them has set.
    static constexpr void head(sql_text& to, const op::dialect&, const needs& wanted) {
        to.put("-- Run it so that it stops at the first error:  sqlite3 -bail DATABASE < SCRIPT\n\n");
        statement_list guards(&to);
        to.put("PRAGMA legacy_alter_table = OFF;\nPRAGMA ignore_check_constraints = OFF;\n");
        to.put(wanted.foreign_keys_off ? "PRAGMA foreign_keys = OFF;\n\n" : "PRAGMA foreign_keys = ON;\n\n");
        put_guard_table(guards, 0);
        if (wanted.foreign_keys_off) put_unknown_view(guards, 0), put_foreign_keys_guard(guards, 0);
        guards.finish();
    }

    static constexpr void begin(sql_text& to) { to.put("BEGIN IMMEDIATE;\n\n"); }

    static constexpr void start(sql_text& to, const op::dialect& target, const op::settings& settings,
                                const version_rows& there, const needs& wanted) {
        statement_list guards(&to);
        sql_text& guard = put_guard(guards, 0, "starting_point");
        guard.put("(SELECT coalesce(group_concat(version_num, ' '), '') FROM (");
        read_version_table(guard, settings, own_tables::words);
        guard.put(")) = '");
        detail::vector<name> rows = there.ids;
        detail::sort(rows);
        for (std::size_t i = 0; i < rows.size(); ++i)
            guard.put(i == 0 ? "" : " "), dialect::put_doubled(guard, rows[i], '\'');
        guard.put("'");
        if (wanted.foreign_keys_off) put_violations_count(guards, 0);
        put_broken_views_count(guards, 0, target);
        guards.finish();
    }

    /// A script that is cut off does not come this far, and leaves the database as it was.
    static constexpr void commit(sql_text& to, const op::dialect& target, const needs& met) {
        statement_list guards(&to);
        if (met.foreign_keys_off) put_violations_guard(guards, 0);
        put_views_guard(guards, 0, target);
        guards.finish();
        to.put("COMMIT;\n\n");
    }

    static constexpr void end(sql_text& to, const needs& wanted) {
        if (wanted.foreign_keys_off) to.put("DROP VIEW temp.\"_aludel_unknown\";\n");
        to.put("DROP TABLE temp.\"_aludel_guard\";\n");
        if (wanted.foreign_keys_off) to.put("\nPRAGMA foreign_keys = ON;\n");
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
