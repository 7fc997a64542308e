// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/schema/object_filter.hpp>
#include <aludel/schema/renames.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

namespace detail {

/// Writes the operations that lead from one schema to another, one function per kind of operation, from the differences
/// between them.
struct differ {
    const schema& from;
    const schema& to;
    const detail::vector<difference>& found;
    op::operations& out;
    text_arena& arena;

    /// Calls `look` with each difference of this kind.
    template <class Look>
    constexpr void each(difference_kind kind, const Look& look) const {
        each(kind, kind, look);
    }
    /// Calls `look` with each difference of one of two kinds.
    template <class Look>
    constexpr void each(difference_kind kind, difference_kind also, const Look& look) const {
        for (const difference& one : found)
            if (one.kind == kind || one.kind == also) look(one);
    }

    /// Creates the missing tables, each after those that its foreign keys refer to. In a cycle the first one comes
    /// first, and gets its foreign keys to the others when these are there.
    constexpr void create_tables() const {
        detail::vector<name> waiting;
        each(difference_kind::missing_table, [&](const difference& one) { waiting.push_back(one.table); });
        const auto is_to_waiting = [&](const op::constraint& key, const name& table) {
            bool waits = false;
            for (const name& other : waiting) waits = waits || (key.points_at(other) && !(other == table));
            return waits;
        };
        op::operations keys;
        while (!waiting.empty()) {
            std::size_t next = waiting.size();
            for (std::size_t i = 0; i < waiting.size() && next == waiting.size(); ++i) {
                bool ready = true;
                for (const op::constraint& key : to.table(waiting[i]).constraints())
                    ready = ready && !is_to_waiting(key, waiting[i]);
                if (ready) next = i;
            }
            const bool is_cycle = next == waiting.size();
            if (is_cycle) next = 0;
            owned_operation table = complete_table(to, to.tables.find(waiting[next]), arena);
            if (is_cycle) {
                op::operation& create = table.list.list[0];
                detail::vector<op::constraint> first;
                for (const op::constraint& key : create.constraints.of(table.view.constraints)) {
                    if (!is_to_waiting(key, waiting[next])) {
                        first.push_back(key);
                        continue;
                    }
                    op::operation later = make_operation(op::operation_kind::add_constraint, create.table, key.name);
                    later.constraints = {static_cast<std::uint32_t>(keys.constraints.size()), 1};
                    keys.add_constraint(table.view, key), keys.list.push_back(later);
                }
                table.list.constraints = static_cast<detail::vector<op::constraint>&&>(first);
                create.constraints = {0, static_cast<std::uint32_t>(table.list.constraints.size())};
                table.renew();
            }
            out.append(table.view, table.list.list[0]);
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(next));
        }
        const op::operations_view later = keys.view();
        for (const op::operation& each : later.list) out.append(later, each);
    }

    /// Writes an operation with the column as it is wanted.
    constexpr void change_column(op::operation_kind operation, const difference& one) const {
        op::operation result = make_operation(operation, one.table, one.object);
        if (operation == op::operation_kind::alter_column) result.changes = one.changes;
        result.columns = {static_cast<std::uint32_t>(out.columns.size()), 1};
        out.add_column(*to.table(one.table).arrays, *one.wanted).inferred = false;
        out.list.push_back(result);
    }

    constexpr void add_columns() const {
        each(difference_kind::missing_column,
             [&](const difference& one) { change_column(op::operation_kind::add_column, one); });
    }

    /// Gives an enumeration that is a type the values that a column of it should have, once for all its columns. False:
    /// the column differs otherwise.
    constexpr bool change_enumeration(const difference& one) const {
        const op::data_type &old = one.found->type, &wanted = one.wanted->type;
        if (!from.enumerations_are_types || !is_enumeration(old) || old.kind != wanted.kind ||
            !(old.name == wanted.name) || one.changes != op::change::type)
            return false;
        const op::list_view<name> before = from.table(one.table).names(old.values),
                                  after = to.table(one.table).names(wanted.values);
        if (same_names(before, after)) return false;
        for (const op::operation& each : out.list)
            if (is_about_values(each.kind) && each.kind != op::operation_kind::rename_enum_value &&
                each.object == old.name)
                return true;
        change_values(name(old.name), before, after);
        return true;
    }

