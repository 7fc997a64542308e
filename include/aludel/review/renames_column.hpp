// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL902: a column is renamed while the previous release of the program, still running, uses the old name.
constexpr void renames_column(const subject& change, std::string_view verb) {
    if (!change.has_rows() || !is_enabled(change.context, rule::renames_column)) return;
    change.refuse(rule::renames_column,
                  {verb, ": the previous release of the program still uses column `", change.operation.object.text(),
                   "` of table `", change.operation.table,
                   "`. Add the new column, write both, and drop the old one in a later release"});
}

}  // namespace aludel::inline v0_1::review
