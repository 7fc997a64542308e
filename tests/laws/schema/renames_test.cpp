// SPDX-License-Identifier: BSL-1.0
// A diff with a rename hint keeps the values of the column, and leads to the models.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>  // string
#include <vector>  // vector

namespace {

namespace al = aludel;
namespace op = al::op;

constexpr auto one =
    al::revision("a").upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key),
                                               al::column("name", al::text, al::not_null, al::unique),
                                               al::column("age", al::integer, al::indexed)),
                              al::create_table("posts", al::column("id", al::integer, al::primary_key),
                                               al::column("user_id", al::integer, al::references("users", "id"))));
constexpr al::history<one> before{};

constexpr auto people =
    al::table("people", al::column("id", al::integer, al::primary_key), al::column("full_name", al::text, al::unique),
              al::column("age", al::integer, al::indexed));
constexpr auto posts = al::table("posts", al::column("id", al::integer, al::primary_key),
                                 al::column("author_id", al::integer, al::references("people", "id")));
constexpr al::metadata<people, posts> models{};

constexpr auto names = al::renames(al::rename("users.name", "full_name"), al::rename("posts.user_id", "author_id"),
                                   al::rename("users", "people"));

std::vector<std::string> kinds(const op::operations_view& operations) {
    std::vector<std::string> result;
    for (const op::operation& each : operations.list) {
        const std::string object(each.object), target(each.to);
        std::string kind = std::to_string(static_cast<int>(each.kind));
        switch (each.kind) {
            case op::operation_kind::rename_table: kind = "rename_table"; break;
            case op::operation_kind::rename_column: kind = "rename_column"; break;
            case op::operation_kind::alter_column: kind = "alter_column"; break;
            case op::operation_kind::create_index: kind = "create_index"; break;
            case op::operation_kind::drop_index: kind = "drop_index"; break;
            case op::operation_kind::create_table: kind = "create_table"; break;
            case op::operation_kind::drop_table: kind = "drop_table"; break;
            case op::operation_kind::add_column: kind = "add_column"; break;
            case op::operation_kind::drop_column: kind = "drop_column"; break;
            case op::operation_kind::add_constraint: kind = "add_constraint"; break;
            case op::operation_kind::drop_constraint: kind = "drop_constraint"; break;
            default: break;
        }
        result.push_back(kind + " " + std::string(each.table) + (object.empty() ? "" : "." + object) +
                         (target.empty() ? "" : "=" + target));
    }
    return result;
}

TEST(renames, nothing_is_dropped_that_is_only_called_other) {
    constexpr op::operations_view told = al::diff<before, models, names>;
    static_assert(told.list.size() == 6);
    // Constraints keep their names. Indexes are named after their tables and are created again, which loses no data.
    EXPECT_EQ(kinds(told),
              (std::vector<std::string>{"rename_table users=people", "rename_column people.name=full_name",
                                        "rename_column posts.user_id=author_id", "drop_index people.ix_users_age",
                                        "alter_column people.full_name", "create_index people.ix_people_age"}));
    constexpr op::operations_view untold = al::diff<before, models>;
    const std::vector<std::string> without = kinds(untold);
    EXPECT_EQ(without.back(), "drop_table users");
}

al::schema schema_of_history() { return al::detail::schema_at_revision(before.view(), "heads"); }
al::schema schema_of_models() { return al::detail::schema_of(models.view(), *before.view().settings); }

TEST(renames, they_lead_to_the_models) {
    al::schema is = schema_of_history();
    const al::schema wanted = schema_of_models();
    al::detail::text_arena arena = wanted.arena;
    const op::operations list = al::operations_between(is, wanted, arena, {names.data(), names.size()});
    const op::operations_view result = list.view();
    EXPECT_EQ(kinds(result), kinds(al::diff<before, models, names>)) << "in both clocks";
    EXPECT_FALSE(al::compare(is, wanted).empty());
    op::revision nowhere{};
    al::detail::replay_context context{is, before.view().settings, nullptr, &nowhere};
    al::detail::apply(context, result);
    EXPECT_TRUE(al::compare(is, wanted).empty());
}

