// SPDX-License-Identifier: BSL-1.0
// Reading a MariaDB database: no drift behind a migration, every change by hand is seen, and a baseline compares.
#include "../../../examples/digital_market/history.hpp"
#include "../../servers/drift.hpp"
#include "../../servers/mariadb.hpp"

#include <gtest/gtest.h>

#include <chrono>  // milliseconds
#include <string>
#include <thread>  // sleep_for

namespace {

namespace al = aludel;
using test::connection;

inline constexpr auto everything =
    al::revision("everything")
        .upgrade(
            al::create_table(
                "people", al::column("id", al::bigint, al::primary_key, al::identity().start(100)),
                al::column("name", al::varchar(40), al::not_null, al::default_to("it's \\ x"), al::comment("who's")),
                al::column("born", al::timestamptz, al::default_to(al::current_timestamp)),
                al::column("changed", al::native("timestamp(3)"),
                           al::default_to(al::sql("CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)"))),
                al::column("seen", al::native("TIMESTAMP"), al::default_to(al::sql("NULL ON UPDATE now()"))),
                al::column("data", al::json), al::column("state", al::text, al::default_to("new")),
                al::column("kind", al::enumeration("kind", "a", "it's"), al::default_to("a")),
                al::column("twice", al::integer, al::generated("length(name) * 2", al::stored)),
                al::column("half", al::integer, al::generated("length(name) / 2", al::virtual_)),
                al::check("state IN ('new', 'old') AND name LIKE 'a%'").named("ck_state"), al::comment("all"),
                al::engine("InnoDB"), al::charset("latin1")),
            al::create_table("pets", al::column("id", al::integer, al::primary_key, al::autoincrement),
                             al::column("owner", al::bigint, al::references("people", "id").on_delete(al::cascade)),
                             al::column("live", al::boolean, al::not_null, al::default_to(true)),
                             al::column("price", al::numeric(10, 2), al::default_to(al::sql("1 + 1"))),
                             al::unique("owner", "price")),
            al::create_index("ix_pets", "pets", al::desc("price"), "live"),
            al::create_index("ix_state", "people", al::expression("state(10)"), "born"),
            al::create_index("ix_words", "people", "state").using_method("fulltext"),
            al::create_index("ix_data", "people", al::asc("name").prefix(5)).unique(),
            al::create_view("names", "SELECT p.name, count(*) AS n FROM people p GROUP BY name"),
            al::create_trigger("tr", al::before, al::update, "pets", "SET NEW.price = OLD.price; SET NEW.live = false")
                .when("NEW.price < 0"));
inline constexpr auto by_hand =
    al::revision("by_hand")
        .revises("everything")
        .upgrade(al::execute("CREATE TRIGGER raw AFTER DELETE ON pets FOR EACH ROW DELETE FROM people WHERE id = 0"))
        .downgrade(al::execute("DROP TRIGGER raw"))
        .acknowledge(al::rule::raw_sql, "test");
inline constexpr auto only = al::settings().dialects(test::server);
inline constexpr al::history<only, everything, by_hand> history{};

TEST(MariadbDrift, ColumnsOfADroppedKeyMayBeNullAgain) {
    using namespace test::keys;
    static constexpr al::history<only, start, added, replaced, dropped> keys{};
    const test::mariadb_database own;
    test::expect_no_drift<keys>(own.connect(),
                                {"start", "added", "replaced", "dropped", "replaced", "added", "start", "dropped"});
}

TEST(MariadbDrift, WhatRawSqlHasMadeIsFollowed) {
    static constexpr auto start = al::revision("start")
                                      .upgrade(al::execute(R"(
        CREATE TABLE kept (id int);
        CREATE TEMPORARY TABLE gone_1 (id int);
        CREATE TABLE `gone_2` (id int);
        CREATE TABLE old_1 (id int);
        CREATE TABLE old_2 (id int);
        CREATE OR REPLACE ALGORITHM = MERGE VIEW seen AS SELECT id FROM kept;
        CREATE VIEW gone_3 AS SELECT id FROM kept;
        CREATE TRIGGER raw AFTER INSERT ON gone_2 FOR EACH ROW DELETE FROM kept)"))
                                      .irreversible("for the comparison only");
    static constexpr auto next = al::revision("next")
                                     .revises("start")
                                     .upgrade(al::execute(R"(
        DROP TABLE IF EXISTS kept_not, gone_2;
        DROP VIEW gone_3;
        ALTER TABLE old_1 RENAME TO new_1;
        RENAME TABLE old_2 TO new_2)"))
                                     .irreversible("for the comparison only");
    static constexpr al::history<only, start, next> raw{};
    test::expect_drift<raw, test::mariadb_database>({"DROP TABLE new_2", "DROP VIEW seen"});
}

#if defined(ALUDEL_ON_MYSQL)

/// What only MySQL has, or writes otherwise in its catalog.
inline constexpr auto special = al::revision("special").upgrade(
    al::create_table("words", al::column("id", al::integer, al::primary_key),
                     al::column("wörd", al::varchar(20), al::default_to("é\\'\n")),
                     al::column("long", al::native("LONGTEXT"), al::default_to("it's é")),
                     al::column("mark", al::numeric(4, 2), al::default_to(al::sql("1.5"))),
                     al::column("day", al::date, al::default_to("2020-01-31")),
                     al::column("code", al::char_(3), al::default_to("5")),
                     al::column("both", al::varchar(50), al::default_to(al::sql("concat('a''é', `id`)"))),
                     al::column("twice", al::integer, al::generated("id * 2", al::virtual_), al::not_null),
                     al::check("`wörd` <> 'é''' AND id > 0").named("ck_words")),
    al::create_index("ix_lower", "words", al::expression("lower(`wörd`)"), al::desc("code")),
    al::create_index("uq_lower", "words", al::expression("concat(code, 'é')")).unique());
inline constexpr auto renamed =
    al::revision("renamed")
        .revises("special")
        .upgrade(al::rename_column("words", "id", "number"),
                 al::alter_column("words", "wörd").rename_to("word").type(al::varchar(30)),
                 al::rename_column("words", "code", "sign"), al::alter_column("words", "long").default_to("other"))
        .acknowledge(al::rule::renames_column, "test");
inline constexpr al::history<only, special, renamed> specials{};

TEST(MariadbDrift, WhatNamesAColumnIsRenamedWithIt) {
    const test::mariadb_database own;
    connection db = own.connect();
    const auto drifts = [&](std::string_view target) {
        std::string result;
        for (const al::difference& each : al::drift<specials>(db, target)) result += al::online::text_of(each) + "\n";
        return result;
    };
    al::upgrade<specials>(db, "special");
    EXPECT_EQ(drifts("special"), "");
    const std::string before = test::catalog(db);
    const al::schema read = al::reflect(db, {"aludel_version", "aludel_journal", "aludel_version_claim"});
    const al::op::table_view words = read.table("words");
    EXPECT_EQ(words.find_column("wörd")->default_value.text, "é\\'\n");
    EXPECT_EQ(words.find_column("long")->default_value.text, "it's é");
    EXPECT_EQ(words.find_column("code")->default_value.text, "5");
    EXPECT_EQ(words.find_column("both")->default_value.text, "concat('a\\'é',`id`)");
    EXPECT_EQ(words.find_constraint("ck_words")->expression, "((`wörd` <> 'é\\'') and (`id` > 0))");
    const test::mariadb_database other;
    connection copy = other.connect();
    al::create_all(copy, read);
    EXPECT_EQ(test::catalog(copy), before);

    db.execute("INSERT INTO words (id) VALUES (1)");
    al::upgrade<specials>(db);
    EXPECT_EQ(drifts("head"), "");
    EXPECT_EQ(test::text_of(db, "SELECT number, twice, `both` FROM words"), "1|2|a'é1|\n");
    al::downgrade<specials>(db, "special");
    EXPECT_EQ(test::catalog(db), before);
}

#endif

TEST(MariadbDrift, NoneBehindAMigration) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    const std::string before = test::catalog(db);
    db.execute("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', foreign_key_checks = 0");
    EXPECT_EQ(test::drift<history>(db), "");
    EXPECT_EQ(test::text_of(db, "SELECT DATABASE() = '" + own.name() + "', @@sql_mode, @@foreign_key_checks"),
              "1|ANSI_QUOTES,NO_BACKSLASH_ESCAPES|0|\n");
    // Comparisons of other tests have the scratch database on this server for a moment each; what is left would stay.
    const auto scratch = [&] { return test::text_of(db, "SHOW DATABASES LIKE 'aludel%'"); };
    for (int i = 0; i < 1000 && !scratch().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(scratch(), "");
    EXPECT_EQ(test::catalog(db), before);  // nothing of the comparison is left
    EXPECT_FALSE(db.in_transaction());
}

TEST(MariadbDrift, EachChangeByHandIsSeen) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    for (const char* const change :
         {"ALTER TABLE people MODIFY data text",
          "ALTER TABLE people ALTER COLUMN name SET DEFAULT 'x'",
          "ALTER TABLE people MODIFY born timestamp NOT NULL DEFAULT now()",
          "ALTER TABLE people MODIFY changed timestamp(3) NULL DEFAULT current_timestamp(3)",
          "ALTER TABLE people MODIFY seen timestamp NULL",
          "ALTER TABLE people DROP COLUMN data",
          "ALTER TABLE people MODIFY kind enum('a', 'b') DEFAULT 'a'",
          "ALTER TABLE people ADD COLUMN extra int",
          "ALTER TABLE people DROP CONSTRAINT ck_state",
          "ALTER TABLE pets ADD CHECK (price > 0)",
          "DROP INDEX ix_pets ON pets",
          "CREATE INDEX extra ON pets (live)",
          "DROP VIEW names",
          "DROP TRIGGER tr",
          "ALTER TABLE people COMMENT 'other'",
          "ALTER TABLE pets MODIFY live boolean NOT NULL DEFAULT true COMMENT 'new'",
          "DROP TRIGGER tr; CREATE TRIGGER tr BEFORE UPDATE ON pets FOR EACH ROW SET NEW.price = 1",
          "CREATE TABLE more (a int)",
          "ALTER TABLE pets DROP FOREIGN KEY fk_pets_owner_people",
          "CREATE OR REPLACE VIEW names AS SELECT name, sum(1) AS n FROM people GROUP BY name",
          "ALTER TABLE people MODIFY id bigint NOT NULL",
          "ALTER TABLE people MODIFY state text COLLATE latin1_bin",
          "ALTER TABLE people MODIFY half int GENERATED ALWAYS AS (length(name) / 3)"}) {
        db.execute(std::string("SET foreign_key_checks = 0; ") + change);
        EXPECT_NE(test::drift<history>(db), "") << change;
        own.clear();
        db = own.connect();
        al::upgrade<history>(db);
    }
}

TEST(MariadbDrift, ABaselineIsCompared) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    db.execute("DROP TABLE aludel_version, aludel_journal, aludel_version_claim");
    db.execute("ALTER TABLE pets ADD COLUMN extra int");
    EXPECT_THROW(al::baseline<history>(db, "head"), al::migration_error);
    db.execute("ALTER TABLE pets DROP COLUMN extra");
    al::baseline<history>(db, "head");
    EXPECT_EQ(al::current<history>(db), std::vector<std::string>{"by_hand"});
}

TEST(MariadbDrift, ASchemaIsReadAsAValue) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    db.execute("DROP TRIGGER raw");  // it has no BEGIN, which the words write
    const al::schema read = al::reflect(db, {"aludel_version", "aludel_journal", "aludel_version_claim"});
    const al::op::table_view people = read.table("people");
    ASSERT_TRUE(people);
    EXPECT_EQ(people.find_column("name")->type.kind, al::op::type_kind::varchar);
    EXPECT_EQ(people.find_column("name")->type.precision, 40);
    EXPECT_EQ(people.find_column("name")->default_value.text, "it's \\ x");
    EXPECT_EQ(people.find_column("data")->type.kind, al::op::type_kind::json);
    EXPECT_EQ(people.find_column("kind")->type.values.count, 2U);
    EXPECT_TRUE(people.find_column("id")->autoincrement);
    EXPECT_EQ(people.options().charset, "latin1");
    EXPECT_TRUE(read.table("pets").find_column("id")->autoincrement);
    // It creates the same once more.
    const test::mariadb_database other;
    connection copy = other.connect();
    al::create_all(copy, read);
    EXPECT_EQ(test::catalog(copy), test::catalog(db));
}

