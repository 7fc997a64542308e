// SPDX-License-Identifier: BSL-1.0
// The uses shown on the pages of the words: results of temporaries, used after those are destroyed. The address
// sanitizer detects errors.
#include "online_test.hpp"

#include <optional>
#include <type_traits>
#include <utility>

namespace {

inline constexpr auto change =
    al::revision("x").upgrade(al::add_column("notes", al::column("pinned", al::boolean)),
                              al::add_constraint("notes", al::check("body <> 'nothing of the kind'")));

void create(al::sqlite3::connection& db) {
    db.execute(
        "CREATE TABLE notes_with_a_name_that_needs_memory (id INTEGER PRIMARY KEY, body_of_the_notes TEXT NOT NULL "
        "DEFAULT '', "
        "CONSTRAINT no_empty_notes_are_allowed CHECK (body_of_the_notes <> 'x'), UNIQUE (body_of_the_notes));"
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); CREATE INDEX index_of_the_notes ON notes (body); "
        "CREATE VIEW view_of_the_notes AS SELECT body FROM notes");
}

TEST(lifetime, differences_of_temporaries) {
    al::sqlite3::connection db(":memory:");
    create(db);
    al::schema notes = al::reflect(db);
    ASSERT_TRUE(al::apply(notes, change.view().upgrade).empty());
    strings found;
    for (const al::difference& each : al::compare(al::reflect(db), notes)) found.emplace_back(each.text().text());
    EXPECT_EQ(
        found,
        (strings{"table `notes` lacks column `pinned`", "table `notes` lacks check (body <> 'nothing of the kind')"}));
    found.clear();
    for (const al::difference& each : al::compare(notes, al::reflect(db))) found.emplace_back(each.text().text());
    EXPECT_EQ(found.size(), 2U);
    const al::schema nothing;
    const auto kept = al::compare(al::reflect(db), al::schema());
    const auto copy = al::difference_list(kept);
    EXPECT_EQ(std::string(copy[0].text().text()), "view `view_of_the_notes` is unexpected");
    EXPECT_EQ(al::compare(nothing, al::reflect(db)).size(), 3U);
}

TEST(lifetime, statements_of_a_temporary) {
    al::sqlite3::connection db(":memory:"), other(":memory:");
    create(db);
    for (const al::statement& each : al::statements_of(al::reflect(db))) other.execute(each.sql.str());
    EXPECT_TRUE(al::compare(al::reflect(db), al::reflect(other)).empty());
}

TEST(lifetime, words_and_names_that_are_gone) {
    al::schema schema;
    {
        const std::string table = "a table with a name that needs memory",
                          column = "a column with a name that needs memory";
        EXPECT_TRUE(
            al::apply(schema,
                      al::revision("x")
                          .upgrade(al::create_table(std::string_view(table),
                                                    al::column(std::string_view(column), al::integer, al::unique)))
                          .view()
                          .upgrade)
                .empty());
    }
    EXPECT_TRUE(
        schema.table("a table with a name that needs memory").find_column("a column with a name that needs memory") !=
        nullptr);
    EXPECT_EQ(al::statements_of(schema).size(), 1U);
}

TEST(lifetime, plans_of_a_graph_that_is_gone) {
    std::optional<al::plan> plan;
    {
        const std::string first = "0123456789abcdef0123456789abcdef", second = "fedcba9876543210fedcba9876543210";
        const al::name ids[] = {std::string_view(first), std::string_view(second)};
        al::revision_node nodes[2]{};
        nodes[0].id = ids[0], nodes[1].id = ids[1], nodes[1].parents = {ids, 1};
        plan = al::revision_graph(nodes).upgrade({}, "head");
    }
    ASSERT_EQ(plan->steps.size(), 2U);
    EXPECT_EQ(plan->steps[1].id.text(), "fedcba9876543210fedcba9876543210");
    EXPECT_EQ(plan->writes[0].to.text(), "0123456789abcdef0123456789abcdef");
    EXPECT_EQ(plan->heads[0].text(), "fedcba9876543210fedcba9876543210");
}

// A view of a temporary is refused by the compiler.
template <class Schema>
concept gives_table = requires(Schema&& subject) { std::forward<Schema>(subject).table("notes"); };
static_assert(gives_table<al::schema&> && gives_table<const al::schema&> && !gives_table<al::schema>);
template <class List>
concept gives_view = requires(List&& subject) { std::forward<List>(subject).view(); };
static_assert(gives_view<const al::op::operations&> && !gives_view<al::op::operations>);

}  // namespace
