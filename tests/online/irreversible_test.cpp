// SPDX-License-Identifier: BSL-1.0
// An irreversible revision is never downgraded, nor is any revision above it when the target is below it.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

namespace al = aludel;

inline constexpr auto notes = al::revision("a").upgrade(
    al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("body", al::text)));
inline constexpr auto scrub = al::revision("b")
                                  .revises("a")
                                  .upgrade(al::create_table("log", al::column("id", al::integer, al::primary_key)),
                                           al::execute("UPDATE notes SET body = NULL"))
                                  .irreversible("the texts are gone");
inline constexpr auto more =
    al::revision("c").revises("b").upgrade(al::create_table("more", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<notes, scrub, more> history{};

TEST(irreversible, is_refused_and_nothing_is_touched) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<history>(db);
    const auto before = db.query("SELECT name, sql FROM sqlite_schema ORDER BY rowid");
    for (const char* const target : {"a", "base", "-2"}) {
        try {
            al::downgrade<history>(db, target);
            ADD_FAILURE() << target << " was reached";
        } catch (const al::revision_error& error) {
            EXPECT_EQ(error.kind(), al::graph_error_kind::irreversible) << target;
            EXPECT_EQ(std::string(error.what()),
                      "revision `b` is irreversible: the texts are gone. Choose a target above it, or restore a backup "
                      "from before it");
        }
        EXPECT_EQ(db.query("SELECT name, sql FROM sqlite_schema ORDER BY rowid"), before) << target;
        EXPECT_EQ(al::current<history>(db), std::vector<std::string>{"c"}) << target;
    }
    al::downgrade<history>(db, "b");
    EXPECT_EQ(al::current<history>(db), std::vector<std::string>{"b"});
}

}  // namespace
