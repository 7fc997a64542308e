// SPDX-License-Identifier: BSL-1.0
// The tool on MariaDB: what it says of a database is what it says of a file, and its scripts are for the client.
#include "../../../examples/digital_market/history.hpp"
#include "../../servers/mariadb.hpp"
#include "../cli/server_tool_test.hpp"

#include <string>

namespace {

inline constexpr auto only = al::settings()
                                 .dialects(al::mariadb)
                                 .level(al::rule::requires_value, al::level::off)
                                 .level(al::rule::unique_for_writers, al::level::off);
inline constexpr al::history<only, shop::empty_start, shop::initial_tables, shop::add_hidden_content,
                             shop::add_payment_id, shop::add_payment_type>
    history{};
inline constexpr al::history<only> nothing{};

using MariadbTool = server_tool_test<test::mariadb_database, history, nothing>;

TEST_F(MariadbTool, MigratesAndTellsWhereItIs) { migrate_and_tell_where_it_is(); }

TEST_F(MariadbTool, ChecksAndVerifies) {
    check_and_verify("ALTER TABLE users MODIFY username varchar(40)", "type varchar(40) instead of varchar(255)");
}

TEST_F(MariadbTool, TakesOverADatabase) { take_over_a_database(); }

TEST_F(MariadbTool, WritesTheFirstRevision) {
    write_the_first_revision(
        "CREATE VIEW cheap AS SELECT name FROM products WHERE price < 10; CREATE INDEX by_price ON products (price "
        "DESC); ALTER TABLE products ADD CHECK (price < 1000000); CREATE INDEX by_name ON products (name(10));"
        "CREATE TRIGGER one BEFORE INSERT ON products FOR EACH ROW SET NEW.price = 1",
        "",
        {"al::create_table(\"users\",", "al::column(\"telegram_id\", al::bigint, al::not_null",
         "al::foreign_key(\"category_id\").references(\"categories\", \"id\")", "al::create_view(\"cheap\"",
         "al::index(\"by_price\", al::desc(\"price\"))", "al::check(\"`price` < 1000000\")",
         "al::index(\"by_name\", al::asc(\"name\").prefix(10))",
         "al::create_trigger(\"one\", al::before, al::insert, \"products\""});
}

// In the manner of a program for companies, with what has no word.
TEST_F(MariadbTool, AdoptsWhatHasNoWord) {
    const std::string remarks = adopted_twice(R"sql(
SET sql_mode = '';
CREATE TABLE companies (id int unsigned NOT NULL AUTO_INCREMENT, name varchar(120) COLLATE utf8mb4_unicode_ci NOT NULL, code char(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, vat decimal(5, 2) unsigned NOT NULL DEFAULT 19.00, updated timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), flags set('a', 'b') NOT NULL DEFAULT 'a,b', kind enum('customer', 'supplier') NOT NULL DEFAULT 'customer', info longtext, PRIMARY KEY (id), UNIQUE KEY uq_code (code), FULLTEXT KEY ft (info)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='of all';
CREATE TABLE products (id bigint unsigned NOT NULL AUTO_INCREMENT, company_id int unsigned, sku varchar(64) NOT NULL, price decimal(12, 4) NOT NULL DEFAULT 0, gross decimal(14, 4) GENERATED ALWAYS AS (price * 1.19) STORED, attrs json, size smallint(5) unsigned zerofill NOT NULL DEFAULT 0, bits bit(8) NOT NULL DEFAULT b'101', PRIMARY KEY (id), UNIQUE KEY uq (company_id, sku), KEY ix_price (price DESC), KEY ix_sku (sku(10)), CONSTRAINT fk_company FOREIGN KEY (company_id) REFERENCES companies (id) ON DELETE SET NULL, CONSTRAINT positive CHECK (price >= 0)) ROW_FORMAT=REDUNDANT;
CREATE TABLE old (id int PRIMARY KEY, day date NOT NULL DEFAULT '0000-00-00', at datetime NOT NULL DEFAULT '0000-00-00 00:00:00');
CREATE TABLE log (id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (to_days(day)) (PARTITION p0 VALUES LESS THAN (738000), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE kept (id int PRIMARY KEY, x int) WITH SYSTEM VERSIONING;
CREATE TABLE nodes (id int PRIMARY KEY, hidden int INVISIBLE DEFAULT 3, parent int, KEY ix_parent (parent) IGNORED);
CREATE TABLE rows_of (tenant int NOT NULL, n int NOT NULL AUTO_INCREMENT, PRIMARY KEY (tenant, n), KEY (n));
CREATE TABLE sessions (id varchar(40) NOT NULL, PRIMARY KEY (id)) ENGINE=MEMORY;
CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 2;
CREATE FUNCTION next_of(x int) RETURNS int DETERMINISTIC RETURN x + 1;
CREATE PROCEDURE tidy(IN x int) BEGIN DELETE FROM log WHERE id = x; SELECT "done"; END;
CREATE VIEW z_cheap AS SELECT id, sku FROM products WHERE price < 10 WITH CASCADED CHECK OPTION;
CREATE VIEW a_cheaper AS SELECT id, next_of(id) AS n FROM z_cheap;
CREATE SQL SECURITY INVOKER VIEW numbered AS SELECT n FROM rows_of;
CREATE TRIGGER upper_sku BEFORE INSERT ON products FOR EACH ROW SET NEW.sku = upper(NEW.sku);
CREATE TRIGGER quoted BEFORE UPDATE ON products FOR EACH ROW SET NEW.sku = concat(NEW.sku, "x");
CREATE EVENT daily ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM sessions;
)sql");
    for (const std::string_view part :
         {"table `products` is written in SQL: there is no word for `row_format=REDUNDANT`\n",
          "table `old` is written in SQL: there is no word for `a date of zeros`\n",
          "table `log` is written in SQL: there is no word for `partitioned`\n", "table `kept` is written in SQL: ",
          "table `nodes` is written in SQL: there is no word for `INVISIBLE, an index that is not used`\n",
          "table `rows_of` is written in SQL: in words it would be refused: [AL217]",
          "table `sessions` is written in SQL: there is no word for `USING HASH of a key`\n", "sequence `numbers`",
          "function `next_of`", "procedure `tidy`",
          "view `z_cheap` is written in SQL: there is no word for `WITH CASCADED CHECK OPTION`\n",
          "view `numbered` is written in SQL: there is no word for `SQL SECURITY INVOKER`\n",
          "trigger `quoted` is written in SQL: its sql_mode is another\n", "event `daily`"})
        EXPECT_NE(remarks.find(part), std::string::npos) << part << " is not in\n" << remarks;
    EXPECT_EQ(remarks.find("`companies`"), std::string::npos) << remarks;
}

TEST_F(MariadbTool, ScriptsThroughTheClientDoTheSame) {
    const std::string script = market("script").out;
    EXPECT_EQ(script, (al::script<history, al::mariadb>));
    EXPECT_EQ(market("upgrade heads --sql").out, script);
    const std::string output = test::run_script(own, script);
    EXPECT_TRUE(output.ends_with("applied\n")) << output;
    EXPECT_EQ(market("current -q").out, "5ca0f991801d\n");
    EXPECT_EQ(market("check").code, 0);
    const std::string down = test::run_script(own, market("downgrade head:2fda --sql").out);
    EXPECT_TRUE(down.ends_with("applied\n")) << down;
    EXPECT_EQ(market("current -q").out, "2fda6446e69f\n");
    EXPECT_EQ(market("upgrade --verify -q").code, 0);
}

TEST_F(MariadbTool, SaysWhatIsWrongWithAUrl) {
    const auto error = [&](const char* url) { return run_tool<history>({"current", "-d", url}).err; };
    const std::string gone = error("mariadb://me:secret@/shop?socket=/nowhere");
    EXPECT_TRUE(gone.starts_with("FAILED: cannot connect to `mariadb://me:***@/shop?socket=/nowhere`: ")) << gone;
    EXPECT_NE(error("mariadb://me@/shop?sokcet=/nowhere").find("the parameter `sokcet` is not known"),
              std::string::npos);
    const std::string other = "mysql" + own.url().substr(own.url().find(':'));
    EXPECT_EQ(error(other.c_str()),
              "FAILED: the history is not written for MySQL. Name it in settings().dialects(...)\n");
}

}  // namespace
