// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace aludel::inline v0_1 {

/// The result of a call: the number of revisions, and the position of the database before and after.
struct migration_report {
    std::size_t steps = 0;
    std::vector<std::string> from;
    std::vector<std::string> to;
};

}  // namespace aludel::inline v0_1
