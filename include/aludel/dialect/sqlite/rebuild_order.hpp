// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/pending_rebuild.hpp>

namespace aludel::inline v0_1::sqlite_dialect {

/// Whether a rebuild must be written before an operation on the same table that cannot join it.
constexpr bool must_come_before_next(const pending_rebuild& each, const op::operations_view& arrays,
                                     const op::operation& operation) {
    switch (operation.kind) {
        case op::operation_kind::drop_constraint:
        case op::operation_kind::add_constraint:
        case op::operation_kind::create_index:
        case op::operation_kind::drop_index:
        case op::operation_kind::drop_column:
        case op::operation_kind::comment_on_table: return false;
        case op::operation_kind::add_column: return each.has_changed(operation.columns.of(arrays.columns)[0].fill);
        case op::operation_kind::rename_column: return !each.can_rename_to(operation.to);
        case op::operation_kind::alter_column: {
            const op::column& wanted = operation.columns.of(arrays.columns)[0];
            if (each.changes_again(operation, wanted) || each.has_changed(operation.text) ||
                each.has_changed(wanted.fill))
                return true;
            return op::has(operation.changes, op::change::name) && !each.can_rename_to(operation.to);
        }
        default: return true;
    }
}

/// Whether a rebuild must be written before an operation on another table, or without a table, because one could
/// observe the effect of the other.
constexpr bool must_come_before_other(const pending_rebuild& each, const op::operations_view& arrays,
                                      const op::operation& operation) {
    bool sees = each.has_expression() || !operation.text.empty();
    switch (operation.kind) {
        case op::operation_kind::comment_on_table: return false;
        case op::operation_kind::create_table: break;
        case op::operation_kind::add_column:
        case op::operation_kind::alter_column:
            sees = sees || !operation.columns.of(arrays.columns)[0].fill.empty();
            break;
        case op::operation_kind::drop_column:
        case op::operation_kind::add_constraint:
        case op::operation_kind::drop_constraint:
        case op::operation_kind::create_index:
        case op::operation_kind::drop_index: break;
        default: return true;  // also a renamed column: the copy kept for the rebuild lacks the renamed foreign keys
    }
    for (const op::constraint& key : operation.constraints.of(arrays.constraints))
        sees = sees || (key.kind == op::constraint_kind::foreign_key && key.target == each.before.table);
    for (const op::index& index : operation.indexes.of(arrays.indexes))
        sees = sees || index.if_not_exists;  // which the rebuild may create
    const bool names_index = operation.kind != op::operation_kind::drop_index && !operation.indexes.empty();
    return sees || (names_index && each.drops_index) || op::has(operation.changes, op::change::name);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
