// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../../../examples/digital_market/history.hpp"
#include "../child_process.hpp"

#include <aludel/connection/async_engine.hpp>

#if defined(ALUDEL_BOOST_ASIO)
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#else
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#endif

#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// What the tests of all awaited connections on Asio do.
namespace test {

namespace al = aludel;
namespace net = al::asio_support::net;

inline constexpr auto on_all = al::settings().dialects(al::sqlite, al::postgresql, al::mariadb);
inline constexpr al::history<on_all, shop::empty_start, shop::initial_tables, shop::add_hidden_content,
                             shop::add_payment_id, shop::add_payment_type>
    market{};

/// The result of a coroutine on a loop; with a signal it can be cancelled.
template <class T>
T result_of(net::io_context& loop, net::awaitable<T> work, net::cancellation_signal* signal = nullptr) {
    std::exception_ptr failure;
    std::optional<T> result;
    const auto done = [&](std::exception_ptr error, T value) { failure = error, result = std::move(value); };
    if (signal == nullptr) net::co_spawn(loop, std::move(work), done);
    else net::co_spawn(loop, std::move(work), net::bind_cancellation_slot(signal->slot(), done));
    loop.restart();
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

/// Calls a function on a loop as soon as a condition holds, for which it looks again and again.
template <class Condition, class Call>
void call_when(net::io_context& loop, Condition holds, Call call) {
    const auto look = [](Condition is_time, Call wanted) -> net::awaitable<void> {
        net::steady_timer timer(co_await net::this_coro::executor);
        while (!is_time()) {
            timer.expires_after(std::chrono::milliseconds(5));
            co_await timer.async_wait(net::use_awaitable);
        }
        wanted();
    };
    net::co_spawn(loop, look(std::move(holds), std::move(call)), net::detached);
}
/// Cancels something as soon as a condition holds.
template <class Condition>
void cancel_when(net::io_context& loop, net::cancellation_signal& signal, Condition holds) {
    call_when(loop, std::move(holds), [&signal] { signal.emit(net::cancellation_type::terminal); });
}

/// Cancels an upgrade before each of its statements; `reset` brings the database to the first revision with tables, and
/// `sound` says what else must hold. Where each change of the schema commits by itself, revisions may be applied.
template <class Connection, class Reset, class Sound>
void cancel_everywhere(net::io_context& loop, Connection& db, Reset reset, Sound sound, bool commits_each = false) {
    std::size_t cancelled = 0;
    for (std::size_t stop = 1;; ++stop) {
        reset();
        net::cancellation_signal signal;
        std::size_t statements = 0;
        const auto watch = [&](const al::migration_event& event) {
            if (event.kind == al::event_kind::statement && ++statements == stop)
                signal.emit(net::cancellation_type::terminal);
        };
        bool failed = false;
        try {
            result_of(loop, al::async_upgrade<market>(db, {.watch = watch}), &signal);
        } catch (const al::migration_error& error) {
            failed = true;
            EXPECT_NE(std::string(error.what()).find("cancelled"), std::string::npos) << error.what();
        }
        const std::vector<std::string> now = result_of(loop, al::async_current<market>(db));
        ASSERT_EQ(now.size(), 1U);
        if (!(failed && commits_each)) {
            EXPECT_EQ(now[0], failed ? "2fda6446e69f" : "5ca0f991801d") << stop;
        }
        EXPECT_FALSE(db.in_transaction()) << stop;
        sound();
        if (statements < stop) break;
        EXPECT_TRUE(failed) << stop;
        ++cancelled;
    }
    EXPECT_GE(cancelled, 4U);
}

/// Cancels an endless statement right after it was handed over, when the database may not have begun it: whichever
/// comes first, it must end.
template <class Connection>
void cancel_at_once(net::io_context& loop, Connection& db, const char* endless) {
    for (int round = 0; round < 20; ++round) {
        net::cancellation_signal signal;
        const auto statement = [&]() -> net::awaitable<std::int64_t> {
            net::post(loop, [&] { signal.emit(net::cancellation_type::terminal); });
            const std::int64_t changes = co_await db.execute(endless);
            co_return changes;
        };
        EXPECT_THROW(result_of(loop, statement(), &signal), al::connection_error);
        const auto next = [&]() -> net::awaitable<std::int64_t> { return db.execute("SELECT 1"); };
        EXPECT_NO_THROW(result_of(loop, next())) << round;
    }
}

/// Cancels a coroutine while a statement runs that may have ended before it can be interrupted: whichever it is, one of
/// the statements reports it, and the others do what they say.
template <class Connection>
void report_once(net::io_context& loop, Connection& db) {
    for (int round = 0; round < 20; ++round) {
        net::cancellation_signal signal;
        const auto statements = [&]() -> net::awaitable<int> {
            bool is_cancelled = false;
            net::steady_timer timer(loop, std::chrono::microseconds(round * 20));
            timer.async_wait([&](auto) {
                is_cancelled = true;
                signal.emit(net::cancellation_type::terminal);
            });
            int reports = 0;
            for (int behind = 0; behind < 3; behind += is_cancelled ? 1 : 0) {
                try {
                    co_await db.execute("SELECT 1");
                } catch (const al::connection_error& error) {
                    EXPECT_EQ(error.kind(), al::connection_error_kind::cancelled) << error.what();
                    ++reports;
                }
                co_await net::post(loop, net::use_awaitable);  // an answer that is there at once is not waited for
            }
            co_return reports;
        };
        EXPECT_EQ(result_of(loop, statements(), &signal), 1) << round;
    }
}

inline constexpr auto waiting =
    al::revision("waiting")
        .upgrade(al::create_table("waits", al::column("a", al::integer)),
                 al::run([](auto& db) -> al::task_of<decltype(db), void> {
                     co_await db.execute("INSERT INTO waits VALUES (1)");
                     net::steady_timer timer(co_await net::this_coro::executor, std::chrono::hours(1));
                     co_await timer.async_wait(net::use_awaitable);
                 }))
        .downgrade(al::drop_table("waits"));
inline constexpr al::history<on_all, waiting> with_waiting{};

/// Cancels a function of `run` that waits for something of its own: the report names it, the migration is rolled back,
/// and the same coroutine can go on.
template <class Connection>
void cancel_function(net::io_context& loop, Connection& db) {
    net::cancellation_signal signal;
    net::steady_timer timer(loop, std::chrono::milliseconds(50));
    timer.async_wait([&](auto) {
        signal.emit(net::cancellation_type::terminal);
        signal.emit(net::cancellation_type::all);
    });
    const auto work = [&]() -> net::awaitable<bool> {
        try {
            co_await al::async_upgrade<with_waiting>(db);
            ADD_FAILURE() << "nothing failed";
        } catch (const al::migration_error& error) {
            EXPECT_EQ(error.revision(), "waiting");
            EXPECT_EQ(error.statement(), 1U);
            EXPECT_EQ(error.kind(), al::migration_error_kind::run_failed);
            EXPECT_EQ(error.message(), "the operation was cancelled");
        }
        EXPECT_FALSE(db.in_transaction());
        const std::vector<std::string> now = co_await al::async_current<with_waiting>(db);
        co_return now.empty();
    };
    EXPECT_TRUE(result_of(loop, work(), &signal));
}

/// Cancels a coroutine behind its migration, between two things that it awaits: the next reports it, as Asio does
/// everywhere.
template <class Connection>
void cancel_behind(net::io_context& loop, Connection& db) {
    net::cancellation_signal signal;
    const auto work = [&]() -> net::awaitable<std::size_t> {
        const al::migration_report report = co_await al::async_upgrade<market>(db);
        signal.emit(net::cancellation_type::terminal);
        net::steady_timer timer(loop, std::chrono::milliseconds(1));
        co_await timer.async_wait(net::use_awaitable);
        co_return report.steps;
    };
    EXPECT_THROW(result_of(loop, work(), &signal), std::exception);
    EXPECT_TRUE(result_of(loop, al::async_pending<market>(db)).empty());
}

/// A statement with `?` for its parameters, as a database writes them.
template <class Connection>
std::string with_placeholders(const Connection& db, std::string_view sql) {
    std::string result;
    int count = 0;
    for (const char c : sql)
        if (c == '?' && db.dialect().id == al::op::dialect_id::postgresql) result += "$" + std::to_string(++count);
        else result += c;
    return result;
}

inline constexpr auto people =
    al::revision("people")
        .upgrade(al::create_table("people", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::varchar(40)), al::column("weight", al::double_precision)),
                 al::run([](auto& db) -> al::task_of<decltype(db), void> {
                     using row = std::tuple<int, std::string, std::optional<double>>;
                     const std::string insert =
                         with_placeholders(db, "INSERT INTO people (id, name, weight) VALUES (?, ?, ?)");
                     co_await db.execute(insert, 1, "O'Hara", nullptr);
                     const std::vector<row> more{{2, "Flamel", 61.5}, {3, "Geber", {}}};
                     co_await db.execute_each(insert, more);
                 }),
                 al::run([](auto& db, const al::run_context& run) -> al::task_of<decltype(db), void> {
                     const std::string update = with_placeholders(db, "UPDATE people SET name = ? WHERE id = ?");
                     const auto read = co_await db.template query<int, std::string>(
                         with_placeholders(db, "SELECT id, name FROM people WHERE id > ?"), 1);
                     for (const auto& [id, name] : read)
                         co_await db.execute(update, name + std::string(run.revision), id);
                 }))
        .downgrade(al::drop_table("people"));
inline constexpr al::history<on_all, people> with_people{};

/// Binds parameters and reads typed rows, in functions of a migration and beside them.
template <class Connection>
void bind_and_read(net::io_context& loop, Connection& db) {
    static_assert(al::async_parameter_connection<Connection>);
    using row = std::tuple<std::int64_t, std::string, std::optional<double>>;
    result_of(loop, al::async_upgrade<with_people>(db));
    const auto typed = [&]() -> net::awaitable<std::vector<row>> {
        return db.template query<std::int64_t, std::string, std::optional<double>>(
            "SELECT id, name, weight FROM people ORDER BY id");
    };
    EXPECT_EQ(result_of(loop, typed()),
              (std::vector<row>{{1, "O'Hara", {}}, {2, "Flamelpeople", 61.5}, {3, "Geberpeople", {}}}));
    const auto by_name = with_placeholders(db, "SELECT id, weight FROM people WHERE name = ?");
    // The parameter is the coroutine's own: it can begin later.
    const auto texts = [&]() -> net::awaitable<al::query_result> { return db.query(by_name, std::string("O'Hara")); };
    EXPECT_EQ(result_of(loop, texts()), (al::query_result{{"1", std::nullopt}}));
    const auto update = with_placeholders(db, "UPDATE people SET weight = ? WHERE id > ?");
    const auto changes = [&]() -> net::awaitable<std::int64_t> { return db.execute(update, 70.25, 1); };
    EXPECT_EQ(result_of(loop, changes()), 2);
    const auto binary = std::string("a\0b", 3);
    const auto bytes = [&]() -> net::awaitable<std::vector<std::tuple<std::string>>> {
        const bool is_text = db.dialect().id == al::op::dialect_id::postgresql;
        return db.template query<std::string>(is_text ? "SELECT $1::bytea" : "SELECT ?", al::blob{binary});
    };
    EXPECT_EQ(std::get<0>(result_of(loop, bytes()).at(0)), binary);

    // What fails leaves the connection as it was.
    const auto too_many = [&]() -> net::awaitable<std::int64_t> { return db.execute(update, 1, 2, 3); };
    EXPECT_THROW(result_of(loop, too_many()), al::connection_error);
    const auto null = [&]() -> net::awaitable<std::vector<std::tuple<double>>> {
        return db.template query<double>("SELECT weight FROM people ORDER BY id");
    };
    EXPECT_THROW(result_of(loop, null()), al::connection_error);
    const auto duplicate = with_placeholders(db, "INSERT INTO people (id) VALUES (?)");
    const auto again = [&]() -> net::awaitable<std::int64_t> { return db.execute(duplicate, 1); };
    EXPECT_THROW(result_of(loop, again()), al::connection_error);
    const auto beyond = [&]() -> net::awaitable<std::int64_t> { return db.execute(duplicate, ~std::uint64_t{}); };
    EXPECT_THROW(result_of(loop, beyond()), std::invalid_argument);
    EXPECT_EQ(result_of(loop, typed()).size(), 3U);
    result_of(loop, al::async_downgrade<with_people>(db, "base"));
}

/// What an engine does on the database of a URL: a migration, a result, failures of each layer, and nothing left open.
inline void use_engine(const std::string& url) {
    net::io_context loop;
    std::vector<std::string> failures;
    al::async_engine engine(al::configuration{.database = url});
    engine.options().watch = [&](const al::migration_event& event) {
        if (event.kind == al::event_kind::failed)
            failures.push_back(std::string(event.url) + ": " + std::string(event.message));
    };
    const auto upgrade = [](auto& db, al::migration_options options) -> al::task_of<decltype(db), std::size_t> {
        const al::migration_report report = co_await al::async_upgrade<market>(db, std::move(options));
        co_return report.steps;
    };
    EXPECT_EQ(result_of(loop, engine.run(upgrade)), 5U);
    EXPECT_EQ(result_of(loop, engine.run(upgrade)), 0U);
    EXPECT_TRUE(failures.empty());

    // The migration fails: it reports that, and the engine does, with its database.
    const auto fail = [](auto& db, al::migration_options options) -> al::task_of<decltype(db), std::size_t> {
        const al::migration_report report = co_await al::async_upgrade<market>(db, "nowhere", std::move(options));
        co_return report.steps;
    };
    EXPECT_THROW(result_of(loop, engine.run(fail)), al::revision_error);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_TRUE(failures[0].starts_with(": `nowhere` is no revision")) << failures[0];
    EXPECT_EQ(failures[1], al::redacted_url(url) + failures[0]);

    // The function fails without a migration: the engine reports it.
    failures.clear();
    const auto fail_otherwise = [](auto& db) -> al::task_of<decltype(db), int> {
        co_await db.execute("BEGIN");
        throw std::runtime_error("of the function");
        co_return 1;
    };
    EXPECT_THROW(result_of(loop, engine.run(fail_otherwise)), std::runtime_error);
    EXPECT_EQ(failures, std::vector<std::string>{al::redacted_url(url) + ": of the function"});
    EXPECT_EQ(result_of(loop, engine.run(upgrade)), 0U);

    // A coroutine that is cancelled closes its connection as well.
    net::cancellation_signal signal;
    const auto cancelled = [&](auto& db, al::migration_options options) -> al::task_of<decltype(db), std::size_t> {
        signal.emit(net::cancellation_type::terminal);
        const al::migration_report report = co_await al::async_downgrade<market>(db, "base", std::move(options));
        co_return report.steps;
    };
    EXPECT_THROW(result_of(loop, engine.run(cancelled), &signal), std::exception);
    EXPECT_EQ(result_of(loop, engine.run(upgrade)), 0U);
}

/// Ends a process at each statement of an awaited upgrade with a transaction per revision. Afterwards the database is
/// at a revision, or where each change of the schema commits by itself beside one, and the next process goes on from
/// there.
inline void kill_everywhere(const std::string& url, bool commits_each = false) {
    const auto upgrade = [](auto& db, al::migration_options options) -> al::task_of<decltype(db), std::size_t> {
        const al::migration_report report = co_await al::async_upgrade<market>(db, std::move(options));
        co_return report.steps;
    };
    const auto current = [](auto& db) -> al::task_of<decltype(db), al::verification> {
        return al::async_verify<market>(db);
    };
    const auto in_child = [&](std::size_t last) {
        net::io_context loop;
        std::size_t statements = 0;
        al::async_engine engine(url, {.transaction_per_revision = true});
        engine.options().watch = [&](const al::migration_event& event) {
            if (event.kind == al::event_kind::statement && ++statements == last) _exit(9);
        };
        result_of(loop, engine.run(upgrade));
    };
    std::size_t kills = 0;
    std::size_t known = 0;  // revisions that are applied
    for (std::size_t last = 1;; last = last % 12 + 1) {
        const int status = wait_for(spawn([&] { in_child(last); }));
        ASSERT_TRUE(WIFEXITED(status));
        net::io_context loop;
        const al::verification now = result_of(loop, al::async_engine(url).run(current));
        EXPECT_TRUE(now.differences.empty() || (commits_each && !now.pending.empty()));
        const std::size_t applied = 5 - now.pending.size();
        EXPECT_GE(applied, known);
        known = applied;
        if (WEXITSTATUS(status) == 0) break;
        ASSERT_EQ(WEXITSTATUS(status), 9);
        ASSERT_LT(++kills, 100U);
    }
    EXPECT_GE(kills, 4U);
    EXPECT_EQ(known, 5U);
}

/// How long the loop was not free while a coroutine ran on it, at most.
template <class T>
std::chrono::milliseconds longest_block(net::io_context& loop, net::awaitable<T> work) {
    using clock = std::chrono::steady_clock;
    bool is_done = false;
    std::chrono::milliseconds longest{};
    const auto tick = [&]() -> net::awaitable<void> {
        net::steady_timer timer(loop);
        clock::time_point last = clock::now();
        while (!is_done) {
            timer.expires_after(std::chrono::milliseconds(1));
            co_await timer.async_wait(net::use_awaitable);
            const auto now = clock::now();
            longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(now - last));
            last = now;
        }
    };
    net::co_spawn(loop, tick(), [](std::exception_ptr) {});
    net::co_spawn(loop, std::move(work), [&](std::exception_ptr, T) { is_done = true; });
    loop.restart();
    loop.run();
    return longest;
}

}  // namespace test
