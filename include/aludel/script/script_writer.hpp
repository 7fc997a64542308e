// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/algorithm.hpp>
#include <aludel/detail/finding.hpp>
#include <aludel/detail/vector.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/migration/journal.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/migration/version_table.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A range of revisions: `from:to`, either side may be left out.
struct script_range {
    std::string_view from = "base";
    std::string_view to = "heads";

    constexpr explicit script_range(std::string_view range) {
        const std::size_t colon = range.find(':');
        if (colon == std::string_view::npos) {
            if (!range.empty()) to = range;
            return;
        }
        if (colon != 0) from = range.substr(0, colon);
        if (colon + 1 != range.size()) to = range.substr(colon + 1);
    }
};

/// Writes the script that takes a database from one place in the history to another: the same statements in the same
/// order as the online engine, and guards for what that looks at itself.
class script_writer {
public:
    constexpr script_writer(const history_view& history, op::dialect target, const migration& way, const script_range& range)
        : history_(history), settings_(*history.settings), target_(target), way_(way), range_(range) {}

    constexpr void begin(sql_text& to, bool foreign_keys_off) const {
        to.put("-- ").put(settings_.title.empty() ? history_.title : settings_.title).put(": ").put(range_.from).put(" to ").put(range_.to);
        to.put(", for SQLite. Generated; do not edit.\n-- Run it so that it stops at the first error:  sqlite3 -bail DATABASE < SCRIPT\n\n");
        if (foreign_keys_off) to.put("PRAGMA foreign_keys = OFF;\n\n");
        statement_list guards(&to);
        sqlite_dialect::put_guard_table(guards, 0);
        if (foreign_keys_off) sqlite_dialect::put_foreign_keys_guard(guards, 0);
        guards.finish();
        to.put("BEGIN IMMEDIATE;\n\n");
        create_version_table(to, settings_, target_), end(to);
        create_journal(to, settings_, target_), end(to);
        put_starting_point(guards);
        guards.finish();
    }

    /// Writes a step of the way, and what the version table is told of it. True: it rebuilds a table.
    constexpr bool step(sql_text& to, migration& way, std::size_t which) const {
        const plan_step& planned = way.at(which);
        const op::revision& revision = history_.at(planned.revision);
        const bool up = planned.direction == direction::upgrade;
        to.put(up ? "-- Running upgrade " : "-- Running downgrade ");
        if (up) put_ids(to, revision.parents), to.put(" -> ").put(revision.id);
        else to.put(revision.id).put(" -> "), put_ids(to, revision.parents);
        if (!revision.message.empty()) to.put(", "), put_line(to, revision.message);
        if (planned.revision >= history_.revisions.size()) to.put("\n-- in place of "), put_ids(to, revision.replaces);
        to.put("\n\n");
        if (!revision.transactional) to.put("COMMIT;\n\n");
        const migration_step step = way.render(which, &to);
        if (!revision.transactional) to.put("BEGIN IMMEDIATE;\n\n");
        for (const version_write& write : step.writes) write_version(to, settings_, target_, write), end(to);
        write_journal(to, settings_, target_, revision, planned.direction), end(to);
        if (settings_.transaction_per_revision && which + 1 != way.size()) to.put("COMMIT;\n\nBEGIN IMMEDIATE;\n\n");
        return step.foreign_keys_off;
    }

    constexpr void finish(sql_text& to, bool foreign_keys_off) const {
        to.put("COMMIT;\n\nDROP TABLE temp.\"_aludel_guard\";\n");
        if (foreign_keys_off) to.put("\nPRAGMA foreign_keys = ON;\n");
    }

private:
    static constexpr void end(sql_text& to) { to.put(";\n\n"); }

    constexpr void put_starting_point(statement_list& guards) const {
        sql_text& to = sqlite_dialect::put_guard(guards, 0, "starting_point");
        to.put("(SELECT coalesce(group_concat(version_num, ' '), '') FROM (");
        read_version_table(to, settings_, target_);
        to.put(")) = '");
        detail::vector<name> rows = way_.rows().ids;
        detail::sort(rows);
        for (std::size_t i = 0; i < rows.size(); ++i) to.put(i == 0 ? "" : " "), dialect::put_doubled(to, rows[i], '\'');
        to.put("'");
    }

    static constexpr void put_ids(sql_text& to, const op::list_view<name>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) to.put(i == 0 ? "" : ", ").put(ids[i]);
    }

    /// A message on one line: what follows a line break would be SQL.
    static constexpr void put_line(sql_text& to, std::string_view message) {
        std::size_t start = 0;
        for (std::size_t i = 0; i < message.size(); ++i) {
            if (static_cast<unsigned char>(message[i]) >= 0x20) continue;
            to.put(message.substr(start, i - start)).put(" ");
            start = i + 1;
        }
        to.put(message.substr(start));
    }

    history_view history_;
    const op::settings& settings_;
    op::dialect target_;
    const migration& way_;
    script_range range_;
};

/// The way that a range means: up, or down where its end stands below its beginning.
constexpr graph_error plan_range(migration& way, const script_range& range) {
    if (const graph_error error = way.try_upgrade(range.to); !error) {
        if (way.size() != 0 || range.from == range.to) return {};
    } else if (error.kind != graph_error_kind::not_reachable && error.kind != graph_error_kind::invalid_syntax && error.kind != graph_error_kind::relative_out_of_range) {
        return error;
    }
    return way.try_downgrade(range.to);
}

constexpr bool has_run_step(const op::operations& operations) {
    for (const op::operation& each : operations.list)
        if (each.kind == op::operation_kind::run) return true;
    return false;
}

/// Why a plan cannot be written down; no finding where it can.
constexpr finding unwritable(const migration& way) {
    for (const plan_step& step : way.plan().steps) {
        const op::revision& revision = way.history().at(step.revision);
        const bool up = step.direction == direction::upgrade;
        if (!up && !revision.irreversible.empty())
            return finding(rule::downgrade_required, revision.id, {"script: revision `", revision.id, "` is irreversible: ", revision.irreversible.text(), ". End the range above it"});
        if (has_run_step(up ? revision.upgrade : revision.downgrade))
            return finding(rule::online_only, revision.id, {"script: revision `", revision.id,
                           "` has an al::run step, which only a program can do. Migrate online, write the step in SQL, or leave the revision out of the range"});
    }
    return {};
}

}  // namespace aludel::inline v0_1::detail
