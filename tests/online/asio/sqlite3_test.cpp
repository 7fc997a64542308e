// SPDX-License-Identifier: BSL-1.0
// SQLite awaited with Asio: migrations, cancellation, and a loop that stays free.
#include <aludel/connection/asio_sqlite3.hpp>

#include "../../data/long_a.hpp"
#include "asio_trial.hpp"

#if defined(ALUDEL_BOOST_ASIO)
#include <boost/asio/thread_pool.hpp>
#else
#include <asio/thread_pool.hpp>
#endif

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include <unistd.h>

namespace long_a {
inline constexpr al::history<LONG_A_ENTRIES> history{};
}

namespace {

namespace al = aludel;
using test::result_of;
namespace net = test::net;

static_assert(al::async_connection<al::asio_sqlite3::connection>);

inline constexpr auto with_functions =
    al::revision("functions")
        .upgrade(al::create_table("t", al::column("a", al::integer)),
                 al::run([](auto& db) { db.execute("INSERT INTO t VALUES (?)", 7); }),
                 al::run([](auto& db) -> al::task_of<decltype(db), void> {
                     co_await db.execute("INSERT INTO t VALUES (8)");
                 }))
        .downgrade(al::drop_table("t"));
inline constexpr al::history<with_functions> functions{};

TEST(AsioSqlite, TheDigitalMarketUpAndDown) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    EXPECT_EQ(result_of(loop, al::async_upgrade<test::market>(db)).steps, 5U);
    EXPECT_EQ(result_of(loop, al::async_current<test::market>(db)), std::vector<std::string>{"5ca0f991801d"});
    EXPECT_TRUE(result_of(loop, al::async_drift<test::market>(db)).empty());
    EXPECT_EQ(result_of(loop, al::async_downgrade<test::market>(db, "base")).steps, 5U);
}

TEST(AsioSqlite, ARealHistoryUpAndDown) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    EXPECT_EQ(result_of(loop, al::async_upgrade<long_a::history>(db)).steps, 112U);
    EXPECT_TRUE(result_of(loop, al::async_drift<long_a::history>(db)).empty());
}

TEST(AsioSqlite, FunctionsOfBothKindsRun) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    result_of(loop, al::async_upgrade<functions>(db));
    EXPECT_EQ(db.blocking().query("SELECT group_concat(a) FROM t")[0][0], "7,8");
}

TEST(AsioSqlite, CancelledAnywhereItIsAtTheOldRevision) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    db.blocking().execute("PRAGMA foreign_keys = ON");
    test::cancel_everywhere(
        loop, db,
        [&] {
            al::downgrade<test::market>(db.blocking(), "base");
            al::upgrade<test::market>(db.blocking(), "2fda6446e69f");
        },
        [&] { EXPECT_EQ(db.blocking().query("PRAGMA foreign_keys")[0][0], "1"); });
}

struct in_a_folder : testing::Test {
    std::string folder = (std::filesystem::temp_directory_path() / "aludel_asio_XXXXXX").string();
    in_a_folder() {
        if (mkdtemp(folder.data()) == nullptr) ADD_FAILURE() << folder;
    }
    ~in_a_folder() override { std::filesystem::remove_all(folder); }
    [[nodiscard]] std::string url(const std::string& file) const { return "sqlite:///" + folder + "/" + file; }
};
using AsioEngine = in_a_folder;

TEST_F(AsioEngine, OpensGivesAndCloses) {
    test::use_engine(url("shop.db"));
    EXPECT_EQ(al::current<test::market>(al::sqlite3::connection::from_url(url("shop.db"))),
              std::vector<std::string>{"5ca0f991801d"});
}

TEST_F(AsioEngine, KilledAnywhereTheNextGoesOn) { test::kill_everywhere(url("killed.db")); }

TEST_F(AsioEngine, ReportsWhatItCannotOpen) {
    net::io_context loop;
    std::string seen;
    al::async_engine engine(url("no/folder.db"));
    engine.options().watch = [&](const al::migration_event& event) { seen = event.message; };
    const auto nothing = [](auto& db) -> al::task_of<decltype(db), int> {
        co_await db.execute("SELECT 1");
        co_return 1;
    };
    try {
        result_of(loop, engine.run(nothing));
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(seen, error.what());
    }
    EXPECT_THROW(al::async_engine("mysql://host/shop"), std::invalid_argument);
    EXPECT_THROW(al::async_engine("sqlite:///*.db"), std::invalid_argument);
    EXPECT_THROW(al::async_engine("shop.db"), std::invalid_argument);
}

