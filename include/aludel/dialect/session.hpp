// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/clock.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/operation/timeouts.hpp>

#include <cstdint>      // int64_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// What the sessions of all databases share: waiting for other connections, and ownership of the open transaction. A
/// database's session derives from it; `Errors` interprets its error numbers.
template <class Dialogue, class Errors>
class session_base {
public:
    /// `patience`: the longest time to wait for other connections in one step.
    session_base(Dialogue& channel, std::optional<duration> patience) : channel_(channel), patience_(patience) {}

    // For statements inside and outside of transactions; the result must be awaited.
    auto execute(std::string_view sql) { return channel_.execute(sql); }
    auto query(std::string_view sql) { return channel_.query(sql); }

    /// Begins a step with its own time to wait.
    void renew_patience() { waited_ = {}, naps_ = 0, repeats_ = 0; }

    /// After a transaction failed: whether other connections are the reason, so that it can be repeated as a whole, and
    /// there is time left.
    [[nodiscard]] bool may_repeat(const failure& why, unsigned most) {
        const bool waited = why.reason == connection_error_kind::lock_timeout;
        if (waited) waited_.nanoseconds += lock_wait_.nanoseconds;
        return (waited || why.reason == connection_error_kind::deadlock) && repeats_ < most &&
            (!patience_ || waited_.nanoseconds < patience_->nanoseconds);
    }
    /// Sleeps before a transaction is repeated, each time twice as long, up to a second.
    flow<> wait_to_repeat() {
        const duration pause = duration::of_milliseconds(repeats_ < 5 ? std::int64_t{50} << repeats_ : 1000);
        waited_.nanoseconds += pause.nanoseconds, ++repeats_;
        static_cast<void>(co_await channel_.sleep(pause));
    }

    /// Sets how long the statements of a revision may wait and run. Returns the statement that does so in the open
    /// transaction; empty: nothing changes. A database with one lock for all has no such limits.
    static std::string limit(const op::timeouts&) { return {}; }

    /// Counts time that a statement took because of other connections.
    void count_waited(duration waited) { waited_.nanoseconds += waited.nanoseconds; }

    /// Writes to the library's own tables, inside or outside of a transaction. `tells`: whether the catalog will tell
    /// what became of the statement that follows.
    flow<reply> write_own(std::string_view sql, [[maybe_unused]] bool tells = true) { return when_free(sql); }

    /// Executes a statement or query, and retries while another connection blocks it and there is time left.
    flow<reply> when_free(std::string_view sql, bool reads = false) {
        for (;;) {
            const bool inside = channel_.in_transaction();
            const duration began = now();
            reply result;
            if (reads) result = co_await channel_.query(sql);
            else result = co_await channel_.execute(sql);
            // Alone, what was rolled back for the sake of another can be executed again as well.
            const bool may_repeat = result.failed() && result.in_transaction == inside &&
                (kind_of(result) == connection_error_kind::busy ||
                 (!inside && kind_of(result) == connection_error_kind::deadlock));
            if (!may_repeat) co_return result;
            count_waited(since(began));
            const bool again = co_await nap();
            if (!again) co_return result;
        }
    }

    /// Sleeps a while. False: the time to wait is over.
    flow<bool> nap() {
        if (!patience_ || waited_.nanoseconds >= patience_->nanoseconds) co_return false;
        constexpr std::int64_t milliseconds[] = {1, 2, 5, 10, 15, 20, 25};
        duration pause = duration::of_milliseconds(milliseconds[naps_ < 6 ? naps_++ : 6]);
        const std::int64_t left = patience_->nanoseconds - waited_.nanoseconds;
        if (pause.nanoseconds > left) pause.nanoseconds = left;
        const duration began = now();
        static_cast<void>(co_await channel_.sleep(pause));
        const std::int64_t slept = since(began).nanoseconds;
        waited_.nanoseconds += slept > pause.nanoseconds ? slept : pause.nanoseconds;
        co_return true;
    }

    /// If COMMIT fails because another connection blocks it, the transaction stays open and COMMIT can be retried.
    flow<> commit() {
        const reply result = co_await try_commit();
        if (result.failed()) throw failed(result, "COMMIT");
    }
    /// The same; returns the reply of a COMMIT that failed.
    flow<reply> try_commit() {
        if (channel_.transaction_failed())  // COMMIT would roll back and report success
            throw failure_of(migration_error_kind::transaction_ended, "a statement failed, and the transaction with it",
                             "");
        reply result = co_await when_free("COMMIT");
        is_ours_ = channel_.in_transaction();
        co_return result;
    }

    /// Rolls back the transaction of the engine, and no other.
    flow<> rollback() {
        if (is_ours_ && channel_.in_transaction()) {
            reply result = co_await channel_.execute("ROLLBACK");
            if (result.failed()) left_open_ = static_cast<reply&&>(result);
        }
        if (!channel_.in_transaction()) is_ours_ = false;
    }

