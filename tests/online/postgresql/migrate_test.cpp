// SPDX-License-Identifier: BSL-1.0
// Migrations on a PostgreSQL server: the digital market with rows, crashes, crowds, and scripts through psql.
#include "../../../examples/digital_market/history.hpp"
#include "../../servers/postgresql.hpp"

#include <gtest/gtest.h>

#include <cstdio>   // popen
#include <cstdlib>  // mkstemp
#include <fstream>  // ofstream
#include <string>   // string
#include <thread>   // thread
#include <vector>   // vector

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;

inline constexpr const auto& market = shop::history;

std::string versions(connection& db) {
    std::string result;
    for (const std::string& each : al::current<market>(db)) result += each + " ";
    return result;
}

void add_rows(connection& db) {
    db.execute(
        "INSERT INTO categories (category_name) VALUES ('books'), ('games');"
        "INSERT INTO users (telegram_id, username) VALUES (7, 'anna');"
        "INSERT INTO products (name, description, price, category_id) VALUES ('it''s', 'a book', 5, 1);"
        "INSERT INTO purchases (user_id, product_id, price) VALUES (1, 1, 5), (1, 1, 6)");
}

TEST(PostgresqlMigration, TheDigitalMarketUpAndDownWithRows) {
    const test::postgresql_database own;
    connection db = own.connect();
    const std::string empty = test::catalog(db);
    al::upgrade<market>(db, "2fda6446e69f");
    add_rows(db);
    const std::string before = test::catalog(db);
    al::upgrade<market>(db);
    EXPECT_EQ(versions(db), "5ca0f991801d ");
    EXPECT_EQ(test::text_of(db, "SELECT id, payment_id, payment_type FROM purchases ORDER BY id"),
              "1|legacy-1|unknown|\n2|legacy-2|unknown|\n");
    const std::string at_head = test::catalog(db);
    al::downgrade<market>(db, "2fda6446e69f");
    EXPECT_EQ(test::catalog(db), before);
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM purchases"), "2|\n");
    al::upgrade<market>(db);
    EXPECT_EQ(test::catalog(db), at_head);
    al::downgrade<market>(db, "base");
    EXPECT_EQ(test::catalog(db), empty);
    EXPECT_EQ(test::text_of(db, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ 'products'"), "");
}

TEST(PostgresqlMigration, ScriptsThroughPsqlDoTheSame) {
    const test::postgresql_database by_engine, by_script;
    connection engine = by_engine.connect(), script = by_script.connect();
    const auto run_script = [&](std::string_view sql) {
        char path[] = "/tmp/aludel_psql_XXXXXX";
        const int file = mkstemp(path);
        EXPECT_EQ(write(file, sql.data(), sql.size()), static_cast<ssize_t>(sql.size()));
        close(file);
        const std::string command =
            "psql --no-psqlrc --quiet --file " + std::string(path) + " '" + by_script.url() + "' 2>&1";
        std::string output;
        FILE* const shell = popen(command.c_str(), "r");
        for (int c = 0; (c = std::fgetc(shell)) != EOF;) output += static_cast<char>(c);
        const int code = pclose(shell);
        std::remove(path);
        return (code == 0 ? "" : "failed: ") + output;
    };
    al::upgrade<market>(engine);
    const std::string up(al::script<market, al::postgresql>);
    EXPECT_NE(run_script(up).find("applied"), std::string::npos);
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    EXPECT_EQ(test::text_of(engine, "SELECT revision, direction, checksum FROM aludel_journal ORDER BY entry"),
              test::text_of(script, "SELECT revision, direction, checksum FROM aludel_journal ORDER BY entry"));
    EXPECT_EQ(versions(engine), versions(script));
    // Once more, it is not at the script's beginning, and nothing happens.
    const std::string again = run_script(up);
    EXPECT_TRUE(again.starts_with("failed: ")) << again;
    EXPECT_NE(again.find("not at the revision that this script starts from"), std::string::npos) << again;
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    // Down and up with rows, also without psql: a plain script is one request of any client.
    const std::string down(al::script<market, al::postgresql, "5ca0f991801d:2fda6446e69f">);
    EXPECT_NE(run_script(down).find("applied"), std::string::npos);
    al::downgrade<market>(engine, "2fda6446e69f");
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    add_rows(script);
    constexpr std::string_view plain = al::script<market, al::postgresql.plain(), "2fda6446e69f:5ca0f991801d">;
    static_assert(plain.find('\\') == plain.npos);
    EXPECT_EQ(script.query(plain).back().front(), "applied");
    al::upgrade<market>(engine);
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    EXPECT_EQ(test::text_of(script, "SELECT payment_id FROM purchases"), "legacy-1|\nlegacy-2|\n");
    EXPECT_THROW(script.query(plain), al::connection_error);
    script.execute("ROLLBACK");
    EXPECT_EQ(versions(engine), versions(script));
    EXPECT_NE(run_script(down).find("applied"), std::string::npos);
    EXPECT_EQ(test::text_of(script, "SELECT count(*) FROM purchases"), "2|\n");
}

// A column gets another collation, and keeps it when its type changes.
inline constexpr auto words = al::revision("words").upgrade(
    al::create_table("words", al::column("id", al::integer, al::primary_key), al::column("word", al::varchar(20))));
inline constexpr auto sorted =
    al::revision("sorted").revises("words").upgrade(al::alter_column("words", "word").collate("C"));
inline constexpr auto widened =
    al::revision("widened").revises("sorted").upgrade(al::alter_column("words", "word").type(al::text));
inline constexpr auto by_default =
    al::revision("by_default").revises("widened").upgrade(al::alter_column("words", "word").collate(""));
inline constexpr auto collating = al::settings().dialects(al::postgresql);
inline constexpr al::history<collating, words, sorted, widened, by_default> collations{};

TEST(PostgresqlMigration, AColumnGetsAnotherCollation) {
    const test::postgresql_database own;
    connection db = own.connect();
    const auto column = [&] {
        return test::text_of(
            db,
            "SELECT l.collname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN "
            "pg_collation l ON l.oid = a.attcollation WHERE attrelid = 'words'::regclass AND attname = 'word'");
    };
    const char* const there[] = {"default|character varying(20)|\n", "C|character varying(20)|\n", "C|text|\n",
                                 "default|text|\n"};
    for (const char* const each : there) {
        al::upgrade<collations>(db, "+1");
        EXPECT_EQ(column(), each);
        EXPECT_TRUE(al::drift<collations>(db, "current").empty());
    }
    for (int i = 3; i > 0; --i) {
        EXPECT_EQ(column(), there[i]);
        al::downgrade<collations>(db, "-1");
        EXPECT_TRUE(al::drift<collations>(db, "current").empty());
    }
    EXPECT_EQ(column(), there[0]);
}

inline constexpr auto first =
    al::revision("first").upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)));
