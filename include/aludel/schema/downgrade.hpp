// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A mark in each of the catalogs of a schema; see `catalog::mark`.
struct schema_mark {
    catalog<table_entry>::mark tables;
    catalog<index_entry>::mark indexes;
    catalog<view_entry>::mark views;
    catalog<trigger_entry>::mark triggers, raw_indexes;
    catalog<object_entry>::mark objects;
    std::size_t raw_texts = 0;
};

/// Starts the undo logs of a schema.
constexpr schema_mark start_log(schema& changed) {
    return {changed.tables.start_log(),   changed.indexes.start_log(),     changed.views.start_log(),
            changed.triggers.start_log(), changed.raw_indexes.start_log(), changed.objects.start_log(),
            changed.raw_texts.size()};
}
/// Marks the current state of a schema, for `restore`.
constexpr schema_mark set_mark(schema& changed) {
    return {changed.tables.set_mark(),   changed.indexes.set_mark(),     changed.views.set_mark(),
            changed.triggers.set_mark(), changed.raw_indexes.set_mark(), changed.objects.set_mark(),
            changed.raw_texts.size()};
}
/// Undoes all changes of a schema since a mark.
constexpr void restore(schema& changed, const schema_mark& target) {
    changed.tables.restore(target.tables), changed.views.restore(target.views),
        changed.triggers.restore(target.triggers), changed.raw_indexes.restore(target.raw_indexes),
        changed.objects.restore(target.objects);
    changed.raw_texts.resize(target.raw_texts);
    // Unlinks it from the indexes of its table.
    for (std::size_t i = changed.indexes.entries().size(); i-- > target.indexes.entries;) {
        const index_entry& gone = changed.indexes.entries().data()[i];
        if (gone.table < target.tables.entries) changed.tables.unlogged(gone.table).last_index = gone.before;
    }
    changed.indexes.restore(target.indexes);
}
/// Stops the undo logs of a schema and forgets them.
constexpr void stop_log(schema& changed) {
    changed.tables.stop_log(), changed.indexes.stop_log(), changed.views.stop_log(), changed.triggers.stop_log();
    changed.raw_indexes.stop_log(), changed.objects.stop_log();
}

/// Calls `look(entry)` for each living entry whose name no entry had at the mark.
template <class Entry, class Look>
constexpr void for_each_extra(const catalog<Entry>& entries, const typename catalog<Entry>::mark& before,
                              const Look& look) {
    struct had {
        aludel::name name;
        bool alive;
    };
    detail::vector<had> names;  // of what has changed; what has not still has its own
    name_map known(entries.log().size());
    entries.for_each_change(before, [&](const Entry& old, const Entry&) {
        if (!old.alive) return;
        names.push_back({old.name, true});
        known.add_last(names);
    });
    const auto is_extra = [&](const Entry& entry) {
        return entry.alive && known.find(names, entry.name) == name_map::none;
    };
    entries.for_each_change(before, [&](const Entry& old, const Entry& entry) {
        if (!(old.alive && old.name == entry.name) && is_extra(entry)) look(entry);
    });
    for (const Entry* entry = entries.entries().begin() + before.entries; entry != entries.entries().end(); ++entry)
        if (is_extra(*entry)) look(*entry);
}

