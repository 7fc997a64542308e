// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The first constraint, generated column, index, foreign key, view or trigger that refers to a column; false where
/// there is none. The arena keeps the name of a constraint that has none of its own. Most indexes and tables do not
/// refer to it, so these loops are kept cheap for the compiler.
constexpr user_of user_of_column(const schema& schema, std::uint32_t which, const name& column, text_arena& arena) {
    const table_entry& entry = schema.tables[which];
    const op::table_view table = entry.view();
    for (const op::constraint& each : table.constraints()) {
        bool uses = each.kind == op::constraint_kind::check && syntax::uses_column(each.expression, column);
        for (const name& own : table.names(each.columns)) uses = uses || (own.hash == column.hash && own == column);
        if (!uses) continue;
        return {kind_name(each.kind), " `", name_of(schema.naming, table, each, arena), ". Drop that constraint first"};
    }
    for (const op::column& each : table.columns())
        if (each.expression.size != 0 && each.name != column && syntax::uses_column(each.expression, column))
            return {"generated column", " `", each.name, ". Drop that column first"};
    const index_entry* user = nullptr;
    for (std::uint32_t next = entry.last_index; next != 0;) {
        const index_entry* const index = &schema.indexes[next - 1];
        next = index->before;
        if (!index->alive) continue;
        bool uses = index->get().where.size != 0 && syntax::uses_column(index->get().where, column);
        for (const op::index_part& part : index->parts())
            uses = uses || part.column == column ||
                (part.expression.size != 0 && syntax::uses_column(part.expression, column));
        for (const name& included : index->include()) uses = uses || included == column;
        if (uses) user = index;
    }
    if (user != nullptr) return {"index", " `", user->name, ". Drop that index first"};
    const bool is_target = is_possible_target(schema, which);
    const table_entry* const last = schema.tables.entries().end();
    for (const table_entry* other = schema.tables.entries().begin(); is_target && other != last; ++other) {
        if (!other->alive) continue;
        const op::table_view view = other->view();
        for (const op::constraint& each : view.constraints()) {
            if (each.target.size != entry.name.size || each.target.size == 0 || !(each.target == entry.name)) continue;
            for (const name& target : target_columns(view, each, table))
                if (target == column)
                    return {"a foreign key of table", " `", other->name, ". Drop that constraint first"};
        }
    }
    for (const view_entry& view : schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries())
            if (syntax::query_uses_column(query.sql, entry.name, column, column_lookup{&schema},
                                          syntax::lexicon_of(query.dialect)))
                return {"view", " `", view.name, ". Drop that view first, and create it again without the column"};
    }
    if (const trigger_entry* const trigger = trigger_using(schema, entry.name, column))
        return {"trigger", " `", trigger->name, ". Drop that trigger first, and create it again without the column"};
    return {};
}

}  // namespace aludel::inline v0_1::detail