inline constexpr auto second = al::revision("second").revises("first").irreversible("no").upgrade(
    al::create_table("b", al::column("id", al::integer)), al::execute("SELECT 1 / 0"));
inline constexpr auto postgresql_only = al::settings().dialects(al::postgresql);
inline constexpr al::history<postgresql_only, first, second> failing{};

TEST(PostgresqlMigration, AFailingStatementLeavesNothing) {
    const test::postgresql_database own;
    connection db = own.connect();
    try {
        al::upgrade<failing>(db);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.kind(), al::migration_error_kind::statement_failed);
        EXPECT_EQ(error.revision(), "second");
        EXPECT_EQ(error.sql(), "SELECT 1 / 0");
        EXPECT_EQ(error.sqlstate(), "22012");
        EXPECT_NE(std::string(error.what()).find("division by zero"), std::string::npos) << error.what();
    }
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(test::text_of(db, "SELECT relname FROM pg_class WHERE relname IN ('a', 'b', 'aludel_version')"), "");
}

TEST(PostgresqlMigration, KilledAtAnyStatementItGoesOnFromWhereItWas) {
    const test::postgresql_database own;
    connection killer = own.connect();
    std::size_t kills = 0;
    for (std::size_t stop = 1; stop < 100; ++stop) {
        connection db = own.connect();
        const std::string process = *db.query("SELECT pg_backend_pid()")[0][0];
        std::size_t statements = 0;
        const auto kill = [&](const al::migration_event& event) {
            if (event.kind != al::event_kind::statement || ++statements != stop) return;
            killer.execute("SELECT pg_terminate_backend(" + process + ")");
            while (*killer.query("SELECT count(*) FROM pg_stat_activity WHERE pid = " + process)[0][0] != "0") {}
        };
        try {
            al::upgrade<market>(db, {.watch = kill, .transaction_per_revision = true});
            break;  // there was no such statement
        } catch (const al::migration_error&) {
            ++kills;
        }
        connection next = own.connect();
        const std::string at = versions(next);
        EXPECT_TRUE(at == "" || at == "47f559ec82bb " || at == "2fda6446e69f " || at == "1b95d36c8908 " ||
                    at == "1720ca777755 ")
            << at;
        al::downgrade<market>(next, "base");
    }
    EXPECT_GE(kills, 8U);
    EXPECT_EQ(versions(killer), "5ca0f991801d ");
}

