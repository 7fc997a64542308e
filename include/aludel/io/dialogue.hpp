// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/operation/direction.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/duration.hpp>

#include <coroutine>    // coroutine_handle
#include <cstdint>      // uint8_t, uint32_t, int64_t
#include <exception>    // exception_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

enum class request_kind : std::uint8_t { execute, query, run, sleep };

/// What the engine wants done next.
struct request {
    request_kind kind = request_kind::execute;
    std::string sql;                    ///< execute, query
    revision_index revision = 0;        ///< run: of which revision, in which direction, which function
    aludel::direction way = aludel::direction::upgrade;
    std::uint32_t function = 0;
    duration pause{};                   ///< sleep
    duration patience{};                ///< execute, run: how long statements may wait for other connections, each
};

/// What came of it. A failure is a value here: the engine decides what it means.
struct reply {
    query_result rows;
    std::int64_t changes = 0;
    bool in_transaction = false;  ///< afterwards
    std::exception_ptr failure;   ///< null: it went well
    bool transaction_failed = false;  ///< afterwards: it is open, and can only be rolled back
    int code = 0;                 ///< of the failure, where the database has numbers for them
    connection_error_kind kind = connection_error_kind::other;  ///< of the failure, where the adapter knows it
    std::string message;          ///< of the failure

    [[nodiscard]] bool failed() const { return failure != nullptr; }
};

/// What a connection is in when a migration begins.
struct connection_state {
    bool in_transaction = false;
    bool has_open_statement = false;  ///< of the caller; false where the connection cannot tell
    bool transaction_failed = false;
};

/// Between the engine and its driver. The engine awaits `execute`, `query`, ... and is suspended; the driver looks at
/// what was asked, does it in its own way and time, and answers.
class dialogue {
public:
    explicit dialogue(bool in_transaction) : dialogue(connection_state{.in_transaction = in_transaction}) {}
    explicit dialogue(connection_state state) : state_(state) {
        // ROLLBACK and PRAGMA must be possible when there is no memory any more.
        asked_.sql.reserve(128);
    }
    dialogue(const dialogue&) = delete;
    dialogue& operator=(const dialogue&) = delete;

    [[nodiscard]] bool in_transaction() const { return state_.in_transaction; }
    [[nodiscard]] bool transaction_failed() const { return state_.transaction_failed; }
    [[nodiscard]] bool has_open_statement() const { return state_.has_open_statement; }

    // For the engine: each is to be awaited, and gives a reply.
    auto execute(std::string_view sql) { return ask(request_kind::execute, sql); }
    auto query(std::string_view sql) { return ask(request_kind::query, sql); }
    auto run(revision_index revision, direction way, std::uint32_t function) {
        asked_.revision = revision, asked_.way = way, asked_.function = function;
        return ask(request_kind::run, {});
    }
    auto sleep(duration pause) {
        asked_.pause = pause;
        return ask(request_kind::sleep, {});
    }

    /// How long each statement from now on may wait for other connections, where the connection can.
    void be_patient(duration most) { asked_.patience = most; }

    // For the driver.
    [[nodiscard]] const request& asked() const { return asked_; }
    void answer(reply said) {
        state_.in_transaction = said.in_transaction, state_.transaction_failed = said.transaction_failed;
        said_ = std::move(said);
        detail::taken(waiting_).resume();
    }

private:
    struct awaiter {
        dialogue* in;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> engine) const noexcept { in->waiting_ = engine; }
        [[nodiscard]] reply await_resume() const { return std::move(in->said_); }
    };

    awaiter ask(request_kind kind, std::string_view sql) {
        asked_.kind = kind;
        asked_.sql = sql;
        return {this};
    }

    request asked_;
    reply said_;
    std::coroutine_handle<> waiting_;
    connection_state state_;
};

}  // namespace aludel::inline v0_1::online
