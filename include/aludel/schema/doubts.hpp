// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint32_t

// What follows from an operation that could not be applied, and is no error of its own.

namespace aludel::inline v0_1::detail {

/// Whether an operation of this kind can break a review rule that speaks of one kind of operation.
constexpr bool can_break(op::operation_kind which, rule reviewed) {
    using kind = op::operation_kind;
    switch (reviewed) {
        case rule::drops_table: return which == kind::drop_table;
        case rule::drops_column: return which == kind::drop_column;
        case rule::rows_not_restored: return which == kind::drop_table || which == kind::drop_column;
        case rule::drops_primary_key:
        case rule::drops_constraint: return which == kind::drop_constraint || which == kind::drop_index;
        case rule::removes_enum_value: return which == kind::alter_column || which == kind::drop_enum_value;
        case rule::narrows_type:
        case rule::sets_not_null:
        case rule::may_not_convert:
        case rule::drops_not_null:
        case rule::changes_default: return which == kind::alter_column;
        case rule::adds_check:
        case rule::adds_foreign_key:
        case rule::nullable_primary_key: return which == kind::add_column || which == kind::add_constraint;
        case rule::renames_table: return which == kind::rename_table;
        case rule::renames_column: return which == kind::rename_column || which == kind::alter_column;
        default: return true;
    }
}

/// An operation with an error may have needed the acknowledgements of its revision.
constexpr void keep_acknowledgements(replay_context& context, op::operation_kind which) {
    for (std::uint32_t i = 0; context.revision != nullptr && i < context.revision->acknowledgements.count; ++i)
        if (context.going_down || can_break(which, context.revision->acknowledgements[i].rule))
            context.acknowledged |= std::uint64_t{1} << i;
}

/// Whatever an operation would have changed is in doubt when it could not be applied. Where its table is missing, the
/// table of the most similar name was perhaps meant.
constexpr void put_in_doubt(replay_context& context, const op::operations_view& arrays,
                            const op::operation& operation) {
    using kind = op::operation_kind;
    const std::uint32_t table = context.origin_of(operation.table);
    const bool is_missing = context.schema.tables.find(operation.table) == name_map::none;
    const std::uint32_t meant =
        is_missing && !context.most_similar.empty() ? context.origin_of(context.most_similar) : table;
    const auto add = [&](const name& object) {
        if (object.empty()) return;
        context.doubts.push_back({table, object.hash});
        if (meant != table) context.doubts.push_back({meant, object.hash});
    };
    bool has_key = false;
    if (operation.kind == kind::rename_table) {
        context.doubts.push_back({name(operation.to).hash, item::everything});
        context.doubts.push_back({table, item::everything});
    } else if (operation.kind == kind::drop_index || operation.kind == kind::create_trigger ||
               operation.kind == kind::drop_trigger) {
        context.doubts.push_back({0, name(operation.object).hash});
    } else {
        add(operation.object), add(operation.to);
    }
    for (const op::column& each : operation.columns.of(arrays.columns)) add(each.name);
    const op::table_view alone{&arrays, &operation, operation.table};
    for (const op::constraint& each : operation.constraints.of(arrays.constraints)) {
        add(name_of(context.schema.naming, alone, each, context.schema.arena));
        has_key = has_key || each.kind == op::constraint_kind::primary_key || each.kind == op::constraint_kind::unique;
    }
    for (const op::index& each : operation.indexes.of(arrays.indexes)) {
        const name called = name_of(context.schema.naming, operation.table, each, arrays, context.schema.arena);
        context.doubts.push_back({0, called.hash});
        has_key = has_key || each.unique;
    }
    if (has_key) context.doubts.push_back({meant, item::keys});
}

}  // namespace aludel::inline v0_1::detail
