// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL707: a numeric type of more digits than a database of the history keeps. It stores numbers as doubles or 64-bit
/// integers; in a STRICT table the column has no affinity, and texts stay.
constexpr void inexact_numeric(const subject& change, std::string_view verb, const op::table_view& table,
                               const op::column& column) {
    if (column.type.kind != op::type_kind::numeric || table.options().strict) return;
    if (column.type.precision <= (column.type.scale == 0 ? 18 : 15)) return;
    const op::dialect_traits* const database = find_checked(change.context, &op::dialect_traits::rounds_numeric);
    if (database == nullptr || !is_enabled(change.context, rule::inexact_numeric)) return;
    change.refuse(rule::inexact_numeric,
                  {verb, ": column `", column.name, "` of table `", table.name, "` has ",
                   static_cast<std::size_t>(column.type.precision), " digits, of which ", database->name, " keeps ",
                   column.type.scale == 0 ? "18" : "15",
                   ". Make it al::bigint in the smallest unit, or al::text, or the table al::strict"});
}

}  // namespace aludel::inline v0_1::review
