// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/stepwise_flow.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/report.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <utility>      // move

namespace aludel::inline v0_1 {

namespace online {

/// The engine of a call, and its channel.
template <online_dialect Dialect>
struct call_engine {
    call_engine(const history_view& view, const op::dialect& connected, const connection_state& state,
                const migration_options& options)
        : channel(state),
          engine(view, connected, channel, options) {}

    dialogue channel;
    migrator<Dialect> engine;
};

/// A call of the engine, step by step. It refers to the history only.
template <online_dialect Dialect, class T>
class stepwise_call : call_engine<Dialect>, public stepwise_flow<T> {
public:
    /// `flow_of` receives the engine and returns the flow.
    template <class Flow>
    stepwise_call(const history_view& view, const op::dialect& connected, const connection_state& state,
                  const migration_options& options, Flow& flow_of)
        : call_engine<Dialect>(view, connected, state, options),
          stepwise_flow<T>(flow_of(this->engine), this->channel) {}
    stepwise_call(const stepwise_call&) = delete;
    stepwise_call& operator=(const stepwise_call&) = delete;
};

/// Calls the function of the `run` step that is asked for.
template <const auto& History, class Connection>
void call_step(const request& asked, Connection& db) {
    std::remove_cvref_t<decltype(History)>::template run<Connection>(asked.revision, asked.way, asked.function, db,
                                                                     asked.context);
}

}  // namespace online

/// A migration for programs without coroutines, to be driven by callbacks or an event loop: see
/// `online::stepwise_flow`. Of the connection only its dialect and its state are read, here and now.
///
///     auto work = al::stepwise<history>(db, al::online::goal::upgrade, "head");
template <const auto& History, class Connection>
online::stepwise_call<connected_dialect<Connection>, migration_report> stepwise(const Connection& db,
                                                                                online::goal wanted,
                                                                                std::string_view target,
                                                                                const migration_options& options = {}) {
    const auto flow_of = [&](auto& engine) { return engine.run(wanted, {target}); };
    return {History.view(), db.dialect(), online::first_state_of(db), options, flow_of};
}

}  // namespace aludel::inline v0_1
