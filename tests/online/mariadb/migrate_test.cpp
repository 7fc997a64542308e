// SPDX-License-Identifier: BSL-1.0
// Migrations on a MariaDB server: the digital market with rows, crashes, crowds, and scripts through its client.
#include "../../../examples/digital_market/history.hpp"
#include "../../servers/mariadb.hpp"

#include <gtest/gtest.h>

#include <atomic>   // atomic
#include <chrono>   // milliseconds
#include <cstdio>   // popen
#include <cstdlib>  // getenv, mkstemp, system
#include <fstream>  // ifstream
#include <string>   // string
#include <thread>   // thread
#include <vector>   // vector

namespace {

namespace al = aludel;
namespace op = aludel::op;
using test::connection;

inline constexpr auto on_three = al::settings().dialects(al::sqlite, al::postgresql, test::server);
inline constexpr al::history<on_three, shop::empty_start, shop::initial_tables, shop::add_hidden_content,
                             shop::add_payment_id, shop::add_payment_type>
    market{};

/// The name of the lock of migrations, as an expression.
const std::string lock_name = test::on_mysql ? "CONCAT('aludel_', SHA2(CONCAT(DATABASE(), '/aludel_version'), 224))"
                                             : "CONCAT('aludel_', SHA1(CONCAT(DATABASE(), '/aludel_version')))";

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

TEST(MariadbMigration, TheDigitalMarketUpAndDownWithRows) {
    const test::mariadb_database own;
    connection db = own.connect();
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
    EXPECT_EQ(test::text_of(db, "SHOW TABLES LIKE 'p%'"), "");
    EXPECT_EQ(test::text_of(db,
                            "SELECT table_name, collation_name FROM information_schema.columns WHERE table_schema = "
                            "DATABASE() AND column_name IN ('version_num', 'revision') ORDER BY 1"),
              "aludel_journal|ascii_bin|\naludel_version|ascii_bin|\naludel_version_claim|ascii_bin|\n");
}

TEST(MariadbMigration, ScriptsThroughTheClientDoTheSame) {
    const test::mariadb_database by_engine, by_script;
    connection engine = by_engine.connect(), script = by_script.connect();
    al::upgrade<market>(engine);
    const std::string_view up = al::script<market, test::server>;
    const std::string output = test::run_script(by_script, up);
    EXPECT_TRUE(output.ends_with("applied\n")) << output;
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    EXPECT_EQ(test::text_of(engine, "SELECT revision, direction, checksum FROM aludel_journal ORDER BY entry"),
              test::text_of(script, "SELECT revision, direction, checksum FROM aludel_journal ORDER BY entry"));
    EXPECT_EQ(versions(engine), versions(script));
    // Once more, it is not at the script's beginning, and nothing happens.
    const std::string again = test::run_script(by_script, up);
    EXPECT_TRUE(again.starts_with("failed: ")) << again;
    EXPECT_NE(again.find("not at the revision that this script starts from"), std::string::npos) << again;
    EXPECT_EQ(test::catalog(engine), test::catalog(script));
    // Nor while another migration has the lock.
    script.execute("DO GET_LOCK(" + lock_name + ", 0)");
    std::string impatient(al::script<market, test::server, "heads:base">);
    impatient.replace(impatient.find(", 60) = 1"), 9, ", 0) = 1");
    const std::string locked = test::run_script(by_script, impatient);
    EXPECT_NE(locked.find("another migration of this database is running"), std::string::npos) << locked;
}

inline constexpr auto mariadb_only = al::settings().dialects(test::server);
inline constexpr auto in_other =
    al::revision("in_other")
        .upgrade(al::create_table("a", al::in_schema("elsewhere"), al::column("id", al::integer, al::primary_key)),
                 al::create_table("b", al::column("a", al::integer, al::references("a", "id"))),
                 al::rename_table("a", "c"), al::add_column("c", al::column("d", al::integer)));
inline constexpr al::history<mariadb_only, in_other> with_other{};

/// A table that was created in another database stays there: no path leads to it.
TEST(MariadbMigration, AnotherDatabaseIsNamedEachTime) {
    const std::string_view script = al::script<with_other, al::mariadb>;
    for (const char* const each :
         {"CREATE TABLE `elsewhere`.`a` (", "REFERENCES `elsewhere`.`a` (`id`)",
          "ALTER TABLE `elsewhere`.`a` RENAME TO `elsewhere`.`c`;", "ALTER TABLE `elsewhere`.`c` ADD COLUMN `d` "})
        EXPECT_NE(script.find(each), script.npos) << each << script;
}

inline constexpr auto first = al::revision("first").upgrade(
    al::create_table("a", al::column("id", al::integer, al::primary_key), al::column("b", al::varchar(9))));
inline constexpr auto second =
    al::revision("second")
        .revises("first")
        .irreversible("no")
        .upgrade(al::create_table("b", al::column("id", al::integer)), al::execute("SELECT no FROM a"),
                 al::create_table("c", al::column("id", al::integer)))
        .acknowledge(al::rule::unknown_name_in_sql, "the test adds it");
inline constexpr al::history<mariadb_only, first, second> failing{};

TEST(MariadbMigration, AFailedStatementIsTheOneToGoOnFrom) {
    const test::mariadb_database own;
    connection db = own.connect();
    try {
        al::upgrade<failing>(db);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.kind(), al::migration_error_kind::statement_failed);
        EXPECT_EQ(error.revision(), "second");
        EXPECT_EQ(error.sql(), "SELECT no FROM a");
        EXPECT_EQ(error.sqlstate(), "42S22");
    }
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(test::text_of(db, "SHOW TABLES LIKE '_'"), "a|\nb|\n");
    EXPECT_EQ(test::text_of(db, "SELECT revision, statements_done, next_begun FROM aludel_version_claim"),
              "second|1|0|\n");
    db.execute("ALTER TABLE a ADD COLUMN no INT");  // the cause is removed
    al::upgrade<failing>(db);
    EXPECT_EQ(test::text_of(db, "SHOW TABLES LIKE '_'"), "a|\nb|\nc|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM aludel_version_claim"), "0|\n");
}

