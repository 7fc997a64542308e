// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL901: a table is renamed while the previous release of the program, still running, uses the old name. Not reported
/// where the revision creates a view of the old name.
constexpr void renames_table(const subject& of) {
    if (!of.has_rows() || !is_enabled(of.context, rule::renames_table)) return;
    for (const op::operation& each : of.context.revision->upgrade.list)
        if (each.kind == op::operation_kind::create_view && each.table == of.operation.table) return;
    of.refuse(rule::renames_table, {"rename_table: the previous release of the program still uses table `", of.operation.table, "`. Leave a view of that name behind, or rename it when that release no longer runs"});
}

}  // namespace aludel::inline v0_1::review
