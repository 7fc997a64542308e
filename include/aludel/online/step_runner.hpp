// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/version_state.hpp>
#include <aludel/sql/statements.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint32_t, uint64_t
#include <exception>    // exception_ptr, current_exception, rethrow_exception
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Carries out one step of a plan, inside a transaction or outside: that is for the migrator to arrange.
template <online_dialect Dialect>
class step_runner {
    using session_type = typename Dialect::session;
    using watch_type = typename Dialect::watch;
    using state_type = typename watch_type::state;
    using claims_type = basic_claims<session_type>;
    static constexpr const own_table_words& words = Dialect::own_tables::words;

public:
    step_runner(const op::settings& settings, dialogue& talk, session_type& session, watch_type& watch, progress& at)
        : settings_(settings), talk_(talk), session_(session), watch_(watch), at_(at) {}

    /// Tells the observer. Inside a transaction it must still be ours when the observer has had its turn.
    template <class Tell>
    flow<> tell(Tell tell) {
        if (!at_.is_watched() || !session_.is_ours()) {
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
        if (!unbroken) throw at_.placed(transaction_lost("the observer"));
        if (why) std::rethrow_exception(why);
    }

    /// The statements of a step. Outside of a transaction `claims` keeps what is done of them, and the first ones may be.
    flow<> execute(const written_step<Dialect>& step, claims_type* claims = nullptr, std::size_t first = 0) {
        typename Dialect::objects objects;
        co_await require_sound_objects(step);
        state_type before{};
        if (!step.transactional && step.needs) before = co_await watch_.before(step.needs, {});
        for (std::size_t i = 0; i < step.statements.size(); ++i) {
            const statement& each = step.statements[i];
            const bool is_done = at_.done_statements() < first;
            if (each.kind != statement_kind::inspect) placed([&] { objects.require_known(); });
            switch (each.kind) {
                case statement_kind::sql: {
                    if (is_done) {
                        at_.statement_done();
                        break;
                    }
                    const std::string_view sql = each.sql;
                    const auto next = [&] { at_.next_statement(sql); };
                    co_await tell(next);
                    if (claims == nullptr) co_await execute_inside(sql, each.inserts_row);
                    else co_await execute_outside(sql, each.inserts_row, *claims);
                    at_.statement_done();
                    break;
                }
                case statement_kind::run: {
                    if (is_done) {
                        at_.statement_done();
                        break;
                    }
                    const auto next = [&] { at_.next_statement({}); };
                    co_await tell(next);
                    if (claims == nullptr) co_await run_inside(step, each.run);
                    else co_await run_outside(step, each.run, *claims);
                    at_.statement_done();
                    break;
                }
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
                    placed([&] { objects.save(each.run, rows); });
                    break;
                }
                case statement_kind::restore: {
                    const std::vector<std::string> statements = objects.take(each.run);
                    if (is_done) break;
                    for (const std::string& sql : statements) static_cast<void>(co_await change(sql));
                    break;
                }
                case statement_kind::script_only: break;  // the engine looks for itself
            }
        }
        placed([&] { objects.require_restored(); });
        if (!step.transactional && talk_.in_transaction())
            throw at_.placed(failure_of(migration_error_kind::transaction_ended, "it left a transaction open",
                                        "Whatever begins one must end it in the same revision."));
    }

