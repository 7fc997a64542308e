// SPDX-License-Identifier: BSL-1.0
// Migrations on a connection that is awaited, with a coroutine type of our own: same results, same errors, and at every
// operation that is cancelled the database is at the old or the new revision.
#include "awaited_connection.hpp"

#include "../../examples/digital_market/history.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
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
    EXPECT_EQ(test::result_of(f.loop, al::async_redo<shop::history>(f.db, {.arguments = {}})).steps, 2U);
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

TEST(Async, ABaselineByNumbersIsAwaited) {
    fixture f;
    al::upgrade<shop::history>(f.blocking, "1b95d36c8908");
    f.blocking.execute("DROP TABLE aludel_version; PRAGMA user_version = 2");
    auto work = [&] {
        const std::string id = "1b95d36c8908";  // gone before the coroutine runs
        return al::async_baseline<shop::history>(f.db, {{1, "47f559ec82bb"}, {2, id}});
    }();
    EXPECT_EQ(test::result_of(f.loop, std::move(work)).to, std::vector<std::string>{"1b95d36c8908"});
    EXPECT_EQ(al::current<shop::history>(f.blocking), std::vector<std::string>{"1b95d36c8908"});
    f.blocking.execute("DROP TABLE aludel_version; PRAGMA user_version = 3");
    EXPECT_THROW(test::result_of(f.loop, al::async_baseline<shop::history>(f.db, {{1, "47f559ec82bb"}})),
                 al::migration_error);
    EXPECT_THROW(test::result_of(f.loop, al::async_baseline<shop::history>(f.db, al::revision_numbers{})),
                 al::migration_error);
}

TEST(Async, AVerificationIsAwaited) {
    fixture f;
    al::upgrade<shop::history>(f.blocking, "1720ca777755");
    const al::verification behind = test::result_of(f.loop, al::async_verify<shop::history>(f.db));
    EXPECT_FALSE(behind);
    EXPECT_EQ(behind.current, std::vector<std::string>{"1720ca777755"});
    EXPECT_EQ(behind.pending, std::vector<std::string>{"5ca0f991801d"});
    EXPECT_TRUE(behind.differences.empty() && behind.edited.empty());
    al::upgrade<shop::history>(f.blocking);
    EXPECT_TRUE(test::result_of(f.loop, al::async_verify<shop::history>(f.db)));
    f.blocking.execute(
        "UPDATE aludel_journal SET checksum = '0' || substr(checksum, 2) || 'f' WHERE revision = "
        "'1b95d36c8908'; CREATE TABLE more (a INTEGER)");
    const al::verification changed = test::result_of(f.loop, al::async_verify<shop::history>(f.db));
    const al::verification blocking = al::verify<shop::history>(f.blocking);
    EXPECT_FALSE(changed);
    EXPECT_EQ(changed.differences.size(), 1U);
    EXPECT_EQ(changed.differences.size(), blocking.differences.size());
    EXPECT_EQ(changed.edited.size(), al::edited<shop::history>(f.blocking).size());
    EXPECT_EQ(test::result_of(f.loop, al::async_edited<shop::history>(f.db)).size(), changed.edited.size());
    EXPECT_TRUE(al::compare(test::result_of(f.loop, al::async_reflect(f.db)), al::reflect(f.blocking)).empty());
    EXPECT_EQ(al::compare(test::result_of(f.loop, al::async_reflect(f.db, {"more"})), al::reflect(f.blocking)).size(),
              1U);
}

inline constexpr auto root = al::revision("root").upgrade(al::create_table("t", al::column("a", al::integer)));
inline constexpr auto left =
    al::revision("left").revises("root").labels("l").upgrade(al::create_table("l", al::column("a", al::integer)));
inline constexpr auto right =
    al::revision("right").revises("root").labels("r").upgrade(al::create_table("r", al::column("a", al::integer)));
inline constexpr al::history<al::branches_allowed, root, left, right> branches{};

