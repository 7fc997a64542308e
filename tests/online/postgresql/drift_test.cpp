// SPDX-License-Identifier: BSL-1.0
// Reading a PostgreSQL database: no drift behind a migration, every change by hand is seen, and a baseline compares.
#include "../../../examples/digital_market/history.hpp"
#include "../../laws/history/random_history.hpp"
#include "../../servers/postgresql.hpp"

#include <aludel/online/run_flow.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;

inline constexpr auto everything =
    al::revision("everything")
        .upgrade(
            al::create_table(
                "people", al::column("id", al::bigint, al::primary_key, al::identity(al::always).start(100)),
                al::column("name", al::varchar(40), al::not_null, al::default_to("it's"), al::comment("whose")),
                al::column("born", al::timestamptz, al::default_to(al::current_timestamp)),
                al::column("data", al::native("jsonb")), al::column("state", al::text),
                al::column("twice", al::integer, al::generated("length(name) * 2", al::stored)),
                al::check("state IN ('new', 'old') AND name LIKE 'a%'").named("ck_state"), al::comment("all")),
            al::create_table("pets", al::column("id", al::integer, al::primary_key, al::autoincrement),
                             al::column("owner", al::bigint, al::references("people", "id").on_delete(al::cascade)),
                             al::column("price", al::numeric(10, 2)), al::unique("owner", "price")),
            al::create_index("ix_pets", "pets", al::desc("price"), al::expression("lower(price::text)"))
                .where("price > 5")
                .include("owner"),
            al::create_view("names", "SELECT name, count(*) AS n FROM people GROUP BY name"));
inline constexpr auto special =
    al::revision("special")
        .revises("everything")
        .upgrade(
            al::create_table("stays", al::column("id", al::integer),
                             al::column("room", al::text, al::unique.deferrable()),
                             al::column("during", al::native("int4range")), al::column("nights", al::integer),
                             al::exclude("during WITH &&").named("ex_stays").where("nights > 0").initially_deferred(),
                             al::unique("id", "nights").named("uq_stays"), al::unlogged, al::storage("fillfactor = 70"),
                             al::index("ix_room", al::asc("room").operators("text_pattern_ops").nulls_first(),
                                       al::asc("room").collate("POSIX"))
                                 .storage("fillfactor = 60")),
            al::add_constraint("stays", al::check("nights < 100").named("ck_nights").not_valid()),
            al::create_materialized_view("rooms", "SELECT room, sum(nights) AS n FROM stays GROUP BY room"),
            al::create_index("ix_rooms", "rooms", "room").unique(),
            al::refresh_materialized_view("rooms").concurrently(),
            al::create_trigger("count_nights", al::before, al::update_of("during"), "stays",
                               "new.nights := upper(new.during)")
                .when("old.during IS DISTINCT FROM new.during"),
            al::execute("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE "
                        "TRIGGER raw AFTER INSERT ON stays FOR EACH ROW EXECUTE FUNCTION nothing()"))
        .irreversible("for the comparison only");
inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr al::history<only, everything, special> history{};

std::string drift(connection& db) {
    std::string result;
    for (const al::difference& each : al::drift<history>(db)) result += al::online::text_of(each) + "\n";
    return result;
}

TEST(PostgresqlDrift, NoneBehindAMigration) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    const std::string before = test::catalog(db);
    EXPECT_EQ(drift(db), "");
    EXPECT_EQ(test::catalog(db), before);  // nothing of the comparison is left
    EXPECT_FALSE(db.in_transaction());
}

