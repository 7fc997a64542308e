// SPDX-License-Identifier: BSL-1.0
// Other connections in the way of a migration: locks, deadlocks, lost connections, pools, many migrations at once.
#include "../../servers/channel.hpp"
#include "../../servers/postgresql.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <chrono>  // milliseconds
#include <string>  // string
#include <thread>  // thread, sleep_for
#include <vector>  // vector

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;
using namespace std::chrono_literals;

inline constexpr auto on_postgresql = al::settings().dialects(al::postgresql);
inline constexpr auto first = al::revision("first").upgrade(
    al::create_table("a", al::column("id", al::integer, al::primary_key), al::column("t", al::text)));
inline constexpr auto second = al::revision("second").revises("first").upgrade(
    al::add_column("a", al::column("n", al::integer)), al::create_table("b", al::column("id", al::integer)));
inline constexpr al::history<on_postgresql, first, second> history{};

/// Calls a migration, and returns its error.
template <class Call>
al::migration_error error_of(Call call) {
    try {
        call();
    } catch (const al::migration_error& error) {
        return error;
    }
    throw std::runtime_error("nothing failed");
}

TEST(PostgresqlCrowd, WhileAWriterHoldsTheTableTheTransactionIsRepeated) {
    const test::postgresql_database own;
    connection db = own.connect(), writer = own.connect();
    al::upgrade<history>(db, "first");
    writer.execute("BEGIN; INSERT INTO a VALUES (1, 'x')");
    int repeats = 0;
    std::string why;
    const auto watch = [&](const al::migration_event& event) {
        if (event.kind != al::event_kind::repeat) return;
        why = event.message;
        if (++repeats == 2) writer.execute("COMMIT");
    };
    al::upgrade<history>(db, {.watch = watch, .lock_timeout = 20ms});
    EXPECT_EQ(repeats, 2);
    EXPECT_EQ(why, "canceling statement due to lock timeout");
    EXPECT_EQ(test::text_of(db, "SELECT id, n FROM a"), "1|NULL|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "2|2|\n");
}

TEST(PostgresqlCrowd, RepeatsHaveTheirLimits) {
    const test::postgresql_database own;
    connection db = own.connect(), writer = own.connect();
    al::upgrade<history>(db, "first");
    writer.execute("BEGIN; INSERT INTO a VALUES (1, 'x')");
    const auto repeats_of = [&](al::migration_options options) {
        int repeats = 0;
        options.watch = [&](const al::migration_event& event) { repeats += event.kind == al::event_kind::repeat; };
        const al::migration_error error = error_of([&] { al::upgrade<history>(db, options); });
        EXPECT_EQ(error.kind(), al::migration_error_kind::database_busy);
        EXPECT_EQ(error.sqlstate(), "55P03");
        EXPECT_EQ(error.revision(), "second");
        EXPECT_NE(std::string(error.what()).find("the database is at `first`"), std::string::npos) << error.what();
        return repeats;
    };
    EXPECT_EQ(repeats_of({.lock_timeout = 10ms, .repeats = 2}), 2);
    EXPECT_EQ(repeats_of({.lock_timeout = 10ms, .repeats = 0}), 0);
    EXPECT_EQ(repeats_of({.busy_timeout = 100ms, .lock_timeout = 10ms}), 2);  // 10 + 50 + 10 + 100 ms
    EXPECT_EQ(repeats_of({.busy_timeout = 10ms}), 0);
    EXPECT_FALSE(db.in_transaction());
}

TEST(PostgresqlCrowd, ADeadlockIsRepeated) {
    const test::postgresql_database own;
    connection db = own.connect(), other = own.connect();
    al::upgrade<history>(db);
    db.execute("CREATE TABLE x (); CREATE TABLE y (); SET deadlock_timeout = '20ms'");
    other.execute("SET deadlock_timeout = '1h'; BEGIN; LOCK TABLE y");
    std::thread crossing;
    int repeats = 0;
    const auto watch = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::repeat) {
            ++repeats;
            crossing.join();
            other.execute("COMMIT");
        }
        if (event.kind == al::event_kind::statement && repeats == 0 && !crossing.joinable())
            crossing = std::thread([&] { other.execute("LOCK TABLE x"); });
    };
    static constexpr auto crosses = al::revision("crosses").revises("second").irreversible("test").upgrade(
        al::execute("LOCK TABLE x"), al::run([](auto& each) {
            // The first time, until the other connection waits for x.
            static bool is_first = true;
            while (is_first &&
                   each.query("SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE NOT granted "
                              "AND datname = current_database()")
                       .empty()) {}
            is_first = false;
            each.execute("LOCK TABLE y");
        }));
    static constexpr al::history<on_postgresql, first, second, crosses> longer{};
    const auto lock_first = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::statement && event.statement == 0) return;
        watch(event);
    };
    al::upgrade<longer>(db, {.watch = lock_first});
    EXPECT_EQ(repeats, 1);
    EXPECT_EQ(al::current<longer>(db), std::vector<std::string>{"crosses"});
}

