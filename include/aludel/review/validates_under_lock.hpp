// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/fills_under_lock.hpp>

namespace aludel::inline v0_1::review {

/// AL821: a constraint is validated, which reads every row, in a transaction that has locked the table before.
constexpr void validates_under_lock(const subject& change) {
    if (!change.context.revision->transactional) return;
    const op::dialect* const database = find_locking(change, rule::validates_under_lock);
    if (database == nullptr) return;
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (&each == &change.operation) return;
        if (locks(each, change.table.name))
            return change.refuse(
                rule::validates_under_lock,
                {"validate_constraint: constraint `", change.operation.object.text(), "` of table `", change.table.name,
                 "` is validated in the transaction that has locked the table before, and ", database->traits->name,
                 " lets nobody use it until every row is read. Validate it in a revision of its own"});
    }
}

}  // namespace aludel::inline v0_1::review