/// The differences between the schema after a downgrade and the schema before the upgrade, given by a mark. Examines
/// only entries that were changed since.
constexpr detail::vector<difference> unrestored(const schema& after, const schema_mark& before, text_arena& arena) {
    detail::vector<difference> found;
    const auto report = [&](difference_kind kind, const name& table, const name& object = {}) {
        found.push_back({.kind = kind, .table = table, .object = object});
    };
    after.tables.for_each_change(before.tables, [&](const table_entry& old, const table_entry& entry) {
        if (!old.alive) return;
        const op::table_view there = entry.alive && entry.name == old.name ? entry.view() : after.table(old.name);
        if (!there) return report(difference_kind::missing_table, old.name);
        compare_tables(after.naming, there, old.view(), names_compared::all, found, arena);
        if (!same_options(there, old.view())) report(difference_kind::changed_options, old.name);
    });
    after.indexes.for_each_change(before.indexes, [&](const index_entry& old, const index_entry&) {
        name table = after.tables[old.table].name;  // unless it was renamed since
        after.tables.for_each_change(before.tables, [&](const table_entry& renamed, const table_entry& entry) {
            if (&entry == &after.tables[old.table]) table = renamed.name;
        });
        if (old.alive) compare_index(after, old, table, found);
    });
    // Views and triggers are entries of one type.
    const auto compare_old = [&](const view_entry& old, const view_entry&) {
        if (!old.alive || old.is_raw) return;
        if (old.get().kind == op::operation_kind::create_view) compare_view(after, old, found);
        else if (after.has_trigger(old.name)) compare_trigger(after, old, found, arena);
        else found.push_back(trigger_difference(difference_kind::missing_object, old));
    };
    const auto report_extra = [&](const view_entry& entry) {
        if (entry.is_raw) return;
        if (entry.get().kind == op::operation_kind::create_view) report(difference_kind::extra_view, entry.name);
        else found.push_back(trigger_difference(difference_kind::extra_object, entry));
    };
    after.views.for_each_change(before.views, compare_old);
    after.triggers.for_each_change(before.triggers, compare_old);
    for_each_extra(after.tables, before.tables,
                   [&](const table_entry& entry) { report(difference_kind::extra_table, entry.name); });
    for_each_extra(after.indexes, before.indexes, [&](const index_entry& entry) {
        report(difference_kind::extra_index, after.tables[entry.table].name, entry.name);
    });
    for_each_extra(after.views, before.views, report_extra);
    for_each_extra(after.triggers, before.triggers, report_extra);
    // Implicit enumerations come and go with their columns.
    after.objects.for_each_change(before.objects, [&](const object_entry& old, const object_entry&) {
        if (old.alive && !old.is_raw) compare_object(after, old, found);
    });
    for_each_extra(after.objects, before.objects, [&](const object_entry& entry) {
        if (!entry.is_raw) found.push_back(object_difference(difference_kind::extra_object, entry));
    });
    if (!after.namesakes.empty()) name_schemas(found, after, after);
    return found;
}

/// Whether a difference of a table follows from an error, so that the others of that table may follow too.
constexpr bool follows(const replay_context& context, const detail::vector<difference>& found, const name& table) {
    for (const difference& each : found)
        if (each.table == table &&
            (context.is_in_doubt(each.table, each.object) || context.is_in_doubt({}, each.object) ||
             is_definition_in_doubt(context, table, each.object)))
            return true;
    return false;
}

/// The trial of a downgrade on the schema after its upgrade.
class downgrade_trial {
public:
    /// With `undone`, `undo` can be called at the end.
    constexpr explicit downgrade_trial(replay_context& context, bool undone = true)
        : context_(context),
          doubts_(context.doubts.size()) {
        if (undone) after_upgrade_ = set_mark(context.schema);
    }

    /// Applies the next operation.
    constexpr void apply(const op::operations_view& downgrade, const op::operation& operation) {
        const std::size_t before = context_.checking() ? context_.findings->size() : 0;
        detail::apply(context_, downgrade, operation);
        has_findings_ = has_findings_ || (context_.checking() && context_.findings->size() != before);
    }
    /// Checks all operations together, after they have been applied.
    constexpr void check(const op::operations_view& downgrade) {
        const std::size_t before = context_.findings->size();
        check_actions(context_, downgrade);
        has_findings_ = has_findings_ || context_.findings->size() != before;
    }

    /// How the result differs from the schema before the upgrade, at most three differences; empty: it does not, or an
    /// operation was reported.
    [[nodiscard]] constexpr sentence differences(const schema_mark& before) const {
        sentence list;
        if (has_findings_) return list;
        text_arena arena;
        std::size_t count = 0;
        const detail::vector<difference> left = unrestored(context_.schema, before, arena);
        for (const difference& each : left) {
            if (!context_.doubts.empty() && follows(context_, left, each.table)) continue;
            if (++count <= 3) list.add(count == 1 ? "" : "; ").add(each.text());
        }
        if (count > 3) list.add("; and ").add(count - 3).add(" more");
        return list;
    }

    /// Restores the state after the upgrade.
    constexpr void undo() { restore(context_.schema, after_upgrade_); }
    /// Forgets doubts that there were in operations that have not been checked.
    constexpr void forget_doubts() { context_.doubts.resize(doubts_); }

private:
    replay_context& context_;
    schema_mark after_upgrade_{};
    std::size_t doubts_;
    bool has_findings_ = false;
};