    /// Checks a reply to a statement of the engine. A successful one cannot have ended the transaction; a failed one
    /// may have.
    void require_ours(const reply& result) {
        if (!is_ours_ || result.in_transaction) return;
        is_ours_ = false;
        if (!result.failed())
            throw failure_of(migration_error_kind::transaction_ended,
                             "the migration's transaction was ended by something else", "");
    }

    // After code that is not the engine's, a savepoint tells whether the transaction is still the same: COMMIT and
    // ROLLBACK remove it, even if another transaction begins afterwards.

    /// Sets the savepoint before such code runs.
    flow<> mark() {
        if (!is_ours_) co_return;
        const reply result = co_await channel_.execute("SAVEPOINT aludel");
        if (result.failed()) throw failed(result, "SAVEPOINT aludel");
    }
    /// Whether the transaction is still the marked one. If not, it no longer belongs to the engine.
    flow<bool> is_unbroken() {
        if (!is_ours_) co_return true;
        if (channel_.transaction_failed()) {  // then only going back to the savepoint shows that it is there
            const reply back = co_await channel_.execute("ROLLBACK TO SAVEPOINT aludel");
            if (!back.failed()) co_return true;
        }
        const reply result = co_await channel_.execute("RELEASE SAVEPOINT aludel");
        if (!result.failed() && result.in_transaction) co_return true;
        // The database itself has ended it, or the connection has.
        const bool is_lost = result.failed() &&
            (result.kind == connection_error_kind::connection_lost ||
             kind_of(result) == connection_error_kind::deadlock);
        is_ours_ = result.in_transaction;
        if (is_lost || (result.in_transaction && !Errors::may_be_missing_name(result.code)))
            throw failed(result, "RELEASE SAVEPOINT aludel");
        is_ours_ = false;
        co_return false;
    }

    /// Whether no other migration of the database has a connection, as far as the session's own lock tells.
    [[nodiscard]] static bool is_alone() { return false; }
    /// Takes over the transaction that a revision without a transaction left open, so that it can be rolled back.
    void adopt() { is_ours_ = channel_.in_transaction(); }
    /// The transaction has ended or no longer belongs to the engine.
    void disown() { is_ours_ = false; }
    [[nodiscard]] bool is_ours() const { return is_ours_; }
    /// The reply of a failed ROLLBACK if the transaction is still open; null otherwise.
    [[nodiscard]] const reply* left_open() const { return is_ours_ && left_open_.failed() ? &left_open_ : nullptr; }

    /// The kind of a failed request: from the adapter, else from the error number.
    static connection_error_kind kind_of(const reply& result) {
        return result.kind != connection_error_kind::other ? result.kind : Errors::kind_of(result.code, result.message);
    }
    /// Whether the error can be that of a name that does not exist; other causes may share it.
    static bool may_be_missing_name(const reply& result) {
        return result.kind == connection_error_kind::undefined_table || Errors::may_be_missing_name(result.code);
    }
    static std::string remedy(const reply& result) { return std::string(Errors::remedy(result.code, result.message)); }
    static std::string remedy_of_insert(int code) { return std::string(Errors::remedy_of_insert(code)); }

    /// A failed request as a failure of the engine.
    static failure failed(const reply& result, std::string_view sql) {
        const connection_error_kind kind = kind_of(result);
        failure why{
            {.kind = migration_error_kind::statement_failed}, result.message, remedy(result), result.failure, kind};
        if (kind == connection_error_kind::busy || kind == connection_error_kind::lock_timeout ||
            kind == connection_error_kind::deadlock)
            why.details.kind = migration_error_kind::database_busy;
        why.details.sql = sql;
        why.details.code = result.code, why.details.sqlstate = result.sqlstate;
        why.details.message = result.message;
        if (kind == connection_error_kind::connection_lost && sql == "COMMIT") {
            why.details.kind = migration_error_kind::commit_unknown;
            why.remedy = "Migrate again: that finds out where the database is, and goes on from there.";
        }
        return why;
    }

    /// A failed statement of a step as a failure, with the rows that offend against a constraint where the database's
    /// session can find them. The transaction is still open, and stays as it is.
    flow<failure> explain(const reply& result, std::string_view sql) { co_return failed(result, sql); }

protected:
    Dialogue& channel_;
    std::optional<duration> patience_;
    bool is_ours_ = false;  // whether the open transaction is the engine's
    reply left_open_;
    duration lock_wait_{};  // how long a statement waits for a lock; zero: the session does not know

private:
    duration waited_{};
    unsigned naps_ = 0;
    unsigned repeats_ = 0;
};

}  // namespace aludel::inline v0_1::online
