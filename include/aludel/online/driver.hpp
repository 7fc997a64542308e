// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/stepwise_flow.hpp>

#include <concepts>   // convertible_to, same_as
#include <cstdint>    // uint32_t
#include <exception>  // exception, current_exception, make_exception_ptr
#include <utility>    // move

namespace aludel::inline v0_1::online {

/// Describes an error in a reply.
inline void put_details(reply& result, const connection_error& error) {
    result.code = error.code(), result.kind = error.kind(), result.message = error.what();
    result.sqlstate = error.sqlstate();
}
/// The answer for a request that failed.
inline reply failed_reply(const connection_error& error) {
    reply result;
    result.failure = std::make_exception_ptr(error);
    put_details(result, error);
    return result;
}

/// Describes the current exception in a reply. Allocates as little as possible: the exception can be std::bad_alloc.
inline void put_failure(reply& result) noexcept {
    result.failure = std::current_exception();
    try {
        try {
            throw;
        } catch (const connection_error& error) {
            put_details(result, error);
            result.statement = error.statement();
        } catch (const std::exception& error) {
            result.message = error.what();
        } catch (...) {
            result.message = "an exception of unknown type";
        }
    } catch (...) {}
}

/// The properties of a connection. A connection whose transactions can fail as a whole reports that through
/// `transaction_state`.
template <class Connection>
connection_state state_of(const Connection& db) {
    connection_state state{.in_transaction = db.in_transaction()};
    if constexpr (requires {
                      { db.transaction_state() } -> std::same_as<transaction_state>;
                  })
        state.transaction_failed = db.transaction_state() == transaction_state::failed;
    return state;
}
/// The properties before a migration, including unfinished statements of the caller.
template <class Connection>
connection_state first_state_of(const Connection& db) {
    connection_state state = state_of(db);
    if constexpr (requires {
                      { db.has_open_statement() } -> std::convertible_to<bool>;
                  })
        state.has_open_statement = db.has_open_statement();
    return state;
}

/// Calls the function of a `run` step; this is `history<...>::run<Connection>`.
template <class Connection>
using step_function = void (*)(revision_index, direction, std::uint32_t function, Connection&, const run_context&);

/// Executes one request of the engine, synchronously.
template <class Connection>
reply perform(const request& asked, Connection& db, step_function<Connection> run) {
    reply result;
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy(asked.patience);
    try {
        switch (asked.kind) {
            case request_kind::execute: result.changes = db.execute(asked.sql); break;
            case request_kind::query: result.rows = db.query(asked.sql); break;
            case request_kind::run: run(asked.revision, asked.way, asked.function, db, asked.context); break;
            case request_kind::sleep: sleep_for(asked.pause); break;
        }
    } catch (...) {
        put_failure(result);
    }
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy({});
    const connection_state state = state_of(db);
    result.in_transaction = state.in_transaction, result.transaction_failed = state.transaction_failed;
    return result;
}

/// Runs a flow to completion on a connection. An asynchronous driver is the same loop with an await in it.
template <class T, class Connection>
T drive(stepwise_flow<T>& work, Connection& db, step_function<Connection> run) {
    while (!work.done()) work.answer(perform(work.asked(), db, run));
    return work.result();
}
template <class T, class Connection>
T drive(flow<T> whole, dialogue& channel, Connection& db, step_function<Connection> run) {
    stepwise_flow<T> work(std::move(whole), channel);
    return drive(work, db, run);
}

}  // namespace aludel::inline v0_1::online
