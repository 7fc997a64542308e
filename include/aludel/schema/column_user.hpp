// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The first generated column of a table whose expression uses a column; null: there is none.
constexpr const op::column* generated_using(const schema& schema, const op::table_view& table, const name& column) {
    for (const op::column& each : table.columns())
        if (each.expression.size != 0 && each.name != column &&
            syntax::uses_column(each.expression, column, schema.lexicon_of()))
            return &each;
    return nullptr;
}

/// Whether the definition of a trigger, without its body, uses a column of its table.
constexpr bool is_defined_by(const schema& schema, const trigger_entry& trigger, const name& column) {
    for (const op::cell& each : trigger.get().cells.of(trigger.arrays->cells))
        if (each.column == column) return true;
    return syntax::uses_column(text_of(trigger, 0), column, schema.lexicon_of());
}

/// The first generated column, view or trigger for which a database keeps the type of a column: of views, those that
/// select it by a star as well. False: there is none.
constexpr user_of user_of_type(const schema& schema, const op::table_view& table, const name& column,
                               op::dialect_id database) {
    if (const op::column* const user = generated_using(schema, table, column))
        return {"generated column", " `", user->name};
    const syntax::lexicon& lexicon = syntax::lexicon_of(database);
    for (const view_entry& view : schema.views.entries()) {
        const op::dialect_text* const query =
            view.alive ? dialect::text_for(database, *view.arrays, view.get()) : nullptr;
        if (query != nullptr &&
            (syntax::query_uses_column(query->sql, table.name, column, column_lookup{&schema}, lexicon) ||
             syntax::selects_all_of(query->sql, table.name, column_lookup{&schema}, lexicon)))
            return {"view", " `", view.name};
    }
    for (const trigger_entry& trigger : schema.triggers.entries())
        if (is_trigger_of(trigger, table.name) && is_defined_by(schema, trigger, column) &&
            dialect::text_for(database, *trigger.arrays, trigger.get()) != nullptr)
            return {"trigger", " `", trigger.name};
    return {};
}

/// The first constraint, generated column, index, foreign key, view or trigger that refers to a column; false where
/// there is none. The arena keeps the name of a constraint that has none of its own. Most indexes and tables do not
/// refer to it, so these loops are kept cheap for the compiler.
constexpr user_of user_of_column(const schema& schema, std::uint32_t which, const name& column, text_arena& arena) {
    const table_entry& entry = schema.tables[which];
    const op::table_view table = entry.view();
    for (const op::constraint& each : table.constraints()) {
        bool uses = each.expression.size != 0 && syntax::uses_column(each.expression, column, schema.lexicon_of());
        uses = uses || (each.where.size != 0 && syntax::uses_column(each.where, column, schema.lexicon_of()));
        for (const name& own : table.names(each.columns)) uses = uses || (own.hash == column.hash && own == column);
        if (!uses) continue;
        return {kind_name(each.kind), " `", name_of(schema.naming, table, each, arena), ". Drop that constraint first"};
    }
    if (const op::column* const user = generated_using(schema, table, column))
        return {"generated column", " `", user->name, ". Drop that column first"};
    const index_entry* user = nullptr;
    for (std::uint32_t next = entry.last_index; next != 0;) {
        const index_entry* const index = &schema.indexes[next - 1];
        next = index->before;
        if (!index->alive) continue;
        bool uses =
            index->get().where.size != 0 && syntax::uses_column(index->get().where, column, schema.lexicon_of());
        for (const op::index_part& part : index->parts())
            uses = uses || part.column == column ||
                (part.expression.size != 0 && syntax::uses_column(part.expression, column, schema.lexicon_of()));
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
            if (each.target.size != entry.name.size || each.target.size == 0 || !each.points_at(entry.name)) continue;
            for (const name& target : target_columns(view, each, table))
                if (target == column)
                    return {"a foreign key of table", " `", other->name, ". Drop that constraint first", each.name};
        }
    }
    for (const view_entry& view : schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries())
            if (syntax::query_uses_column(query.sql, entry.name, column, column_lookup{&schema},
                                          schema.lexicon_of(query.dialect)))
                return {"view", " `", view.name, ". Drop that view first, and create it again without the column"};
    }
    if (const trigger_entry* const trigger = trigger_using(schema, entry.name, column))
        return {"trigger", " `", trigger->name, ". Drop that trigger first, and create it again without the column"};
    return {};
}

}  // namespace aludel::inline v0_1::detail
