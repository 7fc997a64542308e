// SPDX-License-Identifier: BSL-1.0
// The syntax of targets, one form after another, and what is refused.
#include "test_graph.hpp"

#include <gtest/gtest.h>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace {

using texts = std::vector<std::string>;
using rows = aludel::version_rows;
using kind = aludel::graph_error_kind;
using aludel::direction;

/// Two lines: aaaa1 - aaaa2 - (bbbb3 "shop" - bbbb4, cccc3 "cart" - cccc4), and dddd1 "audit" - dddd2 (needs bbbb3)
struct targets : testing::Test {
    test_graph source;
    aludel::revision_graph graph;

    targets() {
        source.add("aaaa1").add("aaaa2", {"aaaa1"}).add("bbbb3", {"aaaa2"}, {}, {"shop"}).add("bbbb4", {"bbbb3"});
        source.add("cccc3", {"aaaa2"}, {}, {"cart"}).add("cccc4", {"cccc3"});
        source.add("dddd1", {}, {}, {"audit"}).add("dddd2", {"dddd1"}, {"shop"});
        graph = aludel::revision_graph(source.nodes);
    }

    texts found(std::string_view target, const rows& current = {}) const {
        return texts_of(graph.ids(graph.find(target, current)));
    }
    kind refused(std::string_view target, const rows& current = {}) const {
        return graph.try_find(target, current).error.kind;
    }
    texts up(const rows& start, std::string_view target) const { return steps_of(graph.upgrade(start, target)); }
    texts down(const rows& start, std::string_view target) const { return steps_of(graph.downgrade(start, target)); }
    kind up_refused(const rows& start, std::string_view target) const {
        return graph.try_upgrade(start, target).error.kind;
    }
    kind down_refused(const rows& start, std::string_view target) const {
        return graph.try_downgrade(start, target).error.kind;
    }
    texts history(std::string_view range, const rows& current = {}) const {
        return texts_of(graph.ids(graph.history(range, current)));
    }
};

TEST_F(targets, structure) {
    const auto ids = [&](const aludel::revision_list& list) { return texts_of(graph.ids(list)); };
    EXPECT_EQ(ids(graph.heads()), (texts{"bbbb4", "cccc4", "dddd2"}));
    EXPECT_EQ(ids(graph.real_heads()), (texts{"bbbb4", "cccc4", "dddd2"}));
    EXPECT_EQ(ids(graph.bases()), (texts{"aaaa1", "dddd1"}));
    EXPECT_EQ(ids(graph.branch_points()), (texts{"aaaa2"}));
    EXPECT_TRUE(graph.merge_points().empty());
    EXPECT_EQ(texts_of(graph.labels(3)), (texts{"shop"}));
    EXPECT_EQ(texts_of(graph.labels(1)), texts{}) << "labels do not reach below a fork";
    EXPECT_EQ(ids(graph.ancestors(7)), (texts{"aaaa1", "aaaa2", "bbbb3", "dddd1"}));
    EXPECT_EQ(ids(graph.ancestors(7, false)), (texts{"dddd1"}));
    EXPECT_EQ(ids(graph.descendants(2)), (texts{"bbbb4", "dddd2"}));
    EXPECT_TRUE(graph.share_lineage(0, 3));
    EXPECT_FALSE(graph.share_lineage(3, 5));
    EXPECT_FALSE(graph.share_lineage(2, 7)) << "a dependency is no lineage";
}

TEST_F(targets, labels_reach_down_to_the_fork) {
    test_graph one;
    one.add("a").add("b", {"a"}).add("c", {"b"}, {}, {"late"}).add("d", {"c"});
    const aludel::revision_graph whole(one.nodes);
    for (aludel::revision_index i = 0; i < 4; ++i) EXPECT_EQ(texts_of(whole.labels(i)), (texts{"late"}));
}

TEST_F(targets, absolute) {
    EXPECT_EQ(found("bbbb3"), (texts{"bbbb3"}));
    EXPECT_EQ(found("bbbb4"), (texts{"bbbb4"}));
    EXPECT_EQ(found("dddd2"), (texts{"dddd2"}));
    EXPECT_EQ(found("heads"), (texts{"bbbb4", "cccc4", "dddd2"}));
    EXPECT_EQ(found("base"), texts{});
    EXPECT_EQ(found("shop"), (texts{"bbbb3"}));
    EXPECT_EQ(found("sho"), (texts{"bbbb3"}));
    EXPECT_EQ(found("shop@head"), (texts{"bbbb4"}));
    EXPECT_EQ(found("aaaa1@heads"), (texts{"bbbb4", "cccc4"}));
    EXPECT_EQ(found("shop@base"), texts{});
    EXPECT_EQ(found("shop@aaaa1"), (texts{"aaaa1"}));
}

