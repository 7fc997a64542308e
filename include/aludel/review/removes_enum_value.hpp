// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL504: an enumeration loses a value that rows may have.
constexpr void removes_enum_value(const subject& of, const op::column& column, const op::data_type& to) {
    if (column.type.kind != op::type_kind::enumeration || to.kind != op::type_kind::enumeration) return;
    if (added_here(of, column.name) != nullptr || is_prepared(of, column.name)) return;
    for (const name& old : of.table.names(column.type.values)) {
        bool kept = false;
        for (const name& each : to.values.of(of.arrays.names)) kept = kept || each == old;
        if (kept) continue;
        return of.refuse(rule::removes_enum_value, {"alter_column: rows of table `", of.table.name, "` may have `", old, "` in column `", column.name,
                         "`, which is no value of the enumeration any more. Give them another with an al::execute(\"UPDATE ...\") before it in this revision"});
    }
}

}  // namespace aludel::inline v0_1::review
