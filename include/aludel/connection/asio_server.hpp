// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio.hpp>
#include <aludel/io/async_bound_statements.hpp>

#include <chrono>   // milliseconds
#include <memory>   // unique_ptr, make_unique, shared_ptr, make_shared
#include <string>   // string
#include <utility>  // move, as_const

namespace aludel::inline v0_1::asio_support {

/// The interruption of a statement of a server, by a coroutine of its own. It is repeated until the statement has
/// ended: the server forgets what comes just before the statement begins.
class server_interruption {
public:
    server_interruption(const net::any_io_executor& executor, std::chrono::milliseconds pause)
        : next_(executor),
          end_(executor),
          pause_(pause) {
        end_.expires_at(net::steady_timer::time_point::max());
    }

    /// Begins it. `once` interrupts, awaited, unless the statement has ended (is_over) meanwhile.
    template <class Once>
    static std::shared_ptr<server_interruption> begin(const net::any_io_executor& executor,
                                                      std::chrono::milliseconds pause, Once once) {
        auto result = std::make_shared<server_interruption>(executor, pause);
        net::co_spawn(executor, repeat(result, std::move(once)), net::detached);
        return result;
    }
    [[nodiscard]] bool is_over() const { return is_over_; }
    /// The statement has ended, or nobody waits for it any more.
    void stop() { is_over_ = true, next_.cancel(); }
    /// Waits for its end: what comes too late must not interrupt the next statement.
    static task<void> end(std::shared_ptr<server_interruption> begun) {
        begun->stop();
        error_code ignored;
        while (!begun->has_ended_) co_await begun->end_.async_wait(net::redirect_error(net::use_awaitable, ignored));
    }

private:
    template <class Once>
    static task<void> repeat(std::shared_ptr<server_interruption> self, Once once) {
        while (!self->is_over_) {
            co_await once(std::as_const(*self));
            if (self->is_over_) break;
            self->next_.expires_after(self->pause_);
            error_code ignored;
            co_await self->next_.async_wait(net::redirect_error(net::use_awaitable, ignored));
        }
        self->has_ended_ = true, self->end_.cancel();
    }

    net::steady_timer next_, end_;  // the next attempt; that there is none any more
    std::chrono::milliseconds pause_;
    bool is_over_ = false, has_ended_ = false;
};

/// What connections to servers that are awaited with Asio share: the handle of a client library and its socket. Used by
/// one coroutine at a time; neither copyable nor movable, since operations refer to it. A connection has `connect(url)`
/// and, for this class, `finish()`.
template <class Connection, class Handle>
class server_connection : public async_bound_statements<Connection, task>, public cancellable {
public:
    template <class T>
    using task = net::awaitable<T>;

    explicit server_connection(net::any_io_executor executor) : socket_(std::move(executor)) {}
    server_connection(const server_connection&) = delete;
    server_connection& operator=(const server_connection&) = delete;

    /// Connects to a URL. Throws std::invalid_argument for one of another database, and `connection_error`.
    static task<std::unique_ptr<Connection>> from_url(std::string url) {
        const net::any_io_executor executor = co_await net::this_coro::executor;
        auto result = std::make_unique<Connection>(executor);
        co_await result->connect(std::move(url));
        co_return result;
    }
    /// Closes the connection, also for a coroutine that was cancelled; it can be connected again.
    task<void> close() {
        static_cast<Connection*>(this)->finish();
        co_return;
    }
    task<void> sleep(duration pause) { return asio_support::sleep(pause); }

    /// The handle of the C library, for anything that the connection does not offer.
    [[nodiscard]] Handle* handle() const noexcept { return handle_; }

protected:
    using wait_type = net::posix::stream_descriptor::wait_type;

    ~server_connection() = default;

    client_socket socket_;
    Handle* handle_ = nullptr;
    std::shared_ptr<server_interruption> interruption_;  // of the statement that runs, once its coroutine is cancelled
};

}  // namespace aludel::inline v0_1::asio_support
