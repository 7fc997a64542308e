// SPDX-License-Identifier: BSL-1.0
// Where a statement ends, and whether it is complete: the library compared with SQLite and its shell.
#include <aludel/dialect/sqlite/stored_object.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>
#include <string>

namespace {

using namespace aludel::syntax;
using aludel::sqlite_dialect::refusal_of;

static_assert(flaw_of_statements("UPDATE t SET x = 3 /* unterminated") == text_flaw::comment);
static_assert(flaw_of_statements("UPDATE t SET x = 3 /*/") == text_flaw::comment);
static_assert(flaw_of_statements("UPDATE t SET x = 3 /**/") == text_flaw::none);
static_assert(flaw_of_statements("UPDATE t SET x = 3 -- one more") == text_flaw::none);
static_assert(flaw_of_statements("UPDATE t SET x = ';''' /* ' */; ; -- '") == text_flaw::none);
static_assert(flaw_of_statements("UPDATE t SET x = 'it''s") == text_flaw::string);
static_assert(flaw_of_statements("UPDATE \"t SET x = 'a'") == text_flaw::quoted_name);
static_assert(flaw_of_statements("UPDATE [t SET x = 'a'") == text_flaw::quoted_name);
static_assert(flaw_of_statements("UPDATE `t SET x = 'a'") == text_flaw::quoted_name);
static_assert(flaw_of_statements("UPDATE t SET x = (1") == text_flaw::parenthesis);
static_assert(flaw_of_statements("UPDATE t SET x = 1)") == text_flaw::parenthesis);
static_assert(flaw_of_statements("UPDATE t SET x = (1; DELETE FROM t") == text_flaw::parenthesis);
static_assert(flaw_of_statements(" -- nothing\n;; /* at all */") == text_flaw::empty);
static_assert(flaw_of_statements("\n.shell true") == text_flaw::no_statement);
static_assert(flaw_of_statements(std::string_view("SELECT 1\0", 9)) == text_flaw::nul);
static_assert(flaw_of_statements("SELECT 'a\r\nb'") == text_flaw::line_break);
static_assert(flaw_of_statements("SELECT 'a\rb',\r\n1") == text_flaw::none);
static_assert(flaw_of_statements("UPDATE t SET x = y\n / \r\n2") == text_flaw::terminator &&
              flaw_of_expression("y\n/ -- by\n2") == text_flaw::terminator);
static_assert(flaw_of_statements("SELECT a\nGo") == text_flaw::terminator &&
              flaw_of_statements("SELECT a\ngo /* x */") == text_flaw::terminator);
static_assert(flaw_of_statements("SELECT '\n/\n', a / 2, a\n/ 2, go\n, \"\ngo\n\" /*\n/\n*/") == text_flaw::none);
static_assert(flaw_of_statements("CREATE TEMP TRIGGER a AFTER UPDATE ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END") ==
              text_flaw::none);
static_assert(flaw_of_statements("CREATE TRIGGER a AFTER UPDATE ON t BEGIN SELECT CASE WHEN 1 THEN 2 END;") ==
              text_flaw::body);
static_assert(flaw_of_statements("CREATE TRIGGER a AFTER UPDATE ON t BEGIN SELECT end; END DROP TABLE t") ==
              text_flaw::tail);
static_assert(flaw_of_expression("x > 0") == text_flaw::none && flaw_of_expression("x > ')'") == text_flaw::none);
static_assert(flaw_of_expression("x > 0 -- never") == text_flaw::ends_in_comment &&
              flaw_of_expression("x > 0 -- never\n") == text_flaw::none);
static_assert(flaw_of_expression("x) > (0") == text_flaw::parenthesis &&
              flaw_of_expression("x; y") == text_flaw::semicolon);
static_assert(flaw_of_expression(" ") == text_flaw::empty && flaw_of_expression("/* x") == text_flaw::comment);

constexpr bool sound(std::string_view type, std::string_view sql) {
    return refusal_of({type, "a\"x", "t", sql}).empty();
}
static_assert(sound("index", "CREATE UNIQUE INDEX \"a\"\"x\" ON [T](b) WHERE b = 'x;'"));
static_assert(sound("index", "CREATE INDEX 'a\"x' ON `t`(b) WHERE b = 'x\r\n';"));
static_assert(!sound("index", "CREATE INDEX \"a\"\"x\" ON t(b); DELETE FROM a"));
static_assert(!sound("index", "CREATE INDEX \"a\"\"x\" ON t(b) WHERE b = 'x\r\n'; DELETE FROM a"));
static_assert(!sound("index", "CREATE INDEX \"a\"\"y\" ON t(b)") && !sound("index", "CREATE INDEX \"a\"\"x\" ON u(b)"));
static_assert(!sound("index", "CREATE TABLE \"a\"\"x\"(b)") && !sound("index", "DELETE FROM t") && !sound("index", ""));
static_assert(!sound("index", "CREATE INDEX \"a\"\"x\" ON t(b) WHERE $x(') ; DELETE FROM a; --')"));
static_assert(sound("trigger", "CREATE TRIGGER `a\"x` AFTER UPDATE OF b ON main.t BEGIN DELETE FROM u; END"));
static_assert(!sound("trigger", "CREATE TRIGGER `a\"x` AFTER UPDATE OF b ON t BEGIN DELETE FROM u; END; DROP TABLE u"));
static_assert(!sound("trigger", "CREATE TRIGGER `a\"x` AFTER UPDATE OF b ON t BEGIN DELETE FROM u; END DROP TABLE u"));
static_assert(sound("view", "CREATE VIEW [a\"x] AS SELECT 1") &&
              !sound("view", "CREATE VIEW [a\"x] AS SELECT 1; SELECT 2"));

/// Random texts of pieces that are easily misread.
std::string random_text(std::mt19937& random) {
    static const char* const pieces[] = {"'",        "\"",     "`",    "[",  "]", "--", "/*",  "*/",      "/",
                                         "*",        "\n",     "\r\n", " ",  ";", ";",  "END", "CREATE ", "TEMP ",
                                         "TRIGGER ", "BEGIN ", "x",    "x'", "a", "1",  "(",   ")",       "''",
                                         "\"\"",     "CASE ",  "\t",   "é",  "-", "$a", "."};
    std::string text = random() % 3 == 0 ? "CREATE TRIGGER a BEGIN x;" : random() % 2 == 0 ? "CREATE " : "SELECT ";
    for (std::size_t n = random() % 12; n != 0; --n) text += pieces[random() % std::size(pieces)];
    return text;
}

// The shell splits a script with sqlite3_complete: what the library calls complete ends there, and nothing else does.
TEST(TextCheck, TakesForCompleteWhatTheShellDoes) {
    std::mt19937 random(7);
    std::size_t complete = 0, incomplete = 0;
    for (int i = 0; i < 300'000; ++i) {
        const std::string text = random_text(random);
        text_check check(text);
        while (check.next()) {}
        const text_flaw flaw = check.flaw();
        // Left to the parser.
        if (flaw == text_flaw::parenthesis || flaw == text_flaw::no_statement || flaw == text_flaw::tail) continue;
        const bool whole = flaw == text_flaw::none;
        ASSERT_EQ(sqlite3_complete((text + "\n;").c_str()) != 0, whole) << text;
        ++(whole ? complete : incomplete);
    }
    EXPECT_GT(complete, 10'000U);
    EXPECT_GT(incomplete, 10'000U);
}

// Text after the first statement that SQLite would execute is always detected.
TEST(TextCheck, FindsEveryTailThatSqliteFinds) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_exec(db, "CREATE TABLE t(a, b, x)", nullptr, nullptr, nullptr);
    std::mt19937 random(11);
    static const char* const begins[] = {
        "CREATE INDEX i ON t(a)",
        "CREATE INDEX i ON t(a) WHERE a = 'x' ",
        "CREATE TRIGGER i AFTER DELETE ON t BEGIN SELECT 1; END ",
        "CREATE TRIGGER i AFTER DELETE ON t BEGIN SELECT CASE WHEN a THEN b END FROM t; END",
        "CREATE INDEX i ON t(a /* ",
        "CREATE INDEX i ON t(a) -- "};
    static const char* const pieces[] = {
        ";",   "; DELETE FROM t", "'",   "\"", "--", "/*", "*/", "\n", " ", "END", ")", "]", "[", "x",
        "'';", "WHERE ",          "$a(", "1"};
    std::size_t tails = 0, sound = 0;
    for (int i = 0; i < 60'000; ++i) {
        std::string text = begins[random() % std::size(begins)];
        for (std::size_t n = random() % 7; n != 0; --n) text += pieces[random() % std::size(pieces)];
        sqlite3_stmt* first = nullptr;
        const char* tail = nullptr;
        const bool prepared = sqlite3_prepare_v2(db, text.c_str(), -1, &first, &tail) == SQLITE_OK && first != nullptr;
        sqlite3_finalize(first);
        if (!prepared) continue;
        const bool refused =
            !refusal_of({text.find("TRIGGER") == std::string::npos ? "index" : "trigger", "i", "t", text}).empty();
        // Anything but spaces, comments and semicolons is another statement, or is not SQL.
        bool more = false;
        while (*tail != '\0' && !more) {
            sqlite3_stmt* next = nullptr;
            const char* rest = nullptr;
            more = sqlite3_prepare_v2(db, tail, -1, &next, &rest) != SQLITE_OK || next != nullptr;
            sqlite3_finalize(next);
            tail = rest;
        }
        if (more) {
            ASSERT_TRUE(refused) << text;
            ++tails;
        } else if (!refused) {
            ++sound;
        }
    }
    sqlite3_close(db);
    EXPECT_GT(tails, 1'000U);
    EXPECT_GT(sound, 1'000U);
}

}  // namespace
