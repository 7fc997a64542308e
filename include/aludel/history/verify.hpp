// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/graph/validate.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/history/squash.hpp>
#include <aludel/history/squash_verdict.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/schema/namesakes.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

/// Whether a graph with these findings still has an order of application: several heads are the only finding that
/// leaves one.
constexpr bool has_order(const detail::vector<finding>& findings) {
    for (const finding& each : findings)
        if (each.rule != rule::multiple_heads) return false;
    return true;
}

/// All findings about a history, errors and warnings, in the order of its revisions, squashes last. Later checks are
/// skipped where those that they rely on have findings. Throws std::bad_alloc.
constexpr detail::vector<finding> verify(const history_view& declared) {
    history_view history = declared;
    const detail::vector<revision_node> nodes = nodes_of(history);
    const detail::graph_draft graph(nodes);
    detail::vector<finding> findings = validate(history, nodes, graph);
    if (!has_order(findings)) return findings;
    history.order = {graph.order.revisions.data, static_cast<std::uint32_t>(nodes.size())};
    const bool is_graph = findings.empty();
    detail::verify_schema(*history.settings, history.revisions, history.order, 0, nodes.size(), findings);
    if (!is_graph) return findings;  // the places of squashes have not been checked
    for (const op::revision& each : history.shortcuts) {
        const std::size_t before = findings.size();
        bool fine = true;
        detail::verify_shortcut(history, each, findings);
        for (std::size_t i = before; i < findings.size(); ++i) fine = fine && findings[i].level != level::error;
        if (fine) detail::prove_shortcut(history, each, findings);
    }
    return findings;
}
/// The same for revisions in any order, squashes among them.
constexpr detail::vector<finding> verify(const op::settings& declared_settings,
                                         const op::list_view<op::revision>& declared) {
    const detail::told_apart known(declared_settings, declared);
    const op::settings& settings = known.settings();
    const op::list_view<op::revision> revisions = known.revisions();
    detail::vector<std::uint32_t> order(revisions.size());
    const auto shortcuts = static_cast<std::uint32_t>(detail::shortcuts_last(revisions, order.data()));
    if (shortcuts == 0) return verify(history_view{{}, &settings, revisions, {}, {}});
    detail::vector<op::revision> arranged;
    for (const std::uint32_t which : order) arranged.push_back(revisions[which]);
    const std::uint32_t count = revisions.count - shortcuts;
    return verify(history_view{{}, &settings, {arranged.data(), count}, {}, {arranged.data() + count, shortcuts}});
}

}  // namespace aludel::inline v0_1
