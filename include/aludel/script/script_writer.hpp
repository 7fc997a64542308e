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

    constexpr explicit planned_steps(const plan& planned)
        : steps(op::view_of(planned.steps)),
          writes(op::view_of(planned.writes)) {}
    constexpr planned_steps(const plan_step* first_step, std::size_t step_count, const version_write* first_write,
                            std::size_t write_count)
        : steps{first_step, static_cast<std::uint32_t>(step_count)},
          writes{first_write, static_cast<std::uint32_t>(write_count)} {}
};

/// What the steps of a script need, and what its first transaction needs.
template <dialect_type Dialect>
struct script_needs {
    typename Dialect::needs all{}, first{};
};

/// Writes a script that migrates a database from one revision to another: the same statements in the same order as the
/// online engine executes, and guards for what that engine checks itself.
template <dialect_type Dialect>
class script_writer {
    using words = typename Dialect::script;
    using needs = typename Dialect::needs;
    static constexpr const own_table_words& own_words = Dialect::own_tables::words;

public:
    constexpr script_writer(const history_view& migrated, op::dialect target)
        : history_(migrated),
          settings_(*migrated.settings),
          target_(target) {}

    /// Writes everything before the steps. `rows` are the rows that the version table must have then.
    constexpr void begin(sql_text& sql, const symbol_range& range, const version_rows& rows,
                         const script_needs<Dialect>& wanted) const {
        sql.put("-- "), dialect::put_comment(sql, settings_.title.empty() ? history_.title : settings_.title);
        sql.put(": "), dialect::put_comment(sql, range.start), sql.put(" to "), dialect::put_comment(sql, range.end);
        sql.put(", for ").put(target_.traits->name).put(". Generated; do not edit.\n");
        start(sql, rows, wanted);
    }

    /// Writes a step with its writes to the version table and the journal, and adds what it needs.
    constexpr void step(sql_text& sql, renderer<Dialect>& engine, const planned_steps& steps, std::size_t which,
                        script_needs<Dialect>& wanted) const {
        const plan_step& step = steps.steps[which];
        const op::revision& revision = history_.at(step.revision);
        const bool transactional = renderer<Dialect>::is_transactional(revision);
        // A transaction begins with what it needs, which is known when it has been written.
        const bool alone = settings_.transaction_per_revision;
        const needs before = engine.verified().met;
        sql_text own;
        if (alone) engine.begin_transaction();
        else put_title(sql, step, revision), leave(sql, transactional, {}), limit(sql, revision, true);
        const revision_sql<Dialect> result = engine.render(step, alone ? &own : &sql);
        if (alone) {
            const needs inside = transactional ? result.needs : needs();
            if (which != 0) commit(sql), words::meet(sql, before, inside), words::begin(sql);
            put_title(sql, step, revision), leave(sql, transactional, result.needs), limit(sql, revision, true);
            sql.put(own);
            if (!transactional) words::meet(sql, result.needs, needs());
        }
        limit(sql, revision, false);
        if (!transactional) words::begin(sql);
        for (std::size_t i = 0; i < step.write_count; ++i)
            write_version(sql, settings_, own_words, steps.writes[step.first_write + i]), end(sql);
        write_journal(sql, settings_, own_words, revision, step.direction), end(sql);
        if (!alone && transactional && result.ends_transaction && which + 1 != steps.steps.size()) {
            commit(sql), words::begin(sql);
            engine.begin_transaction();
        }
        wanted.all.add(result.needs);
        if (!alone || (which == 0 && transactional)) wanted.first.add(result.needs);
    }

    /// Writes everything after the steps.
    constexpr void finish(sql_text& sql, const needs& wanted) const {
        const std::size_t before = sql.size();
        words::check(sql, target_, wanted);
        words::end(sql, wanted);
        if (sql.size() == before)
            sql.put("-- The end\n");  // where there is no COMMIT, it still shows that the script is whole
    }

    /// Writes the version rows of a stamp, without steps. `rows` are the rows that the version table must have before.
    constexpr void stamp(sql_text& sql, const version_rows& rows, const plan& stamped) const {
        start(sql, rows, {});
        for (const version_write& each : stamped.writes) {
            write_version(sql, settings_, own_words, each), end(sql);
            if (const op::revision* const revision = each.to.empty() ? nullptr : history_.find(each.to))
                write_journal(sql, settings_, own_words, each.to, "stamp", op::checksum_of(revision->upgrade)),
                    end(sql);
        }
        words::end(sql, needs());
    }

private:
    /// Begins the transaction, creates the version table and the journal where they do not exist, and verifies the
    /// rows.
    constexpr void start(sql_text& sql, const version_rows& rows, const script_needs<Dialect>& wanted) const {
        words::head(sql, target_, wanted.all, names_schemas());
        words::meet(sql, wanted.all, wanted.first);
        words::begin(sql);
        create_version_table(sql, settings_, own_words), end(sql);
        create_journal(sql, settings_, own_words), end(sql);
        words::start(sql, target_, settings_, rows, wanted.all);
    }

    /// The end of a transaction that is not the last. What the others need holds for this one as well.
    constexpr void commit(sql_text& sql) const {
        words::check(sql, target_, needs(true));
        words::commit(sql);
    }

    /// Ends the transaction before a step that runs outside of one, and meets its needs.
    constexpr void leave(sql_text& sql, bool transactional, const needs& wanted) const {
        if (!transactional) commit(sql), words::meet(sql, needs(), wanted);
    }

    /// Sets the timeouts of a revision before its statements, and takes them back behind them.
    static constexpr void limit(sql_text& sql, const op::revision& revision, bool begins) {
        if constexpr (requires { words::limit(sql, revision.limits, true, true); })
            words::limit(sql, revision.limits, renderer<Dialect>::is_transactional(revision), begins);
    }

    /// Writes the comment before a step.
    constexpr void put_title(sql_text& sql, const plan_step& step, const op::revision& revision) const {
        const bool up = step.direction == direction::upgrade;
        sql.put(up ? "-- Running upgrade " : "-- Running downgrade ");
        if (up) put_ids(sql, revision.parents), sql.put(" -> "), dialect::put_comment(sql, revision.id);
        else dialect::put_comment(sql, revision.id), sql.put(" -> "), put_ids(sql, revision.parents);
        if (!revision.message.empty()) sql.put(", "), dialect::put_comment(sql, revision.message);
        if (step.revision >= history_.revisions.size()) sql.put("\n-- in place of "), put_ids(sql, revision.replaces);
        sql.put("\n\n");
    }

    /// Whether an operation of the history names the schema of its table.
    [[nodiscard]] constexpr bool names_schemas() const {
        if (!target_.traits->schemas && settings_.find_checked(&op::dialect_traits::schemas) != nullptr) return false;
        for (const op::revision& revision : history_.revisions)
            for (const op::operation& each : revision.upgrade.list)
                if (each.schema.size != 0) return true;
        return false;
    }

    constexpr void end(sql_text& sql) const { sql.put(target_.traits->terminator); }

    static constexpr void put_ids(sql_text& sql, const op::list_view<name>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) sql.put(i == 0 ? "" : ", "), dialect::put_comment(sql, ids[i]);
    }

    history_view history_;
    const op::settings& settings_;
    op::dialect target_;
};

}  // namespace aludel::inline v0_1::detail
