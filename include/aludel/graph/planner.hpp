// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/span.hpp>
#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/graph/resolve.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/graph/target.hpp>
#include <aludel/graph/version_writes.hpp>
#include <aludel/rule/wording.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The error about an upgrade to -N or a downgrade to +N.
constexpr graph_error wrong_way(std::string_view target, bool is_up) {
    return graph_error(graph_error_kind::relative_out_of_range,
                       {"`", target, "` leads ", is_up ? "down" : "up", ". ",
                        is_up ? "Downgrade to it, or write +N" : "Upgrade to it, or write -N"});
}

/// The error about rows of which one is an ancestor of another. No upgrade leaves a database like that, so nothing is
/// planned for it.
constexpr graph_error overlap_in(const graph_data& graph, const revision_list& rows, const revision_marks& applied) {
    for (const revision_index row : graph.sorted(rows))
        for (const revision_index above : graph.above.all(row))
            if (applied[above])
                return graph_error(
                    graph_error_kind::overlap,
                    {"the database is at `", graph.id(row).text(), "` and at a descendant of it, `",
                     graph.id(above).text(), "` or one above. Stamp it with the one that it is really at"});
    return {};
}

/// Plans to apply all revisions that the target needs and the database does not have, ancestors first.
constexpr plan_result plan_upgrade(const graph_data& graph, const revision_list& rows, std::string_view target) {
    const graph_result<symbol> parsed = parse_symbol(target);
    if (parsed.value.counts_from_current('-')) return wrong_way(target, true);
    const graph_result<walk_end> end = resolve(graph, parsed, rows);
    if (!end) return end.error;
    const revision_marks applied = closure(graph.below, rows);
    if (const graph_error overlap = overlap_in(graph, rows, applied)) return overlap;

    const revision_marks required = closure(graph.below, end.value.at);
    bookkeeper book(graph, rows);
    book.expect_steps(graph.size());
    for (const revision_index i : graph.order)
        if (required.data[i] && !applied.data[i]) book.apply(i);
    return book.finish();
}

/// The revisions directly above the target, on the branch if one is named: everything from them upwards is reverted.
/// For -N from the current revision it is only the last revision passed, so other branches on the same target stay.
constexpr revision_list downgrade_roots(const graph_data& graph, const symbol& target, const branch& on,
                                        const walk_end& destination) {
    if (target.steps < 0 && (target.revision.empty() || destination.at.size() > 1)) return {destination.left};
    return on.filter(children_of(graph, destination.at));
}

/// Plans to revert all applied revisions that descend from the target or depend on one that does, descendants first.
constexpr plan_result plan_downgrade(const graph_data& graph, const revision_list& rows, std::string_view target) {
    const graph_result<symbol> parsed = parse_symbol(target);
    if (parsed.value.counts_from_current('+')) return wrong_way(target, false);
    const graph_result<walk_end> end = resolve(graph, parsed, rows);
    if (!end) return end.error;
    const graph_result<branch> on = branch_named(graph, parsed.value.branch);
    if (end.value.at.size() > 1 && parsed.value.steps == 0)
        return several(graph, graph_error_kind::multiple_heads,
                       "a downgrade goes to one revision, not to several: ", end.value.at, "Name one of them");

    const revision_marks applied = closure(graph.below, rows);
    const revision_marks doomed = closure(graph.above, downgrade_roots(graph, parsed.value, on.value, end.value));
    bookkeeper book(graph, rows);
    book.count_standing(applied);
    book.expect_steps(graph.size());
    bool nothing = true;
    for (std::size_t i = graph.order.size; i-- != 0;) {
        const revision_index revision = graph.order.data[i];
        if (!doomed.data[revision] || !applied.data[revision]) continue;
        book.take_back(revision);
        nothing = false;
    }
    bool there = true;
    for (const revision_index i : end.value.at) there = there && contains(rows, i);
    if (nothing && !there && end.value.at.size() > 1)
        return several(graph, graph_error_kind::ambiguous_walk, "the way down forks to ", end.value.at,
                       "Name one of them");
    if (nothing && !there && applied[end.value.at[0]])
        return graph_error(graph_error_kind::not_reachable,
                           {"`", graph.id(end.value.at[0]).text(),
                            "` is the last applied revision of its branch already, and another branch depends on it. "
                            "Name a revision below it"});
    if (nothing && !there)
        return graph_error(graph_error_kind::not_reachable,
                           {"no way leads down to `", target, "` from ",
                            rows.empty() ? "base" : list_of(graph.names_of(graph.sorted(rows))).text(),
                            ". Name a revision that is applied, or upgrade to it"});
    return book.finish();
}

