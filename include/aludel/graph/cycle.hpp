// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/swap.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/revision_node.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Clears `alive` of revisions that cannot be on a cycle: repeatedly, each one without a living neighbour along `way`.
/// `back` has the same links in the opposite direction.
constexpr void peel(const links& way, const links& back, const zeroed_array<char>& alive) {
    const zeroed_array<std::uint32_t> held(alive.size);
    const zeroed_array<revision_index> loose(alive.size);
    revision_index* top = loose.data;
    for (revision_index i = 0; i < alive.size; ++i) {
        const link_range& range = way.ranges.data[i];
        for (std::uint32_t position = range.begin; position < range.end; ++position)
            held.data[i] += alive.data[way.flat.data[position]] ? 1U : 0U;
        if (alive.data[i] && held.data[i] == 0) *top++ = i;
    }
    while (top != loose.data) {
        const revision_index i = *--top;
        const link_range& range = back.ranges.data[i];
        alive.data[i] = 0;
        for (std::uint32_t index = range.begin; index < range.end; ++index) {
            const revision_index next = back.flat.data[index];
            if (alive.data[next] && --held.data[next] == 0) *top++ = next;
        }
    }
}

/// The shortest path of living revisions from one down to itself, each member depending on the next; empty if there is
/// none.
constexpr revision_list cycle_through(revision_index start, const links& below, const zeroed_array<char>& alive) {
    // The revision from which each was reached, as its index + 1; 0 for those that were not reached.
    const zeroed_array<revision_index> came_from(alive.size);
    const zeroed_array<revision_index> queue(alive.size);
    revision_index* last = queue.data;
    *last++ = start;
    for (const revision_index* first = queue.data; first != last && came_from.data[start] == 0; ++first) {
        const link_range& range = below.ranges.data[*first];
        for (std::uint32_t position = range.begin; position < range.end; ++position) {
            const revision_index next = below.flat.data[position];
            if (!alive.data[next] || came_from.data[next] != 0) continue;
            came_from.data[next] = *first + 1;
            if (next != start) *last++ = next;
        }
    }
    revision_list members;
    if (came_from.data[start] == 0) return members;
    members.push_back(start);
    for (revision_index revision = came_from.data[start] - 1; revision != start;
         revision = came_from.data[revision] - 1)
        members.push_back(revision);
    for (std::size_t i = 1, j = members.size() - 1; i < j; ++i, --j) detail::swap(members[i], members[j]);
    return members;
}

/// The cycles of a graph, each beginning with its alphabetically first id. A cycle that shares a revision with a listed
/// one is left out, because it may disappear when that one is mended.
constexpr detail::vector<revision_list> cycles_of(detail::span<const revision_node> nodes, const links& below) {
    const links above = turned(below);
    const zeroed_array<char> alive(nodes.size());
    for (char& flag : alive) flag = 1;
    detail::vector<revision_list> cycles;
    while (true) {
        peel(below, above, alive);
        peel(above, below, alive);
        const revision_node* first = nullptr;
        for (std::size_t i = 0; i < alive.size; ++i)
            if (alive.data[i] && (!first || nodes.data()[i].id < first->id)) first = nodes.data() + i;
        if (!first) return cycles;
        const auto start = static_cast<revision_index>(first - nodes.data());
        const revision_list members = cycle_through(start, below, alive);
        alive.data[start] = 0;  // may be on no cycle at all, only between two of them
        for (const revision_index member : members) alive.data[member] = 0;
        if (!members.empty()) cycles.push_back(members);
    }
}

}  // namespace aludel::inline v0_1::detail
