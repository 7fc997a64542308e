// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/schema/apply_object.hpp>
#include <aludel/schema/difference.hpp>
#include <aludel/schema/same.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The comparison of what stands beside tables: views, triggers, enumerations, sequences and so on.

namespace aludel::inline v0_1::detail {

/// Whether a materialized view has all indexes of another, by name and content.
constexpr bool has_indexes_of(const view_entry& a, const view_entry& b) {
    const op::operation no_columns{};
    const op::table_view view{b.arrays, &no_columns, b.name};
    for (const op::index& wanted : b.get().indexes.of(b.arrays->indexes)) {
        bool found = false;
        for (const op::index& each : a.get().indexes.of(a.arrays->indexes))
            found = found || (each.name == wanted.name && same_index(*a.arrays, each, *b.arrays, wanted, view));
        if (!found) return false;
    }
    return true;
}

/// Whether two views have the same queries for the same dialects, and the same indexes.
constexpr bool same_view(const view_entry& a, const view_entry& b) {
    if (a.queries().count != b.queries().count || a.get().materialized != b.get().materialized) return false;
    for (std::uint32_t i = 0; i < a.queries().count; ++i)
        if (a.queries()[i].dialect != b.queries()[i].dialect ||
            !syntax::same_sql(a.queries()[i].sql, b.queries()[i].sql))
            return false;
    return a.get().indexes.count == b.get().indexes.count && has_indexes_of(a, b);
}

/// Compares a wanted view with the one of the same name.
constexpr void compare_view(const schema& is, const view_entry& wanted, detail::vector<difference>& found) {
    const std::uint32_t there = is.views.find(wanted.name);
    if (there == is.views.none) {
        found.push_back({.kind = difference_kind::missing_view, .table = wanted.name});
        return;
    }
    const view_entry& view = is.views[there];
    if (same_view(view, wanted)) return;
    std::uint32_t first = 0;  // query that differs
    while (first < view.queries().count && first < wanted.queries().count &&
           syntax::same_sql(view.queries()[first].sql, wanted.queries()[first].sql))
        ++first;
    const auto text_of = [&](const view_entry& shown) {
        return first < shown.queries().count ? shown.queries()[first].sql.text() : std::string_view();
    };
    found.push_back({.kind = difference_kind::changed_view,
                     .table = wanted.name,
                     .found_text = text_of(view),
                     .wanted_text = text_of(wanted)});
}

/// A difference about a trigger.
constexpr difference trigger_difference(difference_kind kind, const trigger_entry& trigger) {
    return {.kind = kind, .table = trigger.get().table, .object = trigger.name, .object_kind = "trigger"};
}

/// Whether two triggers do the same: tokens are compared, not letters.
constexpr bool same_trigger(const trigger_entry& a, const trigger_entry& b) {
    const op::operation &one = a.get(), &other = b.get();
    if (!(one.table == other.table) || one.timing != other.timing || one.event != other.event ||
        one.cells.count != other.cells.count || a.queries().count != b.queries().count ||
        !syntax::same_tokens(one.text, other.text))
        return false;
    for (std::uint32_t i = 0; i < one.cells.count; ++i)
        if (!(a.arrays->cells[one.cells.first + i].column == b.arrays->cells[other.cells.first + i].column))
            return false;
    for (std::uint32_t i = 0; i < a.queries().count; ++i)
        if (a.queries()[i].dialect != b.queries()[i].dialect ||
            !syntax::same_tokens(syntax::trimmed_statements(a.queries()[i].sql),
                                 syntax::trimmed_statements(b.queries()[i].sql)))
            return false;
    return true;
}

/// What a trigger does, for messages: "after update of a on t when b begin c ; end".
constexpr std::string_view definition_of(const trigger_entry& trigger, text_arena& arena) {
    constexpr std::string_view timings[] = {"before", "after", "instead of"}, events[] = {"insert", "update", "delete"};
    const op::operation& create = trigger.get();
    std::string_view text =
        arena.keep({timings[static_cast<int>(create.timing)], " ", events[static_cast<int>(create.event)]});
    std::string_view separator = " of ";
    for (const op::cell& each : create.cells.of(trigger.arrays->cells))
        text = arena.keep({text, separator, each.column}), separator = ", ";
    text = arena.keep({text, " on ", create.table});
    if (!create.text.empty()) text = arena.keep({text, " when ", create.text});
    return arena.keep({text, " begin ", trigger.queries().empty() ? "" : trigger.queries()[0].sql.text(), " ; end"});
}

/// Compares a wanted trigger with the one of the same name.
constexpr void compare_trigger(const schema& is, const trigger_entry& wanted, detail::vector<difference>& found,
                               text_arena& arena) {
    const std::uint32_t there = is.triggers.find(wanted.name);
    if (there == is.triggers.none || same_trigger(is.triggers[there], wanted)) return;
    found.push_back(trigger_difference(difference_kind::changed_object, wanted));
    found.back().found_text = definition_of(is.triggers[there], arena);
    found.back().wanted_text = definition_of(wanted, arena);
}

/// A difference about an enumeration, a sequence, an extension, a function or a schema.
constexpr difference object_difference(difference_kind kind, const object_entry& object) {
    return {.kind = kind, .object = object.name, .object_kind = words_of(object.get().kind).kind};
}

/// Whether two objects of one kind and name are the same. Of a function that was read only the name is known.
constexpr bool same_object(const object_entry& a, const object_entry& b) {
    switch (a.get().kind) {
        case op::operation_kind::create_enum: return same_names(values_of(a), values_of(b));
        case op::operation_kind::create_sequence: {
            const op::identity &x = a.arrays->columns[a.get().columns.first].identity,
                               &y = b.arrays->columns[b.get().columns.first].identity;
            return x.start == y.start && x.increment == y.increment;
        }
        case op::operation_kind::create_function: return a.queries().empty() || b.queries().empty() || same_view(a, b);
        default: return true;
    }
}

/// Compares a wanted object with the one of the same kind and name.
constexpr void compare_object(const schema& is, const object_entry& wanted, detail::vector<difference>& found) {
    const std::uint32_t there = find_object(is, wanted.get().kind, wanted.name);
    if (there == is.objects.none) found.push_back(object_difference(difference_kind::missing_object, wanted));
    if (there == is.objects.none || same_object(is.objects[there], wanted)) return;
    found.push_back(object_difference(difference_kind::changed_object, wanted));
    found.back().found_object = &is.objects[there], found.back().wanted_object = &wanted;
}

/// Compares the objects beside tables where both sides know them. What a database has and raw SQL of the history may
/// have created is no difference, and neither are an extension, a function or a schema that the history does not know.
constexpr void compare_objects(const schema& is, const schema& wanted, detail::vector<difference>& found) {
    if (!is.knows_triggers || !wanted.knows_triggers) return;
    for (const object_entry& each : wanted.objects.entries())
        if (each.alive && !each.is_raw) compare_object(is, each, found);
    for (const object_entry& each : is.objects.entries()) {
        if (!each.alive || each.is_raw || each.get().kind >= op::operation_kind::create_extension) continue;
        if (find_object(wanted, each.get().kind, each.name) == wanted.objects.none && !may_be_raw(wanted, each.name))
            found.push_back(object_difference(difference_kind::extra_object, each));
    }
}

}  // namespace aludel::inline v0_1::detail