TEST_F(targets, partial_ids) {
    test_graph some;
    some.add("abcdef").add("abcxyz", {"abcdef"}).add("b12", {"abcxyz"});
    const aludel::revision_graph whole(some.nodes);
    EXPECT_EQ(whole.find("abcd"), (aludel::revision_list{0}));
    EXPECT_EQ(whole.try_find("abc").error.kind, kind::ambiguous_prefix);
    EXPECT_EQ(whole.try_find("abc").error.text(),
              "`abc` begins several ids: `abcdef`, `abcxyz`. Write more of the one you mean");
    EXPECT_EQ(whole.try_find("b1").error.kind, kind::unknown_revision) << "an id of three characters is written out";
    EXPECT_EQ(whole.find("b12"), (aludel::revision_list{2}));
}

TEST_F(targets, relative) {
    EXPECT_EQ(found("aaaa1+1"), (texts{"aaaa2"}));
    EXPECT_EQ(found("bbbb4-2"), (texts{"aaaa2"}));
    EXPECT_EQ(found("shop@head-1"), (texts{"bbbb3"}));
    EXPECT_EQ(found("shop@aaaa1+2"), (texts{"bbbb3"}));
    EXPECT_EQ(found("shop@base+3"), (texts{"bbbb3"}));
    EXPECT_EQ(found("+1", {"aaaa1"}), (texts{"aaaa2"}));
    EXPECT_EQ(found("-1", {"aaaa1"}), texts{});
    EXPECT_EQ(found("shop@+1", {"aaaa2"}), (texts{"bbbb3"}));
    EXPECT_EQ(found("shop@+1", {"bbbb3", "cccc3"}), (texts{"bbbb4"}));
    EXPECT_EQ(found("shop@-1", {"bbbb3", "cccc3"}), (texts{"aaaa2"}));
    EXPECT_EQ(found("shop@+1", {"dddd2"}), (texts{"bbbb4"})) << "the row of shop is implied by the dependency";
    EXPECT_EQ(found("current", {"aaaa2"}), (texts{"aaaa2"}));
    EXPECT_EQ(found("bbbb4+0"), (texts{"bbbb4"}));
}

TEST_F(targets, refusals) {
    EXPECT_EQ(refused("head"), kind::multiple_heads);
    EXPECT_EQ(refused("aaaa1@head"), kind::multiple_heads);
    EXPECT_EQ(refused("heads-1"), kind::multiple_heads);
    EXPECT_EQ(refused("zzzz"), kind::unknown_revision);
    EXPECT_EQ(refused("zzzz@head"), kind::unknown_revision);
    EXPECT_EQ(refused("aaaa"), kind::ambiguous_prefix);
    EXPECT_EQ(refused("shop@cccc4"), kind::not_on_branch);
    EXPECT_EQ(refused("audit@bbbb3"), kind::not_on_branch);
    EXPECT_EQ(refused("aaaa2+1"), kind::ambiguous_walk);
    EXPECT_EQ(refused("base+1"), kind::ambiguous_walk);
    EXPECT_EQ(refused("bbbb4+1"), kind::relative_out_of_range);
    EXPECT_EQ(refused("aaaa1-2"), kind::relative_out_of_range);
    EXPECT_EQ(refused("shop@head-9999999999999"), kind::relative_out_of_range);
    EXPECT_EQ(refused("+1", {"bbbb3", "cccc3"}), kind::ambiguous_current);
    for (const char* const wrong :
         {"", "@", "shop@", "@head", "a@b@c", "+", "head-", "head-x", "aaaa1+1x", "a:b", "shop-1@head"})
        EXPECT_EQ(refused(wrong), kind::invalid_syntax) << wrong;
}

TEST_F(targets, a_refusal_says_the_way_out) {
    EXPECT_EQ(graph.try_find("bbbb5").error.text(),
              "`bbbb5` is no revision or label of the history; did you mean `bbbb3`? Name an id, the beginning of a "
              "long one, or a label");
    EXPECT_EQ(graph.try_find("head").error.text(),
              "head means several revisions here: `bbbb4`, `cccc4`, `dddd2`. Name one of them, the head of a branch as "
              "in label@head, or heads for all");
    EXPECT_EQ(graph.try_upgrade({"zzzz"}, "heads").error.text(),
              "the database is at revision `zzzz`, which this history does not have. Run the program that wrote it, or "
              "stamp the database with purge");
    EXPECT_EQ(graph.try_find("head").error.as_finding().text().substr(0, 21), "[AL111] target: head ");
}

