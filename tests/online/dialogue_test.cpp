// SPDX-License-Identifier: BSL-1.0
// The engine without a database: the test answers its requests, by hand and as an awaited connection.
#include "awaited_connection.hpp"
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
    al::connection_error_kind kind = al::connection_error_kind::other;
    std::size_t troubled_request = 0;  // if it is not 0: the number of the request that fails, from 1
    strings asked{};

    reply operator()(const request& wanted) {
        reply result;
        asked.push_back(wanted.kind == request_kind::sleep ? "sleep" : wanted.sql);
        if (asked.size() == troubled_request) troubled = wanted.sql, failures = 1;
        const bool fails = failures != 0 && wanted.kind != request_kind::sleep && wanted.sql.starts_with(troubled);
        if (fails) {
            --failures;
            if (ends_transaction) in_transaction = false;
            result = al::online::failed_reply({al::connection_error_details{.code = code, .kind = kind}, "trouble"});
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

/// The same as a connection.
struct scripted_connection {
    scripted* database;

    [[nodiscard]] static al::op::dialect dialect() { return al::sqlite; }
    [[nodiscard]] bool in_transaction() const { return database->in_transaction; }
    reply ask(request_kind kind, std::string_view sql) const {
        request wanted;
        wanted.kind = kind, wanted.sql = sql;
        reply result = (*database)(wanted);
        if (result.failed()) std::rethrow_exception(result.failure);
        return result;
    }
    std::int64_t execute(std::string_view sql) { return ask(request_kind::execute, sql).changes; }
    al::query_result query(std::string_view sql) { return ask(request_kind::query, sql).rows; }
    void sleep(al::duration) { ask(request_kind::sleep, {}); }
};

auto call_of(scripted& database, const al::migration_options& options = {}) {
    return al::stepwise<history>(scripted_connection{&database}, al::online::goal::upgrade, "head", options);
}

/// Who carries out the requests.
enum class driver { by_hand, awaited };

struct dialogue : testing::TestWithParam<driver> {
    static al::migration_report upgrade(scripted& database, const al::migration_options& options = {}) {
        if (GetParam() == driver::awaited) {
            test::loop loop;
            scripted_connection db{&database};
            test::basic_awaited_connection<scripted_connection> awaited(loop, db);
            return test::result_of(loop, al::async_upgrade<history>(awaited, options));
        }
        auto work = call_of(database, options);
        while (!work.done()) work.answer(database(work.asked()));
        return work.result();
    }
};
INSTANTIATE_TEST_SUITE_P(driven, dialogue, testing::Values(driver::by_hand, driver::awaited),
                         [](const auto& each) { return each.param == driver::by_hand ? "by_hand" : "awaited"; });

TEST_P(dialogue, asks_for_everything_in_order) {
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

TEST_P(dialogue, a_commit_that_is_busy_is_said_again) {
    scripted database{.troubled = "COMMIT", .failures = 3, .code = 5};
    EXPECT_EQ(upgrade(database).steps, 1U);
    EXPECT_EQ(database.times("COMMIT"), 4);
    EXPECT_EQ(database.times("sleep"), 3);
    EXPECT_EQ(database.times("ROLLBACK"), 0);
}

TEST_P(dialogue, a_commit_that_fails_otherwise_is_not) {
    for (const int code : {13, 787}) {
        scripted database{.troubled = "COMMIT", .failures = 1, .code = code};
        EXPECT_EQ(error_of([&] { upgrade(database); }).code(), code);
        EXPECT_EQ(database.times("COMMIT"), 1);
        EXPECT_EQ(database.times("ROLLBACK"), 1);
        EXPECT_EQ(database.asked.back(), "PRAGMA busy_timeout = 77");
    }
}

TEST_P(dialogue, what_sqlite_has_rolled_back_itself_is_not_rolled_back_again) {
    scripted database{.troubled = "CREATE TABLE \"a\"", .failures = 1, .code = 13, .ends_transaction = true};
    EXPECT_EQ(error_of([&] { upgrade(database); }).code(), 13);
    EXPECT_EQ(database.times("ROLLBACK"), 0);
}

TEST_P(dialogue, a_connection_that_is_lost_while_the_observer_runs_is_reported_as_that) {
    scripted database{.troubled = "RELEASE SAVEPOINT",
                      .failures = 1,
                      .code = 1,
                      .ends_transaction = true,
                      .kind = al::connection_error_kind::connection_lost};
    const auto watch = [](const al::migration_event&) {};
    const std::string message = error_of([&] { upgrade(database, {.watch = watch}); }).what();
    EXPECT_NE(message.find("trouble"), std::string::npos) << message;
    EXPECT_EQ(message.find("the observer"), std::string::npos) << message;
    EXPECT_EQ(database.times("ROLLBACK"), 0);
}

TEST_P(dialogue, a_first_read_that_is_busy_waits) {
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

TEST_P(dialogue, a_version_table_that_another_process_creates_meanwhile_is_read) {
    scripted database{.troubled = "", .is_created_meanwhile = true};
    EXPECT_EQ(upgrade(database).to, strings{"1"});
    EXPECT_EQ(database.times("SELECT version_num"), 2);
    EXPECT_EQ(database.asked.size(), 3U);
}

TEST_P(dialogue, every_request_may_fail_and_nothing_is_left_open) {
    scripted whole;
    upgrade(whole);
    for (std::size_t i = 0; i < whole.asked.size(); ++i) {
        scripted database{.troubled = "", .code = 10, .troubled_request = i + 1};
        try {
            upgrade(database);
        } catch (const al::migration_error&) {}
        EXPECT_FALSE(database.in_transaction) << whole.asked[i];
        const auto was_set = database.times("PRAGMA busy_timeout = 0");
        EXPECT_GE(database.times("PRAGMA busy_timeout = 77"), was_set) << whole.asked[i];
    }
}

TEST_P(dialogue, an_engine_that_is_abandoned_midway_frees_what_it_holds) {
    for (std::size_t stop = 0; stop < 21; ++stop) {
        const std::size_t before = live_allocations;
        std::size_t midway = 0;
        bool is_done = false;
        if (GetParam() == driver::by_hand) {
            scripted database;
            auto work = call_of(database);
            for (std::size_t n = 0; n < stop && !work.done(); ++n) work.answer(database(work.asked()));
            midway = live_allocations, is_done = work.done();
        } else {
            scripted database;
            test::loop loop;
            scripted_connection db{&database};
            test::basic_awaited_connection<scripted_connection> awaited(loop, db);
            auto work = al::async_upgrade<history>(awaited);
            work.start_on(loop);
            for (std::size_t n = 0; n <= stop; ++n) loop.turn();
            midway = live_allocations, is_done = work.done();
        }
        const std::size_t after = live_allocations;
        EXPECT_FALSE(is_done) << stop;
        EXPECT_GT(midway, before) << stop;
        EXPECT_EQ(after, before) << stop;
    }
}

}  // namespace