TEST(PostgresqlDrift, EachChangeByHandIsSeen) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    for (const char* const change :
         {"ALTER TABLE people ALTER COLUMN data TYPE text",
          "ALTER TABLE people ALTER COLUMN name DROP NOT NULL",
          "ALTER TABLE people ALTER COLUMN name SET DEFAULT 'x'",
          "ALTER TABLE people DROP COLUMN data",
          "ALTER TABLE people ADD COLUMN extra int",
          "ALTER TABLE people DROP CONSTRAINT ck_state",
          "ALTER TABLE pets ADD CHECK (price > 0)",
          "DROP INDEX ix_pets",
          "CREATE INDEX extra ON pets (price)",
          "DROP VIEW names",
          "CREATE TABLE more (a int)",
          "ALTER TABLE pets DROP CONSTRAINT fk_pets_owner_people",
          "CREATE OR REPLACE VIEW names AS SELECT name, sum(1) AS n FROM people GROUP BY name",
          "ALTER TABLE people ALTER COLUMN id SET GENERATED BY DEFAULT",
          "COMMENT ON TABLE people IS 'none'",
          "COMMENT ON COLUMN people.name IS NULL",
          "ALTER TABLE stays SET LOGGED",
          "ALTER TABLE stays RESET (fillfactor)",
          "ALTER TABLE stays VALIDATE CONSTRAINT ck_nights",
          "ALTER TABLE stays DROP CONSTRAINT ex_stays",
          "ALTER TABLE stays DROP CONSTRAINT uq_stays, ADD CONSTRAINT uq_stays UNIQUE (id, nights) DEFERRABLE",
          "ALTER TABLE stays DROP CONSTRAINT uq_stays_room, ADD CONSTRAINT uq_stays_room UNIQUE (room)",
          "ALTER INDEX ix_room SET (fillfactor = 80)",
          "DROP INDEX ix_rooms",
          "CREATE INDEX more ON rooms (n)",
          "DROP INDEX ix_room; CREATE INDEX ix_room ON stays (room NULLS FIRST, room COLLATE \"POSIX\") WITH "
          "(fillfactor = 60)",
          "DROP MATERIALIZED VIEW rooms; CREATE VIEW rooms AS SELECT room, sum(nights) AS n FROM stays GROUP BY room",
          "DROP TRIGGER count_nights ON stays",
          "DROP TRIGGER raw ON stays",
          "CREATE OR REPLACE FUNCTION count_nights_body() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TRIGGER more BEFORE DELETE ON stays FOR EACH ROW EXECUTE FUNCTION nothing()"}) {
        db.execute("BEGIN");
        db.execute(change);
        db.execute("COMMIT");
        EXPECT_NE(drift(db), "") << change;
        db.execute("SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        al::upgrade<history>(db);
    }
}

// The server leaves the columns of a dropped key NOT NULL.
TEST(PostgresqlDrift, ColumnsOfADroppedKeyMayBeNullAgain) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_table("loose", al::column("x", al::integer), al::column("y", al::varchar(9), al::default_to("a"))),
        al::create_table("numbered", al::column("x", al::integer, al::autoincrement), al::primary_key("x")),
        al::create_table("keyed", al::column("x", al::integer), al::column("y", al::integer, al::not_null),
                         al::primary_key("x", "y")));
    static constexpr auto added = al::revision("added")
                                      .revises("start")
                                      .upgrade(al::add_constraint("loose", al::primary_key("x", "y")))
                                      .acknowledge(al::rule::adds_unique, "a test")
                                      .acknowledge(al::rule::nullable_primary_key, "a test");
    static constexpr auto replaced =
        al::revision("replaced")
            .revises("added")
            .upgrade(al::drop_constraint("loose", "pk_loose"), al::add_constraint("loose", al::primary_key("x")))
            .acknowledge(al::rule::adds_unique, "a test")
            .acknowledge(al::rule::drops_primary_key, "a test")
            .acknowledge(al::rule::nullable_primary_key, "a test");
    static constexpr auto dropped =
        al::revision("dropped")
            .revises("replaced")
            .upgrade(al::drop_constraint("keyed", "pk_keyed"), al::drop_constraint("numbered", "pk_numbered"))
            .acknowledge(al::rule::drops_primary_key, "a test");
    static constexpr al::history<only, start, added, replaced, dropped> keys{};
    const test::postgresql_database own;
    connection db = own.connect();
    for (const char* const target :
         {"start", "added", "replaced", "dropped", "replaced", "added", "start", "dropped"}) {
        if (al::pending<keys>(db, target).size() != 0) al::upgrade<keys>(db, target);
        else al::downgrade<keys>(db, target);
        for (const al::difference& each : al::drift<keys>(db, target))
            ADD_FAILURE() << target << ": " << al::online::text_of(each);
    }
}

