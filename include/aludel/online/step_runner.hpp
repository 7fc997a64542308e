// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/applied_version.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/own_table_writer.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/sql/statements.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint32_t, INT64_MIN, INT64_MAX
#include <cstdlib>      // strtoll
#include <exception>    // exception_ptr, current_exception, rethrow_exception
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Executes one step of a plan. The migrator provides the transaction, or runs it without one.
template <online_dialect Dialect>
class step_runner : public own_table_writer<Dialect> {
    using base = own_table_writer<Dialect>;
    using base::arguments_;
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
    using base::repeat;

    /// Calls the observer. Afterwards the open transaction must still be the engine's.
    template <class Tell>
    flow<> tell(Tell tell) {
        if (!progress_.is_watched() || !session_.is_ours()) {
            tell();
            co_return;
        }
        co_await call(tell, "the observer");
    }

    /// Calls the hook for a version, and executes what it asks for.
    flow<> applied(const version_hook& hook, applied_version& version) {
        const auto tell = [&] { hook(version); };
        co_await call(tell, "on_version_applied");
        for (const std::string& each : version.statements) co_await execute_inside(each, false);
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
                    if (!is_done && i > 1 && step.statements[i - 1].kind == statement_kind::batch)
                        co_await execute_in_batches(step.statements[i - 2].sql, step.statements[i - 1].sql, claims);
                    else if (!is_done) co_await execute(step, each, claims);
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
                case statement_kind::batch: break;        // belongs to the statement behind it
                case statement_kind::script_only: break;  // the engine makes these checks itself
            }
        }
        with_position([&] { objects.require_restored(); });
        if (!step.transactional && channel_.in_transaction())
            throw progress_.with_position(failure_of(migration_error_kind::transaction_ended,
                                                     "it left a transaction open",
                                                     "Whatever begins one must end it in the same revision."));
    }

    /// Executes a statement that changes a setting of the transaction.
    flow<> set(std::string_view sql) { static_cast<void>(co_await change(sql)); }

    /// Throws a failure if the database is in a worse state than before.
    flow<> require_no_worse_than(const state_type& before) {
        const state_type after = co_await watch_.after(before);
        with_position([&] { watch_type::require_no_worse(before, after); });
    }

