// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/applied_version.hpp>
#include <aludel/online/argument_check.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/online/inquiry.hpp>
#include <aludel/online/migration_state.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/report.hpp>
#include <aludel/online/step_runner.hpp>
#include <aludel/online/target_check.hpp>
#include <aludel/online/version_state.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/sql/own_tables.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <exception>    // exception_ptr, current_exception, make_exception_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// The online engine. It is independent of connections: its flows request everything through the dialogue.
///
/// The database is first read without a lock, and the plan is made from that. Each transaction takes the write lock and
/// reads again: if another process has changed the version, it is rolled back and a new plan is made.
template <online_dialect Dialect>
class migrator : public inquiry<Dialect> {
    using base = inquiry<Dialect>;
    using base::begin;
    using base::channel_;
    using base::claims_;
    using base::commit;
    using base::commits_;
    using base::compare_with_target;
    using base::compared_;
    using base::dialect_;
    using base::expected_;
    using base::given_up_;
    using base::history_;
    using base::is_transactional;
    using base::look_again;
    using base::make_plan;
    using base::next_;
    using base::options_;
    using base::outside_;
    using base::plan_;
    using base::plan_again;
    using base::prepare;
    using base::progress_;
    using base::purges;
    using base::read_first;
    using base::redoes_edited_;
    using base::report;
    using base::report_;
    using base::rows_;
    using base::runner_;
    using base::session_;
    using base::targets_;
    using base::wanted_;
    using base::watch_;

    using step_type = written_step<Dialect>;

public:
    using base::base;

    // Each function returns a flow; a migrator runs one flow only. The flow refers to the migrator, the history and the
    // dialogue, but not to the arguments: targets and options are copied first.

