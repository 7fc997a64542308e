// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/dialects.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

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
template <dialect_type Dialect>
class script_writer {
    using words = typename Dialect::script;
    using needs = typename Dialect::needs;
    static constexpr const own_table_words& own_words = Dialect::own_tables::words;

public:
    constexpr script_writer(const history_view& history, op::dialect target) : history_(history), settings_(*history.settings), target_(target) {}

    /// Writes everything before the steps. `rows` are the rows that the version table must have then.
    constexpr void begin(sql_text& to, const symbol_range& range, const version_rows& rows, const needs& wanted) const {
        to.put("-- "), dialect::put_comment(to, settings_.title.empty() ? history_.title : settings_.title);
        to.put(": "), dialect::put_comment(to, range.start), to.put(" to "), dialect::put_comment(to, range.end);
        to.put(", for ").put(target_.traits->name).put(". Generated; do not edit.\n");
        words::head(to, target_, wanted);
        begin_with_tables(to);
        words::start(to, target_, settings_, rows, wanted);
    }

    /// Writes a step with its writes to the version table and the journal. Returns what it needs.
    constexpr needs step(sql_text& to, renderer<Dialect>& engine, const planned_steps& all, std::size_t which) const {
        const plan_step& step = all.steps[which];
        const op::revision& revision = history_.at(step.revision);
        const bool up = step.direction == direction::upgrade;
        to.put(up ? "-- Running upgrade " : "-- Running downgrade ");
        if (up) put_ids(to, revision.parents), to.put(" -> "), dialect::put_comment(to, revision.id);
        else dialect::put_comment(to, revision.id), to.put(" -> "), put_ids(to, revision.parents);
        if (!revision.message.empty()) to.put(", "), dialect::put_comment(to, revision.message);
        if (step.revision >= history_.revisions.size()) to.put("\n-- in place of "), put_ids(to, revision.replaces);
        to.put("\n\n");
        const bool transactional = renderer<Dialect>::is_transactional(revision);
        if (!transactional) words::commit(to, target_, engine.verified().met);
        const revision_sql<Dialect> made = engine.render(step, &to);
        if (!transactional) words::begin(to);
        for (std::size_t i = 0; i < step.write_count; ++i) write_version(to, settings_, own_words, all.writes[step.first_write + i]), end(to);
        write_journal(to, settings_, own_words, revision, step.direction), end(to);
        if (settings_.transaction_per_revision && which + 1 != all.steps.size()) {
            words::commit(to, target_, engine.verified().met), words::begin(to);
            engine.begin_transaction();
        }
        return made.needs;
    }

    /// Writes everything after the steps.
    constexpr void finish(sql_text& to, const needs& wanted) const {
        const std::size_t before = to.size();
        words::commit(to, target_, wanted);
        words::end(to, wanted);
        if (to.size() == before) to.put("-- The end\n");  // where there is no COMMIT, it still shows that the script is whole
    }

    /// Writes the version rows of a stamp, without steps.
    constexpr void stamp(sql_text& to, const plan& stamped) const {
        const bool in_transaction = begin_with_tables(to);
        for (const version_write& each : stamped.writes) {
            write_version(to, settings_, own_words, each), end(to);
            if (const op::revision* const revision = each.to.empty() ? nullptr : history_.find(each.to))
                write_journal(to, settings_, own_words, each.to, "stamp", op::checksum_of(revision->upgrade)), end(to);
        }
        if (in_transaction) to.put("COMMIT;\n");
    }

private:
    /// Begins the transaction, and creates the version table and the journal where they do not exist. Returns whether a
    /// transaction is open: not every database has one for this.
    constexpr bool begin_with_tables(sql_text& to) const {
        const std::size_t before = to.size();
        words::begin(to);
        const bool in_transaction = to.size() != before;
        create_version_table(to, settings_, own_words), end(to);
        create_journal(to, settings_, own_words), end(to);
        return in_transaction;
    }

    static constexpr void end(sql_text& to) { to.put(";\n\n"); }

    static constexpr void put_ids(sql_text& to, const op::list_view<name>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) to.put(i == 0 ? "" : ", "), dialect::put_comment(to, ids[i]);
    }

    history_view history_;
    const op::settings& settings_;
    op::dialect target_;
};

}  // namespace aludel::inline v0_1::detail