TEST(MariadbMigration, OfManyAtOnceOneMigrates) {
    const test::mariadb_database own;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 8; ++i)
        crowd.emplace_back([&] {
            connection db = own.connect();
            EXPECT_NO_THROW(al::upgrade<market>(db, {.busy_timeout = al::duration::of_milliseconds(60'000)}));
        });
    for (std::thread& each : crowd) each.join();
    connection db = own.connect();
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "5|5|\n");
}

TEST(MariadbMigration, KilledAtAnyStatementItGoesOnFromWhereItWas) {
    const test::mariadb_database own;
    connection killer = own.connect();
    std::size_t kills = 0;
    for (std::size_t stop = 1; stop < 100; ++stop) {
        connection db = own.connect();
        const std::string process = *db.query("SELECT CONNECTION_ID()")[0][0];
        std::size_t statements = 0;
        const auto kill = [&](const al::migration_event& event) {
            if (event.kind != al::event_kind::statement || ++statements != stop) return;
            killer.execute("KILL " + process);
            while (*killer.query("SELECT count(*) FROM information_schema.processlist WHERE id = " + process)[0][0] !=
                   "0") {}
        };
        bool is_killed = false;
        try {
            al::upgrade<market>(db, {.watch = kill});
        } catch (const al::migration_error& error) {
            is_killed = true;
            ++kills;
        }
        if (!is_killed) break;  // there was no such statement
        connection next = own.connect();
        al::upgrade<market>(next);
        EXPECT_EQ(versions(next), "5ca0f991801d ");
        al::downgrade<market>(next, "base");
    }
    EXPECT_GE(kills, 10U);
    EXPECT_EQ(versions(killer), "5ca0f991801d ");
}

/// A connection that is lost at one statement, before or behind it.
class mortal {
    template <class Call>
    auto lived(Call call) {
        const bool ends = !dead_ && --left_ == 0;
        if (ends && behind_) call();
        if (ends) kill();
        if (dead_)
            throw al::connection_error({.kind = al::connection_error_kind::connection_lost}, "a fault of the test");
        return call();
    }

public:
    using dialect_type = connection::dialect_type;

    mortal(connection& used, connection& killer, std::size_t last, bool behind)
        : db_(used),
          killer_(killer),
          left_(last),
          behind_(behind) {}

    [[nodiscard]] op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return !dead_ && db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) {
        return lived([&] { return db_.execute(sql); });
    }
    al::query_result query(std::string_view sql) {
        return lived([&] { return db_.query(sql); });
    }
    [[nodiscard]] bool is_dead() const { return dead_; }

private:
    void kill() {
        dead_ = true;
        const std::string process = std::to_string(mysql_thread_id(db_.handle()));
        killer_.execute("KILL " + process);
        while (*killer_.query("SELECT count(*) FROM information_schema.processlist WHERE id = " + process)[0][0] !=
               "0") {}
    }

    connection& db_;
    connection& killer_;
    std::size_t left_;
    bool behind_, dead_ = false;
};

inline constexpr auto every_change =
    al::revision("every_change")
        .revises("5ca0f991801d")
        .upgrade(al::rename_table("categories", "kinds"), al::rename_column("products", "price", "cents"),
                 al::create_index("ix_users", "users", "telegram_id"),
                 al::alter_column("users", "username").type(al::text).rename_to("nick"),
                 al::drop_constraint("purchases", "uq_purchases_payment_id"), al::drop_column("users", "last_name"),
                 al::create_view("v", "SELECT id FROM users"),
                 al::create_trigger("tr", al::after, al::insert, "users", "DELETE FROM purchases WHERE id = NEW.id"))
        .acknowledge(al::rule::renames_table, "test")
        .acknowledge(al::rule::renames_column, "test")
        .acknowledge(al::rule::drops_column, "test")
        .acknowledge(al::rule::drops_constraint, "test")
        .acknowledge(al::rule::redundant_index, "test");
inline constexpr al::history<on_three, shop::empty_start, shop::initial_tables, shop::add_hidden_content,
                             shop::add_payment_id, shop::add_payment_type, every_change>
    changes{};

/// Wherever the connection is lost, the next run goes on, upwards and downwards: what became of the interrupted
/// statement is read from the catalog. ALUDEL_TRIALS=long tries all statements, otherwise one of three.
TEST(MariadbMigration, LostAtEveryStatementTheNextRunGoesOn) {
    constexpr std::string_view start = "1b95d36c8908";
    const test::mariadb_database own;
    connection killer = own.connect();
    al::upgrade<changes>(killer, start);
    const std::string at_start = test::catalog(killer);
    al::upgrade<changes>(killer);
    const std::string at_head = test::catalog(killer);
    const bool at_every_statement = std::getenv("ALUDEL_TRIALS") != nullptr;
    std::size_t losses = 0;
    for (const bool down : {true, false})
        for (std::size_t stop = 1, left = 1; left != 0 && stop < 400; stop += at_every_statement ? 1 : 3)
            for (const bool behind : {false, true}) {
                if (!at_every_statement && behind != (stop % 2 == 0)) continue;
                SCOPED_TRACE("statement " + std::to_string(stop) + (behind ? ", behind" : ", before"));
                const auto migrate = [&](auto& db, bool goes_down) {
                    if (goes_down) al::downgrade<changes>(db, start);
                    else al::upgrade<changes>(db);
                };
                if (test::catalog(killer) != (down ? at_head : at_start)) migrate(killer, !down);
                connection db = own.connect();
                mortal dying(db, killer, stop, behind);
                try {
                    migrate(dying, down);
                } catch (const al::migration_error&) {}
                left = dying.is_dead() ? 1 : 0, losses += left;
                connection next = own.connect();
                migrate(next, down);
                ASSERT_EQ(test::catalog(next), down ? at_start : at_head);
            }
    EXPECT_GE(losses, at_every_statement ? 200U : 35U);
}

/// A server of its own, which the test kills. Its transactions are written at once.
class mortal_server {
public:
    mortal_server() { command("start"); }
    mortal_server(const mortal_server&) = delete;
    mortal_server& operator=(const mortal_server&) = delete;
    ~mortal_server() { command("stop"); }
    void crash() const { command("crash"); }
    void start_again() const { command("again"); }
    [[nodiscard]] connection connect(const std::string& database = "mysql") const {
        std::ifstream file(directory_ + "/url");
        std::string url;
        std::getline(file, url);
        return connection(url.replace(url.find("/mysql?") + 1, 5, database));
    }

private:
    void command(const std::string& word) const {
        const std::string line = "MARIADB_OPTIONS=--innodb-flush-log-at-trx-commit=1 '" ALUDEL_TEST_DATA
                                 "/../servers/mariadb.sh' " +
            word + " '" + directory_ + "'";
        EXPECT_EQ(std::system(line.c_str()), 0) << line;
    }

    std::string directory_ = "/tmp/aludel_mortal_" + std::to_string(getpid());
};

/// The server is killed at any time, also in the middle of a statement, and first between two of them; the next run
/// goes on.
TEST(MariadbMigration, TheServerIsKilledAndTheNextRunGoesOn) {
    constexpr std::string_view start = "1b95d36c8908";
    const int kills = std::getenv("ALUDEL_TRIALS") == nullptr ? 3 : 30;
    const mortal_server server;
    server.connect().execute("CREATE DATABASE shop");
    std::string at_start, at_head;
    {
        connection db = server.connect("shop");
        al::upgrade<changes>(db, start);
        at_start = test::catalog(db);
        al::upgrade<changes>(db);
        at_head = test::catalog(db);
    }
    int interrupted = 0;
    for (int i = 0; i < kills; ++i) {
        SCOPED_TRACE("kill " + std::to_string(i));
        connection db = server.connect("shop");
        bool down = test::catalog(db) == at_head;
        std::atomic<bool> is_at_statement = false, is_crashed = false;
        const auto hold = [&](const al::migration_event& event) {
            if (i != 0 || event.kind != al::event_kind::statement) return;
            is_at_statement = true;
            while (!is_crashed) std::this_thread::yield();
        };
        std::thread migrating([&] {
            try {
                for (;; down = !down)
                    if (down) al::downgrade<changes>(db, start, {.watch = hold});
                    else al::upgrade<changes>(db, {.watch = hold});
            } catch (const al::migration_error&) {}
        });
        while (i == 0 && !is_at_statement) std::this_thread::yield();
        if (i != 0) std::this_thread::sleep_for(std::chrono::milliseconds(5 + 7 * (i % 20)));
        server.crash();
        is_crashed = true;
        migrating.join();
        server.start_again();
        connection next = server.connect("shop");
        interrupted += test::text_of(next, "SELECT count(*) FROM aludel_version_claim") != "0|\n" ? 1 : 0;
        if (down) al::downgrade<changes>(next, start);
        else al::upgrade<changes>(next);
        ASSERT_EQ(test::catalog(next), down ? at_start : at_head);
    }
    EXPECT_GE(interrupted, 1);
}

/// A connection to a node of a cluster, as far as migrations can tell: locks of sessions are the node's own.
class node_of_cluster {
public:
    using dialect_type = connection::dialect_type;
    node_of_cluster(const test::mariadb_database& database, std::string node)
        : db_(database.connect()),
          node_(std::move(node)) {}

    [[nodiscard]] op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) { return db_.execute(here(sql)); }
    al::query_result query(std::string_view sql) {
        if (sql.starts_with("SHOW VARIABLES")) return {{"wsrep_on", "ON"}, {"wait_timeout", "28800"}};
        if (sql.starts_with("SHOW STATUS")) return {{"wsrep_gcomm_uuid", node_}};
        return db_.query(here(sql));
    }
    connection& direct() { return db_; }

private:
    [[nodiscard]] std::string here(std::string_view sql) const {
        std::string result(sql);
        for (const auto& [from, to] :
             {std::pair<std::string, std::string>{"LOCK(CONCAT('aludel_", "LOCK(CONCAT('" + node_},
              {"SET SESSION wsrep_trx_fragment_unit = 'statements', wsrep_trx_fragment_size = 1", "DO 1"},
              {"SET SESSION wsrep_trx_fragment_size = 0", "DO 1"},
              {", wsrep_sync_wait = 7, wsrep_osu_method = 'TOI'", ""}})
            if (const std::size_t place = result.find(from); place != result.npos)
                result.replace(place, from.size(), to);
        return result;
    }

    connection db_;
    std::string node_;
};

