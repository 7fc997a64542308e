// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What a statement does to sessions that use the same table meanwhile.
struct statement_effect {
    std::string_view lock{};    ///< the strongest lock on a table, as the database calls it; empty: none to speak of
    std::string_view blocks{};  ///< who waits for it: "reads and writes", "writes"; empty: nobody
    std::string_view table{};   ///< the table, as the statement spells it; a view into that
    bool rewrites = false;      ///< every row is written anew under the lock
    bool scans = false;         ///< every row is read under the lock
    std::string_view note{};    ///< what else is locked, or why nothing is known
    std::string_view remedy{};  ///< what blocks less
};

}  // namespace aludel::inline v0_1
