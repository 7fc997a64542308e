// SPDX-License-Identifier: BSL-1.0
// The engine without a database: the test answers its requests.
#include "online_test.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>
#include <stdexcept>

/// The number of allocations that have not been freed.
static std::size_t live_allocations = 0;

void* operator new(std::size_t size) {
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    ++live_allocations;
    return memory;
}
void operator delete(void* memory) noexcept {
    if (memory != nullptr) --live_allocations;
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace {

using al::online::reply;
using al::online::request;
using al::online::request_kind;

inline constexpr auto one =
    al::revision("1").upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<one> history{};

/// An empty database that behaves in a given way at one statement.
struct scripted {
    std::string troubled;  // the statement
    int failures = 0;      // the number of times it fails
    int code = 0;          // the error code
    bool ends_transaction = false;
    bool is_created_meanwhile = false;  // the version table appears when it is searched
    bool is_there = false;
    bool in_transaction = false;
    strings asked{};

    reply operator()(const request& wanted) {
        reply result;
        asked.push_back(wanted.kind == request_kind::sleep ? "sleep" : wanted.sql);
        const bool fails = failures != 0 && wanted.kind != request_kind::sleep && wanted.sql.starts_with(troubled);
        if (fails) {
            --failures;
            if (ends_transaction) in_transaction = false;
            result.failure = std::make_exception_ptr(al::connection_error(code, "trouble"));
            result.code = code, result.message = "trouble";
        } else if (wanted.sql.starts_with("BEGIN")) {
            in_transaction = true;
        } else if (wanted.sql == "COMMIT" || wanted.sql == "ROLLBACK") {
            in_transaction = false;
            is_there = is_there && wanted.sql == "COMMIT";
        } else if (wanted.sql.starts_with("SELECT 1 FROM main.sqlite_master") && is_created_meanwhile) {
            result.rows = {{"1"}};
            is_there = true;
        } else if (wanted.sql.starts_with("INSERT INTO \"main\".\"aludel_version\"")) {
            is_there = true;
        } else if (wanted.sql.starts_with("SELECT version_num")) {
            if (is_there) result.rows = {{"1"}};
            else if (!in_transaction)
                result.failure = std::make_exception_ptr(al::connection_error(1, "no such table")), result.code = 1,
                result.message = "no such table";
        } else if (wanted.sql == "PRAGMA busy_timeout") {
            result.rows = {{"77"}};
        }
        result.changes = 1;
        result.in_transaction = in_transaction;
        return result;
    }
    [[nodiscard]] auto times(std::string_view sql) const {
        return std::count_if(asked.begin(), asked.end(),
                             [&](const std::string& each) { return each.starts_with(sql); });
    }
};

al::migration_report upgrade(scripted& database, const al::migration_options& options = {}) {
    al::online::dialogue channel(false);
    al::online::migrator<al::online_dialect_of<al::sqlite.id>> engine(history.view(), al::sqlite, channel, options);
    al::online::flow<al::migration_report> work = engine.run(al::online::goal::upgrade, {"head"});
    work.start();
    while (!work.done()) channel.answer(database(channel.asked()));
    return work.result();
}

TEST(dialogue, asks_for_everything_in_order) {
    scripted database;
    EXPECT_EQ(upgrade(database).to, strings{"1"});
    const strings expected{"SELECT version_num FROM \"main\".\"aludel_version\"",
                           "SELECT 1 FROM main.sqlite_master",
                           "PRAGMA busy_timeout",
                           "PRAGMA busy_timeout = 0",
                           "PRAGMA database_list",
                           "PRAGMA main.journal_mode",
                           "PRAGMA legacy_alter_table",
                           "PRAGMA ignore_check_constraints",
                           "PRAGMA writable_schema",
                           "BEGIN IMMEDIATE",
                           "SELECT 1 FROM main.sqlite_master",
                           "CREATE TABLE IF NOT EXISTS \"main\".\"aludel_version\"",
                           "CREATE TABLE IF NOT EXISTS \"main\".\"aludel_journal\"",
                           "SELECT version_num FROM \"main\".\"aludel_version\"",
                           "SELECT type, name, tbl_name, sql FROM main.sqlite_master",
                           "CREATE TABLE \"a\"",
                           "INSERT INTO \"main\".\"aludel_version\"",
                           "INSERT INTO \"main\".\"aludel_journal\"",
                           "SELECT type, name, tbl_name, sql FROM main.sqlite_master",
                           "SELECT version_num FROM \"main\".\"aludel_version\"",
                           "COMMIT",
                           "PRAGMA legacy_alter_table = OFF",
                           "PRAGMA busy_timeout = 77"};
    ASSERT_EQ(database.asked.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_TRUE(database.asked[i].starts_with(expected[i])) << database.asked[i];
}

TEST(dialogue, a_commit_that_is_busy_is_said_again) {
    scripted database{.troubled = "COMMIT", .failures = 3, .code = 5};
    EXPECT_EQ(upgrade(database).steps, 1U);
    EXPECT_EQ(database.times("COMMIT"), 4);
    EXPECT_EQ(database.times("sleep"), 3);
    EXPECT_EQ(database.times("ROLLBACK"), 0);
}

TEST(dialogue, a_commit_that_fails_otherwise_is_not) {
    for (const int code : {13, 787}) {
        scripted database{.troubled = "COMMIT", .failures = 1, .code = code};
        EXPECT_EQ(error_of([&] { upgrade(database); }).code(), code);
        EXPECT_EQ(database.times("COMMIT"), 1);
        EXPECT_EQ(database.times("ROLLBACK"), 1);
        EXPECT_EQ(database.asked.back(), "PRAGMA busy_timeout = 77");
    }
}

TEST(dialogue, what_sqlite_has_rolled_back_itself_is_not_rolled_back_again) {
    scripted database{.troubled = "CREATE TABLE \"a\"", .failures = 1, .code = 13, .ends_transaction = true};
    EXPECT_EQ(error_of([&] { upgrade(database); }).code(), 13);
    EXPECT_EQ(database.times("ROLLBACK"), 0);
}

TEST(dialogue, a_first_read_that_is_busy_waits) {
    scripted database{.troubled = "SELECT version_num", .failures = 1, .code = 5};
    EXPECT_EQ(upgrade(database).steps, 1U);
    EXPECT_EQ(database.times("sleep"), 1);
    scripted forever{.troubled = "SELECT version_num", .failures = 9999, .code = 5};
    EXPECT_EQ(error_of([&] { upgrade(forever); }).kind(), migration_error_kind::database_busy);
    EXPECT_GE(forever.times("sleep"), 200) << "5 s, in pauses that become 25 ms long";
    EXPECT_LE(forever.times("sleep"), 210);
    scripted at_once{.troubled = "SELECT version_num", .failures = 1, .code = 5};
    const al::migration_options no_wait{.busy_timeout = al::duration{}};
    EXPECT_EQ(error_of([&] { upgrade(at_once, no_wait); }).kind(), migration_error_kind::database_busy);
    EXPECT_EQ(at_once.times("sleep"), 0);
}

TEST(dialogue, a_version_table_that_another_process_creates_meanwhile_is_read) {
    scripted database{.troubled = "", .is_created_meanwhile = true};
    EXPECT_EQ(upgrade(database).to, strings{"1"});
    EXPECT_EQ(database.times("SELECT version_num"), 2);
    EXPECT_EQ(database.asked.size(), 3U);
}

TEST(dialogue, every_request_may_fail_and_nothing_is_left_open) {
    scripted whole;
    upgrade(whole);
    for (std::size_t i = 0; i < whole.asked.size(); ++i) {
        scripted database;
        al::online::dialogue channel(false);
        const al::migration_options options;
        al::online::migrator<al::online_dialect_of<al::sqlite.id>> engine(history.view(), al::sqlite, channel, options);
        auto work = engine.run(al::online::goal::upgrade, {"head"});
        work.start();
        for (std::size_t n = 0; !work.done(); ++n) {
            if (n == i) database.troubled = channel.asked().sql, database.failures = 1, database.code = 10;
            channel.answer(database(channel.asked()));
        }
        EXPECT_FALSE(database.in_transaction) << whole.asked[i];
        const auto was_set = database.times("PRAGMA busy_timeout = 0");
        EXPECT_GE(database.times("PRAGMA busy_timeout = 77"), was_set) << whole.asked[i];
    }
}

TEST(dialogue, an_engine_that_is_abandoned_midway_frees_what_it_holds) {
    for (std::size_t stop = 0; stop < 21; ++stop) {
        const std::size_t before = live_allocations;
        std::size_t midway = 0;
        bool is_done = false;
        {
            scripted database;
            al::online::dialogue channel(false);
            const al::migration_options options;
            al::online::migrator<al::online_dialect_of<al::sqlite.id>> engine(history.view(), al::sqlite, channel,
                                                                              options);
            auto work = engine.run(al::online::goal::upgrade, {"head"});
            work.start();
            for (std::size_t n = 0; n < stop && !work.done(); ++n) channel.answer(database(channel.asked()));
            midway = live_allocations, is_done = work.done();
        }
        const std::size_t after = live_allocations;
        EXPECT_FALSE(is_done) << stop;
        EXPECT_GT(midway, before) << stop;
        EXPECT_EQ(after, before) << stop;
    }
}

}  // namespace