    /// Brings the database to its goal. Throws a `migration_error`, or a `revision_error` for a target that cannot be
    /// resolved; all settings of the connection are restored in either case. With `numbers`, one for each target, a
    /// baseline is at the target whose number the database has.
    flow<migration_report> run(goal wanted, detail::vector<std::string_view> targets,
                               const detail::vector<std::int64_t>* numbers = nullptr) {
        wanted_ = wanted;
        by_number_ = numbers != nullptr;
        if (by_number_) numbers_ = *numbers;
        for (const std::string_view each : targets) targets_.emplace_back(each);
        return run();
    }

private:
    flow<migration_report> run() {
        if (channel_.in_transaction())
            report(std::make_exception_ptr(failure_of(migration_error_kind::in_transaction,
                                                      "the connection is inside a transaction",
                                                      "Commit it or roll it back before migrating.")));
        // Created beforehand, so that they can run when memory is exhausted.
        flow<> rollback = session_.rollback(), release = claims_.give_up(), look = look_again(),
               restore = session_.restore();
        std::exception_ptr why;
        try {
            co_await migrate();
        } catch (...) {
            why = std::current_exception();
        }
        channel_.clean_up();
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

    flow<> migrate() {
        require_arguments(options_.arguments, *history_.settings);
        dialect_ = written_dialect(history_, dialect_);
        if (!purges()) co_await read_first();
        report_.from = rows_;
        if (wanted_ == goal::baseline) require_no_version(rows_);
        if (by_number_) co_await choose_target();
        make_plan();
        if (wanted_ == goal::baseline) co_return co_await set_baseline();
        if (plan_->plan().writes.empty()) co_return;
        co_await prepare();
        const auto attempt = [&] { return stamp(); };
        while (wanted_ == goal::stamp && !plan_->plan().writes.empty() && !stamped_) {
            session_.renew_patience();
            co_await runner_.repeat(attempt);
        }
        while (next_ < plan_->size()) {
            if (!compared_) co_await compare_with_journal();
            if (is_transactional(next_)) co_await transaction();
            else co_await run_without_transaction();
        }
    }

    /// Throws a failure for edited revisions before any change. Revisions that this call ran are not checked again.
    flow<> compare_with_journal() {
        compared_ = true;
        if (options_.allow_edited && wanted_ != goal::redo) co_return;
        const detail::vector<edited_revision> found = co_await read_edited(session_, history_, plan_->graph(), rows_);
        detail::vector<edited_revision> refused;
        for (const edited_revision& each : found)
            if (is_redone(each.revision)) redoes_edited_ = true;
            else refused.push_back(each);
        if (!refused.empty() && !options_.allow_edited) throw refused_for(refused);
    }
    /// Whether a revision is taken back and applied again: then it may have been edited.
    bool is_redone(std::string_view revision) const {
        for (std::size_t i = 0; i < plan_->size() && wanted_ == goal::redo; ++i)
            if (plan_->at(i).id.text() == revision) return true;
        return false;
    }

    /// Runs one transaction: all steps up to the first that cannot be in it, or one step.
    flow<> transaction() {
        const bool single = options_.transaction_per_revision.value_or(history_.settings->transaction_per_revision);
        detail::vector<step_type> steps;
        do steps.push_back(plan_->render(next_ + steps.size(), !steps.empty()));
        while (!single && !steps.back().ends_transaction && next_ + steps.size() < plan_->size() &&
               is_transactional(next_ + steps.size()));
        typename Dialect::needs needs{};
        for (const step_type& each : steps) needs.add(each.needs);

        co_await session_.meet(needs);
        warn_of_locks(steps);
        session_.renew_patience();
        const auto attempt = [&] { return transaction(steps, needs); };
        co_await runner_.repeat(attempt);
    }
    /// Tells the observer of a transaction that is too large for the database, before it begins.
    void warn_of_locks([[maybe_unused]] const detail::vector<step_type>& steps) const {
        if constexpr (requires { Dialect::locks_of(std::string_view()); }) {
            std::size_t count = 0;
            for (const step_type& step : steps)
                for (const statement& each : step.statements)
                    if (each.kind == statement_kind::sql) count += Dialect::locks_of(each.sql);
            if (const std::string warning = session_.warning_of_locks(count); !warning.empty())
                progress_.warns(warning);
        }
    }

    flow<> transaction(const detail::vector<step_type>& steps, const typename Dialect::needs& needs) {
        commits_ = false;
        static_cast<void>(session_.limit({}));
        const std::vector<std::string> rows = co_await begin();
        if (rows != rows_) {
            co_await session_.rollback();
            co_return plan_again(rows);
        }
        const known_tables known = [this](const name& table) { return plan_->has_table(table); };
        const typename Dialect::watch::state before = co_await watch_.before(needs, known);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto begins = [&] { progress_.begin(steps[i], next_ + i); };
            co_await runner_.tell(begins);
            const std::string limit = session_.limit(steps[i].revision->limits);
            if (!limit.empty()) co_await runner_.set(limit);
            co_await runner_.execute(steps[i]);
            co_await record(steps[i]);
            const auto is_done = [&] { progress_.done(); };
            co_await runner_.tell(is_done);
        }
        if (steps.size() != 1) progress_.leave();
        co_await runner_.require_no_worse_than(before);
        co_await commit(steps.data()[0], steps.data()[steps.size() - 1]);
        report_.steps += steps.size(), next_ += steps.size();
    }

