// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/postgresql/catalog_queries.hpp>
#include <aludel/dialect/postgresql/dialect.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/dialect/postgresql/own_tables.hpp>
#include <aludel/dialect/postgresql/row_inquiry.hpp>
#include <aludel/dialect/session.hpp>
#include <aludel/operation/timeouts.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int32_t, int64_t, uint32_t, uint64_t
#include <cstdlib>      // strtoull
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

using online::failure;
using online::failure_of;
using online::flow;
using online::reply;

/// Transactions of a migration in PostgreSQL. Migrations exclude each other by an advisory lock of the transaction. It
/// is polled: a session that waits for it would hold a snapshot, and CREATE INDEX CONCURRENTLY waits for those
/// (measured on 12, 15 and 18: deadlock). It ends with the transaction, also where a pool gives the next one another
/// session.
template <class Dialogue>
class basic_session : public online::session_base<Dialogue, errors> {
    using base = online::session_base<Dialogue, errors>;
    using base::channel_;
    using base::is_ours_;
    using base::patience_;

public:
    using dialect_type = dialect_of<op::dialect_id::postgresql>;
    using base::base;
    using base::failed;

    /// Where a reader looks, besides the current schema; see the queries of the catalog.
    [[nodiscard]] const reading_scope& scope() const { return scope_; }
    void look_into(reading_scope scope) { scope_ = std::move(scope); }

    /// Before any change: throws if the server cannot be written to, and reads the settings that migrations change.
    flow<> open(const online::session_scope& scope) {
        if (scope.settings != nullptr) lock_ = scope.settings->version_table.hash;
        limits_ = scope.limits;
        constexpr std::string_view sql =
            "SELECT pg_is_in_recovery(), current_setting('transaction_read_only'), "
            "max(setting) FILTER (WHERE name = 'standard_conforming_strings'), "
            "max(setting) FILTER (WHERE name = 'lock_timeout'), "
            "max(setting) FILTER (WHERE name = 'statement_timeout'), "
            "max(setting::bigint) FILTER (WHERE name = 'max_locks_per_transaction') "
            "* sum(setting::bigint) FILTER (WHERE name IN ('max_connections', 'max_prepared_transactions')) "
            "FROM pg_settings WHERE name IN ('standard_conforming_strings', 'lock_timeout', 'statement_timeout', "
            "'max_locks_per_transaction', 'max_connections', 'max_prepared_transactions')";
        const reply result = co_await channel_.query(sql);
        if (result.failed()) throw failed(result, sql);
        const row_values& row = result.rows[0];
        if (online::cell(row, 0) == "t")
            throw failure_of(migration_error_kind::not_possible, "the server is a standby, which takes no changes",
                             "Connect to the primary server.");
        if (online::cell(row, 1) == "on")
            throw failure_of(migration_error_kind::not_possible, "the session is read-only",
                             "Set default_transaction_read_only = off, or connect as another user.");
        for (std::size_t i = 0; i < 3; ++i) callers_[i] = session_has_[i] = online::cell(row, 2 + i);
        lock_limit_ = std::strtoull(online::cell(row, 5).c_str(), nullptr, 10);
    }

    flow<> meet(const needs&) { co_return; }

    /// The limits of statements from now on: of the revision, else of the run. Returns what sets them in the open
    /// transaction.
    std::string limit(const op::timeouts& of_revision) {
        of_revision_ = of_revision;
        return channel_.in_transaction() ? changes("SET LOCAL ", transaction_has_, inside()) : std::string();
    }

    /// Statements outside of transactions have the settings of the session. For a lock they wait without end unless the
    /// revision says otherwise: a CREATE INDEX CONCURRENTLY that gives up leaves an invalid index.
    flow<> step_outside(bool begins) {
        setting_values wanted = callers_;
        if (begins) {
            wanted = inside();
            wanted[1] = of_revision_.lock.nanoseconds == 0 ? "0" : milliseconds(of_revision_.lock);
        }
        const std::string sql = changes("SET ", session_has_, wanted);
        if (sql.empty()) co_return;
        const reply changed = co_await channel_.execute(sql);
        if (changed.failed()) throw failed(changed, sql);
    }

    /// Begins a transaction that holds the lock of migrations. All that it relies on is set in it: a pool may give each
    /// transaction another session.
    flow<> begin() {
        transaction_has_ = session_has_;
        const std::string sql = "BEGIN ISOLATION LEVEL READ COMMITTED; " +
            changes("SET LOCAL ", transaction_has_, inside()) + "SELECT pg_try_advisory_xact_lock(1097622885, " +
            std::to_string(static_cast<std::int32_t>(lock_)) + ")";
        for (;;) {
            const reply result = co_await channel_.query(sql);
            is_ours_ = channel_.in_transaction();
            if (result.failed()) throw failed(result, sql);
            if (online::cell(result.rows[0], 0) == "t") co_return;
            co_await base::rollback();
            const bool again = co_await base::nap();
            if (!again)
                throw failure_of(migration_error_kind::database_busy, "another migration of this database is running",
                                 "Wait until it is done, or give a longer busy_timeout (--wait of the tool).");
        }
    }

