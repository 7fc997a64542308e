// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL507: the downgrade is derived, and restores a table or column without its data.
constexpr void rows_not_restored(const subject& of) {
    if (!is_enabled(of.context, rule::rows_not_restored) || !of.has_rows()) return;
    if (of.context.revision->downgrade_written || !of.context.revision->irreversible.empty()) return;
    if (of.is(op::operation_kind::drop_table)) {
        of.refuse(rule::rows_not_restored, {"downgrade: table `", of.operation.table, "` comes back without its rows. Write .irreversible(\"why\") if that is no way back"});
        return;
    }
    const op::column* const column = of.table.find_column(of.operation.object);
    if (column == nullptr || column->generated != op::generated_kind::none || added_here(of, column->name) != nullptr) return;
    of.refuse(rule::rows_not_restored, {"downgrade: column `", column->name, "` of table `", of.table.name, "` comes back without its values. Write .irreversible(\"why\") if that is no way back"});
}

}  // namespace aludel::inline v0_1::review
