// SPDX-License-Identifier: BSL-1.0
// The checks of histories for users' own tests: right histories pass, and broken ones are found, with the revision, the
// statement and the reason.
#include <aludel/test.hpp>

#include "../../examples/digital_market/history.hpp"

#include <gtest/gtest.h>

#include <stdexcept>  // runtime_error
#include <string>     // string
#include <vector>     // vector

namespace {

namespace al = aludel;
using strings = std::vector<std::string>;

std::string cell_of(al::sqlite3::connection& db, std::string_view sql) { return db.query(sql)[0][0].value_or("NULL"); }

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto quiet =
    al::settings().level(al::rule::raw_sql, al::level::off).level(al::rule::rows_not_restored, al::level::warning);

al::sqlite3::connection in_memory() { return al::sqlite3::connection(":memory:"); }

template <const auto& History>
al::test::result every_revision() {
    return al::test::every_revision<History>(in_memory, 7);
}

TEST(user_test, passes_for_the_digital_market_whatever_the_rows) {
    const al::test::result whole = al::test::round_trip<shop::history>(in_memory);
    EXPECT_TRUE(whole) << whole.message();
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const al::test::result result = al::test::every_revision<shop::history>(in_memory, seed);
        EXPECT_TRUE(result) << result.message();
        EXPECT_TRUE(result.without_rows.empty()) << result.message();
    }
}

inline constexpr auto start = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("body", al::text, al::not_null), al::column("n", al::integer)));

inline constexpr auto deletes = al::revision("b2")
                                    .revises("a1")
                                    .upgrade(al::add_column("t", al::column("more", al::text)))
                                    .downgrade(al::execute("DELETE FROM t"), al::drop_column("t", "more"));
inline constexpr al::history<quiet, start, deletes> lost_rows{};
inline constexpr auto overwrites =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::add_column("t", al::column("more", al::text)))
        .downgrade(al::execute("UPDATE t SET body = 'gone' WHERE n IS NOT NULL"), al::drop_column("t", "more"));
inline constexpr al::history<quiet, start, overwrites> lost_values{};
inline constexpr auto moves = al::revision("b2")
                                  .revises("a1")
                                  .upgrade(al::create_table("archive", id, al::column("body", al::text)),
                                           al::execute("INSERT INTO archive SELECT id, body FROM t WHERE id > 0"),
                                           al::execute("DELETE FROM t WHERE id > 0"))
                                  .downgrade(al::drop_table("archive"));
inline constexpr al::history<quiet, start, moves> lost_by_upgrade{};

TEST(user_test, finds_a_downgrade_that_loses_rows_or_values) {
    const al::test::result rows = every_revision<lost_rows>();
    EXPECT_FALSE(rows);
    EXPECT_EQ(rows.revision, "b2");
    EXPECT_EQ(rows.direction, al::direction::downgrade);
    EXPECT_EQ(rows.message(), "revision `b2`, downgrade: row ('1000004') of table `t` is lost");
    const al::test::result values = every_revision<lost_values>();
    EXPECT_NE(values.why.find("column `body` of row ('"), std::string::npos) << values.message();
    EXPECT_NE(values.why.find("and is ('gone')"), std::string::npos) << values.message();
    const al::test::result moved = every_revision<lost_by_upgrade>();
    EXPECT_EQ(
        moved.why,
        "row ('1000004') of table `t` is deleted by the upgrade and does not come back. Restore it in the downgrade, "
        "or write .irreversible(\"why\")");
}

inline constexpr auto misspelt =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::add_column("t", al::column("more", al::text)))
        .downgrade(al::execute("UPDATE t SET body = missing(more)"), al::drop_column("t", "more"));
inline constexpr al::history<quiet, start, misspelt> broken_downgrade{};
inline constexpr auto of_rows =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::create_table("u", id, al::column("body", al::text, al::not_null)),
                 al::execute("INSERT INTO u SELECT id, CASE WHEN id > 0 THEN NULL END FROM t"))
        .downgrade(al::drop_table("u"));
