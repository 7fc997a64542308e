// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio.hpp>

#include <atomic>       // atomic
#include <chrono>       // steady_clock, microseconds
#include <exception>    // current_exception, exception_ptr
#include <memory>       // unique_ptr, make_unique
#include <thread>       // thread, this_thread::yield
#include <type_traits>  // invoke_result_t
#include <utility>      // forward, move

// A thread for calls that block, awaited by coroutines.

namespace aludel::inline v0_1::asio_support {

/// Waits until something holds that another thread is about to do, for at most 200 microseconds: what takes longer is
/// worth to sleep for. Returns whether it holds.
template <class Holds>
bool wait_briefly(const Holds& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::yield();
    }
    return true;
}

/// A call for the thread.
class blocking_call {
public:
    virtual void run() noexcept = 0;

protected:
    ~blocking_call() = default;
};

/// A function that is called on the thread. It stands in the frame of the coroutine that awaits it.
template <class Function>
class call_of final : public blocking_call {
public:
    using result_type = std::invoke_result_t<Function&>;

    explicit call_of(Function function) : function_(std::move(function)) {}

    void run() noexcept override {
        try {
            result_ = function_();
        } catch (...) {
            failure_ = std::current_exception();
        }
        // Once it has ended, the coroutine may end as well, and this call with it.
        if (state_.exchange(state::ended) == state::awaited) std::unique_ptr<waiter>(std::move(waiter_))->resume();
    }

    [[nodiscard]] bool has_ended() const { return state_.load() == state::ended; }
    /// Calls a function, which may only be movable, when it ends. If it has ended, the function is called by this.
    template <class Resume>
    void when_ended(Resume resume) {
        waiter_ = std::make_unique<waiter_of<Resume>>(std::move(resume));
        state expected = state::running;
        if (!state_.compare_exchange_strong(expected, state::awaited))
            std::unique_ptr<waiter>(std::move(waiter_))->resume();
    }

    [[nodiscard]] std::exception_ptr failure() const { return failure_; }
    [[nodiscard]] result_type& result() { return result_; }

private:
    enum class state { running, awaited, ended };
    struct waiter {
        virtual ~waiter() = default;
        virtual void resume() = 0;
    };
    template <class Resume>
    struct waiter_of final : waiter {
        Resume function;

        explicit waiter_of(Resume source) : function(std::move(source)) {}
        void resume() override { std::move(function)(); }
    };

    Function function_;
    result_type result_{};
    std::exception_ptr failure_;
    std::unique_ptr<waiter> waiter_;
    std::atomic<state> state_ = state::running;
};

/// A thread that makes one call after the other. Most statements take less time than to put a thread to sleep and to
/// wake it, so it waits for the next call a moment before it sleeps.
class worker {
public:
    worker() : thread_([this] { run(); }) {}
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;
    ~worker() {
        begin(end_);
        thread_.join();
    }

    /// Begins a call, which must exist until it has ended; there must be no other.
    void begin(blocking_call& call) {
        next_.store(&call);
        next_.notify_one();
    }

private:
    struct end_of_thread final : blocking_call {
        void run() noexcept override {}
    };

    void run() {
        while (true) {
            if (!wait_briefly([this] { return next_.load() != nullptr; })) next_.wait(nullptr);
            blocking_call* const call = next_.exchange(nullptr);
            if (call == &end_) return;
            if (call != nullptr) call->run();
        }
    }

    end_of_thread end_;
    std::atomic<blocking_call*> next_ = nullptr;
    std::thread thread_;
};

}  // namespace aludel::inline v0_1::asio_support
