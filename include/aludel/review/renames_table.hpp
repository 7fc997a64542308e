// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL901: a table is renamed while the previous release of the program, still running, uses the old name. Not reported
/// where the revision creates a view of the old name.
constexpr void renames_table(const subject& change) {
    if (!change.has_rows() || !is_enabled(change.context, rule::renames_table)) return;
    for (const op::operation& each : change.context.revision->upgrade.list)
        if (each.kind == op::operation_kind::create_view && each.table == change.operation.table) return;
    change.refuse(rule::renames_table,
                  {"rename_table: the previous release of the program still uses table `", change.operation.table,
                   "`. Leave a view of that name behind, or rename it when that release no longer runs"});
}

}  // namespace aludel::inline v0_1::review
