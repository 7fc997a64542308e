// SPDX-License-Identifier: BSL-1.0
// Databases that existed before their history.
#include "online_test.hpp"

#include <aludel/online/baseline.hpp>

#include <map>     // map
#include <string>  // string

namespace {

using baseline = online_test;

/// A database that was created by hand, with the schema of revision `p2` of the shop.
constexpr const char* by_hand =
    "create table categories (id integer primary key, name text not null);"
    "CREATE TABLE [products] (\"id\" INTEGER PRIMARY KEY, name TEXT, category_id INTEGER REFERENCES categories(id));"
    "CREATE INDEX ix_products_name ON products (name);"
    "INSERT INTO categories VALUES (1, 'books')";

TEST_F(baseline, writes_where_the_database_is_and_nothing_else) {
    al::sqlite3::connection db(path());
    db.execute(by_hand);
    const al::migration_report report = al::baseline<shop>(db, "p2");
    EXPECT_EQ(report.steps, 0U);
    EXPECT_EQ(report.from, strings{});
    EXPECT_EQ(report.to, strings{"p2"});
    EXPECT_EQ(version_of(db), strings{"p2"});
    EXPECT_EQ(column_of(db, "SELECT revision || ' ' || direction || ' ' || length(checksum) FROM aludel_journal"),
              strings{"p2 baseline 16"});
    EXPECT_TRUE(al::edited<shop>(db).empty());
    EXPECT_EQ(al::upgrade<shop>(db).steps, 2U);
    EXPECT_EQ(column_of(db, "SELECT name || price FROM products"), strings{"novel0"});
}

TEST_F(baseline, lists_every_difference_and_changes_nothing) {
    {
        al::sqlite3::connection db(path());
        db.execute(by_hand);
        db.execute("CREATE TABLE notes (body TEXT); DROP INDEX ix_products_name");
    }
    const std::string before = bytes_of(path());
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::baseline<shop>(db, "p2"); });
    EXPECT_EQ(error.kind(), migration_error_kind::schema_differs);
    for (const char* const part :
         {"the database is not what `p2` leads to: ", "table `products` lacks index `ix_products_name`; ",
          "table `notes` is unexpected", "Nothing was changed"})
        EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << part << " is not in: " << error.what();
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(bytes_of(path()), before);
    EXPECT_EQ(al::baseline<shop>(db, "p2", {.allow_differences = true}).to, strings{"p2"});
}

TEST_F(baseline, compares_the_objects_that_it_is_told_to) {
    al::sqlite3::connection db(path());
    db.execute(by_hand);
    db.execute("CREATE TABLE tmp_notes (body TEXT)");
    al::migration_options options;
    options.compared = [](const al::schema_object& each) { return !each.table.text().starts_with("tmp_"); };
    EXPECT_EQ(al::baseline<shop>(db, "p2", options).to, strings{"p2"});
    al::stamp<shop>(db, "base");
    db.execute("DROP INDEX ix_products_name");
    const std::string why = error_of([&] { al::baseline<shop>(db, "p2", options); }).what();
    EXPECT_NE(why.find("table `products` lacks index `ix_products_name`"), std::string::npos) << why;
    EXPECT_EQ(why.find("tmp_notes"), std::string::npos) << why;
}

TEST_F(baseline, is_for_databases_that_no_migration_has_touched) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db, "p2");
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, "p2"); }).kind(), migration_error_kind::has_version);
    // Not even with the option, nor where the version is of another program.
    db.execute("UPDATE aludel_version SET version_num = 'zzz'");
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, "p2", {.allow_differences = true}); }).kind(),
              migration_error_kind::has_version);
    EXPECT_EQ(version_of(db), strings{"zzz"});
    // After a downgrade to base it counts as untouched.
    db.execute("UPDATE aludel_version SET version_num = 'p2'");
    al::downgrade<shop>(db, "base");
    db.execute(by_hand);
    EXPECT_EQ(al::baseline<shop>(db, "p2").to, strings{"p2"});
}

TEST_F(baseline, takes_any_target_but_base) {
    al::sqlite3::connection db(path());
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, "base"); }).kind(), migration_error_kind::not_possible);
    EXPECT_THROW(al::baseline<shop>(db, "p3"), al::revision_error);
    db.execute(by_hand);
    db.execute("ALTER TABLE products ADD COLUMN price INTEGER NOT NULL DEFAULT 0");
    EXPECT_EQ(al::baseline<shop>(db, "head").to, strings{"a4"});
}

TEST_F(baseline, goes_by_the_number_of_the_database) {
    al::sqlite3::connection db(path());
    db.execute(by_hand);
    const auto by_number = [&](const al::revision_numbers& numbers) {
        return std::string(error_of([&] { al::baseline<shop>(db, numbers); }).what());
    };
    EXPECT_EQ(by_number({{1, "c1"}, {2, "p2"}}),
              "the number of the database is 0 (PRAGMA main.user_version), and the numbers with a revision are 1, 2. "
              "Nothing was changed. Say which revision has that schema, or name the revision itself.");
    db.execute("PRAGMA user_version = -7");
    EXPECT_NE(by_number({}).find("the numbers with a revision are none. "), std::string::npos);
    // The number alone is not believed.
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, {{-7, "a4"}}); }).kind(), migration_error_kind::schema_differs);
    EXPECT_THROW(al::baseline<shop>(db, {{-7, "p3"}}), al::revision_error);
    const std::map<int, std::string> numbers{{-7, "p2"}, {3, "a4"}};
    EXPECT_EQ(al::baseline<shop>(db, numbers).to, strings{"p2"});
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, numbers); }).kind(), migration_error_kind::has_version);
    EXPECT_EQ(column_of(db, "PRAGMA user_version"), strings{"-7"});
    EXPECT_EQ(al::upgrade<shop>(db).steps, 2U);
}

TEST_F(baseline, is_what_an_upgrade_of_an_older_database_names) {
    al::sqlite3::connection db(path());
    db.execute(by_hand);
    const std::string remedy = "take it over with al::baseline (baseline of the tool)";
    const auto upgrade = [&] { return std::string(error_of([&] { al::upgrade<shop>(db); }).what()); };
    EXPECT_NE(upgrade().find(remedy), std::string::npos) << upgrade();
    al::stamp<shop>(db, "base", {.purge = true});  // the version table is there, and empty
    EXPECT_NE(upgrade().find(remedy), std::string::npos) << upgrade();
    al::stamp<shop>(db, "c1");
    EXPECT_EQ(upgrade().find(remedy), std::string::npos) << upgrade();
}

TEST_F(baseline, waits_for_others_as_long_as_it_is_told) {
    al::sqlite3::connection db(path()), other(path());
    db.execute(by_hand);
    other.execute("BEGIN IMMEDIATE");
    EXPECT_EQ(error_of([&] { al::baseline<shop>(db, "p2", {.busy_timeout = std::chrono::milliseconds(1)}); }).kind(),
              migration_error_kind::database_busy);
    other.execute("ROLLBACK");
    EXPECT_EQ(al::baseline<shop>(db, "p2").to, strings{"p2"});
}

}  // namespace
