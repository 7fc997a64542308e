// SPDX-License-Identifier: BSL-1.0
// Random histories with branches: each revision is verified on the schema of its own ancestors only; and a history
// without findings leads to one schema in every order of its branches. The findings are those of what the operations
// change and of the names in their texts.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <algorithm>  // find, none_of
#include <random>     // mt19937
#include <string>     // string, to_string
#include <vector>     // vector

namespace {

namespace al = aludel;

// One operation each. They often contradict each other, as intended.
#define COLUMN(which) al::column(which, al::integer)
#define TABLE(table) al::create_table(table, al::column("id", al::integer, al::primary_key), COLUMN("a"), COLUMN("b"))
#define WORDS_OF(n, table)                                                                                   \
    inline constexpr auto n##_create = al::revision("x").upgrade(TABLE(table));                              \
    inline constexpr auto n##_drop = al::revision("x").upgrade(al::drop_table(table));                       \
    inline constexpr auto n##_add = al::revision("x").upgrade(al::add_column(table, COLUMN("c")));           \
    inline constexpr auto n##_add_other = al::revision("x").upgrade(al::add_column(table, COLUMN("d")));     \
    inline constexpr auto n##_drop_column = al::revision("x").upgrade(al::drop_column(table, "b"));          \
    inline constexpr auto n##_rename = al::revision("x").upgrade(al::rename_column(table, "a", "c"));        \
    inline constexpr auto n##_index = al::revision("x").upgrade(al::create_index("ix_" table, table, "b"));  \
    inline constexpr auto n##_text = al::revision("x").upgrade(al::alter_column(table, "a").type(al::text)); \
    inline constexpr auto n##_bigint = al::revision("x").upgrade(al::alter_column(table, "a").type(al::bigint))
WORDS_OF(one, "one");
WORDS_OF(two, "two");
WORDS_OF(three, "three");
inline constexpr auto nothing = al::revision("x");
inline constexpr auto rename_one = al::revision("x").upgrade(al::rename_table("one", "three"));
inline constexpr auto view_of_one = al::revision("x").upgrade(al::create_view("seen", "SELECT a FROM one"));

// Texts that name columns.
inline constexpr auto view_of_two = al::revision("x").upgrade(al::create_view("other", "SELECT a, b AS n FROM two"));
inline constexpr auto check_of_one =
    al::revision("x").upgrade(al::add_constraint("one", al::check("a > 0").named("k")));
inline constexpr auto index_of_two = al::revision("x").upgrade(al::create_index("ix_b", "two", "a").where("b > 0"));
inline constexpr auto trigger_of_one = al::revision("x").upgrade(
    al::create_trigger("t", al::after, al::insert, "one", "UPDATE two SET a = 1 WHERE b = 2"));

std::vector<al::op::operations_view> all_words() {
    const auto subject = [](const auto&... each) {
        return std::vector<al::op::operations_view>{each.view().upgrade...};
    };
#define ALL(n)                                                                                                    \
    n##_create, n##_create, n##_create, n##_drop, n##_add, n##_add_other, n##_drop_column, n##_rename, n##_index, \
        n##_text, n##_bigint
    return subject(ALL(one), ALL(two), ALL(three), nothing, rename_one, view_of_one, view_of_one, view_of_two,
                   view_of_two, check_of_one, check_of_one, index_of_two, index_of_two, trigger_of_one);
}

bool is_of_schema(const al::finding& each) {
    return static_cast<int>(each.rule) > 200 && static_cast<int>(each.rule) < 300;
}

struct branched {
    std::vector<al::name> ids;
    std::vector<std::vector<al::name>> parents, dependencies;
    std::vector<std::string> texts;
    std::vector<al::op::revision> revisions;
    al::revision_list order;
    al::op::settings settings{};

