// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio.hpp>
#include <aludel/io/async_bound_statements.hpp>

#include <memory>   // unique_ptr, make_unique
#include <string>   // string
#include <utility>  // move

namespace aludel::inline v0_1::asio_support {

/// What connections to servers that are awaited with Asio share: the handle of a client library and its socket. Used by
/// one coroutine at a time; neither copyable nor movable, since operations refer to it. A connection has `connect(url)`
/// and, for this class, `finish()`.
template <class Connection, class Handle>
class server_connection : public async_bound_statements<Connection, task> {
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
    cancellation cancellation_;
};

}  // namespace aludel::inline v0_1::asio_support
