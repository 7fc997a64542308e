// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL501: a table is dropped, and its rows are lost.
constexpr void drops_table(const subject& change) {
    if (!change.has_rows()) return;
    change.refuse(rule::drops_table,
                  {"drop_table: table `", change.operation.table,
                   "` and its rows are gone for good. Rename it and drop it in a later release"});
}

}  // namespace aludel::inline v0_1::review
