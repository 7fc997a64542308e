// SPDX-License-Identifier: BSL-1.0
// Awaited migrations with Asio: an upgrade of 1,000 revisions compared with the blocking one, alternating in one
// process, on SQLite and, if a URL is given, on PostgreSQL; and how long a loop that serves 1,000 timers a second is
// not free while a table of 1,000,000 rows is rebuilt.
//
//     async FILE [postgresql://...]        the database of the URL is emptied
#include "revisions_of_both.hpp"

#include <aludel/connection/async_engine.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <algorithm>   // sort, max
#include <chrono>      // steady_clock
#include <cstdio>      // printf, remove
#include <exception>   // exception_ptr, rethrow_exception
#include <functional>  // function
#include <string>      // string
#include <utility>     // move
#include <vector>      // vector

#include <time.h>  // clock_gettime

namespace {

using clock_type = std::chrono::steady_clock;

double median(std::vector<double> total) {
    std::sort(total.begin(), total.end());
    return total[total.size() / 2];
}

double milliseconds_since(clock_type::time_point start) {
    return std::chrono::duration<double, std::milli>(clock_type::now() - start).count();
}

/// The CPU time of this thread.
double cpu_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void run(asio::io_context& loop, asio::awaitable<void> work) {
    std::exception_ptr failure;
    asio::co_spawn(loop, std::move(work), [&](const std::exception_ptr& error) { failure = error; });
    loop.restart();
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

/// `reset` empties the database; `blocking` and `awaited` upgrade it, and return milliseconds.
template <class Reset, class Blocking, class Awaited>
void compare(const char* name, int rounds, Reset reset, Blocking blocking, Awaited awaited) {
    std::vector<double> one, other, ratios;
    for (int i = 0; i < rounds; ++i) {
        reset();
        one.push_back(blocking());
        reset();
        other.push_back(awaited());
        ratios.push_back(other.back() / one.back());
    }
    std::printf("%s: upgrade of 1,000 revisions %7.1f ms, awaited %7.1f ms, ratio pair by pair %5.2f\n", name,
                median(one), median(other), median(ratios));
}

void remove_file(const std::string& file) {
    for (const char* const suffix : {"", "-journal", "-wal", "-shm"}) std::remove((file + suffix).c_str());
}

void on_sqlite(const std::string& file) {
    asio::io_context loop;
    compare(
        "SQLite", 11, [&] { remove_file(file); },
        [&] {
            al::sqlite3::connection db(file);
            const auto start = clock_type::now();
            al::upgrade<history>(db);
            return milliseconds_since(start);
        },
        [&] {
            al::asio_sqlite3::connection db(file);
            const auto start = clock_type::now();
            run(loop, [&]() -> asio::awaitable<void> { co_await al::async_upgrade<history>(db); }());
            return milliseconds_since(start);
        });
    remove_file(file);
}

#if defined(ALUDEL_POSTGRESQL)
void on_postgresql(const std::string& url) {
    const auto empty = [&] {
        al::postgresql::connection db(url);
        al::downgrade<history>(db, "base", {.transaction_per_revision = true});
        db.execute("DROP TABLE IF EXISTS aludel_version, aludel_journal");
    };
    const al::migration_options options{.transaction_per_revision = true};
    asio::io_context loop;
    compare(
        "PostgreSQL", 5, empty,
        [&] {
            al::postgresql::connection db(url);
            const auto start = clock_type::now();
            al::upgrade<history>(db, options);
            return milliseconds_since(start);
        },
        [&] {
            al::asio_postgresql::connection db(loop.get_executor());
            run(loop, db.connect(url));
            const auto start = clock_type::now();
            run(loop, [&]() -> asio::awaitable<void> { co_await al::async_upgrade<history>(db, options); }());
            return milliseconds_since(start);
        });
    empty();
}
#endif

// The type of a column changes in a table with an index.
constexpr auto create = al::revision("a1").upgrade(
    al::create_table("orders", al::column("id", al::integer, al::primary_key),
                     al::column("reference", al::text, al::not_null), al::column("amount", al::integer, al::not_null)),
    al::create_index("ix_orders_reference", "orders", "reference"));
constexpr auto change_type =
    al::revision("b2").revises("a1").upgrade(al::alter_column("orders", "amount").type(al::bigint));
constexpr al::history<create, change_type> rebuild{};

void while_a_loop_is_busy(const std::string& file) {
    remove_file(file);
    {
        al::sqlite3::connection db(file);
        al::upgrade<rebuild>(db, "a1");
        db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT INTO orders "
            "SELECT i, 'reference ' || i, i FROM n");
    }
    asio::io_context loop;
    asio::steady_timer timer(loop, std::chrono::milliseconds(1));
    bool is_done = false;
    std::vector<double> late;  // how much after its time each timer was served, in milliseconds
    std::function<void(asio::error_code)> serve = [&](asio::error_code) {
        late.push_back(milliseconds_since(timer.expiry()));
        if (is_done) return;
        const auto next = timer.expiry() + std::chrono::milliseconds(1);
        timer.expires_at(next);
        timer.async_wait(serve);
    };
    timer.async_wait(serve);
    al::asio_sqlite3::connection db(file);
    const auto start = clock_type::now();
    asio::co_spawn(
        loop, [&]() -> asio::awaitable<void> { co_await al::async_upgrade<rebuild>(db); },
        [&](const std::exception_ptr& error) {
            is_done = true;
            if (error) std::rethrow_exception(error);
        });
    double longest = 0;  // of the loop's turns, in CPU time: on a busy machine the whole process waits now and then
    for (double before = cpu_milliseconds(); loop.run_one() != 0;) {
        const double now = cpu_milliseconds();
        longest = std::max(longest, now - before);
        before = now;
    }
    const double took = milliseconds_since(start);
    std::sort(late.begin(), late.end());
    std::printf(
        "rebuild of 1,000,000 rows in %.0f ms: the longest turn of the loop took %.2f ms of CPU; %zu timers were "
        "served, late by at most %.1f ms, 99 %% by %.2f ms\n",
        took, longest, late.size(), late.back(), late[late.size() * 99 / 100]);
    remove_file(file);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string file = argc > 1 ? argv[1] : "async.db";
    on_sqlite(file);
    while_a_loop_is_busy(file);
#if defined(ALUDEL_POSTGRESQL)
    if (argc > 2) on_postgresql(argv[2]);
#endif
}
