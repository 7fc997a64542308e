// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/io/connection_error.hpp>
#include <aludel/base/duration.hpp>

#include <utility>  // exchange; Asio 1.22 and Boost 1.81 use it without including it

#if defined(ALUDEL_BOOST_ASIO)
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#endif
#if !defined(ALUDEL_BOOST_ASIO)
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/dispatch.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#endif

#include <chrono>  // nanoseconds, milliseconds
#include <memory>  // shared_ptr, make_shared, enable_shared_from_this

#if !defined(ASIO_HAS_CO_AWAIT) && !defined(BOOST_ASIO_HAS_CO_AWAIT)
#error "Asio does not see the coroutines of this compiler: define ASIO_HAS_CO_AWAIT and ASIO_HAS_STD_COROUTINE"
#endif

// What the connections awaited with Asio share: which Asio it is, cancellation and interruption.

namespace aludel::inline v0_1::asio_support {

#if defined(ALUDEL_BOOST_ASIO)
namespace net = boost::asio;
using error_code = boost::system::error_code;
#else
namespace net = asio;
using error_code = asio::error_code;
#endif

/// The cancellation of a migration. It is reported once, by the operation that it finds: afterwards the engine rolls
/// back and restores settings, which must not be cancelled again.
class cancellation {
public:
    /// Before an operation: throws if the coroutine was cancelled since the last one.
    net::awaitable<void> check() {
        const bool is_new = co_await is_requested();
        if (is_new) throw error();
    }

    /// Whether the coroutine was cancelled, for the first time that this is asked. From then on its operations are not
    /// cancelled any more.
    net::awaitable<bool> is_requested() {
        co_await net::this_coro::throw_if_cancelled(false);
        const net::cancellation_state state = co_await net::this_coro::cancellation_state;
        if (state.cancelled() == net::cancellation_type::none) co_return false;
        co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
        co_return true;
    }

    static connection_error error() {
        return {connection_error_details{.kind = connection_error_kind::cancelled}, "the operation was cancelled"};
    }
};

/// The interruption of a statement, repeated until the statement has ended: a database forgets one that comes just
/// before the statement begins. Used on one executor.
class interruption : public std::enable_shared_from_this<interruption> {
public:
    interruption(net::any_io_executor executor, std::chrono::milliseconds pause, detail::callback<void()> interrupt)
        : timer_(std::move(executor)),
          pause_(pause),
          interrupt_(std::move(interrupt)) {}

    /// Interrupts, unless the statement has ended.
    void begin() {
        if (is_over_) return;
        interrupt_();
        timer_.expires_after(pause_);
        timer_.async_wait([self = shared_from_this()](error_code) { self->begin(); });
    }
    void end() { is_over_ = true, timer_.cancel(); }

private:
    net::steady_timer timer_;
    std::chrono::milliseconds pause_;
    detail::callback<void()> interrupt_;
    bool is_over_ = false;
};

/// Sleeps on the executor of the coroutine. A sleep that is cancelled ends early; the next operation reports it.
inline net::awaitable<void> sleep(duration pause) {
    net::steady_timer timer(co_await net::this_coro::executor, std::chrono::nanoseconds(pause.nanoseconds));
    error_code ignored;
    co_await timer.async_wait(net::redirect_error(net::use_awaitable, ignored));
}

}  // namespace aludel::inline v0_1::asio_support