inline constexpr auto serialized =
    al::revision("serialized")
        .revises("first")
        .irreversible("test")
        .acknowledge(al::rule::unknown_name_in_sql, "the test makes the table")
        .upgrade(al::execute("INSERT INTO calls DEFAULT VALUES"),
                 al::execute(al::for_dialect(al::postgresql,
                                             "DO $$ BEGIN IF (SELECT last_value FROM calls_id_seq) < 3 "
                                             "THEN RAISE serialization_failure; END IF; END $$")));
inline constexpr al::history<on_postgresql, first, serialized> twice_serialized{};

TEST(PostgresqlCrowd, ASerializationFailureIsRepeated) {
    const test::postgresql_database own;
    connection db = own.connect();
    db.execute("CREATE TABLE calls (id serial); SET default_transaction_isolation = 'serializable'");
    al::upgrade<twice_serialized>(db);
    EXPECT_EQ(test::text_of(db, "SELECT id FROM calls"), "3|\n");
    EXPECT_EQ(test::text_of(db, "SHOW transaction_isolation"), "serializable|\n");
}

inline constexpr auto limited =
    al::revision("limited").revises("first").irreversible("test").lock_timeout(1234ms).statement_timeout(56s).upgrade(
        al::execute("CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS a, "
                    "current_setting('statement_timeout') AS b"));
inline constexpr auto behind = al::revision("behind").revises("limited").irreversible("test").upgrade(
    al::execute("INSERT INTO seen SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"));
inline constexpr auto outside =
    al::revision("outside")
        .revises("behind")
        .irreversible("test")
        .without_transaction()
        .lock_timeout(4s)
        .statement_timeout(5s)
        .upgrade(al::execute(
                     "INSERT INTO seen SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"),
                 al::create_index("ix", "a", "t").concurrently());
inline constexpr al::history<on_postgresql, first, limited, behind, outside> limits{};

TEST(PostgresqlCrowd, TimeoutsOfTheRunAndOfARevision) {
    const test::postgresql_database own, by_script;
    connection db = own.connect(), script = by_script.connect();
    db.execute("SET lock_timeout = 77; SET statement_timeout = 7700");
    al::upgrade<limits>(db, {.lock_timeout = 600ms, .statement_timeout = 9s});
    EXPECT_EQ(test::text_of(db, "SELECT a, b FROM seen"), "1234ms|56s|\n600ms|9s|\n4s|5s|\n");
    const char* const now = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')";
    EXPECT_EQ(test::text_of(db, now), "77ms|7700ms|\n");

    std::string sql(al::script<limits, al::postgresql>);
    EXPECT_NE(sql.find("SET LOCAL lock_timeout = 1234;\n\nSET LOCAL statement_timeout = 56000;\n\nCREATE TABLE seen"),
              std::string::npos)
        << sql;
    sql = sql.substr(sql.find("SET standard"));  // behind what is for psql
    sql = sql.substr(0, sql.find("CREATE INDEX CONCURRENTLY"));
    for (std::size_t end; (end = sql.find(";\n\n")) != sql.npos; sql.erase(0, end + 3))
        if (!sql.starts_with("DO ")) script.execute(sql.substr(0, end));
    EXPECT_EQ(test::text_of(script, "SELECT a, b FROM seen"), "1234ms|56s|\n0|0|\n4s|5s|\n");

    const al::migration_error error = error_of([&] {
        static constexpr auto slow = al::revision("slow").statement_timeout(10ms).irreversible("test").upgrade(
            al::execute("SELECT pg_sleep(10)"));
        static constexpr al::history<on_postgresql, slow> one{};
        const test::postgresql_database third;
        connection other = third.connect();
        al::upgrade<one>(other);
    });
    EXPECT_EQ(error.sqlstate(), "57014");
}

