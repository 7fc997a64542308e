// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL824: a column gets another type that leaves its rows as they are, but a check over it is checked again for each.
constexpr void rechecks_type(const subject& change, const op::column& column) {
    const op::dialect* const database = find_locking(change, rule::rechecks_type);
    if (database == nullptr || !change.operation.text.empty() ||
        dialect::rewrites(database->id, change.table, column.type, change.arrays, change.column().type))
        return;
    for (const op::constraint& each : change.table.constraints())
        if (each.kind == op::constraint_kind::check &&
            syntax::uses_column(each.expression, column.name, change.context.schema.lexicon_of()))
            return change.refuse(
                rule::rechecks_type,
                {"alter_column: because of the check (", each.expression.text(), ") over column `", column.name, "` ",
                 database->traits->name, " reads all of table `", change.table.name,
                 "` while nobody can use it. Drop the check before, and add it again .not_valid() behind it"});
}

}  // namespace aludel::inline v0_1::review
