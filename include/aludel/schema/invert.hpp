// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_constraint.hpp>
#include <aludel/schema/apply_index.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// An operation of this kind on a table, with the names that it refers to.
constexpr op::operation make_operation(op::operation_kind kind, const name& table, const name& object = {},
                                       const name& new_name = {}) {
    op::operation result{};
    result.kind = kind, result.table = table, result.object = object, result.to = new_name;
    return result;
}

/// The inverse of an insert: a DELETE of its rows by primary key. Nothing where the table has none.
constexpr void invert_insert(const schema& before, const op::operations_view& arrays, const op::operation& operation,
                             op::operations& out) {
    const op::table_view table = before.table(operation.table);
    const op::constraint* const key = table ? table.primary_key() : nullptr;
    if (key == nullptr) return;
    op::operation result = make_operation(op::operation_kind::delete_rows, operation.table);
    result.cells.first = static_cast<std::uint32_t>(out.cells.size());
    for (const op::cell& cell : operation.cells.of(arrays.cells))
        for (const name& column : table.names(key->columns))
            if (cell.column == column) out.cells.push_back(cell), ++result.cells.count;
    out.list.push_back(result);
}

/// Drops the indexes and constraints that an operation adds to a table, by their names in the database.
constexpr void invert_parts(const schema& before, const op::operations_view& arrays, const op::operation& operation,
                            op::operations& out, text_arena& arena) {
    const named_operation named(arrays, operation, before.table(operation.table), before.naming, arena);
    for (const op::index& each : named.operation().indexes.of(named.arrays().indexes))
        if (!each.if_not_exists || before.find_index(each.name, operation.table) == before.indexes.none)
            out.list.push_back(make_operation(op::operation_kind::drop_index, operation.table, each.name)),
                out.list.back().concurrently = each.concurrently;
    for (const op::constraint& each : named.operation().constraints.of(named.arrays().constraints))
        out.list.push_back(make_operation(op::operation_kind::drop_constraint, operation.table, each.name));
}

/// The same changes back to the old column.
constexpr void invert_alter_column(const schema& before, const op::operation& operation, op::operations& out) {
    const op::table_view table = before.table(operation.table);
    const op::column* const old = table ? table.find_column(operation.object) : nullptr;
    if (old == nullptr) return;
    const bool renamed = op::has(operation.changes, op::change::name);
    op::operation result =
        make_operation(op::operation_kind::alter_column, operation.table, renamed ? operation.to : operation.object,
                       renamed ? operation.object : name());
    result.changes = operation.changes;
    result.columns = {static_cast<std::uint32_t>(out.columns.size()), 1};
    op::column& restored = out.add_column(*table.arrays, *old);
    // Rows that hold NULL are filled only where the column becomes NOT NULL again.
    if (old->nullable || !op::has(operation.changes, op::change::nullability)) restored.fill = op::text_view{};
    out.list.push_back(result);
}

/// Adds the dropped constraint, under its name.
constexpr void invert_drop_constraint(const schema& before, const op::operation& operation, op::operations& out,
                                      text_arena& arena) {
    const op::table_view table = before.table(operation.table);
    const std::uint32_t which = table ? find_constraint(before.naming, table, operation.object, arena) : name_map::none;
    if (which == name_map::none) return;
    op::operation result = make_operation(op::operation_kind::add_constraint, operation.table, operation.object);
    result.constraints = {static_cast<std::uint32_t>(out.constraints.size()), 1};
    out.add_constraint(*table.arrays, table.constraints()[which]).name = operation.object;
    out.list.push_back(result);
}

/// Creates the dropped index, under its name.
constexpr void invert_drop_index(const schema& before, const op::operation& operation, op::operations& out) {
    const std::uint32_t which = before.find_index(operation);
    if (which == before.indexes.none) {
        const std::uint32_t view = find_view_index(before, operation.object, operation.schema);
        if (view == before.views.none) return;
        const view_entry& old = before.views[view];
        for (const op::index& each : old.get().indexes.of(old.arrays->indexes)) {
            if (!(each.name == operation.object)) continue;
            out.list.push_back(make_operation(op::operation_kind::create_index, old.name, operation.object));
            out.list.back().indexes = {static_cast<std::uint32_t>(out.indexes.size()), 1};
            out.add_index(*old.arrays, each);
        }
        return;
    }
    const index_entry& old = before.indexes[which];
    op::operation result =
        make_operation(op::operation_kind::create_index, before.tables[old.table].name, operation.object);
    result.indexes = {static_cast<std::uint32_t>(out.indexes.size()), 1};
    op::index& created = out.add_index(*old.arrays, old.get());
    created.name = old.name, created.concurrently = created.concurrently || operation.concurrently;
    out.list.push_back(result);
}

