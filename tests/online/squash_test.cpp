// SPDX-License-Identifier: BSL-1.0
// Squashes: with the replaced revisions in the history, and without.
#include "online_test.hpp"

#include <sstream>

namespace {

using squash = online_test;

// Six revisions. The middle ones are a run: a table, one that is dropped again, a column whose addition rebuilds the
// table, an index.
inline constexpr auto start =
    al::revision("s0", "start").upgrade(al::create_table("settings", al::column("id", al::integer, al::primary_key)));
inline constexpr auto users = al::revision("u1", "users")
                                  .revises("s0")
                                  .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key),
                                                            al::column("name", al::text, al::not_null)));
inline constexpr auto mistake =
    al::revision("m2", "a mistake")
        .revises("u1")
        .upgrade(al::create_table("mistake", al::column("id", al::integer, al::primary_key)));
inline constexpr auto mended = al::revision("m3", "mended")
                                   .revises("m2")
                                   .upgrade(al::drop_table("mistake"))
                                   .acknowledge(al::rule::drops_table, "never used");
inline constexpr auto mail =
    al::revision("e4", "mail")
        .revises("m3")
        .upgrade(
            al::add_column("users", al::column("mail", al::varchar(80), al::not_null)).fill(al::sql("'none-' || id")),
            al::create_index("ix_users_mail", "users", "mail"));
inline constexpr auto last = al::revision("p5", "prices")
                                 .revises("e4")
                                 .upgrade(al::create_table("prices", al::column("id", al::integer, al::primary_key)));

inline constexpr auto all_users = al::squash("q1", "users, at once")
                                      .revises("s0")
                                      .replaces("u1", "m2", "m3", "e4")
                                      .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key),
                                                                al::column("name", al::text, al::not_null),
                                                                al::column("mail", al::varchar(80), al::not_null)),
                                               al::create_index("ix_users_mail", "users", "mail"));

inline constexpr al::history<start, users, mistake, mended, mail, last> before{};
inline constexpr al::history<start, all_users, users, mistake, mended, mail, last> beside{};  // phase 1
inline constexpr al::history<start, all_users, last> after{};                                 // phase 2

static_assert(beside.view().revisions.size() == 6 && beside.view().shortcuts.size() == 1);
static_assert(after.view().revisions.size() == 3 && after.view().shortcuts.empty());

strings schema_of(al::sqlite3::connection& db) {
    return column_of(db,
                     "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema "
                     "ORDER BY type, name");
}
strings journal_of(al::sqlite3::connection& db) {
    return column_of(db, "SELECT direction || ' ' || revision FROM aludel_journal ORDER BY entry");
}

TEST_F(squash, a_fresh_database_takes_the_shortcut_and_is_the_same) {
    al::sqlite3::connection by_run(path("run.db")), by_squash(path());
    EXPECT_EQ(al::upgrade<before>(by_run).steps, 6U);
    EXPECT_EQ(al::pending<beside>(by_squash), (strings{"s0", "q1", "p5"}));
    EXPECT_EQ(al::upgrade<beside>(by_squash).steps, 3U);
    EXPECT_EQ(schema_of(by_squash), schema_of(by_run));
    EXPECT_EQ(version_of(by_squash), strings{"p5"});
    EXPECT_EQ(journal_of(by_squash), (strings{"upgrade s0", "upgrade q1", "upgrade p5"}));
    EXPECT_TRUE(al::edited<beside>(by_squash).empty());
    al::sqlite3::connection by_new(path("new.db"));
    EXPECT_EQ(al::upgrade<after>(by_new).steps, 3U);
    EXPECT_EQ(schema_of(by_new), schema_of(by_run));
}

