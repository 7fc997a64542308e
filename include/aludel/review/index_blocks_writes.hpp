// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL812: an index of a table with rows is built while nobody can write to the table.
constexpr void index_blocks_writes(const subject& change, const op::index& index) {
    if (index.concurrently) return;
    const op::dialect* const database = find_locking(change, rule::index_blocks_writes);
    if (database == nullptr) return;
    const bool named = !index.name.empty();
    const bool alone = change.is(op::operation_kind::create_index);
    change.refuse(rule::index_blocks_writes,
                  {alone ? "create_index" : "add_column", ": while ", named ? "index `" : "an index", index.name,
                   named ? "`" : "", " of table `", change.table.name, "` is built, ", database->traits->name,
                   " lets nobody write to the table. Build it ",
                   alone ? ".concurrently()" : "by al::create_index(...).concurrently()",
                   ", in a revision .without_transaction() with this step alone"});
}

}  // namespace aludel::inline v0_1::review