inline constexpr al::history<quiet, start, of_rows> fails_with_rows{};
inline constexpr auto undeclared = al::revision("b2")
                                       .revises("a1")
                                       .upgrade(al::create_index("ix_t_n", "t", "n"))
                                       .downgrade(al::drop_index("ix_t_n"), al::execute("ALTER TABLE t DROP COLUMN n"));
inline constexpr al::history<quiet, start, undeclared> other_schema{};

TEST(user_test, finds_statements_that_fail_and_schemas_that_differ) {
    const al::test::result down = every_revision<broken_downgrade>();
    EXPECT_EQ(
        down.message(),
        "revision `b2`, downgrade: no such function: missing\nThe statement was: UPDATE t SET body = missing(more)");
    EXPECT_EQ(al::test::round_trip<broken_downgrade>(in_memory).statement, "UPDATE t SET body = missing(more)");
    EXPECT_TRUE(al::test::round_trip<fails_with_rows>(in_memory)) << "there are no rows";
    const al::test::result up = every_revision<fails_with_rows>();
    EXPECT_EQ(up.revision, "b2");
    EXPECT_EQ(up.direction, al::direction::upgrade);
    EXPECT_EQ(up.why, "NOT NULL constraint failed: u.body");
    EXPECT_EQ(up.statement, "INSERT INTO u SELECT id, CASE WHEN id > 0 THEN NULL END FROM t");
    const al::test::result drift = every_revision<other_schema>();
    EXPECT_EQ(drift.revision, "b2");
    EXPECT_NE(drift.why.find("the database is not as the history says: "), std::string::npos) << drift.message();
}

inline constexpr auto many_types =
    al::settings().level(al::rule::float_for_money, al::level::off).level(al::rule::inexact_numeric, al::level::off);
inline constexpr auto every_type = al::revision("a1").upgrade(
    al::create_table("types", id, al::column("a", al::boolean, al::not_null),
                     al::column("b", al::smallint, al::not_null), al::column("c", al::bigint, al::not_null, al::unique),
                     al::column("d", al::real, al::not_null), al::column("e", al::numeric(6, 2), al::not_null),
                     al::column("f", al::varchar(5), al::not_null), al::column("g", al::char_(2), al::not_null),
                     al::column("h", al::binary, al::not_null), al::column("i", al::date, al::not_null),
                     al::column("j", al::time, al::not_null), al::column("k", al::timestamptz, al::not_null),
                     al::column("l", al::interval, al::not_null), al::column("m", al::json, al::not_null),
                     al::column("n", al::uuid, al::not_null),
                     al::column("o", al::enumeration("mood", "glad", "sad"), al::not_null),
                     al::column("p", al::native("CITEXT"), al::not_null),
                     al::column("q", al::integer, al::generated("b + 1", al::stored))),
    al::create_table("checked", id,
                     al::column("percent", al::integer, al::not_null, al::check("percent BETWEEN 1 AND 5")),
                     al::column("code", al::text, al::not_null, al::check("length(code) = 12")),
                     al::column("mail", al::text, al::not_null, al::check("mail LIKE '%@%.org'")),
                     al::column("kind", al::text, al::not_null, al::check("kind IN ('it''s', 'other')"))),
    al::create_table("parent", al::column("a", al::text), al::column("b", al::integer), al::primary_key("a", "b")),
    al::create_table("child", id, al::column("x", al::text, al::not_null), al::column("y", al::integer, al::not_null),
                     al::column("up", al::integer, al::references("child", "id")),
                     al::foreign_key("x", "y").references("parent", "a", "b")),
    al::create_table("impossible", id, al::column("n", al::integer, al::not_null, al::check("n <> n"))));
inline constexpr auto after_it =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("UPDATE types SET b = 2 WHERE a IS NULL"), al::create_index("ix_parent", "parent", "b"))
        .downgrade(al::drop_index("ix_parent"));
inline constexpr al::history<many_types, every_type, after_it> types{};