/// The database in which the history's schema is created is the library's own, or it is left alone.
TEST(MariadbDrift, ADatabaseOfOthersIsNotDropped) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    const std::string held = "SELECT GET_LOCK('aludel_expected', 60)";
    db.query(held);  // other tests of this server wait meanwhile
    const auto refused = [&](connection& compares) -> std::string {
        try {
            static_cast<void>(al::drift<history>(compares));
            return "compared";
        } catch (const al::migration_error& error) {
            return error.what();
        }
    };
    db.execute("CREATE DATABASE aludel_expected; CREATE TABLE aludel_expected.precious (id INT)");
    EXPECT_NE(refused(db).find("`aludel_expected` that Aludel has not made"), std::string::npos);
    EXPECT_EQ(test::text_of(db, "SHOW TABLES FROM aludel_expected"), "precious|\n");
    EXPECT_EQ(test::text_of(db, "SELECT DATABASE() = '" + own.name() + "'"), "1|\n");
    // What a comparison that was killed has left is dropped.
    for (const char* const left : {"DROP TABLE aludel_expected.precious",
                                   "CREATE TABLE aludel_expected.t (id INT); CREATE TABLE "
                                   "aludel_expected.aludel_expected_schema (id INT) COMMENT = 'x'; SET @old = NOW(); "
                                   "SET timestamp = UNIX_TIMESTAMP(NOW()) + 700"}) {
        db.execute(std::string("CREATE DATABASE IF NOT EXISTS aludel_expected; ") + left);
        EXPECT_EQ(refused(db), "compared");
        EXPECT_EQ(test::text_of(db, "SHOW DATABASES LIKE 'aludel_expected'"), "");
    }
    // While another one compares, this one waits.
    const test::mariadb_database second;
    connection other = second.connect();
    try {
        al::baseline<history>(other, "everything", {.busy_timeout = al::duration::of_milliseconds(50)});
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_NE(std::string(error.what()).find("another comparison on this server"), std::string::npos)
            << error.what();
    }
}

/// The caller's settings stay as they were.
TEST(MariadbDrift, ForeignKeyChecksOfTheCallerStay) {
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    for (const char* const value : {"0", "1"}) {
        db.execute(std::string("SET SESSION foreign_key_checks = ") + value);
        EXPECT_EQ(test::drift<history>(db), "");
        EXPECT_EQ(test::text_of(db, "SELECT @@session.foreign_key_checks"), std::string(value) + "|\n");
    }
}

// The views of the server's own schema `sys`, which others wrote.
TEST(MariadbDrift, ViewsOfOthersAreUnderstood) {
    const test::mariadb_database own;
    connection db = own.connect();
    std::size_t count = 0;
    for (const auto& row : db.query("SELECT table_name, view_definition FROM information_schema.views WHERE "
                                    "table_schema = 'sys' AND view_definition <> ''")) {
        const std::string query = row[1].value();
        const al::syntax::reading found = al::syntax::read_query(query, al::syntax::lexicon_of(test::server.id));
        EXPECT_FALSE(found.opaque) << row[0].value() << ": " << query
                                   << "\nnot understood: " << found.not_understood.text;
        ++count;
    }
    EXPECT_GE(count, 50U);
}

}  // namespace
