// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL818: a column becomes NOT NULL, for which each row is read. Not reported where a valid check says the same: then
/// the database reads none.
constexpr void scans_for_not_null(const subject& change, const op::column& column) {
    if (!column.nullable || change.column().nullable || !change.column().fill.empty()) return;
    const op::dialect* const database = find_locking(change, rule::scans_for_not_null);
    if (database == nullptr || is_given_by_check(change, column.name)) return;
    change.refuse(
        rule::scans_for_not_null,
        {"alter_column: to make column `", column.name, "` NOT NULL, ", database->traits->name, " reads all of table `",
         change.table.name, "` while nobody can use it. Before, add al::check(\"", column.name,
         " IS NOT NULL\") with .not_valid(), and al::validate_constraint(...) in a revision of its own"});
}

}  // namespace aludel::inline v0_1::review
