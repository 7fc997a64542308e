// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol_table.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

namespace detail {

/// The result of sorting the revisions topologically.
struct ordered {
    zeroed_array<revision_index> revisions;  // revisions on a cycle, and those reached only from one, may be missing
    bool has_cycle = false;
};

/// Sorts depth first from the heads down, beginning with the last head, and with the last link of each revision. In
/// reverse this is Alembic's order of downgrades: the first head first, and the first parent of a merge first.
constexpr ordered order_of(detail::span<const revision_node> nodes, const links& below) {
    enum : char { unseen, open, done };
    const auto count = static_cast<revision_index>(nodes.size());
    const link_range* const subject = below.ranges.data;
    const revision_index* const flat = below.flat.data;

    const zeroed_array<char> needed(count);
    for (std::size_t i = 0; i < below.flat.size; ++i) needed.data[flat[i]] = 1;
    detail::vector<revision_index> heads;
    for (revision_index i = 0; i < count; ++i)
        if (!needed.data[i]) heads.push_back(i);
    if (heads.size() > 1) sort(heads, [&](revision_index a, revision_index b) { return nodes[b].id < nodes[a].id; });

    ordered result{zeroed_array<revision_index>(count), false};
    const zeroed_array<char> states(count);
    const zeroed_array<std::uint32_t> links_left(count);
    const zeroed_array<revision_index> path(count);
    char* const state = states.data;
    std::uint32_t* const left = links_left.data;
    revision_index* out = result.revisions.data;
    for (const revision_index head : heads) {
        revision_index* top = path.data;
        *top++ = head;
        left[head] = subject[head].end;
        while (top != path.data) {
            const revision_index revision = top[-1];
            if (left[revision] == subject[revision].begin) {
                state[revision] = done;
                *out++ = revision;
                --top;
            } else if (const revision_index next = flat[--left[revision]]; state[next] == unseen) {
                state[next] = open;
                left[next] = subject[next].end;
                *top++ = next;
            } else if (state[next] == open) {
                result.has_cycle = true;
            }
        }
    }
    result.revisions.size = static_cast<std::size_t>(out - result.revisions.data);
    if (result.revisions.size != count) result.has_cycle = true;
    return result;
}

/// What is known of any list of revisions, valid or not: its names, the links between them, and their order.
struct graph_draft {
    symbol_table symbols;  // the ids first, then the labels, then other ids
    links below;
    ordered order;

    constexpr graph_draft() = default;
    constexpr explicit graph_draft(detail::span<const revision_node> nodes)
        : symbols(symbols_of(nodes)),
          below(links_below(nodes, symbols)),
          order(order_of(nodes, below)) {}
};

}  // namespace detail

/// The indices of all revisions of a valid graph in the order to apply them: parents and dependencies first. It depends
/// on ids and links alone, not on the order in which the revisions are declared.
constexpr revision_list topological_order(detail::span<const revision_node> nodes) {
    const detail::graph_draft graph_draft(nodes);
    return {graph_draft.order.revisions.begin(), graph_draft.order.revisions.end()};
}

}  // namespace aludel::inline v0_1
