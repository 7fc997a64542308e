// SPDX-License-Identifier: BSL-1.0
// Errors state the truth, and what to do.
#include "online_test.hpp"

namespace {

using messages = online_test;

bool holds(const al::migration_error& error, std::string_view words) {
    return std::string_view(error.what()).find(words) != std::string_view::npos;
}

inline constexpr auto parts =
    al::revision("a1", "parts")
        .upgrade(al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("code", al::text),
                                  al::column("shelf", al::integer)),
                 al::create_table("shelves", al::column("id", al::integer, al::primary_key)));

inline constexpr auto unique_code = al::revision("b2", "unique code")
                                        .revises("a1")
                                        .upgrade(al::add_constraint("parts", al::unique("code")))
                                        .acknowledge(al::rule::adds_unique, "this is to fail");
inline constexpr al::history<parts, unique_code> unique_codes{};

TEST_F(messages, a_rebuild_names_the_table_by_its_own_name) {
    al::sqlite3::connection db(path());
    al::upgrade<unique_codes>(db, "a1");
    db.execute("INSERT INTO parts (code) VALUES ('x'), ('x')");
    const al::migration_error error = error_of([&] { al::upgrade<unique_codes>(db); });
    EXPECT_EQ(error.message(), "UNIQUE constraint failed: parts.code");
    EXPECT_TRUE(holds(error, ": UNIQUE constraint failed: parts.code (error 2067). ")) << error.what();
    EXPECT_TRUE(holds(error, " Rows that exist contradict it: correct them, or correct the revision.\n"))
        << error.what();
}

inline constexpr auto checked_shelf = al::revision("b2", "checked shelf")
                                          .revises("a1")
                                          .upgrade(al::add_constraint("parts", al::check("shelf > 0")))
                                          .acknowledge(al::rule::adds_check, "this is to fail");
inline constexpr auto unnamed = al::settings().naming(al::no_names);
inline constexpr al::history<parts, checked_shelf> checked_shelves{};
inline constexpr auto nameless_check = al::revision("b2", "checked shelf")
                                           .revises("a1")
                                           .upgrade(al::add_constraint("parts", al::check("shelf > 0")))
                                           .irreversible("what has no name cannot be dropped by it")
                                           .acknowledge(al::rule::adds_check, "this is to fail");
inline constexpr al::history<unnamed, parts, nameless_check> unnamed_checks{};

TEST_F(messages, a_check_is_named_or_quoted_and_there_is_advice) {
    const auto failure = [&] < const auto & History > (const char* file) {
        al::sqlite3::connection db(path(file));
        al::upgrade<History>(db, "a1");
        db.execute("INSERT INTO parts (shelf) VALUES (0)");
        return error_of([&] { al::upgrade<History>(db); });
    };
    const al::migration_error named = failure.operator()<checked_shelves>("named.db");
    EXPECT_EQ(named.message(), "CHECK constraint failed: ck_parts_1");
    EXPECT_TRUE(holds(named, "Rows that exist contradict it: correct them, or correct the revision.")) << named.what();
    const al::migration_error quoted = failure.operator()<unnamed_checks>("unnamed.db");
    EXPECT_EQ(quoted.message(), "CHECK constraint failed: shelf > 0");
    EXPECT_TRUE(holds(quoted, "Rows that exist contradict it: correct them, or correct the revision."))
        << quoted.what();
}

inline constexpr auto same_rows = al::revision("b2", "same rows")
                                      .revises("a1")
                                      .upgrade(al::execute("INSERT INTO parts (id) VALUES (1), (1)"))
                                      .irreversible("test");
inline constexpr al::history<parts, same_rows> written_rows{};

TEST_F(messages, rows_of_the_revision_itself_are_not_called_rows_that_exist) {
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<written_rows>(db); });
    EXPECT_TRUE(
        holds(error, "The rows that it writes contradict it, or rows that exist do: correct the one or the others."))
        << error.what();
}

inline constexpr auto lost_shelf =
    al::revision("b2", "lost shelf")
        .revises("a1")
        .upgrade(al::add_constraint("parts", al::foreign_key("shelf").references("shelves")))
        .acknowledge(al::rule::adds_foreign_key, "this is to fail");
inline constexpr al::history<parts, lost_shelf> lost_shelves{};

TEST_F(messages, what_fails_behind_the_last_statement_is_no_statement) {
    al::sqlite3::connection db(path());
    al::upgrade<lost_shelves>(db, "a1");
    db.execute("INSERT INTO parts (shelf) VALUES (7)");
    const al::migration_error error = error_of([&] { al::upgrade<lost_shelves>(db); });
    EXPECT_LT(error.statement(), error.statement_count() + (error.statement_count() == 0 ? 1 : 0)) << error.what();
    EXPECT_FALSE(holds(error, ", statement ")) << error.what();
}

inline constexpr auto slugs =
    al::revision("b2", "slugs")
        .revises("a1")
        .upgrade(al::add_column("parts", al::column("slug", al::text, al::not_null)).fill(al::sql("'s-' || code")));
inline constexpr auto names = al::revision("c3", "names")
                                  .revises("b2")
                                  .upgrade(al::rename_column("parts", "code", "name"), al::drop_column("parts", "slug"))
                                  .acknowledge(al::rule::drops_column, "made of the name");
inline constexpr al::history<parts, slugs, names> slugged{};

TEST_F(messages, a_fill_follows_the_column_that_it_reads) {
    al::sqlite3::connection db(path());
    al::upgrade<slugged>(db, "a1");
    db.execute("INSERT INTO parts (code) VALUES ('x')");
    al::upgrade<slugged>(db);
    al::downgrade<slugged>(db, "b2");
    EXPECT_EQ(cell_of(db, "SELECT slug FROM parts"), "s-x");
}

}  // namespace
