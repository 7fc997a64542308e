// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/name.hpp>
#include <aludel/operation/range.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// What an index is ordered by: a column, or an expression.
struct index_part {
    aludel::name column{};
    std::string_view expression{};
    bool descending = false;
};

struct index {
    aludel::name name{};
    range parts{};
    range include{};           ///< columns stored beside the key, among the names of its operation list
    std::string_view where{};  ///< of a partial index
    std::string_view method{};
    bool unique = false;
    bool concurrently = false;
    bool if_not_exists = false;
};

}  // namespace aludel::inline v0_1::op
