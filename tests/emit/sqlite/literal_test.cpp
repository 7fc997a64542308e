// SPDX-License-Identifier: BSL-1.0
// Names and values in SQL: quoted so that SQLite reads the same name or value.
#include "database.hpp"

#include <gtest/gtest.h>

#include <array>        // array
#include <charconv>     // to_chars
#include <cmath>        // isfinite
#include <cstdint>      // int64_t, uint64_t
#include <cstdlib>      // strtod
#include <cstring>      // memcpy
#include <limits>       // numeric_limits
#include <random>       // mt19937_64
#include <string>       // string
#include <string_view>  // string_view

namespace {

using namespace test;
using namespace std::string_view_literals;

std::string literal(const op::value& value) {
    al::sql_text sql;
    al::sqlite_dialect::put_value(sql, value);
    return sql.str();
}
std::string real_literal(double number) { return literal({op::value_kind::real, 0, number, {}}); }
std::string text_literal(std::string_view held) { return literal(op::value_of(op::value_kind::text, 0, held)); }
std::string integer_literal(std::int64_t number) { return literal(op::value_of(op::value_kind::integer, number)); }
std::string identifier(std::string_view name) {
    al::sql_text sql;
    al::dialect::put_identifier(sql, name);
    return sql.str();
}

constexpr bool writes(const op::value& value, std::string_view wanted) {
    al::sql_text sql;
    al::sqlite_dialect::put_value(sql, value);
    return sql.view() == wanted;
}
constexpr bool writes_real(double number, std::string_view wanted) {
    return writes({op::value_kind::real, 0, number, {}}, wanted);
}

// The same in constant expressions.
static_assert(writes(op::value_of(op::value_kind::null), "NULL"));
static_assert(writes(op::value_of(op::value_kind::boolean, 1), "1"));
static_assert(writes(op::value_of(op::value_kind::integer, std::numeric_limits<std::int64_t>::min()),
                     "-9223372036854775808"));
static_assert(writes(op::value_of(op::value_kind::text, 0, "it's 'quoted'"), "'it''s ''quoted'''"));
static_assert(writes(op::value_of(op::value_kind::current_timestamp), "CURRENT_TIMESTAMP"));
static_assert(writes(op::value_of(op::value_kind::expression, 0, "1 + 1"), "1 + 1"));
static_assert(writes_real(0.1, "0.1"));
static_assert(writes_real(1.0, "1.0"));
static_assert(writes_real(-2.5, "-2.5"));
static_assert(writes_real(0.0001, "0.0001"));
static_assert(writes_real(1e-7, "1e-7"));
static_assert(writes_real(1e300, "1e300"));
static_assert(writes_real(123456789012345680.0, "1.2345678901234568e17"));
static_assert(writes_real(12345678901234567.0, "12345678901234568.0"));
static_assert(writes_real(5e-324, "5e-324"));
static_assert(writes_real(std::numeric_limits<double>::max(), "1.7976931348623157e308"));
static_assert(writes_real(std::numeric_limits<double>::infinity(), "9e999"));
static_assert(writes_real(-std::numeric_limits<double>::infinity(), "-9e999"));
static_assert(writes_real(std::numeric_limits<double>::quiet_NaN(), "NULL"));

TEST(SqliteLiteral, IntegersAtTheirLimits) {
    database db;
    for (const std::int64_t number :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{10}, std::int64_t{9'999'999'999},
          std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        EXPECT_EQ(db.query("SELECT " + integer_literal(number) + ", typeof(" + integer_literal(number) + ")"),
                  std::to_string(number) + "|'integer'\n");
        db.execute("CREATE TABLE t (a, b INTEGER DEFAULT " + integer_literal(number) + ")");
        db.execute("INSERT INTO t (a) VALUES (1)");
        EXPECT_EQ(db.query("SELECT b FROM t"), std::to_string(number) + "\n");
        db.execute("DROP TABLE t");
    }
}

std::size_t digits_in(std::string_view number) {
    std::string digits;
    for (const char c : number.substr(0, number.find('e')))
        if (c >= '0' && c <= '9') digits += c;
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? 0 : digits.size() - first;
}

void expect_shortest(double number) {
    const std::string ours = real_literal(number);
    const double back = std::strtod(ours.c_str(), nullptr);
    ASSERT_EQ(std::memcmp(&back, &number, sizeof number), 0) << ours;
    ASSERT_NE(ours.find_first_of(".e"), std::string::npos) << ours;
    std::array<char, 64> theirs{};
    const auto end =
        std::to_chars(theirs.data(), theirs.data() + theirs.size(), number, std::chars_format::scientific).ptr;
    const std::string_view shortest(theirs.data(), static_cast<std::size_t>(end - theirs.data()));
    ASSERT_EQ(digits_in(ours), digits_in(shortest)) << ours << " but " << shortest;
    const double near = std::strtod(std::string(shortest).c_str(), nullptr);
    ASSERT_EQ(near, back);
}

TEST(SqliteLiteral, RealsAreShortestAndReadBack) {
    std::mt19937_64 random(20261120);  // NOLINT: a fixed seed
    int tried = 0;
    while (tried < 20'000) {
        const std::uint64_t bits = random();
        double number = 0;
        std::memcpy(&number, &bits, sizeof number);
        if (!std::isfinite(number)) continue;
        ASSERT_NO_FATAL_FAILURE(expect_shortest(number));
        ++tried;
    }
    for (int exponent = -1074; exponent < 1024; ++exponent)
        ASSERT_NO_FATAL_FAILURE(expect_shortest(std::ldexp(1.0, exponent)));
    for (int i = 0; i < 5'000; ++i)
        ASSERT_NO_FATAL_FAILURE(expect_shortest(static_cast<double>(random() % 1'000'000) / 100));
    for (int i = -400; i < 400; ++i) ASSERT_NO_FATAL_FAILURE(expect_shortest(i / 8.0));
    for (const double each : {0.0, -0.0, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 9007199254740993.0,
                              1e22, 1e23, 0.3, 2.0 / 3})
        ASSERT_NO_FATAL_FAILURE(expect_shortest(each));
}

TEST(SqliteLiteral, SqliteReadsReals) {
    database db;
    EXPECT_EQ(db.query("SELECT " + real_literal(std::numeric_limits<double>::infinity())), "Inf\n");
    EXPECT_EQ(db.query("SELECT " + real_literal(-std::numeric_limits<double>::infinity())), "-Inf\n");
    EXPECT_EQ(db.query("SELECT " + real_literal(std::numeric_limits<double>::quiet_NaN())), "NULL\n");
    for (const double each : {1.0, -0.5, 1e300, 1e-300, 123456.789})
        EXPECT_EQ(db.query("SELECT typeof(" + real_literal(each) + ")"), "'real'\n");
}

TEST(SqliteLiteral, TextsComeBack) {
    database db;
    for (const std::string_view held : {""sv,
                                        "'"sv,
                                        "''"sv,
                                        "a'b"sv,
                                        "'a"sv,
                                        "b'"sv,
                                        "\""sv,
                                        "\\"sv,
                                        "c:\\dir"sv,
                                        "100 %"sv,
                                        ":name ?1 @x $y"sv,
                                        "line\nline\r\n"sv,
                                        "日本語"sv,
                                        "\0"sv,
                                        "a\0b"sv,
                                        "\0\0'"sv,
                                        "a\0"sv,
                                        "--"sv,
                                        "/* */"sv,
                                        ";"sv,
                                        "\x01\x7f"sv}) {
        EXPECT_EQ(db.query("SELECT " + text_literal(held)), "'" + std::string(held) + "'\n");
        EXPECT_EQ(db.query("SELECT length(CAST(" + text_literal(held) + " AS BLOB))"),
                  std::to_string(held.size()) + "\n");
        db.execute("CREATE TABLE t (a, b TEXT DEFAULT " + text_literal(held) + ")");
        db.execute("INSERT INTO t (a) VALUES (1)");
        EXPECT_EQ(db.query("SELECT b FROM t"), "'" + std::string(held) + "'\n");
        db.execute("DROP TABLE t");
    }
}

TEST(SqliteLiteral, AnyNameCanBeHad) {
    database db;
    for (const std::string_view name : {"select"sv, "order"sv,
                                        "Group"sv,  "My Table"sv,
                                        "méil"sv,   "日本語"sv,
                                        "a\"b"sv,   "\""sv,
                                        "\"\""sv,   " "sv,
                                        "\t"sv,     "a.b"sv,
                                        "a'b"sv,    "[x]"sv,
                                        "`x`"sv,    "1a"sv,
                                        "-"sv,      "%"sv,
                                        "table"sv,  "null"sv,
                                        "rowid"sv,  "current_timestamp"sv,
                                        "a;b"sv,    "--"sv,
                                        "?"sv}) {
        db.execute("CREATE TABLE " + identifier(name) + " (" + identifier(name) + " INTEGER, x)");
        EXPECT_EQ(db.query("SELECT name FROM sqlite_schema"), "'" + std::string(name) + "'\n");
        EXPECT_EQ(db.query("SELECT count(*) FROM pragma_table_info(" + text_literal(name) +
                           ") WHERE name = " + text_literal(name)),
                  "1\n");
        db.execute("INSERT INTO " + identifier(name) + " (" + identifier(name) + ") VALUES (7)");
        EXPECT_EQ(db.query("SELECT " + identifier(name) + " FROM " + identifier(name)), "7\n");
        db.execute("DROP TABLE " + identifier(name));
    }
}

TEST(SqliteLiteral, ANameWithANulIsAnErrorAndNoOtherName) {
    database db;
    EXPECT_THROW(db.execute("CREATE TABLE " + identifier("a\0b"sv) + " (x)"), sqlite_error);
    EXPECT_EQ(db.catalog(), "");
}

TEST(SqliteLiteral, AffinityIsSqlites) {
    using al::sqlite_dialect::affinity;
    using al::sqlite_dialect::affinity_of;
    database db;
    // The results of typeof() for '12.50' and 12 distinguish the affinities.
    const auto measured = [&](std::string_view spelled) {
        db.execute("CREATE TABLE t (a " + std::string(spelled) + ")");
        db.execute("INSERT INTO t VALUES ('12.5'), (12)");
        const std::string types =
            db.query("SELECT group_concat(typeof(a), ' '), typeof(max(CAST(3.0 AS REAL))) FROM t");
        db.execute("DELETE FROM t");
        db.execute("INSERT INTO t VALUES ('12')");
        const std::string twelve = db.query("SELECT typeof(a) FROM t");
        db.execute("DROP TABLE t");
        if (types.starts_with("'text text")) return affinity::text;
        if (types.starts_with("'text integer")) return affinity::blob;
        if (types.starts_with("'real real")) return affinity::real;
        return affinity::numeric;  // INTEGER differs only in CAST
    };
    for (const std::string_view spelled :
         {"INTEGER"sv, "BIGINT"sv, "SMALLINT"sv, "VARCHAR(80)"sv,      "CHAR"sv,
          "TEXT"sv,    "BLOB"sv,   "REAL"sv,     "DOUBLE PRECISION"sv, "NUMERIC(10, 2)"sv,
          "BOOLEAN"sv, "DATE"sv,   "TIME"sv,     "TIMESTAMP"sv,        "TIMESTAMPTZ"sv,
          "JSON"sv,    "UUID"sv,   "CITEXT"sv,   "FLOATING POINT"sv,   "STRING"sv,
          ""sv,        "xCLOBx"sv, "interval"sv}) {
        const affinity ours = affinity_of(spelled);
        EXPECT_EQ(ours == affinity::integer ? affinity::numeric : ours, measured(spelled)) << spelled;
    }
    EXPECT_EQ(affinity_of("FLOATING POINT"), affinity::integer);  // because it contains INT
    for (int kind = 0; kind < static_cast<int>(op::type_kind::native); ++kind) {
        const op::data_type type = op::type_of(static_cast<op::type_kind>(kind));
        EXPECT_EQ(affinity_of(type, false), affinity_of(al::sqlite_dialect::type_word(type))) << kind;
        const std::string_view strictly = al::sqlite_dialect::strict_type_word(type);
        EXPECT_EQ(affinity_of(type, true), strictly == "ANY" ? affinity::blob : affinity_of(strictly)) << kind;
    }
}

}  // namespace
