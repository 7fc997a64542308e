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

// In the manner of a shop that lends films, with what has no word.
TEST_F(PostgresqlTool, AdoptsWhatHasNoWord) {
    const std::string remarks = adopted_twice(R"sql(
CREATE TYPE rating AS ENUM ('G', 'R');
CREATE FUNCTION is_year(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 BETWEEN 1901 AND 2155';
CREATE DOMAIN year AS integer CHECK (is_year(VALUE));
CREATE TYPE span AS (low numeric, high numeric);
CREATE TABLE actors (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE films (id serial PRIMARY KEY, title text, made year, rating rating DEFAULT 'G', words tsvector, features text[], part_of integer, number serial, UNIQUE (title) INCLUDE (made));
COMMENT ON COLUMN films.title IS 'as on the poster';
ALTER TABLE films ADD FOREIGN KEY (part_of) REFERENCES films;
CREATE TABLE cast_members (film_id integer REFERENCES films, actor_id integer REFERENCES actors, since date, PRIMARY KEY (film_id, actor_id) INCLUDE (since));
CREATE TABLE stores (id integer PRIMARY KEY, manager_id integer);
CREATE TABLE staff (id integer PRIMARY KEY, store_id integer REFERENCES stores, name text, UNIQUE (name) INCLUDE (store_id));
ALTER TABLE stores ADD FOREIGN KEY (manager_id) REFERENCES staff;
CREATE TABLE payments (id serial, film_id integer NOT NULL, amount numeric(5, 2) DEFAULT 0, day date NOT NULL, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE INDEX ix_payments ON payments (film_id);
CREATE TABLE payments_1 PARTITION OF payments FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE payments_2 PARTITION OF payments FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (id);
CREATE TABLE payments_2a PARTITION OF payments_2 DEFAULT;
ALTER TABLE payments_1 ADD FOREIGN KEY (film_id) REFERENCES films, ADD CHECK (amount > 0), ALTER amount SET DEFAULT 5;
CREATE INDEX ix_amount ON payments_1 (amount);
CREATE TABLE log (at timestamptz, what text);
CREATE TABLE film_log (film_id integer REFERENCES films, at timestamptz NOT NULL) INHERITS (log);
CREATE UNIQUE INDEX ix_film_log ON film_log (film_id, at);
CREATE FUNCTION join_text(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
CREATE AGGREGATE joined(text) (SFUNC = join_text, STYPE = text, INITCOND = '');
CREATE FUNCTION of_film(integer) RETURNS SETOF payments LANGUAGE sql AS 'SELECT * FROM payments WHERE film_id = $1';
CREATE FUNCTION of_film(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM log';
CREATE VIEW titles AS SELECT joined(title) AS titles FROM films;
CREATE VIEW safe WITH (security_barrier) AS SELECT id, name FROM staff WITH LOCAL CHECK OPTION;
CREATE VIEW of_safe AS SELECT id FROM safe;
CREATE VIEW replaced AS SELECT 1 AS id;
CREATE VIEW newer AS SELECT id FROM of_safe;
CREATE OR REPLACE VIEW replaced AS SELECT id FROM newer;
CREATE FUNCTION payments_of(films) RETURNS SETOF payments LANGUAGE sql AS 'SELECT * FROM payments WHERE film_id = $1.id';
CREATE VIEW with_payments AS SELECT title, (payments_of(films)).amount FROM films;
CREATE VIEW over_payments AS SELECT title FROM with_payments;
COMMENT ON VIEW titles IS 'all of them';
CREATE MATERIALIZED VIEW sums AS SELECT film_id, sum(amount) AS amount FROM payments GROUP BY film_id;
CREATE UNIQUE INDEX ix_sums ON sums (film_id);
CREATE RULE nothing AS ON DELETE TO titles DO INSTEAD NOTHING;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON films FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER touched BEFORE UPDATE ON actors FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE odd_ones ();
CREATE TRIGGER odd_one BEFORE UPDATE ON odd_ones FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER paid BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE films DISABLE TRIGGER touched;
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON staff FOR SELECT USING (name = current_user);
CREATE STATISTICS of_films ON made, rating FROM films;
CREATE SEQUENCE odd AS integer MINVALUE 5 MAXVALUE 50 CYCLE;
ALTER TABLE log REPLICA IDENTITY FULL;
CREATE SCHEMA archive;
CREATE TABLE archive.films (id integer);
)sql");
    for (const std::string_view part :
         {"domain `year` is written in SQL: there is no word for it\n", "partition `payments_2a` is written in SQL: ",
          "table `film_log` is written in SQL: there is no word for `INHERITS (log)`\n", "aggregate `joined`",
          "type `span`", "function `of_film` is written in SQL: another function has its name\n", "procedure `tidy`",
          "view `safe` is written in SQL: there is no word for `WITH (security_barrier=true, check_option=local)`\n",
          "rule `nothing`", "trigger `touched` is written in SQL: another table has a trigger of its name\n",
          "state of trigger `touched`", "row security `staff`", "policy `own`", "statistics `of_films`",
          "options of sequence `odd`", "replica identity `log`", "comment `titles`",
          "schema `archive` is left out: adopt reads the current schema, and those that --schema names"})
        EXPECT_NE(remarks.find(part), std::string::npos) << part << " is not in\n" << remarks;
    // A serial column needs no key, and partitions are parts of their table.
    EXPECT_EQ(remarks.find("`payments`"), std::string::npos) << remarks;
}

// What is in other schemas, of which some has the name of something in the current one.
TEST_F(PostgresqlTool, AdoptsTheSchemasThatAreNamed) {
    const std::string remarks = adopted_twice(R"sql(
CREATE SCHEMA audit;
CREATE SCHEMA "Old ones";
CREATE SCHEMA elsewhere;
CREATE TABLE elsewhere.places (id integer PRIMARY KEY);
CREATE TYPE audit.mood AS ENUM ('so so', 'it''s');
CREATE SEQUENCE audit.numbers START 7 INCREMENT 2;
CREATE FUNCTION audit.twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE FUNCTION either() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION audit.either() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE DOMAIN audit.year AS integer CHECK (VALUE > 1900);
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, CHECK (name <> ''));
CREATE TABLE audit.users (no serial PRIMARY KEY, user_id integer REFERENCES users, mood audit.mood DEFAULT 'it''s' NOT NULL, CHECK (no > 0));
CREATE TABLE audit.visits (id serial PRIMARY KEY, by integer REFERENCES audit.users, made audit.year, part_of integer, twice integer DEFAULT audit.twice(2));
CREATE TABLE "Old ones".marks (id serial PRIMARY KEY, user_id integer REFERENCES users, visit integer REFERENCES audit.visits);
ALTER TABLE audit.users ADD last integer REFERENCES "Old ones".marks;
CREATE INDEX by_user ON users (name);
CREATE INDEX by_user ON audit.users (user_id) WHERE user_id > 0;
COMMENT ON COLUMN audit.visits.made IS 'in which year';
CREATE VIEW names AS SELECT u.name, a.mood FROM users u JOIN audit.users a ON a.user_id = u.id;
CREATE VIEW audit.names AS SELECT count(*) AS number FROM audit.visits;
CREATE VIEW audit.safe WITH (security_barrier) AS SELECT no FROM audit.users;
CREATE MATERIALIZED VIEW audit.sums AS SELECT by, count(*) AS visits FROM audit.visits GROUP BY by;
CREATE UNIQUE INDEX ix_sums ON audit.sums (by);
CREATE TABLE audit.days (day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE audit.days_1 PARTITION OF audit.days FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE FUNCTION audit.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON audit.users FOR EACH ROW EXECUTE FUNCTION audit.touch();
CREATE TRIGGER touched BEFORE UPDATE OR INSERT ON audit.visits FOR EACH ROW EXECUTE FUNCTION audit.touch();
ALTER TABLE audit.visits ENABLE ROW LEVEL SECURITY;
)sql",
                                              {"audit", "Old ones"});
    for (const std::string_view part :
         {"domain `audit.year` is written in SQL: there is no word for it\n", "partition `audit.days_1` is written",
          "function `either` is written in SQL: another schema has a function of its name\n",
          "view `audit.safe` is written in SQL: there is no word for `WITH (security_barrier=true)`\n",
          "row security `audit.visits`",
          "schema `elsewhere` is left out: adopt reads the current schema, and those that --schema names\n"})
        EXPECT_NE(remarks.find(part), std::string::npos) << part << " is not in\n" << remarks;
}

TEST_F(PostgresqlTool, AdoptsOnlySchemasThatAreThere) {
    db.execute(
        "CREATE SCHEMA audit; CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.places (id integer PRIMARY KEY);"
        "CREATE TABLE audit.marks (id integer PRIMARY KEY, place integer REFERENCES elsewhere.places)");
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const transcript gone = run<nothing>("adopt --schema audit --schema gone");
    EXPECT_EQ(gone.code, 1);
    EXPECT_EQ(gone.err, "FAILED: the database has no schema `gone`. It has `audit`, `elsewhere`, `public`\n");
    const transcript one = run<nothing>("adopt --dry-run --schema audit");
    EXPECT_NE(one.err.find("Note: foreign key `audit.marks_place_fkey` is left out: it references elsewhere.places, "
                           "which is not read. Name its schema by --schema, or correct it by hand\n"),
              std::string::npos)
        << one;
    // The current schema may be named as well.
    const transcript both = run<nothing>("adopt --dry-run --models --schema public --schema audit --schema elsewhere");
    for (const char* const part :
         {"            al::create_schema(\"audit\"),\n", "            al::create_schema(\"elsewhere\"),\n",
          ".named(\"places_pkey\"),\n                al::in_schema(\"elsewhere\")),\n            "
          "al::create_table(\"marks\",",
          ".references(\"places\", \"id\", al::in_schema(\"elsewhere\"))",
          ".named(\"places_pkey\"),\n    al::in_schema(\"elsewhere\"));\ninline constexpr auto marks = "
          "al::table(\"marks\","})
        EXPECT_NE(both.out.find(part), std::string::npos) << part << " is not in\n" << both;
    EXPECT_EQ(both.err.find("left out"), std::string::npos) << both;
    EXPECT_EQ(both.err.find("Warning"), std::string::npos) << both;
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
