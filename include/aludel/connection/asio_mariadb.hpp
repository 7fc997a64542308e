// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio_server.hpp>
#include <aludel/connection/mariadb.hpp>

#include <chrono>       // milliseconds
#include <cstdint>      // int64_t
#include <exception>    // current_exception, exception_ptr
#include <memory>       // unique_ptr, make_unique, shared_ptr, make_shared
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <type_traits>  // type_identity_t
#include <utility>      // move

#include <sys/socket.h>  // shutdown

namespace aludel::inline v0_1::asio_mariadb {

namespace net = asio_support::net;

/// A connection to a MariaDB server that is awaited with Asio: Connector/C without blocking, on its own socket. For a
/// coroutine that is cancelled a second connection kills the statement (KILL QUERY), and the server's answer is waited
/// for; the migration ends as one that failed does, and reports it once. Used by one coroutine at a time; neither
/// copyable nor movable, since operations refer to it. Users link with libmariadb.
class connection : public asio_support::server_connection<connection, MYSQL> {
    friend server_connection;
    static constexpr op::dialect_id database = op::dialect_id::mariadb;

public:
    using async_bound_statements::execute;
    using async_bound_statements::query;

    using dialect_type = mariadb::connection::dialect_type;
    static constexpr std::string_view scheme = mariadb::connection::scheme;  ///< the scheme of its URLs

    using server_connection::server_connection;
    ~connection() { finish(); }

    /// Connects to a URL, `mariadb://user@host/database`, as `al::mariadb::connection` does; Connector/C looks host
    /// names up blocking. Throws std::invalid_argument for a URL of another database, and `connection_error`.
    task<void> connect(std::string url) {
        const libmariadb::target wanted = libmariadb::target_of(url, database);
        finish();
        co_await cancellation_.check();
        handle_ = libmariadb::new_handle(wanted);
        mysql_options(handle_, MYSQL_OPT_NONBLOCK, nullptr);
        auto connecting = libmariadb::with_arguments(wanted, [this](auto... argument) {
            return awaited(&mysql_real_connect_start, &mysql_real_connect_cont, handle_, argument...);
        });
        MYSQL* const connected = co_await std::move(connecting);
        co_await cancellation_.check();
        if (connected == nullptr) throw libmariadb::unreachable(handle_, url);
        libmariadb::require_database(handle_, database);
        url_ = std::move(url);
    }

    [[nodiscard]] op::dialect dialect() const { return libmariadb::dialect_of(handle_, database); }
    [[nodiscard]] bool in_transaction() const { return libmariadb::is_in_transaction(handle_); }

    /// Executes one or more statements; the result is the number of rows that the last one changed.
    task<std::int64_t> execute(std::string_view sql) {
        std::int64_t changes = 0;
        co_await exchange(run(std::string(sql), nullptr, changes));
        co_return changes;
    }
    /// The rows of a statement, of the last one that has some if there are several.
    task<query_result> query(std::string_view sql) {
        libmariadb::result last;
        std::int64_t changes = 0;
        co_await exchange(run(std::string(sql), &last, changes));
        co_return libmariadb::texts(last.get());
    }
    /// Executes exactly one statement with its parameters, each written as `?`.
    task<std::int64_t> execute_bound(std::string_view sql, sql_values values) {
        libmariadb::prepared statement;
        co_await exchange(run(std::string(sql), values, statement));
        co_return libmariadb::changes(statement.get());
    }
    /// The rows of exactly one statement with its parameters, as texts.
    task<query_result> query_bound(std::string_view sql, sql_values values) {
        libmariadb::prepared statement;
        co_await exchange(run(std::string(sql), values, statement));
        co_return libmariadb::texts(statement.get());
    }
    /// Hands the rows of exactly one statement to a reader, when all have been received.
    task<void> query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        libmariadb::prepared statement;
        co_await exchange(run(std::string(sql), values, statement));
        libmariadb::row_stream(statement.get()).for_each([&](sql_values row) { rows.read(row); });
    }

private:
    /// Executes what `run` returns. If that fails, the server is asked for the state of the transaction, which it does
    /// not say with an error. Nothing that kills statements is left behind it.
    task<void> exchange(task<void> work) {
        co_await cancellation_.check();
        std::exception_ptr failure;
        try {
            co_await std::move(work);
        } catch (...) {
            failure = std::current_exception();
        }
        if (failure && !is_suspended_)
            static_cast<void>(co_await awaited(&mysql_ping_start, &mysql_ping_cont, handle_));
        if (interruption_) co_await asio_support::server_interruption::end(std::move(interruption_));
        if (failure) co_await cancellation_.fail(failure);
    }

