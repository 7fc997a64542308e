// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio_worker.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/io/async_bound_statements.hpp>

#if ALUDEL_HAS_SQLITE3

#include <chrono>       // steady_clock, milliseconds
#include <cstdint>      // int64_t
#include <exception>    // rethrow_exception
#include <memory>       // unique_ptr, make_unique
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <utility>      // move

namespace aludel::inline v0_1::asio_sqlite3 {

namespace net = asio_support::net;

/// A connection to an SQLite database that is awaited with Asio. SQLite blocks, so its work is done by a thread of the
/// connection's own, and coroutines are resumed on their executors. A coroutine that is cancelled interrupts the
/// statement (sqlite3_interrupt) and waits for its end; the migration is rolled back, and reports it once. Used by one
/// coroutine at a time; neither copyable nor movable, since operations refer to it.
class connection : public async_bound_statements<connection, asio_support::task>, public asio_support::cancellable {
public:
    using async_bound_statements::execute;
    using async_bound_statements::query;

    template <class T>
    using task = net::awaitable<T>;
    using dialect_type = sqlite3::connection::dialect_type;
    using blocking_type = sqlite3::connection;
    static constexpr std::string_view scheme = "sqlite";  ///< the scheme of its URLs

    /// Opens a file, as `al::sqlite3::connection` does; that blocks. Throws `connection_error`.
    explicit connection(const std::string& path, sqlite3::open_mode mode = sqlite3::open_mode::read_write_create)
        : db_(path, mode) {}
    /// Takes over a connection.
    explicit connection(sqlite3::connection db) : db_(std::move(db)) {}
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() = default;

    /// Opens the file of a URL, `sqlite:///shop.db`, on the thread of the connection. Throws std::invalid_argument for
    /// any other URL, and `connection_error`.
    static task<std::unique_ptr<connection>> from_url(std::string url) {
        auto result = std::make_unique<connection>(sqlite3::connection(nullptr));
        co_await result->cancellation_.check();
        co_await result->set([&url] { return sqlite3::connection::from_url(url); });
        co_return result;
    }
    /// Closes it on its thread, also for a coroutine that was cancelled; it cannot be used any more. The destructor
    /// closes it as well, and blocks.
    task<void> close() {
        static_cast<void>(co_await cancellation_.is_requested());
        co_await set([] { return sqlite3::connection(nullptr); });
    }

    /// The blocking connection behind this one. Not to be used while an operation of this one is awaited.
    [[nodiscard]] sqlite3::connection& blocking() { return db_; }

    [[nodiscard]] op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    [[nodiscard]] bool has_open_statement() const { return db_.has_open_statement(); }
    void wait_when_busy(duration most) { db_.wait_when_busy(most); }

    /// Executes one or more statements; the result is the number of rows that the last one changed.
    task<std::int64_t> execute(std::string_view sql) {
        return on_thread<std::int64_t>([this, sql] { return db_.execute(sql); });
    }
    /// The rows of one or more statements.
    task<query_result> query(std::string_view sql) {
        return on_thread<query_result>([this, sql] { return db_.query(sql); });
    }
    /// Executes exactly one statement with its parameters.
    task<std::int64_t> execute_bound(std::string_view sql, sql_values values) {
        return on_thread<std::int64_t>([this, sql, values] { return db_.execute_bound(sql, values); });
    }
    /// The rows of exactly one statement with its parameters.
    task<query_result> query_bound(std::string_view sql, sql_values values) {
        return on_thread<query_result>([this, sql, values] { return db_.query_bound(sql, values); });
    }
    /// Hands the rows of exactly one statement to a reader, on the thread of the connection.
    task<void> query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        static_cast<void>(
            co_await on_thread<int>([this, sql, values, &rows] { return db_.query_bound(sql, values, rows), 0; }));
    }
    task<void> sleep(duration pause) { return asio_support::sleep(pause); }

    /// Calls a function with the blocking connection, on the thread of this one.
    template <class Function>
    task<void> run_blocking(Function function) {
        co_await on_thread<int>([this, &function] { return function(db_), 0; });
    }

private:
    template <class Result, class Function>
    task<Result> on_thread(Function function) {
        co_await cancellation_.check();
        asio_support::call_of<Function> call(std::move(function));
        co_await end_of(call, cancellation_.is_allowed() ? db_.handle() : nullptr);
        if (call.failure()) co_await cancellation_.fail(call.failure());
        co_return std::move(call.result());
    }

    /// Replaces the connection by another, which is opened, and this one closed, on the thread.
    template <class Open>
    task<void> set(Open open) {
        asio_support::call_of call([this, &open] { return db_ = open(), 0; });
        co_await end_of(call, nullptr);
        if (call.failure()) std::rethrow_exception(call.failure());
    }

    /// Makes a call on the thread. A coroutine is not suspended for a short one, but for every millisecond, so that
    /// others are served. A cancellation interrupts the handle, if there is one.
    template <class Function>
    task<void> end_of(asio_support::call_of<Function>& call, ::sqlite3* interrupted) {
        thread_.begin(call);
        if (asio_support::wait_briefly([&call] { return call.has_ended(); })) {
            if (clock::now() - resumed_ < std::chrono::milliseconds(1)) co_return;
            co_await net::post(net::use_awaitable);
        } else {
            detail::callback<void()> interrupt;
            if (interrupted != nullptr) interrupt = [interrupted] { sqlite3_interrupt(interrupted); };
            co_await asio_support::end_of(call, std::move(interrupt));
        }
        resumed_ = clock::now();
    }

    using clock = std::chrono::steady_clock;

    sqlite3::connection db_;
    clock::time_point resumed_;  ///< since when the coroutine runs without having been suspended by this
    asio_support::worker thread_;
};

}  // namespace aludel::inline v0_1::asio_sqlite3

#endif
