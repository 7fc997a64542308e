// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/operation/direction.hpp>
#include <aludel/operation/run_context.hpp>

#include <coroutine>    // coroutine_handle
#include <cstdint>      // uint8_t, uint32_t, int64_t
#include <exception>    // exception_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// execute: run statements without rows; query: run a statement and return its rows; run: call the function of an
/// al::run step; sleep: wait.
enum class request_kind : std::uint8_t { execute, query, run, sleep };

/// What the engine asks its driver to do.
struct request {
    request_kind kind = request_kind::execute;
    std::string sql;              ///< execute, query
    revision_index revision = 0;  ///< run: the revision, direction and number of the function
    aludel::direction way = aludel::direction::upgrade;
    std::uint32_t function = 0;
    run_context context{};  ///< run
    duration pause{};       ///< sleep
    /// Execute, run: the longest that each statement may wait for other connections.
    duration patience{};
    /// Whether it rolls back or restores settings, whatever became of the migration: not to be cancelled.
    bool cleans_up = false;
};

/// The result of a request. A failure is a value, because the engine decides what it means.
struct reply {
    query_result rows;
    std::int64_t changes = 0;
    bool in_transaction = false;      ///< whether the connection is in a transaction afterwards
    std::exception_ptr failure;       ///< the exception; null: none
    bool transaction_failed = false;  ///< whether the transaction can only be rolled back afterwards
    int code = 0;                     ///< the error code of the failure; 0: none
    std::string sqlstate;             ///< of the failure, where the database has one
    connection_error_kind kind = connection_error_kind::other;  ///< of the failure, where the adapter knows it
    std::string message;                                        ///< of the failure
    std::string statement;                                      ///< of the failure, where the adapter knows it

    [[nodiscard]] bool failed() const { return failure != nullptr; }
};

/// The state of a connection when a migration begins.
struct connection_state {
    bool in_transaction = false;
    bool has_open_statement = false;  ///< of the caller; false where the connection cannot tell
    bool transaction_failed = false;
};

/// The channel between the engine, a coroutine, and its driver. The engine awaits `execute`, `query`, ... and is
/// suspended; the driver reads the request, carries it out, blocking or not, and resumes the engine with `answer`. If
/// the engine is destroyed while suspended, nothing is rolled back: the driver must close the connection or roll back
/// itself.
class dialogue {
public:
    explicit dialogue(bool in_transaction) : dialogue(connection_state{.in_transaction = in_transaction}) {}
    explicit dialogue(connection_state state) : state_(state) {
        // Reserved, so that ROLLBACK and PRAGMA can be sent when memory has run out.
        asked_.sql.reserve(128);
    }
    dialogue(const dialogue&) = delete;
    dialogue& operator=(const dialogue&) = delete;

    [[nodiscard]] bool in_transaction() const { return state_.in_transaction; }
    [[nodiscard]] bool transaction_failed() const { return state_.transaction_failed; }
    [[nodiscard]] bool has_open_statement() const { return state_.has_open_statement; }

    // For the engine: await each of these for a reply.
    auto execute(std::string_view sql) { return ask(request_kind::execute, sql); }
    auto query(std::string_view sql) { return ask(request_kind::query, sql); }
    auto run(revision_index revision, direction way, std::uint32_t function, const run_context& context) {
        asked_.revision = revision, asked_.way = way, asked_.function = function, asked_.context = context;
        return ask(request_kind::run, {});
    }
    auto sleep(duration pause) {
        asked_.pause = pause;
        return ask(request_kind::sleep, {});
    }

    /// The longest that each statement from now on may wait for other connections, if the connection supports it.
    void be_patient(duration most) { asked_.patience = most; }
    /// What follows rolls back and restores settings.
    void clean_up() { asked_.cleans_up = true; }

    // For the driver.
    /// The current request.
    [[nodiscard]] const request& asked() const { return asked_; }
    /// Resumes the engine with the result of the request; returns at its next request or its end.
    void answer(reply result) {
        state_.in_transaction = result.in_transaction, state_.transaction_failed = result.transaction_failed;
        answer_ = std::move(result);
        detail::release(waiting_).resume();
    }

private:
    struct awaiter {
        dialogue* in;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> engine) const noexcept { in->waiting_ = engine; }
        [[nodiscard]] reply await_resume() const { return std::move(in->answer_); }
    };

    awaiter ask(request_kind kind, std::string_view sql) {
        asked_.kind = kind;
        asked_.sql = sql;
        return {this};
    }

    request asked_;
    reply answer_;
    std::coroutine_handle<> waiting_;
    connection_state state_;
};

}  // namespace aludel::inline v0_1::online
