// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/conversion.hpp>
#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL503: a column gets a type that cannot hold every value of the old type.
constexpr void narrows_type(const subject& change, const op::column& column, const op::data_type& new_type) {
    if (converts(change.table, column.type, new_type) != conversion::lossy ||
        added_here(change, column.name) != nullptr || is_prepared(change, column.name))
        return;
    change.refuse(rule::narrows_type,
                  {"alter_column: values in column `", column.name, "` of table `", change.table.name,
                   "` may change or be cut, for ", type_name(new_type), " does not hold every ", type_name(column.type),
                   ". Say what becomes of them with an al::execute(\"UPDATE ...\") before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
