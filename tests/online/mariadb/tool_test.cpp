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