    /// Inside the transaction: keeps scripts and other tools, which know nothing of the advisory lock, from writing to
    /// the version table. Its readers are not blocked.
    flow<> hold(const op::settings& settings) {
        sql_text lock;
        put_own_table(lock.put("LOCK TABLE "), own_tables::words, settings.version_table, own_scope::engine);
        const std::string sql = lock.put(" IN SHARE ROW EXCLUSIVE MODE").str();
        const reply result = co_await channel_.execute(sql);
        base::require_ours(result);
        if (result.failed()) throw failed(result, sql);
    }

    /// A transaction that locks more objects than the server has room for fails at its end.
    [[nodiscard]] std::string warning_of_locks(std::size_t count) const {
        if (count <= lock_limit_) return {};
        return "one transaction locks about " + std::to_string(count) +
            " tables, indexes and sequences, and the "
            "server has room for " +
            std::to_string(lock_limit_) +
            ". If it fails with SQLSTATE 53200, migrate with one transaction per revision (--transaction-per-revision "
            "of the tool), or raise "
            "max_locks_per_transaction";
    }

    /// Whether rows can contradict a statement, so that it needs a savepoint: a failed one leaves nothing to ask.
    [[nodiscard]] bool is_guarded(std::string_view sql) const { return is_ours_ && clause_of(sql); }
    /// Sets the savepoint before such a statement, and takes it back behind it.
    flow<> guard(bool begins) {
        const std::string_view sql = begins ? "SAVEPOINT aludel_rows" : "RELEASE SAVEPOINT aludel_rows";
        const reply result = co_await channel_.execute(sql);
        if (result.failed()) throw failed(result, sql);
    }

    /// See session_base.
    flow<failure> explain(const reply& result, std::string_view sql) {
        failure why = failed(result, sql);
        row_clause clause;
        if (result.sqlstate.starts_with("23")) clause = clause_of(sql);
        if (!clause) co_return why;
        if (channel_.in_transaction()) {
            const reply back = co_await channel_.execute("ROLLBACK TO SAVEPOINT aludel_rows");
            if (back.failed()) co_return why;
        }
        row_inquiry<Dialogue> inquiry(channel_);
        why.details.rows = co_await inquiry.ask(static_cast<row_clause&&>(clause));
        co_return why;
    }

    /// Restores the settings that `step_outside` changed.
    flow<> restore() {
        restoring_ = changes("SET ", session_has_, callers_);
        if (restoring_.empty()) co_return;
        reply result = co_await channel_.execute(restoring_);
        if (result.failed()) not_restored_ = static_cast<reply&&>(result);
    }
    [[nodiscard]] const reply* not_restored() const { return not_restored_.failed() ? &not_restored_ : nullptr; }
    [[nodiscard]] std::string_view not_restored_statement() const {
        return not_restored_.failed() ? std::string_view(restoring_) : std::string_view{};
    }
    [[nodiscard]] static std::string_view why_no_rollback() { return ""; }

private:
    /// Values of settings, by their index in `names`.
    struct setting_values {
        std::string values[3];
        std::string& operator[](std::size_t which) { return values[which]; }
    };
    static constexpr std::string_view names[] = {"standard_conforming_strings", "lock_timeout", "statement_timeout"};

    /// PostgreSQL counts milliseconds; zero would be no limit.
    static std::string milliseconds(duration most) {
        const std::int64_t longest = op::longest_timeout.nanoseconds;
        const std::int64_t count = most.nanoseconds < longest ? most.nanoseconds : longest;
        return std::to_string((count + 999'999) / 1'000'000);
    }

    /// The settings of a transaction.
    setting_values inside() {
        setting_values wanted = callers_;
        wanted[0] = "on";  // strings are read as the statements write them
        duration lock = of_revision_.lock.nanoseconds != 0 ? of_revision_.lock : limits_.lock;
        if (lock.nanoseconds == 0 && patience_) lock.nanoseconds = patience_->nanoseconds + 1;
        if (lock.nanoseconds != 0) wanted[1] = milliseconds(lock);
        base::lock_wait_ = lock;
        const duration run = of_revision_.statement.nanoseconds != 0 ? of_revision_.statement : limits_.statement;
        if (run.nanoseconds != 0) wanted[2] = milliseconds(run);
        return wanted;
    }

    /// The statements that change settings which have other values than wanted; they have them then.
    static std::string changes(std::string_view set, setting_values& have, setting_values wanted) {
        std::string sql;
        for (std::size_t i = 0; i < 3; ++i) {
            if (have[i] == wanted[i]) continue;
            sql.append(set).append(names[i]).append(" = ").append(wanted[i]).append("; ");
            have[i] = wanted[i];
        }
        return sql;
    }

    std::uint32_t lock_ = 0;
    op::timeouts limits_{}, of_revision_{};
    setting_values callers_, session_has_, transaction_has_;
    std::uint64_t lock_limit_ = 0;
    std::string restoring_;
    reply not_restored_;
    reading_scope scope_;
};

}  // namespace aludel::inline v0_1::postgresql_dialect
