// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/clock.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>

#include <cstdint>      // int64_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// What the sessions of all databases have in common: waiting for other connections, and whose the open transaction is.
/// A database's session derives from it; `Errors` says what the numbers of its errors mean.
template <class Dialogue, class Errors>
class session_base {
public:
    /// `patience`: how long to wait for other connections in one step.
    session_base(Dialogue& talk, std::optional<duration> patience) : talk_(talk), patience_(patience) {}

    // For what is asked inside and outside of transactions alike; each is to be awaited.
    auto execute(std::string_view sql) { return talk_.execute(sql); }
    auto query(std::string_view sql) { return talk_.query(sql); }

    /// A step begins: it has its own time to wait.
    void renew_patience() { waited_ = {}, naps_ = 0; }

    /// Executes a statement, or a query, as often as it takes to find the database free, as long as there is time.
    flow<reply> when_free(std::string_view sql, bool reads = false) {
        for (;;) {
            const bool inside = talk_.in_transaction();
            const duration began = now();
            reply said;
            if (reads) said = co_await talk_.query(sql);
            else said = co_await talk_.execute(sql);
            if (!said.failed() || kind_of(said) != connection_error_kind::busy || said.in_transaction != inside)
                co_return said;
            waited_.nanoseconds += since(began).nanoseconds;
            const bool again = co_await nap();
            if (!again) co_return said;
        }
    }

    /// Sleeps a while; false: the time to wait is over.
    flow<bool> nap() {
        if (!patience_ || waited_.nanoseconds >= patience_->nanoseconds) co_return false;
        constexpr std::int64_t milliseconds[] = {1, 2, 5, 10, 15, 20, 25};
        duration pause = duration::of_milliseconds(milliseconds[naps_ < 6 ? naps_++ : 6]);
        const std::int64_t left = patience_->nanoseconds - waited_.nanoseconds;
        if (pause.nanoseconds > left) pause.nanoseconds = left;
        const duration began = now();
        static_cast<void>(co_await talk_.sleep(pause));
        const std::int64_t slept = since(began).nanoseconds;
        waited_.nanoseconds += slept > pause.nanoseconds ? slept : pause.nanoseconds;
        co_return true;
    }

    /// The open transaction stays where COMMIT fails because another connection is in the way, and COMMIT can be said
    /// again.
    flow<> commit() {
        if (talk_.transaction_failed())  // COMMIT would roll back, and say that all is well
            throw failure_of(migration_error_kind::transaction_ended, "a statement failed, and the transaction with it",
                             "");
        const reply said = co_await when_free("COMMIT");
        is_ours_ = talk_.in_transaction();
        if (said.failed()) throw failed(said, "COMMIT");
    }

    /// Looks at a reply of the engine's own: one that went well has not ended the transaction. One that failed may
    /// have.
    void require_ours(const reply& said) {
        if (!is_ours_ || said.in_transaction) return;
        is_ours_ = false;
        if (!said.failed())
            throw failure_of(migration_error_kind::transaction_ended,
                             "the migration's transaction was ended by something else", "");
    }

    // After code that is not the engine's, a savepoint tells whether the transaction is still the one that it was taken
    // in: neither COMMIT nor ROLLBACK leaves one, whatever is begun behind it.

    /// Taken before such code runs.
    flow<> mark() {
        if (!is_ours_) co_return;
        const reply said = co_await talk_.execute("SAVEPOINT aludel");
        if (said.failed()) throw failed(said, "SAVEPOINT aludel");
    }
    /// Whether the transaction is still the marked one. If not, it is nothing of the engine's any more.
    flow<bool> is_unbroken() {
        if (!is_ours_) co_return true;
        const reply said = co_await talk_.execute("RELEASE SAVEPOINT aludel");
        if (!said.failed() && said.in_transaction) co_return true;
        if (said.in_transaction && !Errors::may_be_missing_name(said.code))
            throw failed(said, "RELEASE SAVEPOINT aludel");
        is_ours_ = false;
        co_return false;
    }

    /// What is open is of the revision that runs without a transaction: it is ours to roll back.
    void adopt() { is_ours_ = talk_.in_transaction(); }
    /// The transaction has ended, or is not the engine's any more.
    void disown() { is_ours_ = false; }
    [[nodiscard]] bool is_ours() const { return is_ours_; }
    /// ROLLBACK failed, and this is why.
    [[nodiscard]] const reply* left_open() const { return is_ours_ && left_open_.failed() ? &left_open_ : nullptr; }

    /// What a failed request is about: as the adapter says, or by the error's number.
    static connection_error_kind kind_of(const reply& said) {
        return said.kind != connection_error_kind::other ? said.kind : Errors::kind_of(said.code, said.message);
    }
    /// Whether this is the error of a name that does not exist, among others perhaps.
    static bool may_be_missing_name(const reply& said) {
        return said.kind == connection_error_kind::undefined_table || Errors::may_be_missing_name(said.code);
    }
    static std::string remedy(const reply& said) { return std::string(Errors::remedy(said.code)); }
    static std::string remedy_of_insert(int code) { return std::string(Errors::remedy_of_insert(code)); }

    /// A failed request as a failure of the engine.
    static failure failed(const reply& said, std::string_view sql) {
        failure why{{.kind = migration_error_kind::statement_failed}, said.message, remedy(said), said.failure};
        const connection_error_kind kind = kind_of(said);
        if (kind == connection_error_kind::busy || kind == connection_error_kind::lock_timeout ||
            kind == connection_error_kind::deadlock)
            why.details.kind = migration_error_kind::database_busy;
        why.details.sql = sql;
        why.details.code = said.code;
        why.details.message = said.message;
        return why;
    }

protected:
    Dialogue& talk_;
    std::optional<duration> patience_;
    bool is_ours_ = false;  // the open transaction
    reply left_open_;

private:
    duration waited_{};
    unsigned naps_ = 0;
};

}  // namespace aludel::inline v0_1::online
