// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol_table.hpp>

#include <cstddef>    // size_t
#include <cstdint>    // uint32_t

namespace aludel::inline v0_1 {

namespace detail {

struct ordered {
    zeroed_array<revision_index> revisions;  // those on a cycle, and what only a cycle leads to, may be missing
    bool has_cycle = false;
};

/// Depth first from the heads down. The last head is visited first, and of each revision the last link: read backwards,
/// this is the way Alembic goes down, with the first head, and of a merge the first parent, rolled back first.
constexpr ordered order_of(detail::span<const revision_node> nodes, const links& below) {
    enum : char { unseen, open, done };
    const auto count = static_cast<revision_index>(nodes.size());
    const link_range* const of = below.of.data;
    const revision_index* const flat = below.flat.data;

    const zeroed_array<char> needed(count);
    for (std::size_t i = 0; i < below.flat.size; ++i) needed.data[flat[i]] = 1;
    detail::vector<revision_index> heads;
    for (revision_index i = 0; i < count; ++i)
        if (!needed.data[i]) heads.push_back(i);
    if (heads.size() > 1)
        sort(heads, [&](revision_index a, revision_index b) { return nodes[b].id < nodes[a].id; });

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
        left[head] = of[head].end;
        while (top != path.data) {
            const revision_index at = top[-1];
            if (left[at] == of[at].begin) {
                state[at] = done;
                *out++ = at;
                --top;
            } else if (const revision_index next = flat[--left[at]]; state[next] == unseen) {
                state[next] = open;
                left[next] = of[next].end;
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

/// What can be said of any list of revisions, valid or not: its names, the links between them, and the order.
struct outline {
    symbol_table symbols;  // the ids first, then the labels, then other ids
    links below;
    ordered order;

    constexpr outline() = default;
    constexpr explicit outline(detail::span<const revision_node> nodes)
        : symbols(symbols_of(nodes)), below(links_below(nodes, symbols)), order(order_of(nodes, below)) {}
};

}  // namespace detail

/// All revisions of a valid graph in the order to apply them, as indices: parents and dependencies first. The order is
/// one of ids and links alone; in which order the revisions were declared makes no difference.
constexpr revision_list topological_order(detail::span<const revision_node> nodes) {
    const detail::outline outline(nodes);
    return {outline.order.revisions.begin(), outline.order.revisions.end()};
}

}  // namespace aludel::inline v0_1
