// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/box.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/outcome.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/report.hpp>
#include <aludel/online/step_runner.hpp>
#include <aludel/online/target_check.hpp>
#include <aludel/online/version_state.hpp>

#include <cstddef>      // size_t
#include <exception>    // exception, exception_ptr, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// What a call of the engine does.
enum class goal { upgrade, downgrade, redo, stamp, baseline };

/// The engine's state for one database: the plan, the rows of the version table, and what has begun. Also begins and
/// ends transactions, and reports failures.
template <online_dialect Dialect>
class migration_state {
public:
    /// `connected` is the dialect of the connection, at its runtime version.
    migration_state(const history_view& migrated, const op::dialect& connected, dialogue& channel,
                    const migration_options& options)
        : history_(migrated),
          dialect_(connected),
          options_(options),
          channel_(channel),
          session_(channel, options_.busy_timeout),
          watch_(session_, options_.check_foreign_keys),
          progress_(options_.watch),
          claims_(*migrated.settings, session_),
          runner_(*migrated.settings, channel, session_, watch_, progress_, op::view_of(options_.arguments),
                  options_.repeats) {}

    migration_state(const migration_state&) = delete;
    migration_state& operator=(const migration_state&) = delete;

protected:
    flow<> read_first() { rows_ = co_await read_version(session_, *history_.settings); }

    /// Called if there are revisions to run: checks and prepares the connection.
    flow<> prepare() {
        session_scope scope{history_.settings, history_.all(), options_.allow_unsafe_journal};
        scope.limits.lock = options_.lock_timeout.value_or(duration{});
        scope.take_over = options_.take_over;
        scope.limits.statement = options_.statement_timeout.value_or(duration{});
        co_await session_.open(scope);
    }

    /// Plans the steps from rows_ to the goal.
    void make_plan() {
        require_known(history_, rows_);
        plan_ = detail::box<migration<Dialect>>(migration<Dialect>(history_, dialect_, rows_));
        next_ = 0;
        if (wanted_ == goal::stamp || wanted_ == goal::baseline) {
            detail::vector<std::string_view> targets;
            for (const std::string& each : targets_) targets.push_back(each);
            return plan_->stamp(targets, purges());
        }
        require_apart(plan_->graph(), rows_);
        if (wanted_ == goal::upgrade) plan_->upgrade(targets_.front());
        else if (wanted_ == goal::redo) plan_->redo(targets_.front());
        else plan_->downgrade(targets_.front());
        progress_.planned(plan_->size());
    }

    /// The version changed meanwhile: plan again.
    void plan_again(const std::vector<std::string>& rows) {
        rows_ = rows;
        compared_ = false;
        const std::string_view target = targets_.front();
        if (report_.steps != 0 && parse_symbol(target).value.counts_from_current())
            throw failure_of(
                migration_error_kind::database_busy,
                "another process migrates the same database, and " + backticked(target) + " no longer means the same",
                "Look where the database is, and name the revision to go to.");
        make_plan();
    }

    /// Takes the write lock once no other run holds a claim, creates missing tables of the engine, and reads the
    /// version again. `outside`: the step to be claimed, if that is the purpose. With other rows than the known ones,
    /// nothing else was decided, and the caller rolls back.
    flow<std::vector<std::string>> begin(const migration_step* outside = nullptr) {
        constexpr bool creates_inside = Dialect::target.traits->ddl == op::ddl_kind::transactional;
        if (!creates_inside) co_await runner_.create_tables();
        for (;;) {
            co_await session_.begin();
            given_up_ = co_await claims_.read();
            if (!given_up_) break;
            const liveness owner = session_.is_alone() ? liveness::dead : claimant::find(given_up_.owner);
            const bool free = owner == liveness::dead || (owner == liveness::unknown && options_.take_over);
            if (free) break;
            co_await session_.rollback();
            co_await claims_.wait_for(given_up_, owner);
        }
        begun_ = true;
        // A purge must not depend on what the columns of the table are.
        if (creates_inside && purges()) co_await runner_.drop_version_table();
        if (creates_inside) co_await runner_.create_tables();
        if constexpr (requires { session_.hold(*history_.settings); }) co_await session_.hold(*history_.settings);
        std::vector<std::string> rows = rows_;
        if (!purges()) rows = co_await read_version(session_, *history_.settings);
        expected_ = rows;
        if (rows != rows_) co_return rows;  // the step was planned for another version
        if (given_up_ && wanted_ == goal::stamp) given_up_.done = 0;
        else if (given_up_) claims_.resume(given_up_, outside, options_.take_over, tells_what_was_done(outside));
        if (given_up_ && outside == nullptr) co_await claims_.drop();
        co_return rows;
    }

