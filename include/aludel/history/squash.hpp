// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/wording.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

// A squash replaces consecutive revisions, its run. As long as these are in the history, it is a shortcut beside the
// graph, which databases take that have none of them. When they are removed, it is a revision like others, which
// databases may also record by the id of the last revision that it replaces.

namespace aludel::inline v0_1::detail {

/// Whether at least one revision that a squash replaces is still in the history.
constexpr bool is_shortcut(const op::list_view<op::revision>& whole, const op::revision& squash) {
    for (const name& replaced : squash.replaces)
        for (const op::revision& each : whole)
            if (each.id == replaced) return true;
    return false;
}

/// Writes the order of the revisions with shortcuts last to `order`; returns the number of shortcuts.
constexpr std::size_t shortcuts_last(const op::list_view<op::revision>& whole, std::uint32_t* order) {
    std::size_t shortcuts = 0;
    for (const bool wanted : {false, true})
        for (std::uint32_t i = 0; i < whole.count; ++i) {
            const bool found = !whole[i].replaces.empty() && is_shortcut(whole, whole[i]);
            if (found == wanted) *order++ = i, shortcuts += found ? 1 : 0;
        }
    return shortcuts;
}

/// Checks the squashes of a history, apart from their operations. Findings are of rule `invalid_squash`.
class squash_check {
public:
    constexpr squash_check(const history_view& history, detail::vector<finding>& findings)
        : history_(history),
          findings_(findings) {}

    /// Reports squashes of which some replaced revisions are in the history and some are not. Checked before the graph,
    /// in which the missing ones would be reported as unknown.
    constexpr void find_missing() {
        for (const op::revision& squash : history_.shortcuts) {
            detail::vector<name> missing, there;
            for (const name& replaced : squash.replaces) {
                bool found = false;
                for (const op::revision& each : history_.revisions) found = found || each.id == replaced;
                if (found) there.push_back(replaced);
                else missing.push_back(replaced);
            }
            if (!missing.empty())
                report(squash,
                       {"of what it replaces, ", list_of(there), missing_there(there.size()), list_of(missing),
                        missing.size() == 1 ? " is" : " are",
                        " not. Keep all of them until no database is below the last, then take out all at once"});
        }
    }

    /// Reports squashes that replace nothing or have no upgrade.
    constexpr void find_incomplete() {
        for (const op::revision& each : history_.revisions) incomplete(each);
        for (const op::revision& each : history_.shortcuts) incomplete(each);
    }

    /// Reports shortcuts whose replaced revisions are not one chain, or whose parents differ from those of the first.
    /// The graph must be valid.
    constexpr void find_misplaced() {
        if (history_.shortcuts.empty()) return;
        const revision_graph graph(nodes_of(history_));
        for (std::size_t i = 0; i < history_.shortcuts.size(); ++i) misplaced(graph, i);
    }

private:
    static constexpr std::string_view missing_there(std::size_t count) {
        return count == 1 ? " is in the history, but " : " are in the history, but ";
    }

    constexpr void report(const op::revision& squash, parts what) {
        finding& result = findings_.emplace_back(rule::invalid_squash, squash.id, parts{"squash: "});
        result.sentence.add(what).add({" (revision `", squash.id, "`)"});
    }

    constexpr void incomplete(const op::revision& each) {
        if (each.is_squash && each.replaces.empty())
            report(each,
                   {"it replaces nothing. Name the revisions that it stands for in .replaces(...), lowest first"});
        if (!each.replaces.empty() && each.upgrade.list.empty())
            report(each, {"it does nothing. Write an .upgrade(...) that leads where the replaced revisions lead"});
    }

    static constexpr sentence or_nothing(detail::span<const name> names) {
        return names.empty() ? sentence({"nothing"}) : list_of(names);
    }

    constexpr bool same_revisions(const revision_graph& graph, const op::list_view<name>& value,
                                  detail::span<const revision_index> wanted) const {
        if (value.size() != wanted.size()) return false;
        for (const name& each : value) {
            bool found = false;
            const graph_result<revision_list> meant = graph.try_find(each);
            for (const revision_index one : wanted) found = found || (meant && one == meant.value[0]);
            if (!found) return false;
        }
        return true;
    }

    constexpr void misplaced(const revision_graph& graph, std::size_t which) {
        const op::revision& squash = history_.shortcuts[which];
        revision_list run;
        for (const name& replaced : squash.replaces) run.push_back(graph.index_of(replaced));
        for (std::size_t i = 0; i < which; ++i)
            for (const name& other : history_.shortcuts[i].replaces)
                for (const name& replaced : squash.replaces)
                    if (other == replaced)
                        return report(squash,
                                      {"`", replaced, "` is replaced by `", history_.shortcuts[i].id,
                                       "` already. Replace each revision once"});
        if (const op::list_view<name>& parents = history_.at(run[0]).parents;
            !same_revisions(graph, squash.parents, graph.parents(run[0])))
            report(squash,
                   {"it revises ", or_nothing(squash.parents), ", and `", squash.replaces[0],
                    "`, the first that it replaces, revises ", or_nothing(parents), ". Let it revise the same"});
        if (!same_revisions(graph, squash.dependencies, graph.dependencies(run[0])))
            report(squash,
                   {"it depends on ", or_nothing(squash.dependencies), ", and `", squash.replaces[0],
                    "`, the first that it replaces, on ", or_nothing(history_.at(run[0]).dependencies),
                    ". Let it depend on the same"});
        for (std::size_t i = 1; i < run.size(); ++i) outside(graph, squash, run[i - 1], run[i]);
    }

    /// Reports links from outside into the run, between two neighbours in it.
    constexpr void outside(const revision_graph& graph, const op::revision& squash, revision_index below,
                           revision_index above) {
        if (graph.parents(above).size() != 1 || graph.parents(above)[0] != below)
            return report(squash,
                          {"`", graph.id(above), "` does not revise `", graph.id(below),
                           "` and nothing else. Replaced revisions are one chain, lowest first"});
        if (!graph.dependencies(above).empty())
            return report(squash,
                          {"`", graph.id(above), "` depends on ", list_of(graph.ids(graph.dependencies(above))),
                           ". Of a run only the first revision can; replace fewer"});
        for (const auto& links : {graph.children(below), graph.dependents(below)})
            for (const revision_index each : links)
                if (each != above)
                    return report(squash,
                                  {"`", graph.id(each), "` stands on `", graph.id(below),
                                   "`, in the middle of the run. Let the squash end there, or begin behind it"});
    }

    history_view history_;
    detail::vector<finding>& findings_;
};

}  // namespace aludel::inline v0_1::detail

namespace aludel::inline v0_1 {

/// The findings about the graph of a history and its squashes (rules AL101 to AL113); empty: it is valid. `nodes` are
/// `nodes_of(history)`, and the last argument is their outline.
constexpr detail::vector<finding> validate(const history_view& history, detail::span<const revision_node> nodes,
                                           const detail::graph_draft& subject) {
    detail::vector<finding> findings;
    detail::squash_check squashes(history, findings);
    squashes.find_missing();
    if (!findings.empty()) return findings;
    findings = detail::validation(nodes, subject).run(history.settings->branches_allowed);
    if (findings.empty()) squashes.find_incomplete();
    if (findings.empty()) squashes.find_misplaced();
    return findings;
}
/// The same, with nodes and outline of its own.
constexpr detail::vector<finding> validate(const history_view& history) {
    const detail::vector<revision_node> nodes = nodes_of(history);
    return validate(history, nodes, detail::graph_draft(nodes));
}

}  // namespace aludel::inline v0_1
