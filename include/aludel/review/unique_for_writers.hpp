// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL906: rows must differ from now on, and the previous release of the program, still running, does not know that.
/// Not reported for a new column, which that release leaves NULL.
constexpr void unique_for_writers(const subject& change, const op::list_view<name>& columns, std::string_view verb) {
    if (!change.has_rows() || !is_enabled(change.context, rule::unique_for_writers)) return;
    for (const name& each : columns) {
        const content there = content_of(change, each);
        if (there == content::nulls || there == content::numbered) return;
    }
    change.refuse(
        rule::unique_for_writers,
        {verb, ": the previous release of the program may write rows of table `", change.table.name, "` that agree in ",
         detail::list_names(columns), ", and fails. Let a release that writes none run first"});
}

}  // namespace aludel::inline v0_1::review