TEST_F(squash, only_who_goes_through_the_whole_run_takes_it) {
    for (const char* const middle : {"u1", "m2", "m3"}) {
        al::sqlite3::connection db(path(middle));
        EXPECT_EQ(al::upgrade<beside>(db, middle).to, strings{middle}) << "a target in the middle is one";
        EXPECT_EQ(al::upgrade<beside>(db).to, strings{"p5"});
        for (const std::string& each : journal_of(db)) EXPECT_NE(each, "upgrade q1");
    }
    al::sqlite3::connection db(path());
    EXPECT_EQ(al::upgrade<beside>(db, "+2").to, strings{"u1"});
    al::downgrade<beside>(db, "s0");
    EXPECT_EQ(al::upgrade<beside>(db, "q1").to, strings{"e4"}) << "the squash means the last that it stands for";
    EXPECT_EQ(version_of(db), strings{"e4"});
    EXPECT_EQ(al::upgrade<beside>(db, "q1").steps, 0U);
    EXPECT_EQ(al::downgrade<beside>(db, "m2").steps, 2U) << "the way down is the old one";
    EXPECT_TRUE(has_table(db, "mistake"));
    EXPECT_EQ(al::upgrade<beside>(db, "head").to, strings{"p5"});
    EXPECT_EQ(al::downgrade<beside>(db, "base").to, strings{});
    EXPECT_EQ(al::stamp<beside>(db, "q1").to, strings{"e4"});
}

TEST_F(squash, when_the_revisions_are_gone_it_is_the_last_of_them) {
    al::sqlite3::connection db(path());
    al::upgrade<before>(db, "e4");
    EXPECT_EQ(al::current<after>(db), strings{"e4"});
    EXPECT_EQ(al::pending<after>(db), strings{"p5"});
    {
        const statement_log log(db);
        EXPECT_EQ(al::upgrade<after>(db, "q1").steps, 0U) << "it is there";
        EXPECT_EQ(al::upgrade<after>(db, "e4").steps, 0U) << "by the old name, too";
        EXPECT_EQ(log.seen.size(), 2U);
    }
    EXPECT_TRUE(al::edited<after>(db).empty());
    EXPECT_EQ(al::upgrade<after>(db).to, strings{"p5"});
    EXPECT_EQ(version_of(db), strings{"p5"});
    EXPECT_EQ(al::downgrade<after>(db, "e4").to, strings{"q1"}) << "the next write has the new name";
    EXPECT_EQ(al::downgrade<after>(db, "s0").to, strings{"s0"});
    EXPECT_FALSE(has_table(db, "users"));
}

TEST_F(squash, a_row_with_the_old_name_goes_down_as_well) {
    al::sqlite3::connection db(path());
    al::upgrade<before>(db, "e4");
    EXPECT_EQ(al::downgrade<after>(db, "-1").to, strings{"s0"});
    EXPECT_EQ(version_of(db), strings{"s0"});
    al::upgrade<before>(db, "e4");
    EXPECT_EQ(al::stamp<after>(db, "p5").to, strings{"p5"});
}

TEST_F(squash, the_release_before_knows_a_database_of_the_release_behind) {
    al::sqlite3::connection db(path());
    EXPECT_EQ(al::upgrade<after>(db, "q1").to, strings{"q1"});
    EXPECT_EQ(al::pending<beside>(db), strings{"p5"});
    EXPECT_EQ(al::downgrade<beside>(db, "m3").to, strings{"m3"});
    EXPECT_EQ(version_of(db), strings{"m3"});
}

