// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/options.hpp>

#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::online {

/// Runs a flow of the engine on a connection to completion: `flow_of` receives the engine and returns the flow. `step`
/// calls the functions of `run` steps.
template <class Connection, class Flow>
auto run_flow(Connection& db, step_function<Connection> step, const history_view& history,
              const migration_options& options, Flow flow_of) {
    dialogue channel(first_state_of(db));
    migrator<connected_dialect<Connection>> engine(history, db.dialect(), channel, options);
    return drive(flow_of(engine), channel, db, step);
}
template <const auto& History, class Connection, class Flow>
auto run_flow(Connection& db, const migration_options& options, Flow flow_of) {
    return run_flow<Connection>(db, &std::remove_cvref_t<decltype(History)>::template run<Connection>, History.view(),
                                options, flow_of);
}

}  // namespace aludel::inline v0_1::online
