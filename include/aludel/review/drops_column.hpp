// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL502: a column is dropped, and its values are lost. Not reported for virtual generated columns, and for columns
/// that the revision itself added.
constexpr void drops_column(const subject& change) {
    if (!change.has_rows()) return;
    const op::column* const column = change.table.find_column(change.operation.object);
    if (column == nullptr || column->generated == op::generated_kind::virtual_ ||
        added_here(change, column->name) != nullptr)
        return;
    change.refuse(rule::drops_column,
                  {"drop_column: the values in column `", column->name, "` of table `", change.table.name,
                   "` are gone for good. Stop using it first, and drop it in a later release"});
}

}  // namespace aludel::inline v0_1::review