    /// Alters columns. One that is computed in another way is dropped and added.
    constexpr void alter_columns() const {
        each(difference_kind::changed_column, [&](const difference& one) {
            const op::generated_kind none = op::generated_kind::none;
            if (change_enumeration(one)) return;
            if (one.wanted->generated == none) {
                change_column(op::operation_kind::alter_column, one);
                if (one.found->generated != none)
                    out.list.back().changes = out.list.back().changes | op::change::generated;
                return;
            }
            out.list.push_back(make_operation(op::operation_kind::drop_column, one.table, one.object));
            change_column(op::operation_kind::add_column, one);
        });
    }

    constexpr void add_constraints() const {
        each(difference_kind::missing_constraint, difference_kind::changed_constraint, [&](const difference& one) {
            // The name by convention depends on what the table has already.
            op::operation result = make_operation(op::operation_kind::add_constraint, one.table, one.constraint->name);
            result.constraints = {static_cast<std::uint32_t>(out.constraints.size()), 1};
            out.add_constraint(*to.table(one.table).arrays, *one.constraint);
            out.list.push_back(result);
        });
    }

    constexpr void create_indexes() const {
        each(difference_kind::missing_index, difference_kind::changed_index, [&](const difference& one) {
            invert_drop_index(to, make_operation(op::operation_kind::drop_index, one.table, one.object), out);
        });
    }

    /// Writes an operation that needs nothing but the names, such as drop_index, for each difference of two kinds.
    constexpr void simple(op::operation_kind operation, difference_kind kind, difference_kind also) const {
        each(kind, also,
             [&](const difference& one) { out.list.push_back(make_operation(operation, one.table, one.object)); });
    }

    /// Drops the views that are not wanted as they are.
    constexpr void drop_views(difference_kind kind) const {
        each(kind, [&](const difference& one) {
            out.list.push_back(make_operation(op::operation_kind::drop_view, one.table));
            out.list.back().materialized = from.views[from.views.find(one.table)].get().materialized;
        });
    }

    /// Drops the extra tables, each after those whose foreign keys refer to it.
    constexpr void drop_tables() const {
        detail::vector<name> waiting;
        each(difference_kind::extra_table, [&](const difference& one) { waiting.push_back(one.table); });
        while (!waiting.empty()) {
            std::size_t next = 0;
            for (std::size_t i = 0; i < waiting.size(); ++i) {
                bool used = false;
                for (const name& other : waiting)
                    for (const op::constraint& key : from.table(other).constraints())
                        used = used || (!(other == waiting[i]) && key.points_at(waiting[i]));
                if (used) continue;
                next = i;
                break;
            }
            out.list.push_back(make_operation(op::operation_kind::drop_table, waiting[next]));
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(next));
        }
    }

    /// Whether a difference is about this trigger: one without a word can have its name, for another table.
    static constexpr bool is_of(const schema& state, std::uint32_t trigger, const difference& one) {
        return trigger != state.triggers.none && state.triggers[trigger].get().table == one.table;
    }
    /// Drops the triggers that are not wanted as they are; those of tables and views that are dropped go with them.
    constexpr void drop_triggers() const {
        for (const difference& one : found) {
            if (one.object_kind != "trigger" || one.kind == difference_kind::missing_object) continue;
            if (const std::uint32_t old = from.triggers.find(one.object); is_of(from, old, one))
                if (const name& table = from.triggers[old].get().table; to.has_table(table) || to.has_view(table))
                    out.list.push_back(make_operation(op::operation_kind::drop_trigger, table, one.object));
        }
    }
    constexpr void create_triggers() const {
        for (const difference& one : found) {
            if (one.object_kind != "trigger" || one.kind == difference_kind::extra_object) continue;
            if (const std::uint32_t wanted = to.triggers.find(one.object); is_of(to, wanted, one))
                append_trigger(to.triggers[wanted], out);
        }
    }

    /// The object beside tables that a difference is about; null: it is about none, or there is none.
    static constexpr const object_entry* object_of_difference(const schema& state, const difference& one) {
        for (const object_entry& each : state.objects.entries())
            if (each.alive && each.name == one.object && words_of(each.get().kind).kind == one.object_kind)
                return &each;
        return nullptr;
    }
    static constexpr bool changes_values(const difference& one) {
        return one.kind == difference_kind::changed_object && one.object_kind == "enumeration";
    }
    /// Adds the missing values of an enumeration, each at its place, then drops those that are not wanted.
    constexpr void change_values(const name& enumeration, const op::list_view<name>& before,
                                 const op::list_view<name>& after) const {
        for (std::uint32_t i = 0; i < after.count; ++i) {
            if (has_value(before, after[i])) continue;
            op::operation add = make_operation(op::operation_kind::add_enum_value, {}, enumeration, after[i]);
            add.timing = i == 0 ? op::trigger_timing::before : op::trigger_timing::after;
            if (i != 0 || before.count != 0) add.text = op::text_of((i == 0 ? before[0] : after[i - 1]).text());
            out.list.push_back(add);
        }
        for (const name& each : before) {
            if (has_value(after, each)) continue;
            op::operation drop = make_operation(op::operation_kind::drop_enum_value, {}, enumeration);
            drop.text = op::text_of(each.text());
            out.list.push_back(drop);
        }
    }

    /// Drops the objects beside tables that are not wanted as they are, an enumeration with other values apart.
    constexpr void drop_objects(difference_kind kind) const {
        for (const difference& one : found) {
            const object_entry* const old = object_of_difference(from, one);
            if (old == nullptr || one.kind != kind || changes_values(one)) continue;
            op::operation drop = make_operation(words_of(old->get().kind).drop, {}, old->name);
            drop.schema = old->get().schema;
            out.list.push_back(drop);
        }
    }
    constexpr void create_objects() const {
        for (const op::operation_kind each :
             {op::operation_kind::create_schema, op::operation_kind::create_extension, op::operation_kind::create_enum,
              op::operation_kind::create_sequence, op::operation_kind::create_function})
            for (const difference& one : found) {
                const object_entry* const wanted = object_of_difference(to, one);
                if (wanted == nullptr || one.kind == difference_kind::extra_object || wanted->get().kind != each)
                    continue;
                if (changes_values(one))
                    change_values(wanted->name, values_of(*object_of_difference(from, one)), values_of(*wanted));
                else out.append(*wanted->arrays, wanted->get()).object = op::text_of(wanted->name.text());
            }
    }

    constexpr void change_comments() const {
        each(difference_kind::changed_object, [&](const difference& one) {
            if (one.object_kind != "clause" || !(one.object == name("COMMENT"))) return;
            op::operation change = make_operation(op::operation_kind::comment_on_table, one.table);
            change.text = op::text_of(one.wanted_text);
            out.list.push_back(change);
        });
    }

    constexpr void create_views() const {
        each(difference_kind::missing_view, difference_kind::changed_view, [&](const difference& one) {
            const view_entry& view = to.views[to.views.find(one.table)];
            out.append(*view.arrays, view.get());
        });
    }
};

}  // namespace detail

