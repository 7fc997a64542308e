// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio_server.hpp>
#include <aludel/connection/asio_worker.hpp>
#include <aludel/connection/postgresql.hpp>

#include <chrono>       // milliseconds
#include <cstdint>      // int64_t
#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <memory>       // unique_ptr, make_unique, shared_ptr, make_shared
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <utility>      // move

namespace aludel::inline v0_1::asio_postgresql {

namespace net = asio_support::net;

/// A connection to a PostgreSQL server that is awaited with Asio: libpq without blocking, on its own socket. A
/// coroutine that is cancelled has the server cancel the statement, for which libpq opens a second connection, on a
/// thread because that blocks, and waits for its answer; the migration is rolled back, and reports it once. Used by one
/// coroutine at a time; neither copyable nor movable, since operations refer to it. Users link with libpq.
class connection : public asio_support::server_connection<connection, PGconn> {
    friend server_connection;

public:
    using async_bound_statements::execute;
    using async_bound_statements::query;

    using dialect_type = postgresql::connection::dialect_type;
    static constexpr std::string_view scheme = "postgresql";  ///< the scheme of its URLs

    using server_connection::server_connection;
    ~connection() { finish(); }

    /// Connects to a URL, `postgresql://user@host/database`. Throws std::invalid_argument for any other URL, and
    /// `connection_error`.
    static task<std::unique_ptr<connection>> from_url(std::string url) {
        postgresql::connection::require_own(url);
        std::unique_ptr<connection> result = co_await server_connection::from_url(std::move(url));
        co_return result;
    }
    /// Connects to a URL or key words, as `al::postgresql::connection` does; libpq looks host names up blocking, and
    /// takes no notice of `connect_timeout` (cancel the coroutine instead). Throws `connection_error`.
    task<void> connect(std::string target) {
        static_cast<void>(libpq::without_secrets(target));  // throws if libpq cannot read it
        finish();
        co_await cancellation_.check();
        handle_ = PQconnectStart(target.c_str());
        if (handle_ == nullptr || PQstatus(handle_) == CONNECTION_BAD)
            throw postgresql::connection::unreachable(handle_, target);
        PQsetNoticeReceiver(handle_, [](void*, const PGresult*) {}, nullptr);  // libpq would print notices
        for (PostgresPollingStatusType next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK;) {
            if (next == PGRES_POLLING_FAILED) throw postgresql::connection::unreachable(handle_, target);
            socket_.follow(PQsocket(handle_));  // libpq may have another after each poll
            co_await socket_.wait(next == PGRES_POLLING_READING ? wait_type::wait_read : wait_type::wait_write);
            co_await cancellation_.check();
            next = PQconnectPoll(handle_);
        }
        socket_.follow(PQsocket(handle_));
        PQsetnonblocking(handle_, 1);
    }

    [[nodiscard]] op::dialect dialect() const { return postgresql::connection(handle_).dialect(); }
    [[nodiscard]] bool in_transaction() const { return postgresql::connection(handle_).in_transaction(); }
    [[nodiscard]] aludel::transaction_state transaction_state() const {
        return postgresql::connection(handle_).transaction_state();
    }

    /// Executes one or more statements; the result is the number of rows that the last one changed.
    task<std::int64_t> execute(std::string_view sql) {
        const libpq::result last = co_await exchange(std::string(sql), nullptr, nullptr);
        co_return libpq::changes(last.get());
    }
    /// The rows of a statement, of the last one if there are several.
    task<query_result> query(std::string_view sql) {
        const libpq::result last = co_await exchange(std::string(sql), nullptr, nullptr);
        co_return libpq::texts(last.get());
    }
    /// Executes exactly one statement with its parameters, `$1` and so on.
    task<std::int64_t> execute_bound(std::string_view sql, sql_values values) {
        const libpq::result last = co_await exchange(std::string(sql), &values, nullptr);
        co_return libpq::changes(last.get());
    }
    /// The rows of exactly one statement with its parameters.
    task<query_result> query_bound(std::string_view sql, sql_values values) {
        const libpq::result last = co_await exchange(std::string(sql), &values, nullptr);
        co_return libpq::texts(last.get());
    }
    /// Hands the rows of exactly one statement to a reader, one by one as the server sends them.
    task<void> query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        static_cast<void>(co_await exchange(std::string(sql), &values, &rows));
    }

private:
    /// Sends statements, or one with its parameters, and reads all their results, of which it returns the last. A
    /// reader is given the rows. Throws the first error.
    task<libpq::result> exchange(std::string sql, const sql_values* values, row_reader* rows) {
        co_await cancellation_.check();
        if (!send(libpq::terminated(sql), values)) throw libpq::lost(handle_);
        if (rows != nullptr) PQsetSingleRowMode(handle_);
        libpq::result last;
        std::exception_ptr failure;
        try {
            while (PQflush(handle_) == 1) co_await ready(wait_type::wait_write);
            for (;;) {
                while (PQisBusy(handle_) != 0) {
                    co_await ready(wait_type::wait_read);
                    if (PQconsumeInput(handle_) == 0) throw libpq::lost(handle_);
                }
                libpq::result next(PQgetResult(handle_));
                if (next == nullptr) break;
                try {
                    libpq::require_success(handle_, next.get(), sql);
                    if (rows != nullptr && !failure) libpq::read(next.get(), *rows);
                } catch (...) {
                    if (!failure) failure = std::current_exception();
                    libpq::end_copy(handle_, PQresultStatus(next.get()));
                }
                last = std::move(next);
            }
        } catch (...) {
            failure = std::current_exception();
        }
        if (interruption_) co_await asio_support::server_interruption::end(std::move(interruption_));
        if (failure) co_await cancellation_.fail(failure);
        co_return last;
    }
    bool send(const std::string& sql, const sql_values* values) {
        if (values == nullptr) return PQsendQuery(handle_, sql.c_str()) != 0;
        return libpq::send(handle_, sql, *values);
    }

    /// Waits for the socket. If the coroutine is cancelled meanwhile, the server is asked to cancel the statement, and
    /// its answer is waited for: the connection can be used afterwards.
    task<void> ready(wait_type what) {
        for (bool is_ready = false; !is_ready;) {
            const bool is_cancelled = co_await cancellation_.is_requested();
            const net::any_io_executor executor = co_await net::this_coro::executor;
            if (is_cancelled && !interruption_) begin_cancelling(executor);
            const asio_support::error_code error = co_await socket_.wait(what);
            is_ready = error != net::error::operation_aborted;
        }
    }

    /// Asks the server to cancel the statement, until it has ended.
    void begin_cancelling(const net::any_io_executor& executor) {
        const std::shared_ptr<PGcancel> request(PQgetCancel(handle_), &PQfreeCancel);
        const auto thread = std::make_shared<asio_support::worker>();
        interruption_ = asio_support::server_interruption::begin(
            executor, std::chrono::milliseconds(50),
            [request, thread](const asio_support::server_interruption&) -> task<void> {
                char why[256]{};
                asio_support::call_of call([&request, &why] { return PQcancel(request.get(), why, sizeof why); });
                thread->begin(call);
                co_await asio_support::end_of(call);
            });
    }

    void finish() {
        if (interruption_) interruption_->stop();
        interruption_.reset();
        socket_.close();
        PQfinish(handle_);
        handle_ = nullptr;
    }
};

}  // namespace aludel::inline v0_1::asio_postgresql
