// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>
#include <aludel/schema/features.hpp>

namespace aludel::inline v0_1::review {

/// AL604: a foreign key is added to columns whose values may be missing in the target table. Not reported where a
/// column is new and NULL in every row, nor where the revision updates the rows first.
constexpr void adds_foreign_key(const subject& change, const op::constraint& added) {
    const op::list_view<name> columns = added.columns.of(change.arrays.names);
    for (const name& each : columns)
        if (content_of(change, each) == content::nulls) return;
    if (is_prepared(change, columns)) return;
    change.refuse(
        rule::adds_foreign_key,
        {change.is(op::operation_kind::add_column) ? "add_column" : "add_constraint", ": rows of table `",
         change.table.name, "` may have a value in ", detail::list_names(columns), " that table `", added.target.text(),
         "` does not have, and then the foreign key fails. Mend or delete them with an al::execute(...) before it in "
         "this revision",
         detail::leaves_unvalidated(change.context) ? ", or add it .not_valid()" : ""});
}

}  // namespace aludel::inline v0_1::review
