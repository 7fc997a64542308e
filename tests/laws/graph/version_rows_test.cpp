// SPDX-License-Identifier: BSL-1.0
// The writes to the version table: the cases of Alembic's HeadMaintainer, and stamping.
#include "test_graph.hpp"

#include <gtest/gtest.h>

#include <array>        // array
#include <string>       // string
#include <string_view>  // string_view

namespace {

using rows = aludel::version_rows;
using kind = aludel::graph_error_kind;

/// a - b - c
test_graph line() {
    test_graph graph;
    graph.add("a").add("b", {"a"}).add("c", {"b"});
    return graph;
}

/// a - b1 - c1 - m(c1, c2) - n, and a - b2 - c2 - d2
test_graph fork() {
    test_graph graph;
    graph.add("a").add("b1", {"a"}, {}, {"one"}).add("c1", {"b1"}).add("b2", {"a"}, {}, {"two"}).add("c2", {"b2"});
    graph.add("m", {"c1", "c2"}).add("n", {"m"}).add("d2", {"c2"});
    return graph;
}

/// Two lines of their own, `app` needing `lib2`: x1 - x2(needs y2) - x3, and y1 - y2 - y3
test_graph needs() {
    test_graph graph;
    graph.add("x1", {}, {}, {"app"}).add("x2", {"x1"}, {"y2"}).add("x3", {"x2"});
    graph.add("y1", {}, {}, {"lib"}).add("y2", {"y1"}, {}, {"lib2"}).add("y3", {"y2"});
    return graph;
}

std::string up(const test_graph& graph, const rows& source, std::string_view target) {
    return writes_of(aludel::revision_graph(graph.nodes).upgrade(source, target));
}

std::string down(const test_graph& graph, const rows& source, std::string_view target) {
    return writes_of(aludel::revision_graph(graph.nodes).downgrade(source, target));
}

std::string stamp(const test_graph& graph, const rows& source, std::string_view target) {
    return writes_of(aludel::revision_graph(graph.nodes).stamp(source, target));
}

TEST(version_rows, a_line_is_one_row) {
    EXPECT_EQ(up(line(), {}, "head"), "+a a>b b>c");
    EXPECT_EQ(up(line(), {"a"}, "b"), "a>b");
    EXPECT_EQ(up(line(), {"c"}, "head"), "");
    EXPECT_EQ(up(line(), {"c"}, "a"), "");
    EXPECT_EQ(down(line(), {"c"}, "base"), "c>b b>a -a");
    EXPECT_EQ(down(line(), {"c"}, "a"), "c>b b>a");
    EXPECT_EQ(down(line(), {"c"}, "c"), "");
}

TEST(version_rows, a_branch_is_a_row_of_its_own) {
    EXPECT_EQ(up(fork(), {"c1"}, "b2"), "+b2");
    EXPECT_EQ(up(fork(), {"c1", "b2"}, "c2"), "b2>c2");
    // b1 is downgraded while b2 still needs a: its row is deleted, and none is inserted.
    EXPECT_EQ(down(fork(), {"b1", "b2"}, "one@a"), "-b1");
    EXPECT_EQ(down(fork(), {"b1", "b2"}, "a"), "-b1 b2>a");
}

TEST(version_rows, a_merge_leaves_one_row) {
    EXPECT_EQ(up(fork(), {"c1", "c2"}, "m"), "-c1 c2>m");
    EXPECT_EQ(up(fork(), {"c1"}, "m"), "+b2 b2>c2 -c1 c2>m");
    EXPECT_EQ(up(fork(), {"c1", "d2"}, "m"), "c1>m") << "d2 keeps its row, and c2 has none";
    EXPECT_EQ(up(fork(), {"m"}, "d2"), "+d2") << "c2 is no row any more";
}

TEST(version_rows, a_merge_taken_back_leaves_its_parents) {
    EXPECT_EQ(down(fork(), {"m"}, "c1"), "+c1 m>c2");
    EXPECT_EQ(down(fork(), {"m"}, "-1"), "+c1 m>c2");
    EXPECT_EQ(down(fork(), {"n"}, "-2"), "n>m +c1 m>c2");
    EXPECT_EQ(down(fork(), {"d2", "m"}, "c1"), "m>c1") << "d2 stands on c2, so c1 alone comes to light";
}

TEST(version_rows, what_is_depended_on_has_no_row) {
    EXPECT_EQ(up(needs(), {}, "x3"), "+y1 y1>y2 +x1 -x1 y2>x2 x2>x3");
    EXPECT_EQ(up(needs(), {"x3"}, "y3"), "+y3");
    EXPECT_EQ(up(needs(), {"x1", "y3"}, "x3"), "x1>x2 x2>x3") << "y3 keeps its row";
    EXPECT_EQ(down(needs(), {"x3"}, "x1"), "x3>x2 +x1 x2>y2");
    EXPECT_EQ(down(needs(), {"x3", "y3"}, "lib@base"), "x3>x2 x2>x1 y3>y2 y2>y1 -y1")
        << "x2 needs y2, so it goes as well";
    EXPECT_EQ(down(needs(), {"x3", "y3"}, "app@base"), "x3>x2 x2>x1 -x1");
}

TEST(version_rows, writes_belong_to_steps) {
    const test_graph source = fork();
    const aludel::revision_graph graph(source.nodes);
    const aludel::plan plan = graph.downgrade({"m"}, "one@b1");
    ASSERT_EQ(steps_of(plan), (std::vector<std::string>{"m", "c1"}));
    EXPECT_EQ(plan.writes_of(plan.steps[0]).size(), 2U);
    EXPECT_EQ(plan.writes_of(plan.steps[1]).size(), 1U);
    EXPECT_EQ(plan.steps[0].direction, aludel::direction::downgrade);
    EXPECT_EQ(graph.id(plan.steps[1].revision), "c1");
    EXPECT_EQ(texts_of(plan.heads), (std::vector<std::string>{"b1", "c2"}));
}

TEST(version_rows, rows_that_cannot_be) {
    const test_graph source = fork();
    const aludel::revision_graph graph(source.nodes);
    EXPECT_EQ(graph.try_upgrade({"zzzz"}, "heads").error.kind, kind::unknown_revision);
    EXPECT_EQ(graph.try_upgrade({"one"}, "heads").error.kind, kind::unknown_revision) << "a label is no row";
    EXPECT_EQ(graph.try_upgrade({"a", "c1"}, "heads").error.kind, kind::overlap);
    EXPECT_EQ(writes_of(graph.downgrade({"a", "c1"}, "base")), "c1>b1 -b1 -a") << "the way down is open all the same";
    EXPECT_EQ(writes_of(graph.upgrade({"c1", "c1"}, "m")), "+b2 b2>c2 -c1 c2>m");
}

TEST(stamp, along_a_line) {
    EXPECT_EQ(stamp(line(), {}, "b"), "+b");
    EXPECT_EQ(stamp(line(), {"a"}, "head"), "a>c");
    EXPECT_EQ(stamp(line(), {"c"}, "a"), "c>a");
    EXPECT_EQ(stamp(line(), {"c"}, "c"), "");
    EXPECT_EQ(stamp(line(), {"c"}, "base"), "-c");
    EXPECT_EQ(stamp(line(), {"a"}, "+1"), "a>b");
}

TEST(stamp, across_branches) {
    EXPECT_EQ(stamp(fork(), {"b1"}, "b2"), "+b2");
    EXPECT_EQ(stamp(fork(), {"b1", "b2"}, "a"), "-b1 b2>a");
    EXPECT_EQ(stamp(fork(), {"b1", "b2"}, "m"), "-b1 b2>m");
    EXPECT_EQ(stamp(fork(), {}, "heads"), "+d2 +n");
    EXPECT_EQ(stamp(fork(), {"n", "d2"}, "base"), "-d2 -n");
    EXPECT_EQ(stamp(needs(), {"x3", "y3"}, "app@base"), "-x3");
    EXPECT_EQ(stamp(needs(), {"x1"}, "lib@head"), "+y3");
}

TEST(stamp, several_targets) {
    const test_graph source = fork();
    const aludel::revision_graph graph(source.nodes);
    const std::array<std::string_view, 2> both{"b1", "c2"}, overlapping{"a", "c2"};
    EXPECT_EQ(writes_of(graph.stamp({"n"}, both)), "n>b1 +c2");
    EXPECT_EQ(graph.try_stamp({}, overlapping).error.kind, kind::overlap);
}

TEST(stamp, purge_forgets_what_is_not_known) {
    const test_graph source = line();
    const aludel::revision_graph graph(source.nodes);
    EXPECT_EQ(graph.try_stamp({"zzzz"}, "head").error.kind, kind::unknown_revision);
    EXPECT_EQ(writes_of(graph.stamp({"zzzz"}, "head", true)), "-- +c");
    EXPECT_EQ(writes_of(graph.stamp({"zzzz"}, "base", true)), "--");
}

}  // namespace