TEST(PostgresqlDrift, WhatRawSqlHasMadeIsFollowed) {
    static constexpr auto start = al::revision("start")
                                      .upgrade(al::execute(R"(
        CREATE TABLE kept (id int);
        CREATE TEMPORARY TABLE gone_1 (id int);
        CREATE UNLOGGED TABLE IF NOT EXISTS gone_2 (id int);
        CREATE TABLE "Gone" (id int);
        CREATE TABLE old (id int);
        CREATE VIEW seen AS SELECT id FROM kept;
        CREATE OR REPLACE VIEW gone_3 AS SELECT id FROM kept;
        CREATE MATERIALIZED VIEW stored AS SELECT id FROM kept;
        CREATE FUNCTION rows() RETURNS TABLE (id int) LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER raw AFTER INSERT ON old FOR EACH ROW EXECUTE FUNCTION nothing();
        CREATE TRIGGER raw AFTER INSERT ON "Gone" FOR EACH ROW EXECUTE FUNCTION nothing())"))
                                      .irreversible("for the comparison only");
    static constexpr auto next =
        al::revision("next")
            .revises("start")
            .upgrade(al::execute(R"(
        DROP TABLE IF EXISTS gone_2, public."Gone" CASCADE;
        DROP VIEW gone_3;
        ALTER TABLE ONLY old RENAME TO new)"),
                     al::execute("CREATE TABLE declared (id int NOT NULL PRIMARY KEY)")
                         .does(al::create_table("declared", al::column("id", al::integer, al::primary_key))))
            .acknowledge(al::rule::drops_dependents, "a test")
            .irreversible("for the comparison only");
    static constexpr al::history<only, start, next> raw{};
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<raw>(db);
    for (const al::difference& each : al::drift<raw>(db)) ADD_FAILURE() << al::online::text_of(each);
    for (const char* const change : {"DROP TABLE new", "DROP VIEW seen", "CREATE TABLE gone_1 (id int)",
                                     "DROP TRIGGER raw ON new", "DROP MATERIALIZED VIEW stored"}) {
        db.execute("BEGIN");
        db.execute(change);
        EXPECT_NE(al::drift<raw>(db).size(), 0U) << change;
        db.execute("ROLLBACK");
    }
}

TEST(PostgresqlDrift, EqualNullsAreCompared) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_table("t", al::column("id", al::integer), al::unique("id").named("uq_t").nulls_not_distinct()));
    static constexpr auto newer = al::settings().dialects(al::postgresql.since(15));
    static constexpr al::history<newer, start> equal_nulls{};
    const test::postgresql_database own;
    connection db = own.connect();
    if (test::major_version(db) < 15) GTEST_SKIP() << "NULLS NOT DISTINCT came with 15";
    al::upgrade<equal_nulls>(db);
    EXPECT_TRUE(al::drift<equal_nulls>(db).empty());
    db.execute("ALTER TABLE t DROP CONSTRAINT uq_t, ADD CONSTRAINT uq_t UNIQUE (id)");
    EXPECT_FALSE(al::drift<equal_nulls>(db).empty());
}

TEST(PostgresqlDrift, ABaselineIsCompared) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    db.execute("DROP TABLE aludel_version, aludel_journal");
    db.execute("ALTER TABLE pets ADD COLUMN extra int");
    EXPECT_THROW(al::baseline<history>(db, "head"), al::migration_error);
    db.execute("ALTER TABLE pets DROP COLUMN extra");
    al::baseline<history>(db, "head");
    EXPECT_EQ(al::current<history>(db), std::vector<std::string>{"special"});
}

TEST(PostgresqlDrift, ASchemaIsReadAsAValue) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    const al::schema read = al::reflect(db, {"aludel_version", "aludel_journal"});
    const al::op::table_view people = read.table("people");
    ASSERT_TRUE(people);
    EXPECT_EQ(people.find_column("name")->type.kind, al::op::type_kind::varchar);
    EXPECT_EQ(people.find_column("name")->type.precision, 40);
    EXPECT_EQ(people.find_column("data")->type.kind, al::op::type_kind::jsonb);
    EXPECT_EQ(people.find_column("id")->identity.start, 100);
    EXPECT_TRUE(read.table("pets").find_column("id")->autoincrement);
    // It creates the same once more.
    const test::postgresql_database other;
    connection copy = other.connect();
    al::create_all(copy, read);
    EXPECT_EQ(test::catalog(copy), test::catalog(db));
}

