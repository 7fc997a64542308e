// SPDX-License-Identifier: BSL-1.0
// PostgreSQL awaited with Asio: migrations, cancellation, and a loop that stays free.
#include <aludel/connection/asio_postgresql.hpp>

#include "../../servers/postgresql.hpp"
#include "../asio/asio_trial.hpp"

namespace {

namespace al = aludel;
using test::result_of;
namespace net = test::net;

static_assert(al::async_connection<al::asio_postgresql::connection>);

struct fixture {
    test::postgresql_database own;
    net::io_context loop;
    al::asio_postgresql::connection db{loop.get_executor()};
    al::postgresql::connection blocking = own.connect();

    fixture() {
        result_of(loop, [](auto& connected, std::string url) -> net::awaitable<int> {
            co_await connected.connect(url);
            co_return 0;
        }(db, own.url()));
    }
};

TEST(AsioPostgresql, TheDigitalMarketUpAndDown) {
    fixture f;
    EXPECT_EQ(result_of(f.loop, al::async_upgrade<test::market>(f.db)).steps, 5U);
    EXPECT_EQ(result_of(f.loop, al::async_current<test::market>(f.db)), std::vector<std::string>{"5ca0f991801d"});
    const test::postgresql_database other;
    al::postgresql::connection by_blocking = other.connect();
    al::upgrade<test::market>(by_blocking);
    EXPECT_EQ(test::catalog(f.blocking), test::catalog(by_blocking));
    EXPECT_EQ(result_of(f.loop, al::async_downgrade<test::market>(f.db, "base")).steps, 5U);
}

TEST(AsioPostgresql, ErrorsAreTheSame) {
    fixture f;
    const auto failing_query = [&]() -> net::awaitable<int> {
        co_await f.db.query("SELECT 1 / 0");
        co_return 0;
    };
    try {
        result_of(f.loop, failing_query());
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.sqlstate(), "22012");
    }
    const auto copies = [&](const char* sql) -> net::awaitable<int> {
        co_await f.db.execute(sql);
        co_return 0;
    };
    EXPECT_THROW(result_of(f.loop, copies("COPY pg_class TO STDOUT")), al::connection_error);
    EXPECT_THROW(result_of(f.loop, copies("CREATE TEMP TABLE t (a int); COPY t FROM STDIN")), al::connection_error);
    EXPECT_EQ(result_of(f.loop, copies("SELECT 1")), 0);
}

TEST(AsioPostgresql, CancelledAnywhereItIsAtTheOldRevision) {
    fixture f;
    test::cancel_everywhere(
        f.loop, f.db,
        [&] {
            al::downgrade<test::market>(f.blocking, "base");
            al::upgrade<test::market>(f.blocking, "2fda6446e69f");
        },
        [] {});
}

inline constexpr auto slow = al::revision("slow").irreversible("-").upgrade(
    al::execute("CREATE TABLE numbers (i INTEGER)"), al::execute("SELECT pg_sleep(60)"));
inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr al::history<only, slow> sleeping{};

TEST(AsioPostgresql, AStatementThatRunsIsCancelledByTheServer) {
    fixture f;
    net::cancellation_signal signal;
    test::cancel_when(f.loop, signal, [&] {
        return !f.blocking
                    .query(
                        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND "
                        "query = 'SELECT pg_sleep(60)'")
                    .empty();
    });
    try {
        result_of(f.loop, al::async_upgrade<sleeping>(f.db), &signal);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.sqlstate(), "57014") << error.what();
    }
    EXPECT_FALSE(f.db.in_transaction());
    EXPECT_EQ(test::text_of(f.blocking, "SELECT to_regclass('numbers')"), "NULL|\n");
    EXPECT_TRUE(result_of(f.loop, al::async_current<sleeping>(f.db)).empty());
}

TEST(AsioPostgresql, AnEngineOpensGivesAndCloses) {
    const test::postgresql_database own;
    test::use_engine(own.url());
    al::postgresql::connection other = own.connect();
    EXPECT_EQ(al::current<test::market>(other), std::vector<std::string>{"5ca0f991801d"});
    const std::string count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()";
    while (test::text_of(other, count) != "1|\n") {}  // the sessions of the others end
}

TEST(AsioPostgresql, KilledAnywhereTheNextGoesOn) {
    const test::postgresql_database own;
    test::kill_everywhere(own.url());
}

TEST(AsioPostgresql, AStatementThatIsAboutToRunIsCancelled) {
    fixture f;
    test::cancel_at_once(f.loop, f.db, "SELECT pg_sleep(60)");
}

TEST(AsioPostgresql, ACancellationIsReportedOnce) {
    fixture f;
    test::report_once(f.loop, f.db);
}

TEST(AsioPostgresql, ParametersAndTypedRows) {
    fixture f;
    test::bind_and_read(f.loop, f.db);
}

TEST(AsioPostgresql, AServerThatIsNotThereIsNamed) {
    net::io_context loop;
    al::asio_postgresql::connection db(loop.get_executor());
    const auto connects = [&]() -> net::awaitable<int> {
        co_await db.connect("postgresql://me:hush@127.0.0.1:1/shop");
        co_return 0;
    };
    try {
        result_of(loop, connects());
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.kind(), al::connection_error_kind::connection_lost);
        const std::string message = error.what();
        EXPECT_TRUE(message.starts_with("cannot connect to `postgresql://me:***@127.0.0.1:1/shop`: ")) << message;
    }
}

inline constexpr auto waiting =
    al::revision("waiting").irreversible("-").upgrade(al::execute("SELECT pg_advisory_xact_lock(77)"));
inline constexpr al::history<only, waiting> waiting_history{};

/// The statement waits for what the loop does meanwhile.
TEST(AsioPostgresql, TheLoopStaysFree) {
    fixture f;
    f.blocking.query("SELECT pg_advisory_lock(77)");
    const auto waits = [&] {
        return !f.blocking
                    .query(
                        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = "
                        "'Lock'")
                    .empty();
    };
    test::call_when(f.loop, waits, [&] { f.blocking.query("SELECT pg_advisory_unlock(77)"); });
    EXPECT_EQ(result_of(f.loop, al::async_upgrade<waiting_history>(f.db)).steps, 1U);
}

}  // namespace
