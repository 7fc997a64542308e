// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <aludel/cli/session.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/models.hpp>

#include <memory>       // unique_ptr
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// What a migration tool is made of: everything that depends on the types of a history, as plain pointers.
struct tool {
    history_view history{};
    std::unique_ptr<session> (*open)(std::string_view url) = nullptr;
    bool has_models = false;
    models_view models{};
    std::string_view directory = "migrations";  ///< where the headers of the revisions are, for those who write more
};

}  // namespace aludel::inline v0_1::cli

#endif
