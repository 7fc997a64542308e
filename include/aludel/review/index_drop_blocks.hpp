// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL813: an index is dropped while nobody can use its table, which begins when all who use it have finished.
constexpr void index_drop_blocks(const subject& change) {
    const op::dialect* const database = find_locking(change, rule::index_drop_blocks);
    if (database == nullptr) return;
    change.refuse(rule::index_drop_blocks,
                  {"drop_index: for index `", change.operation.object.text(), "` ", database->traits->name,
                   " waits until nobody uses table `", change.table.name,
                   "`, and whoever comes later waits as well. Drop it .concurrently(), in a revision "
                   ".without_transaction() with this step alone"});
}

}  // namespace aludel::inline v0_1::review