// A view has the columns that it had when it was created, whatever is renamed or added behind it.
TEST(PostgresqlDrift, ViewsKeepTheirColumns) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer)),
        al::create_table("u", al::column("id", al::integer), al::column("b", al::integer)),
        al::create_view("plain", "SELECT id, t.a FROM t WHERE a > 0 ORDER BY a"),
        al::create_view("over", "SELECT a FROM plain"), al::create_view("star", "SELECT * FROM t"),
        al::create_view("joined", "SELECT x.*, u.b FROM t AS x JOIN u ON u.id = x.id WHERE x.a IN (SELECT a FROM t)"),
        al::create_view("nested", "SELECT s.a + 1 AS more FROM (SELECT a FROM t) AS s"));
    static constexpr auto change = al::revision("change").revises("start").upgrade(
        al::rename_column("t", "a", "c"), al::add_column("t", al::column("d", al::integer)), al::rename_table("t", "v"),
        al::alter_column("v", "c").rename_to("e"));
    static constexpr auto drop = al::revision("drop").revises("change").upgrade(
        al::drop_view("over"), al::drop_view("plain"), al::drop_view("star"));
    static constexpr auto quiet =
        al::settings().dialects(al::postgresql).level(al::rule::view_selects_all, al::level::off);
    static constexpr al::history<quiet, start, change, drop> views{};
    const test::postgresql_database own;
    connection db = own.connect();
    const auto find = [&](const char* target) {
        std::string result;
        for (const al::difference& each : al::drift<views>(db, target)) result += al::online::text_of(each) + "\n";
        return result;
    };
    al::upgrade<views>(db, "change");
    const std::string changed = test::catalog(db);
    EXPECT_EQ(find("change"), "");
    al::upgrade<views>(db);
    EXPECT_EQ(find("drop"), "");
    al::downgrade<views>(db, "change");  // creates the views with the columns that they had
    EXPECT_EQ(test::catalog(db), changed);
    EXPECT_EQ(find("change"), "");
    al::downgrade<views>(db, "start");
    EXPECT_EQ(find("start"), "");
}

// The server keeps values of enumerations and not their texts.
TEST(PostgresqlDrift, TextsFollowARenamedValue) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_enum("mood", "it's", "happy", "so so"),
        al::create_table(
            "t", al::column("id", al::integer), al::column("mood", al::enumeration("mood"), al::default_to("it's")),
            al::column("other", al::enumeration("mood"), al::default_to(al::sql("'it''s'::mood"))),
            al::column("name", al::text, al::default_to("it's")),
            al::column("flag", al::boolean, al::generated("mood IN ('happy', 'it''s')", al::stored)),
            al::check("mood <> 'it''s' OR name = 'it''s'").named("c1"),
            al::check("t.mood = ANY (ARRAY['so so', 'it''s']::mood[]) AND 'it''s' <> mood OR mood IS DISTINCT FROM "
                      "'it''s' AND name <> ('it''s' || '')")
                .named("c2"),
            al::index("ix", "id").where("mood = 'it''s' AND 'it''s' = name")),
        al::create_view("v",
                        "SELECT x.id, 'it''s'::mood AS m FROM t AS x WHERE x.mood IN ('it''s') AND x.name <> "
                        "'it''s'"),
        al::create_trigger("tr", al::before, al::update, "t", "new.id := new.id").when("new.mood = 'it''s'"));
    static constexpr auto renamed =
        al::revision("renamed").revises("start").upgrade(al::rename_enum_value("mood", "it's", "it is"));
    static constexpr auto more =
        al::revision("more")
            .revises("renamed")
            .acknowledge(al::rule::drops_constraint, "a test")
            .upgrade(al::drop_view("v"), al::drop_constraint("t", "c2"), al::drop_index("ix"), al::drop_trigger("tr"));
    static constexpr auto settings = al::settings().dialects(al::postgresql);
    static constexpr al::history<settings, start, renamed, more> values{};
    const test::postgresql_database own;
    connection db = own.connect();
    std::vector<std::string> catalogs;
    const auto look = [&](const char* target) {
        for (const al::difference& each : al::drift<values>(db, target))
            ADD_FAILURE() << target << ": " << al::online::text_of(each);
        return test::catalog(db);
    };
    for (const char* const target : {"start", "renamed", "more"})
        al::upgrade<values>(db, target), catalogs.push_back(look(target));
    al::downgrade<values>(db, "renamed");
    EXPECT_EQ(look("renamed"), catalogs[1]);
    al::downgrade<values>(db, "start");
    EXPECT_EQ(look("start"), catalogs[0]);
}

