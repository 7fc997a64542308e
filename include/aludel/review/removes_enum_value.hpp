// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL504: an enumeration loses a value that rows may have.
constexpr void removes_enum_value(const subject& change, const op::column& column, const op::data_type& new_type) {
    if (column.type.kind != op::type_kind::enumeration || new_type.kind != op::type_kind::enumeration) return;
    if (added_here(change, column.name) != nullptr || is_prepared(change, column.name)) return;
    for (const name& old : change.table.names(column.type.values)) {
        bool kept = false;
        for (const name& each : new_type.values.of(change.arrays.names)) kept = kept || each == old;
        if (kept) continue;
        return change.refuse(
            rule::removes_enum_value,
            {"alter_column: rows of table `", change.table.name, "` may have `", old, "` in column `", column.name,
             "`, which is no value of the enumeration any more. Give them another with an al::execute(\"UPDATE ...\") "
             "before it in this revision"});
    }
}

}  // namespace aludel::inline v0_1::review
