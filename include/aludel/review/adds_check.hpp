// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// A check is put on a table whose rows never met it. A column that comes with its check and is the same in every row is its
/// author's to compare.
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
