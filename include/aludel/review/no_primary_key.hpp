// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL806: a new table has no primary key, so its rows cannot be identified.
constexpr void no_primary_key(const subject& change, const op::table_view& table) {
    if (table.primary_key() != nullptr || !is_enabled(change.context, rule::no_primary_key)) return;
    change.refuse(rule::no_primary_key,
                  {"create_table: table `", table.name,
                   "` has no primary key, so that nothing tells its rows apart. Add al::primary_key to a column"});
}

}  // namespace aludel::inline v0_1::review