TEST(differences, can_be_of_some_objects_only) {
    const al::schema is = schema_of_history(), wanted = schema_of_models();
    const al::difference_list whole = al::compare(is, wanted);
    for (const auto kind : {al::object_kind::table, al::object_kind::column, al::object_kind::constraint}) {
        const auto is_wanted = [&](const al::schema_object& each) { return each.kind == kind; };
        const al::difference_list some = al::filtered(whole, is_wanted);
        std::size_t count = 0;
        for (const al::difference& each : whole) count += al::object_of(each).kind == kind ? 1 : 0;
        EXPECT_EQ(some.size(), count);
        for (const al::difference& each : some) EXPECT_EQ(al::object_of(each).kind, kind) << each.text().text();
    }
    al::detail::text_arena arena;
    const auto not_users = [](const al::schema_object& each) { return each.table != "users"; };
    const op::operations list = al::operations_between(is, wanted, arena, {}, not_users);
    for (const std::string& each : kinds(list.view())) EXPECT_NE(each, "drop_table users");
    EXPECT_FALSE(list.list.empty());
}

TEST(renames, the_order_of_the_hints_does_not_matter) {
    constexpr auto other_way = al::renames(al::rename("users", "people"), al::rename("posts.user_id", "author_id"),
                                           al::rename("people.name", "full_name"));
    EXPECT_EQ(al::check_renames(schema_of_history(), schema_of_models(), {other_way.data(), other_way.size()}).rule,
              al::rule::none);
}

std::string wrong(std::string_view what, std::string_view target) {
    const al::rename_hint hint = al::rename(what, target);
    const al::finding found = al::check_renames(schema_of_history(), schema_of_models(), {&hint, 1});
    return std::string(found.text());
}

TEST(renames, hints_that_match_nothing) {
    EXPECT_EQ(wrong("users", "people"), "");
    EXPECT_EQ(
        wrong("usres", "people"),
        "[AL402] rename: there is no table `usres`; did you mean `users`? Name one that is there before the change");
    EXPECT_EQ(wrong("users", "peeple"),
              "[AL402] rename: table `users` cannot become `peeple`, which the models do not have; did you mean "
              "`people`? Name one of theirs");
    EXPECT_EQ(wrong("posts", "people"),
              "[AL402] rename: table `posts` is still in the models. Leave the rename out, or take the table out of "
              "the models");
    EXPECT_EQ(wrong("users", "posts"),
              "[AL402] rename: table `users` cannot become `posts`, which is there already. Leave the rename out");
    EXPECT_EQ(wrong("posts.usr_id", "author_id"),
              "[AL402] rename: table `posts` has no column `usr_id`; did you mean `user_id`? Name one that is there "
              "before the change");
    EXPECT_EQ(wrong("posts.user_id", "autor_id"),
              "[AL402] rename: column `user_id` of table `posts` cannot become `autor_id`, which the models do not "
              "have; did you mean `author_id`? Name one of theirs");
    EXPECT_EQ(wrong("posts.id", "author_id"),
              "[AL402] rename: column `id` of table `posts` is still in the models. Leave the rename out, or take the "
              "column out of the models");
    EXPECT_EQ(wrong("posts.user_id", "id"),
              "[AL402] rename: column `user_id` of table `posts` cannot become `id`, which is there already. Leave the "
              "rename out");
    EXPECT_EQ(
        wrong("users.name", "full_name"),
        "[AL402] rename: the models have no table `users`, so its column `name` needs no name. Leave the rename out");
    EXPECT_EQ(wrong("nowhere.name", "full_name"),
              "[AL402] rename: there is no table `nowhere`. Name one that is there before the change");
}

struct post {
    std::int32_t id;
    std::int64_t author_id;
};
struct narrow_post {
    std::int32_t id;
    std::int32_t author_id;
};
constexpr auto wide = al::model<post>("posts");
constexpr al::metadata<wide> wide_models{};
constexpr auto narrow = al::model<narrow_post>("posts");
constexpr al::metadata<narrow> narrow_models{};

TEST(renames, integers_of_another_width_are_no_candidates) {
    const al::schema is = schema_of_history();
    const op::settings& settings = *before.view().settings;
    EXPECT_EQ(al::possible_renames(is, al::detail::schema_of(narrow_models.view(), settings)).size(), 1U);
    EXPECT_EQ(al::possible_renames(is, al::detail::schema_of(wide_models.view(), settings)).size(), 0U);
}

