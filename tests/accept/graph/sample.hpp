// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/revision_graph.hpp>

#include <initializer_list>  // initializer_list
#include <span>              // span
#include <string_view>       // string_view

using texts = std::initializer_list<std::string_view>;
using nodes_of_graph = std::span<const aludel::revision_node>;

constexpr bool has(texts list, aludel::name wanted) {
    for (const std::string_view text : list)
        if (text == wanted.text()) return true;
    return false;
}

/// Whether the plans have the same set of steps and the same final rows.
constexpr bool is_plan(const aludel::plan_result& result, texts steps, texts heads) {
    if (!result || result.value.steps.size() != steps.size() || result.value.heads.size() != heads.size()) return false;
    for (const aludel::plan_step& step : result.value.steps)
        if (!has(steps, step.id)) return false;
    for (const aludel::name head : result.value.heads)
        if (!has(heads, head)) return false;
    return true;
}

constexpr bool upgrade_does(nodes_of_graph nodes, texts rows, std::string_view target, texts steps, texts heads) {
    return is_plan(aludel::revision_graph(nodes).try_upgrade(rows, target), steps, heads);
}
constexpr bool downgrade_does(nodes_of_graph nodes, texts rows, std::string_view target, texts steps, texts heads) {
    return is_plan(aludel::revision_graph(nodes).try_downgrade(rows, target), steps, heads);
}
constexpr bool upgrade_refused(nodes_of_graph nodes, texts rows, std::string_view target,
                               aludel::graph_error_kind kind) {
    return aludel::revision_graph(nodes).try_upgrade(rows, target).error.kind == kind;
}
constexpr bool downgrade_refused(nodes_of_graph nodes, texts rows, std::string_view target,
                                 aludel::graph_error_kind kind) {
    return aludel::revision_graph(nodes).try_downgrade(rows, target).error.kind == kind;
}
