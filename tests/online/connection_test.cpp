// SPDX-License-Identifier: BSL-1.0
#include "online_test.hpp"

#include <aludel/connection/configuration.hpp>

#include <stdexcept>

namespace {

using connection = online_test;

static_assert(al::connection<al::sqlite3::connection>);
static_assert(al::connection<al::sqlite3::connection&>);
static_assert(!al::connection<int>);
static_assert(std::is_nothrow_move_constructible_v<al::sqlite3::connection> &&
              !std::is_copy_constructible_v<al::sqlite3::connection>);

TEST_F(connection, opens_files_in_three_ways) {
    EXPECT_THROW(al::sqlite3::connection(path(), al::sqlite3::open_mode::read_only), al::connection_error);
    EXPECT_THROW(al::sqlite3::connection(path(), al::sqlite3::open_mode::read_write), al::connection_error);
    try {
        al::sqlite3::connection db((folder / "no" / "folder.db").string());
        FAIL();
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.code() & 0xFF, SQLITE_CANTOPEN);
        EXPECT_NE(std::string(error.what()).find("folder.db`: unable to open database file"), std::string::npos)
            << error.what();
    }
    al::sqlite3::connection(path()).execute("CREATE TABLE t (a)");
    al::sqlite3::connection read(path(), al::sqlite3::open_mode::read_only);
    EXPECT_THROW(read.execute("CREATE TABLE u (a)"), al::connection_error);
    EXPECT_EQ(read.dialect(), (al::op::dialect{al::op::dialect_id::sqlite, sqlite3_libversion_number()}));
}

TEST_F(connection, opens_urls) {
    const std::string absolute = "sqlite:///" + path();
    al::sqlite3::connection::from_url(absolute).execute("CREATE TABLE t (a)");
    EXPECT_TRUE(std::filesystem::exists(path()));
    EXPECT_THROW(al::sqlite3::connection::from_url(absolute + "?mode=ro").execute("CREATE TABLE u (a)"),
                 al::connection_error);
    EXPECT_THROW(al::sqlite3::connection::from_url("sqlite:///" + path("none.db") + "?mode=rw"), al::connection_error);
    EXPECT_EQ(
        cell_of(*std::make_unique<al::sqlite3::connection>(al::sqlite3::connection::from_url("sqlite:///:memory:")),
                "SELECT 1"),
        "1");
    EXPECT_EQ(
        cell_of(*std::make_unique<al::sqlite3::connection>(al::sqlite3::connection::from_url("sqlite://")), "SELECT 1"),
        "1");
    EXPECT_EQ(al::database_url("sqlite:///shop.db").path, "shop.db");
    EXPECT_EQ(al::database_url("sqlite:////var/shop.db").path, "/var/shop.db");
    EXPECT_EQ(al::database_url("postgresql://me@host:1/shop?a=b").authority, "me@host:1");

    const auto refused = [](std::string_view url, std::string_view words) {
        try {
            al::sqlite3::connection::from_url(url);
            FAIL() << url;
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string_view(error.what()).find(words), std::string_view::npos) << error.what();
        }
    };
    refused("shop.db", "`shop.db` is no database URL. Write one like sqlite:///shop.db");
    refused("", "is no database URL");
    refused("postgresql://host/shop", "begins with sqlite:///");
    refused("sqlite://shop.db", "three slashes");
    refused("sqlite:///shop.db?cache=shared", "only options");
}

TEST_F(connection, executes_several_statements_and_counts_the_rows_of_the_last_change) {
    al::sqlite3::connection db(":memory:");
    db.execute(
        "CREATE TABLE t (a, b); -- a remark; with a semicolon\n INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, "
        "x'6100'); /* the end */ ;");
    EXPECT_EQ(db.execute("UPDATE t SET b = b WHERE a > 1"), 2);
    EXPECT_EQ(db.execute("UPDATE t SET b = b WHERE a > 3"), 0);
    EXPECT_EQ(db.execute(""), 0);
    EXPECT_EQ(db.query("SELECT a, b, 1.5 FROM t"),
              (al::query_result{{"1", "x", "1.5"}, {"2", std::nullopt, "1.5"}, {"3", std::string("a\0", 2), "1.5"}}));
    EXPECT_EQ(db.query("SELECT '' , x''"), (al::query_result{{"", ""}}));

    EXPECT_THROW(db.execute("INSERT INTO t VALUES (4, 4); nonsense"), al::connection_error);
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM t"), "4") << "what stands before an error has been done";
    EXPECT_THROW(db.execute(std::string_view("SELECT 1\0; DROP TABLE t", 23)), al::connection_error);
    try {
        db.execute("CREATE UNIQUE INDEX i ON t (a); INSERT INTO t VALUES (1, 1)");
        FAIL();
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.code(), SQLITE_CONSTRAINT_UNIQUE);
        EXPECT_STREQ(error.what(), "UNIQUE constraint failed: t.a");
    }
    EXPECT_EQ(sqlite3_next_stmt(db.handle(), nullptr), nullptr) << "every statement is finalized";
}

TEST_F(connection, moves) {
    al::sqlite3::connection first(":memory:");
    first.execute("CREATE TABLE t (a)");
    al::sqlite3::connection second(std::move(first));
    al::sqlite3::connection third(":memory:");
    third = std::move(second);
    EXPECT_EQ(cell_of(third, "SELECT count(*) FROM t"), "0");
}

