// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/async_connection.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/stepwise_flow.hpp>
#include <aludel/online/async_call.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/stepwise.hpp>

#include <cstdint>      // uint32_t
#include <type_traits>  // remove_cvref_t
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// Calls the function of a `run` step; this is `history<...>::call<awaited_call<Connection>>`.
template <class Connection>
using awaited_step = task_of<Connection, void> (*)(revision_index, direction, std::uint32_t function, Connection&,
                                                   const run_context&);

/// Executes one request of the engine.
template <class Connection>
task_of<Connection, reply> async_perform(const request& asked, Connection& db, awaited_step<Connection> run) {
    reply result;
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy(asked.patience);
    if constexpr (requires { db.allow_cancellation(true); }) db.allow_cancellation(!asked.cleans_up);
    try {
        switch (asked.kind) {
            case request_kind::execute: result.changes = co_await db.execute(asked.sql); break;
            case request_kind::query: result.rows = co_await db.query(asked.sql); break;
            case request_kind::run: co_await run(asked.revision, asked.way, asked.function, db, asked.context); break;
            case request_kind::sleep: co_await db.sleep(asked.pause); break;
        }
    } catch (...) {
        put_failure(result);
    }
    if constexpr (requires { db.wait_when_busy(asked.patience); }) db.wait_when_busy({});
    if constexpr (requires { db.allow_cancellation(true); }) db.allow_cancellation(true);
    const connection_state state = state_of(db);
    result.in_transaction = state.in_transaction, result.transaction_failed = state.transaction_failed;
    co_return result;
}

/// Runs a flow to completion on a connection, awaited: the loop of the blocking driver.
template <class T, class Connection>
task_of<Connection, T> async_drive(stepwise_flow<T>& work, Connection& db, awaited_step<Connection> step) {
    bool held = false;
    if constexpr (requires { db.hold_cancellation(); }) held = co_await db.hold_cancellation();
    while (!work.done()) {
        reply result = co_await async_perform(work.asked(), db, step);
        work.answer(std::move(result));
    }
    if constexpr (requires { db.hold_cancellation(); }) co_await db.release_cancellation(held);
    co_return work.result();
}

/// Runs a flow of the engine on a connection, awaited. `flow_of` receives the engine and returns the flow. Everything
/// that the flow refers to, but for the connection and the history, is in this coroutine's frame; the connection must
/// outlive it.
template <class T, class Connection, class Flow>
task_of<Connection, T> async_run_flow(Connection& db, awaited_step<Connection> step, history_view history,
                                      migration_options options, Flow flow_of) {
    stepwise_call<connected_dialect<Connection>, T> work(history, db.dialect(), first_state_of(db), options, flow_of);
    T result = co_await async_drive(work, db, step);
    co_return result;
}
template <class T, const auto& History, class Connection, class Flow>
task_of<Connection, T> async_run_flow(Connection& db, migration_options options, Flow flow_of) {
    using history = std::remove_cvref_t<decltype(History)>;
    return async_run_flow<T, Connection>(db, &history::template call<awaited_call<Connection>>, History.view(),
                                         std::move(options), std::move(flow_of));
}

}  // namespace aludel::inline v0_1::online
