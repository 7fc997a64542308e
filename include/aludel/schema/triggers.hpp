// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The triggers of a schema: which belong to a table, and what their texts use.

namespace aludel::inline v0_1::detail {

/// The living triggers of a table or view: calls a function with the number of each.
template <class Look>
constexpr void for_each_trigger_of(const schema& state, const name& table, const Look& look) {
    for (std::uint32_t i = 0; i < state.triggers.entries().size(); ++i)
        if (state.triggers[i].alive && state.triggers[i].get().table == table) look(i);
}

/// Calls a function with each text of a trigger, and what the reader finds in it: `look(text, reading, lexicon)`. Only
/// texts that satisfy `condition` are read.
template <class Condition, class Look>
constexpr void for_each_text_of(const trigger_entry& trigger, const Condition& condition, const Look& look) {
    const op::operation& create = trigger.get();
    if (create.text.size != 0 && condition(create.text.text()))
        look(create.text.text(), syntax::read_condition(create.text, create.table), syntax::default_lexicon);
    for (const op::dialect_text& each : trigger.queries()) {
        const syntax::lexicon& lexicon = syntax::lexicon_of(each.dialect);
        if (condition(each.sql.text()))
            look(each.sql.text(), syntax::read_body(each.sql, create.table, lexicon), lexicon);
    }
}

/// Whether the texts of a trigger use a table or view. If a text is not understood: whether the name occurs.
constexpr bool uses_table(const trigger_entry& trigger, const name& table) {
    bool uses = false;
    for_each_text_of(
        trigger, [&](std::string_view sql) { return !uses && syntax::may_mention(sql, table); },
        [&](std::string_view sql, const syntax::reading& found, const syntax::lexicon& lexicon) {
            if (found.opaque) uses = uses || syntax::mentions(sql, table, lexicon);
            const syntax::resolver resolve(found, syntax::no_columns);
            for (const syntax::source& each : found.sources)
                uses = uses || (!found.opaque && !each.is_alias && resolve.is_table(each, table));
        });
    return uses;
}

/// Whether a trigger uses a column of a table: in UPDATE OF, or in its texts.
constexpr bool uses_column(const schema& state, const trigger_entry& trigger, const name& table, const name& column) {
    const bool is_own = trigger.get().table == table;
    bool uses = false;
    if (is_own)
        for (const op::cell& each : trigger.get().cells.of(trigger.arrays->cells)) uses = uses || each.column == column;
    for_each_text_of(
        trigger,
        [&](std::string_view sql) {
            return !uses && syntax::may_mention(sql, column) && (is_own || syntax::may_mention(sql, table));
        },
        [&](std::string_view sql, const syntax::reading& found, const syntax::lexicon& lexicon) {
            if (found.opaque) {
                uses = uses || syntax::mentions(sql, column, lexicon);
                return;
            }
            const syntax::resolver resolve(found, column_lookup{&state});
            for (const syntax::reference& each : found.references) {
                if (!syntax::is_column(each) || !each.name.names(column)) continue;
                const syntax::meaning means = resolve.mean(each);
                uses =
                    uses || (means.kind == syntax::meaning::kind_type::column && resolve.is_table(*means.from, table));
            }
        });
    return uses;
}

/// The trigger that an operation of the history created and whose texts use a table or view, apart from the table's own
/// triggers; null: there is none. Triggers of raw SQL are tested by the database only.
constexpr const trigger_entry* trigger_using_table(const schema& state, const name& table) {
    for (const trigger_entry& each : state.triggers.entries())
        if (each.alive && !each.is_raw && !(each.get().table == table) && uses_table(each, table)) return &each;
    return nullptr;
}
/// The same for a column of a table, with the table's own triggers.
constexpr const trigger_entry* trigger_using_column(const schema& state, const name& table, const name& column) {
    for (const trigger_entry& each : state.triggers.entries())
        if (each.alive && !each.is_raw && uses_column(state, each, table, column)) return &each;
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

/// Whether a trigger stays though its table or view is dropped: the view comes again, and no later operation of the
/// list creates the trigger, or drops it before the view is there. Triggers of raw SQL are left to raw SQL.
constexpr bool outlives_drop(const op::operations_view& arrays, const op::operation& drop,
                             const trigger_entry& trigger) {
    using kind = op::operation_kind;
    if (drop.kind != kind::drop_view || trigger.is_raw || !comes_again(arrays, drop)) return false;
    bool after = false, has_view = false;
    for (const op::operation& each : arrays.list) {
        has_view = has_view || (after && each.kind == kind::create_view && each.table == drop.table);
        const bool concerns = after && each.object == trigger.name;
        if (concerns && (each.kind == kind::create_trigger || (each.kind == kind::drop_trigger && !has_view)))
            return false;
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
    bool fires = false;
    for_each_trigger_of(state, table, [&](std::uint32_t which) {
        const trigger_entry& each = state.triggers[which];
        if (each.get().event != op::trigger_event::update) return;
        fires = fires || each.get().cells.count == 0;
        for (const op::cell& cell : each.get().cells.of(each.arrays->cells)) fires = fires || cell.column == column;
    });
    return fires;
}

}  // namespace aludel::inline v0_1::detail