/// The lines of a file of options, as text.
std::string options_in(const std::string& text) {
    std::istringstream input(text);
    std::string result;
    for (const al::option_line& each : al::read_option_lines(input)) {
        result += each.section + '/' + each.name + ':';
        for (const std::string& value : each.values) result += '<' + value + '>';
        result += ' ';
    }
    return result;
}

TEST(options, lines_are_read_as_ini_and_as_toml) {
    EXPECT_EQ(options_in(""), "");
    EXPECT_EQ(options_in("database = \"sqlite:///shop.db\"\nwait=30\n"), "/database:<sqlite:///shop.db> /wait:<30> ");
    EXPECT_EQ(options_in("\xEF\xBB\xBFquiet\r\n\r\n# nothing\n; nothing\n"), "/quiet:<true> ");
    EXPECT_EQ(options_in("[script]\ntag = 'a \"b\" c' # why\nsql = true\n"),
              "script/: script/tag:<a \"b\" c> script/sql:<true> ");
    EXPECT_EQ(options_in("tag = \"a \\\"b\\\" \\\\ c\" ; why"), "/tag:<a \"b\" \\ c> ");
    EXPECT_EQ(options_in("database = [\"a, b\",\n  # the second\n  'c' , d#e ]\n"), "/database:<a, b><c><d#e> ");
    EXPECT_EQ(options_in("ignore = tmp_*, my table\nexclude = a b"), "/ignore:<tmp_*><my table> /exclude:<a><b> ");
    EXPECT_EQ(options_in("ignore = a\nignore = b\n[x]\nignore = c"), "/ignore:<a><b> x/: x/ignore:<c> ");
    EXPECT_EQ(options_in("file_template = {id}"), "/file-template:<{id}> ");
    EXPECT_EQ(options_in("tag = don't"), "/tag:<don't> ");
    EXPECT_EQ(options_in("a = []\nb =\n[default]\nc = ''"), "/a: /b:<> /c:<> ");
    EXPECT_EQ(options_in("url = sqlite:///a;b.db?mode=ro"), "/url:<sqlite:///a;b.db?mode=ro> ");
    for (const char* const wrong : {"tag = \"open", "a = 1\nb = [1,\n2", "x = ['a"}) {
        EXPECT_THROW(options_in(wrong), std::invalid_argument) << wrong;
    }
}

using configuration = online_test;

TEST_F(configuration, is_read_from_a_file_and_the_environment) {
    std::ofstream(path("aludel.ini"))
        << "database = \"sqlite:///data/shop.db\"\nwait = 0.5\nquiet = true\n[upgrade]\n"
           "argument = [\"who=me\", \"how=well\"]\nallow_edited = yes\n[script]\ntag = x\n";
    const al::configuration read = al::read_configuration(path("aludel.ini"));
    EXPECT_EQ(read.database, "sqlite:///" + folder.string() + "/data/shop.db");
    EXPECT_EQ(read.migration.busy_timeout->milliseconds(), 500);
    EXPECT_EQ(read.migration.arguments, (strings{"who=me", "how=well"}));
    EXPECT_TRUE(read.migration.allow_edited);
    EXPECT_FALSE(read.migration.take_over);
    EXPECT_FALSE(al::read_configuration(path("aludel.ini"), "downgrade").migration.allow_edited);
    ::setenv("ALUDEL_DATABASE_URL", "sqlite:///other.db", 1);
    EXPECT_EQ(al::read_configuration(path("aludel.ini")).database, "sqlite:///other.db");
    std::filesystem::current_path(folder);
    EXPECT_EQ(al::read_configuration().migration.busy_timeout->milliseconds(), 500);
    std::filesystem::remove(path("aludel.ini"));
    EXPECT_EQ(al::read_configuration().database, "sqlite:///other.db");
    ::unsetenv("ALUDEL_DATABASE_URL");
    try {
        al::read_configuration();
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_TRUE(
            std::string(error.what()).starts_with("there is no aludel.ini, and ALUDEL_DATABASE_URL is not set."))
            << error.what();
    }
}

TEST_F(configuration, says_what_is_wrong_with_it_without_its_secrets) {
    const auto error_in = [&](const char* text) {
        std::ofstream(path("aludel.ini")) << text;
        try {
            al::read_configuration(path("aludel.ini"));
        } catch (const std::invalid_argument& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    const std::string file = '`' + path("aludel.ini") + '`';
    EXPECT_EQ(error_in("wait = 5\n"),
              file +
                  " names no database, and ALUDEL_DATABASE_URL is not set. Write `database = "
                  "\"sqlite:///path\"` above the first section of aludel.ini");
    EXPECT_EQ(error_in("database = [\"sqlite:///a\", \"sqlite:///b\"]"),
              file + ": `database` has 2 values, and a program has one database");
    EXPECT_EQ(error_in("wait = postgresql://me:hush@host/shop"),
              file + ": `postgresql://me:***@host/shop` is no number of seconds from 0 to 86400");
    EXPECT_EQ(error_in("[upgrade]\ntake-over = perhaps"),
              file + ": `take-over` is `perhaps`, which is neither true nor false");
    EXPECT_EQ(error_in("database = \"sqlite:///a"), file + ": line 1: a quote is not closed");
}

}  // namespace
