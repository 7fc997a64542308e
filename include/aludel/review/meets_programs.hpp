// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/better_type.hpp>
#include <aludel/review/blocking_sql.hpp>
#include <aludel/review/changes_table.hpp>
#include <aludel/review/check_scans_table.hpp>
#include <aludel/review/exclusion_blocks_table.hpp>
#include <aludel/review/expands_and_contracts.hpp>
#include <aludel/review/fills_under_lock.hpp>
#include <aludel/review/index_blocks_writes.hpp>
#include <aludel/review/index_drop_blocks.hpp>
#include <aludel/review/key_scans_table.hpp>
#include <aludel/review/narrow_key.hpp>
#include <aludel/review/numbers_rows.hpp>
#include <aludel/review/rechecks_type.hpp>
#include <aludel/review/refresh_blocks_reads.hpp>
#include <aludel/review/renames_enum_value.hpp>
#include <aludel/review/rewrites_table.hpp>
#include <aludel/review/scans_for_not_null.hpp>
#include <aludel/review/stores_generated.hpp>
#include <aludel/review/unique_blocks_table.hpp>
#include <aludel/review/unique_for_writers.hpp>
#include <aludel/review/unplaced_enum_value.hpp>
#include <aludel/review/validates_under_lock.hpp>
#include <aludel/review/volatile_default.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <type_traits>  // is_constant_evaluated

// What a change does to programs that use the database meanwhile: those that wait for its locks (AL812 to AL829, AL840
// to AL843), and the previous release, which does not know the change (AL906 and AL907). The rules about tables that
// are not new yet.

namespace aludel::inline v0_1::review {

/// Whether one of these rules may have to be evaluated in the current revision, see `is_enabled`.
constexpr bool heeds_programs(const replay_context& context) {
    if (!std::is_constant_evaluated() || (context.settings->zero_downtime && context.strict)) return true;
    const auto is_here = [](rule which) { return which >= rule::index_blocks_writes; };
    for (std::size_t i = 0; i < context.settings->level_count; ++i)
        if (is_here(context.settings->levels[i].rule)) return true;
    for (const op::acknowledgement& each : context.revision->acknowledgements)
        if (is_here(each.rule)) return true;
    return false;
}

/// A new index.
constexpr void meets_index(const subject& change, std::string_view verb, const op::index& index) {
    index_blocks_writes(change, index);
    name columns[16]{};
    std::uint32_t count = 0;
    for (const op::index_part& part : index.parts.of(change.arrays.parts))
        if (part.expression.empty() && count < 16) columns[count++] = part.column;
    if (index.unique && count == index.parts.count) unique_for_writers(change, {columns, count}, verb);
}

/// A new constraint.
constexpr void meets_constraint(const subject& change, const op::constraint& added) {
    switch (added.kind) {
        case op::constraint_kind::check: return check_scans_table(change, added);
        case op::constraint_kind::foreign_key: return key_scans_table(change, added);
        case op::constraint_kind::exclusion: return exclusion_blocks_table(change);
        default:
            unique_blocks_table(change, added);
            return unique_for_writers(change, added.columns.of(change.arrays.names), verb_of_constraint(change));
    }
}

/// A new column with its constraints and indexes.
constexpr void meets_column(const subject& change) {
    volatile_default(change);
    numbers_rows(change);
    stores_generated(change);
    fills_under_lock(change);
    for (const op::constraint& each : change.operation.constraints.of(change.arrays.constraints))
        meets_constraint(change, each);
    for (const op::index& each : change.operation.indexes.of(change.arrays.indexes))
        meets_index(change, "add_column", each);
}

/// The changes of a column.
constexpr void meets_alteration(const subject& change) {
    const op::column* const before = change.table ? change.table.find_column(change.operation.object) : nullptr;
    if (before == nullptr) return;
    if (change.changes(op::change::type)) rewrites_table(change, *before), rechecks_type(change, *before);
    fills_under_lock(change);
    if (change.changes(op::change::nullability)) scans_for_not_null(change, *before);
}

/// Types of columns, which are the same question for new tables.
constexpr void meets_types(const subject& change, std::string_view verb) {
    for (const op::column& each : change.operation.columns.of(change.arrays.columns)) {
        narrow_key(change, verb, change.operation.table, each);
        better_type(change, verb, change.operation.table, each);
    }
}

/// Reviews an operation of an upgrade before it is applied. `found` is the number of findings before it: if it cannot
/// stay as it is anyway, nothing more is said of it.
constexpr void meets_programs(replay_context& context, const op::operations_view& arrays,
                              const op::operation& operation, std::size_t found) {
    using kind = op::operation_kind;
    for (std::size_t i = found; i < context.findings->size(); ++i)
        if (const finding& each = (*context.findings)[i];
            each.level == level::error && each.rule < rule::view_selects_all)
            return;
    const subject change = subject_of(context, arrays, operation);
    changes_table(change);
    switch (operation.kind) {
        case kind::create_table: return meets_types(change, "create_table");
        case kind::create_index: return meets_index(change, "create_index", arrays.indexes[operation.indexes.first]);
        case kind::validate_constraint: return validates_under_lock(change);
        case kind::refresh_view: return refresh_blocks_reads(change);
        case kind::rename_enum_value: return renames_enum_value(change);
        case kind::add_enum_value: return unplaced_enum_value(change);
        case kind::drop_enum_value: return rewrites_for_enumeration(change);
        case kind::drop_index: {
            if (operation.concurrently) return;
            const std::uint32_t index = context.schema.find_index(operation);
            if (index == context.schema.indexes.none) return;
            const std::uint32_t which = context.schema.indexes[index].table;
            const detail::table_entry& table = context.schema.tables[which];
            return index_drop_blocks({context, arrays, operation, which, table.view(), context.is_new(table)});
        }
        case kind::add_column: return meets_types(change, "add_column"), meets_column(change);
        case kind::alter_column: return meets_alteration(change);
        case kind::add_constraint: return meets_constraint(change, arrays.constraints[operation.constraints.first]);
        case kind::drop_column: return expands_and_contracts(change, "drop_column");
        case kind::drop_table: return expands_and_contracts(change, "drop_table");
        case kind::execute:
            for (const op::dialect_text& each : operation.texts.of(arrays.texts))
                if (operation.batch_rows == 0) fills_under_lock(change, each);
            return blocking_sql(change);
        default: return;
    }
}

}  // namespace aludel::inline v0_1::review
