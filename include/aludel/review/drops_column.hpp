// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL502: a column is dropped, and its values are lost. Not reported for virtual generated columns, and for columns
/// that the revision itself added.
constexpr void drops_column(const subject& of) {
    if (!of.has_rows()) return;
    const op::column* const column = of.table.find_column(of.operation.object);
    if (column == nullptr || column->generated == op::generated_kind::virtual_ || added_here(of, column->name) != nullptr) return;
    of.refuse(rule::drops_column, {"drop_column: the values in column `", column->name, "` of table `", of.table.name,
              "` are gone for good. Stop using it first, and drop it in a later release"});
}

}  // namespace aludel::inline v0_1::review
