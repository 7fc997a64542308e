// SPDX-License-Identifier: BSL-1.0
// The tool on PostgreSQL: what it says of a database is what it says of a file.
#include "../../../examples/digital_market/models.hpp"
#include "../../servers/postgresql.hpp"
#include "../cli/server_tool_test.hpp"

#include <aludel/connection/postgresql.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace {

inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr al::history<only> nothing{};

using PostgresqlTool = server_tool_test<test::postgresql_database, shop::history, nothing, shop::models>;

TEST_F(PostgresqlTool, MigratesAndTellsWhereItIs) { migrate_and_tell_where_it_is(); }

TEST_F(PostgresqlTool, PlansWithLocks) {
    EXPECT_EQ(market("current").code, 0);
    EXPECT_NE(market("plan").out.find("             -- the table is new\n"), std::string::npos);  // in one transaction
    EXPECT_EQ(market("upgrade 2fda -q").code, 0);
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
    check_and_verify("ALTER TABLE users ALTER COLUMN username TYPE varchar(40)", "type varchar(40) instead of varchar");
}

TEST_F(PostgresqlTool, TakesOverADatabase) { take_over_a_database(); }

TEST_F(PostgresqlTool, WritesTheFirstRevision) {
    write_the_first_revision(
        "CREATE VIEW cheap AS SELECT name FROM products WHERE price < 10;"
        "CREATE INDEX by_price ON products (price DESC) WHERE price > 0;"
        "ALTER TABLE products ADD EXCLUDE USING gist (int4range(price, price) WITH &&) WHERE (price > 0),"
        "ADD CHECK (price < 1000000) NOT VALID; CREATE INDEX by_name ON products (name text_pattern_ops NULLS FIRST);"
        "CREATE MATERIALIZED VIEW prices AS SELECT price FROM products; CREATE INDEX of_prices ON prices (price);"
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER one AFTER INSERT ON products FOR EACH ROW EXECUTE FUNCTION keep();"
        "CREATE TRIGGER two AFTER INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION keep()",
        "Note: trigger `two` is written in SQL: its statement is not understood\n",
        {"al::create_table(\"users\",", "al::column(\"telegram_id\", al::bigint, al::not_null",
         "al::foreign_key(\"category_id\").references(\"categories\", \"id\")", "al::create_view(\"cheap\"",
         "al::index(\"by_price\", al::desc(\"price\"))",
         "al::exclude(\"int4range(price, price) WITH &&\").where(\"price > 0\").named(\"products_int4range_excl\")",
         "al::add_constraint(\"products\", al::check(\"(price < 1000000)\").not_valid()",
         "al::create_function(\"keep\"",
         "al::index(\"by_name\", al::asc(\"name\").operators(\"text_pattern_ops\").nulls_first())",
         "al::create_materialized_view(\"prices\"", "al::create_index(\"of_prices\", \"prices\", \"price\")",
         "al::create_trigger(\"one\", al::after, al::insert, \"products\"",
         "CREATE TRIGGER two AFTER INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION keep()"});
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
#if defined(ALUDEL_MARIADB)
    const std::string known = "sqlite:// and postgresql:// and mariadb:// and mysql://";
#else
    const std::string known = "sqlite:// and postgresql://";
#endif
    EXPECT_EQ(error("postgres://x"),
              "FAILED: `postgres` is no database that this program knows. It knows " + known + "\n");
    const std::string gone = error("postgresql://me:secret@/shop?host=/nowhere");
    EXPECT_TRUE(gone.starts_with("FAILED: cannot connect to `postgresql://me:***@/shop?host=/nowhere`: ")) << gone;
    EXPECT_EQ(gone.find("\\n"), gone.npos) << gone;
}

}  // namespace
