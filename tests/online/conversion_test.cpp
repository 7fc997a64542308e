// SPDX-License-Identifier: BSL-1.0
// Values are what they were: in columns of every type, and where a column gets another type.
#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using connection = al::sqlite3::connection;

constexpr std::string_view odd_texts[] = {"12345678123412341234123456781234",
                                          "1e5",
                                          "007",
                                          "0x10",
                                          "12:00",
                                          "1.10",
                                          "9223372036854775808",
                                          "inf",
                                          " 1",
                                          "+5",
                                          "20240101",
                                          "1.",
                                          "-0",
                                          "nan",
                                          "12345678901234567.89",
                                          "1_000",
                                          "99999999999999999999999999",
                                          "true",
                                          "2024-01-01"};

inline constexpr auto texts = al::revision("a1").upgrade(al::create_table(
    "t", al::column("id", al::integer, al::primary_key), al::column("a", al::uuid), al::column("b", al::json),
    al::column("c", al::date), al::column("d", al::time), al::column("e", al::timestamp),
    al::column("f", al::timestamptz), al::column("g", al::interval), al::column("h", al::varchar(80)),
    al::column("i", al::char_(80)), al::column("j", al::enumeration("e", "x", "y")), al::column("k", al::text),
    al::column("l", al::native("CITEXT"))));
inline constexpr auto rebuilt = al::revision("b2")
                                    .revises("a1")
                                    .upgrade(al::add_constraint("t", al::check("id > 0").named("positive")))
                                    .acknowledge(al::rule::adds_check, "keys are counted");
inline constexpr al::history<texts, rebuilt> of_texts{};

TEST(Values, OfTextTypesStayTexts) {
    connection db(":memory:");
    al::upgrade<of_texts>(db, "a1");
    int id = 0;
    for (const std::string_view each : odd_texts) {
        std::string row = "INSERT INTO t VALUES (" + std::to_string(++id);
        for (int i = 0; i < 12; ++i) row += ", '" + std::string(each) + "'";
        db.execute(row + ")");
    }
    const auto check = [&] {
        for (std::size_t i = 0; i < std::size(odd_texts); ++i)
            for (const char column : std::string_view("abcdefghijkl")) {
                const auto rows = db.query(std::string("SELECT typeof(") + column + "), quote(" + column +
                                           ") FROM t WHERE id = " + std::to_string(i + 1));
                EXPECT_EQ(*rows[0][0], "text") << column << " " << odd_texts[i];
                EXPECT_EQ(*rows[0][1], "'" + std::string(odd_texts[i]) + "'") << column;
            }
    };
    check();
    al::upgrade<of_texts>(db);
    check();
    al::downgrade<of_texts>(db, "a1");
    check();
}

// Databases that earlier versions made have UUID, JSON, ... without TEXT: the same schema.
TEST(Values, AreThoseOfTheFormerSpelling) {
    connection db(":memory:");
    al::upgrade<of_texts>(db, "a1");
    db.execute("PRAGMA writable_schema = ON");
    for (const std::string type : {"UUID", "JSON", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ"})
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ' " + type + " TEXT', ' " + type +
                   "') WHERE name = 't'");
    db.execute("PRAGMA writable_schema = RESET");
    ASSERT_EQ(db.query("SELECT type FROM pragma_table_info('t') WHERE name = 'a'")[0][0], "UUID");
    EXPECT_TRUE(al::drift<of_texts>(db, "current").empty());
    db.execute("INSERT INTO t (a, e) VALUES ('12', '2024-01-01')");
    EXPECT_EQ(db.query("SELECT typeof(a) FROM t")[0][0], "integer");
    al::upgrade<of_texts>(db);  // the rebuild gives it the new one
    EXPECT_EQ(db.query("SELECT typeof(a) || a || e FROM t")[0][0], "text122024-01-01");
    EXPECT_TRUE(al::drift<of_texts>(db).empty());
}

inline constexpr auto numbers = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::bigint),
                     al::column("r", al::double_precision), al::column("s", al::text), al::column("q", al::text),
                     al::column("m", al::numeric)));
inline constexpr auto as_texts = al::revision("b2").revises("a1").upgrade(al::alter_column("t", "n").type(al::text),
                                                                          al::alter_column("t", "r").type(al::text),
                                                                          al::alter_column("t", "m").type(al::text));
inline constexpr al::history<numbers, as_texts> to_texts{};