    branched(unsigned seed, const std::vector<al::op::operations_view>& words) {
        std::mt19937 bits(seed);
        const auto below = [&](std::size_t end) { return static_cast<std::size_t>(bits() % end); };
        const std::size_t count = 3 + below(8);
        texts.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            ids.push_back(al::name(std::string_view(texts.emplace_back("r" + std::to_string(i)))));
        parents.resize(count), dependencies.resize(count), revisions.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            const auto add_to = [&](std::vector<al::name>& links) {
                const al::name& id = ids[i - 1 - below(std::min<std::size_t>(i, 3))];
                if (std::find(links.begin(), links.end(), id) == links.end()) links.push_back(id);
            };
            if (i != 0 && below(12) != 0) add_to(parents[i]);
            if (!parents[i].empty() && below(3) == 0) add_to(parents[i]);
            if (i != 0 && below(6) == 0) add_to(dependencies[i]);
            al::op::revision& result = revisions[i];
            result.id = ids[i];
            result.parents = al::op::view_of(parents[i]), result.dependencies = al::op::view_of(dependencies[i]);
            // The first operations create what the others change.
            result.upgrade = i < 2 ? words[i * 11] : words[below(words.size())];
            result.irreversible = "a test";
        }
        finish();
    }

    /// Two tables, with one revision after another; then two branches of one revision each.
    branched(const std::vector<al::op::operations_view>& words, std::size_t one, std::size_t other)
        : ids{al::name("r0"), al::name("r1"), al::name("r2"), al::name("r3")},
          parents{{}, {ids[0]}, {ids[1]}, {ids[1]}},
          dependencies(4),
          texts{"r0", "r1", "r2", "r3"},
          revisions(4) {
        const std::size_t chosen[] = {0, 11, one, other};
        for (std::size_t i = 0; i < 4; ++i) {
            revisions[i].id = ids[i], revisions[i].parents = al::op::view_of(parents[i]);
            revisions[i].upgrade = words[chosen[i]], revisions[i].irreversible = "a test";
        }
        finish();
    }

    void finish() {
        settings.branches_allowed = true;
        settings.level_count = 0;
        order = al::topological_order(al::nodes_of(al::op::view_of(revisions)));
    }

    [[nodiscard]] bool stands_on(std::size_t i, std::size_t j) const {
        for (const auto* links : {&parents[i], &dependencies[i]})
            for (const al::name& each : *links) {
                const auto position = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), each) - ids.begin());
                if (position == j || stands_on(position, j)) return true;
            }
        return false;
    }

    [[nodiscard]] al::detail::vector<al::finding> verify() const {
        al::detail::vector<al::finding> found;
        al::detail::verify_schema(settings, al::op::view_of(revisions), al::op::view_of(order), 0, order.size(), found);
        return found;
    }

    /// The findings of the schema about revisions applied in this order. The names in texts are checked, too.
    al::detail::vector<al::finding> apply(al::schema& after, const std::vector<std::size_t>& sequence) const {
        al::detail::vector<al::finding> found;
        al::detail::replay_context context{after, &settings};
        context.findings = &found;
        for (const std::size_t each : sequence) {
            context.revision = &revisions[each];
            for (const al::op::operation& operation : context.revision->upgrade.list) {
                al::review::check(context, context.revision->upgrade, operation);
                al::detail::apply(context, context.revision->upgrade, operation);
            }
            al::detail::check_actions(context, context.revision->upgrade);
        }
        for (std::size_t i = found.size(); i-- > 0;)
            if (!is_of_schema(found[i])) found.erase(found.data() + i);
        return found;
    }

    /// A random order that the links allow.
    std::vector<std::size_t> some_order(std::mt19937& bits) const {
        std::vector<std::size_t> result, left;
        for (std::size_t i = 0; i < ids.size(); ++i) left.push_back(i);
        while (!left.empty()) {
            const std::size_t position = bits() % left.size();
            if (std::any_of(left.begin(), left.end(), [&](std::size_t other) {
                    return other != left[position] && stands_on(left[position], other);
                }))
                continue;
            result.push_back(left[position]);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(position));
        }
        return result;
    }
};