/// Reports `downgrade_mismatch` where a written downgrade, which has been applied, does not restore the schema before
/// the upgrade.
constexpr void prove_downgrade(replay_context& context, const downgrade_trial& trial, const schema_mark& before) {
    if (const sentence list = trial.differences(before); !list.empty())
        context.report(rule::downgrade_mismatch,
                       {"downgrade: it does not restore the schema before the upgrade: ", list,
                        ". Undo the upgrade step by step, or leave the downgrade out, and it is derived"});
}

/// How the schema after an upgrade and a derived downgrade differs from the schema before them, as
/// `downgrade_trial::differences`. It is applied without checks: they are about what users write, and an operation that
/// is impossible leaves a difference.
constexpr sentence differences_after(replay_context& context, const op::operations_view& derived,
                                     const schema_mark& before) {
    detail::vector<finding>* const findings = context.findings;
    context.findings = nullptr;
    downgrade_trial trial(context);
    context.going_down = true;
    for (const op::operation& each : derived.list) trial.apply(derived, each);
    context.going_down = false;
    trial.forget_doubts();
    const sentence list = trial.differences(before);
    trial.undo();
    context.findings = findings;
    return list;
}

/// Reports `unproven_downgrade` for a derived downgrade that does not restore the schema before the upgrade.
constexpr void prove_downgrade(replay_context& context, const op::operations_view& derived, const schema_mark& before) {
    if (const sentence list = differences_after(context, derived, before); !list.empty())
        context.report(rule::unproven_downgrade,
                       {"upgrade: the downgrade that is derived from it does not restore the schema before it: ", list,
                        ". Write .downgrade(...), or .irreversible(\"why\")"});
}

/// Why the inverse of an operation cannot be derived from the schema before it, as the subject of a message; empty: it
/// can.
constexpr std::string_view underivable(const schema& before, const op::operations_view& arrays,
                                       const op::operation& operation) {
    if (operation.declared || operation.undo != 0) return {};  // its raw SQL is what cannot be undone
    switch (operation.kind) {
        case op::operation_kind::execute: return "execute: raw SQL";
        case op::operation_kind::run: return "run: a function";
        case op::operation_kind::insert: {
            const op::table_view table = before.table(operation.table);
            if (!table) return {};
            const op::constraint* const key = table.primary_key();
            if (key == nullptr) return "insert: rows without a key";
            const op::list_view<op::cell> cells = operation.cells.of(arrays.cells);
            const std::uint32_t rows = op::row_count(arrays, operation);
            std::uint32_t keys = 0;
            for (const op::cell& cell : cells)
                for (const name& column : table.names(key->columns)) {
                    if (!(cell.column == column)) continue;
                    if (cell.value.kind == op::value_kind::expression ||
                        cell.value.kind == op::value_kind::current_timestamp || cell.value.kind == op::value_kind::null)
                        return "insert: rows whose key the database makes up";
                    ++keys;
                }
            return keys == rows * key->columns.count && rows != 0 ? std::string_view() : "insert: rows without a key";
        }
        case op::operation_kind::drop_column: {
            const op::table_view table = before.table(operation.table);
            const op::column* const column = table ? table.find_column(operation.object) : nullptr;
            return column == nullptr ? std::string_view() : misfit_of_refill(before, *column);
        }
        case op::operation_kind::alter_column:
            return op::has(operation.changes, op::change::generated) ? "alter_column: .drop_generated()" : "";
        case op::operation_kind::add_enum_value: {
            std::string_view why;  // the columns get another type when the value is dropped
            for_each_column_of(before, operation.object, [&](std::uint32_t table, const op::column& column) {
                for (const op::dialect& each : named_dialects)
                    if (before.enumerations_are_types && each.traits->enumerations_are_types &&
                        each.traits->used_types_are_fixed &&
                        user_of_type(before, before.tables[table].view(), column.name, each.id))
                        why = "add_enum_value: a value of an enumeration in a view, trigger or generated column";
            });
            return why;
        }
        default: return {};
    }
}

}  // namespace aludel::inline v0_1::detail