/// Undoes an operation on an enumeration, a sequence, an extension, a function or a schema.
constexpr void invert_object(const schema& before, const op::operation& operation, op::operations& out) {
    using kind = op::operation_kind;
    const object_words words = words_of(operation.kind);
    const std::uint32_t which = find_object(before, words.create, operation.object);
    op::operation result = make_operation(operation.kind, {}, operation.object);
    result.schema = operation.schema;
    if (operation.kind == words.create) {
        if (which != before.objects.none) return;  // IF NOT EXISTS, and it does
        result.kind = words.drop;
    } else if (which == before.objects.none) {
        return;
    } else if (operation.kind == words.drop) {
        out.append(*before.objects[which].arrays, before.objects[which].get()).if_not_exists = false;
        return;
    } else if (operation.kind == kind::add_enum_value) {
        result.kind = kind::drop_enum_value, result.text = operation.to;
    } else if (operation.kind == kind::rename_enum_value) {
        result.text = operation.to, result.to = operation.text;
    } else {
        result.kind = kind::add_enum_value, result.to = operation.text;
        const op::list_view<name> values = values_of(before.objects[which]);
        for (std::uint32_t i = 0; i < values.count; ++i)
            if (values[i] == operation.text) {
                result.timing = i == 0 ? op::trigger_timing::before : op::trigger_timing::after;
                if (values.count != 1) result.text = op::text_of(values[i == 0 ? 1 : i - 1].text());
            }
    }
    out.list.push_back(result);
}

/// Creates the triggers that were dropped with their table or view.
constexpr void invert_drop_of_triggers(const schema& before, const op::operations_view& arrays,
                                       const op::operation& drop, op::operations& out) {
    for (const trigger_entry& each : before.triggers.entries())
        if (is_trigger_of(each, drop.table) && !outlives_drop(before, arrays, drop, each)) append_trigger(each, out);
}

/// Appends the operations that undo an operation, in order, given the schema before it. Appends nothing for operations
/// that cannot be undone; see `underivable`.
constexpr void invert(const schema& before, const op::operations_view& arrays, const op::operation& operation,
                      op::operations& out, text_arena& arena) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::create_table:
            if (!operation.if_not_exists || !before.has_table(operation.table))
                out.list.push_back(make_operation(kind::drop_table, operation.table));
            return;
        case kind::drop_table:
            if (const std::uint32_t which = before.tables.find(operation.table); which != before.tables.none) {
                const owned_operation old = complete_table(before, which, arena);
                out.append(old.view, old.list.list[0]);
                invert_drop_of_triggers(before, arrays, operation, out);
            }
            return;
        case kind::rename_table:
            out.list.push_back(make_operation(kind::rename_table, renamed(before, operation), {}, operation.table));
            return;
        case kind::add_column:
            invert_parts(before, arrays, operation, out, arena);
            out.list.push_back(make_operation(kind::drop_column, operation.table, operation.object));
            return;
        case kind::drop_column:
            if (const op::table_view table = before.table(operation.table); table)
                if (const op::column* const old = table.find_column(operation.object)) {
                    op::operation result = make_operation(kind::add_column, operation.table, operation.object);
                    result.columns = {static_cast<std::uint32_t>(out.columns.size()), 1};
                    out.add_column(*table.arrays, *old);
                    out.list.push_back(result);
                }
            return;
        case kind::rename_column:
            out.list.push_back(make_operation(kind::rename_column, operation.table, operation.to, operation.object));
            return;
        case kind::alter_column: return invert_alter_column(before, operation, out);
        case kind::add_constraint:
        case kind::create_index: return invert_parts(before, arrays, operation, out, arena);
        case kind::drop_constraint: return invert_drop_constraint(before, operation, out, arena);
        case kind::drop_index: return invert_drop_index(before, operation, out);
        case kind::create_view:
            out.list.push_back(make_operation(kind::drop_view, operation.table));
            out.list.back().materialized = operation.materialized;
            return;
        case kind::drop_view:
            if (const std::uint32_t which = before.views.find(operation.table); which != before.views.none) {
                const view_entry& old = before.views[which];
                out.append(*old.arrays, old.get());
                invert_drop_of_triggers(before, arrays, operation, out);
            }
            return;
        case kind::create_trigger:
            if (!operation.if_not_exists || !before.has_trigger(operation.object))
                out.list.push_back(make_operation(kind::drop_trigger, operation.table, operation.object));
            return;
        case kind::drop_trigger:
            if (const std::uint32_t which = before.triggers.find(operation.object); which != before.triggers.none)
                append_trigger(before.triggers[which], out);
            return;
        case kind::comment_on_table:
            if (const op::table_view table = before.table(operation.table); table) {
                op::operation outcome = make_operation(kind::comment_on_table, operation.table);
                outcome.text = table.options().comment;
                out.list.push_back(outcome);
            }
            return;
        case kind::create_enum:
        case kind::drop_enum:
        case kind::add_enum_value:
        case kind::rename_enum_value:
        case kind::drop_enum_value:
        case kind::create_sequence:
        case kind::drop_sequence:
        case kind::create_extension:
        case kind::drop_extension:
        case kind::create_function:
        case kind::drop_function:
        case kind::create_schema:
        case kind::drop_schema: return invert_object(before, operation, out);
        case kind::insert: return invert_insert(before, arrays, operation, out);
        case kind::validate_constraint:  // no database makes a constraint unvalidated: it is added again
            out.list.push_back(make_operation(kind::drop_constraint, operation.table, operation.object));
            return invert_drop_constraint(before, operation, out, arena);
        case kind::refresh_view:
        case kind::execute:
        case kind::run:
        case kind::delete_rows: return;
    }
}

}  // namespace aludel::inline v0_1::detail
