// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <coroutine>  // coroutine_handle, noop_coroutine, suspend_always
#include <exception>  // exception_ptr, current_exception, rethrow_exception
#include <utility>    // move

namespace aludel::inline v0_1::online {

/// The result of a flow, in its promise.
template <class T>
struct flow_result {
    T value{};
    void return_value(T result) { value = std::move(result); }
    T take() { return std::move(value); }
};
template <>
struct flow_result<void> {
    void return_void() {}
    void take() {}
};

/// A coroutine of the engine. It is suspended while it awaits the dialogue or another flow. Errors are exceptions as in
/// any function. It does not run before it is awaited or started.
///
/// Keep awaited expressions simple, `const reply result = co_await dialogue.query(sql);`: GCC 12 destroys temporaries
/// of larger expressions wrongly.
template <class T = void>
class [[nodiscard]] flow {
public:
    struct promise_type : flow_result<T> {
        std::coroutine_handle<> caller = std::noop_coroutine();
        std::exception_ptr failure;

        flow get_return_object() { return flow(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        void unhandled_exception() { failure = std::current_exception(); }

        struct back_to_caller {
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) const noexcept {
                return done.promise().caller;
            }
            void await_resume() const noexcept {}
        };
        back_to_caller final_suspend() noexcept { return {}; }
    };

    flow(flow&& other) noexcept : frame_(detail::release(other.frame_)) {}
    flow& operator=(flow&&) = delete;
    ~flow() {
        if (frame_) frame_.destroy();
    }

    // For a driver: call start() once, then answer the dialogue until the flow is done.
    void start() { frame_.resume(); }
    [[nodiscard]] bool done() const { return frame_.done(); }

    /// The value that the coroutine returned. Rethrows its exception.
    T result() {
        if (frame_.promise().failure) std::rethrow_exception(frame_.promise().failure);
        return frame_.promise().take();
    }

    // For another flow: it continues when this one is done.
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        frame_.promise().caller = caller;
        return frame_;
    }
    T await_resume() { return result(); }

private:
    explicit flow(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

    std::coroutine_handle<promise_type> frame_;
};

}  // namespace aludel::inline v0_1::online
