// SPDX-License-Identifier: BSL-1.0
// The digital market's own migrations, on its event loop: what the environment file (env.py) was. The caller chooses
// the mode: `--offline` writes the script, and needs no database; otherwise the database of aludel.ini or of
// ALUDEL_DATABASE_URL is migrated to a target, by default `head`, while the loop goes on with its other work.
#include "models.hpp"

#include <aludel/connection/async_engine.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

namespace shop {

static_assert(al::matches<history, models>);

void run_offline() { std::cout << al::script<history, al::sqlite>; }

/// Each layer reports what failed in it: the migration with its revision, then the engine with its database.
void write_log(const al::migration_event& event) {
    if (event.kind == al::event_kind::begin) std::clog << "INFO  " << event.revision << ", " << event.message << '\n';
    else if (event.kind == al::event_kind::failed && event.url.empty()) std::clog << "ERROR " << event.message << '\n';
    else if (event.kind == al::event_kind::failed) std::clog << "ERROR " << event.url << ": " << event.message << '\n';
}

asio::awaitable<void> run_online(std::string target) {
    al::async_engine engine(al::read_configuration());
    engine.options().watch = write_log;
    // One connection, without a pool, closed at the end.
    co_await engine.run([&](auto& db, al::migration_options options) -> al::task_of<decltype(db), void> {
        const al::migration_report report = co_await al::async_upgrade<history>(db, target, std::move(options));
        const al::verification now = co_await al::async_verify<history>(db);
        std::clog << "INFO  " << report.steps << " revisions, now at " << report.to.back()
                  << (now ? "" : ", which is not all that the history says") << '\n';
    });
}

}  // namespace shop

int main(int argc, char** argv) {
    const std::string_view mode = argc > 1 ? argv[1] : "head";
    if (mode == "--offline") {
        shop::run_offline();
        return 0;
    }
    asio::io_context loop;
    // Ctrl+C cancels the migration, which is rolled back.
    asio::cancellation_signal stop;
    asio::signal_set signals(loop, SIGINT, SIGTERM);
    signals.async_wait([&](asio::error_code error, int) {
        if (!error) stop.emit(asio::cancellation_type::terminal);
    });
    int code = 0;
    asio::co_spawn(loop, shop::run_online(std::string(mode)),
                   asio::bind_cancellation_slot(stop.slot(), [&](const std::exception_ptr& failure) {
                       signals.cancel();
                       try {
                           if (failure) std::rethrow_exception(failure);
                       } catch (const std::exception& error) {
                           std::clog << "FAILED " << error.what() << '\n';
                           code = 1;
                       }
                   }));
    loop.run();
    return code;
}
