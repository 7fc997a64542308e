// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL603: a check constraint is added to a table with rows that may violate it. Not reported where the check is over
/// new columns with one value for every row, which the author can compare with the check, nor where the revision
/// updates the rows first.
constexpr void adds_check(const subject& of, const op::constraint& added) {
    bool old = false;
    const syntax::reading found = syntax::read_expression(added.expression, {});
    for (const op::column& each : of.table.columns()) {
        if (!syntax::uses_column(found, added.expression, each.name)) continue;
        const content there = content_of(of, each.name);
        old = old || there == content::anything || there == content::computed;
        if (is_prepared(of, each.name)) return;
    }
    if (of.is(op::operation_kind::add_column) && content_of(of, of.operation.object) == content::computed) old = true;
    if (!old) return;
    of.refuse(rule::adds_check, {of.is(op::operation_kind::add_column) ? "add_column" : "add_constraint", ": rows of table `", of.table.name, "` that break the check (", added.expression.text(),
              ") make it fail. Mend them with an al::execute(\"UPDATE ...\") before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
