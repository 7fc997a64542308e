// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/code/migration_files.hpp>

#include <algorithm>  // any_of, find
#include <string>     // string

namespace aludel::inline v0_1::cli {

/// Throws a `command_error` if a database of --database, where any is named and exists, has applied one of the
/// revisions.
inline void require_not_applied(const context& tool, const revision_graph& graph, const revision_list& edited,
                                const std::string& remedy) {
    for (const context& one : tool.each_database()) {
        if (one.is_missing()) continue;
        revision_list rows;
        for (const std::string& row : one.known_rows(graph)) rows.push_back(graph.index_of(::aludel::name(row)));
        const detail::revision_marks applied = graph.applied_at(rows);
        for (const revision_index each : edited)
            if (applied[each])
                throw command_error("`" + redacted_url(one.url) + "` has applied revision `" +
                                    std::string(graph.id(each)) + "`. " + remedy);
    }
}

/// The only revision that a target stands for; throws a `command_error` for none or several.
inline revision_index single_revision(const revision_graph& graph, const std::string& target) {
    const revision_list found = graph.find(target);
    if (found.size() != 1)
        throw command_error("`" + target + "` stands for " + std::to_string(found.size()) +
                            " revisions. Name one by its id");
    return found[0];
}

/// `revision --rebase REVISION`: the branch that leads to a revision goes behind another head, as if it had been
/// written after it.
inline int rebase(const context& tool, const revision_graph& graph, const code::migration_files& files,
                  const std::string& moved, const std::string& onto) {
    files.require_built(graph);
    const revision_index top = single_revision(graph, moved);
    revision_index goal = top;
    if (!onto.empty()) {
        goal = single_revision(graph, onto);
    } else {
        for (const revision_index each : graph.heads()) {
            if (graph.share_lineage(each, top)) continue;
            if (goal != top) throw command_error("there are several other heads. Name one with --onto", wrong_usage);
            goal = each;
        }
        if (goal == top)
            throw command_error(
                "there is no other head that the branch could go behind: the history has no second "
                "branch");
    }
    if (graph.share_lineage(top, goal))
        throw command_error("`" + std::string(graph.id(top)) + "` and `" + std::string(graph.id(goal)) +
                            "` are on one branch already");

    const revision_list below_goal = graph.ancestors(goal, false);
    const auto is_below_goal = [&](revision_index each) {
        return std::find(below_goal.begin(), below_goal.end(), each) != below_goal.end();
    };
    revision_list branch = {top};
    for (const revision_index each : graph.ancestors(top, false))
        if (!is_below_goal(each)) branch.push_back(each);
    revision_list first;
    for (const revision_index each : branch) {
        bool begins = true;
        for (const revision_index parent : graph.parents(each)) begins = begins && is_below_goal(parent);
        if (begins) first.push_back(each);
    }
    if (first.size() != 1 || graph.parents(first[0]).size() != 1)
        throw command_error("the branch of `" + std::string(graph.id(top)) +
                            "` begins at more than one revision, or without a parent. Merge it instead");
    revision_list above = branch;
    for (const revision_index each : graph.descendants(first[0], false)) above.push_back(each);
    require_not_applied(tool, graph, above,
                        "Its order cannot change there any more: rebase the other branch, or merge. Or downgrade that "
                        "database first, with the program of before the merge");
    const std::string id(graph.id(first[0])), parent(graph.id(graph.parents(first[0])[0])), target(graph.id(goal));
    const std::string written = files.set_parent(id, parent, target).string();
    if (tool.as_json) {
        json_writer writer;
        writer.object().key("revision").value(id).key("file").value(written);
        writer.key("from").value(parent).key("onto").value(target).end();
        return tool.out << writer.take(), ok;
    }
    if (tool.quiet) tool.out << id << '\n';
    else
        tool.out << "Rebased " << id << " from " << parent << " onto " << target << " in " << written
                 << "; build the program to have it\n";
    return ok;
}

/// The id of a head that can be undone; throws a `command_error` for any other revision.
inline std::string require_undoable(const context& tool, const revision_graph& graph, const std::string& undone) {
    const revision_index last = single_revision(graph, undone);
    std::string id(graph.id(last));
    if (!graph.is_head(last) || !graph.dependents(last).empty())
        throw command_error("revision `" + id + "` is no head: others revise it or depend on it. Undo these first");
    require_not_applied(tool, graph, {last}, "Downgrade it first: `" + tool.name + " downgrade " + id + "-1`");
    return id;
}

/// `revision --undo REVISION`: removes a head from the folder again, or a squash beside its revisions.
inline int undo(const context& tool, const revision_graph& graph, const code::migration_files& files,
                const std::string& undone) {
    files.require_built(graph);
    // As a target the id of such a squash means the last revision that it replaces.
    const auto& shortcuts = tool.history().shortcuts;
    const bool is_shortcut = std::any_of(shortcuts.begin(), shortcuts.end(),
                                         [&](const op::revision& each) { return each.id.text() == undone; });
    const std::string id = is_shortcut ? undone : require_undoable(tool, graph, undone);
    const std::string removed = files.remove({id}).front().string();
    if (tool.as_json) {
        json_writer writer;
        writer.object().key("revision").value(id).key("removed").value(removed).end();
        return tool.out << writer.take(), ok;
    }
    if (tool.quiet) tool.out << id << '\n';
    else tool.out << "Removed " << removed << "; build the program to be without it\n";
    return ok;
}

}  // namespace aludel::inline v0_1::cli
