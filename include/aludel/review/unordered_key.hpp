// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL608: a key or index over a column whose values the database cannot put in order, as PostgreSQL those of `json`.
constexpr void unordered_key(replay_context& context, const op::operations_view& arrays,
                             const op::operation& operation) {
    if ((operation.constraints.count | operation.indexes.count) == 0) return;
    const op::dialect_traits* const database = find_checked(context, &op::dialect_traits::json_has_no_order);
    if (database == nullptr) return;
    const subject change = subject_of(context, arrays, operation);
    const auto check = [&](std::string_view what, const name& column) {
        const op::column* found = change.table ? change.table.find_column(column) : nullptr;
        for (const op::column& each : operation.columns.of(arrays.columns))
            if (each.name == column) found = &each;
        if (found == nullptr || found->type.kind != op::type_kind::json) return;
        const char* const verb = operation.kind == op::operation_kind::create_table ? "create_table: "
            : operation.kind == op::operation_kind::add_column                      ? "add_column: "
            : operation.kind == op::operation_kind::create_index                    ? "create_index: "
                                                                                    : "add_constraint: ";
        change.refuse(rule::unordered_key,
                      {verb, what, " of table `", operation.table, "` is over column `", column, "`, and ",
                       database->name, " cannot compare documents of type json. Take an al::expression(...) of it"});
    };
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        if (each.kind != op::constraint_kind::check)
            for (const name& column : each.columns.of(arrays.names)) check("a key", column);
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        for (const op::index_part& part : each.parts.of(arrays.parts))
            if (part.expression.empty()) check("an index", part.column);
}

}  // namespace aludel::inline v0_1::review
