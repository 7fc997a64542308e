// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL903: a column becomes nullable, and the previous release of the program, still running, does not expect NULL.
constexpr void drops_not_null(const subject& change, const op::column& column) {
    if (column.nullable || !change.column().nullable || !change.has_rows() ||
        !is_enabled(change.context, rule::drops_not_null))
        return;
    change.refuse(rule::drops_not_null,
                  {"alter_column: the previous release of the program does not expect NULL in column `", column.name,
                   "` of table `", change.table.name, "`. Do it when that release no longer runs"});
}

}  // namespace aludel::inline v0_1::review