TEST(Async, SeveralTargetsAndLiteralOnes) {
    fixture f;
    EXPECT_EQ((test::result_of(f.loop, al::async_upgrade<branches, "l@head">(f.db)).steps), 2U);
    EXPECT_EQ((test::result_of(f.loop, al::async_downgrade<branches, "base">(f.db)).steps), 2U);
    test::result_of(f.loop, al::async_stamp<branches>(f.db, {"left", "right"}));
    EXPECT_EQ(al::current<branches>(f.blocking).size(), 2U);
    test::result_of(f.loop, al::async_stamp<branches>(f.db, std::vector<std::string>{"root"}));
    test::result_of(f.loop, al::async_stamp<branches>(f.db, "left", "right"));
    EXPECT_EQ(al::current<branches>(f.blocking).size(), 2U);
    test::result_of(f.loop, al::async_stamp<branches>(f.db, "root"));
    EXPECT_EQ(al::current<branches>(f.blocking), std::vector<std::string>{"root"});
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

/// A client library of callbacks: each call returns at once, and its callback is called by the loop.
class callback_database {
public:
    using callback = std::function<void(al::online::reply)>;

    callback_database(test::loop& on, al::sqlite3::connection& db) : loop_(on), db_(db) {}

    void send(std::string sql, callback done) {
        loop_.post([this, sql = std::move(sql), done = std::move(done)] {
            al::online::reply answer;
            try {
                answer.rows = db_.query(sql);
                answer.changes = sqlite3_changes(db_.handle());
            } catch (const al::connection_error& error) {
                answer = al::online::failed_reply(error);
            }
            done(std::move(answer));
        });
    }
    void after(al::duration, callback done) {
        loop_.post([done = std::move(done)] { done({}); });
    }

    [[nodiscard]] al::sqlite3::connection& handle() const { return db_; }

private:
    test::loop& loop_;
    al::sqlite3::connection& db_;
};

/// An upgrade as an object with callbacks.
template <const auto& History>
class callback_upgrade {
public:
    explicit callback_upgrade(callback_database& database)
        : database_(database),
          work_(al::stepwise<History>(database.handle(), al::online::goal::upgrade, "head")) {}

    /// Sends what is asked for; each answer sends the next.
    void advance() {
        if (work_.done()) return;
        const al::online::request& asked = work_.asked();
        const auto answer = [this](al::online::reply result) {
            result.in_transaction = database_.handle().in_transaction();
            work_.answer(std::move(result));
            advance();
        };
        switch (asked.kind) {
            case al::online::request_kind::execute:
            case al::online::request_kind::query: return database_.send(asked.sql, answer);
            case al::online::request_kind::sleep: return database_.after(asked.pause, answer);
            case al::online::request_kind::run: {
                al::online::reply result;
                try {
                    al::online::call_step<History>(asked, database_.handle());
                } catch (...) {
                    al::online::put_failure(result);
                }
                return answer(std::move(result));
            }
        }
    }
    [[nodiscard]] bool done() const { return work_.done(); }
    al::migration_report result() { return work_.result(); }

private:
    callback_database& database_;
    decltype(al::stepwise<History>(std::declval<al::sqlite3::connection&>(), al::online::goal::upgrade, "")) work_;
};

TEST(Callbacks, TheDigitalMarketIsUpgraded) {
    fixture f;
    callback_database database(f.loop, f.blocking);
    callback_upgrade<shop::history> upgrade(database);
    upgrade.advance();
    EXPECT_FALSE(upgrade.done());
    f.loop.run();
    ASSERT_TRUE(upgrade.done());
    EXPECT_EQ(upgrade.result().steps, 5U);
    EXPECT_TRUE(al::verify<shop::history>(f.blocking));
}

inline constexpr auto mixed = al::revision("mixed").irreversible("-").upgrade(
    al::create_table("t", al::column("a", al::integer)),
    al::run([](auto& db) { db.execute("INSERT INTO t VALUES (?)", 7); }),
    al::execute("INSERT INTO t VALUES (abs(-9223372036854775807 - 1))"));
inline constexpr al::history<mixed> failing{};

TEST(Callbacks, WhatFailsIsRolledBackAndReported) {
    fixture f;
    callback_database database(f.loop, f.blocking);
    callback_upgrade<failing> upgrade(database);
    upgrade.advance();
    f.loop.run();
    ASSERT_TRUE(upgrade.done());
    std::string by_callbacks, by_blocking;
    try {
        upgrade.result();
    } catch (const al::migration_error& error) {
        by_callbacks = error.what();
    }
    EXPECT_TRUE(f.blocking.query("SELECT 1 FROM sqlite_schema WHERE name = 't'").empty());
    try {
        al::upgrade<failing>(f.blocking);
    } catch (const al::migration_error& error) {
        by_blocking = error.what();
    }
    EXPECT_FALSE(by_callbacks.empty());
    EXPECT_EQ(by_callbacks, by_blocking);
}

// What rolls back and restores is marked, so that a driver does not cancel it.
TEST(Callbacks, WhatCleansUpIsMarked) {
    al::sqlite3::connection db(":memory:");
    db.execute("PRAGMA busy_timeout = 77");
    auto work = al::stepwise<failing>(db, al::online::goal::upgrade, "head");
    std::vector<std::string> marked;
    while (!work.done()) {
        if (work.asked().cleans_up) marked.push_back(work.asked().sql);
        work.answer(al::online::perform<al::sqlite3::connection>(
            work.asked(), db, &std::remove_cvref_t<decltype(failing)>::run<al::sqlite3::connection>));
    }
    ASSERT_FALSE(marked.empty());
    EXPECT_EQ(marked.front(), "ROLLBACK");
    EXPECT_EQ(marked.back(), "PRAGMA busy_timeout = 77");
}

}  // namespace
