// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL828: a materialized view is computed again while nobody can read it.
constexpr void refresh_blocks_reads(const subject& change) {
    if (change.operation.concurrently || !is_enabled(change.context, rule::refresh_blocks_reads)) return;
    const op::dialect_traits* const database = find_checked(change.context, &op::dialect_traits::changes_lock_tables);
    if (database == nullptr) return;
    change.refuse(rule::refresh_blocks_reads,
                  {"refresh_materialized_view: ", database->name, " lets nobody read view `", change.operation.table,
                   "` until it is computed. Refresh it .concurrently(), which needs a unique index of it"});
}

}  // namespace aludel::inline v0_1::review
