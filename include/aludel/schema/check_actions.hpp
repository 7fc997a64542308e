// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint32_t

// Whether columns allow what the ON DELETE and ON UPDATE actions of their foreign keys set. Checked after all
// operations of a revision: in between, a key may exist before its column is nullable.

namespace aludel::inline v0_1::detail {

/// Whether a foreign key has this action.
constexpr bool sets(const op::constraint& key, op::referential_action action) {
    return key.on_delete == action || key.on_update == action;
}
/// Whether a foreign key sets its columns to NULL or to their defaults.
constexpr bool sets_columns(const op::constraint& key) {
    return sets(key, op::referential_action::set_null) || sets(key, op::referential_action::set_default);
}

/// Reports `foreign_key_action` for columns that are NOT NULL and would be set to NULL, or to a default that they do
/// not have.
constexpr void check_actions(replay_context& context, const char* verb, const op::table_view& table,
                             const op::constraint& key) {
    const bool nulls = sets(key, op::referential_action::set_null);
    for (const name& own : table.names(key.columns)) {
        const op::column* const column = table.find_column(own);
        if (column == nullptr) continue;
        if (column->generated != op::generated_kind::none) {
            context.report(rule::foreign_key_action,
                           {verb, ": the foreign key of table `", table.name, "` sets column `", own,
                            "`, and the column is generated. Choose another action, such as al::restrict"});
            continue;
        }
        if (column->nullable) continue;
        if (!nulls && column->default_value.given() && column->default_value.kind != op::value_kind::null) continue;
        context.report(
            rule::foreign_key_action,
            {verb, ": the foreign key of table `", table.name, "` sets column `", own, "` to ",
             nulls ? "NULL" : "a default that it does not have",
             ", and the column is NOT NULL. Make it nullable, or choose another action, such as al::restrict"});
    }
}

/// Whether an operation can make a foreign key and its columns contradict each other.
constexpr bool concerns_actions(const op::operations_view& arrays, const op::operation& operation) {
    if (operation.kind == op::operation_kind::alter_column)
        return op::has(operation.changes, op::change::nullability) ||
            op::has(operation.changes, op::change::default_value);
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        if (each.kind == op::constraint_kind::foreign_key && sets_columns(each)) return true;
    return false;
}

/// Checks the tables that the operations of a revision changed, each once, at the first such operation.
constexpr void check_actions(replay_context& context, const op::operations_view& operations) {
    const auto is_repeated = [&](const op::operation& operation) {
        for (const op::operation* before = operations.list.first; before != &operation; ++before)
            if (before->table == operation.table && concerns_actions(operations, *before)) return true;
        return false;
    };
    for (const op::operation& operation : operations.list) {
        // True for most operations.
        if (operation.constraints.count == 0 && operation.kind != op::operation_kind::alter_column) continue;
        if (!concerns_actions(operations, operation) || is_repeated(operation)) continue;
        const char* const verb = operation.kind == op::operation_kind::create_table ? "create_table"
            : operation.kind == op::operation_kind::add_column                      ? "add_column"
            : operation.kind == op::operation_kind::alter_column                    ? "alter_column"
                                                                                    : "add_constraint";
        const op::table_view table = context.schema.table(operation.table);
        if (!table) continue;
        for (const op::constraint& key : table.constraints())
            if (key.kind == op::constraint_kind::foreign_key && sets_columns(key))
                check_actions(context, verb, table, key);
    }
}

}  // namespace aludel::inline v0_1::detail
