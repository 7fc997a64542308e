// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The triggers of a schema: which belong to a table, and what their texts use.

namespace aludel::inline v0_1::detail {

/// Whether a trigger exists and belongs to a table or view.
constexpr bool is_trigger_of(const trigger_entry& trigger, const name& table) {
    return trigger.alive && trigger.get().table == table;
}

/// The number of texts of a trigger: its condition, which may be empty, and its bodies.
constexpr std::uint32_t text_count(const trigger_entry& trigger) { return 1 + trigger.get().texts.count; }

/// One of the texts; the first is the condition.
constexpr std::string_view text_of(const trigger_entry& trigger, std::uint32_t which) {
    return which == 0 ? trigger.get().text.text() : trigger.queries()[which - 1].sql.text();
}
/// What the reader finds in one of the texts.
constexpr syntax::reading read_text(const schema& state, const trigger_entry& trigger, std::uint32_t which) {
    const name& table = trigger.get().table;
    if (which == 0) return syntax::read_condition(trigger.get().text, table, state.lexicon_of());
    const op::dialect_text& body = trigger.queries()[which - 1];
    return syntax::read_body(body.sql, table, state.lexicon_of(body.dialect));
}

/// Whether a trigger uses a table or view, or with a column a column of it: in UPDATE OF or in a text. If a text is not
/// understood: whether the names occur.
constexpr bool is_used_by(const schema& state, const trigger_entry& trigger, const name& table, const name& column) {
    const bool is_own = trigger.get().table == table;
    if (is_own)
        for (const op::cell& each : trigger.get().cells.of(trigger.arrays->cells))
            if (each.column == column) return true;
    for (std::uint32_t i = 0; i < text_count(trigger); ++i) {
        const std::string_view sql = text_of(trigger, i);
        if (!syntax::may_mention(sql, column.empty() ? table : column) || !(is_own || syntax::may_mention(sql, table)))
            continue;
        const syntax::reading found = read_text(state, trigger, i);
        if (found.opaque) return true;
        const syntax::resolver resolve(found, column_lookup{&state});
        if (column.empty())
            for (const syntax::source& each : found.sources)
                if (!each.is_alias && resolve.is_table(each, table)) return true;
        for (const syntax::reference& each : found.references) {
            if (column.empty() || !syntax::is_column(each) || !each.name.names(column)) continue;
            const syntax::meaning means = resolve.mean(each);
            if (means.kind == syntax::meaning::kind_type::column && resolve.is_table(*means.from, table)) return true;
        }
    }
    return false;
}

/// The trigger that an operation of the history created and that uses a table or view, or a column of it; null: there
/// is none. A table is not in use by its own triggers, which are dropped with it. Triggers of raw SQL are tested by the
/// database only.
constexpr const trigger_entry* trigger_using(const schema& state, const name& table, const name& column = {}) {
    for (const trigger_entry& each : state.triggers.entries())
        if (each.alive && !each.is_raw && !(column.empty() && each.get().table == table) &&
            is_used_by(state, each, table, column))
            return &each;
    return nullptr;
}

/// Whether an operation drops a view that a later operation of the list creates again.
constexpr bool comes_again(const op::operations_view& arrays, const op::operation& drop) {
    bool after = false;
    for (const op::operation& each : arrays.list) {
        if (after && each.kind == op::operation_kind::create_view && each.table == drop.table) return true;
        after = after || &each == &drop;
    }
    return false;
}

/// What raw SQL does first to a trigger: `create_trigger`, `drop_trigger` or nothing.
constexpr syntax::definition_kind first_on_trigger(const schema& state, const op::operations_view& arrays,
                                                   const op::operation& raw, const name& trigger) {
    using what = syntax::definition_kind;
    what first = what::none;
    if (raw.kind != op::operation_kind::execute) return first;
    for (const op::dialect_text& text : raw.texts.of(arrays.texts)) {
        if (first != what::none || !syntax::may_mention(text.sql, trigger)) continue;
        const syntax::lexicon& lexicon = state.lexicon_of(text.dialect);
        syntax::each_statement(text.sql, lexicon, [&](std::string_view, std::string_view statement) {
            const syntax::definition found = syntax::read_definition(statement, lexicon);
            if (first == what::none && found.name.names(trigger) &&
                (found.kind == what::create_trigger || found.kind == what::drop_trigger))
                first = found.kind;
        });
    }
    return first;
}

/// Whether a trigger stays though its table or view is dropped: the view comes again, and no later operation of the
/// list creates the trigger, or drops it before the view is there.
constexpr bool outlives_drop(const schema& state, const op::operations_view& arrays, const op::operation& drop,
                             const trigger_entry& trigger) {
    using kind = op::operation_kind;
    using what = syntax::definition_kind;
    if (drop.kind != kind::drop_view || !comes_again(arrays, drop)) return false;
    bool after = false, has_view = false;
    for (const op::operation& each : arrays.list) {
        has_view = has_view || (after && each.kind == kind::create_view && each.table == drop.table);
        if (after) {
            const bool concerns = each.object == trigger.name;
            const what by_raw_sql = first_on_trigger(state, arrays, each, trigger.name);
            if ((concerns && each.kind == kind::create_trigger) || by_raw_sql == what::create_trigger) return false;
            const bool drops = (concerns && each.kind == kind::drop_trigger) || by_raw_sql == what::drop_trigger;
            if (drops && !has_view) return false;
        }
        after = after || &each == &drop;
    }
    return true;
}

/// Appends the operation that creates a trigger as it is now.
constexpr void append_trigger(const trigger_entry& trigger, op::operations& out) {
    op::operation& added = out.append(*trigger.arrays, trigger.get());
    added.object = trigger.name, added.if_not_exists = false;
}

/// Whether an UPDATE of a column fires a trigger of its table.
constexpr bool fires_trigger(const schema& state, const name& table, const name& column) {
    for (const trigger_entry& each : state.triggers.entries()) {
        if (!is_trigger_of(each, table) || each.get().event != op::trigger_event::update) continue;
        if (each.get().cells.count == 0) return true;
        for (const op::cell& cell : each.get().cells.of(each.arrays->cells))
            if (cell.column == column) return true;
    }
    return false;
}

}  // namespace aludel::inline v0_1::detail