// A value is dropped though checks and indexes compare with others, and an index that was built concurrently is
// compared.
TEST(PostgresqlDrift, TextsAreKeptWhereAValueIsDropped) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_schema("b"), al::create_enum("mood", "sad", "happy"),
        al::create_table("t", al::in_schema("b"), al::column("id", al::integer),
                         al::column("mood", al::enumeration("mood"), al::default_to("sad")),
                         al::check("mood <> 'happy' OR id > 0").named("ck"), al::check("id <> 7"),
                         al::exclude("id WITH =").using_method("btree").where("mood = 'sad'").named("ex"),
                         al::index("ix", "mood").where("mood <> 'sad'"), al::index("plain", "mood")));
    static constexpr auto more =
        al::revision("more").revises("start").upgrade(al::add_enum_value("mood", "so so").after("sad"));
    static constexpr auto quick = al::revision("quick").revises("more").without_transaction().upgrade(
        al::create_index("ix_quick", "t", "id").where("mood = 'sad'").concurrently());
    static constexpr auto settings = al::settings().dialects(al::postgresql);
    static constexpr al::history<settings, start, more, quick> values{};
    const test::postgresql_database own;
    connection db = own.connect();
    const auto look = [&] {
        for (const al::difference& each : al::drift<values>(db)) ADD_FAILURE() << al::online::text_of(each);
    };
    al::upgrade<values>(db, "start");
    const std::string before = test::catalog(db);
    al::upgrade<values>(db), look();
    db.execute("INSERT INTO b.t VALUES (1, 'happy')");
    al::downgrade<values>(db, "start");
    EXPECT_EQ(test::catalog(db), before);
    al::upgrade<values>(db), look();
}

// A table of a schema that the history names can have the name of another table.
TEST(PostgresqlDrift, NamesakesInOtherSchemasAreSeen) {
    static constexpr auto start = al::revision("start").upgrade(
        al::create_schema("b"),
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer)),
        al::create_table("u", al::in_schema("b"), al::column("id", al::integer, al::references("t", "id"))));
    static constexpr auto settings = al::settings().dialects(al::postgresql);
    static constexpr al::history<settings, start> named{};
    const test::postgresql_database own;
    connection db = own.connect();
    db.execute("CREATE TABLE away (id int)");
    al::upgrade<named>(db);
    db.execute("DROP TABLE away; CREATE TABLE b.t (other text PRIMARY KEY); CREATE INDEX ix ON b.t (lower(other))");
    std::string found;
    for (const al::difference& each : al::drift<named>(db)) found += al::online::text_of(each) + "\n";
    EXPECT_EQ(found, "table `b.t` is unexpected\n");
}

TEST(PostgresqlDrift, NoneBehindRandomHistories) {
    const test::postgresql_database own;
    connection db = own.connect();
    for (std::uint32_t number = 0; number < 12; ++number) {
        SCOPED_TRACE("history " + std::to_string(number));
        const laws::random_history generated(number, false,
                                             number % 3 == 0 ? laws::audience::both : laws::audience::postgresql,
                                             nullptr, test::major_version(db));
        const al::history_view view = generated.view();
        db.execute(
            "SET client_min_messages = warning; DROP SCHEMA IF EXISTS public, places CASCADE; CREATE SCHEMA public");
        const al::online::step_function<connection> no_step = nullptr;
        al::online::run_flow(db, no_step, view, {},
                             [&](auto& engine) { return engine.run(al::online::goal::upgrade, {"heads"}); });
        const al::difference_list found =
            al::online::run_flow(db, no_step, view, {}, [&](auto& engine) { return engine.drift("heads"); });
        for (const al::difference& each : found) ADD_FAILURE() << al::online::text_of(each);
    }
}

// Raw SQL: a trigger that is replaced is expected once, and names are found as the server finds them.
TEST(PostgresqlDrift, RawTriggersAreExpectedAsTheyAreLeft) {
    al::dialect::raw_objects raw({al::op::dialect_id::postgresql, true, true});
    static constexpr auto steps = al::revision("steps").upgrade(
        al::execute(
            "CREATE TABLE Notes (id int); CREATE TRIGGER Seen AFTER INSERT ON Notes EXECUTE FUNCTION f(); "
            "CREATE OR REPLACE TRIGGER seen AFTER UPDATE ON notes EXECUTE FUNCTION f(); "
            "CREATE CONSTRAINT TRIGGER seen AFTER INSERT ON s.\"No\"\"tes\" EXECUTE FUNCTION f(); "
            "CREATE TRIGGER gone AFTER INSERT ON notes EXECUTE FUNCTION f(); DROP TRIGGER IF EXISTS gone ON notes"),
        al::rename_table("notes", "remarks"));
    const al::op::operations_view operations = steps.view().upgrade;
    al::schema found;
    for (const al::op::operation& each : operations.list) raw.apply(operations, each);
    raw.add_to(found);
    std::vector<std::string> names;
    for (const al::detail::other_object& each : found.others)
        names.push_back(std::string(each.kind) + " " + std::string(each.name.text()) + " " +
                        std::string(each.table.text()));
    EXPECT_EQ(names, (std::vector<std::string>{"table notes ", "trigger seen remarks", "trigger seen No\"tes"}));
}

}  // namespace
