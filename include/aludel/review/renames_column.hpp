// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL902: a column is renamed while the previous release of the program, still running, uses the old name.
constexpr void renames_column(const subject& of, std::string_view verb) {
    if (!of.has_rows() || !is_enabled(of.context, rule::renames_column)) return;
    of.refuse(rule::renames_column, {verb, ": the previous release of the program still uses column `", of.operation.object.text(), "` of table `", of.operation.table,
              "`. Add the new column, write both, and drop the old one in a later release"});
}

}  // namespace aludel::inline v0_1::review
