// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>
#include <aludel/review/known_names.hpp>

namespace aludel::inline v0_1::review {

/// AL603: a check constraint is added to a table with rows that may violate it. Not reported where the check is over
/// new columns with one value for every row, which the author can compare with the check, nor where the revision
/// updates the rows first.
constexpr void adds_check(const subject& change, table_expression& added) {
    bool old = false;
    for (const op::column& each : change.table.columns()) {
        if (!syntax::uses_column(added.reading(), added.sql, each.name)) continue;
        const content there = content_of(change, each.name);
        old = old || there == content::anything || there == content::computed;
        if (is_prepared(change, each.name)) return;
    }
    if (change.is(op::operation_kind::add_column) && content_of(change, change.operation.object) == content::computed)
        old = true;
    if (!old) return;
    change.refuse(rule::adds_check,
                  {change.is(op::operation_kind::add_column) ? "add_column" : "add_constraint", ": rows of table `",
                   change.table.name, "` that break the check (", added.sql,
                   ") make it fail. Mend them with an al::execute(\"UPDATE ...\") before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
