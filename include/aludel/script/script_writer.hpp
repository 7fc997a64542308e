// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/journal.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/version_table.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A range of revisions, `from:to`; either side may be left out, and a range without a colon is `to`.
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

/// The steps and writes of a plan, without the graph: what the steps of a script are written from.
struct planned_steps {
    op::list_view<plan_step> steps;
    op::list_view<version_write> writes;

    constexpr explicit planned_steps(const plan& of) : steps(op::view_of(of.steps)), writes(op::view_of(of.writes)) {}
    constexpr planned_steps(const plan_step* first_step, std::size_t step_count, const version_write* first_write, std::size_t write_count)
        : steps{first_step, static_cast<std::uint32_t>(step_count)}, writes{first_write, static_cast<std::uint32_t>(write_count)} {}
};

/// Writes a script that migrates a database from one revision to another: the same statements in the same order as the
/// online engine executes, and guards for what that engine checks itself.
class script_writer {
public:
    constexpr script_writer(const history_view& history, op::dialect target) : history_(history), settings_(*history.settings), target_(target) {}

    /// Writes everything before the steps. `rows` are the rows that the version table must have then.
    constexpr void begin(sql_text& to, const script_range& range, const version_rows& rows, bool foreign_keys_off) const {
        to.put("-- "), dialect::put_comment(to, settings_.title.empty() ? history_.title : settings_.title);
        to.put(": "), dialect::put_comment(to, range.from), to.put(" to "), dialect::put_comment(to, range.to);
        to.put(", for SQLite. Generated; do not edit.\n-- Run it so that it stops at the first error:  sqlite3 -bail DATABASE < SCRIPT\n\n");
        statement_list guards(&to);
        // What the statements and guards rely on, whatever the session has set before.
        to.put("PRAGMA legacy_alter_table = OFF;\nPRAGMA ignore_check_constraints = OFF;\n");
        to.put(foreign_keys_off ? "PRAGMA foreign_keys = OFF;\n\n" : "PRAGMA foreign_keys = ON;\n\n");
        sqlite_dialect::put_guard_table(guards, 0);
        if (foreign_keys_off) sqlite_dialect::put_unknown_view(guards, 0), sqlite_dialect::put_foreign_keys_guard(guards, 0);
        guards.finish();
        to.put("BEGIN IMMEDIATE;\n\n");
        create_version_table(to, settings_, target_), end(to);
        create_journal(to, settings_, target_), end(to);
        put_starting_point(guards, rows);
        if (foreign_keys_off) sqlite_dialect::put_violations_count(guards, 0);
        sqlite_dialect::put_broken_views_count(guards, 0, target_);
        guards.finish();
    }

    /// Writes a step with its writes to the version table and the journal. Returns whether it needs foreign keys off.
    constexpr bool step(sql_text& to, renderer& words, const planned_steps& all, std::size_t which) const {
        const plan_step& step = all.steps[which];
        const op::revision& revision = history_.at(step.revision);
        const bool up = step.direction == direction::upgrade;
        to.put(up ? "-- Running upgrade " : "-- Running downgrade ");
        if (up) put_ids(to, revision.parents), to.put(" -> "), dialect::put_comment(to, revision.id);
        else dialect::put_comment(to, revision.id), to.put(" -> "), put_ids(to, revision.parents);
        if (!revision.message.empty()) to.put(", "), dialect::put_comment(to, revision.message);
        if (step.revision >= history_.revisions.size()) to.put("\n-- in place of "), put_ids(to, revision.replaces);
        to.put("\n\n");
        if (!revision.transactional) commit(to, words.verified().foreign_keys_off);
        const rendered made = words.render(step, &to);
        if (!revision.transactional) to.put("BEGIN IMMEDIATE;\n\n");
        for (std::size_t i = 0; i < step.write_count; ++i) write_version(to, settings_, target_, all.writes[step.first_write + i]), end(to);
        write_journal(to, settings_, target_, revision, step.direction), end(to);
        if (settings_.transaction_per_revision && which + 1 != all.steps.size()) {
            commit(to, words.verified().foreign_keys_off), to.put("BEGIN IMMEDIATE;\n\n");
            words.begin_transaction();
        }
        return made.foreign_keys_off;
    }

