// SPDX-License-Identifier: BSL-1.0
// What Alembic does with 60 random graphs, compared with this library. The sample beside this file is read by default;
// the environment variable ALUDEL_GRAPHS=path reads another, for example all 5,622 cases.
#include "graph_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>   // is_permutation, sort
#include <cstdlib>     // getenv
#include <filesystem>  // path
#include <iostream>    // cout
#include <map>         // map
#include <set>         // set
#include <string>      // string

namespace {

using strings = std::set<std::string>;

std::string path_of_graphs() {
    if (const char* const path = std::getenv("ALUDEL_GRAPHS")) return path;
#ifdef ALUDEL_CONFORMANCE_DIR
    return std::string(ALUDEL_CONFORMANCE_DIR) + "/graphs_sample.json";
#else
    return (std::filesystem::path(__FILE__).parent_path() / "graphs_sample.json").string();
#endif
}

std::string text_of(aludel::graph_error_kind kind) {
    using enum aludel::graph_error_kind;
    switch (kind) {
        case none: return "";
        case invalid_graph: return "invalid_graph";
        case invalid_syntax: return "invalid_syntax";
        case unknown_revision: return "unknown_revision";
        case ambiguous_prefix: return "ambiguous_prefix";
        case multiple_heads: return "multiple_heads";
        case ambiguous_walk: return "ambiguous_walk";
        case ambiguous_current: return "ambiguous_current";
        case relative_out_of_range: return "relative_out_of_range";
        case not_reachable: return "not_reachable";
        case not_on_branch: return "not_on_branch";
        case overlap: return "overlap";
        case irreversible: return "irreversible";
    }
    return "?";
}

struct outcome {
    std::string error;
    std::vector<std::string> steps;
    std::vector<std::string> heads;
};

strings set_of(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

bool is_relative(const graph_json::example& each) { return each.target.find('-') != std::string::npos; }

/// The deliberate differences, each with the only condition under which it occurs. docs/graph_differences.md gives the
/// reasons.
struct difference {
    const char* name;
    bool (*applies)(const graph_json::graph&, const graph_json::example&, const outcome&);
};

const difference differences[] = {
    {"a step down from a merge takes the merge back",
     [](const graph_json::graph&, const graph_json::example& each, const outcome& ours) {
         return each.error == "ambiguous_walk" && each.command == "downgrade" && is_relative(each) &&
             ours.error.empty();
     }},
    {"label@-N works where the label is declared further down",
     [](const graph_json::graph&, const graph_json::example& each, const outcome& ours) {
         return each.error == "not_reachable" && each.command == "downgrade" && is_relative(each) &&
             each.target.find('@') != std::string::npos && ours.error.empty();
     }},
    {"no row is left for a revision that another row stands on",
     [](const graph_json::graph& graph, const graph_json::example& each, const outcome& ours) {
         return each.error.empty() && ours.error.empty() && set_of(each.steps) == set_of(ours.steps) &&
             ours.heads.size() < each.heads.size() &&
             applied_by(graph.nodes, set_of(each.heads)) == applied_by(graph.nodes, set_of(ours.heads));
     }},
    {"where the reference crashes, any answer",
     [](const graph_json::graph&, const graph_json::example& each, const outcome&) { return each.crash; }},
};

bool is_linear(const graph_json::graph& graph) {
    strings parents;
    std::size_t links = 0;
    for (const auto& node : graph.nodes) {
        for (const auto& parent : node.parents) parents.emplace(parent.text()), ++links;
        links += 2 * node.dependencies.size();
    }
    return links + 1 == graph.nodes.size() && parents.size() == links;
}

TEST(graph_conformance, same_as_the_reference) {
    const std::string path = path_of_graphs();
    const auto graphs = graph_json::read(path);
    if (graphs.empty()) GTEST_SKIP() << "no conformance data at " << path << "; set ALUDEL_GRAPHS";

    std::size_t count = 0, same = 0, in_same_order = 0;
    std::map<std::string, std::size_t> different;
    for (const auto& graph : graphs) {
        const aludel::revision_graph revisions(graph.nodes);
        EXPECT_EQ(set_of(texts_of(revisions.ids(revisions.heads()))), set_of(graph.heads));
        EXPECT_EQ(set_of(texts_of(revisions.ids(revisions.bases()))), set_of(graph.bases));
        for (const auto& each : graph.examples) {
            ++count;
            const auto result = each.command == "upgrade" ? revisions.try_upgrade(each.from, each.target)
                                                          : revisions.try_downgrade(each.from, each.target);
            const outcome ours{text_of(result.error.kind), steps_of(result.value), texts_of(result.value.heads)};
            std::string where = each.command + " " + each.target + " from";
            for (const auto& row : each.from) where += " " + row;
            if (result) {
                EXPECT_EQ(fault_of(graph.nodes, set_of(each.from), result.value), "") << where;
            } else {
                EXPECT_FALSE(result.error.text().empty()) << where;
            }

            const bool agree = !each.crash && ours.error == each.error && set_of(ours.steps) == set_of(each.steps) &&
                set_of(ours.heads) == set_of(each.heads);
            if (agree) {
                ++same;
                in_same_order += ours.steps == each.steps ? 1U : 0U;
                if (is_linear(graph)) {
                    EXPECT_EQ(ours.steps, each.steps) << where;
                }
                continue;
            }
            const difference* found = nullptr;
            for (const auto& one : differences)
                if (!found && one.applies(graph, each, ours)) found = &one;
            if (found) ++different[found->name];
            else
                ADD_FAILURE() << where << ": expected " << (each.error.empty() ? "success" : each.error) << ", got "
                              << (ours.error.empty() ? "success" : ours.error) << " " << result.error.text();
        }
    }
    std::cout << count << " cases: " << same << " the same, " << in_same_order << " of them in the same order\n";
    for (const auto& [name, number] : different) std::cout << "  " << number << " differ: " << name << "\n";
}

}  // namespace
