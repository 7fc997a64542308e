// SPDX-License-Identifier: BSL-1.0
// Foreign text where a line or a terminal would interpret it: one escaped form everywhere, in constant expressions too.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

namespace al = aludel;
using al::detail::line_breaks;
using al::detail::visible;

TEST(visible_text, control_characters_are_written_out) {
    EXPECT_EQ(visible("plain, ~ and \\ stay"), "plain, ~ and \\ stay");
    EXPECT_EQ(visible("a\x1b[31mb\x7f"), "a\\x1b[31mb\\x7f");
    EXPECT_EQ(visible(std::string_view("a\0b", 3)), "a\\x00b");
    EXPECT_EQ(visible("a\nb\tc\rd\v"), "a\\nb\\tc\\rd\\x0b");
    EXPECT_EQ(visible("\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0"), "\\u{80}\\u{9b}\\u{9f}\xC2\xA0") << "C1; a space is none";
    EXPECT_EQ(visible("\xE2\x80\xAA\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C"),
              "\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{061c}");
    EXPECT_EQ(visible("\xC2\x85\xE2\x80\xA8\xE2\x80\xA9"), "\\u{85}\\u{2028}\\u{2029}");
    EXPECT_EQ(visible("gr\xC3\xBC\xC3\x9F\x65 \xE6\x97\xA5 \xF0\x9F\x98\x80 \xD8\xA7"),
              "gr\xC3\xBC\xC3\x9F\x65 \xE6\x97\xA5 \xF0\x9F\x98\x80 \xD8\xA7")
        << "letters of all scripts";
}

TEST(visible_text, bytes_that_are_no_utf_8) {
    EXPECT_EQ(visible("\x80 \xBF \xFE\xFF"), "\\x80 \\xbf \\xfe\\xff");
    EXPECT_EQ(visible("\xC0\x9B \xE0\x80\x9B \xF0\x80\x80\x9B"), "\\xc0\\x9b \\xe0\\x80\\x9b \\xf0\\x80\\x80\\x9b")
        << "overlong";
    EXPECT_EQ(visible("\xED\xA0\x80 \xF4\x90\x80\x80 \xF5\x80\x80\x80"),
              "\\xed\\xa0\\x80 \\xf4\\x90\\x80\\x80 \\xf5\\x80\\x80\\x80")
        << "surrogate, too large";
    EXPECT_EQ(visible("\xC3"), "\\xc3");
    EXPECT_EQ(visible("\xE2\x80"), "\\xe2\\x80");
    EXPECT_EQ(visible("\xF0\x9F\x98x"), "\\xf0\\x9f\\x98x");
}

TEST(visible_text, line_breaks_as_asked) {
    EXPECT_EQ(visible("a\n\tb\r\x1b", line_breaks::kept), "a\n\tb\\r\\x1b");
    EXPECT_EQ(visible("a\n\tb\r\v\f\x1b\xC2\x85", line_breaks::spaces), "a  b   \\x1b\\u{85}");
    const std::string once = visible("\x1b\n\xFF");
    EXPECT_EQ(visible(once), once);
}

TEST(visible_text, redacted_urls) {
    EXPECT_EQ(al::redacted_url("sqlite:///shop.db"), "sqlite:///shop.db");
    EXPECT_EQ(al::redacted_url("sqlite:///shop.db?mode=ro"), "sqlite:///shop.db?mode=ro");
    EXPECT_EQ(al::redacted_url("mysql://me@host/shop"), "mysql://me@host/shop");
    EXPECT_EQ(al::redacted_url("mysql://me:secret@host:1/shop"), "mysql://me:***@host:1/shop");
    for (const char* const url : {"mysql://me:hush@host/shop",
                                  "mysql://me:hush:hush@host/shop",
                                  "mysql://me:hu@sh/hush@host/shop",
                                  "mysql://me:hu?sh=hush@host/shop",
                                  "mysql://:hush@host",
                                  "mysql://me:hush@",
                                  "me:hush@host/shop",
                                  "mysql:me:hush@host",
                                  "mysql:/me:hush@host",
                                  "postgresql://host/shop?password=hush",
                                  "postgresql://host/shop?user=me&PassWord=hush&x=1",
                                  "postgresql://host/shop?password=a:hush@b",
                                  "mysql://me:hush?key=hush@host",
                                  "postgresql://host/shop?sslpassword=hush",
                                  "postgresql://host/shop?p%61ssword=hush",
                                  "host=there password=hush user=me",
                                  "host=there password='a hush' user=me",
                                  "Server=there;Uid=me;Pwd=hush;",
                                  "password=hush",
                                  "file:shop.db?key=hush",
                                  "shop.db?hexkey=hush",
                                  "mysql://me:hush\n@host",
                                  "me:hush@x://y",
                                  "me:hu://sh@hush:hush@x"})
        EXPECT_EQ(al::redacted_url(url).find("hush"), std::string::npos) << al::redacted_url(url);
    EXPECT_EQ(al::with_redacted_urls("`mysql://a:b@c` and a:b@c are not `x://y:z@w/`"),
              "`mysql://a:***@c` and a:b@c are not `x://y:***@w/`");
    EXPECT_EQ(al::with_redacted_urls("PRIMARY KEY=1\n--d=mysql://a:b c@d"), "PRIMARY KEY=1\n--d=mysql://a:***@d");
    EXPECT_EQ(al::with_redacted_urls("://:@://"), "://:@://");
}