TEST_F(squash, a_database_in_the_middle_needs_a_release_that_has_the_middle) {
    al::sqlite3::connection db(path());
    al::upgrade<beside>(db, "m2");
    const al::migration_error error = error_of([&] { al::upgrade<after>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::unknown_revision);
    EXPECT_EQ(std::string(error.what()),
              "the database is at revision `m2`, in the middle of what `q1` has replaced. Nothing was changed. "
              "Upgrade it with a release that still has those revisions, and then with this one.");
    al::upgrade<beside>(db, "e4");
    EXPECT_EQ(al::upgrade<after>(db).to, strings{"p5"});
}

TEST_F(squash, two_names_of_one_revision_are_one_too_many) {
    al::sqlite3::connection db(path());
    al::upgrade<after>(db, "q1");
    db.execute("INSERT INTO aludel_version VALUES ('e4')");
    EXPECT_EQ(error_of([&] { al::upgrade<after>(db); }).kind(), migration_error_kind::corrupt_version_table);
    EXPECT_EQ(al::stamp<after>(db, "q1", {.purge = true}).to, strings{"q1"});
}

TEST_F(squash, scripts_take_the_same_way) {
    constexpr std::string_view input = al::script<beside, al::sqlite>;
    static_assert(input.find("-- Running upgrade s0 -> q1, users, at once\n-- in place of u1, m2, m3, e4\n") !=
                  std::string_view::npos);
    static_assert(input.find("mistake") == std::string_view::npos);
    al::sqlite3::connection by_script(path("script.db")), by_engine(path());
    by_script.execute(input);
    al::upgrade<beside>(by_engine);
    EXPECT_EQ(schema_of(by_script), schema_of(by_engine));
    EXPECT_EQ(journal_of(by_script), journal_of(by_engine));
    EXPECT_EQ(version_of(by_script), strings{"p5"});
    std::ostringstream same;
    al::write_script<beside>(same, al::sqlite);
    EXPECT_EQ(same.str(), input);
    std::ostringstream middle;
    al::write_script<beside>(middle, al::sqlite, "u1:heads");
    EXPECT_EQ(middle.str().find("q1"), std::string::npos);
}

TEST_F(squash, scripts_begin_at_either_name) {
    for (const char* const name : {"e4", "q1"}) {
        al::sqlite3::connection db(path(name));
        al::upgrade<after>(db, "q1");
        db.execute("UPDATE aludel_version SET version_num = '" + std::string(name) + "'");
        std::ostringstream up;
        al::write_script<after>(up, al::sqlite, std::string(name) + ":head");
        db.execute(up.str());
        EXPECT_EQ(version_of(db), strings{"p5"});
    }
    al::sqlite3::connection db(path());
    al::upgrade<beside>(db, "e4");
    std::ostringstream up;
    al::write_script<beside>(up, al::sqlite, "q1:head");
    db.execute(up.str());
    EXPECT_EQ(version_of(db), strings{"p5"});
}

// The squash with other operations: only the journal can detect it.
inline constexpr auto other_users =
    al::squash("q1", "users, at once")
        .revises("s0")
        .replaces("u1", "m2", "m3", "e4")
        .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null),
                                  al::column("mail", al::varchar(80), al::not_null)),
                 al::create_index("ix_users_mail", "users", "mail"), al::execute("SELECT 1"))
        .irreversible("a test");
inline constexpr al::history<start, other_users, users, mistake, mended, mail, last> beside_edited{};
inline constexpr al::history<start, other_users, last> after_edited{};

TEST_F(squash, an_edited_squash_is_found) {
    al::sqlite3::connection db(path());
    al::upgrade<beside>(db, "e4");
    ASSERT_EQ(al::edited<beside_edited>(db).size(), 1U);
    EXPECT_EQ(al::edited<beside_edited>(db)[0].revision, "q1");
    EXPECT_EQ(al::edited<after_edited>(db).size(), 1U);
    EXPECT_EQ(error_of([&] { al::upgrade<beside_edited>(db); }).kind(), migration_error_kind::edited);
    // Downgraded and upgraded again by the replaced revisions: the former squash has no effect any more.
    al::downgrade<beside>(db, "u1");
    EXPECT_TRUE(al::edited<beside_edited>(db).empty());
    al::upgrade<beside>(db, "e4");
    EXPECT_TRUE(al::edited<beside_edited>(db).empty());
}

// A function in a squash that is declared between other revisions.
inline constexpr auto with_function =
    al::squash("q1", "with a function")
        .revises("s0")
        .replaces("u1", "m2", "m3", "e4")
        .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null),
                                  al::column("mail", al::varchar(80), al::not_null)),
                 al::create_index("ix_users_mail", "users", "mail"),
                 al::run([](auto& db) { db.execute("INSERT INTO users VALUES (1, 'by the squash', '')"); }))
        .irreversible("a test");
inline constexpr auto last_function =
    al::revision("p5", "prices")
        .revises("e4")
        .upgrade(al::run([](auto& db) { db.execute("INSERT INTO users VALUES (2, 'by the last', '')"); }))
        .irreversible("a test");
inline constexpr auto titled = al::settings().transaction_per_revision();
inline constexpr al::history<titled, with_function, start, users, mistake, mended, mail, last_function> functions{};

TEST_F(squash, functions_are_those_of_their_revisions) {
    al::sqlite3::connection db(path());
    al::upgrade<functions>(db);
    EXPECT_EQ(column_of(db, "SELECT name FROM users ORDER BY id"), (strings{"by the squash", "by the last"}));
}

