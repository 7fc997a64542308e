// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/closest.hpp>
#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/id_rules.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/rule/wording.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Revisions, or why there are none.
using revisions_result = graph_result<revision_list>;

/// The revision with that id or label, or the only one among those marked whose id or label begins with the text. As in
/// Alembic, an id of three characters or less must be written in full.
constexpr revisions_result revision_named(const graph_data& graph, std::string_view text,
                                          const revision_marks* among = nullptr) {
    if (const symbol_entry* const entry = graph.symbols.find(name(text))) return revision_list{entry->revision};

    revision_list found;
    closest nearest(text);
    for (const symbol_entry& entry : graph.symbols.entries()) {
        nearest.offer(entry.text);
        if (entry.text.size < 4 || !entry.text.text().starts_with(text) || (among && !among->data[entry.revision]))
            continue;
        if (!contains(found, entry.revision)) found.push_back(entry.revision);
    }
    if (found.size() == 1) return found;
    if (found.empty()) {
        graph_error error(graph_error_kind::unknown_revision, {"`", text, "` is no revision or label of the history"});
        if (is_reserved(name(text))) error.message.add(": it stands for revisions only at the end of a target");
        else if (!nearest.found.empty()) error.message.add("; did you mean `").add(nearest.found).add("`?");
        error.message.add(nearest.found.empty() ? ". " : " ")
            .add("Name an id, the beginning of a long one, or a label");
        return error;
    }
    found = graph.sorted(found);
    return graph_error(graph_error_kind::ambiguous_prefix,
                       {"`", text, "` begins several ids: ", list_of(graph.names_of(found)).text(),
                        ". Write more of the one you mean"});
}

/// The branch before an @ in a target: the revision that selects it and its lineage.
struct branch {
    bool given = false;
    std::string_view text;
    revision_index revision = 0;
    revision_marks line;

    [[nodiscard]] constexpr revision_list filter(const revision_list& revisions) const {
        if (!given) return revisions;
        return kept(revisions, line);
    }
};

/// The branch that an id or label selects; no branch for an empty text.
constexpr graph_result<branch> branch_named(const graph_data& graph, std::string_view text) {
    if (text.empty()) return branch();
    const revisions_result found = revision_named(graph, text);
    if (!found) return found.error;
    branch on;
    on.given = true;
    on.text = text;
    on.revision = found.value[0];
    on.line = lineage(graph, on.revision);
    return on;
}

/// An error that lists several revisions.
constexpr graph_error several(const graph_data& graph, graph_error_kind kind, std::string_view what,
                              const revision_list& revisions, std::string_view way_out) {
    return graph_error(kind, {what, list_of(graph.names_of(revisions)).text(), ". ", way_out});
}

/// The revisions that a target without its +N or -N stands for; none for `base`.
constexpr revisions_result absolute(const graph_data& graph, std::string_view text, const branch& on) {
    if (text == "base") return revision_list();
    if (text == "heads" && !on.given) return real_heads_of(graph);
    if (text == "heads") return on.filter(heads_of(graph));
    if (text == "head") {
        const revision_list heads = on.filter(heads_of(graph));
        if (heads.size() < 2) return heads;
        return several(graph, graph_error_kind::multiple_heads, "head means several revisions here: ", heads,
                       "Name one of them, the head of a branch as in label@head, or heads for all");
    }
    revisions_result found = revision_named(graph, text, on.given ? &on.line : nullptr);
    if (found && on.given && !on.line[found.value[0]])
        found.error = graph_error(graph_error_kind::not_on_branch,
                                  {"`", graph.id(found.value[0]).text(), "` is not on the branch of `", on.text,
                                   "`. Name a revision of that branch, or leave the branch out"});
    return found;
}

/// Where counting +N or -N steps ends. If the last step goes down from a merge, it ends at all parents of the merge,
/// the state before it.
struct walk_end {
    revision_list at;
    revision_index left = 0;  // going down: the revision from which the last step was taken

    constexpr walk_end() = default;
    constexpr explicit walk_end(const revision_list& revisions) : at(revisions) {}
};

/// The error about +N or -N beyond the last or first revision.
constexpr graph_error too_far(std::size_t steps, bool is_up) {
    return graph_error(graph_error_kind::relative_out_of_range,
                       {is_up ? "+" : "-", steps,
                        is_up ? " goes beyond the last revision. Use fewer steps, or heads"
                              : " goes below the first revision. Use fewer steps, or base"});
}

/// Steps up from a revision, or from base if the list is empty, along a branch. At the last revision further steps are
/// an error, or, with `clamp`, are not taken.
constexpr graph_result<walk_end> walk_up(const graph_data& graph, revision_list revisions, std::size_t steps,
                                         const branch& along, bool clamp) {
    for (std::size_t i = 0; i < steps; ++i) {
        const revision_list next = along.filter(children_of(graph, revisions));
        if (next.size() > 1)
            return several(graph, graph_error_kind::ambiguous_walk, "the way up forks to ", graph.sorted(next),
                           "Name one of them, or a branch as in label@+1");
        if (next.empty() && clamp) break;
        if (next.empty()) return too_far(steps, true);
        revisions = next;
    }
    return walk_end(revisions);
}

/// Steps down from a revision. Of several parents the one on the branch is taken; only the last step may end at all of
/// them. `clamp` is as for `walk_up`.
constexpr graph_result<walk_end> walk_down(const graph_data& graph, revision_list revisions, std::size_t steps,
                                           const branch& along, bool clamp) {
    walk_end end(revisions);
    for (std::size_t i = 0; i < steps; ++i) {
        if (end.at.empty() && clamp) break;
        if (end.at.empty()) return too_far(steps, false);
        end.left = end.at[0];
        const auto parents = graph.below.revised(end.left);
        end.at = revision_list(parents.data(), parents.data() + parents.size());
        if (const revision_list on_branch = along.filter(end.at); on_branch.size() == 1) end.at = on_branch;
        if (end.at.size() > 1 && i + 1 < steps)
            return several(graph, graph_error_kind::ambiguous_walk, "the way down forks to ", end.at,
                           "Name one of them, or base");
    }
    return end;
}

/// The revisions of the rows of a version table. Each row must be a full id that the graph has.
constexpr revisions_result revisions_of(const graph_data& graph, const version_rows& rows) {
    revision_list found;
    const revision_marks seen(graph.size());
    for (const name row : rows.ids) {
        const symbol_entry* const entry = graph.symbols.find(row);
        if (!entry || entry->is_label)
            return graph_error(graph_error_kind::unknown_revision,
                               {"the database is at revision `", row.text(),
                                "`, which this history does not have. Run the program that wrote it, or stamp the "
                                "database with purge"});
        for (const name other : rows.ids)
            if (entry->is_alias && other == graph.id(entry->revision))
                return graph_error(graph_error_kind::overlap,
                                   {"the database is at `", row.text(), "` and at `", other.text(),
                                    "`, which are the same revision. Stamp it with the second, with purge"});
        if (!seen[entry->revision]) found.push_back(entry->revision);
        seen[entry->revision] = 1;
    }
    return found;
}

}  // namespace aludel::inline v0_1::detail
