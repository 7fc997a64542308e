// SPDX-License-Identifier: BSL-1.0
// Validation of graphs that are built at run time. The exact messages are tested in tests/accept/graph/validate.cpp.
#include "test_graph.hpp"

#include <aludel/base/closest.hpp>
#include <aludel/graph/validate.hpp>

#include <gtest/gtest.h>

#include <algorithm>  // shuffle
#include <random>     // mt19937
#include <set>        // multiset
#include <string>     // string

namespace {

using aludel::rule;

std::multiset<rule> rules_of(const test_graph& graph, bool branches = true) {
    std::multiset<rule> rules;
    for (const auto& finding : aludel::validate(graph.nodes, branches)) rules.insert(finding.rule);
    return rules;
}

std::multiset<std::string> texts_found(const std::vector<aludel::revision_node>& nodes) {
    std::multiset<std::string> texts;
    for (const auto& finding : aludel::validate(nodes, false)) texts.emplace(finding.text());
    return texts;
}

TEST(validate, each_mistake_is_one_finding) {
    test_graph many;
    many.add("a")
        .add("b", {"a", "a"})
        .add("c", {"missing"}, {"absent"})
        .add("d", {"d"})
        .add("e", {"f"})
        .add("f", {"e"})
        .add("g h", {"a"}, {}, {"x"})
        .add("i", {"a"}, {}, {"x", "a", "y z"});
    EXPECT_EQ(rules_of(many, false),
              (std::multiset{rule::duplicate_parent, rule::unknown_parent, rule::unknown_dependency,
                             rule::self_reference, rule::cycle, rule::invalid_revision_id, rule::duplicate_label,
                             rule::duplicate_label, rule::invalid_label}));
}

TEST(validate, two_cycles_are_two_mistakes) {
    test_graph graph;
    graph.add("a", {"b"}).add("b", {"a"}).add("c", {"b"}).add("d", {"c", "e"}).add("e", {"d"});
    EXPECT_EQ(rules_of(graph), (std::multiset{rule::cycle, rule::cycle}));
}

TEST(validate, the_order_of_declaration_does_not_matter) {
    test_graph graph;
    graph.add("a")
        .add("b", {"a"})
        .add("c", {"z"})
        .add("d", {"c", "e"})
        .add("e", {"d"})
        .add("f", {"f"})
        .add("g", {"b", "b"})
        .add("h", {}, {"j"})
        .add("j", {"h"});
    const auto expected = texts_found(graph.nodes);
    EXPECT_EQ(expected.size(), 5U);
    std::mt19937 bits(1);
    for (int round = 0; round < 50; ++round) {
        std::shuffle(graph.nodes.begin(), graph.nodes.end(), bits);
        EXPECT_EQ(texts_found(graph.nodes), expected);
    }
}

TEST(validate, ids_are_told_apart_by_case) {
    test_graph graph;
    graph.add("abc").add("ABC", {"abc"});
    EXPECT_TRUE(rules_of(graph, false).empty());
}

TEST(validate, long_lists_are_cut) {
    test_graph graph;
    graph.add("root");
    for (int i = 0; i < 20; ++i) graph.add("head_" + std::to_string(10 + i), {"root"});
    const auto findings = aludel::validate(graph.nodes, false);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(
        findings[0].text().find(
            "`head_17` and 12 more. Merge them with a revision that revises all of them, or say al::branches_allowed"),
        std::string::npos)
        << findings[0].text();
}

TEST(closest, edit_distance) {
    using aludel::detail::edit_distance;
    EXPECT_EQ(edit_distance("users", "users", 2), 0U);
    EXPECT_EQ(edit_distance("users", "user", 2), 1U);
    EXPECT_EQ(edit_distance("users", "suers", 2), 1U) << "neighbours swapped";
    EXPECT_EQ(edit_distance("categories", "categorys", 2), 2U);
    EXPECT_EQ(edit_distance("products", "prodcut", 2), 2U);
    EXPECT_EQ(edit_distance("abc", "xyz", 2), 3U) << "the limit and one more";
    EXPECT_EQ(edit_distance("", "ab", 2), 2U);
}

TEST(closest, offers_what_is_near) {
    const auto nearest = [](std::string_view wanted, std::initializer_list<std::string_view> names) {
        aludel::detail::closest hint(wanted);
        for (const auto name : names) hint.offer(name);
        return hint.found;
    };
    EXPECT_EQ(nearest("prodcuts", {"categories", "products", "product"}), "products");
    EXPECT_EQ(nearest("catgory", {"history", "category"}), "category");
    EXPECT_EQ(nearest("2fda", {"1b95d36c8908", "2fda6446e69f"}), "2fda6446e69f");
    EXPECT_EQ(nearest("usersb", {"usersc", "usersa"}), "usersa") << "the first of the alphabet, in any order";
    EXPECT_EQ(nearest("name", {"named", "name_full"}), "name_full") << "a beginning counts like a letter too few";
    EXPECT_EQ(nearest("name", {"name_full", "named"}), "name_full");
    EXPECT_EQ(nearest("name", {"", "n"}), "");
    EXPECT_EQ(nearest("id", {"ad", "ib"}), "") << "too short to tell";
    EXPECT_EQ(nearest("orders", {"payments"}), "");
}

}  // namespace
