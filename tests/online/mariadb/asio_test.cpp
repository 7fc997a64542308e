// SPDX-License-Identifier: BSL-1.0
// MariaDB awaited with Asio: migrations, cancellation, lost connections, and a loop that stays free.
#include <aludel/connection/asio_mariadb.hpp>

#include "../../servers/mariadb.hpp"
#include "../asio/asio_trial.hpp"

#include <cstdlib>  // mkstemp

#include <netinet/in.h>  // sockaddr_in
#include <sys/socket.h>
#include <unistd.h>

namespace {

namespace al = aludel;
using test::result_of;
namespace net = test::net;

static_assert(al::async_connection<al::asio_mariadb::connection>);

net::awaitable<int> connect(al::asio_mariadb::connection& db, std::string url) {
    co_await db.connect(std::move(url));
    co_return 0;
}

struct fixture {
    test::mariadb_database own;
    net::io_context loop;
    al::asio_mariadb::connection db{loop.get_executor()};
    al::mariadb::connection blocking = own.connect();

    fixture() { result_of(loop, connect(db, own.url())); }
    auto execute(const char* sql) {
        const auto statement = [&, sql]() -> net::awaitable<std::int64_t> { return db.execute(sql); };
        return result_of(loop, statement());
    }
};

TEST(AsioMariadb, TheDigitalMarketUpAndDown) {
    fixture f;
    EXPECT_EQ(result_of(f.loop, al::async_upgrade<test::market>(f.db)).steps, 5U);
    EXPECT_EQ(result_of(f.loop, al::async_current<test::market>(f.db)), std::vector<std::string>{"5ca0f991801d"});
    EXPECT_TRUE(result_of(f.loop, al::async_drift<test::market>(f.db)).empty());
    const test::mariadb_database other;
    al::mariadb::connection by_blocking = other.connect();
    al::upgrade<test::market>(by_blocking);
    EXPECT_EQ(test::catalog(f.blocking), test::catalog(by_blocking));
    EXPECT_EQ(result_of(f.loop, al::async_downgrade<test::market>(f.db, "base")).steps, 5U);
}

TEST(AsioMariadb, SeveralStatementsAndErrorsAreTheSame) {
    fixture f;
    EXPECT_EQ(f.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2); SELECT 1; UPDATE t SET a = 1"), 2);
    const auto rows = [&]() -> net::awaitable<al::query_result> { return f.db.query("SELECT 1; SELECT a FROM t"); };
    EXPECT_EQ(result_of(f.loop, rows()), (al::query_result{{"1"}, {"1"}}));
    try {
        f.execute("START TRANSACTION; DELETE FROM t; SELECT no FROM t; DROP TABLE t");
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.sqlstate(), "42S22");
    }
    EXPECT_TRUE(f.db.in_transaction());
    EXPECT_EQ(f.execute("ROLLBACK"), 0);
    EXPECT_FALSE(f.db.in_transaction());
    EXPECT_EQ(test::text_of(f.blocking, "SELECT count(*) FROM t"), "2|\n");
}

TEST(AsioMariadb, ParametersAndTypedRows) {
    fixture f;
    test::bind_and_read(f.loop, f.db);
}

TEST(AsioMariadb, CancelledAnywhereTheNextGoesOn) {
    fixture f;
    test::cancel_everywhere(
        f.loop, f.db,
        [&] {
            al::upgrade<test::market>(f.blocking);
            al::downgrade<test::market>(f.blocking, "2fda6446e69f");
        },
        [] {}, true);
}

inline constexpr const char* forever =
    "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b WHERE a.seq + b.seq = 0";
inline constexpr auto slow = al::revision("slow").irreversible("-").upgrade(
    al::execute("CREATE TABLE numbers (i INTEGER)"), al::execute(forever));
inline constexpr auto only = al::settings().dialects(al::mariadb);
inline constexpr al::history<only, slow> endless{};

TEST(AsioMariadb, AStatementThatRunsIsKilled) {
    fixture f;
    net::cancellation_signal signal;
    test::cancel_when(f.loop, signal, [&] {
        const std::string statement = "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info = '";
        return !f.blocking.query(statement + forever + "'").empty();
    });
    try {
        result_of(f.loop, al::async_upgrade<endless>(f.db), &signal);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.sqlstate(), "70100") << error.what();
    }
    EXPECT_FALSE(f.db.in_transaction());
    EXPECT_TRUE(result_of(f.loop, al::async_current<endless>(f.db)).empty());
}

TEST(AsioMariadb, AStatementThatIsAboutToRunIsKilled) {
    fixture f;
    test::cancel_at_once(f.loop, f.db, forever);
}

TEST(AsioMariadb, ACancellationIsReportedOnce) {
    fixture f;
    test::report_once(f.loop, f.db);
}

TEST(AsioMariadb, ACancellationBehindTheMigrationIsSeen) {
    fixture f;
    test::cancel_behind(f.loop, f.db);
}