TEST(PostgresqlMigration, OfManyAtOnceOneMigrates) {
    const test::postgresql_database own;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 6; ++i)
        crowd.emplace_back([&] {
            connection db = own.connect();
            EXPECT_NO_THROW(al::upgrade<market>(db, {.busy_timeout = al::duration::of_milliseconds(60'000)}));
        });
    for (std::thread& each : crowd) each.join();
    connection db = own.connect();
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "5|5|\n");
}

TEST(PostgresqlMigration, WhatCannotBeWrittenToIsRefused) {
    const test::postgresql_database own;
    connection db = own.connect();
    db.execute("SET default_transaction_read_only = on");
    try {
        al::upgrade<market>(db);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.kind(), al::migration_error_kind::not_possible);
        EXPECT_NE(std::string(error.what()).find("read-only"), std::string::npos) << error.what();
    }
    db.execute("SET default_transaction_read_only = off; BEGIN");
    EXPECT_THROW(al::upgrade<market>(db), al::migration_error);
    EXPECT_TRUE(db.in_transaction());  // the caller's
}

TEST(PostgresqlMigration, SettingsOfTheCallerStay) {
    const test::postgresql_database own;
    connection db = own.connect();
    db.execute(
        "CREATE SCHEMA shop; SET search_path = shop; SET standard_conforming_strings = off; SET lock_timeout = 77");
    al::upgrade<market>(db);
    EXPECT_EQ(test::text_of(db,
                            "SELECT current_setting('search_path'), current_setting('standard_conforming_strings'), "
                            "current_setting('lock_timeout')"),
              "shop|off|77ms|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM pg_tables WHERE schemaname = 'shop'"), "6|\n");
}

inline constexpr auto indexed = al::revision("indexed").revises("first").without_transaction().upgrade(
    al::create_index("ix_a", "a", "id").unique().concurrently());
inline constexpr al::history<postgresql_only, first, indexed> concurrent{};
inline constexpr auto not_indexed = al::revision("not_indexed")
                                        .revises("indexed")
                                        .upgrade(al::drop_index("ix_a"))
                                        .acknowledge(al::rule::drops_constraint, "test");
inline constexpr al::history<postgresql_only, first, indexed, not_indexed> no_longer_concurrent{};

TEST(PostgresqlMigration, ADerivedDowngradeInATransactionBuildsNoIndexConcurrently) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<no_longer_concurrent>(db);
    EXPECT_EQ(test::text_of(db, "SELECT to_regclass('ix_a')"), "NULL|\n");
    al::downgrade<no_longer_concurrent>(db, "indexed");
    EXPECT_EQ(test::text_of(db, "SELECT to_regclass('ix_a')"), "ix_a|\n");
}

