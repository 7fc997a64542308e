// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/operation/list_view.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A history without its type: what everything behind the front door works with. It owns nothing.
struct history_view {
    std::string_view title{};
    const op::settings* settings = nullptr;
    op::list_view<op::revision> revisions{};  ///< as declared
    op::list_view<revision_index> order{};    ///< the order to apply them in

    [[nodiscard]] constexpr const op::revision& at(revision_index which) const { return revisions[which]; }
};

/// The revisions as the graph sees them.
constexpr detail::vector<revision_node> nodes_of(const op::list_view<op::revision>& revisions) {
    detail::vector<revision_node> nodes;
    nodes.reserve(revisions.size());
    for (const op::revision& each : revisions) nodes.push_back({each.id, each.parents, each.dependencies, each.labels});
    return nodes;
}

}  // namespace aludel::inline v0_1
