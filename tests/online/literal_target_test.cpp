// SPDX-License-Identifier: BSL-1.0
// Targets that the compiler has checked.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>  // string
#include <vector>  // vector

namespace {

namespace al = aludel;

inline constexpr auto one =
    al::revision("a1").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto two =
    al::revision("b2").revises("a1").labels("shop").upgrade(al::add_column("t", al::column("x", al::integer)));
inline constexpr auto three = al::revision("c3").revises("b2").upgrade(al::add_column("t", al::column("y", al::text)));
inline constexpr al::history<three, one, two> history{};

TEST(LiteralTarget, LeadsWhereTheSameTextLeads) {
    al::sqlite3::connection db{":memory:"};
    const auto place = [&] { return al::current<history>(db); };
    al::upgrade<history, "b2">(db);
    EXPECT_EQ(place(), std::vector<std::string>{"b2"});
    al::upgrade<history, "+1">(db);
    EXPECT_EQ(place(), std::vector<std::string>{"c3"});
    al::downgrade<history, "a1">(db);
    EXPECT_EQ(place(), std::vector<std::string>{"a1"});
    al::upgrade<history, "shop@head">(db);
    EXPECT_EQ(place(), std::vector<std::string>{"c3"});
    al::downgrade<history, "base">(db);
    EXPECT_TRUE(place().empty());
}

TEST(LiteralTarget, HowFarAStepLeadsOnlyTheDatabaseKnows) {
    al::sqlite3::connection db{":memory:"};
    al::upgrade<history>(db);
    EXPECT_THROW((al::upgrade<history, "+1">(db)), al::revision_error);
    EXPECT_EQ(al::current<history>(db), std::vector<std::string>{"c3"});
}

}  // namespace
