// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/own_table_writer.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/sql/statements.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint32_t
#include <exception>    // exception_ptr, current_exception, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Executes one step of a plan. The migrator provides the transaction, or runs it without one.
template <online_dialect Dialect>
class step_runner : public own_table_writer<Dialect> {
    using base = own_table_writer<Dialect>;
    using base::change;
    using base::channel_;
    using base::progress_;
    using base::read;
    using base::session_;
    using base::transaction_lost;
    using base::watch_;
    using base::with_position;
    using session_type = typename Dialect::session;
    using watch_type = typename Dialect::watch;
    using state_type = typename watch_type::state;
    using claims_type = basic_claims<session_type>;

public:
    using base::base;

    /// Calls the observer. Afterwards the open transaction must still be the engine's.
    template <class Tell>
    flow<> tell(Tell tell) {
        if (!progress_.is_watched() || !session_.is_ours()) {
            tell();
            co_return;
        }
        co_await session_.mark();
        std::exception_ptr why;
        try {
            tell();
        } catch (...) {
            why = std::current_exception();
        }
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw progress_.with_position(transaction_lost("the observer"));
        if (why) std::rethrow_exception(why);
    }

    /// Executes the statements of a step. Outside of a transaction, `claims` records the finished ones, and execution
    /// starts at the statement `first`.
    flow<> execute(const written_step<Dialect>& step, claims_type* claims = nullptr, std::size_t first = 0) {
        typename Dialect::objects objects;
        co_await require_sound_objects(step);
        state_type before{};
        if (!step.transactional && step.needs) before = co_await watch_.before(step.needs, {});
        for (std::size_t i = 0; i < step.statements.size(); ++i) {
            const statement& each = step.statements[i];
            const bool is_done = progress_.done_statements() < first;
            if (each.kind != statement_kind::inspect) with_position([&] { objects.require_known(); });
            switch (each.kind) {
                case statement_kind::sql:
                case statement_kind::run:
                    if (!is_done) co_await execute(step, each, claims);
                    progress_.statement_done();
                    break;
                case statement_kind::check:
                    if (!is_done) co_await require_no_worse_than(before);
                    break;
                case statement_kind::inspect: {
                    if (is_done) break;
                    const query_result rows = co_await read(each.sql);
                    objects.inspect(rows);
                    break;
                }
                case statement_kind::save: {
                    const query_result rows = co_await read(each.sql);
                    with_position([&] { objects.save(each.run, rows); });
                    break;
                }
                case statement_kind::restore: {
                    const std::vector<std::string> statements = objects.take(each.run);
                    if (is_done) break;
                    for (const std::string& sql : statements) static_cast<void>(co_await change(sql));
                    break;
                }
                case statement_kind::script_only: break;  // the engine makes these checks itself
            }
        }
        with_position([&] { objects.require_restored(); });
        if (!step.transactional && channel_.in_transaction())
            throw progress_.with_position(failure_of(migration_error_kind::transaction_ended,
                                                     "it left a transaction open",
                                                     "Whatever begins one must end it in the same revision."));
    }

    /// Throws a failure if the database is in a worse state than before.
    flow<> require_no_worse_than(const state_type& before) {
        const state_type after = co_await watch_.after(before);
        with_position([&] { watch_type::require_no_worse(before, after); });
    }

private:
    /// Checks stored statements before a step that removes and later executes them.
    flow<> require_sound_objects(const migration_step& step) {
        bool saves = false;
        for (const statement& each : step.statements) saves = saves || each.kind == statement_kind::save;
        if (!saves) co_return;
        std::exception_ptr why;
        try {
            co_await watch_.sound_objects();
        } catch (...) {
            why = std::current_exception();
        }
        with_position([&] {
            if (why) std::rethrow_exception(why);
        });
    }

    /// Executes one statement of the revision, or one of its functions.
    flow<> execute(const written_step<Dialect>& step, const statement& each, claims_type* claims) {
        const bool is_function = each.kind == statement_kind::run;
        const std::string_view sql = is_function ? std::string_view() : std::string_view(each.sql);
        const auto next = [&] { progress_.next_statement(sql); };
        co_await tell(next);
        if (is_function && claims == nullptr) co_await run_inside(step, each.run);
        else if (is_function) co_await run_outside(step, each.run, *claims);
        else if (claims == nullptr) co_await execute_inside(sql, each.inserts_row);
        else co_await execute_outside(sql, each.inserts_row, *claims);
    }

