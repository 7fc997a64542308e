// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL815: a column is added that the database numbers, in each row that exists.
constexpr void numbers_rows(const subject& change) {
    const op::column& added = change.column();
    if (!added.autoincrement && added.identity.kind == op::identity_kind::none) return;
    const op::dialect* const database = find_locking(change, rule::numbers_rows);
    if (database == nullptr) return;
    change.refuse(rule::numbers_rows,
                  {"add_column: to number the rows in column `", added.name, "`, ", database->traits->name,
                   " writes table `", change.table.name,
                   "` anew while nobody can use it. Add a plain column, fill it by al::execute_in_batches(...), and "
                   "make it .not_null().identity() in a later revision"});
}

}  // namespace aludel::inline v0_1::review
