// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/migration/journal.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/migration/version_table.hpp>
#include <aludel/online/dialogue.hpp>
#include <aludel/online/failure.hpp>
#include <aludel/online/flow.hpp>
#include <aludel/online/integrity.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/sqlite_session.hpp>
#include <aludel/online/unknown_parts.hpp>
#include <aludel/online/version_state.hpp>

#include <cstdint>      // int64_t, uint64_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Carries out one step of a plan, inside a transaction or outside: that is for the migrator to arrange.
template <class Dialogue>
class basic_step_runner {
public:
    basic_step_runner(const op::settings& settings, const migration_options& options, Dialogue& talk, progress& at)
        : settings_(settings), options_(options), talk_(talk), at_(at) {}

    /// The statements of a step.
    flow<> execute(const migration_step& step) {
        database_objects objects;
        co_await require_sound_objects(step);
        const bool checks = !step.transactional && step.foreign_keys_off;
        integrity before;
        if (checks) before = co_await look(talk_, options_.check_foreign_keys);
        for (const statement& each : step.statements) {
            if (each.kind != statement_kind::inspect) placed([&] { objects.require_known(); });
            switch (each.kind) {
                case statement_kind::sql: {
                    const std::string sql = each.sql.str();
                    at_.next_statement(sql);
                    // A rebuild outside of the migration's transactions has one of its own; this is where it ends.
                    if (checks && sql == "COMMIT") co_await require_no_worse_than(before, options_.check_foreign_keys);
                    static_cast<void>(co_await change(sql));
                    if (step.transactional) require_transaction(true);
                    at_.statement_done();
                    break;
                }
                case statement_kind::run: {
                    at_.next_statement({});
                    const reply said = co_await talk_.run(step.index, step.way, each.run);
                    if (said.failed()) throw at_.placed(run_failed(said));
                    if (step.transactional) require_transaction(true);
                    at_.statement_done();
                    break;
                }
                case statement_kind::inspect: {
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
                    for (const std::string& sql : statements) static_cast<void>(co_await change(sql));
                    break;
                }
                case statement_kind::guard:
                case statement_kind::comment: break;  // a script has to say it; the engine looks for itself
            }
        }
        placed([&] { objects.require_restored(); });
        require_transaction(step.transactional);
    }

    /// Writes the version table and the journal.
    flow<> record(const migration_step& step, const op::dialect& dialect) {
        const duration took = at_.elapsed();
        at_.statements_done();
        for (const version_write& write : step.writes) co_await write_row(write, dialect);
        sql_text entry;
        write_journal(entry, settings_, dialect, *step.revision, step.way, took.milliseconds());
        const std::string sql = entry.str();
        static_cast<void>(co_await change(sql));
    }

    /// The same where nothing is done but to say that it was.
    flow<> record_stamp(const version_write& write, const op::dialect& dialect, std::string_view done, std::uint64_t checksum) {
        co_await write_row(write, dialect);
        if (write.to.empty()) co_return;
        sql_text entry;
        write_journal(entry, settings_, dialect, write.to, done, checksum);
        const std::string sql = entry.str();
        static_cast<void>(co_await change(sql));
    }

    /// Both tables, where they are not there yet.
    flow<> create_tables(const op::dialect& dialect) {
        sql_text version_table, journal;
        create_version_table(version_table, settings_, dialect);
        create_journal(journal, settings_, dialect);
        const std::string first = version_table.str(), second = journal.str();
        static_cast<void>(co_await change(first));
        static_cast<void>(co_await change(second));
    }

    /// Throws when the database is in a worse state than it was.
    flow<> require_no_worse_than(const integrity& before, bool at_foreign_keys) {
        const integrity after = co_await look(talk_, at_foreign_keys);
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
        const query_result rows = co_await read(all);
        placed([&] { database_objects::require_sound(rows); });
    }

    flow<query_result> read(const sql_text& query) {
        const std::string sql = query.str();
        reply said = co_await talk_.query(sql);
        if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
        co_return std::move(said.rows);
    }

    flow<> write_row(const version_write& write, const op::dialect& dialect) {
        sql_text words;
        write_version(words, settings_, dialect, write);
        const std::string sql = words.str();
        const std::int64_t rows = co_await change(sql);
        if (rows == 1 || write.kind == version_write_kind::delete_all) co_return;
        failure why = failure_of(migration_error_kind::corrupt_version_table,
                                 "a write to the version table met " + std::to_string(rows) + " rows instead of one", stamp_it);
        why.details.sql = sql;
        throw at_.placed(why);
    }

    flow<std::int64_t> change(const std::string& sql) {
        const reply said = co_await talk_.execute(sql);
        if (said.failed()) throw at_.placed(sqlite_session::failed(said, sql));
        co_return said.changes;
    }

    static failure run_failed(const reply& said) {
        failure why = failure_of(migration_error_kind::run_failed, "the function of al::run failed: " + said.message,
                                 std::string(sqlite_session::remedy(said.code)));
        why.details.message = said.message, why.details.code = said.code, why.cause = said.failure;
        return why;
    }

    void require_transaction(bool inside) const {
        if (talk_.in_transaction() == inside) return;
        if (!inside)
            throw at_.placed(failure_of(migration_error_kind::transaction_ended, "it left a transaction open",
                                        "Whatever begins one must end it in the same revision."));
        throw at_.placed(failure_of(migration_error_kind::transaction_ended,
                                    "it ended the migration's transaction, so that all before it is in the database for good",
                                    "Leave BEGIN, COMMIT and ROLLBACK to the migration, and look what the database is like now."));
    }

    const op::settings& settings_;
    const migration_options& options_;
    Dialogue& talk_;
    progress& at_;
};

// A template only so that programs which include it and migrate nothing do not pay for its coroutines.
using step_runner = basic_step_runner<dialogue>;

}  // namespace aludel::inline v0_1::online
