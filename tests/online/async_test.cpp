// SPDX-License-Identifier: BSL-1.0
// Migrations on a connection that is awaited, with a coroutine type of our own: same results, same errors, and at every
// operation that is cancelled the database is at the old or the new revision.
#include "awaited_connection.hpp"

#include "../../examples/digital_market/history.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

namespace al = aludel;
using connection = test::awaited_connection;

static_assert(al::async_connection<connection>);
static_assert(!al::async_connection<al::sqlite3::connection>);

struct fixture {
    test::loop loop;
    al::sqlite3::connection blocking{":memory:"};
    connection db{loop, blocking};
};

TEST(Async, EveryCallIsItsBlockingSibling) {
    fixture f;
    const al::migration_report report = test::result_of(f.loop, al::async_upgrade<shop::history>(f.db));
    EXPECT_EQ(report.steps, 5U);
    EXPECT_GT(f.db.operations, 20U);  // each was done by the loop
    EXPECT_EQ(test::result_of(f.loop, al::async_current<shop::history>(f.db)), al::current<shop::history>(f.blocking));
    EXPECT_TRUE(test::result_of(f.loop, al::async_pending<shop::history>(f.db)).empty());
    EXPECT_TRUE(test::result_of(f.loop, al::async_edited<shop::history>(f.db)).empty());
    EXPECT_TRUE(test::result_of(f.loop, al::async_drift<shop::history>(f.db)).empty());
    EXPECT_EQ(test::result_of(f.loop, al::async_downgrade<shop::history>(f.db, "-2")).steps, 2U);
    EXPECT_EQ(al::current<shop::history>(f.blocking), std::vector<std::string>{"1b95d36c8908"});
    EXPECT_EQ(test::result_of(f.loop, al::async_pending<shop::history>(f.db)).size(), 2U);
    EXPECT_EQ((test::result_of(f.loop, al::async_upgrade<shop::history, "1720ca777755">(f.db)).steps), 1U);
    EXPECT_EQ(test::result_of(f.loop, al::async_redo<shop::history>(f.db)).steps, 2U);
    EXPECT_EQ((test::result_of(f.loop, al::async_downgrade<shop::history, "base">(f.db)).steps), 4U);
    test::result_of(f.loop, al::async_stamp<shop::history>(f.db, "head"));
    EXPECT_EQ(al::current<shop::history>(f.blocking), std::vector<std::string>{"5ca0f991801d"});
    EXPECT_FALSE(test::result_of(f.loop, al::async_drift<shop::history>(f.db)).empty());
}

TEST(Async, ABaselineIsAwaited) {
    fixture f;
    al::upgrade<shop::history>(f.blocking);
    f.blocking.execute("DROP TABLE aludel_version");
    test::result_of(f.loop, al::async_baseline<shop::history>(f.db, "head"));
    EXPECT_EQ(al::current<shop::history>(f.blocking), std::vector<std::string>{"5ca0f991801d"});
}

TEST(Async, ErrorsAreTheSame) {
    fixture f;
    const auto blocking_error = [&] {
        try {
            al::upgrade<shop::history>(f.blocking, "nowhere");
        } catch (const std::exception& error) {
            return std::string(error.what());
        }
        return std::string();
    }();
    try {
        test::result_of(f.loop, al::async_upgrade<shop::history>(f.db, "nowhere"));
        ADD_FAILURE() << "nothing failed";
    } catch (const al::revision_error& error) {
        EXPECT_EQ(error.what(), blocking_error);
    }
}

// A function of each kind in one history.
inline constexpr auto first =
    al::revision("first")
        .upgrade(al::create_table("t", al::column("a", al::integer)),
                 al::run([](auto& db) -> al::task_of<decltype(db), void> {
                     co_await db.execute("INSERT INTO t VALUES (1)");
                     co_await db.execute("INSERT INTO t VALUES (2)");
                 }),
                 al::run([](auto& db, const al::run_context& context) {
                     db.execute("INSERT INTO t VALUES (?)", std::stoi(std::string(context.argument("number"))));
                 }))
        .downgrade(al::drop_table("t"));
inline constexpr al::history<first> runs{};

TEST(Async, BothKindsOfFunctionsRun) {
    fixture f;
    test::result_of(f.loop, al::async_upgrade<runs>(f.db, {.arguments = {"number=7"}}));
    EXPECT_EQ(f.blocking.query("SELECT group_concat(a) FROM t")[0][0], "1,2,7");
    test::result_of(f.loop, al::async_downgrade<runs>(f.db, "base"));
    EXPECT_TRUE(f.blocking.query("SELECT name FROM sqlite_schema WHERE name = 't'").empty());
}

TEST(Async, CancelledAtAnyOperationTheDatabaseIsAtOneRevision) {
    std::size_t count = 0;
    for (std::size_t number = 1;; ++number) {
        fixture f;
        f.blocking.execute("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 77");
        al::upgrade<shop::history>(f.blocking, "1b95d36c8908");
        f.db.cancelled = number;
        bool failed = false;
        try {
            test::result_of(f.loop, al::async_upgrade<shop::history>(f.db));
        } catch (const al::migration_error&) {
            failed = true;
        }
        const std::vector<std::string> at = al::current<shop::history>(f.blocking);
        ASSERT_EQ(at.size(), 1U);
        EXPECT_TRUE(at[0] == "1b95d36c8908" || at[0] == "5ca0f991801d") << number << ": " << at[0];
        EXPECT_FALSE(f.blocking.in_transaction()) << number;
        EXPECT_EQ(f.blocking.query("PRAGMA foreign_keys")[0][0], "1") << number;
        EXPECT_EQ(f.blocking.query("PRAGMA busy_timeout")[0][0], "77") << number;
        if (f.db.operations < number) break;
        ++count;
        f.db.cancelled = 0;
        test::result_of(f.loop, al::async_upgrade<shop::history>(f.db));
        EXPECT_EQ(al::current<shop::history>(f.blocking), std::vector<std::string>{"5ca0f991801d"}) << number;
        EXPECT_TRUE(failed || at[0] == "5ca0f991801d") << number;
    }
    EXPECT_GT(count, 20U);
}

}  // namespace
