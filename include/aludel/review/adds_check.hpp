// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>
#include <aludel/review/known_names.hpp>
#include <aludel/review/plain_check.hpp>
#include <aludel/schema/features.hpp>

namespace aludel::inline v0_1::review {

/// AL603: a check constraint is added to a table with rows that may violate it. Not reported where the check is over
/// new columns with one value for every row, which the author can compare with the check, nor where the revision
/// updates the rows first.
constexpr void adds_check(const subject& change, table_expression& added) {
    if (change.is(op::operation_kind::add_column)) {
        const op::column& column = change.column();
        const bool is_given = column.fill.empty() && column.generated == op::generated_kind::none &&
            column.default_value.kind != op::value_kind::expression;
        if (is_given && plain_check(added.sql, column.name, column.default_value).result() == outcome_of_check::fails)
            return change.refuse(
                rule::adds_check,
                {"add_column: every row of table `", change.table.name, "` gets the default of column `", column.name,
                 "`, which breaks the check (", added.sql, "). Give it one that passes, or .fill(...)"});
    }
    bool old = false;
    for (const op::column& each : change.table.columns()) {
        if (!syntax::uses_column(added.reading(), added.sql, each.name, change.context.schema.lexicon_of())) continue;
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
                   ") make it fail. Mend them with an al::execute(\"UPDATE ...\") before it in this revision",
                   detail::leaves_unvalidated(change.context) ? ", or add it .not_valid()" : ""});
}

}  // namespace aludel::inline v0_1::review
