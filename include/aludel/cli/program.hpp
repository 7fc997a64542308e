// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/connections.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/script/script.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::cli {

/// Everything that the command line needs of a history and its models, as plain data without their types, so that the
/// command line itself can be compiled once in a library.
struct program {
    history_view history{};  ///< its order is empty if the compiler has not verified it
    models_view models{};
    bool has_models = false;
    std::string_view directory = "migrations";  ///< where `revision` and `merge` write headers
    std::string_view models_header{};           ///< the header of the models; empty: not known

    /// Calls the functions of `run` steps.
    step_table<known_connections> steps{};
};

/// Adds the functions of `run` steps, for each connection of the program.
template <class History, class... Connections>
void add_steps(program& tool, connection_list<Connections...>) {
    ((tool.steps.template of<Connections>() = &History::template run<Connections>), ...);
}

/// The models of a tool without models.
inline constexpr unverified_metadata<> no_models{};

/// The data of the tool for a history and its models.
template <const auto& History, const auto& Models = no_models>
program program_of() {
    using history_type = std::remove_cvref_t<decltype(History)>;
    program result;
    if constexpr (history_type::is_verified) result.history = History.view();
    else result.history = History.entries();
    if (result.history.title.empty()) result.history.title = detail::variable_name<History>();
    result.has_models = static_cast<const void*>(&Models) != static_cast<const void*>(&no_models);
    result.models = Models.view();
    add_steps<history_type>(result, found_connections());
    return result;
}

}  // namespace aludel::inline v0_1::cli