constexpr al::duration a_second = al::duration::of_milliseconds(1'000);

TEST(MariadbCluster, OfThoseOnAllNodesOneMigrates) {
    const test::mariadb_database own;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 6; ++i)
        crowd.emplace_back([&own, i] {
            node_of_cluster db(own, "node" + std::to_string(i % 3));
            EXPECT_NO_THROW(al::upgrade<market>(db, {.busy_timeout = al::duration::of_milliseconds(60'000)}));
        });
    for (std::thread& each : crowd) each.join();
    connection db = own.connect();
    EXPECT_EQ(test::text_of(db, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "5|5|\n");
    EXPECT_EQ(test::text_of(db, "SELECT holder, count(*) FROM _aludel_lock"), "|1|\n");
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM aludel_version_claim"), "0|\n");
}

/// A lock that is left over is taken when its holder is known to be gone, or has long not been heard of.
TEST(MariadbCluster, ALockThatIsLeftOverIsTaken) {
    const test::mariadb_database own;
    node_of_cluster db(own, "node1");
    al::upgrade<market>(db);
    const std::string machine = aludel::online::detail_of_claims::machine();
    std::size_t steps = 0;
    const auto try_with = [&](const std::string& holder, const std::string& node, const std::string& written,
                              bool take_over = false) -> std::string {
        db.direct().execute("UPDATE _aludel_lock SET holder = '" + holder + "', node = '" + node +
                            "', written = " + written);
        const bool down = steps % 2 == 0;
        try {
            const al::migration_options options{.busy_timeout = al::duration::of_milliseconds(100),
                                                .take_over = take_over};
            if (down) al::downgrade<market>(db, "base", options);
            else al::upgrade<market>(db, options);
            ++steps;
            return "taken";
        } catch (const al::migration_error& error) {
            EXPECT_EQ(error.kind(), al::migration_error_kind::database_busy) << error.what();
            return error.what();
        }
    };
    const std::string now = "UTC_TIMESTAMP()", old = "UTC_TIMESTAMP() - INTERVAL 91 SECOND";
    EXPECT_NE(try_with("elsewhere 1 1 1", "node2", now).find("on another node of the cluster (node2), since"),
              std::string::npos);
    EXPECT_EQ(try_with("elsewhere 1 1 1", "node1", now), "taken");  // it would have this node's lock
    EXPECT_EQ(try_with("elsewhere 1 1 1", "node2", old), "taken");
    EXPECT_NE(try_with("elsewhere 1 1 1", "node2", "NULL"), "taken");  // a function that may take long
    EXPECT_EQ(try_with("elsewhere 1 1 1", "node2", now, true), "taken");
    EXPECT_EQ(try_with(machine + " 999999 1 1", "node2", now), "taken");  // such a process is not there
    aludel::online::claimant alive;
    alive.begin();
    EXPECT_NE(try_with(alive.name(), "node2", old, true), "taken");
}

/// Who has lost the lock writes nothing more, and the one that has it goes on.
TEST(MariadbCluster, WhoHasLostTheLockStops) {
    const test::mariadb_database own;
    node_of_cluster db(own, "node1");
    connection other = own.connect();
    std::size_t statements = 0;
    const auto lose = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::statement && ++statements == 4)
            other.execute("UPDATE _aludel_lock SET holder = 'elsewhere 1 1 1', node = 'node2', beat = beat + 1");
    };
    try {
        al::upgrade<market>(db, {.watch = lose});
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.kind(), al::migration_error_kind::database_busy);
        EXPECT_NE(std::string(error.what()).find("has taken the lock of the cluster"), std::string::npos)
            << error.what();
    }
    EXPECT_EQ(statements, 4U);
    EXPECT_EQ(test::text_of(other, "SELECT holder FROM _aludel_lock"), "elsewhere 1 1 1|\n");
    EXPECT_EQ(test::text_of(other, "SELECT owner = '', next_begun FROM aludel_version_claim"), "0|0|\n");
    other.execute("UPDATE _aludel_lock SET written = NULL");
    EXPECT_THROW(al::upgrade<market>(db, {.busy_timeout = a_second}), al::migration_error);
    other.execute("UPDATE _aludel_lock SET holder = ''");
    al::upgrade<market>(db);
    EXPECT_EQ(test::text_of(other, "SELECT count(*), count(DISTINCT revision) FROM aludel_journal"), "5|5|\n");
}

TEST(MariadbMigration, WhatCannotBeMigratedIsRefused) {
    const test::mariadb_database own;
    connection db = own.connect();
    db.execute("START TRANSACTION");
    EXPECT_THROW(al::upgrade<market>(db), al::migration_error);
    EXPECT_TRUE(db.in_transaction());  // the caller's
    const std::string url = own.url();
    connection nowhere(url.substr(0, url.find("/test")) + url.substr(url.find('?')));
    try {
        al::upgrade<market>(nowhere);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_NE(std::string(error.what()).find("Name the database in the URL"), std::string::npos) << error.what();
    }
}

TEST(MariadbMigration, SettingsOfTheCallerStay) {
    const test::mariadb_database own;
    connection db = own.connect();
    db.execute(
        "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES', autocommit = 0, lock_wait_timeout = 77, "
        "character_set_client = latin1, collation_connection = latin1_bin, foreign_key_checks = 0");
    const std::string settings =
        "SELECT @@sql_mode, @@autocommit, @@lock_wait_timeout, @@innodb_lock_wait_timeout, @@character_set_client, "
        "@@character_set_results, @@character_set_connection, @@collation_connection, @@foreign_key_checks";
    const std::string before = test::text_of(db, settings);
    al::upgrade<market>(db, {.busy_timeout = al::duration::of_milliseconds(3'000)});
    EXPECT_EQ(test::text_of(db, settings), before);
    EXPECT_EQ(test::text_of(db, "SELECT IS_FREE_LOCK(" + lock_name + ")"), "1|\n");
}

}  // namespace
