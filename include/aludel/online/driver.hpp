// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/flow.hpp>

#include <concepts>   // convertible_to, same_as
#include <cstdint>    // uint32_t
#include <exception>  // exception, current_exception

namespace aludel::inline v0_1::online {

/// The exception at hand as a reply. It allocates nothing that it cannot do without: memory may be what is missing.
inline void put_failure(reply& said) noexcept {
    said.failure = std::current_exception();
    try {
        try {
            throw;
        } catch (const connection_error& error) {
            said.code = error.code(), said.kind = error.kind(), said.message = error.what();
        } catch (const std::exception& error) {
            said.message = error.what();
        } catch (...) {
            said.message = "an exception of unknown type";
        }
    } catch (...) {
    }
}

/// What a connection says of itself. One whose transactions can fail as a whole says so by `transaction_state`.
template <class Connection>
connection_state state_of(const Connection& db) {
    connection_state state{.in_transaction = db.in_transaction()};
    if constexpr (requires { { db.transaction_state() } -> std::same_as<transaction_state>; })
        state.transaction_failed = db.transaction_state() == transaction_state::failed;
    return state;
}
/// The same before a migration, when statements of the caller matter.
template <class Connection>
connection_state first_state_of(const Connection& db) {
    connection_state state = state_of(db);
    if constexpr (requires { { db.has_open_statement() } -> std::convertible_to<bool>; }) state.has_open_statement = db.has_open_statement();
    return state;
}

/// Calls the function of a `run` step: `history<...>::run<Connection>`.
template <class Connection>
using step_function = void (*)(revision_index, direction, std::uint32_t function, Connection&);

/// Does what the engine asks for, and waits until it is done.
template <class Connection>
reply perform(const request& asked, Connection& db, step_function<Connection> run) {
    reply said;
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy(asked.patience);
    try {
        switch (asked.kind) {
            case request_kind::execute: said.changes = db.execute(asked.sql); break;
            case request_kind::query: said.rows = db.query(asked.sql); break;
            case request_kind::run: run(asked.revision, asked.way, asked.function, db); break;
            case request_kind::sleep: sleep_for(asked.pause); break;
        }
    } catch (...) {
        put_failure(said);
    }
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy({});
    const connection_state state = state_of(db);
    said.in_transaction = state.in_transaction, said.transaction_failed = state.transaction_failed;
    return said;
}

/// Runs a flow to its end on a connection. An asynchronous driver is the same loop, with an await in it.
template <class T, class Connection>
T drive(flow<T> work, dialogue& talk, Connection& db, step_function<Connection> run) {
    work.start();
    while (!work.done()) talk.answer(perform(talk.asked(), db, run));
    return work.result();
}

}  // namespace aludel::inline v0_1::online
