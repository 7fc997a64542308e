// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::review {

/// AL802: an index over more than three columns, more than a search usually uses.
constexpr void wide_index(const subject& change, const op::index& index) {
    if (index.unique || index.parts.count <= 3 || !is_enabled(change.context, rule::wide_index)) return;
    change.refuse(rule::wide_index,
                  {"create_index: index `", index.name, "` of table `", change.operation.table, "` has ",
                   static_cast<std::size_t>(index.parts.count),
                   " columns; few searches use more than three, and every write has to maintain all. Keep the most "
                   "selective ones"});
}

}  // namespace aludel::inline v0_1::review
