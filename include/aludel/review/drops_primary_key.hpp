// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL505: the primary key of a table is dropped; without it, rows cannot be identified.
constexpr void drops_primary_key(const subject& change, const op::constraint& dropped) {
    if (dropped.kind != op::constraint_kind::primary_key) return;
    change.refuse(rule::drops_primary_key,
                  {"drop_constraint: the rows of table `", change.table.name,
                   "` cannot be identified without its primary key `", change.operation.object.text(),
                   "`, and other tables and programs that refer to them by it lose them. Make a new table with the new "
                   "key, and copy the rows"});
}

}  // namespace aludel::inline v0_1::review
