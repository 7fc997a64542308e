// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL607: a column of a STRICT table has a native type that such tables do not allow. Standard types are translated.
constexpr void unknown_strict_type(const subject& change, std::string_view verb, const name& table,
                                   const op::column& column) {
    if (column.type.kind != op::type_kind::native) return;
    const op::dialect_traits* const database =
        find_checked(change.context, &op::dialect_traits::strict_types_are_fixed);
    if (database == nullptr) return;
    for (const std::string_view known : {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"})
        if (dialect::same_without_case(column.type.name, known)) return;
    change.refuse(rule::unknown_strict_type,
                  {verb, ": column `", column.name, "` has the type `", column.type.name.text(), "`, which ",
                   database->name, " does not know in a STRICT table such as `", table,
                   "`. Use INT, INTEGER, REAL, TEXT, BLOB or ANY, or take al::strict away"});
}

}  // namespace aludel::inline v0_1::review
