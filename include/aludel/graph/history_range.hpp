// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/planner.hpp>
#include <aludel/graph/resolve.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/graph/target.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Whether a range of the history depends on the rows of a database: if an end is `current` or counts from it. `-N` at
/// the start counts from the end, and `+N` at the end from the start, which needs no rows.
constexpr bool needs_rows(const symbol_range& range) {
    const symbol start = parse_symbol(range.start).value, end = parse_symbol(range.end).value;
    if (start.counts_from_current('-') || end.counts_from_current('+'))
        return start.counts_from_current() ? end.needs_rows() : start.needs_rows();
    return start.needs_rows() || end.needs_rows();
}

namespace detail {

/// The revisions of `start:end`, both included, newest first. `-N` at the start counts from the end, `+N` at the end
/// counts from the start, and both together count from the current revision. Counts that are too large end at the first
/// or last revision.
constexpr revisions_result revisions_in(const graph_data& graph, std::string_view range, const revision_list& current) {
    const graph_result<symbol_range> parsed = parse_range(range);
    if (!parsed) return parsed.error;
    const graph_result<symbol> start = parse_symbol(parsed.value.start.empty() ? "base" : parsed.value.start);
    const graph_result<symbol> end = parse_symbol(parsed.value.end.empty() ? "heads" : parsed.value.end);
    const bool start_counts = start.value.counts_from_current('-');
    const bool end_counts = end.value.counts_from_current('+');

    graph_result<walk_end> upper;
    graph_result<walk_end> lower;
    if (!end_counts) upper = resolve(graph, end, current, true);
    if (!upper) return upper.error;
    // Counts from each of several heads on its own, since from all of them together it would be ambiguous.
    bool from_base = false;
    if (start_counts && !end_counts) {
        for (const revision_index head : upper.value.at) {
            const graph_result<walk_end> one = resolve(graph, start, {head}, true);
            if (!one) return one.error;
            from_base = from_base || one.value.at.empty();
            for (const revision_index i : one.value.at)
                if (!contains(lower.value.at, i)) lower.value.at.push_back(i);
        }
    } else {
        lower = resolve(graph, start, current, true);
    }
    if (!lower) return lower.error;
    if (end_counts) upper = resolve(graph, end, start_counts ? current : lower.value.at, true);
    if (!upper) return upper.error;

    // `label@base:` is the history of that branch.
    std::string_view branch_text;
    if (lower.value.at.empty() && !from_base) branch_text = start.value.branch;
    const graph_result<branch> on = branch_named(graph, branch_text);
    const revision_marks required = closure(graph.below, on.value.filter(upper.value.at));
    for (const revision_index i : lower.value.at)
        if (!required[i])
            return graph_error(graph_error_kind::not_reachable,
                               {"`", graph.id(i).text(), "` is not below the end of the range `", range,
                                "`. Name two revisions of one branch, the lower first"});

    const revision_marks known = closure(graph.below, lower.value.at);
    const revision_marks standing = closure(graph.above, lower.value.at, false);
    const bool everything = lower.value.at.empty() || from_base;
    revision_list found;
    for (std::size_t i = graph.order.size; i-- != 0;) {
        const revision_index revision = graph.order[i];
        const bool is_new = required[revision] && !known[revision] && (everything || standing[revision]);
        if (is_new || contains(lower.value.at, revision)) found.push_back(revision);
    }
    return found;
}

}  // namespace detail
}  // namespace aludel::inline v0_1
