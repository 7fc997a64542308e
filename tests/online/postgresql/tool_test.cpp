// SPDX-License-Identifier: BSL-1.0
// The tool on PostgreSQL: what it says of a database is what it says of a file.
#include "../../../examples/digital_market/models.hpp"
#include "../../servers/postgresql.hpp"
#include "../cli/tool_test.hpp"

#include <aludel/connection/postgresql.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace {

inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr al::history<only> nothing{};

class PostgresqlTool : public tool_test {
protected:
    transcript market(std::string_view line) const { return run<shop::history, shop::models>(line); }
    template <const auto& History, const auto&... Models>
    transcript run(std::string_view line) const {
        std::vector<std::string> arguments = words(line);
        arguments.insert(arguments.end(), {"-d", own.url()});
        return run_tool<History, Models...>(arguments);
    }

    const test::postgresql_database own;
    al::postgresql::connection db = own.connect();
};

TEST_F(PostgresqlTool, MigratesAndTellsWhereItIs) {
    EXPECT_EQ(market("current").code, 0);
    EXPECT_NE(market("plan").out.find("             -- the table is new\n"), std::string::npos);  // in one transaction
    EXPECT_EQ(market("upgrade 2fda -q").code, 0);
    EXPECT_EQ(market("current -q").out, "2fda6446e69f\n");
    const std::string plan = market("plan").out;
    EXPECT_NE(
        plan.find("ALTER TABLE \"purchases\" ALTER COLUMN \"payment_id\" SET NOT NULL;\n             -- ACCESS "
                  "EXCLUSIVE: reads and writes wait, while every row is read (instead: validate a check (... IS NOT "
                  "NULL) before)\n"),
        std::string::npos)
        << plan;
    EXPECT_NE(plan.find("    warning: others wait while a statement of this step works through a whole table; the "
                        "revision has no .lock_timeout(...): without --lock-timeout they also wait while it waits for "
                        "its lock\n"),
              std::string::npos)
        << plan;
    EXPECT_NE(
        market("plan --json").out.find("\"lock\": \"ACCESS EXCLUSIVE\",\n          \"blocks\": \"reads and writes\""),
        std::string::npos);
    const transcript at_head = market("upgrade --verify");
    EXPECT_TRUE(at_head.out.ends_with("The database is as the history says.\n")) << at_head;
    EXPECT_EQ(market("redo -q").code, 0);
    const std::string log = market("log -n 1").out;  // as on every database, 2026-01-31T12:00:00.000Z
    EXPECT_EQ(log.substr(4, 1) + log.substr(10, 1) + log.substr(23, 11), "-TZ  upgrade ") << log;
    EXPECT_EQ(market("downgrade base -q").code, 0);
    EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM aludel_version"), "0|\n");
}

TEST_F(PostgresqlTool, SaysThatATransactionIsRepeated) {
    ASSERT_EQ(market("upgrade 2fda -q").code, 0);
    db.execute("BEGIN; LOCK TABLE products");
    std::thread writer([&] {
        al::postgresql::connection other = own.connect();
        const auto is_waiting = [&] {
            return !other
                        .query(
                            "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE NOT granted "
                            "AND datname = current_database()")
                        .empty();
        };
        while (!is_waiting()) {}
        while (is_waiting()) {}
        db.execute("COMMIT");
    });
    const transcript result = market("upgrade --lock-timeout 0.05 --statement-timeout 60");
    writer.join();
    EXPECT_EQ(result.code, 0) << result;
    EXPECT_NE(result.err.find("Once more, for another connection was in the way: canceling statement due to lock "
                              "timeout\nRunning upgrade 2fda6446e69f"),
              std::string::npos)
        << result;
}

TEST_F(PostgresqlTool, ChecksAndVerifies) {
    ASSERT_EQ(market("upgrade -q").code, 0);
    EXPECT_EQ(market("check").code, 0);
    db.execute("ALTER TABLE users ALTER COLUMN username TYPE varchar(40); CREATE TABLE tmp_notes (body text)");
    const std::string column = "column `username` of table `users` differs: type varchar(40) instead of varchar\n";
    EXPECT_TRANSCRIPT(market("check"), 3, "drift: " + column + "drift: table `tmp_notes` is unexpected\n", "");
    EXPECT_TRANSCRIPT(market("upgrade --verify -q --exclude tmp_*"), 3, "drift: " + column, "");
    EXPECT_EQ(market("upgrade --verify -q --exclude tmp_* --exclude users.username").code, 0);
    EXPECT_NE(market("upgrade --verify --json").out.find("table `tmp_notes` is unexpected"), std::string::npos);
}

