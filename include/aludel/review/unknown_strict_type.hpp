// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// A STRICT table of SQLite has a column of a type that such tables do not know; the standard types are translated.
constexpr void unknown_strict_type(const subject& of, std::string_view verb, const name& table, const op::column& column) {
    if (column.type.kind != op::type_kind::native || !is_for_sqlite(of.at)) return;
    for (const std::string_view known : {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"})
        if (dialect::same_without_case(column.type.name, known)) return;
    of.refuse(rule::unknown_strict_type, {verb, ": column `", column.name, "` has the type `", column.type.name.text(), "`, which SQLite does not know in a STRICT table such as `", table,
              "`. Use INT, INTEGER, REAL, TEXT, BLOB or ANY, or take al::strict away"});
}

}  // namespace aludel::inline v0_1::review