TEST(PostgresqlMigration, AnIndexIsBuiltConcurrentlyByOneOfMany) {
    const test::postgresql_database own;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 6; ++i)
        crowd.emplace_back([&] {
            connection db = own.connect();
            EXPECT_NO_THROW(al::upgrade<concurrent>(db, {.busy_timeout = al::duration::of_milliseconds(60'000)}));
        });
    for (std::thread& each : crowd) each.join();
    connection db = own.connect();
    EXPECT_EQ(test::text_of(db, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_a'::regclass"), "t|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "2|2|\n");
    al::downgrade<concurrent>(db, "first");
    EXPECT_EQ(test::text_of(db, "SELECT to_regclass('ix_a')"), "NULL|\n");
}

/// The lock of migrations is taken inside a transaction, whose begin may be older than what the previous holder wrote.
TEST(PostgresqlMigration, ATableOfAnotherSessionIsSeenInAnOlderTransaction) {
    const test::postgresql_database own;
    connection db = own.connect(), other = own.connect();
    al::sql_text exists;
    al::postgresql_dialect::own_tables::put_exists(exists, "aludel_version_claim");
    EXPECT_EQ(db.query(exists.str()).size(), 0U);  // from now on the session knows that there is none
    db.execute("BEGIN");
    other.execute("CREATE TABLE aludel_version_claim (id INTEGER)");
    EXPECT_EQ(db.query(exists.str()).size(), 1U);
    db.execute("ROLLBACK");
    other.execute("DROP TABLE aludel_version_claim");
    EXPECT_EQ(db.query(exists.str()).size(), 0U);
}

TEST(PostgresqlMigration, AnInvalidIndexIsReplaced) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<concurrent>(db, "first");
    db.execute("ALTER TABLE a DROP CONSTRAINT pk_a; INSERT INTO a VALUES (1), (1)");
    const auto refused = [&](const char* kind) {
        try {
            al::upgrade<concurrent>(db);
            ADD_FAILURE() << "nothing failed";
        } catch (const al::migration_error& error) {
            EXPECT_NE(std::string(error.what()).find(kind), std::string::npos) << error.what();
            EXPECT_EQ(error.rows().columns, (std::vector<std::string>{"ctid", "id"}));
            EXPECT_EQ(error.rows().rows.size(), 2U);
        }
    };
    refused("23505");
    EXPECT_EQ(test::text_of(db, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_a'::regclass"), "f|\n");
    db.execute("DELETE FROM a");
    al::upgrade<concurrent>(db);
    EXPECT_EQ(test::text_of(db, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_a'::regclass"), "t|\n");
}

inline constexpr auto numbers =
    al::revision("numbers")
        .revises("first")
        .upgrade(al::create_table("n", al::column("id", al::bigint, al::primary_key),
                                  al::column("n", al::integer, al::not_null, al::default_to(0))),
                 al::execute("INSERT INTO n (id) SELECT 5000000000 * i FROM generate_series(-3, 4) AS i"))
        .downgrade(al::drop_table("n"));
inline constexpr auto counted = al::revision("counted")
                                    .revises("numbers")
                                    .without_transaction()
                                    .upgrade(al::execute_in_batches("UPDATE n SET n = n.n + 1 WHERE id <> 0", 2))
                                    .downgrade();
inline constexpr auto again = al::revision("again")
                                  .revises("counted")
                                  .upgrade(al::execute_in_batches("UPDATE n AS each SET n = n + 1", 3))
                                  .downgrade()
                                  .acknowledge(al::rule::batches_in_transaction, "test");
inline constexpr al::history<postgresql_only, first, numbers, counted, again> batches{};

/// Each row is changed once, wherever the process ends.
TEST(PostgresqlMigration, BatchesContinueWhereTheyWere) {
    const test::postgresql_database own;
    {
        connection db = own.connect();
        al::upgrade<batches>(db, "numbers");
    }
    for (int i = 0; i < 3; ++i) {
        connection db = own.connect();
        int left = 2;
        const auto stop = [&](const al::migration_event& event) {
            if (event.kind == al::event_kind::statement && --left == 0) throw std::runtime_error("stop");
        };
        EXPECT_THROW(al::upgrade<batches>(db, {.watch = stop}), std::runtime_error);
        EXPECT_EQ(test::text_of(db, "SELECT sum(n) FROM n"), std::to_string(2 * i + 2) + "|\n");
    }
    connection db = own.connect();
    al::upgrade<batches>(db);
    EXPECT_EQ(test::text_of(db, "SELECT n, count(*) FROM n GROUP BY n ORDER BY n"), "1|1|\n2|7|\n");
}

inline constexpr auto called =
    al::revision("$aludel$%").revises("first").upgrade(al::run([](auto&) {})).irreversible("test");
inline constexpr al::history<postgresql_only, first, called> with_function{};

TEST(PostgresqlMigration, AScriptStopsWhereAFunctionWouldBeCalled) {
    const test::postgresql_database own;
    connection db = own.connect();
    const std::string_view sql = al::script<with_function, al::postgresql>;
    try {
        db.execute(sql.substr(sql.find("SET standard")));  // behind what is for psql
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_NE(std::string_view(error.what())
                      .find("revision `$aludel$%` has a step that runs online only (al::run): "
                            "run `upgrade $aludel$%` of the migration tool"),
                  std::string_view::npos)
            << error.what();
    }
    db.execute("ROLLBACK");
    EXPECT_EQ(test::text_of(db, "SELECT to_regclass('a')"), "NULL|\n");
}

inline constexpr auto people = al::revision("people").upgrade(
    al::create_table("towns", al::column("id", al::integer, al::primary_key)),
    al::create_table("people", al::column("id", al::integer, al::primary_key), al::column("mail", al::text),
                     al::column("age", al::integer), al::column("town", al::integer)));
template <const auto& Change>
inline constexpr auto changed_people = al::revision("change").revises("people").irreversible("test").upgrade(
    al::execute("UPDATE people SET mail = lower(mail)"), Change);
template <const auto& Change>
inline constexpr al::history<postgresql_only, people, changed_people<Change>> with_change{};

/// The rows that refuse a change, as one text.
template <const auto& Change>
std::string refused_rows() {
    static const test::postgresql_database own;
    connection db = own.connect();
    if (al::current<with_change<Change>>(db).empty()) {
        al::upgrade<with_change<Change>>(db, "people");
        db.execute(
            "INSERT INTO towns VALUES (1); INSERT INTO people VALUES (1, 'A', 5, 1), (2, 'a', -5, 2), (3, NULL, 7, "
            "NULL),"
            "(4, 'b', -6, 1), (5, 'B', 8, 3);"
            "ALTER TABLE people ADD CONSTRAINT home FOREIGN KEY (town) REFERENCES towns NOT VALID");
    }
    try {
        al::upgrade<with_change<Change>>(db);
    } catch (const al::migration_error& error) {
        const al::offending_rows& found = error.rows();
        std::string text = found.table + ":";
        for (const std::string& each : found.columns) text += " " + each;
        for (const al::row_values& row : found.rows) {
            text += " /";
            for (const auto& each : row) text += " " + each.value_or("NULL");
        }
        EXPECT_EQ(std::string(error.what()).find("Offending rows") != std::string::npos, !found.rows.empty());
        EXPECT_NE(std::string(error.what()).find("the database is at `people`"), std::string::npos) << error.what();
        return text + (found.has_more ? " ..." : "");
    }
    return "nothing failed";
}

inline constexpr auto unique_index = al::execute("CREATE UNIQUE INDEX ix ON people (lower(mail) DESC) WHERE id < 5");
inline constexpr auto unique = al::execute("ALTER TABLE people ADD CONSTRAINT one UNIQUE (mail)");
inline constexpr auto check = al::execute("ALTER TABLE people ADD CHECK (age > 0)");
inline constexpr auto reference = al::execute("ALTER TABLE people ADD FOREIGN KEY (town) REFERENCES towns");
inline constexpr auto validation = al::execute("ALTER TABLE people VALIDATE CONSTRAINT home");
inline constexpr auto not_null = al::execute("ALTER TABLE people ALTER COLUMN mail SET NOT NULL");

/// They are found with what the revision did before, here the lower case.
TEST(PostgresqlMigration, TheRowsThatRefuseAConstraintAreShown) {
    EXPECT_EQ(refused_rows<unique_index>(), "people: id mail / 1 a / 2 a");
    EXPECT_EQ(refused_rows<unique>(), "people: id mail / 1 a / 2 a / 4 b / 5 b");
    EXPECT_EQ(refused_rows<check>(), "people: id age / 2 -5 / 4 -6");
    EXPECT_EQ(refused_rows<reference>(), "people: id town / 2 2 / 5 3");
    EXPECT_EQ(refused_rows<validation>(), "people: id town / 2 2 / 5 3");
    EXPECT_EQ(refused_rows<not_null>(), "people: id mail / 3 NULL");
}

}  // namespace