/// The operations that turn the schema `before` into `to`, in an order that can be run. A renamed table or column is
/// written as one that is dropped and one that is added, unless a hint names it: two states alone do not tell. A hint
/// that matches nothing is ignored here; `check_renames` reports it. The result points into the texts of both schemas,
/// into those of the hints, and into `arena`. Objects for which the predicate is false stay as they are; those of a new
/// table come with it. Throws std::bad_alloc.
template <class Predicate = every_object>
constexpr op::operations operations_between(const schema& before, const schema& after, detail::text_arena& arena,
                                            const op::list_view<rename_hint>& hints = {},
                                            const Predicate& is_wanted = {}) {
    op::operations result;
    schema renamed;
    if (!hints.empty()) {
        renamed = before, renamed.arena = arena;
        static_cast<void>(detail::renamer{renamed, after, hints, result}.run());
        arena = renamed.arena;
    }
    const schema& current = hints.empty() ? before : renamed;
    const detail::vector<difference> found = detail::differences_where(current, after, arena, is_wanted);
    const detail::differ with{current, after, found, result, arena};
    with.drop_triggers();
    with.drop_views(difference_kind::extra_view);
    with.drop_views(difference_kind::changed_view);
    with.simple(op::operation_kind::drop_index, difference_kind::extra_index, difference_kind::changed_index);
    with.simple(op::operation_kind::drop_constraint, difference_kind::extra_constraint,
                difference_kind::changed_constraint);
    with.drop_objects(difference_kind::changed_object);
    with.create_objects();
    with.create_tables();
    with.add_columns();
    with.alter_columns();
    with.add_constraints();
    with.simple(op::operation_kind::drop_column, difference_kind::extra_column, difference_kind::extra_column);
    with.create_indexes();
    with.change_comments();
    with.drop_tables();
    with.drop_objects(difference_kind::extra_object);
    with.create_views();
    with.create_triggers();
    if (!current.namesakes.empty() || !after.namesakes.empty()) detail::name_schemas(result, current, after);
    return result;
}

}  // namespace aludel::inline v0_1
