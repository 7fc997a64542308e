// SPDX-License-Identifier: BSL-1.0
// The names of constraints and indexes without a name of their own, and that they can be dropped by them.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <sstream>  // ostringstream
#include <string>   // string

namespace {

namespace al = aludel;

inline constexpr auto create = al::revision("a").upgrade(
    al::create_table("shops", al::column("id", al::integer, al::primary_key)),
    al::create_table("items", al::column("id", al::integer, al::primary_key), al::column("code", al::text, al::unique),
                     al::column("price", al::integer), al::column("shop", al::integer, al::references("shops", "id")),
                     al::check("price > 0")));
inline constexpr auto drop_by_convention = al::revision("b")
                                               .revises("a")
                                               .upgrade(al::drop_constraint("items", "uq_items_code"))
                                               .acknowledge(al::rule::drops_constraint, "codes repeat");
inline constexpr auto drop_by_own = al::revision("b")
                                        .revises("a")
                                        .upgrade(al::drop_constraint("items", "items_code_key"))
                                        .acknowledge(al::rule::drops_constraint, "codes repeat");

inline constexpr auto postgres_names = al::settings().naming({.unique = "%(table_name)s_%(column_0_name)s_key",
                                                              .check = "%(table_name)s_%(constraint_name)s_check",
                                                              .foreign_key = "%(table_name)s_%(column_0_name)s_fkey"});
inline constexpr auto nameless = al::settings().naming(al::no_names);

inline constexpr al::history<create, drop_by_convention> by_default{};
inline constexpr al::history<postgres_names, create, drop_by_own> as_in_postgres{};
inline constexpr al::history<nameless, create> without{};
inline constexpr auto create_indexed = al::revision("a").upgrade(al::create_table(
    "items", al::column("id", al::integer, al::primary_key), al::column("code", al::text, al::indexed)));
inline constexpr al::history<nameless, create_indexed> indexed_without{};

template <const auto& History>
std::string script() {
    std::ostringstream out;
    al::write_script<History>(out, al::sqlite, "base:a");
    return out.str();
}

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(Naming, ByDefaultAsSqlalchemyRecommends) {
    const std::string result = script<by_default>();
    EXPECT_TRUE(says(result, "CONSTRAINT \"uq_items_code\" UNIQUE")) << result;
    EXPECT_TRUE(says(result, "CONSTRAINT \"fk_items_shop_shops\" FOREIGN KEY")) << result;
    EXPECT_TRUE(says(result, "CONSTRAINT \"ck_items_1\" CHECK")) << result;
}

TEST(Naming, ByAConventionOfOnesOwn) {
    const std::string result = script<as_in_postgres>();
    EXPECT_TRUE(says(result, "CONSTRAINT \"items_code_key\" UNIQUE")) << result;
    EXPECT_TRUE(says(result, "CONSTRAINT \"items_shop_fkey\" FOREIGN KEY")) << result;
    EXPECT_TRUE(says(result, "CONSTRAINT \"items_1_check\" CHECK")) << result;
    EXPECT_FALSE(says(result, "uq_items_code"));
}

TEST(Naming, SwitchedOffForConstraintsOnly) {
    EXPECT_TRUE(says(script<indexed_without>(), "CREATE INDEX \"ix_items_code\" ON \"items\" (\"code\")"));
}

// The message is made after the name that the convention gives the check.
TEST(Naming, ConstraintsThatUseADroppedColumn) {
    al::schema state;
    EXPECT_TRUE(al::apply(state, create.view().upgrade).empty());
    constexpr auto drop = al::revision("b").upgrade(al::drop_column("items", "price"));
    const auto found = al::apply(state, drop.view().upgrade);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(says(std::string(found[0].text()), "still used by check `ck_items_1`")) << found[0].text();
}

TEST(Naming, SwitchedOff) {
    const std::string result = script<without>();
    const std::string items = result.substr(result.find("CREATE TABLE \"items\""));
    EXPECT_FALSE(says(items, "CONSTRAINT")) << items;
    EXPECT_TRUE(says(items, "UNIQUE")) << items;
    al::sqlite3::connection db{":memory:"};
    al::upgrade<without>(db);
    EXPECT_EQ(al::current<without>(db).front(), "a");
}

TEST(Naming, WhatTheConventionNamedIsDroppedByThatName) {
    for (const bool own : {false, true}) {
        al::sqlite3::connection db{":memory:"};
        if (own) al::upgrade<as_in_postgres>(db);
        else al::upgrade<by_default>(db);
        db.execute("INSERT INTO shops VALUES (1)");
        db.execute("INSERT INTO items VALUES (1, 'x', 1, 1), (2, 'x', 1, 1)");
        EXPECT_EQ(db.query("SELECT count(*) FROM items")[0][0], "2");
    }
}

}  // namespace
