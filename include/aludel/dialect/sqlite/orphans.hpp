// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_constraint.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether a column is part of a foreign key, or could be referenced by one.
constexpr bool is_in_key(const schema& in, std::uint32_t table, const name& column) {
    const op::table_view view = in.tables[table].view();
    const auto holds = [&](const op::list_view<name>& names) {
        for (const name& each : names)
            if (each == column) return true;
        return false;
    };
    for (const op::constraint& each : view.constraints())
        if (each.kind != op::constraint_kind::check && holds(view.names(each.columns))) return true;
    for (const index_entry& index : in.indexes.entries()) {
        if (!index.alive || index.table != table || !index.get().unique) continue;
        for (const op::index_part& part : index.parts())
            if (part.column == column || syntax::uses_column(part.expression, column)) return true;
    }
    for (const table_entry& other : in.tables.entries()) {
        if (!other.alive) continue;
        const op::table_view theirs = other.view();
        for (const op::constraint& key : theirs.constraints())
            if (key.kind == op::constraint_kind::foreign_key && key.target == in.tables[table].name &&
                holds(target_columns(theirs, key, view)))
                return true;
    }
    return false;
}

/// Whether an operation can create foreign-key violations while foreign keys are off. False only when certain: two
/// checks of all rows of a large table take a tenth of the time of its rebuild (measured: benchmarks/rebuild.cpp).
constexpr bool may_orphan(const schema& before, const op::operations_view& arrays, const op::operation& operation) {
    using kind = op::operation_kind;
    if (is_about_object(operation.kind)) return false;
    switch (operation.kind) {
        case kind::create_table:
        case kind::create_index:
        case kind::create_view:
        case kind::drop_view:
        case kind::create_trigger:
        case kind::drop_trigger:
        case kind::comment_on_table:
        case kind::validate_constraint:
        case kind::refresh_view:
        case kind::rename_table:
        case kind::rename_column: return false;
        case kind::drop_column: return false;  // columns of a key are refused
        case kind::add_column:
        case kind::add_constraint:
            for (const op::constraint& each : operation.constraints.of(arrays.constraints))
                if (each.kind == op::constraint_kind::foreign_key || each.kind == op::constraint_kind::primary_key)
                    return true;
            return false;
        case kind::alter_column: {
            const std::uint32_t table = before.tables.find(operation.table);
            if (table == before.tables.none) return true;
            // A generated column changes with the columns that it depends on.
            for (const op::column& each : before.tables[table].view().columns())
                if (each.generated != op::generated_kind::none) return true;
            return is_in_key(before, table, operation.object);
        }
        case kind::drop_constraint: {
            const op::table_view table = before.table(operation.table);
            text_arena scratch;
            const std::uint32_t which =
                table ? find_constraint(before.naming, table, operation.object, scratch) : name_map::none;
            if (which == name_map::none) return true;
            const op::constraint_kind what = table.constraints()[which].kind;
            return what != op::constraint_kind::check && what != op::constraint_kind::foreign_key;
        }
        case kind::drop_table:
        case kind::drop_index:
        case kind::insert:
        case kind::delete_rows:
        case kind::execute:
        case kind::run:
        default: return true;
    }
    return true;
}

}  // namespace aludel::inline v0_1::detail
