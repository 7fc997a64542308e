// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// Whether the revision adds a replacement for a constraint: one of the same kind with the same name or columns, or a
/// unique index over the columns of a unique constraint.
constexpr bool is_replaced(const subject& change, const op::constraint& dropped, const op::list_view<name>& columns) {
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (!(each.table == change.table.name)) continue;
        if (each.kind == op::operation_kind::add_constraint) {
            const op::constraint& added = change.arrays.constraints[each.constraints.first];
            if (added.kind != dropped.kind) continue;
            if (added.name == change.operation.object ||
                (!columns.empty() && detail::same_set(added.columns.of(change.arrays.names), columns)))
                return true;
        } else if (each.kind == op::operation_kind::create_index && dropped.kind == op::constraint_kind::unique) {
            const op::index& added = change.arrays.indexes[each.indexes.first];
            bool same = added.unique && added.where.empty() && added.parts.count == columns.count;
            for (const op::index_part& part : added.parts.of(change.arrays.parts)) {
                bool found = false;
                for (const name& column : columns) found = found || part.column == column;
                same = same && found;
            }
            if (same) return true;
        }
    }
    return false;
}

/// AL506: a foreign key, check or unique constraint is dropped while its columns stay, so that values which it excluded
/// can be written. Not reported where the revision replaces it or drops its columns.
constexpr void drops_constraint(const subject& change, const op::constraint& dropped,
                                const op::list_view<name>& columns) {
    for (const name& each : columns)
        if (dropped_later(change, each)) return;
    if (columns.empty() && dropped_later(change, {})) return;
    for (const op::column& each : change.table.columns())
        if (syntax::uses_column(dropped.expression, each.name, change.context.schema.lexicon_of()) &&
            dropped_later(change, each.name))
            return;
    if (is_replaced(change, dropped, columns)) return;
    if (dropped.kind == op::constraint_kind::check)  // that says what the column says by now
        for (const op::column& each : change.table.columns())
            if (!each.nullable && says_not_null(dropped, each.name))
                return static_cast<void>(change.context.is_acknowledged(rule::drops_constraint));
    change.refuse(
        rule::drops_constraint,
        {change.is(op::operation_kind::drop_index) ? "drop_index" : "drop_constraint", ": without ",
         detail::kind_name(dropped.kind), " `", change.operation.object.text(), "` of table `", change.table.name,
         "` rows that break it may be written, and then it cannot be added again. Add another in its place"});
}

}  // namespace aludel::inline v0_1::review