TEST(visible_text, no_password_in_what_is_thrown) {
    for (const char* const url : {"mysql:me:hush@host", "mysql://me:hush@host/shop", "sqlite://me:hush@host/shop",
                                  "sqlite:////none/me:hush@host/shop", "sqlite:///none/shop?key=hush", ""}) {
        try {
            al::sqlite3::connection::from_url(url);
            ADD_FAILURE() << url;
        } catch (const std::exception& error) {
            EXPECT_EQ(std::string(error.what()).find("hush"), std::string::npos) << error.what();
        }
    }
}

// Each text once as it is and once escaped. The statements are the same.
inline constexpr auto evil_settings =
    al::settings().title("shop\nDROP TABLE a; --\r\xC2\x85 DROP TABLE a;\xE2\x80\xA8 DROP TABLE a;\x1b[2J*/");
inline constexpr auto evil_first = al::revision("one\xC2\x85", "first\nDROP TABLE a; --")
                                       .upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)));
inline constexpr auto evil_second =
    al::revision("two\xE2\x80\xA9", "\xE2\x80\xAE\r\nDROP TABLE a;\xE2\x80\xA9;\x7f\xFF")
        .revises("one\xC2\x85")
        .upgrade(al::create_index("i", "a", "id"));
inline constexpr al::history<evil_settings, evil_first, evil_second> evil{};

TEST(visible_text, nothing_leaves_a_comment_of_a_script) {
    constexpr std::string_view sql = al::script<evil, al::sqlite>;
    EXPECT_TRUE(sql.starts_with(
        "-- shop DROP TABLE a; -- \\u{85} DROP TABLE a;\\u{2028} DROP TABLE a;\\x1b[2J*/: base to heads, for SQLite."))
        << sql;
    EXPECT_NE(sql.find("\n-- Running upgrade  -> one\\u{85}, first DROP TABLE a; --\n"), sql.npos) << sql;
    EXPECT_NE(
        sql.find("\n-- Running upgrade one\\u{85} -> two\\u{2029}, \\u{202e}  DROP TABLE a;\\u{2029};\\x7f\\xff\n"),
        sql.npos)
        << sql;
    al::sqlite3::connection db(":memory:");
    db.execute(sql);
    EXPECT_EQ(db.query("SELECT name FROM sqlite_schema WHERE name = 'a'").size(), 1u);
}

TEST(visible_text, a_database_cannot_write_lines_into_errors) {
    al::sqlite3::connection db(":memory:");
    db.execute(
        "CREATE TABLE aludel_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); INSERT INTO aludel_version VALUES "
        "('a' || char(0x9b, 0x202e) || 'b')");
    try {
        al::upgrade<evil>(db);
        FAIL();
    } catch (const al::migration_error& error) {
        EXPECT_NE(std::string_view(error.what()).find("`a\\u{9b}\\u{202e}b`"), std::string_view::npos) << error.what();
    }
    try {
        db.execute(
            "CREATE TABLE t (a); CREATE TRIGGER x BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no\nFAILED: all is "
            "lost\x1b[2J'); END; INSERT INTO t VALUES (1)");
        FAIL();
    } catch (const al::connection_error& error) {
        EXPECT_STREQ(error.what(), "no\\nFAILED: all is lost\\x1b[2J");
    }
}

}  // namespace