inline constexpr auto indexed =
    al::revision("indexed").revises("first").without_transaction().irreversible("test").upgrade(
        al::create_index("ix_t", "a", "t").concurrently(), al::execute("INSERT INTO a VALUES (7)"));
inline constexpr al::history<on_postgresql, first, indexed> concurrent{};

TEST(PostgresqlCrowd, AtHeadOneRoundTrip) {
    const test::postgresql_database own;
    test::postgresql_channel channel(own.url());
    connection db(channel.url());
    al::upgrade<history>(db);
    const std::size_t before = channel.queries().size();
    al::upgrade<history>(db);
    EXPECT_EQ(channel.queries().size(), before + 1);
    EXPECT_EQ(al::pending<history>(db).size(), 0U);
    EXPECT_EQ(channel.queries().size(), before + 2);
}

TEST(PostgresqlCrowd, AConnectionLostAtCommitIsUnknownUntilTheNextRun) {
    using channel = test::postgresql_channel;
    for (const channel::cut where : {channel::cut::before, channel::cut::behind}) {
        const test::postgresql_database own;
        connection direct = own.connect();
        al::upgrade<history>(direct, "first");
        channel cutting(own.url());
        connection db(cutting.url());
        cutting.cut_at("COMMIT", where);
        const al::migration_error error = error_of([&] { al::upgrade<history>(db); });
        EXPECT_EQ(error.kind(), al::migration_error_kind::commit_unknown);
        EXPECT_EQ(error.revision(), "second");
        const std::string what = error.what();
        EXPECT_NE(what.find("Whether it is in the database is not known"), std::string::npos) << what;
        EXPECT_NE(what.find("Migrate again: that finds out"), std::string::npos) << what;
        const bool was_committed = where == channel::cut::behind;
        EXPECT_EQ(al::upgrade<history>(direct).steps, was_committed ? 0U : 1U);
        EXPECT_EQ(test::text_of(direct, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "2|2|\n");
    }
}

/// Each round trip of a migration is lost once, before and behind the server's answer: what is done is not done again.
TEST(PostgresqlCrowd, CutAtEveryRoundTripTheNextRunGoesOn) {
    using channel = test::postgresql_channel;
    const test::postgresql_database own;
    connection direct = own.connect();
    std::size_t cuts = 0;
    for (const channel::cut where : {channel::cut::before, channel::cut::behind})
        for (std::size_t stop = 0;; ++stop, ++cuts) {
            direct.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            channel cutting(own.url());
            cutting.cut_at_query(stop, where);
            try {
                connection db(cutting.url());
                al::upgrade<concurrent>(db);
                break;  // there was no such round trip
            } catch (const al::migration_error& error) {
                EXPECT_TRUE(error.kind() != al::migration_error_kind::commit_unknown ||
                            cutting.queries().back() == "COMMIT")
                    << error.what();
            }
            ASSERT_NO_THROW(al::upgrade<concurrent>(direct)) << cutting.queries().back();
            EXPECT_EQ(test::text_of(direct, "SELECT id FROM a"), "7|\n") << cutting.queries().back();
            EXPECT_EQ(test::text_of(direct,
                                    "SELECT (SELECT count(*) FROM aludel_journal), count(*) FILTER (WHERE indisvalid), "
                                    "count(*) FILTER (WHERE NOT indisvalid), to_regclass('aludel_version_claim') "
                                    "FROM pg_index WHERE indrelid = 'a'::regclass"),
                      "2|2|0|NULL|\n");
        }
    EXPECT_GT(cuts, 60U);
}

TEST(PostgresqlCrowd, EightAtOnceWithAReaderWhoseSnapshotIsOpen) {
    const test::postgresql_database own;
    connection reader = own.connect();
    al::upgrade<concurrent>(reader, "first");
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class");
    std::vector<std::thread> crowd;
    for (int i = 0; i < 8; ++i)
        crowd.emplace_back([&] {
            connection db = own.connect();
            EXPECT_NO_THROW(al::upgrade<concurrent>(db, {.busy_timeout = 60s, .lock_timeout = 100ms}));
        });
    connection db = own.connect();
    while (db.query("SELECT 1 FROM pg_stat_activity WHERE query ILIKE 'CREATE INDEX CONCURRENTLY%' AND "
                    "wait_event_type = 'Lock' AND datname = current_database()")
               .empty()) {}
    reader.execute("COMMIT");
    for (std::thread& each : crowd) each.join();
    EXPECT_EQ(test::text_of(db, "SELECT id FROM a"), "7|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "2|2|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0|\n");
}

TEST(PostgresqlCrowd, BehindAPoolThatGivesEachTransactionAnotherSession) {
    const test::postgresql_database own;
    const std::string pool = test::pooled_url(own.name());
    if (pool.empty()) GTEST_SKIP() << "PgBouncer is not installed";
    {
        connection db = own.connect();
        db.execute("CREATE SCHEMA shop; ALTER DATABASE " + own.name() + " SET search_path = shop");
    }
    std::vector<std::thread> crowd;
    for (int i = 0; i < 4; ++i)
        crowd.emplace_back([&] {
            connection db(pool);
            EXPECT_NO_THROW(al::upgrade<concurrent>(db, {.busy_timeout = 60s, .lock_timeout = 500ms}));
        });
    for (std::thread& each : crowd) each.join();
    connection db(pool);
    EXPECT_EQ(test::text_of(db, "SELECT id FROM shop.a"), "7|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM shop.aludel_journal"), "2|2|\n");
    // No session of the pool has kept anything.
    std::vector<connection> sessions;
    for (int i = 0; i < 3; ++i) {
        sessions.emplace_back(pool);
        sessions.back().execute("BEGIN");
        EXPECT_EQ(test::text_of(sessions.back(),
                                "SELECT current_setting('lock_timeout'), "
                                "current_setting('search_path'), (SELECT count(*) FROM "
                                "pg_prepared_statements), (SELECT count(*) FROM pg_locks WHERE "
                                "database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND "
                                "locktype = 'advisory')"),
                  "0|shop|0|0|\n");
    }
    sessions.clear();
    db.execute("DROP SCHEMA shop CASCADE");
}

// Tables of 61 objects each, written as raw SQL, which the compiler reads faster.
#define TEN(a)                                                                                       \
    a "0 int UNIQUE, " a "1 int UNIQUE, " a "2 int UNIQUE, " a "3 int UNIQUE, " a "4 int UNIQUE, " a \
      "5 int UNIQUE, " a "6 int UNIQUE, " a "7 int UNIQUE, " a "8 int UNIQUE, " a "9 int UNIQUE, "
#define WIDE(name) al::execute("CREATE TABLE " name " (" TEN("a") TEN("b") TEN("c") TEN("d") TEN("e") TEN("f") "z int)")
#define TABLES(id, parent)                                                                                  \
    al::revision(id).revises(parent).irreversible("test").upgrade(WIDE(id "1"), WIDE(id "2"), WIDE(id "3"), \
                                                                  WIDE(id "4"), WIDE(id "5"), WIDE(id "6"), \
                                                                  WIDE(id "7"), WIDE(id "8"))
inline constexpr auto r1 = TABLES("r1_", "first"), r2 = TABLES("r2_", "r1_"), r3 = TABLES("r3_", "r2_"),
                      r4 = TABLES("r4_", "r3_"), r5 = TABLES("r5_", "r4_");
inline constexpr al::history<on_postgresql, first, r1, r2, r3, r4, r5> thousands{};

/// The tests' server holds 600 locks, and some more by chance.
TEST(PostgresqlCrowd, ATransactionWithTooManyLocksIsToldBeforehand) {
    const test::postgresql_database own;
    connection db = own.connect();
    std::string warning;
    const auto watch = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::warning) warning = event.message;
        EXPECT_TRUE(event.kind != al::event_kind::begin || !warning.empty());
    };
    const al::migration_error error = error_of([&] { al::upgrade<thousands>(db, {.watch = watch}); });
    EXPECT_EQ(error.sqlstate(), "53200");
    EXPECT_NE(std::string(error.what()).find("with one transaction per revision"), std::string::npos) << error.what();
    EXPECT_EQ(warning,
              "one transaction locks about 2444 tables, indexes and sequences, and the server has room for 600. If it "
              "fails with SQLSTATE 53200, migrate with one transaction per revision (--transaction-per-revision of the "
              "tool), or raise max_locks_per_transaction");
    al::upgrade<thousands>(
        db,
        {.watch = [&](const al::migration_event& event) { EXPECT_NE(event.kind, al::event_kind::warning); },
         .transaction_per_revision = true});
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "43|\n");
}