inline constexpr auto whole = al::revision("b2")
                                  .revises("a1")
                                  .upgrade(al::alter_column("t", "s").type(al::integer))
                                  .acknowledge(al::rule::narrows_type, "they are digits");
inline constexpr al::history<numbers, whole> to_whole{};
inline constexpr auto doubles = al::revision("b2")
                                    .revises("a1")
                                    .upgrade(al::alter_column("t", "n").type(al::double_precision))
                                    .acknowledge(al::rule::narrows_type, "they are small");
inline constexpr al::history<numbers, doubles> to_doubles{};
inline constexpr auto fractions = al::revision("b2")
                                      .revises("a1")
                                      .upgrade(al::alter_column("t", "q").type(al::numeric))
                                      .acknowledge(al::rule::narrows_type, "they are prices");
inline constexpr al::history<numbers, fractions> to_fractions{};

TEST(Conversion, OfNumbersToTextKeepsEveryDigit) {
    connection db(":memory:");
    al::upgrade<to_texts>(db, "a1");
    db.execute(
        "INSERT INTO t (id, n, r, m) VALUES (1, 9223372036854775807, 0.1 + 0.2, 0.1 + 0.2), (2, -1, 0.1, 1.5), "
        "(3, NULL, NULL, NULL), (4, 9007199254740993, 1e300, 12), (5, 0, 100.0, 'abc')");
    al::upgrade<to_texts>(db);
    const auto rows = db.query("SELECT n, r, m, typeof(r) FROM t ORDER BY id");
    EXPECT_EQ(rows[0][0], "9223372036854775807");
    EXPECT_EQ(rows[0][1], "0.30000000000000004");
    EXPECT_EQ(rows[0][2], "0.30000000000000004");
    EXPECT_EQ(rows[0][3], "text");
    EXPECT_EQ(rows[1][1], "0.1");
    EXPECT_EQ(rows[1][2], "1.5");
    EXPECT_EQ(rows[2][1], std::nullopt);
    EXPECT_EQ(rows[3][0], "9007199254740993");
    EXPECT_EQ(rows[3][2], "12");
    EXPECT_EQ(rows[4][1], "100.0");
    EXPECT_EQ(rows[4][2], "abc");
}

/// What the upgrade says of a value of a column, online and as a script; empty: it accepts it.
template <const auto& History>
std::string verdict(const std::string& column, const std::string& value) {
    connection db(":memory:"), offline(":memory:");
    std::string found, script_error;
    for (connection* each : {&db, &offline}) {
        al::upgrade<History>(*each, "a1");
        each->execute("INSERT INTO t (" + column + ") VALUES (" + value + ")");
    }
    try {
        al::upgrade<History>(db);
    } catch (const al::migration_error& error) {
        found = error.what();
    }
    std::ostringstream script;
    al::write_script<History>(script, al::sqlite, "a1:head");
    char* message = nullptr;
    sqlite3_exec(offline.handle(), script.str().c_str(), nullptr, nullptr, &message);
    if (message != nullptr) script_error = message;
    sqlite3_free(message);
    EXPECT_EQ(found.empty(), script_error.empty()) << found << "\n" << script_error;
    return found;
}

TEST(Conversion, StopsWhereAValueWouldChange) {
    for (const std::string value :
         {"'12'", "'-7'", "NULL", "'0'", "'9223372036854775807'", "x'31'", "'abc'", "''", "'1.5'", "'1.0'", "'1e5'"})
        EXPECT_EQ(verdict<to_whole>("s", value), "") << value;
    for (const std::string value :
         {"'007'", "' 12'", "'12 '", "'9223372036854775808'", "'+5'", "'12345678123412341234123456781234'"})
        EXPECT_NE(
            verdict<to_whole>("s", value)
                .find("a value of column `s` of table `t` would change in the new type: say what becomes of it with "
                      ".using_(...)"),
            std::string::npos)
            << value;
    for (const std::string value : {"9007199254740992", "-5", "NULL", "0"})
        EXPECT_EQ(verdict<to_doubles>("n", value), "") << value;
    EXPECT_NE(verdict<to_doubles>("n", "9007199254740993"), "");
    for (const std::string value : {"'1.10'", "'12'", "'100'", "'-0.5'", "'1.00'"})
        EXPECT_EQ(verdict<to_fractions>("q", value), "") << value;
    for (const std::string value : {"'12345678901234567.89'", "'01.5'", "'1.2345678901234567e3'"})
        EXPECT_NE(verdict<to_fractions>("q", value), "") << value;
}

}  // namespace
