// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL820: a foreign key is added, and each row that exists is read for it while nobody can write to either table.
constexpr void key_scans_table(const subject& change, const op::constraint& added) {
    if (added.not_valid) return;
    const op::dialect* const database = find_locking(change, rule::key_scans_table);
    if (database == nullptr || adds_nulls(change)) return;
    change.refuse(
        rule::key_scans_table,
        {verb_of_constraint(change), ": for the foreign key to `", added.target.text(), "` ", database->traits->name,
         " reads all of table `", change.table.name, "` while nobody can write to either table. Add it ",
         change.is(op::operation_kind::add_column) ? "by al::add_constraint(...), " : "",
         ".not_valid(), and al::validate_constraint(...) in a later revision"});
}

}  // namespace aludel::inline v0_1::review
