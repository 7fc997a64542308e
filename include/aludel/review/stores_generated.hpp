// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL816: a generated column is added whose values are stored in each row that exists.
constexpr void stores_generated(const subject& change) {
    const op::column& added = change.column();
    if (added.generated != op::generated_kind::stored) return;
    const op::dialect* const database = find_locking(change, rule::stores_generated);
    if (database == nullptr) return;
    change.refuse(rule::stores_generated,
                  {"add_column: to store generated column `", added.name, "`, ", database->traits->name,
                   " writes table `", change.table.name, "` anew while nobody can use it. ",
                   database->version >= database->traits->virtual_since
                       ? "Make it al::virtual_"
                       : "Add a plain column that a trigger computes, and fill it by al::execute_in_batches(...)"});
}

}  // namespace aludel::inline v0_1::review