    /// Writes everything after the steps.
    constexpr void finish(sql_text& to, bool foreign_keys_off) const {
        commit(to, foreign_keys_off);
        if (foreign_keys_off) to.put("DROP VIEW temp.\"_aludel_unknown\";\n");
        to.put("DROP TABLE temp.\"_aludel_guard\";\n");
        if (foreign_keys_off) to.put("\nPRAGMA foreign_keys = ON;\n");
    }

private:
    static constexpr void end(sql_text& to) { to.put(";\n\n"); }

    /// Writes the guards of a transaction and its COMMIT. A script that was cut off before it leaves the database
    /// unchanged.
    constexpr void commit(sql_text& to, bool rebuilds) const {
        statement_list guards(&to);
        if (rebuilds) sqlite_dialect::put_violations_guard(guards, 0);
        sqlite_dialect::put_views_guard(guards, 0, target_);
        guards.finish();
        to.put("COMMIT;\n\n");
    }

    /// Writes the guard that the version table has these rows.
    constexpr void put_starting_point(statement_list& guards, const version_rows& there) const {
        sql_text& to = sqlite_dialect::put_guard(guards, 0, "starting_point");
        to.put("(SELECT coalesce(group_concat(version_num, ' '), '') FROM (");
        read_version_table(to, settings_, target_);
        to.put(")) = '");
        detail::vector<name> rows = there.ids;
        detail::sort(rows);
        for (std::size_t i = 0; i < rows.size(); ++i) to.put(i == 0 ? "" : " "), dialect::put_doubled(to, rows[i], '\'');
        to.put("'");
    }

    static constexpr void put_ids(sql_text& to, const op::list_view<name>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) to.put(i == 0 ? "" : ", "), dialect::put_comment(to, ids[i]);
    }

    history_view history_;
    const op::settings& settings_;
    op::dialect target_;
};

/// Plans a range: an upgrade, or a downgrade where its end is below its beginning.
constexpr graph_error plan_range(migration& way, const script_range& range) {
    if (const graph_error error = way.try_upgrade(range.to); !error) {
        if (way.size() != 0 || range.from == range.to) return {};
    } else if (error.kind != graph_error_kind::not_reachable && error.kind != graph_error_kind::invalid_syntax && error.kind != graph_error_kind::relative_out_of_range) {
        return error;
    }
    return way.try_downgrade(range.to);
}

/// Whether the operations have an al::run.
constexpr bool has_run_step(const op::operations& operations) {
    for (const op::operation& each : operations.list)
        if (each.kind == op::operation_kind::run) return true;
    return false;
}

/// Why a plan cannot be written as a script: an irreversible revision (AL301) or an al::run step (AL303). A finding of
/// `rule::none` where it can.
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

/// Plans a script over a range. Returns what is wrong with it, or a finding of `rule::none`.
constexpr finding plan_script(migration& way, op::dialect target, const script_range& range) {
    if (target.id != op::dialect_id::sqlite) return finding(rule::unsupported_operation, name(), {"script: only al::sqlite can be rendered yet. Use that dialect"});
    if (const graph_error error = way.start_at(range.from)) return error.as_finding();
    if (const graph_error error = plan_range(way, range)) return error.as_finding();
    return unwritable(way);
}

/// The whole script of a planned migration.
inline sql_text script_of_way(migration& way, op::dialect target, const script_range& range) {
    const script_writer writer(way.history(), target);
    const planned_steps all(way.plan());
    sql_text steps, made;
    bool foreign_keys_off = false;
    for (std::size_t i = 0; i < way.size(); ++i) foreign_keys_off = writer.step(steps, way.renderer(), all, i) || foreign_keys_off;
    writer.begin(made, range, way.rows(), foreign_keys_off);
    made.put(steps.view());
    writer.finish(made, foreign_keys_off);
    return made;
}

}  // namespace aludel::inline v0_1::detail
