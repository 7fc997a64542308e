// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The triggers that the operations of a revision may have broken, for scripts: those of the history that use what was
/// changed, and unknown ones that may name what was dropped.
class touched_triggers {
public:
    constexpr void clear() { doubtful_.clear(), dropped_tables_.clear(), dropped_columns_.clear(); }

    /// Notes an operation, before it is applied.
    constexpr void note(const schema& state, const op::operation& each) {
        using kind = op::operation_kind;
        const bool is_column = each.kind == kind::drop_column;
        const bool drops = is_column || each.kind == kind::drop_table || each.kind == kind::drop_view;
        if (!drops && each.kind != kind::add_column) return;
        for (const trigger_entry& trigger : state.triggers.entries())
            if (trigger.alive && is_used_by(state, trigger, each.table, {})) doubtful_.push_back(trigger.name);
        if (!drops) return;
        dropped_tables_.push_back(each.table);
        dropped_columns_.push_back(is_column ? name(each.object) : name());
    }

    /// Lets a writer test the noted triggers that are still there.
    template <class Writer>
    constexpr void probe(schema& state, Writer& writer) const {
        if constexpr (requires(const op::operations& list, const op::table_view& of) { writer.fire(list, of, true); })
            for (const trigger_entry& trigger : state.triggers.entries()) {
                if (!trigger.alive || !is_doubtful(trigger.name)) continue;
                const name& on = trigger.get().table;
                const std::uint32_t found = state.tables.find(on);
                const bool is_table = found != state.tables.none;
                owned_operation table;
                if (is_table) complete_table(state, found, state.arena, table);
                op::operations fired;
                append_trigger(trigger, fired);
                writer.fire(fired,
                            is_table ? op::table_view{&table.view, table.list.list.data(), on} : op::table_view{},
                            state.views.find(on) != state.views.none);
            }
    }

    /// Lets a writer look for unknown triggers that name what was dropped and is not there again.
    template <class Writer>
    constexpr void guard(const schema& state, Writer& writer) const {
        if constexpr (requires(const vector<name>& names) { writer.guard_triggers(names, names, names); }) {
            vector<name> tables, columns, known;
            for (std::uint32_t i = 0; i < dropped_tables_.size(); ++i) {
                const name &table = dropped_tables_[i], &column = dropped_columns_[i];
                const op::table_view now = state.table(table);
                if (column.empty() ? now || state.has_view(table) : now && now.find_column(column) != nullptr) continue;
                tables.push_back(table), columns.push_back(column);
            }
            if (tables.empty()) return;
            for (const trigger_entry& each : state.triggers.entries())
                if (each.alive) known.push_back(each.name);
            writer.guard_triggers(tables, columns, known);
        }
    }

private:
    [[nodiscard]] constexpr bool is_doubtful(const name& trigger) const {
        for (const name& each : doubtful_)
            if (each == trigger) return true;
        return false;
    }

    vector<name> doubtful_;
    vector<name> dropped_tables_, dropped_columns_;
};

}  // namespace aludel::inline v0_1::detail
