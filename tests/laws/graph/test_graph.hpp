// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/revision_graph.hpp>

#include <deque>        // deque
#include <set>          // set
#include <span>         // span
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

/// Revisions for a test, and the text that they refer to.
struct test_graph {
    using texts = std::vector<std::string>;

    std::vector<aludel::revision_node> nodes;
    std::deque<std::string> text;
    std::deque<std::vector<aludel::name>> lists;

    test_graph& add(const std::string& id, const texts& parents = {}, const texts& dependencies = {},
                    const texts& labels = {}) {
        nodes.push_back({aludel::name(std::string_view(text.emplace_back(id))), names(parents), names(dependencies),
                         names(labels)});
        return *this;
    }

    std::span<const aludel::name> names(const texts& source) {
        auto& list = lists.emplace_back();
        for (const auto& one : source) list.emplace_back(std::string_view(text.emplace_back(one)));
        return list;
    }
};

inline std::vector<std::string> texts_of(const aludel::detail::vector<aludel::name>& names) {
    std::vector<std::string> texts;
    for (const auto& one : names) texts.emplace_back(one.text());
    return texts;
}

inline std::vector<std::string> steps_of(const aludel::plan& plan) {
    std::vector<std::string> texts;
    for (const auto& step : plan.steps) texts.emplace_back(step.id.text());
    return texts;
}

/// The writes one after another: "+a" insert, "a>b" update, "-a" delete, "--" delete all.
inline std::string writes_of(const aludel::plan& plan) {
    std::string text;
    for (const auto& write : plan.writes) {
        if (!text.empty()) text += ' ';
        switch (write.kind) {
            case aludel::version_write_kind::insert: text += '+' + std::string(write.to.text()); break;
            case aludel::version_write_kind::update:
                text += std::string(write.from.text()) + '>' + std::string(write.to.text());
                break;
            case aludel::version_write_kind::delete_: text += '-' + std::string(write.from.text()); break;
            case aludel::version_write_kind::delete_all: text += "--"; break;
        }
    }
    return text;
}

/// The rows of a version table after the writes. An empty id in the set means that a write did not affect exactly one
/// row.
inline std::set<std::string> after(std::set<std::string> rows, const aludel::plan& plan) {
    for (const auto& write : plan.writes) {
        const std::string source(write.from.text()), target(write.to.text());
        using enum aludel::version_write_kind;
        if (write.kind == delete_all) rows.clear();
        if ((write.kind == update || write.kind == delete_) && rows.erase(source) != 1) rows.insert("");
        if ((write.kind == update || write.kind == insert) && !rows.insert(target).second) rows.insert("");
    }
    return rows;
}

/// These revisions and everything that they revise or depend on, by a simple slow algorithm.
inline std::set<std::string> applied_by(const std::vector<aludel::revision_node>& nodes,
                                        const std::set<std::string>& rows) {
    std::set<std::string> applied = rows;
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& node : nodes) {
            if (!applied.contains(std::string(node.id.text()))) continue;
            for (const auto& parent : node.parents) grown |= applied.insert(std::string(parent.text())).second;
            for (const auto& dependency : node.dependencies)
                for (const auto& other : nodes) {
                    bool named = other.id == dependency;
                    for (const auto& label : other.labels) named |= label == dependency;
                    if (named) grown |= applied.insert(std::string(other.id.text())).second;
                }
        }
    }
    return applied;
}

/// A row that is an ancestor of another row; empty: there is none.
inline std::string redundant_in(const std::vector<aludel::revision_node>& nodes, const std::set<std::string>& rows) {
    for (const auto& row : rows)
        for (const auto& other : rows)
            if (row != other && applied_by(nodes, {other}).contains(row)) return row;
    return {};
}

/// What is wrong with a plan; empty: nothing. When a step runs, its parents and dependencies must be applied and, for a
/// downgrade, nothing that needs it; the writes must lead to the heads; and the heads must represent exactly what is
/// applied, without redundant rows.
inline std::string fault_of(const std::vector<aludel::revision_node>& nodes, const std::set<std::string>& rows,
                            const aludel::plan& plan) {
    std::set<std::string> applied = applied_by(nodes, rows);
    for (const auto& step : plan.steps) {
        const std::string id(step.id.text());
        if (step.direction == aludel::direction::upgrade) {
            for (const auto& needed : applied_by(nodes, {id}))
                if (needed != id && !applied.contains(needed)) return id + " is applied before " + needed;
            if (!applied.insert(id).second) return id + " is applied twice";
        } else {
            if (applied.erase(id) == 0) return id + " is taken back, but not applied";
            for (const auto& other : applied)
                if (applied_by(nodes, {other}).contains(id)) return id + " is taken back before " + other;
        }
    }
    std::set<std::string> heads;
    for (const auto& head : plan.heads) heads.emplace(head.text());
    if (after(rows, plan) != heads) return "the writes lead to other rows than the heads";
    if (!plan.steps.empty() && applied_by(nodes, heads) != applied) return "the heads do not say what is applied";
    if (redundant_in(nodes, rows).empty() && !redundant_in(nodes, heads).empty())
        return redundant_in(nodes, heads) + " is a row too many";
    return {};
}
