// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A history as plain data, which everything but the declaration works with. It owns nothing.
struct history_view {
    std::string_view title{};  ///< the name of the history in scripts; empty: none is known
    const op::settings* settings = nullptr;
    op::list_view<op::revision> revisions{};  ///< as declared
    /// Indexes of `revisions` in the order of application; empty where it is not known.
    op::list_view<revision_index> order{};

    /// Squashes whose replaced revisions are still in the history. They are not nodes of the graph, but shorter paths
    /// through it. They follow the revisions in the same array.
    op::list_view<op::revision> shortcuts{};

    /// The revision of this index; indexes past the last revision are those of shortcuts.
    [[nodiscard]] constexpr const op::revision& at(revision_index which) const {
        return which < revisions.count ? revisions[which] : shortcuts[which - revisions.count];
    }
    /// The number of revisions and shortcuts.
    [[nodiscard]] constexpr std::size_t size() const { return revisions.size() + shortcuts.size(); }
    /// The revision with this id, or the squash whose last replaced revision has it; null where there is none.
    [[nodiscard]] constexpr const op::revision* find(const name& id) const {
        for (const op::revision& each : all())
            if (each.id == id) return &each;
        for (const op::revision& each : revisions)
            if (!each.replaces.empty() && each.replaces[each.replaces.size() - 1] == id) return &each;
        return nullptr;
    }
    /// The revisions and the shortcuts.
    [[nodiscard]] constexpr op::list_view<op::revision> all() const {
        return {revisions.first, static_cast<std::uint32_t>(size())};
    }
};

/// The nodes of the graph, one per revision, in their order. A squash whose replaced revisions are gone is also found
/// by the id of the last of them. The nodes point into the revisions.
constexpr detail::vector<revision_node> nodes_of(const op::list_view<op::revision>& revisions) {
    detail::vector<revision_node> nodes(revisions.size());
    revision_node* result = nodes.data();
    for (const op::revision& each : revisions) {
        result->id = each.id;
        if (each.parents.count != 0) result->parents = each.parents;
        if (each.dependencies.count != 0) result->dependencies = each.dependencies;
        if (each.labels.count != 0) result->labels = each.labels;
        if (each.replaces.count != 0) result->replaced = {each.replaces.end() - 1, 1};
        ++result;
    }
    return nodes;
}
/// The same; and the last revision that a shortcut replaces is also found by the id of the squash.
constexpr detail::vector<revision_node> nodes_of(const history_view& history) {
    detail::vector<revision_node> nodes = nodes_of(history.revisions);
    for (const op::revision& each : history.shortcuts)
        for (revision_node& node : nodes)
            if (node.id == each.replaces[each.replaces.count - 1]) node.squashes = {&each.id, 1};
    return nodes;
}

}  // namespace aludel::inline v0_1
