// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/box.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/outcome.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/report.hpp>
#include <aludel/online/step_runner.hpp>
#include <aludel/online/target_check.hpp>
#include <aludel/online/version_state.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/sql/own_tables.hpp>

#include <cstddef>      // size_t
#include <exception>    // exception, exception_ptr, current_exception, rethrow_exception, make_exception_ptr
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1 {

namespace online {

enum class goal { upgrade, downgrade, stamp, baseline };

/// The online engine. It knows no connection: its flows ask the dialogue for what they need.
///
/// The database is read first, and without a lock; a plan is made of what was read. Each transaction takes the write lock
/// and reads again: when another process was faster, it is rolled back and a new plan is made.
template <online_dialect Dialect>
class migrator {
    using step_type = written_step<Dialect>;

public:
    /// `database` is the connection's dialect, at the version that runs.
    migrator(const history_view& of, const op::dialect& database, dialogue& talk, const migration_options& options)
        : history_(of), dialect_(database), options_(options), talk_(talk), session_(talk, options_.busy_timeout),
          watch_(session_, options_.check_foreign_keys), at_(options_.watch), claims_(*of.settings, session_),
          runner_(*of.settings, talk, session_, watch_, at_) {}

    migrator(const migrator&) = delete;
    migrator& operator=(const migrator&) = delete;

    // Each gives a flow, for a migrator that does nothing else. It refers to the migrator, the history and the dialogue, and to
    // nothing that it was called with: targets and options are copied first.

    /// Brings the database to its goal. Throws a `migration_error`, or the graph's `revision_error` for a target that
    /// cannot be resolved; everything that was set on the connection is set back either way.
    flow<migration_report> run(goal wanted, detail::vector<std::string_view> targets) {
        wanted_ = wanted;
        for (const std::string_view each : targets) targets_.emplace_back(each);
        return run();
    }

    /// The rows of the version table, whether the history knows them or not.
    flow<std::vector<std::string>> current() {
        std::exception_ptr why;
        try {
            dialect_ = written_dialect(history_, dialect_);
            co_await read_first();
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return rows_;
    }

    /// The revisions that an upgrade would apply, in order.
    flow<std::vector<std::string>> pending(std::string_view target) {
        targets_ = {std::string(target)};
        return list_pending();
    }

    /// In what the database differs from what a target leads to.
    flow<difference_list> drift(std::string_view target) {
        targets_ = {std::string(target)};
        return find_drift();
    }

    /// The revisions that were edited after the database ran them.
    flow<std::vector<edited_revision>> edited() {
        static_cast<void>(co_await current());
        detail::vector<edited_revision> found;
        std::exception_ptr why;
        try {
            require_known(history_, rows_);
            plan_ = detail::box<migration<Dialect>>(migration<Dialect>(history_, dialect_, rows_));
            found = co_await read_edited(session_, history_, plan_->graph(), rows_);
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return found;
    }

private:
    flow<migration_report> run() {
        if (talk_.in_transaction())
            report(std::make_exception_ptr(failure_of(migration_error_kind::in_transaction, "the connection is inside a transaction",
                                                      "Commit it or roll it back before migrating.")));
        // Made beforehand: when there is no memory any more, these must still run.
        flow<> rollback = session_.rollback(), release = claims_.give_up(), look = look_again(), restore = session_.restore();
        std::exception_ptr why;
        try {
            co_await work();
        } catch (...) {
            why = std::current_exception();
        }
        if (outside_) session_.adopt();
        co_await rollback;
        if (why) co_await release;
        if (why) co_await look;
        co_await restore;
        if (why) report(why);
        report_.to = rows_;
        if (session_.not_restored() != nullptr) report(std::make_exception_ptr(unrestored(session_)));
        co_return report_;
    }

    flow<std::vector<std::string>> list_pending() {
        std::vector<std::string> ids = co_await current();
        ids.clear();
        try {
            make_plan();
        } catch (...) {
            report(std::current_exception());
        }
        for (std::size_t i = 0; i < plan_->size(); ++i) ids.emplace_back(plan_->at(i).id.text());
        co_return ids;
    }

    flow<difference_list> find_drift() {
        static_cast<void>(co_await current());
        difference_list found;
        std::exception_ptr why;
        try {
            require_known(history_, rows_);
            plan_ = detail::box<migration<Dialect>>(migration<Dialect>(history_, dialect_, rows_));
            found = co_await compare_with_target();
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return found;
    }

    flow<> work() {
        dialect_ = written_dialect(history_, dialect_);
        if (!purges()) co_await read_first();
        report_.from = rows_;
        if (wanted_ == goal::baseline) require_no_version(rows_);
        make_plan();
        if (wanted_ == goal::baseline) co_return co_await set_baseline();
        if (plan_->plan().writes.empty()) co_return;
        co_await prepare();
        while (wanted_ == goal::stamp && !plan_->plan().writes.empty() && !stamped_) co_await stamp();
        while (next_ < plan_->size()) {
            if (!compared_) co_await compare_with_journal();
            if (is_transactional(next_)) co_await transaction();
            else co_await alone();
        }
    }

    flow<> read_first() { rows_ = co_await read_version(session_, *history_.settings); }

    /// There is something to do, and the connection must be fit for it.
    flow<> prepare() {
        const session_scope scope{history_.settings, history_.all(), options_.allow_unsafe_journal};
        co_await session_.open(scope);
    }

    /// Plans the way from rows_ to the goal.
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
        else plan_->downgrade(targets_.front());
        at_.planned(plan_->size());
    }

    /// Edited revisions are refused before anything is touched. What this call ran itself is not looked at again.
    flow<> compare_with_journal() {
        compared_ = true;
        if (options_.allow_edited) co_return;
        const detail::vector<edited_revision> found = co_await read_edited(session_, history_, plan_->graph(), rows_);
        if (!found.empty()) throw refused_for(found);
    }

    /// Another process was faster: there is another way to the goal, if any.
    void plan_again(const std::vector<std::string>& rows) {
        rows_ = rows;
        compared_ = false;
        const std::string_view target = targets_.front();
        if (report_.steps != 0 && parse_symbol(target).value.counts_from_current())
            throw failure_of(migration_error_kind::database_busy,
                             "another process migrates the same database, and " + backticked(target) + " no longer means the same",
                             "Look where the database is, and name the revision to go to.");
        make_plan();
    }

    /// One transaction: all steps up to the first that cannot be in it, or just one.
    flow<> transaction() {
        const bool single = options_.transaction_per_revision.value_or(history_.settings->transaction_per_revision);
        detail::vector<step_type> steps;
        do steps.push_back(plan_->render(next_ + steps.size(), !steps.empty()));
        while (!single && next_ + steps.size() < plan_->size() && is_transactional(next_ + steps.size()));
        typename Dialect::needs needs{};
        for (const step_type& each : steps) needs.add(each.needs);

        co_await session_.meet(needs);
        session_.renew_patience();
        const std::vector<std::string> rows = co_await begin();
        if (rows != rows_) {
            co_await session_.rollback();
            co_return plan_again(rows);
        }
        const known_tables known = [this](const name& table) { return plan_->has_table(table); };
        const typename Dialect::watch::state before = co_await watch_.before(needs, known);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto begins = [&] { at_.begin(steps[i], next_ + i); };
            co_await runner_.tell(begins);
            co_await runner_.execute(steps[i]);
            co_await runner_.record(steps[i]);
            const auto is_done = [&] { at_.done(); };
            co_await runner_.tell(is_done);
            for (const version_write& write : steps[i].writes) apply_write(expected_, write);
        }
        if (steps.size() != 1) at_.leave();
        co_await runner_.require_no_worse_than(before);
        co_await commit(steps.data()[0], steps.data()[steps.size() - 1]);
        report_.steps += steps.size(), next_ += steps.size();
    }

    /// Whether the version table holds what it must, and COMMIT. A trigger on it can have written something else.
    flow<> commit() {
        const std::vector<std::string> rows = co_await read_version(session_, *history_.settings);
        if (rows != expected_) throw at_.placed(written_over(*history_.settings, rows, expected_));
        commits_ = true;
        co_await session_.commit();
        commits_ = false;
        rows_ = expected_;
        at_.leave();
    }
    flow<> commit(const migration_step& first, const migration_step& last) {
        try {
            co_await commit();
        } catch (const failure& why) {
            if (!commits_ || &first == &last) throw at_.placed(why);
            failure named = why;
            named.sentence = "COMMIT of revisions " + backticked(first.revision->id) + " to " + backticked(last.revision->id) + ": " + why.sentence;
            throw named;
        }
    }

    /// A step that refuses to be in a transaction. A claim keeps other processes away from it, and is gone in the same
    /// moment as the step is recorded.
    flow<> alone() {
        const step_type step = plan_->render(next_);
        co_await session_.meet(step.needs);
        session_.renew_patience();
        const std::vector<std::string> rows = co_await begin(&step);
        if (rows != rows_) {
            co_await session_.rollback();
            co_return plan_again(rows);
        }
        std::size_t first = 0;
        if (given_up_) first = given_up_.done;
        co_await claims_.take(step, first, given_up_.is_there);
        co_await session_.commit();
        at_.begin(step, next_);
        outside_ = true;
        co_await session_.step_outside(true);
        co_await runner_.execute(step, &claims_, first);
        co_await session_.step_outside(false);
        session_.renew_patience();
        co_await session_.begin();
        const claim held = co_await claims_.read();
        const std::vector<std::string> rows_after = co_await read_version(session_, *history_.settings);
        if (rows_after != rows_ || !held || !claims_.is_mine(held))
            throw failure_of(migration_error_kind::database_busy, "another process migrated the same database meanwhile",
                             "Look where the database is before you go on.");
        co_await runner_.record(step);
        co_await claims_.drop();
        for (const version_write& write : step.writes) apply_write(expected_, write);
        at_.done();
        co_await commit(step, step);
        claims_.finished();
        outside_ = false;
        ++report_.steps, ++next_;
    }

    flow<> stamp() {
        session_.renew_patience();
        const std::vector<std::string> rows = co_await begin();
        if (rows != rows_) {
            co_await session_.rollback();
            co_return plan_again(rows);
        }
        co_await write_stamp("stamp");
        stamped_ = true;
    }

    flow<> write_stamp(std::string_view done) {
        const detail::span<const version_write> writes = plan_->plan().writes;
        for (const version_write& write : writes) {
            const op::revision* const revision = history_.find(write.to);
            co_await runner_.record_stamp(write, done, revision == nullptr ? 0 : op::checksum_of(revision->upgrade));
        }
        for (const version_write& write : writes) apply_write(expected_, write);
        co_await commit();
    }

    flow<difference_list> compare_with_target() {
        if constexpr (readable_dialect<Dialect>) {
            typename Dialect::expected_schema expected(*history_.settings);
            const revision_graph& graph = plan_->graph();
            const detail::revision_marks applied = graph.applied_at(graph.find(targets_.front(), version_rows(rows_)));
            for (const revision_index each : detail::in_order(history_, applied)) expected.apply(history_.at(each).upgrade);
            schema found = co_await Dialect::reader::read(session_, own_tables(*history_.settings), reading::to_compare);
            co_return differences_of(std::move(found), expected.stored());
        } else {
            throw failure_of(migration_error_kind::not_possible, "the schema of " + std::string(Dialect::target.traits->name) + " cannot be read yet", "");
        }
    }

    flow<> set_baseline() {
        if (plan_->plan().writes.empty())
            throw failure_of(migration_error_kind::not_possible, backticked(targets_.front()) + " is no revision", "Name the one that the database is at.");
        co_await prepare();
        const std::vector<std::string> rows = co_await begin();
        require_no_version(rows);
        difference_list differences;
        if (!options_.allow_differences) differences = co_await compare_with_target();
        if (!differences.empty()) throw differs(targets_.front(), differences);
        co_await write_stamp("baseline");
    }

    /// Takes the write lock when nobody has a claim, sees to it that both tables exist, and reads the version again.
    /// `outside`: the step that is to be claimed, if that is what it is for.
    flow<std::vector<std::string>> begin(const migration_step* outside = nullptr) {
        constexpr bool creates_inside = Dialect::target.traits->ddl == op::ddl_kind::transactional;
        if (!creates_inside) co_await runner_.create_tables();
        for (;;) {
            co_await session_.begin();
            given_up_ = co_await claims_.read();
            if (!given_up_) break;
            const liveness owner = claimant::find(given_up_.owner);
            const bool free = owner == liveness::dead || (owner == liveness::unknown && options_.take_over);
            if (free) break;
            co_await session_.rollback();
            co_await claims_.wait_for(given_up_, owner);
        }
        begun_ = true;
        if (given_up_ && wanted_ == goal::stamp) given_up_.done = 0;
        else if (given_up_) claims_.resume(given_up_, outside, options_.take_over);
        if (given_up_ && outside == nullptr) co_await claims_.drop();
        if (creates_inside) co_await runner_.create_tables();
        std::vector<std::string> rows = rows_;
        if (!purges()) rows = co_await read_version(session_, *history_.settings);
        expected_ = rows;
        co_return rows;
    }

    bool purges() const { return wanted_ == goal::stamp && options_.purge; }
    bool is_transactional(std::size_t step) const {
        return detail::renderer<Dialect>::is_transactional(history_.at(plan_->at(step).revision));
    }

    /// After a failure: what the version table says, where that does not follow from what the engine did.
    flow<> look_again() {
        if (!begun_ || session_.left_open() != nullptr) co_return;
        try {
            rows_now_ = co_await read_version(session_, *history_.settings);
            rows_now_known_ = true;
        } catch (...) {
        }
    }

    database_aftermath aftermath() const {
        return {.begun = begun_, .outside = outside_, .committing = commits_, .has_done_steps = report_.steps != 0,
                .rows = rows_, .expected = expected_, .now = rows_now_known_ ? &rows_now_ : nullptr};
    }

    /// Tells the observer, and throws what the caller is to see.
    [[noreturn]] void report(const std::exception_ptr& why) const {
        std::string sql;
        try {
            try {
                std::rethrow_exception(why);
            } catch (const failure& known) {
                sql = known.details.sql;
                raise(known, outcome_of(known.details.kind, aftermath(), session_, talk_.in_transaction()));
            }
        } catch (const std::exception& error) {
            at_.failed(error.what(), sql);
            throw;
        }
    }

    history_view history_;
    op::dialect dialect_;
    migration_options options_;
    dialogue& talk_;
    typename Dialect::session session_;
    typename Dialect::watch watch_;
    progress at_;
    basic_claims<typename Dialect::session> claims_;
    step_runner<Dialect> runner_;
    goal wanted_ = goal::upgrade;
    std::vector<std::string> targets_;
    std::vector<std::string> rows_;  // what the version table is known to hold
    std::vector<std::string> expected_;  // and what it must hold when the transaction at hand ends
    std::vector<std::string> rows_now_;  // after a failure
    bool rows_now_known_ = false;
    claim given_up_;      // a claim that stood there and is nobody's
    detail::box<migration<Dialect>> plan_;
    std::size_t next_ = 0;   // the first step of the plan that is not committed
    bool begun_ = false;     // a transaction, or a step outside of one
    bool outside_ = false;   // statements run without a transaction
    bool commits_ = false;   // COMMIT was said, and did not answer well
    bool stamped_ = false;
    bool compared_ = false;  // the journal with the history, for the plan at hand
    migration_report report_;
};

}  // namespace online
}  // namespace aludel::inline v0_1