TEST(user_test, fills_tables_of_all_types_and_says_which_it_cannot) {
    const al::test::result result = every_revision<types>();
    EXPECT_TRUE(result) << result.message();
    EXPECT_EQ(result.without_rows, (strings{"`impossible`: CHECK constraint failed: ck_impossible_n"}));
    // The rows themselves, and that they depend on the seed alone.
    std::vector<al::query_result> seen;
    for (const std::uint64_t seed : {3U, 3U, 4U}) {
        al::sqlite3::connection db = in_memory();
        al::upgrade<types>(db, "a1");
        EXPECT_EQ(al::test::add_rows<types>(db, 5, seed),
                  (strings{"`impossible`: CHECK constraint failed: ck_impossible_n"}));
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM types, checked, parent, child"), "625");
        EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
        EXPECT_GT(cell_of(db, "SELECT count(*) FROM child WHERE up IS NOT NULL"), "0");
        seen.push_back(db.query("SELECT * FROM types, checked, child"));
    }
    EXPECT_EQ(seen[0], seen[1]);
    EXPECT_NE(seen[0], seen[2]);
}

inline constexpr auto promised = al::revision("b2")
                                     .revises("a1")
                                     .acknowledge(al::rule::sets_not_null, "there are none")
                                     .upgrade(al::alter_column("t", "n").not_null())
                                     .downgrade(al::alter_column("t", "n").nullable());
inline constexpr auto one_way = al::revision("c3")
                                    .revises("b2")
                                    .upgrade(al::drop_column("t", "n"))
                                    .irreversible("it is gone")
                                    .acknowledge(al::rule::drops_column, "known");
inline constexpr auto other_way = al::revision("d4").revises("c3").upgrade(al::create_index("ix_t_body", "t", "body"));
inline constexpr al::history<quiet, start, promised, one_way, other_way> promises{};

TEST(user_test, passes_by_what_is_irreversible_and_believes_what_is_acknowledged) {
    const al::test::result result = every_revision<promises>();
    EXPECT_TRUE(result) << result.message();
    EXPECT_EQ(result.irreversible, strings{"c3"});
    EXPECT_EQ(result.without_rows,
              strings{"what `b2` changes, for it acknowledges this: NOT NULL constraint failed: t.n"});
    EXPECT_EQ(
        result.message(),
        "nothing is wrong\nUpgraded only: `c3`\nWithout rows: what `b2` changes, for it acknowledges this: NOT NULL "
        "constraint failed: t.n");
    const al::test::result whole = al::test::round_trip<promises>(in_memory);
    EXPECT_TRUE(whole) << whole.message();
    EXPECT_EQ(whole.irreversible, strings{"c3"});
}

inline constexpr auto left = al::revision("l2").revises("a1").upgrade(al::create_index("ix_t_n", "t", "n"));
inline constexpr auto right = al::revision("r2").revises("a1").upgrade(al::create_table("other", id));
inline constexpr auto far_right = al::revision("r3").revises("r2").depends_on("l2").upgrade(
    al::add_column("other", al::column("t", al::integer, al::references("t", "id"))));
inline constexpr auto both = al::revision("m4").revises("l2", "r3").upgrade(al::rename_table("other", "more"));
inline constexpr al::history<start, left, right, far_right, both> branches{};

TEST(user_test, goes_along_all_branches) {
    const al::test::result result = every_revision<branches>();
    EXPECT_TRUE(result) << result.message();
    EXPECT_EQ(result.irreversible, strings{});
    EXPECT_TRUE(al::test::round_trip<branches>(in_memory));
}

TEST(user_test, throws_nothing) {
    const auto fails = []() -> al::sqlite3::connection { throw std::runtime_error("no database today"); };
    EXPECT_EQ(al::test::round_trip<branches>(fails).message(), "no database today");
    EXPECT_EQ(al::test::every_revision<branches>(fails).why, "no database today");
    // A database that is not new.
    const auto full = [] {
        al::sqlite3::connection db = in_memory();
        db.execute("CREATE TABLE t (x)");
        return db;
    };
    EXPECT_EQ(al::test::every_revision<branches>(full).revision, "a1");
}

}  // namespace