// A statement that would run for minutes.
inline constexpr auto endless = al::revision("endless").irreversible("-").upgrade(
    al::execute("CREATE TABLE numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                "10000000000) SELECT max(i) AS most FROM n"));
inline constexpr al::history<endless> without_end{};

TEST(AsioSqlite, AStatementThatRunsIsInterrupted) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    // No other statement has so many instructions.
    std::atomic<bool> runs = false;
    sqlite3_progress_handler(
        db.blocking().handle(), 1'000'000, [](void* flag) { return *static_cast<std::atomic<bool>*>(flag) = true, 0; },
        &runs);
    net::cancellation_signal signal;
    test::cancel_when(loop, signal, [&] { return runs.load(); });
    try {
        result_of(loop, al::async_upgrade<without_end>(db), &signal);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.code() & 0xFF, SQLITE_INTERRUPT) << error.what();
    }
    EXPECT_FALSE(db.in_transaction());
    EXPECT_TRUE(result_of(loop, al::async_current<without_end>(db)).empty());
}

TEST(AsioSqlite, AStatementThatIsAboutToRunIsInterrupted) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    test::cancel_at_once(loop, db,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                         "10000000000) SELECT max(i) FROM n");
}

TEST(AsioSqlite, ACancellationIsReportedOnce) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    test::report_once(loop, db);
}

TEST(AsioSqlite, AFunctionThatWaitsIsCancelled) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    test::cancel_function(loop, db);
}

TEST(AsioSqlite, ACancellationBehindTheMigrationIsSeen) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    test::cancel_behind(loop, db);
}

// The coroutine is destroyed, and its connection, while the thread is at work.
TEST_F(AsioEngine, ALoopThatEndsEndsItsCoroutines) {
    const auto run = [&](auto& loop) {
        net::co_spawn(loop, al::async_engine(url("ended.db")).run([](auto& db) -> al::task_of<decltype(db), void> {
            co_await al::async_upgrade<without_end>(db);
        }),
                      [](const std::exception_ptr&) { ADD_FAILURE() << "it has ended"; });
    };
    {
        net::io_context loop;
        run(loop);
        loop.run_for(std::chrono::milliseconds(50));
    }
    {
        net::thread_pool threads(2);
        run(threads);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        threads.stop();
    }
    al::sqlite3::connection after = al::sqlite3::connection::from_url(url("ended.db"));
    EXPECT_TRUE(al::current<without_end>(after).empty());
    after.execute("BEGIN EXCLUSIVE");  // nobody holds it any more
}

TEST(AsioSqlite, AConnectionOutlivesALoop) {
    al::asio_sqlite3::connection db(":memory:");
    {
        net::io_context loop;
        net::co_spawn(loop, al::async_upgrade<without_end>(db), net::detached);
        loop.run_for(std::chrono::milliseconds(50));
    }
    if (db.in_transaction()) db.blocking().execute("ROLLBACK");
    net::io_context next;
    EXPECT_EQ(result_of(next, al::async_upgrade<test::market>(db)).steps, 5U);
}

TEST(AsioSqlite, ParametersAndTypedRows) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    test::bind_and_read(loop, db);
}

inline constexpr auto slow = al::revision("slow").irreversible("-").upgrade(
    al::execute("CREATE TABLE numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                "1000000) SELECT i FROM n"));
inline constexpr al::history<slow> a_million{};

TEST(AsioSqlite, TheLoopStaysFree) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    // Measured alone it is below 20 ms; on a busy machine the whole process waits now and then.
    EXPECT_LT(test::longest_block(loop, al::async_upgrade<a_million>(db)).count(), 200);
    EXPECT_EQ(db.blocking().query("SELECT count(*) FROM numbers")[0][0], "1000000");
}

// A coroutine is not suspended for each short statement, but often enough for others to go on.
TEST(AsioSqlite, OthersAreServedBetweenShortStatements) {
    net::io_context loop;
    al::asio_sqlite3::connection db(":memory:");
    bool is_over = false;
    int served = 0;
    const auto other = [&]() -> net::awaitable<void> {
        while (!is_over) {
            co_await net::post(loop, net::use_awaitable);
            ++served;
        }
    };
    const auto statements = [&]() -> net::awaitable<int> {
        int executed = 0;
        for (; served < 10 && executed < 1'000'000; ++executed) co_await db.execute("SELECT 1");
        is_over = true;
        co_return executed;
    };
    net::co_spawn(loop, other(), net::detached);
    EXPECT_LT(result_of(loop, statements()), 1'000'000);
}

}  // namespace
