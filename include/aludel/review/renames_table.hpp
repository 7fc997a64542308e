// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// A program of the release before still uses the old name.
constexpr void renames_table(const subject& of) {
    if (!of.has_rows() || !heeds(of.at, rule::renames_table)) return;
    for (const op::operation& each : of.at.revision->upgrade.list)
        if (each.kind == op::operation_kind::create_view && each.table == of.operation.table) return;
    of.refuse(rule::renames_table, {"rename_table: a program of the release before still asks for table `", of.operation.table, "`. Leave a view of that name behind, or rename it when no such program runs"});
}

}  // namespace aludel::inline v0_1::review
