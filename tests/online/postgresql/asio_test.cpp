// SPDX-License-Identifier: BSL-1.0
// PostgreSQL awaited with Asio: migrations, cancellation, and a loop that stays free.
#include <aludel/connection/asio_postgresql.hpp>

#include "../../servers/postgresql.hpp"
#include "../asio/asio_trial.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

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

/// Stands before the server, hands on the first connection, and leaves all others without an answer.
class relay {
public:
    explicit relay(const std::string& url) : url_(url) {
        if (mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << folder_;
        const std::size_t host = url.find("host=") + 5;
        const std::string server = url.substr(host, url.find('&', host) - host);
        url_.replace(host, server.size(), folder_);
        listener_ = endpoint(folder_, bind);
        listen(listener_, 8);
        thread_ = std::thread([this, server] { run(server); });
    }
    relay(const relay&) = delete;
    relay& operator=(const relay&) = delete;
    ~relay() {
        thread_.join();
        for (const int each : unanswered_) close(each);
        close(listener_);
        std::filesystem::remove_all(folder_);
    }
    [[nodiscard]] const std::string& url() const { return url_; }
    /// How many connections were left without an answer.
    [[nodiscard]] std::size_t unanswered() const { return unanswered_.size(); }

private:
    template <class Call>
    static int endpoint(const std::string& folder, Call call) {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        (folder + "/.s.PGSQL.5432").copy(address.sun_path, sizeof address.sun_path - 1);
        const int result = socket(AF_UNIX, SOCK_STREAM, 0);
        EXPECT_EQ(call(result, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(sizeof address)), 0);
        return result;
    }
    void run(const std::string& server) {
        const int client = accept(listener_, nullptr, nullptr), target = endpoint(server, connect);
        pollfd ready[] = {{client, POLLIN, 0}, {target, POLLIN, 0}, {listener_, POLLIN, 0}};
        for (bool is_open = true; is_open;) {
            poll(ready, 3, -1);
            for (const int from : {0, 1}) {
                if (ready[from].revents == 0) continue;
                char some[4096];
                const ssize_t size = read(ready[from].fd, some, sizeof some);
                if (size <= 0 || write(ready[1 - from].fd, some, static_cast<std::size_t>(size)) != size)
                    is_open = false;
                // The statement has ended: so does the silence.
                if (from == 1) end_silence();
            }
            if (ready[2].revents != 0) unanswered_.push_back(accept(listener_, nullptr, nullptr));
        }
        end_silence();
        close(client), close(target);
    }
    void end_silence() {
        for (const int each : unanswered_) shutdown(each, SHUT_RDWR);
    }

    std::string url_;
    std::string folder_ = (std::filesystem::temp_directory_path() / "aludel_relay_XXXXXX").string();
    int listener_ = -1;
    std::vector<int> unanswered_;
    std::thread thread_;
};

// libpq asks for a cancellation by a second connection. Where the server does not answer it, the loop is free.
TEST(AsioPostgresql, TheLoopStaysFreeWhileACancellationIsUnanswered) {
    fixture f;
    relay slow_server(f.own.url());
    std::size_t executed = 0;
    const auto work = [&]() -> net::awaitable<int> {
        const auto db = co_await al::asio_postgresql::connection::from_url(slow_server.url());
        const auto statement = [&]() -> net::awaitable<void> {
            co_await db->execute("SELECT pg_sleep(0.5)");
            ++executed;
            try {
                co_await db->execute("SELECT 1");  // the first had ended before it could be cancelled
            } catch (const al::connection_error& error) {
                if (error.kind() == al::connection_error_kind::cancelled) ++executed;
            }
        };
        net::cancellation_signal signal;
        net::steady_timer timer(f.loop, std::chrono::milliseconds(50)), ended(f.loop, std::chrono::seconds(20));
        timer.async_wait([&](auto) { signal.emit(net::cancellation_type::terminal); });
        net::co_spawn(f.loop, statement(),
                      net::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr) { ended.cancel(); }));
        al::asio_support::error_code ignored;
        co_await ended.async_wait(net::redirect_error(net::use_awaitable, ignored));
        co_return 0;
    };
    EXPECT_LT(test::longest_block(f.loop, work()).count(), 200);
    EXPECT_EQ(executed, 2U);
    EXPECT_GE(slow_server.unanswered(), 1U);
}

TEST(AsioPostgresql, AFunctionThatWaitsIsCancelled) {
    fixture f;
    test::cancel_function(f.loop, f.db);
}

TEST(AsioPostgresql, ACancellationBehindTheMigrationIsSeen) {
    fixture f;
    test::cancel_behind(f.loop, f.db);
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