TEST_F(targets, upgrade) {
    EXPECT_EQ(up({}, "bbbb3"), (texts{"aaaa1", "aaaa2", "bbbb3"}));
    EXPECT_EQ(up({}, "dddd2"), (texts{"aaaa1", "aaaa2", "bbbb3", "dddd1", "dddd2"}));
    EXPECT_EQ(up({"bbbb4"}, "shop@+0"), texts{});
    EXPECT_EQ(up({"aaaa1"}, "+1"), (texts{"aaaa2"}));
    EXPECT_EQ(up({"bbbb4"}, "aaaa1"), texts{});
    EXPECT_EQ(up_refused({"bbbb4"}, "-1"), kind::relative_out_of_range);
    EXPECT_EQ(up_refused({"bbbb4"}, "shop@-1"), kind::relative_out_of_range);
    EXPECT_EQ(up_refused({"bbbb4"}, "+1"), kind::relative_out_of_range);
    EXPECT_EQ(up_refused({"aaaa2"}, "+1"), kind::ambiguous_walk);
}

TEST_F(targets, downgrade) {
    EXPECT_EQ(down({"bbbb4"}, "-1"), (texts{"bbbb4"}));
    EXPECT_EQ(down({"bbbb4", "cccc4"}, "-1"), (texts{"bbbb4"})) << "the first id, of several rows";
    EXPECT_EQ(down({"bbbb4", "cccc4"}, "cart@-2"), (texts{"cccc4", "cccc3"}));
    EXPECT_EQ(down({"bbbb4", "cccc4"}, "cart@aaaa2"), (texts{"cccc4", "cccc3"}));
    EXPECT_EQ(down({"cccc4", "dddd2"}, "aaaa2"), (texts{"cccc4", "cccc3", "dddd2", "bbbb3"})) << "dddd2 needs bbbb3";
    EXPECT_EQ(down({"cccc4", "dddd2"}, "audit@base"), (texts{"dddd2", "dddd1"}));
    EXPECT_EQ(down_refused({"cccc4"}, "bbbb3"), kind::not_reachable);
    EXPECT_EQ(down_refused({}, "aaaa1"), kind::not_reachable);
    EXPECT_EQ(down_refused({}, "-1"), kind::relative_out_of_range);
    EXPECT_EQ(down_refused({"aaaa2"}, "-3"), kind::relative_out_of_range);
    EXPECT_EQ(down_refused({"aaaa2"}, "+1"), kind::relative_out_of_range);
    EXPECT_EQ(down_refused({"aaaa2"}, "audit@-1"), kind::relative_out_of_range);
    EXPECT_EQ(down_refused({"bbbb4", "cccc4", "dddd2"}, "heads"), kind::multiple_heads);
    EXPECT_EQ(down_refused({"bbbb4"}, "shop@cccc3"), kind::not_on_branch);
}

TEST_F(targets, ranges) {
    EXPECT_EQ(steps_of(graph.range("aaaa2:bbbb4", direction::upgrade)), (texts{"bbbb3", "bbbb4"}));
    EXPECT_EQ(steps_of(graph.range(":aaaa2", direction::upgrade)), (texts{"aaaa1", "aaaa2"}));
    EXPECT_EQ(steps_of(graph.range("aaaa1:+1", direction::upgrade)), (texts{"aaaa2"}));
    EXPECT_EQ(steps_of(graph.range("shop@head:aaaa2", direction::downgrade)), (texts{"bbbb4", "bbbb3"}));
    EXPECT_EQ(steps_of(graph.range("heads:base", direction::downgrade)).size(), 8U);
    for (const char* const wrong : {"aaaa1", "aaaa1:", "a:b:c", "current:heads"})
        EXPECT_EQ(graph.try_range(wrong, direction::upgrade).error.kind, kind::invalid_syntax) << wrong;
    EXPECT_EQ(graph.try_range(":base", direction::downgrade).error.kind, kind::invalid_syntax);
}

