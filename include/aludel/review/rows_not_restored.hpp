// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL507: the downgrade is derived, and restores a table or column without its data.
constexpr void rows_not_restored(const subject& change) {
    if (!is_enabled(change.context, rule::rows_not_restored) || !change.has_rows()) return;
    if (change.context.revision->downgrade_written || !change.context.revision->irreversible.empty()) return;
    if (change.is(op::operation_kind::drop_table)) {
        change.refuse(rule::rows_not_restored,
                      {"downgrade: table `", change.operation.table,
                       "` comes back without its rows. Write .irreversible(\"why\") if that is no way back"});
        return;
    }
    const op::column* const column = change.table.find_column(change.operation.object);
    if (column == nullptr || column->generated != op::generated_kind::none ||
        added_here(change, column->name) != nullptr)
        return;
    change.refuse(rule::rows_not_restored,
                  {"downgrade: column `", column->name, "` of table `", change.table.name,
                   "` comes back without its values. Write .irreversible(\"why\") if that is no way back"});
}

}  // namespace aludel::inline v0_1::review