    /// Writes the version table and the journal.
    flow<> record(const migration_step& step) {
        const duration took = at_.elapsed();
        at_.statements_done();
        for (const version_write& write : step.writes) co_await write_row(write);
        sql_text entry;
        write_journal(entry, settings_, words, *step.revision, step.way, took.milliseconds(), own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// The same where nothing is done but to say that it was.
    flow<> record_stamp(const version_write& write, std::string_view done, std::uint64_t checksum) {
        co_await write_row(write);
        if (write.to.empty()) co_return;
        sql_text entry;
        write_journal(entry, settings_, words, write.to, done, checksum, unknown_duration, own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// The tables, where they are not there yet.
    flow<> create_tables() {
        sql_text version_table, journal;
        create_version_table(version_table, settings_, words, own_scope::engine);
        create_journal(journal, settings_, words, own_scope::engine);
        const std::string first = version_table.str(), second = journal.str();
        static_cast<void>(co_await change(first));
        static_cast<void>(co_await change(second));
        if (!claims_type::keeps_table) co_return;
        sql_text claims;
        create_claim(claims, settings_, words, true);
        const std::string third = claims.str();
        static_cast<void>(co_await change(third));
    }

    /// Throws when the database is in a worse state than it was.
    flow<> require_no_worse_than(const state_type& before) {
        const state_type after = co_await watch_.after(before);
        placed([&] { watch_type::require_no_worse(before, after); });
    }

private:
    template <class Call>
    void placed(Call call) const {
        try {
            call();
        } catch (const failure& why) {
            throw at_.placed(why);
        }
    }

    /// Before anything of a step runs that takes statements out of the database and executes them.
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
        placed([&] {
            if (why) std::rethrow_exception(why);
        });
    }

    flow<query_result> read(std::string_view sql) {
        reply said = co_await talk_.query(sql);
        placed([&] { session_.require_ours(said); });
        if (said.failed()) throw at_.placed(session_type::failed(said, sql));
        co_return std::move(said.rows);
    }

    flow<> execute_inside(std::string_view sql, bool inserts_row) {
        const statement_nature nature = Dialect::nature_of(sql);
        if (inserts_row) co_return co_await insert(sql);
        if (nature == statement_nature::change || nature == statement_nature::repeatable) {
            static_cast<void>(co_await change(sql));
            co_return;
        }
        co_await session_.mark();
        const reply said = co_await talk_.execute(sql);
        // Where nothing says COMMIT, the database itself has rolled back.
        const bool rolled_back = said.failed() && !said.in_transaction &&
                                 (nature == statement_nature::evaluation || !syntax::may_commit(sql));
        if (rolled_back) session_.disown();
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw at_.placed(transaction_lost("it", said, sql));
        if (said.failed()) throw at_.placed(session_type::failed(said, sql));
    }

    flow<> run_inside(const migration_step& step, std::uint32_t function) {
        co_await session_.mark();
        const reply said = co_await talk_.run(step.index, step.way, function);
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw at_.placed(transaction_lost("it", said, {}));
        if (said.failed()) throw at_.placed(run_failed(said));
    }

    /// Statements that can be in a transaction are in one with the claim's progress, so that a crash leaves both or none.
    flow<> execute_outside(std::string_view sql, bool inserts_row, claims_type& claims) {
        const std::size_t done = at_.done_statements() + 1;
        const statement_nature nature = Dialect::nature_of(sql);
        const bool inside = talk_.in_transaction();  // of the revision itself
        if (inside) {
            const bool commits = nature == statement_nature::commit;
            if (commits) co_await claims.reached(done, false);
            static_cast<void>(co_await change(sql));
            if (!commits && !talk_.in_transaction()) co_await claims.reached(done, false);
        } else if (inserts_row || nature == statement_nature::change || nature == statement_nature::evaluation) {
            co_await session_.begin();
            if (inserts_row) co_await insert(sql);
            else static_cast<void>(co_await change(sql));
            co_await claims.reached(done, false);
            co_await commit_one(sql);
        } else {
            const bool is_known = nature == statement_nature::repeatable;
            if (!is_known) co_await claims.reached(done - 1, true);
            reply said;
            if (!is_known) said = co_await talk_.execute(sql);
            else said = co_await session_.when_free(sql);
            if (said.failed() && nature == statement_nature::atomic) co_await claims.reached(done - 1, false);
            if (said.failed()) throw at_.placed(session_type::failed(said, sql));
            if (!talk_.in_transaction()) co_await claims.reached(done, false);
        }
    }

    flow<> run_outside(const migration_step& step, std::uint32_t function, claims_type& claims) {
        const std::size_t done = at_.done_statements() + 1;
        const bool inside = talk_.in_transaction();
        if (!inside) co_await claims.reached(done - 1, true);
        const reply said = co_await talk_.run(step.index, step.way, function);
        if (said.failed()) throw at_.placed(run_failed(said));
        if (!talk_.in_transaction()) co_await claims.reached(done, false);
    }

    flow<> commit_one(std::string_view sql) {
        try {
            co_await session_.commit();
        } catch (const failure& why) {
            failure placed = at_.placed(why);
            placed.details.sql = sql;
            throw placed;
        }
    }

    /// A row of the revision itself.
    flow<> insert(std::string_view sql) {
        std::int64_t rows = 0;
        try {
            rows = co_await change(sql);
        } catch (failure& why) {
            why.remedy = session_type::remedy_of_insert(why.details.code);
            throw;
        }
        if (rows == 1) co_return;
        failure why = failure_of(migration_error_kind::statement_failed, "the row was not inserted", "A trigger kept it out (RAISE(IGNORE)).");
        why.details.sql = sql;
        throw at_.placed(why);
    }

    flow<> write_row(const version_write& write) {
        sql_text made;
        write_version(made, settings_, words, write, own_scope::engine);
        const std::string sql = made.str();
        if (write.kind == version_write_kind::delete_all) static_cast<void>(co_await change(sql));
        else co_await change_row(sql, "version");
    }

    /// A write to one of our own tables, which meets one row.
    flow<> change_row(std::string_view sql, const char* table) {
        const std::int64_t rows = co_await change(sql);
        if (rows == 1) co_return;
        failure why = failure_of(migration_error_kind::corrupt_version_table,
                                 std::string("a write to the ") + table + " table met " + std::to_string(rows) + " rows instead of one", stamp_it);
        why.details.sql = sql;
        throw at_.placed(why);
    }

    flow<std::int64_t> change(std::string_view sql) {
        const reply said = co_await talk_.execute(sql);
        // Somebody rolled back while the statement ran, and what is open now is not ours.
        if (said.failed() && session_type::kind_of(said) == connection_error_kind::aborted && session_.is_ours()) {
            session_.disown();
            throw at_.placed(transaction_lost("it", said, sql));
        }
        try {
            session_.require_ours(said);
        } catch (const failure& why) {
            throw at_.placed(why);
        }
        if (said.failed()) throw at_.placed(session_type::failed(said, sql));
        co_return said.changes;
    }

    static failure run_failed(const reply& said) {
        failure why = failure_of(migration_error_kind::run_failed, "the function of al::run failed: " + said.message, session_type::remedy(said));
        why.details.message = said.message, why.details.code = said.code, why.cause = said.failure;
        return why;
    }

    static failure transaction_lost(const char* who) {
        return failure_of(migration_error_kind::transaction_ended, std::string(who) + " ended the migration's transaction",
                          "Leave BEGIN, COMMIT and ROLLBACK to the migration, and look what the database is like now.");
    }
    static failure transaction_lost(const char* who, const reply& said, std::string_view sql) {
        failure why = transaction_lost(who);
        why.details.sql = sql, why.details.code = said.code, why.cause = said.failure;
        if (said.failed()) why.sentence += ", and then failed: " + said.message;
        return why;
    }

    const op::settings& settings_;
    dialogue& talk_;
    session_type& session_;
    watch_type& watch_;
    progress& at_;
};

}  // namespace aludel::inline v0_1::online
