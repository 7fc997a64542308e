// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/integrity.hpp>
#include <aludel/dialect/sqlite/journal.hpp>
#include <aludel/dialect/sqlite/session.hpp>
#include <aludel/dialect/sqlite/statement_nature.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>
#include <aludel/dialect/sqlite/version_table.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/options.hpp>
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
template <class Dialogue>
class basic_step_runner {
    using session_type = basic_sqlite_session<Dialogue>;

public:
    basic_step_runner(const op::settings& settings, const migration_options& options, Dialogue& talk, session_type& session, progress& at)
        : settings_(settings), options_(options), talk_(talk), session_(session), at_(at) {}

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
    flow<> execute(const migration_step& step, basic_claims<Dialogue>* claims = nullptr, std::size_t first = 0) {
        database_objects objects;
        co_await require_sound_objects(step);
        const bool checks = !step.transactional && step.foreign_keys_off;
        integrity before;
        if (checks) before = co_await look(session_, options_.check_foreign_keys);
        for (const statement each : step.statements) {  // by value: GCC 12 and temporaries in coroutines
            const bool is_done = at_.done_statements() < first;
            if (each.kind != statement_kind::inspect) placed([&] { objects.require_known(); });
            switch (each.kind) {
                case statement_kind::sql: {
                    if (is_done) {
                        at_.statement_done();
                        break;
                    }
                    const std::string sql = each.sql.str();
                    const auto next = [&] { at_.next_statement(sql); };
                    co_await tell(next);
                    // A rebuild outside of the migration's transactions has one of its own; this is where it ends.
                    if (checks && sql == "COMMIT") co_await require_no_worse_than(before, options_.check_foreign_keys);
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
                case statement_kind::guard:
                case statement_kind::comment: break;  // a script has to say it; the engine looks for itself
            }
        }
        placed([&] { objects.require_restored(); });
        if (!step.transactional && talk_.in_transaction())
            throw at_.placed(failure_of(migration_error_kind::transaction_ended, "it left a transaction open",
                                        "Whatever begins one must end it in the same revision."));
    }

    /// Writes the version table and the journal.
    flow<> record(const migration_step& step, const op::dialect& dialect) {
        const duration took = at_.elapsed();
        at_.statements_done();
        for (const version_write& write : step.writes) co_await write_row(write, dialect);
        sql_text entry;
        write_journal(entry, settings_, dialect, *step.revision, step.way, took.milliseconds(), own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// The same where nothing is done but to say that it was.
    flow<> record_stamp(const version_write& write, const op::dialect& dialect, std::string_view done, std::uint64_t checksum) {
        co_await write_row(write, dialect);
        if (write.to.empty()) co_return;
        sql_text entry;
        write_journal(entry, settings_, dialect, write.to, done, checksum, unknown_duration, own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// Both tables, where they are not there yet.
    flow<> create_tables(const op::dialect& dialect) {
        sql_text version_table, journal;
        create_version_table(version_table, settings_, dialect, own_scope::engine);
        create_journal(journal, settings_, dialect, own_scope::engine);
        const std::string first = version_table.str(), second = journal.str();
        static_cast<void>(co_await change(first));
        static_cast<void>(co_await change(second));
    }

    /// Throws when the database is in a worse state than it was.
    flow<> require_no_worse_than(const integrity& before, bool at_foreign_keys) {
        const integrity after = co_await look(session_, at_foreign_keys);
        placed([&] { require_no_worse(before, after); });
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
        sql_text all;
        all.put("SELECT sql, type, name, tbl_name FROM main.sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL");
        const query_result rows = co_await read(all.view());
        placed([&] { database_objects::require_sound(rows); });
    }

    flow<query_result> read(const std::string_view query) {
        const std::string sql(query);
        reply said = co_await talk_.query(sql);
        placed([&] { session_.require_ours(said); });
        if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
        co_return std::move(said.rows);
    }

    flow<> execute_inside(const std::string& sql, bool inserts_row) {
        const statement_nature nature = nature_of(sql);
        if (inserts_row) co_return co_await insert(sql);
        if (nature == statement_nature::change || nature == statement_nature::repeatable) {
            static_cast<void>(co_await change(sql));
            co_return;
        }
        co_await session_.mark();
        const reply said = co_await talk_.execute(sql);
        // Where nothing says COMMIT, SQLite itself has rolled back.
        const bool rolled_back = said.failed() && !said.in_transaction &&
                                 (nature == statement_nature::evaluation || !syntax::may_commit(sql));
        if (rolled_back) session_.disown();
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw at_.placed(transaction_lost("it", said, sql));
        if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
    }

    flow<> run_inside(const migration_step& step, std::uint32_t function) {
        co_await session_.mark();
        const reply said = co_await talk_.run(step.index, step.way, function);
        const bool unbroken = co_await session_.is_unbroken();
        if (!unbroken) throw at_.placed(transaction_lost("it", said, {}));
        if (said.failed()) throw at_.placed(run_failed(said));
    }

    /// Statements that can be in a transaction are in one with the claim's progress, so that a crash leaves both or none.
    flow<> execute_outside(const std::string& sql, bool inserts_row, basic_claims<Dialogue>& claims) {
        const std::size_t done = at_.done_statements() + 1;
        const statement_nature nature = nature_of(sql);
        const bool inside = talk_.in_transaction();  // of the revision itself
        if (inside) {
            if (sql == "COMMIT") co_await claims.reached(done, false);
            static_cast<void>(co_await change(sql));
            if (sql != "COMMIT" && !talk_.in_transaction()) co_await claims.reached(done, false);
        } else if (inserts_row || nature == statement_nature::change || nature == statement_nature::evaluation) {
            co_await session_.begin();
            if (inserts_row) co_await insert(sql);
            else static_cast<void>(co_await change(sql));
            co_await claims.reached(done, false);
            co_await commit_one(sql);
        } else {
            if (nature == statement_nature::unknown) co_await claims.reached(done - 1, true);
            reply said;
            if (nature == statement_nature::unknown) said = co_await talk_.execute(sql);
            else said = co_await session_.when_free(sql);
            if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
            if (!talk_.in_transaction()) co_await claims.reached(done, false);
        }
    }

    flow<> run_outside(const migration_step& step, std::uint32_t function, basic_claims<Dialogue>& claims) {
        const std::size_t done = at_.done_statements() + 1;
        const bool inside = talk_.in_transaction();
        if (!inside) co_await claims.reached(done - 1, true);
        const reply said = co_await talk_.run(step.index, step.way, function);
        if (said.failed()) throw at_.placed(run_failed(said));
        if (!talk_.in_transaction()) co_await claims.reached(done, false);
    }

    flow<> commit_one(const std::string& sql) {
        try {
            co_await session_.commit();
        } catch (const failure& why) {
            failure placed = at_.placed(why);
            placed.details.sql = sql;
            throw placed;
        }
    }

    /// A row of the revision itself.
    flow<> insert(const std::string& sql) {
        std::int64_t rows = 0;
        try {
            rows = co_await change(sql);
        } catch (failure& why) {
            if ((why.details.code & 0xFF) == 19 && why.details.code != 1811)
                why.remedy = "The revision's row contradicts it, or rows that exist do: correct the one or the others.";
            throw;
        }
        if (rows == 1) co_return;
        failure why = failure_of(migration_error_kind::statement_failed, "the row was not inserted", "A trigger kept it out (RAISE(IGNORE)).");
        why.details.sql = sql;
        throw at_.placed(why);
    }

    flow<> write_row(const version_write& write, const op::dialect& dialect) {
        sql_text words;
        write_version(words, settings_, dialect, write, own_scope::engine);
        const std::string sql = words.str();
        if (write.kind == version_write_kind::delete_all) static_cast<void>(co_await change(sql));
        else co_await change_row(sql, "version");
    }

    /// A write to one of our own tables, which meets one row.
    flow<> change_row(const std::string& sql, const char* table) {
        const std::int64_t rows = co_await change(sql);
        if (rows == 1) co_return;
        failure why = failure_of(migration_error_kind::corrupt_version_table,
                                 std::string("a write to the ") + table + " table met " + std::to_string(rows) + " rows instead of one", stamp_it);
        why.details.sql = sql;
        throw at_.placed(why);
    }

    flow<std::int64_t> change(const std::string& sql) {
        const reply said = co_await talk_.execute(sql);
        // SQLITE_ABORT: somebody rolled back while the statement ran, and what is open now is not ours.
        if (said.failed() && (said.code & 0xFF) == 4 && session_.is_ours()) {
            session_.disown();
            throw at_.placed(transaction_lost("it", said, sql));
        }
        try {
            session_.require_ours(said);
        } catch (const failure& why) {
            throw at_.placed(why);
        }
        if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
        co_return said.changes;
    }

    static failure run_failed(const reply& said) {
        failure why = failure_of(migration_error_kind::run_failed, "the function of al::run failed: " + said.message,
                                 std::string(sqlite_session::remedy(said.code)));
        why.details.message = said.message, why.details.code = said.code, why.cause = said.failure;
        return why;
    }

    static failure transaction_lost(const char* who) {
        return failure_of(migration_error_kind::transaction_ended, std::string(who) + " ended the migration's transaction",
                          "Leave BEGIN, COMMIT and ROLLBACK to the migration, and look what the database is like now.");
    }
    static failure transaction_lost(const char* who, const reply& said, const std::string& sql) {
        failure why = transaction_lost(who);
        why.details.sql = sql, why.details.code = said.code, why.cause = said.failure;
        if (said.failed()) why.sentence += ", and then failed: " + said.message;
        return why;
    }

    const op::settings& settings_;
    const migration_options& options_;
    Dialogue& talk_;
    session_type& session_;
    progress& at_;
};

// A template only so that programs which include it and migrate nothing do not pay for its coroutines.
using step_runner = basic_step_runner<dialogue>;

}  // namespace aludel::inline v0_1::online
