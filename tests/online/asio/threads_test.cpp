// SPDX-License-Identifier: BSL-1.0
// Awaited connections on loops with several threads, for the thread sanitizer: coroutines on strands, which are
// cancelled at any time.
#include "asio_trial.hpp"

#if defined(ALUDEL_POSTGRESQL)
#include "../../servers/postgresql.hpp"
#endif
#if defined(ALUDEL_BOOST_ASIO)
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#else
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#endif

#include <atomic>
#include <filesystem>
#include <memory>

#include <unistd.h>

namespace {

namespace al = aludel;
namespace net = test::net;

net::awaitable<void> up_and_down(std::string url) {
    const al::async_engine engine(std::move(url));
    co_await engine.run([](auto& db, al::migration_options options) -> al::task_of<decltype(db), void> {
        co_await al::async_upgrade<test::market>(db, options);
        co_await al::async_downgrade<test::market>(db, "base", options);
    });
}

/// Runs coroutines on strands of four threads. Each is cancelled from its strand after a time of its own: the first of
/// them not at all, and the second ones when they wait for the first time.
void run_on_strands(const std::vector<std::string>& urls) {
    constexpr int rounds = 6;
    std::atomic<int> done = 0;
    std::atomic<int> failed = 0;
    net::thread_pool threads(4);
    std::vector<std::unique_ptr<net::cancellation_signal>> signals;
    std::vector<std::unique_ptr<net::steady_timer>> timers;
    for (int round = 0; round < rounds; ++round)
        for (const std::string& url : urls) {
            const auto strand = net::make_strand(threads.get_executor());
            net::cancellation_signal& signal = *signals.emplace_back(std::make_unique<net::cancellation_signal>());
            net::co_spawn(strand, up_and_down(url),
                          net::bind_cancellation_slot(
                              signal.slot(), [&](const std::exception_ptr& failure) { ++(failure ? failed : done); }));
            if (round == 0) continue;
            if (round == 1) {
                net::post(strand, [&signal] { signal.emit(net::cancellation_type::terminal); });
                continue;
            }
            auto& timer = *timers.emplace_back(std::make_unique<net::steady_timer>(strand));
            timer.expires_after(std::chrono::milliseconds(round * 7));
            timer.async_wait([&signal](auto) { signal.emit(net::cancellation_type::terminal); });
        }
    threads.join();
    EXPECT_EQ(done + failed, rounds * static_cast<int>(urls.size()));
    EXPECT_GE(done, 1);
    EXPECT_GE(failed, 1);
    for (const std::string& url : urls) {
        net::io_context loop;
        std::exception_ptr failure;
        net::co_spawn(loop, up_and_down(url), [&](const std::exception_ptr& error) { failure = error; });
        loop.run();
        EXPECT_FALSE(failure) << url;
    }
}

TEST(AsioThreads, Sqlite) {
    std::string folder = (std::filesystem::temp_directory_path() / "aludel_asio_XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    run_on_strands({"sqlite:///" + folder + "/a.db", "sqlite:///" + folder + "/b.db"});
    std::filesystem::remove_all(folder);
}

#if defined(ALUDEL_POSTGRESQL)
TEST(AsioThreads, Postgresql) {
    const test::postgresql_database one, other;
    run_on_strands({one.url(), other.url()});
}
#endif

}  // namespace
