// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol_table.hpp>

#include <cstddef>  // size_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// A set of revisions: one flag for each, by its index.
using revision_marks = zeroed_array<char>;

/// A valid graph with its links in both directions: `below` leads to the parents and dependencies of a revision,
/// `above` to the revisions that revise it or depend on it.
struct graph_data {
    symbol_table symbols;  // first the ids, in the order of the revisions' indices; then the labels, then other ids
    links below;
    links above;
    zeroed_array<revision_index> order;  // all revisions, parents and dependencies first

    constexpr graph_data() = default;
    constexpr explicit graph_data(graph_draft&& subject)
        : symbols(std::move(subject.symbols)),
          below(std::move(subject.below)),
          above(turned(below)),
          order(std::move(subject.order.revisions)) {}

    [[nodiscard]] constexpr std::size_t size() const { return below.ranges.size; }
    [[nodiscard]] constexpr const name& id(revision_index i) const { return symbols.entry(i).text; }
    [[nodiscard]] constexpr detail::span<const symbol_entry> labels_and_aliases() const {
        return symbols.entries().subspan(size());
    }

    /// The revisions sorted by id, so that messages and results do not depend on the order of declaration.
    constexpr revision_list sorted(revision_list revisions) const {
        sort(revisions, [this](revision_index a, revision_index b) { return id(a) < id(b); });
        return revisions;
    }

    [[nodiscard]] constexpr detail::vector<name> names_of(detail::span<const revision_index> revisions) const {
        detail::vector<name> names;
        for (const revision_index i : revisions) names.push_back(id(i));
        return names;
    }
};

/// The revisions that can be reached along links of one direction, including the start. Without dependencies only links
/// by `revises` count.
constexpr revision_marks closure(const links& way, detail::span<const revision_index> source,
                                 bool with_dependencies = true) {
    const revision_marks marks(way.ranges.size);
    const zeroed_array<revision_index> todo(way.ranges.size);
    revision_index* top = todo.data;
    for (const revision_index start : source) {
        if (marks.data[start]) continue;
        marks.data[start] = 1;
        *top++ = start;
        while (top != todo.data) {
            const link_range& range = way.ranges.data[*--top];
            const revision_index* next = way.flat.data + range.begin;
            for (const revision_index* const end = way.flat.data + (with_dependencies ? range.end : range.split);
                 next != end; ++next)
                if (!marks.data[*next]) *top++ = *next, marks.data[*next] = 1;
        }
    }
    return marks;
}

/// The ancestors and descendants of a revision, and itself. Links by `depends_on` count only `with_dependencies`.
constexpr revision_marks lineage(const graph_data& graph, revision_index revision, bool with_dependencies = false) {
    const revision_index start[] = {revision};
    const revision_marks marks = closure(graph.below, start, with_dependencies);
    const revision_marks upward = closure(graph.above, start, with_dependencies);
    for (std::size_t i = 0; i < marks.size; ++i) marks.data[i] = marks.data[i] || upward.data[i];
    return marks;
}

/// The revisions for which a predicate holds, sorted by id.
constexpr revision_list all_where(const graph_data& graph, auto&& wanted) {
    revision_list found;
    for (revision_index i = 0; i < graph.size(); ++i)
        if (wanted(i)) found.push_back(i);
    return graph.sorted(static_cast<revision_list&&>(found));
}

/// The heads: revisions that no other revises. A revision that others only depend on is still a head.
constexpr revision_list heads_of(const graph_data& graph) {
    return all_where(graph, [&](revision_index i) { return graph.above.revised(i).empty(); });
}

/// The real heads: revisions that no other revises or depends on. A fully upgraded database has exactly these rows.
constexpr revision_list real_heads_of(const graph_data& graph) {
    return all_where(graph, [&](revision_index i) { return graph.above.all(i).empty(); });
}

/// The bases: revisions without parents.
constexpr revision_list bases_of(const graph_data& graph) {
    return all_where(graph, [&](revision_index i) { return graph.below.revised(i).empty(); });
}

/// The revisions that revise the given one, or the bases if the list is empty. (There is no ?: here and elsewhere: GCC
/// 12 reports a vector that is the result of one as destroyed twice in a constant expression.)
constexpr revision_list children_of(const graph_data& graph, const revision_list& revision) {
    if (revision.empty()) return bases_of(graph);
    const auto children = graph.above.revised(revision[0]);
    return {children.data(), children.data() + children.size()};
}

/// The revisions of a list that are marked.
constexpr revision_list kept(const revision_list& revisions, const revision_marks& marks) {
    revision_list result;
    for (const revision_index i : revisions)
        if (marks[i]) result.push_back(i);
    return result;
}

/// Whether a label applies to a revision: it applies to the revision that declares it, to its descendants, and to its
/// ancestors down to the next fork or merge, excluding that.
constexpr bool carries(const graph_data& graph, revision_index revision, revision_index declared_by) {
    const revision_index start[] = {declared_by};
    if (closure(graph.above, start, false)[revision]) return true;
    for (revision_index index = declared_by;
         graph.above.all(index).size() < 2 && graph.below.revised(index).size() == 1;) {
        index = graph.below.revised(index)[0];
        if (graph.above.all(index).size() > 1 || graph.below.revised(index).size() > 1) return false;
        if (index == revision) return true;
    }
    return false;
}

}  // namespace aludel::inline v0_1::detail
