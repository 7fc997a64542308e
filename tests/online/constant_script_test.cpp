// SPDX-License-Identifier: BSL-1.0
// A constant script has the same bytes as the one written at run time, upwards and downwards, over ranges and branches,
// and across the parts of a long one; and SQLite makes the same database from it as the engine does.
#include "../../examples/digital_market/history.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

#define run(...) execute("SELECT 1")  // functions cannot be written as a script
#include "../data/long_a.hpp"
#undef run

namespace long_a {
inline constexpr al::history<LONG_A_ENTRIES> history{};
}

namespace {

namespace al = aludel;

inline constexpr auto trunk = al::revision("t1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer, al::indexed)));
inline constexpr auto left = al::revision("l1").revises("t1").upgrade(al::alter_column("t", "n").type(al::text));
inline constexpr auto right = al::revision("r1").revises("t1").upgrade(al::create_table(
    "u", al::column("id", al::integer, al::primary_key), al::column("it's", al::text, al::default_to("\"'"))));
inline constexpr auto other =
    al::revision("r2").revises("r1").depends_on("l1").upgrade(al::create_index("ix_u", "u", "it's"));
inline constexpr auto both = al::revision("m1", "both\nagain").revises("l1", "r2");
inline constexpr al::history<trunk, left, right, other, both> branched{};

template <const auto& History>
std::string written(std::string_view range) {
    std::ostringstream target;
    al::write_script<History>(target, al::sqlite, range);
    return target.str();
}

al::query_result schema_of(al::sqlite3::connection& db) {
    return db.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid");
}

TEST(ConstantScript, HasTheBytesOfTheWrittenOne) {
    EXPECT_EQ((al::script<shop::history, al::sqlite>), written<shop::history>("base:heads"));
    EXPECT_EQ((al::script<shop::history, al::sqlite, "2fda6446e69f:1720ca777755">),
              written<shop::history>("2fda6446e69f:1720ca777755"));
    EXPECT_EQ((al::script<shop::history, al::sqlite, "heads:base">), written<shop::history>("heads:base"));
    EXPECT_EQ((al::script<shop::history, al::sqlite, "1720ca777755:2fda6446e69f">),
              written<shop::history>("1720ca777755:2fda6446e69f"));
    EXPECT_EQ((al::script<shop::history, al::sqlite, "heads:heads">), written<shop::history>("heads:heads"));
}

TEST(ConstantScript, KnowsBranches) {
    EXPECT_EQ((al::script<branched, al::sqlite>), written<branched>("base:heads"));
    EXPECT_EQ((al::script<branched, al::sqlite, "heads:base">), written<branched>("heads:base"));
    EXPECT_EQ((al::script<branched, al::sqlite, "t1:r2">), written<branched>("t1:r2"));
    EXPECT_EQ((al::script<branched, al::sqlite, "m1:l1">), written<branched>("m1:l1"));
}

TEST(ConstantScript, OfALongHistoryIsWhatTheEngineDoes) {
    constexpr std::string_view constant = al::script<long_a::history, al::sqlite>;
    EXPECT_EQ(constant, written<long_a::history>("base:heads"));
    EXPECT_EQ(constant.data()[constant.size()], '\0');
    al::sqlite3::connection online(":memory:"), offline(":memory:");
    al::upgrade<long_a::history>(online);
    offline.execute(std::string(constant));
    EXPECT_EQ(schema_of(online), schema_of(offline));
    EXPECT_EQ(online.query("SELECT * FROM alembic_version"), offline.query("SELECT * FROM alembic_version"));
}

}  // namespace
