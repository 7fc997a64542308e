// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/script/script.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::sqlite3 {

class connection;  // for where <sqlite3.h> is missing

}  // namespace aludel::inline v0_1::sqlite3

namespace aludel::inline v0_1::cli {

/// What a migration tool is made of: all that depends on the types of a history and of its models, as plain data. To
/// compile it takes no command line, which may be in a library.
struct program {
    history_view history{};  ///< without an order where the compiler has not verified it
    models_view models{};
    bool has_models = false;
    std::string_view directory = "migrations";  ///< where the headers of the revisions are, for those who write more

    /// Calls the function of a `run` step. Null where the program was compiled without <sqlite3.h>.
    void (*run_on_sqlite3)(revision_index, direction, std::uint32_t function, sqlite3::connection&) = nullptr;
};

/// Stands where a tool is given no models.
inline constexpr metadata<> no_models{};

/// The tool of a history, and of models if there are any.
template <const auto& History, const auto& Models = no_models>
program program_of() {
    using history_type = std::remove_cvref_t<decltype(History)>;
    program made;
    if constexpr (history_type::is_verified) made.history = History.view();
    else made.history = History.entries();
    if (made.history.title.empty()) made.history.title = detail::variable_name<History>();
    made.has_models = static_cast<const void*>(&Models) != static_cast<const void*>(&no_models);
    made.models = Models.view();
#if ALUDEL_HAS_SQLITE3
    made.run_on_sqlite3 = &history_type::template run<sqlite3::connection>;
#endif
    return made;
}

}  // namespace aludel::inline v0_1::cli
