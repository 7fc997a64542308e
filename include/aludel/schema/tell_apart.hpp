// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/namesakes.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Gives the entries of a catalog the names that they have by their schemas.
template <class Entry>
constexpr void tell_apart(const schema& state, catalog<Entry>& entries) {
    for (std::uint32_t i = 0; i < entries.entries().size(); ++i) {
        if (!entries[i].alive) continue;
        const name meant = state.name_in(entries[i].create->schema, entries[i].name);
        if (!(meant == entries[i].name)) entries.rename(i, meant);
    }
}

/// Makes a state tell the tables and views of these names apart by their schemas, as another that it is compared with
/// does. It keeps the list.
constexpr void tell_apart(schema& state, const op::list_view<name>& namesakes) {
    const schema before = state;  // finds tables by the names that keys and triggers have
    detail::vector<name> list;
    for (const name& each : namesakes) list.push_back(each);
    state.namesakes = op::view_of(state.arena.hold(static_cast<detail::vector<name>&&>(list)));
    for (std::uint32_t i = 0; i < state.tables.entries().size(); ++i) {
        if (!state.tables[i].alive) continue;
        bool differs = false;
        for (const op::constraint& each : state.tables[i].view().constraints())
            differs =
                differs || state.schema_hash(schema_of(before, each.target_name()), each.target) != each.schema_hash;
        if (!differs) continue;
        table_entry& entry = state.tables.change(i);
        for (op::constraint& each : entry.edit().constraints) {
            if (each.target.empty()) continue;
            each.target_schema = schema_of(before, each.target_name());
            each.schema_hash = state.schema_hash(each.target_schema, each.target);
        }
        entry.renew();
    }
    for (std::uint32_t i = 0; i < state.triggers.entries().size(); ++i) {
        if (!state.triggers[i].alive) continue;
        const name table = state.triggers[i].get().table, meant = state.name_in(schema_of(before, table), table);
        if (meant == table) continue;
        trigger_entry& entry = state.triggers.change(i);
        entry.edit().list[0].table = meant;
        entry.renew();
    }
    for (other_object& each : state.others) each.table = state.name_in(schema_of(before, each.table), each.table);
    tell_apart(state, state.tables), tell_apart(state, state.views);
}

/// Makes two states tell the tables of the same names apart.
constexpr void tell_apart(schema& one, schema& other) {
    detail::vector<name> names;
    for (const schema* const state : {&one, &other})
        for (const name& each : state->namesakes) add_name(names, each);
    if (names.size() != one.namesakes.size()) tell_apart(one, op::view_of(names));
    if (names.size() != other.namesakes.size()) tell_apart(other, op::view_of(names));
}

}  // namespace aludel::inline v0_1::detail