    flow<> execute_inside(std::string_view sql, bool inserts_row) {
        const statement_nature nature = Dialect::nature_of(sql);
        if (inserts_row) co_return co_await insert(sql);
        if (nature == statement_nature::change || nature == statement_nature::repeatable) {
            static_cast<void>(co_await change(sql));
            co_return;
        }
        co_await session_.mark();
        const reply result = co_await channel_.execute(sql);
        // Without a COMMIT in the text, the database itself has rolled back.
        const bool rolled_back = result.failed() && !result.in_transaction &&
            (nature == statement_nature::evaluation || !syntax::may_commit(sql));
        if (rolled_back) session_.disown();
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw progress_.with_position(transaction_lost("it", result, sql));
        if (result.failed()) throw progress_.with_position(session_type::failed(result, sql));
    }

    flow<> run_inside(const migration_step& step, std::uint32_t function) {
        co_await session_.mark();
        const reply result = co_await channel_.run(step.index, step.way, function);
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw progress_.with_position(transaction_lost("it", result, {}));
        if (result.failed()) throw progress_.with_position(run_failed(result));
    }

    /// Executes one statement of a step without a transaction. If possible, it shares a transaction with the update of
    /// the claim's progress, so that a crash keeps both or neither.
    flow<> execute_outside(std::string_view sql, bool inserts_row, claims_type& claims) {
        const std::size_t done = progress_.done_statements() + 1;
        const statement_nature nature = Dialect::nature_of(sql);
        const bool inside = channel_.in_transaction();  // begun by the revision itself
        if (inside) {
            const bool commits = nature == statement_nature::commit;
            if (commits) co_await claims.reached(done, false);
            static_cast<void>(co_await change(sql));
            if (!commits && !channel_.in_transaction()) co_await claims.reached(done, false);
        } else if (inserts_row || nature == statement_nature::change || nature == statement_nature::evaluation) {
            co_await session_.begin();
            if (inserts_row) co_await insert(sql);
            else static_cast<void>(co_await change(sql));
            co_await claims.reached(done, false);
            co_await commit_one(sql);
        } else {
            const bool is_known = nature == statement_nature::repeatable;
            const std::string repair = Dialect::repair(sql);
            if (!repair.empty()) static_cast<void>(co_await change(repair));
            if (!is_known) co_await claims.reached(done - 1, true);
            reply result;
            if (!is_known) result = co_await channel_.execute(sql);
            else result = co_await session_.when_free(sql);
            if (result.failed() && nature == statement_nature::atomic) co_await claims.reached(done - 1, false);
            if (result.failed()) throw progress_.with_position(session_type::failed(result, sql));
            if (!channel_.in_transaction()) co_await claims.reached(done, false);
        }
    }

    flow<> run_outside(const migration_step& step, std::uint32_t function, claims_type& claims) {
        const std::size_t done = progress_.done_statements() + 1;
        const bool inside = channel_.in_transaction();
        if (!inside) co_await claims.reached(done - 1, true);
        const reply result = co_await channel_.run(step.index, step.way, function);
        if (result.failed()) throw progress_.with_position(run_failed(result));
        if (!channel_.in_transaction()) co_await claims.reached(done, false);
    }

    flow<> commit_one(std::string_view sql) {
        try {
            co_await session_.commit();
        } catch (const failure& why) {
            failure complete = progress_.with_position(why);
            complete.details.sql = sql;
            throw complete;
        }
    }

    /// Inserts a row of the revision.
    flow<> insert(std::string_view sql) {
        std::int64_t rows = 0;
        try {
            rows = co_await change(sql);
        } catch (failure& why) {
            why.remedy = session_type::remedy_of_insert(why.details.code);
            throw;
        }
        if (rows == 1) co_return;
        failure why = failure_of(migration_error_kind::statement_failed, "the row was not inserted",
                                 "A trigger prevented it (RAISE(IGNORE)).");
        why.details.sql = sql;
        throw progress_.with_position(why);
    }

    static failure run_failed(const reply& result) {
        failure why = failure_of(migration_error_kind::run_failed, "the function of al::run failed: " + result.message,
                                 session_type::remedy(result));
        why.details.message = result.message, why.details.code = result.code, why.details.sqlstate = result.sqlstate,
        why.cause = result.failure;
        return why;
    }
};

}  // namespace aludel::inline v0_1::online