// A squash at the beginning, one after it, and a branch that depends on the end of a run.
inline constexpr auto first_half =
    al::revision("h1")
        .replaces("s0", "u1")
        .upgrade(al::create_table("settings", al::column("id", al::integer, al::primary_key)),
                 al::create_table("users", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null)));
inline constexpr auto second_half =
    al::squash("h2")
        .revises("u1")
        .replaces("m2", "m3", "e4")
        .upgrade(
            al::add_column("users", al::column("mail", al::varchar(80), al::not_null)).fill(al::sql("'none-' || id")),
            al::create_index("ix_users_mail", "users", "mail"));
inline constexpr auto branch = al::revision("b1").depends_on("e4").labels("side").upgrade(
    al::create_table("side", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<al::branches_allowed, start, users, mistake, mended, mail, last, first_half, second_half,
                             branch>
    halves{};
inline constexpr auto second_on_first =
    al::squash("h2")
        .revises("u1")
        .replaces("m2", "m3", "e4")
        .upgrade(
            al::add_column("users", al::column("mail", al::varchar(80), al::not_null)).fill(al::sql("'none-' || id")),
            al::create_index("ix_users_mail", "users", "mail"));
inline constexpr al::history<al::branches_allowed, first_half, second_on_first, last, branch> halves_after{};

TEST_F(squash, several_squashes_and_branches) {
    al::sqlite3::connection db(path()), by_run(path("run.db")), by_new(path("new.db"));
    al::upgrade<halves>(db, "heads");
    EXPECT_EQ(version_of(db), (strings{"b1", "p5"}));
    const strings journal = journal_of(db);
    EXPECT_EQ(journal.size(), 4U);
    EXPECT_EQ(journal[0], "upgrade h1");
    EXPECT_EQ(journal[1], "upgrade h2");
    al::upgrade<before>(by_run);
    EXPECT_EQ(cell_of(db, "SELECT sql FROM sqlite_schema WHERE name = 'users'"),
              cell_of(by_run, "SELECT sql FROM sqlite_schema WHERE name = 'users'"));
    al::upgrade<halves_after>(by_new, "heads");
    EXPECT_EQ(schema_of(by_new), schema_of(db));
    EXPECT_EQ(al::downgrade<halves_after>(db, "side@base").to, strings{"p5"});
    EXPECT_EQ(al::downgrade<halves_after>(db, "base").to, strings{});
    // A database whose version rows have replaced ids, in a history with two independent lines.
    al::upgrade<before>(db, "e4");
    EXPECT_EQ(al::upgrade<halves_after>(db, "side@head").to, strings{"b1"});
    EXPECT_EQ(al::upgrade<halves_after>(db, "heads").to, (strings{"b1", "p5"}));
}

// A later squash replaces an earlier one, which has replaced its own revisions by then.
inline constexpr auto everything =
    al::squash("z9")
        .replaces("s0", "q1", "p5")
        .upgrade(al::create_table("settings", al::column("id", al::integer, al::primary_key)),
                 al::create_table("users", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null),
                                  al::column("mail", al::varchar(80), al::not_null)),
                 al::create_index("ix_users_mail", "users", "mail"),
                 al::create_table("prices", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<start, all_users, last, everything> once_more{};
inline constexpr al::history<everything> once_more_after{};

TEST_F(squash, a_squash_can_be_squashed) {
    al::sqlite3::connection db(path()), old(path("old.db"));
    EXPECT_EQ(al::upgrade<once_more>(db).steps, 1U);
    al::upgrade<before>(old, "e4");
    EXPECT_EQ(al::pending<once_more>(old), strings{"p5"});
    EXPECT_EQ(error_of([&] { al::upgrade<once_more_after>(old); }).kind(), migration_error_kind::unknown_revision);
    EXPECT_EQ(al::upgrade<once_more>(old, "z9").to, strings{"p5"});
    EXPECT_EQ(schema_of(db), schema_of(old));
    for (al::sqlite3::connection* const each : {&db, &old}) {
        EXPECT_EQ(al::upgrade<once_more_after>(*each).steps, 0U);
        EXPECT_EQ(al::downgrade<once_more_after>(*each, "base").to, strings{});
    }
}

}  // namespace