template <const auto& Statement>
inline constexpr auto alone =
    al::revision("alone").revises("first").without_transaction().irreversible("test").upgrade(Statement);
template <const auto& Statement>
inline constexpr al::history<on_postgresql, first, alone<Statement>> with_statement{};

/// Ends the session of a migration while a statement waits for the snapshot of a reader, and migrates again.
template <const auto& Statement>
std::string left_by(connection& db, const test::postgresql_database& own, int& invalid) {
    connection reader = own.connect();
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM a");
    std::thread migration([&] {
        connection ended = own.connect();
        const al::migration_error error = error_of([&] { al::upgrade<with_statement<Statement>>(ended); });
        EXPECT_EQ(error.kind(), al::migration_error_kind::statement_failed) << error.what();
    });
    while (db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%CONCURRENTLY%' AND "
                    "wait_event_type = 'Lock' AND datname = current_database()")
               .empty()) {}
    migration.join();
    invalid = std::stoi(*db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid")[0][0]);
    reader.execute("COMMIT");
    EXPECT_EQ(al::upgrade<with_statement<Statement>>(db).steps, 1U);
    const std::string indexes = test::text_of(
        db,
        "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'a'::regclass OR NOT indisvalid "
        "ORDER BY indexrelid::regclass::text");
    al::stamp<with_statement<Statement>>(db, "first");
    return indexes;
}

