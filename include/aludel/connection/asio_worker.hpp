// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/connection/asio.hpp>

#include <atomic>              // atomic
#include <chrono>              // steady_clock, microseconds, milliseconds
#include <condition_variable>  // condition_variable
#include <exception>           // current_exception, exception_ptr
#include <memory>              // shared_ptr, make_shared, enable_shared_from_this
#include <mutex>               // mutex, unique_lock
#include <optional>            // optional
#include <thread>              // thread, this_thread::yield
#include <type_traits>         // invoke_result_t
#include <utility>             // move
#include <vector>              // vector

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

/// What resumes a coroutine that waits for a call on a thread.
class waiter {
public:
    explicit waiter(detail::callback<void()> interrupt) : interrupt_(std::move(interrupt)) {}
    waiter(const waiter&) = delete;
    waiter& operator=(const waiter&) = delete;
    virtual ~waiter() = default;

    /// Has its executor resume the coroutine.
    virtual void resume() = 0;
    /// Destroys the coroutine instead.
    virtual void drop() = 0;
    /// Interrupts the call, if it can be.
    void interrupt() const {
        if (interrupt_) interrupt_();
    }

private:
    detail::callback<void()> interrupt_;
};
template <class Resume>
class waiter_of final : public waiter {
public:
    waiter_of(detail::callback<void()> interrupt, Resume resume)
        : waiter(std::move(interrupt)),
          resume_(std::move(resume)) {}

    void resume() override { std::move (*resume_)(); }
    void drop() override { resume_.reset(); }

private:
    std::optional<Resume> resume_;
};

/// The coroutines of a loop that wait for calls on threads. A loop that is destroyed destroys what waits for it, so it
/// interrupts these calls, waits for their ends, and destroys their coroutines.
class waiting_coroutines {
public:
    void add(std::shared_ptr<waiter> each) {
        const std::unique_lock<std::mutex> lock(mutex_);
        all_.push_back(std::move(each));
    }
    /// The call that this one waits for has ended. The loop is there until it has been told to go on.
    void end(waiter& each) {
        const std::unique_lock<std::mutex> lock(mutex_);
        if (!is_closed_) each.resume();
        const bool is_left = is_closed_;
        for (std::shared_ptr<waiter>& held : all_) {
            if (held.get() != &each) continue;
            if (is_left) ended_.push_back(std::move(held));
            held = std::move(all_.back());
            all_.pop_back();
            break;
        }
        if (is_left) changed_.notify_all();
    }
    /// The loop ends.
    void close() {
        std::unique_lock<std::mutex> lock(mutex_);
        is_closed_ = true;
        while (!all_.empty()) {  // again and again: an interruption just before a statement begins is lost
            for (const std::shared_ptr<waiter>& each : all_) each->interrupt();
            changed_.wait_for(lock, std::chrono::milliseconds(2));
        }
        const std::vector<std::shared_ptr<waiter>> left = std::move(ended_);
        lock.unlock();
        for (const std::shared_ptr<waiter>& each : left) each->drop();
    }

    /// Those of an execution context.
    static std::shared_ptr<waiting_coroutines> of(net::execution_context& context) {
        return net::use_service<service>(context).coroutines;
    }

private:
    struct service final : net::execution_context::service {
        inline static net::execution_context::id id;

        explicit service(net::execution_context& context) : net::execution_context::service(context) {}
        void shutdown() override { coroutines->close(); }

        std::shared_ptr<waiting_coroutines> coroutines = std::make_shared<waiting_coroutines>();
    };

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::shared_ptr<waiter>> all_, ended_;
    bool is_closed_ = false;
};

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
        if (state_.exchange(state::ended) == state::awaited) end();
    }

    [[nodiscard]] bool has_ended() const { return state_.load() == state::ended; }
    /// Calls a function, which may only be movable, when it ends, unless the loop ends before. If it has ended, the
    /// function is called by this.
    template <class Resume>
    void when_ended(net::execution_context& loop, detail::callback<void()> interrupt, Resume resume) {
        others_ = waiting_coroutines::of(loop);
        waiter_ = std::make_shared<waiter_of<Resume>>(std::move(interrupt), std::move(resume));
        others_->add(waiter_);
        state expected = state::running;
        if (!state_.compare_exchange_strong(expected, state::awaited)) end();
    }

    [[nodiscard]] std::exception_ptr failure() const { return failure_; }
    [[nodiscard]] result_type& result() { return result_; }

private:
    enum class state { running, awaited, ended };

    void end() {
        const std::shared_ptr<waiting_coroutines> all = std::move(others_);
        const std::shared_ptr<waiter> one = std::move(waiter_);
        all->end(*one);
    }

    Function function_;
    result_type result_{};
    std::exception_ptr failure_;
    std::shared_ptr<waiting_coroutines> others_;
    std::shared_ptr<waiter> waiter_;
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

/// Waits for the end of a call on a thread. A cancellation calls `interrupt`, if there is one, every two milliseconds
/// until the call has ended.
template <class Function>
task<void> end_of(call_of<Function>& call, detail::callback<void()> interrupt = {}) {
    return net::async_initiate<const net::use_awaitable_t<>, void()>(
        [&call](auto handler, detail::callback<void()> stops) {
            auto slot = net::get_associated_cancellation_slot(handler);
            auto guard = net::make_work_guard(net::get_associated_executor(handler));
            std::shared_ptr<interruption> stop;
            if (stops && slot.is_connected()) {
                stop = std::make_shared<interruption>(guard.get_executor(), std::chrono::milliseconds(2), stops);
                slot.assign([stop](net::cancellation_type) { stop->begin(); });
            }
            auto& loop = net::query(guard.get_executor(), net::execution::context);
            auto resume = [handler = std::move(handler), guard = std::move(guard), slot,
                           stop = std::move(stop)]() mutable {
                const auto executor = guard.get_executor();
                net::post(
                    executor,
                    [handler = std::move(handler), slot, stop = std::move(stop), guard = std::move(guard)]() mutable {
                        if (slot.is_connected()) slot.clear();
                        if (stop) stop->end();
                        std::move(handler)();
                    });
            };
            call.when_ended(loop, std::move(stops), std::move(resume));
        },
        net::use_awaitable, std::move(interrupt));
}

}  // namespace aludel::inline v0_1::asio_support
