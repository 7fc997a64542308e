// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/stepwise.hpp>

#include <type_traits>  // remove_cvref_t
#include <utility>      // declval

namespace aludel::inline v0_1::online {

/// Runs a flow of the engine on a connection to completion: `flow_of` receives the engine and returns the flow. `step`
/// calls the functions of `run` steps.
template <class Connection, class Flow>
auto run_flow(Connection& db, step_function<Connection> step, const history_view& history,
              const migration_options& options, Flow flow_of) {
    using database = connected_dialect<Connection>;
    using result = decltype(flow_of(std::declval<migrator<database>&>()).result());
    stepwise_call<database, result> work(history, db.dialect(), first_state_of(db), options, flow_of);
    return drive(work, db, step);
}
template <const auto& History, class Connection, class Flow>
auto run_flow(Connection& db, const migration_options& options, Flow flow_of) {
    return run_flow<Connection>(db, &std::remove_cvref_t<decltype(History)>::template run<Connection>, History.view(),
                                options, flow_of);
}

}  // namespace aludel::inline v0_1::online
