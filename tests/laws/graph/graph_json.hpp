// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "test_graph.hpp"

#include <nlohmann/json.hpp>

#include <deque>    // deque
#include <fstream>  // ifstream
#include <string>   // string
#include <vector>   // vector

/// The conformance data (see /docs/graph_differences.md): graphs, and the results of the reference implementation.
namespace graph_json {

struct example {
    std::vector<std::string> from;
    std::string command;
    std::string target;
    std::string error;  // a kind; empty for success
    bool crash = false;
    std::vector<std::string> steps;
    std::vector<std::string> heads;
};

struct graph : test_graph {
    std::vector<std::string> heads;
    std::vector<std::string> bases;
    std::vector<example> examples;
};

/// Empty when there is no such file.
inline std::deque<graph> read(const std::string& path) {
    std::deque<graph> graphs;
    std::ifstream file(path);
    if (!file) return graphs;
    for (const auto& record : nlohmann::json::parse(file)) {
        graph& one = graphs.emplace_back();
        for (const auto& revision : record.at("revisions"))
            one.add(revision.at("id"), revision.at("down"), revision.at("depends_on"), revision.at("labels"));
        one.heads = record.at("heads");
        one.bases = record.at("bases");
        for (const auto& given : record.at("cases")) {
            example& each = one.examples.emplace_back();
            each.from = given.at("from").get<std::vector<std::string>>();
            each.command = given.at("command");
            each.target = given.at("target");
            each.error = given.value("error", "");
            each.crash = given.value("crash", false);
            each.steps = given.value("steps", std::vector<std::string>{});
            each.heads = given.value("heads", std::vector<std::string>{});
        }
    }
    return graphs;
}

}  // namespace graph_json
