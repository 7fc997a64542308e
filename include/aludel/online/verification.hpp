// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/online/edited.hpp>
#include <aludel/schema/compare.hpp>

#include <string>  // string
#include <vector>  // vector

namespace aludel::inline v0_1 {

/// What a database differs in from its history; true if in nothing.
struct verification {
    std::vector<std::string> current{};     ///< the revisions in its version table
    std::vector<std::string> pending{};     ///< those that an upgrade would apply
    std::vector<edited_revision> edited{};  ///< those that were edited after the database ran them
    difference_list differences{};          ///< from the schema of the revisions in its version table

    explicit operator bool() const { return pending.empty() && edited.empty() && differences.empty(); }
};

}  // namespace aludel::inline v0_1
