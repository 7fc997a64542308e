// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <aludel/cli/run.hpp>
#include <aludel/cli/tool.hpp>
#include <aludel/history/models.hpp>
#include <aludel/script/script.hpp>

#include <iostream>     // cout, cerr
#include <ostream>      // ostream
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

namespace cli {

/// Stands where a tool is given no models.
inline constexpr metadata<> no_models{};

/// Everything about a history, and models if there are any, without their types.
template <const auto& History, const auto& Models>
tool tool_of() {
    tool made;
    made.history = History.view();
    if (made.history.title.empty()) made.history.title = detail::variable_name<History>();
    made.has_models = static_cast<const void*>(&Models) != static_cast<const void*>(&no_models);
    made.models = Models.view();
    made.open = open_session<std::remove_cvref_t<decltype(History)>>;
    return made;
}

}  // namespace cli

/// The migration tool, as a program's main function: upgrade, downgrade, current, history and the rest; `--help` has them
/// all, with examples. Returns the exit code, see `cli::exit_code`.
///
///     int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
template <const auto& History, const auto& Models = cli::no_models>
int command_line(int argc, const char* const* argv, std::ostream& out = std::cout, std::ostream& err = std::cerr) {
    return cli::run(cli::tool_of<History, Models>(), argc, argv, out, err);
}

}  // namespace aludel::inline v0_1

#endif