TEST(Branches, ARevisionMeetsWhatItStandsOnAndNothingElse) {
    const auto words = all_words();
    int refused = 0, fine = 0;
    for (unsigned seed = 0; seed < 1500; ++seed) {
        const branched history(seed, words);
        const auto found = history.verify();
        for (std::size_t i = 0; i < history.ids.size(); ++i) {
            std::vector<std::size_t> below;
            for (const al::revision_index each : history.order)
                if (history.stands_on(i, each)) below.push_back(each);
            // Where an ancestor has a finding already, the next one depends on the order.
            const auto is_wrong = [&](std::size_t which) {
                return std::any_of(found.begin(), found.end(),
                                   [&](const al::finding& each) { return each.revision == history.ids[which]; });
            };
            if (std::any_of(below.begin(), below.end(), is_wrong)) continue;
            if (std::any_of(found.begin(), found.end(), [&](const al::finding& each) {
                    return each.rule == al::rule::branches_conflict && each.revision == history.ids[i];
                }))
                continue;
            al::schema met;
            history.apply(met, below);
            const bool expected = !history.apply(met, {i}).empty();
            const bool value = std::any_of(found.begin(), found.end(), [&](const al::finding& each) {
                return each.revision == history.ids[i] && is_of_schema(each);
            });
            ASSERT_EQ(value, expected) << "seed " << seed << ", revision " << history.texts[i];
            (expected ? refused : fine) += 1;
        }
    }
    EXPECT_GT(refused, 1000);
    EXPECT_GT(fine, 1000);
}

TEST(Branches, WhatIsLetThroughLeadsToOneSchemaInEveryOrder) {
    const auto words = all_words();
    int sound = 0, contradictory = 0, hidden = 0;
    for (unsigned seed = 0; seed < 12000; ++seed) {
        const branched history(seed, words);
        const auto found = history.verify();
        if (std::any_of(found.begin(), found.end(), is_of_schema)) continue;
        const bool conflict = std::any_of(found.begin(), found.end(), [](const al::finding& each) {
            return each.rule == al::rule::branches_conflict;
        });
        std::mt19937 bits(seed);
        al::schema wanted;
        bool differ = !history.apply(wanted, history.some_order(bits)).empty();
        for (int i = 0; i < 40; ++i) {
            al::schema other;
            const auto wrong = history.apply(other, history.some_order(bits));
            if (!conflict) {
                ASSERT_TRUE(wrong.empty()) << "seed " << seed << ": " << wrong[0].text();
                ASSERT_TRUE(al::compare(other, wanted).empty())
                    << "seed " << seed << ": " << al::compare(other, wanted)[0].text().text();
            }
            differ = differ || !wrong.empty() || !al::compare(other, wanted).empty();
        }
        if (conflict) (differ ? contradictory : hidden) += 1;
        if (!conflict) ++sound;
    }
    EXPECT_GT(sound, 300);
    EXPECT_GT(contradictory, 300);
    // A conflict is real if some order shows it, unless a later revision drops what differed.
    EXPECT_LT(hidden * 50, contradictory);
}

TEST(Branches, EveryContradictionOfTwoRevisionsIsFound) {
    const auto words = all_words();
    int contradictory = 0, sound = 0;
    for (std::size_t one = 0; one < words.size(); ++one)
        for (std::size_t other = 0; other < words.size(); ++other) {
            const branched history(words, one, other);
            const auto found = history.verify();
            if (std::any_of(found.begin(), found.end(), is_of_schema)) continue;
            al::schema after, turned;
            const auto wrong = history.apply(after, {0, 1, 2, 3}), wrong_turned = history.apply(turned, {0, 1, 3, 2});
            const bool expected = !wrong.empty() || !wrong_turned.empty() || !al::compare(after, turned).empty();
            const bool value = std::any_of(found.begin(), found.end(), [](const al::finding& each) {
                return each.rule == al::rule::branches_conflict;
            });
            EXPECT_EQ(value, expected) << "words " << one << " and " << other
                                       << (wrong.empty() ? "" : "\n" + std::string(wrong[0].text()))
                                       << (wrong_turned.empty() ? "" : "\n" + std::string(wrong_turned[0].text()));
            (expected ? contradictory : sound) += 1;
        }
    EXPECT_GT(contradictory, 100);
    EXPECT_GT(sound, 100);
}

}  // namespace
