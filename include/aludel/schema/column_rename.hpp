// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/fills.hpp>
#include <aludel/schema/rename_in_texts.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Renames a column in its table, and in every constraint, index, foreign key, generated column and view that refers to
/// it. `unread` as for `rename_column_in_texts`.
constexpr void rename_column_everywhere(schema& schema, std::uint32_t which, const name& old_name, const name& new_name,
                                        std::string_view* unread = nullptr) {
    keep_names(schema, which);
    const name table = schema.tables[which].name;
    // Before the rename, so that names in the texts can still be resolved.
    rename_column_in_texts(schema, which, old_name, new_name, unread);
    table_entry& entry = schema.tables.change(which);
    op::operations& list = entry.edit();
    for (op::column& each : list.columns)
        if (each.name == old_name) each.name = new_name;
    for (op::constraint& each : list.constraints)
        for (std::uint32_t i = 0; i < each.columns.count; ++i)
            if (name& own = list.names[each.columns.first + i]; own == old_name) own = new_name;
    entry.renew();
    for (std::uint32_t next = schema.tables[which].last_index; next != 0;) {
        const std::uint32_t place = next - 1;
        next = schema.indexes[place].before;
        if (!schema.indexes[place].alive) continue;
        index_entry& changed = schema.indexes.change(place);
        op::operations& own = changed.edit();
        for (op::index_part& part : own.parts)
            if (part.column == old_name) part.column = new_name;
        for (name& included : own.names)
            if (included == old_name) included = new_name;
        changed.renew();
    }
    forget_fills(schema, table, old_name);  // of other tables; those of its own follow
    if (!is_possible_target(schema, which)) return;
    for (std::uint32_t i = 0; i < schema.tables.entries().size(); ++i) {
        if (!schema.tables[i].alive) continue;
        bool points_here = false;
        for (const op::constraint& each : schema.tables[i].view().constraints())
            points_here = points_here || (each.points_at(table) && each.target_columns.count != 0);
        if (!points_here) continue;
        table_entry& other = schema.tables.change(i);
        op::operations& theirs = other.edit();
        for (op::constraint& each : theirs.constraints) {
            if (!each.points_at(table)) continue;
            for (std::uint32_t k = 0; k < each.target_columns.count; ++k)
                if (name& target = theirs.names[each.target_columns.first + k]; target == old_name) target = new_name;
        }
        other.renew();
    }
}

}  // namespace aludel::inline v0_1::detail
