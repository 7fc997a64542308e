// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL814: a column is added with a default that has to be computed for each row.
constexpr void volatile_default(const subject& change) {
    const op::column& added = change.column();
    if (added.default_value.kind != op::value_kind::expression || !added.fill.empty()) return;
    const op::dialect* const database = find_locking(change, rule::volatile_default);
    if (database == nullptr || !dialect::is_volatile(database->id, added.default_value.text)) return;
    change.refuse(
        rule::volatile_default,
        {"add_column: the default (", added.default_value.text.text(), ") of column `", added.name,
         "` may differ from row to row, so that ", database->traits->name, " writes table `", change.table.name,
         "` anew while nobody can use it. Add the column without it, set it by al::alter_column, and fill "
         "the rows by al::execute_in_batches(...) in a later revision"});
}

}  // namespace aludel::inline v0_1::review
