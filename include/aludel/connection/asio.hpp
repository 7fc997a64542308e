// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>
#include <aludel/base/duration.hpp>

#include <utility>  // exchange; Asio 1.22 and Boost 1.81 use it without including it

#if defined(ALUDEL_BOOST_ASIO)
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#endif
#if !defined(ALUDEL_BOOST_ASIO)
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/error.hpp>
#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/query.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#endif

#include <cerrno>        // errno
#include <chrono>        // nanoseconds
#include <exception>     // exception_ptr, make_exception_ptr, rethrow_exception
#include <system_error>  // system_error, system_category

#include <fcntl.h>  // fcntl

#if !defined(ASIO_HAS_CO_AWAIT) && !defined(BOOST_ASIO_HAS_CO_AWAIT)
#error "Asio does not see the coroutines of this compiler: define ASIO_HAS_CO_AWAIT and ASIO_HAS_STD_COROUTINE"
#endif

// What the connections awaited with Asio share: which Asio it is, cancellation, and waiting.

namespace aludel::inline v0_1::asio_support {

#if defined(ALUDEL_BOOST_ASIO)
namespace net = boost::asio;
using error_code = boost::system::error_code;
using system_error = boost::system::system_error;
#else
namespace net = asio;
using error_code = asio::error_code;
using system_error = asio::system_error;
#endif

/// What operations of the awaited connections return.
template <class T>
using task = net::awaitable<T>;

/// The cancellation of a migration. It is reported once, by the operation that it finds: afterwards the engine rolls
/// back and restores settings, which must not be cancelled again.
class cancellation {
public:
    /// Whether operations from now on are cancelled.
    void allow(bool is_allowed) { is_allowed_ = is_allowed; }
    [[nodiscard]] bool is_allowed() const { return is_allowed_; }

    /// Before an operation: throws if the coroutine was cancelled since the last one.
    net::awaitable<void> check() {
        const bool is_new = co_await is_requested();
        if (is_new) co_await fail(std::make_exception_ptr(error()));
    }

    /// Whether the coroutine was cancelled and no operation has reported it.
    net::awaitable<bool> is_requested() {
        co_await net::this_coro::throw_if_cancelled(false);
        const net::cancellation_state state = co_await net::this_coro::cancellation_state;
        co_return is_allowed_&& state.cancelled() != net::cancellation_type::none;
    }

    /// Throws what an operation has failed with. If the coroutine was cancelled, this reports it, and from then on its
    /// operations are not cancelled any more; a failure that would only be tried again, and Asio's own report, is
    /// replaced by the report. (An operation that had ended before it could be interrupted leaves the report to the
    /// next.)
    net::awaitable<void> fail(std::exception_ptr failure) {
        const bool is_new = co_await is_requested();
        if (is_new) {
            co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
            try {
                std::rethrow_exception(failure);
            } catch (const connection_error& why) {
                using kind = connection_error_kind;
                if (why.kind() == kind::busy || why.kind() == kind::lock_timeout || why.kind() == kind::deadlock)
                    throw error();
                throw;
            } catch (const system_error& why) {
                if (why.code() == net::error::operation_aborted) throw error();
                throw;
            }
        }
        std::rethrow_exception(failure);
    }

    static connection_error error() {
        return {connection_error_details{.kind = connection_error_kind::cancelled}, "the operation was cancelled"};
    }

private:
    bool is_allowed_ = true;
};

/// What the engine's driver needs to know of cancellation: see `async_connection`.
class cancellable {
public:
    static task<bool> hold_cancellation() {
        const bool throws = co_await net::this_coro::throw_if_cancelled();
        co_await net::this_coro::throw_if_cancelled(false);
        co_return throws;
    }
    static task<void> release_cancellation(bool throws) { co_await net::this_coro::throw_if_cancelled(throws); }
    void allow_cancellation(bool is_allowed) { cancellation_.allow(is_allowed); }
    task<void> fail(std::exception_ptr failure) { return cancellation_.fail(std::move(failure)); }

protected:
    ~cancellable() = default;

    cancellation cancellation_;
};

/// The socket of a client library, awaited by a descriptor of its own: the library may close its socket at any time,
/// and the next one of the program may have the same number.
class client_socket {
public:
    explicit client_socket(net::any_io_executor executor) : descriptor_(std::move(executor)) {}

    [[nodiscard]] auto get_executor() { return descriptor_.get_executor(); }
    /// Waits for this socket from now on. Throws std::system_error if there are no descriptors left.
    void follow(int socket) {
        close();
        const int own = fcntl(socket, F_DUPFD_CLOEXEC, 0);
        if (own < 0) throw std::system_error(errno, std::system_category(), "a socket cannot be awaited");
        descriptor_.assign(own);
    }
    [[nodiscard]] bool is_open() const { return descriptor_.is_open(); }
    void close() {
        error_code ignored;
        descriptor_.close(ignored);
    }
    void cancel() { descriptor_.cancel(); }

    /// Waits until it can be read, or written. Returns `operation_aborted` if the coroutine is cancelled.
    net::awaitable<error_code> wait(net::posix::stream_descriptor::wait_type what) {
        error_code error;
        co_await descriptor_.async_wait(what, net::redirect_error(net::use_awaitable, error));
        co_return error;
    }

private:
    net::posix::stream_descriptor descriptor_;
};

/// Sleeps on the executor of the coroutine. A sleep that is cancelled ends early; the next operation reports it.
inline net::awaitable<void> sleep(duration pause) {
    net::steady_timer timer(co_await net::this_coro::executor, std::chrono::nanoseconds(pause.nanoseconds));
    error_code ignored;
    co_await timer.async_wait(net::redirect_error(net::use_awaitable, ignored));
}

}  // namespace aludel::inline v0_1::asio_support
