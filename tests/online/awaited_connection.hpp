// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/sqlite3.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/async_connection.hpp>

#include <coroutine>    // coroutine_handle, suspend_always
#include <deque>        // deque
#include <exception>    // exception_ptr
#include <functional>   // function
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_void_v
#include <utility>      // exchange, move

/// A coroutine type and an event loop of our own, and SQLite awaited on them: every operation suspends its coroutine
/// and is done by the loop.
namespace test {

/// The loop: runs what is posted, in order.
class loop {
public:
    void post(std::function<void()> work) { waiting_.push_back(std::move(work)); }
    void run() {
        while (!waiting_.empty()) turn();
    }
    /// Runs the first of them.
    void turn() {
        const std::function<void()> work = std::move(waiting_.front());
        waiting_.pop_front();
        work();
    }

private:
    std::deque<std::function<void()>> waiting_;
};

/// A coroutine that runs when it is awaited.
template <class T>
class [[nodiscard]] task {
public:
    struct promise_type;
    using handle = std::coroutine_handle<promise_type>;

    struct promise_base {
        std::coroutine_handle<> caller = std::noop_coroutine();
        std::exception_ptr failure;

        std::suspend_always initial_suspend() noexcept { return {}; }
        void unhandled_exception() { failure = std::current_exception(); }
        struct back {
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            template <class Promise>
            std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) const noexcept {
                return done.promise().caller;
            }
            void await_resume() const noexcept {}
        };
        back final_suspend() noexcept { return {}; }
    };

    task(task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
    task& operator=(task&&) = delete;
    ~task() {
        if (frame_) frame_.destroy();
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        frame_.promise().caller = caller;
        return frame_;
    }
    T await_resume() {
        if (frame_.promise().failure) std::rethrow_exception(frame_.promise().failure);
        if constexpr (!std::is_void_v<T>) return std::move(*frame_.promise().value);
    }

    /// Starts it on a loop.
    void start_on(loop& on) {
        on.post([this] { frame_.resume(); });
    }
    [[nodiscard]] bool done() const { return frame_.done(); }

    explicit task(handle frame) : frame_(frame) {}

private:
    handle frame_;
};
template <class T>
struct task<T>::promise_type : task<T>::promise_base {
    std::optional<T> value;
    task get_return_object() { return task(handle::from_promise(*this)); }
    void return_value(T result) { value = std::move(result); }
};
template <>
struct task<void>::promise_type : task<void>::promise_base {
    task get_return_object() { return task(handle::from_promise(*this)); }
    void return_void() {}
};

/// A blocking connection, awaited.
template <class Blocking>
class basic_awaited_connection {
    template <class Work>
    auto later(Work work) {
        struct awaiter {
            basic_awaited_connection& in;
            Work work;
            std::optional<decltype(work())> result{};
            std::exception_ptr failure{};

            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiting) {
                in.loop_.post([this, waiting] {
                    try {
                        if (++in.operations == in.cancelled)
                            throw aludel::connection_error({.kind = aludel::connection_error_kind::cancelled},
                                                           "cancelled");
                        result = work();
                    } catch (...) {
                        failure = std::current_exception();
                    }
                    waiting.resume();
                });
            }
            auto await_resume() {
                if (failure) std::rethrow_exception(failure);
                return std::move(*result);
            }
        };
        return awaiter{*this, std::move(work)};
    }

public:
    template <class T>
    using task = test::task<T>;
    using dialect_type = aludel::connected_dialect<Blocking>;
    using blocking_type = Blocking;

    basic_awaited_connection(loop& on, Blocking& db) : loop_(on), db_(db) {}

    [[nodiscard]] aludel::op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    [[nodiscard]] bool has_open_statement() const
        requires requires(const Blocking& db) { db.has_open_statement(); }
    {
        return db_.has_open_statement();
    }

    auto execute(std::string_view sql) {
        return later([this, sql] { return db_.execute(sql); });
    }
    auto query(std::string_view sql) {
        return later([this, sql] { return db_.query(sql); });
    }
    auto sleep(aludel::duration pause) {
        return later([this, pause] {
            if constexpr (requires { db_.sleep(pause); }) db_.sleep(pause);
            else aludel::online::sleep_for(pause);
            return 0;
        });
    }
    template <class Function>
    auto run_blocking(Function function) {
        return later([this, function] { return function(db_), 0; });
    }

    /// If it is not 0: the operation of this number, from 1, is cancelled instead of done.
    std::size_t cancelled = 0;
    std::size_t operations = 0;

private:
    loop& loop_;
    Blocking& db_;
};

/// SQLite, awaited.
using awaited_connection = basic_awaited_connection<aludel::sqlite3::connection>;

/// The result of a task that is run on a loop to its end.
template <class T>
T result_of(loop& on, task<T> work) {
    work.start_on(on);
    on.run();
    return work.await_resume();
}

}  // namespace test
