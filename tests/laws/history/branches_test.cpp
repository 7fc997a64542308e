// SPDX-License-Identifier: BSL-1.0
// Random histories with branches: each revision is verified on the schema of its own ancestors only; and a history
// without findings leads to one schema in every order of its branches.
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

std::vector<al::op::operations_view> all_words() {
    const auto subject = [](const auto&... each) {
        return std::vector<al::op::operations_view>{each.view().upgrade...};
    };
#define ALL(n)                                                                                                    \
    n##_create, n##_create, n##_create, n##_drop, n##_add, n##_add_other, n##_drop_column, n##_rename, n##_index, \
        n##_text, n##_bigint
    return subject(ALL(one), ALL(two), ALL(three), nothing, rename_one, view_of_one);
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

    /// The findings about revisions applied in this order.
    al::detail::vector<al::finding> apply(al::schema& after, const std::vector<std::size_t>& sequence) const {
        al::detail::vector<al::finding> found;
        al::detail::replay_context context{after, &settings};
        context.findings = &found;
        for (const std::size_t each : sequence) {
            context.revision = &revisions[each];
            al::detail::apply(context, context.revision->upgrade);
        }
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

bool is_of_schema(const al::finding& each) {
    return static_cast<int>(each.rule) > 200 && static_cast<int>(each.rule) < 300;
}

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

}  // namespace