/// Enumerations, one with a word of its own and one of a column alone, and the models with other values.
constexpr auto on_postgresql = al::settings().dialects(al::postgresql);
constexpr auto moods = al::revision("a").upgrade(
    al::create_enum("mood", "sad", "happy"),
    al::create_table("people", al::column("id", al::integer, al::primary_key),
                     al::column("mood", al::enumeration("mood"), al::default_to("sad")),
                     al::column("pace", al::enumeration("pace", "slow", "fast"), al::not_null)));
constexpr al::history<on_postgresql, moods> moods_before{};
constexpr auto people_with_moods =
    al::table("people", al::column("id", al::integer, al::primary_key),
              al::column("mood", al::enumeration("mood", "blue", "happy"), al::default_to("blue")),
              al::column("pace", al::enumeration("pace", "slow", "quick", "rash"), al::not_null));
constexpr al::metadata<on_postgresql, people_with_moods> moods_after{};

TEST(renames, values_of_enumerations) {
    static constexpr auto blue = al::renames(al::rename("mood.sad", "blue"), al::rename("pace.fast", "quick"));
    constexpr op::operations_view told = al::diff<moods_before, moods_after, blue>;
    ASSERT_EQ(told.list.size(), 3U);
    EXPECT_EQ(told.list[0].kind, op::operation_kind::rename_enum_value);
    EXPECT_EQ(told.list[0].object.text(), "mood");
    EXPECT_EQ(al::name(told.list[0].text).text(), "sad");
    EXPECT_EQ(told.list[0].to.text(), "blue");
    EXPECT_EQ(told.list[1].kind, op::operation_kind::rename_enum_value);
    EXPECT_EQ(told.list[2].kind, op::operation_kind::add_enum_value);
    EXPECT_EQ(told.list[2].to.text(), "rash");

    const al::schema is = al::detail::schema_at_revision(moods_before.view(), "heads");
    const al::schema wanted = al::detail::schema_of(moods_after.view(), *moods_before.view().settings);
    std::string differences;
    for (const al::difference& each : al::compare(is, wanted)) differences += std::string(each.text().text()) + "\n";
    EXPECT_NE(differences.find("column `pace` of table `people` differs: other values of enumeration pace"),
              std::string::npos)
        << differences;
    const auto possible = al::possible_renames(is, wanted);
    ASSERT_EQ(possible.size(), 1U) << "of `pace` two values differ";
    EXPECT_EQ(possible[0].table.text(), "mood");
    EXPECT_EQ(possible[0].column.text(), "sad");
    EXPECT_EQ(possible[0].to.text(), "blue");

    const auto wrong_of = [&](std::string_view what, std::string_view target) {
        const al::rename_hint hint = al::rename(what, target);
        return std::string(al::check_renames(is, wanted, {&hint, 1}).text());
    };
    EXPECT_EQ(
        wrong_of("mood.sat", "blue"),
        "[AL402] rename: enumeration `mood` has no value `sat`; did you mean `sad`? Name one that is there before "
        "the change");
    EXPECT_EQ(
        wrong_of("mood.happy", "blue"),
        "[AL402] rename: value `happy` of enumeration `mood` is still in the models. Leave the rename out, or take "
        "the value out of the models");
    EXPECT_EQ(wrong_of("mood.sad", "glad"),
              "[AL402] rename: value `sad` of enumeration `mood` cannot become `glad`, which the models do not have. "
              "Name one of theirs");
    EXPECT_EQ(wrong_of("pace.fast", "slow"),
              "[AL402] rename: value `fast` of enumeration `pace` cannot become `slow`, which is there already. Leave "
              "the rename out");
}

TEST(renames, what_may_be_one) {
    al::schema is = schema_of_history();
    const auto possible = al::possible_renames(is, schema_of_models());
    ASSERT_EQ(possible.size(), 1U) << "a table with other columns is another table";
    EXPECT_EQ(possible[0].table.text(), "posts");
    EXPECT_EQ(possible[0].column.text(), "user_id");
    EXPECT_EQ(possible[0].to.text(), "author_id");
    const al::rename_hint hint = al::rename("users.name", "full_name");
    const al::rename_hint table = al::rename("users", "people");
    const al::rename_hint both[] = {hint, table};
    op::operations done;
    ASSERT_EQ((al::detail::renamer{is, schema_of_models(), {both, 2}, done}.run().rule), al::rule::none);
    EXPECT_EQ(al::possible_renames(is, schema_of_models()).size(), 1U);
}

}  // namespace