    /// Statements without parameters: the rows of the last one that has some, and the changes of the last one.
    task<void> run(std::string sql, libmariadb::result* last, std::int64_t& changes) {
        const int failed = co_await awaited(&mysql_real_query_start, &mysql_real_query_cont, handle_, sql.data(),
                                            static_cast<unsigned long>(sql.size()));
        require(failed == 0);
        for (int more = 0; more == 0;) {
            MYSQL_RES* const received = co_await awaited(&mysql_store_result_start, &mysql_store_result_cont, handle_);
            libmariadb::result rows(received);
            require(rows || mysql_field_count(handle_) == 0);
            if (!rows) changes = static_cast<std::int64_t>(mysql_affected_rows(handle_));
            else if (last != nullptr) *last = std::move(rows);
            more = co_await awaited(&mysql_next_result_start, &mysql_next_result_cont, handle_);
            require(more <= 0);
        }
    }
    /// One statement with parameters, whose rows are received.
    task<void> run(std::string sql, sql_values values, libmariadb::prepared& statement) {
        statement.reset(mysql_stmt_init(handle_));
        require(statement != nullptr);
        MYSQL_STMT* const prepared = statement.get();
        const auto require_success = [&](bool succeeds) {
            if (!succeeds) throw libmariadb::error_of(prepared);
        };
        int failed = co_await awaited(&mysql_stmt_prepare_start, &mysql_stmt_prepare_cont, prepared, sql.data(),
                                      static_cast<unsigned long>(sql.size()));
        require_success(failed == 0);
        libmariadb::require_placeholders(prepared, values);
        libmariadb::parameters bound(values);
        require_success(values.count == 0 || mysql_stmt_bind_param(prepared, bound.data()) == 0);
        failed = co_await awaited(&mysql_stmt_execute_start, &mysql_stmt_execute_cont, prepared);
        require_success(failed == 0);
        if (mysql_stmt_field_count(prepared) == 0) co_return;
        failed = co_await awaited(&mysql_stmt_store_result_start, &mysql_stmt_store_result_cont, prepared);
        require_success(failed == 0);
    }
    void require(bool succeeds) const {
        if (!succeeds) throw libmariadb::error_of(handle_);
    }

    /// Calls an operation of the client that does not block, and goes on with it whenever its socket is ready.
    template <class Result, class Handle, class... Argument>
    task<Result> awaited(int (*start)(Result*, Handle*, Argument...), int (*go_on)(Result*, Handle*, int),
                         Handle* handle, std::type_identity_t<Argument>... argument) {
        Result result{};
        for (int wanted = start(&result, handle, argument...); wanted != 0;) {
            is_suspended_ = true;
            const int seen = co_await ready(wanted);
            is_suspended_ = false;
            wanted = go_on(&result, handle, seen);
        }
        co_return result;
    }

    /// Waits for the socket, no longer than the client says. If the coroutine is cancelled meanwhile, connecting ends
    /// as if that time was over; a statement is killed, and the server's answer is waited for.
    task<int> ready(int wanted) {
        if (is_connecting() || !socket_.is_open()) socket_.follow(mysql_get_socket(handle_));
        const net::any_io_executor executor = co_await net::this_coro::executor;
        net::steady_timer limit(executor);
        std::shared_ptr<bool> is_late;
        if ((wanted & MYSQL_WAIT_TIMEOUT) != 0) {
            is_late = std::make_shared<bool>(false);
            limit.expires_after(std::chrono::milliseconds(mysql_get_timeout_value_ms(handle_)));
            limit.async_wait([this, waiting = std::weak_ptr(is_late)](asio_support::error_code stopped) {
                const std::shared_ptr<bool> late = stopped ? nullptr : waiting.lock();
                if (late) *late = true, socket_.cancel();
            });
        }
        const auto what = (wanted & MYSQL_WAIT_WRITE) != 0 ? wait_type::wait_write : wait_type::wait_read;
        for (;;) {
            const bool is_cancelled = co_await cancellation_.is_requested();
            if ((is_late && *is_late) || (is_cancelled && is_connecting())) co_return MYSQL_WAIT_TIMEOUT;
            if (is_cancelled && !interruption_) begin_killing(executor);
            const asio_support::error_code error = co_await socket_.wait(what);
            if (error != net::error::operation_aborted) co_return wanted&(MYSQL_WAIT_READ | MYSQL_WAIT_WRITE);
        }
    }
    [[nodiscard]] bool is_connecting() const { return url_.empty(); }

    /// Kills the statement from a second connection, until it has ended.
    void begin_killing(const net::any_io_executor& executor) {
        const auto other = std::make_shared<connection>(executor);
        const std::string sql = "KILL QUERY " + std::to_string(mysql_thread_id(handle_));
        interruption_ = asio_support::server_interruption::begin(
            executor, std::chrono::milliseconds(20),
            [other, sql, url = url_](const asio_support::server_interruption& kill) -> task<void> {
                try {
                    if (other->is_connecting()) co_await other->connect(url);
                    if (!kill.is_over()) co_await other->execute(sql);
                } catch (const connection_error&) {}  // the thread is gone, or there are too many: the next time
            });
    }

    void finish() {
        if (interruption_) interruption_->stop();
        interruption_.reset();
        if (is_suspended_) ::shutdown(mysql_get_socket(handle_), SHUT_RDWR);  // nothing more is sent, nor waited for
        is_suspended_ = false;
        socket_.close();
        mysql_close(handle_);
        handle_ = nullptr, url_.clear();
    }

    std::string url_;            // of the server that it is connected to
    bool is_suspended_ = false;  // an operation of the client has begun and not ended
};

}  // namespace aludel::inline v0_1::asio_mariadb