TEST_F(PostgresqlTool, TakesOverADatabase) {
    ASSERT_EQ(market("upgrade -q").code, 0);
    db.execute("DROP TABLE aludel_version, aludel_journal; CREATE TABLE tmp_notes (body text)");
    const transcript refused = market("baseline head");
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("table `tmp_notes` is unexpected. Nothing was changed"), std::string::npos) << refused;
    EXPECT_NE(market("baseline --user-version 1=2fda").err.find("has no number"), std::string::npos);
    EXPECT_EQ(market("baseline head --exclude tmp_*").out, "Baseline: the database is at 5ca0f991801d (head)\n");
    EXPECT_EQ(market("downgrade 2fda -q").code, 0);
}

TEST_F(PostgresqlTool, WritesTheFirstRevision) {
    ASSERT_EQ(market("upgrade -q").code, 0);
    db.execute(
        "DROP TABLE aludel_version, aludel_journal; CREATE VIEW cheap AS SELECT name FROM products WHERE price < 10;"
        "CREATE INDEX by_price ON products (price DESC) WHERE price > 0;"
        "ALTER TABLE products ADD EXCLUDE USING gist (int4range(price, price) WITH &&) WHERE (price > 0),"
        "ADD CHECK (price < 1000000) NOT VALID; CREATE INDEX by_name ON products (name text_pattern_ops NULLS FIRST);"
        "CREATE MATERIALIZED VIEW prices AS SELECT price FROM products; CREATE INDEX of_prices ON prices (price);"
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER one AFTER INSERT ON products FOR EACH ROW EXECUTE FUNCTION keep();"
        "CREATE TRIGGER two AFTER INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION keep()");
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const transcript adopted = run<nothing>("adopt --models --rev-id a1");
    EXPECT_EQ(adopted.code, 0) << adopted;
    // Models are verified for the databases of their history.
    const std::string models = content_of("models.hpp");
    EXPECT_NE(models.find("databases = al::settings().dialects(al::postgresql"), std::string::npos) << models;
    EXPECT_NE(models.find("al::metadata<\n    tables::databases,\n"), std::string::npos) << models;
    EXPECT_EQ(adopted.err, "Note: trigger `two` is written in SQL: its statement is not understood\n");
    std::string header;
    for (const auto& each : std::filesystem::directory_iterator("migrations"))
        if (each.path().filename() != "history.hpp") header = content_of(each.path().string());
    for (const char* const part :
         {"al::create_table(\"users\",", "al::column(\"telegram_id\", al::bigint, al::not_null",
          "al::foreign_key(\"category_id\").references(\"categories\", \"id\")", "al::create_view(\"cheap\"",
          "al::index(\"by_price\", al::desc(\"price\"))",
          "al::exclude(\"int4range(price, price) WITH &&\").where(\"price > 0\").named(\"products_int4range_excl\")",
          "al::add_constraint(\"products\", al::check(\"(price < 1000000)\").not_valid()",
          "al::create_function(\"keep\"",
          "al::index(\"by_name\", al::asc(\"name\").operators(\"text_pattern_ops\").nulls_first())",
          "al::create_materialized_view(\"prices\"", "al::create_index(\"of_prices\", \"prices\", \"price\")",
          "al::create_trigger(\"one\", al::after, al::insert, \"products\"",
          "CREATE TRIGGER two AFTER INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION keep()"})
        EXPECT_NE(header.find(part), std::string::npos) << part << " is not in\n" << header;
}

TEST_F(PostgresqlTool, WritesScriptsForThatDatabase) {
    const std::string script = market("script").out, plain = market("script --plain").out;
    EXPECT_EQ(script, (al::script<shop::history, al::postgresql>));
    EXPECT_EQ(plain, (al::script<shop::history, al::postgresql.plain()>));
    EXPECT_EQ(market("script --dialect postgresql.plain()").out, plain);
    EXPECT_EQ(market("upgrade heads --sql").out, script);
    EXPECT_EQ(plain.find('\\'), plain.npos);
    db.execute(plain);
    EXPECT_EQ(market("check").code, 0);
}

TEST_F(PostgresqlTool, SaysWhatIsWrongWithAUrl) {
    const auto error = [&](const char* url) { return run_tool<shop::history>({"current", "-d", url}).err; };
    EXPECT_EQ(error("postgres://x"),
              "FAILED: `postgres` is no database that this program knows. It knows sqlite:// and postgresql://\n");
    const std::string gone = error("postgresql://me:secret@/shop?host=/nowhere");
    EXPECT_TRUE(gone.starts_with("FAILED: cannot connect to `postgresql://me:***@/shop?host=/nowhere`: ")) << gone;
    EXPECT_EQ(gone.find("\\n"), gone.npos) << gone;
}

}  // namespace