// Another connection kills this one before each of its statements in turn.
TEST(AsioMariadb, ALostConnectionIsReportedAndTheNextGoesOn) {
    const test::mariadb_database own;
    net::io_context loop;
    al::mariadb::connection other = own.connect();
    std::size_t lost = 0;
    for (std::size_t stop = 1;; ++stop) {
        al::asio_mariadb::connection db(loop.get_executor());
        result_of(loop, connect(db, own.url()));
        std::size_t statements = 0;
        const auto watch = [&](const al::migration_event& event) {
            if (event.kind == al::event_kind::statement && ++statements == stop)
                other.execute("KILL " + std::to_string(mysql_thread_id(db.handle())));
        };
        try {
            result_of(loop, al::async_upgrade<test::market>(db, {.watch = watch}));
            break;
        } catch (const al::migration_error& error) {
            EXPECT_EQ(al::mysql_family::errors::kind_of(error.code()), al::connection_error_kind::connection_lost)
                << error.what();
        }
        ASSERT_LT(++lost, 100U);
        stop %= 7;
    }
    EXPECT_GE(lost, 4U);
    EXPECT_TRUE(al::drift<test::market>(other).empty());
}

TEST(AsioMariadb, AnEngineOpensGivesAndCloses) {
    const test::mariadb_database own;
    test::use_engine(own.url());
    al::mariadb::connection other = own.connect();
    EXPECT_EQ(al::current<test::market>(other), std::vector<std::string>{"5ca0f991801d"});
    const std::string count = "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()";
    for (int i = 0; i < 1000 && test::text_of(other, count) != "1|\n"; ++i) {}  // the threads of the others end
    EXPECT_EQ(test::text_of(other, count), "1|\n");
}

TEST(AsioMariadb, KilledAnywhereTheNextGoesOn) {
    const test::mariadb_database own;
    test::kill_everywhere(own.url(), true);
}

TEST(AsioMariadb, AServerThatIsNotThereIsNamed) {
    net::io_context loop;
    al::asio_mariadb::connection db(loop.get_executor());
    try {
        result_of(loop, connect(db, "mariadb://me:hush@127.0.0.1:1/shop"));
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.kind(), al::connection_error_kind::connection_lost);
        const std::string message = error.what();
        EXPECT_TRUE(message.starts_with("cannot connect to `mariadb://me:***@127.0.0.1:1/shop`: ")) << message;
    }
    EXPECT_THROW(result_of(loop, connect(db, "sqlite:///shop.db")), std::invalid_argument);
}

// A server that accepts and says nothing.
struct silent_server {
    int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    silent_server() {
        address.sin_family = AF_INET, address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(listen(socket, 9), 0);
        getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    }
    silent_server(const silent_server&) = delete;
    silent_server& operator=(const silent_server&) = delete;
    ~silent_server() { close(socket); }
    [[nodiscard]] std::string url() const {
        return "mariadb://me@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/shop";
    }
};

TEST(AsioMariadb, ConnectingIsCancelledAndHasItsTimeLimit) {
    const silent_server server;
    net::io_context loop;
    al::asio_mariadb::connection db(loop.get_executor());
    net::cancellation_signal signal;
    net::steady_timer timer(loop, std::chrono::milliseconds(20));
    timer.async_wait([&](auto) { signal.emit(net::cancellation_type::terminal); });
    try {
        result_of(loop, connect(db, server.url()), &signal);
        ADD_FAILURE() << "nothing failed";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(error.kind(), al::connection_error_kind::cancelled) << error.what();
    }
    char path[] = "/tmp/aludel_options_XXXXXX";
    const int file = mkstemp(path);
    const std::string_view options = "[client]\nconnect-timeout=1\n";
    EXPECT_EQ(write(file, options.data(), options.size()), static_cast<ssize_t>(options.size()));
    close(file);
    EXPECT_THROW(result_of(loop, connect(db, server.url() + "?options_file=" + path)), al::connection_error);
    unlink(path);
}

TEST(AsioMariadb, ACoroutineThatIsDestroyedSendsNothingMore) {
    const test::mariadb_database own;
    al::mariadb::connection other = own.connect();
    other.execute("CREATE TABLE t (a INT)");
    unsigned long thread = 0;
    {
        net::io_context loop;
        al::asio_mariadb::connection db(loop.get_executor());
        result_of(loop, connect(db, own.url()));
        thread = mysql_thread_id(db.handle());
        const auto work = [&]() -> net::awaitable<void> {
            co_await db.execute("START TRANSACTION; INSERT INTO t VALUES (1); SELECT SLEEP(60)");
            co_await db.execute("COMMIT");
        };
        net::co_spawn(loop, work(), net::detached);
        loop.restart();
        loop.run_for(std::chrono::milliseconds(50));
    }
    try {
        other.execute("KILL " + std::to_string(thread));  // the server would notice later
    } catch (const al::connection_error&) {}
    EXPECT_EQ(test::text_of(other, "SELECT count(*) FROM t"), "0|\n");
}

inline constexpr auto waiting =
    al::revision("waiting").irreversible("-").upgrade(al::execute("DO GET_LOCK(CONCAT(DATABASE(), '_free'), 3600)"));
inline constexpr al::history<only, waiting> waiting_history{};

/// The statement waits for what the loop does meanwhile.
TEST(AsioMariadb, TheLoopStaysFree) {
    fixture f;
    f.blocking.execute("DO GET_LOCK(CONCAT(DATABASE(), '_free'), 0)");
    const auto waits = [&] {
        return !f.blocking
                    .query("SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User lock'")
                    .empty();
    };
    test::call_when(f.loop, waits, [&] { f.blocking.execute("DO RELEASE_LOCK(CONCAT(DATABASE(), '_free'))"); });
    EXPECT_EQ(result_of(f.loop, al::async_upgrade<waiting_history>(f.db)).steps, 1U);
}

}  // namespace
