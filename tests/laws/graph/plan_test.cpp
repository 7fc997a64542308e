// SPDX-License-Identifier: BSL-1.0
// Properties of every graph, tested on random graphs.
#include "test_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>  // find, min, shuffle
#include <chrono>     // steady_clock
#include <memory>     // make_unique
#include <random>     // mt19937
#include <set>        // set
#include <string>     // string, to_string
#include <utility>    // as_const, move
#include <vector>     // vector

namespace {

using random_bits = std::mt19937;

std::size_t below(random_bits& bits, std::size_t end) { return bits() % end; }

std::string hex(std::size_t number) {
    std::string text(8, '0');
    for (auto place = text.rbegin(); place != text.rend(); ++place, number /= 16)
        *place = "0123456789abcdef"[number % 16];
    return text;
}

/// Links go to earlier revisions; ids are random, so their order has no meaning.
test_graph random_graph(random_bits& bits, std::size_t size) {
    test_graph graph;
    std::vector<std::string> ids, labels;
    while (ids.size() < size) {
        const std::string id = hex(bits());
        std::vector<std::string> parents, dependencies, own_labels;
        for (std::size_t wanted = ids.empty() || below(bits, 8) == 0 ? 0
                 : below(bits, 5) == 0                               ? 2 + below(bits, 2)
                                                                     : 1;
             wanted != 0; --wanted) {
            // Mostly near the end, so that long chains occur.
            const std::string& parent =
                ids[below(bits, 3) == 0 ? below(bits, ids.size())
                                        : ids.size() - 1 - below(bits, std::min<std::size_t>(3, ids.size()))];
            if (std::find(parents.begin(), parents.end(), parent) == parents.end()) parents.push_back(parent);
        }
        if (!ids.empty() && below(bits, 4) == 0) dependencies.push_back(ids[below(bits, ids.size())]);
        if (!labels.empty() && below(bits, 6) == 0) dependencies.push_back(labels[below(bits, labels.size())]);
        if (below(bits, 6) == 0) own_labels.push_back("label" + std::to_string(labels.size()));
        graph.add(id, parents, dependencies, own_labels);
        ids.push_back(id);
        labels.insert(labels.end(), own_labels.begin(), own_labels.end());
    }
    return graph;
}

std::string random_target(random_bits& bits, const aludel::revision_graph& graph) {
    std::string target;
    if (below(bits, 3) == 0) {
        const auto labels = graph.labels(static_cast<aludel::revision_index>(below(bits, graph.size())));
        if (!labels.empty()) target = std::string(labels[below(bits, labels.size())].text()) + '@';
    }
    const char* const words[] = {"head", "heads", "base", ""};
    const std::size_t word = below(bits, 8);
    if (word < 4) target += words[word];
    else
        target += std::string(graph.id(static_cast<aludel::revision_index>(below(bits, graph.size()))).text())
                      .substr(0, below(bits, 3) == 0 ? 5 : 8);
    if (word == 3 || below(bits, 4) == 0)
        target += (below(bits, 2) == 0 ? "+" : "-") + std::to_string(1 + below(bits, 3));
    return target;
}

std::set<std::string> set_of(const aludel::detail::vector<aludel::name>& names) {
    std::set<std::string> texts;
    for (const auto& name : names) texts.emplace(name.text());
    return texts;
}

/// A random sequence of states of a database, each an upgrade or downgrade to a random target.
template <class Check>
void walk(random_bits& bits, const aludel::revision_graph& graph, const Check& check) {
    std::vector<std::string> rows;
    for (int step = 0; step < 40; ++step) {
        const std::string target = random_target(bits, graph);
        const bool up = below(bits, 3) != 0;
        const auto result = up ? graph.try_upgrade(rows, target) : graph.try_downgrade(rows, target);
        check(rows, up, target, result);
        if (result) rows = texts_of(result.value.heads);
    }
}

TEST(graph_laws, plans_are_sound) {
    random_bits bits(1);
    for (int round = 0; round < 200; ++round) {
        const test_graph source = random_graph(bits, 2 + below(bits, 24));
        const aludel::revision_graph graph(source.nodes);
        walk(bits, graph, [&](const auto& rows, bool up, const std::string& target, const aludel::plan_result& result) {
            if (result) {
                EXPECT_EQ(fault_of(source.nodes, {rows.begin(), rows.end()}, result.value), "")
                    << (up ? "upgrade " : "downgrade ") << target;
            } else {
                EXPECT_NE(result.error.text(), "");
            }
        });
    }
}

TEST(graph_laws, the_order_of_declaration_makes_no_difference) {
    random_bits bits(2);
    for (int round = 0; round < 200; ++round) {
        test_graph source = random_graph(bits, 2 + below(bits, 20));
        const aludel::revision_graph graph(source.nodes);
        auto shuffled = source.nodes;
        std::shuffle(shuffled.begin(), shuffled.end(), bits);
        const aludel::revision_graph other(shuffled);
        EXPECT_EQ(texts_of(graph.ids(graph.order())), texts_of(other.ids(other.order())));
        walk(bits, graph, [&](const auto& rows, bool up, const std::string& target, const aludel::plan_result& result) {
            const auto again = up ? other.try_upgrade(rows, target) : other.try_downgrade(rows, target);
            EXPECT_EQ(steps_of(result.value), steps_of(again.value)) << target;
            EXPECT_EQ(result.value.writes, again.value.writes) << target;
            EXPECT_EQ(result.value.heads, again.value.heads) << target;
            EXPECT_EQ(result.error.text(), again.error.text()) << target;
        });
    }
}

TEST(graph_laws, down_undoes_up) {
    random_bits bits(3);
    for (int round = 0; round < 200; ++round) {
        const test_graph source = random_graph(bits, 2 + below(bits, 20));
        const aludel::revision_graph graph(source.nodes);
        const auto plan = graph.upgrade({}, "heads");
        EXPECT_EQ(plan.heads, graph.ids(graph.real_heads()));
        EXPECT_EQ(plan.steps.size(), graph.size());
        const auto none = graph.downgrade(texts_of(plan.heads), "base");
        EXPECT_EQ(none.steps.size(), graph.size());
        EXPECT_TRUE(none.heads.empty());

        for (aludel::revision_index i = 0; i < graph.size(); ++i) {
            const auto there = graph.upgrade({}, graph.id(i).text());
            const auto up = graph.upgrade(texts_of(there.heads), "heads");
            std::set<std::string> stands_on_it;
            for (const auto child : graph.children(i)) {
                stands_on_it.emplace(graph.id(child).text());
                for (const auto one : graph.descendants(child)) stands_on_it.emplace(graph.id(one).text());
            }
            if (stands_on_it.empty()) continue;
            const auto down = graph.downgrade(texts_of(up.heads), graph.id(i).text());
            const auto taken_back = steps_of(down);
            EXPECT_EQ(std::set<std::string>(taken_back.begin(), taken_back.end()), stands_on_it);
            if (stands_on_it.size() == up.steps.size()) {
                EXPECT_EQ(down.heads, there.heads);
            }
        }
    }
}

TEST(graph_laws, one_step_at_a_time_comes_to_the_same) {
    random_bits bits(4);
    for (int round = 0; round < 100; ++round) {
        const test_graph source = random_graph(bits, 2 + below(bits, 20));
        const aludel::revision_graph graph(source.nodes);
        const auto plan = graph.upgrade({}, "heads");
        std::vector<std::string> rows;
        for (const auto& step : plan.steps) rows = texts_of(graph.upgrade(rows, step.id.text()).heads);
        EXPECT_EQ(rows, texts_of(plan.heads));
    }
}

TEST(graph_laws, a_stamp_says_what_an_upgrade_leaves) {
    random_bits bits(5);
    for (int round = 0; round < 100; ++round) {
        const test_graph source = random_graph(bits, 2 + below(bits, 20));
        const aludel::revision_graph graph(source.nodes);
        for (aludel::revision_index i = 0; i < graph.size(); ++i) {
            const auto plan = graph.stamp({}, graph.id(i).text());
            EXPECT_EQ(plan.heads, graph.upgrade({}, graph.id(i).text()).heads);
            EXPECT_EQ(after({}, plan), set_of(plan.heads));
            const auto planned = graph.stamp(texts_of(plan.heads), "heads");
            EXPECT_EQ(planned.heads, graph.ids(graph.real_heads()));
            EXPECT_EQ(after(set_of(plan.heads), planned), set_of(planned.heads));
            const auto none = graph.stamp(texts_of(planned.heads), "base");
            EXPECT_TRUE(after(set_of(planned.heads), none).empty());
        }
    }
}

TEST(graph_laws, a_copy_owns_its_text) {
    auto source = std::make_unique<test_graph>();
    source->add("aaaa1111", {}, {}, {"shop"}).add("bbbb2222", {"aaaa1111"});
    auto first = std::make_unique<aludel::revision_graph>(source->nodes);
    source.reset();
    aludel::revision_graph second(*first);
    aludel::revision_graph third;
    third = second;
    first.reset();
    const aludel::revision_graph fourth(std::move(second));
    for (const aludel::revision_graph& graph : {std::as_const(third), fourth}) {
        EXPECT_EQ(steps_of(graph.upgrade({}, "shop@head")), (std::vector<std::string>{"aaaa1111", "bbbb2222"}));
        EXPECT_EQ(graph.id(0), "aaaa1111");
    }
}

TEST(graph_laws, ten_thousand_revisions_are_planned_at_once) {
    test_graph source;
    for (std::size_t i = 0; i < 10'000; ++i)
        source.add(hex(i * 2654435761U),
                   i == 0 ? std::vector<std::string>{} : std::vector<std::string>{hex((i - 1) * 2654435761U)});
    std::shuffle(source.nodes.begin(), source.nodes.end(), random_bits(6));
    const auto start = std::chrono::steady_clock::now();
    const aludel::revision_graph graph(source.nodes);
    const auto up = graph.upgrade({}, "head");
    const auto down = graph.downgrade(texts_of(up.heads), "base");
    const auto time = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(up.steps.size(), 10'000U);
    EXPECT_EQ(down.steps.size(), 10'000U);
    // Takes milliseconds; a quadratic algorithm would take seconds, also with sanitizers.
    EXPECT_LT(time, std::chrono::seconds(2));
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()));
}

}  // namespace
