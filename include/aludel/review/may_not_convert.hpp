// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/conversion.hpp>
#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL605: a column gets a type that existing values may not belong to. The database refuses them, or keeps them
/// unchanged.
constexpr void may_not_convert(const subject& change, const op::column& column, const op::data_type& new_type) {
    if (converts(change.table, column.type, new_type) != conversion::uncertain || !change.operation.text.empty())
        return;
    if (added_here(change, column.name) != nullptr || is_prepared(change, column.name)) return;
    change.refuse(rule::may_not_convert,
                  {"alter_column: values in column `", column.name, "` of table `", change.table.name, "` are ",
                   type_name(column.type), ", and may be no ", type_name(new_type),
                   ". Say how to convert them with .using_(...), or mend them with an al::execute(\"UPDATE ...\") "
                   "before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