/// Adapts the plan to rows with another id of a revision (see symbol_entry::is_alias): the first write that changes
/// such a row must name the id that is stored in it.
constexpr plan_result as_stored(const graph_data& graph, const version_rows& rows, plan_result result) {
    for (const name& row : rows.ids) {
        const symbol_entry* const entry = graph.symbols.find(row);
        if (!entry || !entry->is_alias) continue;
        for (version_write& write : result.value.writes) {
            if (!(write.from == graph.id(entry->revision))) continue;
            write.from = entry->text;
            break;
        }
    }
    return result;
}

/// The plan with its names copied into its own memory, so that it may outlive the graph. In a constant expression all
/// text is literal and stays where it is, since GCC compares only literals quickly.
constexpr plan_result with_own_text(plan_result result) {
    if (__builtin_is_constant_evaluated()) return result;
    const auto own = [&](name& each) { each.data = result.value.texts.keep({each.text()}).data(); };
    for (plan_step& step : result.value.steps) own(step.id);
    for (version_write& write : result.value.writes) own(write.from), own(write.to);
    for (name& head : result.value.heads) own(head);
    return result;
}

/// Plans the version-table writes that make the database be at the targets; no revision is run.
constexpr plan_result plan_stamp(const graph_data& graph, const revision_list& rows,
                                 detail::span<const std::string_view> targets, bool purge) {
    bookkeeper book(graph, rows);
    if (purge) book.erase_all();
    revision_list stamped;
    for (const std::string_view target : targets) {
        const graph_result<symbol> parsed = parse_symbol(target);
        const graph_result<walk_end> end = resolve(graph, parsed, rows);
        if (!end) return end.error;
        if (end.value.at.empty()) {
            const graph_result<branch> on = branch_named(graph, parsed.value.branch);
            revision_marks line;
            if (on.value.given) line = lineage(graph, on.value.revision, true);
            for (const revision_index row : book.rows())
                if (!on.value.given || line[row]) book.erase(row);
        }
        for (const revision_index destination : graph.sorted(end.value.at)) {
            const revision_marks line = lineage(graph, destination, true);
            for (const revision_index other : stamped)
                if (other != destination && line[other])
                    return several(graph, graph_error_kind::overlap, "one of the targets is an ancestor of the other: ",
                                   graph.sorted({destination, other}), "Name only the descendant");
            stamped.push_back(destination);
            const revision_list related = kept(book.rows(), line);
            if (!contains(related, destination)) book.replace(related, destination);
        }
    }
    return book.finish();
}

/// Plans from the start of a range, at these rows, to its end: an upgrade, or a downgrade if the end is below the
/// start.
constexpr plan_result plan_either_way(const graph_data& graph, const revision_list& rows, const symbol_range& range) {
    plan_result up = plan_upgrade(graph, rows, range.end);
    if (up && (!up.value.steps.empty() || range.start == range.end)) return up;
    const graph_error_kind why = up.error.kind;
    const bool may_be_below = up || why == graph_error_kind::not_reachable || why == graph_error_kind::invalid_syntax ||
        why == graph_error_kind::relative_out_of_range;
    if (!may_be_below) return up;
    return plan_downgrade(graph, rows, range.end);
}

/// Plans the range `start:end` for a script: from a database that is at `start`, in the given direction.
constexpr plan_result plan_range(const graph_data& graph, std::string_view range, direction way) {
    const graph_result<symbol_range> parsed = parse_range(range);
    if (!parsed) return parsed.error;
    const auto [start, end] = parsed.value;
    if (end.empty() || (start.empty() && way == direction::downgrade))
        return graph_error(graph_error_kind::invalid_syntax,
                           {"`", range, "` leaves open ", end.empty() ? "where to go" : "where to start",
                            ". Write both ends, start:end"});
    if (parse_symbol(start).value.is_current() || parse_symbol(end).value.is_current())
        return graph_error(graph_error_kind::invalid_syntax,
                           {"`", range, "` names the current revision, which a script cannot know. Name both ends"});
    const graph_result<walk_end> source = resolve(graph, parse_symbol(start.empty() ? "base" : start), {});
    if (!source) return source.error;
    if (way == direction::upgrade) return plan_upgrade(graph, source.value.at, end);
    return plan_downgrade(graph, source.value.at, end);
}

}  // namespace aludel::inline v0_1::detail
