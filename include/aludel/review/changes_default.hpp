// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL904: a default changes, and the previous release of the program, still running, relies on the old one.
constexpr void changes_default(const subject& change, const op::column& column) {
    if (!column.default_value.given() || column.default_value == change.column().default_value || !change.has_rows() ||
        !is_enabled(change.context, rule::changes_default))
        return;
    change.refuse(rule::changes_default,
                  {"alter_column: the previous release of the program leaves out column `", column.name, "` of table `",
                   change.table.name, "` and relies on the old default. Do it when that release no longer runs"});
}

}  // namespace aludel::inline v0_1::review