inline constexpr auto create_it = al::execute("CREATE INDEX CONCURRENTLY ix ON a (t)");
inline constexpr auto rebuild_it = al::execute("REINDEX INDEX CONCURRENTLY ix");
inline constexpr auto rebuild_all = al::execute("REINDEX TABLE CONCURRENTLY a");
inline constexpr auto drop_it = al::execute("DROP INDEX CONCURRENTLY ix");

TEST(PostgresqlCrowd, WhatIsLeftOfAConcurrentStatementIsReplaced) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db, "first");
    int invalid = 0;
    EXPECT_EQ(left_by<create_it>(db, own, invalid), "ix|t|\npk_a|t|\n");
    EXPECT_EQ(invalid, 1);
    EXPECT_EQ(left_by<rebuild_it>(db, own, invalid), "ix|t|\npk_a|t|\n");
    EXPECT_EQ(invalid, 1);
    EXPECT_EQ(left_by<rebuild_all>(db, own, invalid), "ix|t|\npk_a|t|\n");
    EXPECT_GE(invalid, 1);
    EXPECT_EQ(left_by<drop_it>(db, own, invalid), "pk_a|t|\n");
    EXPECT_EQ(invalid, 1);
}

inline constexpr auto hasty = al::revision("hasty").revises("first").without_transaction().lock_timeout(20ms).upgrade(
    al::create_index("ix_hasty", "a", "t").concurrently());
inline constexpr al::history<on_postgresql, first, hasty> with_hasty{};

TEST(PostgresqlCrowd, AConcurrentIndexWaitsWithoutEndUnlessItsRevisionSaysOtherwise) {
    const test::postgresql_database own;
    connection db = own.connect(), reader = own.connect();
    al::upgrade<with_hasty>(db, "first");
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM a");
    int repeats = 0;
    const auto watch = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::repeat && ++repeats == 2) reader.execute("COMMIT");
    };
    al::upgrade<with_hasty>(db, {.watch = watch});
    EXPECT_EQ(repeats, 2);
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0|\n");
}

/// The client is gone, and its session still builds the index.
TEST(PostgresqlCrowd, AnIndexThatALostSessionStillBuilds) {
    const test::postgresql_database own;
    connection db = own.connect(), reader = own.connect();
    al::upgrade<concurrent>(db, "first");
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM a");
    {
        test::postgresql_channel cutting(own.url());
        connection lost(cutting.url());
        cutting.cut_at("CREATE INDEX CONCURRENTLY", test::postgresql_channel::cut::during);
        EXPECT_EQ(error_of([&] { al::upgrade<concurrent>(lost); }).revision(), "indexed");
    }
    std::thread late([&] {
        while (db.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND "
                        "wait_event_type = 'Lock' AND datname = current_database()")
                   .empty()) {}
        reader.execute("COMMIT");
    });
    connection next = own.connect();
    al::upgrade<concurrent>(next, {.busy_timeout = 60s, .lock_timeout = 50ms, .repeats = 1000});
    late.join();
    EXPECT_EQ(test::text_of(db, "SELECT id FROM a"), "7|\n");
    EXPECT_EQ(test::text_of(db, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_t'::regclass"), "t|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "2|2|\n");
}

}  // namespace