    /// Whether the database tells what became of the statement at which a run of this step ended.
    bool tells_what_was_done([[maybe_unused]] const migration_step* outside) const {
        if constexpr (requires { Dialect::was_completed(std::string_view()); }) {
            std::size_t count = 0;
            if (outside != nullptr)
                for (const statement& each : outside->statements)
                    if (progress::counts(each) && count++ == given_up_.done)
                        return !Dialect::was_completed(each.sql).empty();
        }
        return false;
    }

    /// Checks the version table, which a trigger could have changed, and commits.
    flow<> commit() {
        const std::vector<std::string> rows = co_await read_version(session_, *history_.settings);
        if (rows != expected_) throw progress_.with_position(written_over(*history_.settings, rows, expected_));
        commits_ = true;
        co_await session_.commit();
        commits_ = false;
        rows_ = expected_;
        progress_.leave();
    }
    flow<> commit(const migration_step& first, const migration_step& last) {
        try {
            co_await commit();
        } catch (const failure& why) {
            if (!commits_ || &first == &last) throw progress_.with_position(why);
            failure named = why;
            named.sentence = "COMMIT of revisions " + backticked(first.revision->id) + " to " +
                backticked(last.revision->id) + ": " + why.sentence;
            throw named;
        }
    }

    bool purges() const { return wanted_ == goal::stamp && options_.purge; }
    bool is_transactional(std::size_t step) const {
        return detail::renderer<Dialect>::is_transactional(history_.at(plan_->at(step).revision));
    }

    /// After a failure: reads the version table, unless its content is known.
    flow<> look_again() {
        if (!begun_ || session_.left_open() != nullptr) co_return;
        try {
            rows_now_ = co_await read_version(session_, *history_.settings);
            rows_now_known_ = true;
        } catch (...) {}
    }

    database_aftermath aftermath() const {
        return {.begun = begun_,
                .outside = outside_,
                .committing = commits_,
                .has_done_steps = report_.steps != 0,
                .rows = rows_,
                .expected = expected_,
                .now = rows_now_known_ ? &rows_now_ : nullptr};
    }

    /// Calls the observer and throws the error for the caller.
    [[noreturn]] void report(const std::exception_ptr& why) const {
        std::string sql;
        try {
            try {
                std::rethrow_exception(why);
            } catch (failure& known) {
                sql = known.details.sql;
                if (is_untracked(known)) known.remedy = take_it_over;
                if (redoes_edited_ && !known.details.revision.empty() && known.remedy.empty())
                    known.remedy = restore_it;
                raise(known, outcome_of(known.details.kind, aftermath(), session_, channel_.in_transaction()));
            }
        } catch (const std::exception& error) {
            progress_.failed(error.what(), sql);
            throw;
        }
    }

    /// Whether the upgrade of a database without a version met an object that exists already.
    bool is_untracked(const failure& why) const {
        return wanted_ == goal::upgrade && rows_.empty() && why.remedy.empty() &&
            why.reason == connection_error_kind::duplicate;
    }

    history_view history_;
    op::dialect dialect_;
    migration_options options_;
    dialogue& channel_;
    typename Dialect::session session_;
    typename Dialect::watch watch_;
    progress progress_;
    basic_claims<typename Dialect::session> claims_;
    step_runner<Dialect> runner_;
    goal wanted_ = goal::upgrade;
    std::vector<std::string> targets_;
    std::vector<std::string> rows_;      // known rows of the version table
    std::vector<std::string> expected_;  // its rows at the end of the current transaction
    std::vector<std::string> rows_now_;  // rows as read after a failure
    bool rows_now_known_ = false;
    claim given_up_;  // a claim that its owner gave up
    detail::box<migration<Dialect>> plan_;
    std::size_t next_ = 0;        // first step of the plan that is not committed
    bool begun_ = false;          // a transaction, or a step without one, has begun
    bool outside_ = false;        // statements ran without a transaction
    bool commits_ = false;        // COMMIT was executed and did not succeed
    bool redoes_edited_ = false;  // a revision that is redone was edited after the database ran it
    bool compared_ = false;       // the journal was compared with the history for the current plan
    migration_report report_;
};

}  // namespace aludel::inline v0_1::online
