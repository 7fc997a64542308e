// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/invert.hpp>

#include <cstdint>  // uint32_t

// Servers keep the columns of a primary key NOT NULL when it is dropped.

namespace aludel::inline v0_1::detail {

/// The columns of a table's primary key that are NOT NULL by it alone.
constexpr vector<name> nullable_key(const op::table_view& table) {
    vector<name> columns;
    if (const op::constraint* const key = table.primary_key(); key != nullptr)
        for (const name& each : table.names(key->columns))
            if (const op::column* const column = table.find_column(each);
                column && column->nullable && !column->autoincrement)
                columns.push_back(each);
    return columns;
}

/// Operations by which columns of a table may be NULL again after one of the operations, by its index, has dropped
/// their primary key; but for those that a later one of the list puts into another key.
constexpr op::operations nulls_allowed(const op::operations_view& operations, std::uint32_t index, const name& table,
                                       const vector<name>& columns) {
    const auto is_key_later = [&](const name& column) {
        for (std::uint32_t i = index + 1; i < operations.list.count; ++i)
            if (const op::operation& each = operations.list.first[i]; each.table == table)
                for (const op::constraint& added : each.constraints.of(operations.constraints))
                    if (added.kind == op::constraint_kind::primary_key)
                        for (const name& one : added.columns.of(operations.names))
                            if (one == column) return true;
        return false;
    };
    op::operations nullable;
    for (const name& each : columns) {
        if (is_key_later(each)) continue;
        op::operation alteration = make_operation(op::operation_kind::alter_column, table, each);
        alteration.changes = op::change::nullability;
        alteration.columns = {static_cast<std::uint32_t>(nullable.columns.size()), 1};
        op::column column{};
        column.name = each;
        nullable.columns.push_back(column), nullable.list.push_back(alteration);
    }
    return nullable;
}

}  // namespace aludel::inline v0_1::detail