private:
    /// Calls a function of the user, which may do anything, also with the connection. Afterwards the open transaction
    /// must still be the engine's.
    template <class Call>
    flow<> call(Call function, const char* who) {
        co_await session_.mark();
        std::exception_ptr why;
        try {
            function();
        } catch (...) {
            why = std::current_exception();
        }
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw progress_.with_position(transaction_lost(who));
        if (why) std::rethrow_exception(why);
    }

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
        if (!result.failed()) co_return;
        const failure why = co_await session_.explain(result, sql);
        throw progress_.with_position(why);
    }

    flow<> run_inside(const migration_step& step, std::uint32_t function) {
        co_await session_.mark();
        const reply result = co_await channel_.run(step.index, step.way, function, context_of(step));
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw progress_.with_position(transaction_lost("it", result, {}));
        if (!result.failed()) co_return;
        const failure why = co_await explain_run(result);
        throw progress_.with_position(why);
    }

    /// The failure of a function, with the rows because of which a constraint refused one of its statements. Outside of
    /// a transaction they are looked for in one of their own.
    flow<failure> explain_run(const reply& result) {
        failure why = run_failed(result);
        const bool inside = channel_.in_transaction();
        if (result.statement.empty()) co_return why;
        try {
            if (!inside) co_await session_.begin();
            const failure refused = co_await session_.explain(result, result.statement);
            why.details.rows = refused.details.rows;
        } catch (...) {}  // then no rows are known
        if (!inside) co_await session_.rollback();
        co_return why;
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
            const auto attempt = [&] { return change_outside(sql, inserts_row, claims, done); };
            co_await repeat(attempt);
        } else {
            const auto attempt = [&] { return execute_alone(sql, nature, claims, done); };
            if (nature == statement_nature::atomic) co_await repeat(attempt);
            else co_await attempt();
        }
    }
    flow<> change_outside(std::string_view sql, bool inserts_row, claims_type& claims, std::size_t done) {
        co_await session_.begin();
        if (inserts_row) co_await insert(sql);
        else static_cast<void>(co_await change(sql));
        co_await claims.reached(done, false);
        co_await commit_one(sql);
    }
    /// Executes a statement that cannot be in a transaction, unless an earlier run has completed it.
    flow<> execute_alone(std::string_view sql, statement_nature nature, claims_type& claims, std::size_t done) {
        const bool is_known = nature == statement_nature::repeatable;
        const std::string repair = Dialect::repair(sql);
        bool tells = true;
        if constexpr (requires { Dialect::was_completed(sql); }) {
            const std::string question = Dialect::was_completed(sql);
            tells = !question.empty();
            query_result answer;
            if (tells && claims.next_begun()) answer = co_await read(question);
            if (!answer.empty()) co_return co_await claims.reached(done, false);
        }
        if (!repair.empty()) {
            co_await session_.begin();  // which limits how long it waits for locks
            static_cast<void>(co_await change(repair));
            co_await commit_one(repair);
        }
        if (!is_known) co_await claims.reached(done - 1, true, tells);
        reply result;
        if (!is_known) result = co_await channel_.execute(sql);
        else result = co_await session_.when_free(sql);
        if (result.failed()) {
            try {
                if (nature == statement_nature::atomic) co_await claims.reached(done - 1, false);
            } catch (const failure&) {}  // the connection is lost, and what came of the statement is not known
            const failure why = co_await session_.explain(result, sql);
            throw progress_.with_position(why);
        }
        if (!channel_.in_transaction()) co_await claims.reached(done, false);
    }

    /// Executes a statement in batches, see `statement_kind::batch`. Outside of a transaction each is one, which also
    /// records the last key, so that another run continues behind it.
    flow<> execute_in_batches(std::string_view find_last, std::string_view batch, claims_type* claims) {
        const bool outside = claims != nullptr && !channel_.in_transaction();
        const std::size_t done = progress_.done_statements();
        if (!outside) claims = nullptr;
        key_range keys{.first = INT64_MIN, .last = INT64_MIN, .more = true};
        if (outside && claims->in_batches()) keys.first = claims->last_key() + 1;
        const auto attempt = [&] { return execute_batch(find_last, batch, keys, claims, done); };
        while (keys.more) {
            if (outside) session_.renew_patience();
            if (outside) co_await repeat(attempt);
            else co_await attempt();
        }
    }
    /// The keys of a batch, and whether there may be more behind it.
    struct key_range {
        std::int64_t first, last;
        bool more;
    };
    flow<> execute_batch(std::string_view find_last, std::string_view batch, key_range& keys, claims_type* claims,
                         std::size_t done) {
        if (claims != nullptr) co_await session_.begin();
        key_range next_keys = keys;
        const std::string query = with_keys(find_last, keys.first, keys.last);
        const query_result found = co_await read(query);
        next_keys.more = !found.empty() && !found[0].empty() && found[0][0].has_value();
        if (next_keys.more) {
            next_keys.last = std::strtoll(found[0][0]->c_str(), nullptr, 10);
            const std::string sql = with_keys(batch, keys.first, next_keys.last);
            const auto next = [&] { progress_.next_statement(sql); };
            co_await tell(next);
            static_cast<void>(co_await change(sql));
            next_keys.more = next_keys.last != INT64_MAX;
            next_keys.first = next_keys.more ? next_keys.last + 1 : next_keys.last;
        }
        if (claims != nullptr) {
            if (next_keys.more) co_await claims->reached_key(done, next_keys.last);
            else co_await claims->reached(done + 1, false);
            co_await commit_one(batch);
        }
        keys = next_keys;
    }
    /// A text with keys instead of each NUL in it: the first key, then the last one.
    static std::string with_keys(std::string_view text, std::int64_t first, std::int64_t last) {
        std::string result;
        std::int64_t next = first;
        for (const char each : text) {
            if (each != '\0') result += each;
            else result += std::to_string(next), next = last;
        }
        return result;
    }

    flow<> run_outside(const migration_step& step, std::uint32_t function, claims_type& claims) {
        const std::size_t done = progress_.done_statements() + 1;
        const bool inside = channel_.in_transaction();
        if (!inside) co_await claims.reached(done - 1, true, false);
        const reply result = co_await channel_.run(step.index, step.way, function, context_of(step));
        if (result.failed()) {
            const failure why = co_await explain_run(result);
            throw progress_.with_position(why);
        }
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

    [[nodiscard]] run_context context_of(const migration_step& step) const {
        return {{arguments_}, step.revision->id, step.way};
    }

    static failure run_failed(const reply& result) {
        failure why = failure_of(migration_error_kind::run_failed, "the function of al::run failed: " + result.message,
                                 session_type::remedy(result));
        why.details.message = result.message, why.details.code = result.code, why.details.sqlstate = result.sqlstate,
        why.cause = result.failure, why.reason = session_type::kind_of(result);
        return why;
    }
};

}  // namespace aludel::inline v0_1::online
