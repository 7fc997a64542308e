// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL823: an exclusion constraint is added, and nobody can use the table while its index is built. There is no other
/// way to add one.
constexpr void exclusion_blocks_table(const subject& change) {
    const op::dialect* const database = find_locking(change, rule::exclusion_blocks_table);
    if (database == nullptr) return;
    change.refuse(rule::exclusion_blocks_table,
                  {verb_of_constraint(change), ": while the index of an exclusion constraint is built, ",
                   database->traits->name, " lets nobody use table `", change.table.name,
                   "`, and knows no other way. Do it when nobody needs the table"});
}

}  // namespace aludel::inline v0_1::review
