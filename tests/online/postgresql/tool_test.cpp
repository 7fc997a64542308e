// SPDX-License-Identifier: BSL-1.0
// The tool on PostgreSQL: what it says of a database is what it says of a file.
#include "../../../examples/digital_market/models.hpp"
#include "../../servers/postgresql.hpp"
#include "../cli/server_tool_test.hpp"

#include <aludel/connection/postgresql.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
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

inline constexpr auto audit = al::in_schema("audit");
inline constexpr auto first = al::revision("first").upgrade(
    al::create_schema("audit"), al::create_table("logs", audit, al::column("id", al::integer, al::primary_key)));
inline constexpr auto second = al::revision("second").revises("first").upgrade(
    al::create_table("logs", al::column("id", al::integer, al::primary_key),
                     al::column("log", al::integer, al::references("logs", "id", audit))));
inline constexpr al::history<only, first, second> logged{};
inline constexpr al::history<only, first> half{};
inline constexpr auto logs = al::table("logs", al::column("id", al::integer, al::primary_key),
                                       al::column("log", al::integer, al::references("logs", "id", audit)));
inline constexpr auto audit_logs =
    al::table("logs", audit, al::column("id", al::integer, al::primary_key), al::column("note", al::text, al::indexed));
inline constexpr al::metadata<only, logs, audit_logs> models{};

using PostgresqlNamesakes = server_tool_test<test::postgresql_database, logged, nothing, models>;

TEST_F(PostgresqlNamesakes, NamesTheSchema) {
    EXPECT_NE(market("show second").out.find(".references(\"logs\", \"id\", in_schema(\"audit\"))"), std::string::npos);
    EXPECT_EQ(market("schema --format mermaid").out,
              "erDiagram\n    audit_logs {\n        integer id PK\n    }\n    logs {\n        integer id PK\n        "
              "integer log FK\n    }\n    audit_logs |o--o{ logs : \"log\"\n");
    EXPECT_EQ(market("schema --diff first:second").out, "+ table `logs`\n");
    EXPECT_EQ(market("check --offline").out,
              "models: after all revisions table `audit.logs` lacks column `note`. Write a revision that makes up for "
              "it, or change the models\nmodels: after all revisions table `audit.logs` lacks index `ix_logs_note`. "
              "Write a revision that makes up for it, or change the models\n");
    EXPECT_EQ(market("upgrade -q").code, 0);
    EXPECT_TRUE(market("upgrade --verify").out.ends_with("The database is as the history says.\n"));
    db.execute("ALTER TABLE audit.logs ADD more text");
    EXPECT_NE(market("check").out.find("drift: table `audit.logs` has the extra column `more`\n"), std::string::npos);
    const std::string plan = market("plan --down base").out;
    EXPECT_NE(plan.find("DROP TABLE \"audit\".\"logs\";"), std::string::npos) << plan;
}

TEST_F(PostgresqlNamesakes, AreTakenOverFromModels) {
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const std::string added =
        "            al::add_column(\"logs\", al::column(\"note\", al::text)).in_schema(\"audit\"),\n            "
        "al::create_index(\"ix_logs_note\", \"logs\", \"note\").in_schema(\"audit\"));\n";
    const std::string of_both = market("revision -m x --autogenerate --dry-run").out;
    EXPECT_NE(of_both.find(".upgrade(\n" + added), std::string::npos) << of_both;
    // The history has only one of them so far.
    const std::string of_one = run<half, models>("revision -m x --autogenerate --dry-run").out;
    EXPECT_NE(
        of_one.find("al::foreign_key(\"log\").references(\"logs\", \"id\", al::in_schema(\"audit\"))),\n" + added),
        std::string::npos)
        << of_one;
}

}  // namespace