    /// Runs a step without a transaction. A claim locks out other processes; it is removed in the transaction that
    /// records the step.
    flow<> run_without_transaction() {
        const step_type step = plan_->render(next_);
        co_await session_.meet(step.needs);
        session_.renew_patience();
        static_cast<void>(session_.limit(step.revision->limits));
        std::vector<std::string> rows;
        const auto claim_it = [&] { return claim_step(step, rows); };
        co_await runner_.repeat(claim_it);
        if (rows != rows_) co_return plan_again(rows);
        const std::size_t first = given_up_ ? given_up_.done : 0;
        progress_.begin(step, next_);
        outside_ = true;
        co_await session_.step_outside(true);
        co_await runner_.execute(step, &claims_, first);
        co_await session_.step_outside(false);
        session_.renew_patience();
        const auto finish = [&] { return finish_step(step); };
        co_await runner_.repeat(finish);
        claims_.finished();
        outside_ = false;
        ++report_.steps, ++next_;
    }
    /// Claims a step unless the version has changed meanwhile.
    flow<> claim_step(const step_type& step, std::vector<std::string>& rows) {
        rows = co_await begin(&step);
        if (rows != rows_) co_return co_await session_.rollback();
        co_await claims_.take(step, given_up_);
        co_await session_.commit();
    }
    /// Records a claimed step whose statements are done.
    flow<> finish_step(const step_type& step) {
        co_await session_.begin();
        const claim held = co_await claims_.read();
        const std::vector<std::string> rows_after = co_await read_version(session_, *history_.settings);
        if (rows_after != rows_ || !held || !claims_.is_mine(held)) throw migrated_meanwhile();
        expected_ = rows_after;
        co_await record(step);
        co_await claims_.drop();
        progress_.done();
        co_await commit(step, step);
    }

    flow<> stamp() {
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
            apply_write(expected_, write);
            if (revision != nullptr) co_await tell_applied(*revision, direction::upgrade, done);
        }
        co_await commit();
    }

    /// Reads the number of the database, and leaves the target that it stands for.
    flow<> choose_target() {
        if constexpr (requires { Dialect::number_query; }) {
            const std::string sql(Dialect::number_query);
            const reply answer = co_await session_.when_free(sql, true);
            if (answer.failed()) throw Dialect::session::failed(answer, sql);
            targets_ = {targets_[place_of(numbers_, cell(answer.rows[0], 0), Dialect::number_query)]};
        } else {
            throw failure_of(migration_error_kind::not_possible,
                             "a database of " + std::string(Dialect::target.traits->name) + " has no number",
                             "Name the revision that it is at.");
        }
    }

    /// Records a step, and tells the hook.
    flow<> record(const step_type& step) {
        const duration took = progress_.elapsed();
        co_await runner_.record(step);
        for (const version_write& write : step.writes) apply_write(expected_, write);
        const std::string_view what = step.way == direction::upgrade ? "upgrade" : "downgrade";
        co_await tell_applied(*step.revision, step.way, what, took);
    }

    /// Calls the hook of the options or else of the settings.
    flow<> tell_applied(const op::revision& revision, direction way, std::string_view what, duration took = {}) {
        version_hook hook = options_.on_version_applied;
        if (!hook && history_.settings->on_version_applied != nullptr) hook = history_.settings->on_version_applied;
        if (!hook) co_return;
        applied_version version;
        version.arguments = op::view_of(options_.arguments);
        version.revision = revision.id, version.direction = way, version.message = revision.message;
        version.what = what, version.now = expected_, version.elapsed = took;
        co_await runner_.applied(hook, version);
    }

    flow<> set_baseline() {
        if (plan_->plan().writes.empty())
            throw failure_of(migration_error_kind::not_possible, backticked(targets_.front()) + " is no revision",
                             "Name the one that the database is at.");
        co_await prepare();
        const auto attempt = [&] { return record_baseline(); };
        co_await runner_.repeat(attempt);
    }
    flow<> record_baseline() {
        const std::vector<std::string> rows = co_await begin();
        require_no_version(rows);
        difference_list differences;
        if (!options_.allow_differences) differences = co_await compare_with_target();
        if (options_.compared) differences = filtered(differences, options_.compared);
        if (!differences.empty()) throw differs(targets_.front(), differences);
        co_await write_stamp("baseline");
    }

    bool stamped_ = false;
    bool by_number_ = false;
    detail::vector<std::int64_t> numbers_;
};

}  // namespace aludel::inline v0_1::online