TEST_F(targets, that_only_rows_give_a_meaning) {
    for (const char* const each : {"current", "+1", "-1", "+0", "shop@-1"})
        EXPECT_TRUE(aludel::parse_symbol(each).value.needs_rows()) << each;
    for (const char* const each : {"head", "base+1", "aaaa2-1", "shop@head-1", "shop@head"})
        EXPECT_FALSE(aludel::parse_symbol(each).value.needs_rows()) << each;
    for (const char* const each :
         {"current:", ":current", ":-1", "+1:", "-1:+1", "-1:-1", "aaaa1:shop@-1", "-1:current"})
        EXPECT_TRUE(aludel::needs_rows(aludel::parse_range(each).value)) << each;
    for (const char* const each : {":", "-3:", ":+2", "aaaa1:+1", "-1:heads", "shop@-1:bbbb4"})
        EXPECT_FALSE(aludel::needs_rows(aludel::parse_range(each).value)) << each;
}

TEST_F(targets, of_scripts) {
    const auto ends = [](std::string_view range) {
        const auto parsed = aludel::parse_script_range(range);
        return texts{std::string(parsed.value.start), std::string(parsed.value.end)};
    };
    EXPECT_EQ(ends(""), (texts{"base", "heads"}));
    EXPECT_EQ(ends(":"), (texts{"base", "heads"}));
    EXPECT_EQ(ends("aaaa2"), (texts{"base", "aaaa2"}));
    EXPECT_EQ(ends("aaaa2:"), (texts{"aaaa2", "heads"}));
    EXPECT_EQ(aludel::parse_script_range("a:b:c").error.kind, kind::invalid_syntax);
}

TEST_F(targets, history) {
    EXPECT_EQ(history(":").size(), 8U);
    EXPECT_EQ(history("aaaa2:bbbb4"), (texts{"bbbb4", "bbbb3", "aaaa2"}));
    EXPECT_EQ(history(":bbbb3"), (texts{"bbbb3", "aaaa2", "aaaa1"}));
    EXPECT_EQ(history("cccc3:"), (texts{"cccc4", "cccc3"}));
    EXPECT_EQ(history("-1:bbbb4"), (texts{"bbbb4", "bbbb3"}));
    EXPECT_EQ(history("-9:bbbb4"), (texts{"bbbb4", "bbbb3", "aaaa2", "aaaa1"})) << "clamped";
    EXPECT_EQ(history("bbbb3:+9"), (texts{"bbbb4", "bbbb3"})) << "clamped";
    EXPECT_EQ(history("shop@head-1:shop@head"), (texts{"bbbb4", "bbbb3"}));
    EXPECT_EQ(history("current:bbbb4", {"bbbb3"}), (texts{"bbbb4", "bbbb3"}));
    EXPECT_EQ(history(":current", {"aaaa2"}), (texts{"aaaa2", "aaaa1"}));
    EXPECT_EQ(history("-1:+1", {"bbbb3"}), (texts{"bbbb4", "bbbb3", "aaaa2"}));
    EXPECT_EQ(history("cart@base:"), (texts{"cccc4", "cccc3", "aaaa2", "aaaa1"}));
    EXPECT_EQ(graph.try_history("bbbb4:aaaa1").error.kind, kind::not_reachable);
    EXPECT_EQ(graph.try_history("bbbb4:cccc4").error.kind, kind::not_reachable);
    EXPECT_EQ(graph.try_history("bbbb4").error.kind, kind::invalid_syntax);
}

TEST_F(targets, exceptions_carry_the_kind) {
    try {
        static_cast<void>(graph.upgrade({}, "zzzz"));
        FAIL();
    } catch (const aludel::revision_error& error) {
        EXPECT_EQ(error.kind(), kind::unknown_revision);
        EXPECT_NE(std::string(error.what()).find("`zzzz`"), std::string::npos);
    }
    test_graph broken;
    broken.add("a", {"zz"});
    try {
        static_cast<void>(aludel::revision_graph(broken.nodes));
        FAIL();
    } catch (const aludel::revision_error& error) {
        EXPECT_EQ(error.kind(), kind::invalid_graph);
        EXPECT_EQ(std::string(error.what()).substr(0, 8), "[AL104] ");
    }
}

TEST_F(targets, an_empty_history) {
    const aludel::revision_graph nothing;
    EXPECT_TRUE(nothing.upgrade({}, "head").steps.empty());
    EXPECT_TRUE(nothing.upgrade({}, "heads").steps.empty());
    EXPECT_TRUE(nothing.downgrade({}, "base").steps.empty());
    EXPECT_TRUE(nothing.history().empty());
    EXPECT_EQ(nothing.try_upgrade({"aaaa1"}, "head").error.kind, kind::unknown_revision);
}

}  // namespace
