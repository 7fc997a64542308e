// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/adds_unique.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL708: the downgrade is derived, and brings back what rows that are written meanwhile may contradict. `what` is the
/// subject of the message, with its verb.
constexpr void downgrade_may_fail(const subject& change, detail::parts what) {
    if (!change.has_rows() || !is_enabled(change.context, rule::downgrade_may_fail)) return;
    if (change.context.revision->downgrade_written || !change.context.revision->irreversible.empty()) return;
    change.refuse(rule::downgrade_may_fail,
                  {"downgrade: ", detail::sentence(what),
                   " again; rows that contradict that by then make it fail. Write a .downgrade(...) that mends them "
                   "first, or .irreversible(\"why\")"});
}

/// AL708 for a column that becomes nullable.
constexpr void undone_not_null(const subject& change, const op::column& column) {
    if (column.nullable || !change.column().nullable || dropped_later(change, column.name)) return;
    downgrade_may_fail(change, {"column `", column.name, "` of table `", change.table.name, "` becomes NOT NULL"});
}

/// AL708 for a column of a key that gets another collation.
constexpr void undone_collation(const subject& change, const op::column& column) {
    if (dropped_later(change, column.name) || !is_in_key(change, column.name)) return;
    downgrade_may_fail(change,
                       {"column `", column.name, "` of table `", change.table.name, "` gets collation `",
                        column.collation.text(), "`"});
}

/// AL708 for a constraint or unique index that is dropped.
constexpr void undone_constraint(const subject& change, std::string_view kind) {
    if (dropped_later(change, {})) return;
    downgrade_may_fail(change,
                       {"table `", change.table.name, "` gets ", kind, " `", change.operation.object.text(), "`"});
}

}  // namespace aludel::inline v0_1::review
