// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/resolve.hpp>
#include <aludel/graph/symbol.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The topmost applied revisions of a branch. It is needed where no row is on the branch because an applied revision of
/// another branch depends on it.
constexpr revision_list applied_tips(const graph_data& graph, const revision_list& rows, const branch& on,
                                     bool with_dependencies) {
    const revision_marks applied = closure(graph.below, rows);
    return all_where(graph, [&](revision_index i) {
        if (!applied[i] || !on.line[i]) return false;
        for (const revision_index next : with_dependencies ? graph.above.all(i) : graph.above.revised(i))
            if (applied[next] && (on.line[next] || !with_dependencies)) return false;
        return true;
    });
}

/// Where +N and -N start: at the current revision, on the branch if one is named.
constexpr revisions_result start_of_steps(const graph_data& graph, const revision_list& rows, const symbol& target,
                                          const branch& on) {
    const bool up = target.steps >= 0;
    revision_list starts = on.filter(rows);
    if (on.given && starts.empty()) starts = applied_tips(graph, rows, on, up);
    if (starts.size() > 1 && (up || on.given))
        return several(graph, graph_error_kind::ambiguous_current,
                       "the database is at several revisions: ", graph.sorted(starts),
                       "Name the one to count from, or a branch");
    if (!up && starts.empty())
        return graph_error(graph_error_kind::relative_out_of_range,
                           {"nothing is applied", on.given ? " on the branch of `" : "", on.text, on.given ? "`" : "",
                            ", so there is nothing to count down from. Name a revision"});
    // Alembic takes the first row that the database returns, in no defined order; this takes the first id.
    if (starts.size() > 1) starts = {graph.sorted(starts)[0]};
    return starts;
}

/// The revisions that a target stands for in a database with these rows. With `clamp`, counts beyond the last or first
/// revision end there instead of being an error, as listing a history needs it.
constexpr graph_result<walk_end> resolve(const graph_data& graph, const graph_result<symbol>& parsed,
                                         const revision_list& rows, bool clamp = false) {
    if (!parsed) return parsed.error;
    const symbol& target = parsed.value;
    if (target.is_current()) return walk_end(rows);
    const graph_result<branch> on = branch_named(graph, target.branch);
    if (!on) return on.error;
    revisions_result start;
    if (target.counts_from_current()) start = start_of_steps(graph, rows, target, on.value);
    else start = absolute(graph, target.revision, on.value);
    if (!start) return start.error;
    if (!target.is_relative()) return walk_end(start.value);
    if (start.value.size() > 1)
        return several(graph, graph_error_kind::multiple_heads,
                       "steps start at one revision, but there are several heads: ", start.value, "Name one of them");
    const auto steps = static_cast<std::size_t>(target.steps < 0 ? -target.steps : target.steps);
    if (target.steps < 0) return walk_down(graph, start.value, steps, on.value, clamp);
    return walk_up(graph, start.value, steps, on.value, clamp);
}

}  // namespace aludel::inline v0_1::detail
