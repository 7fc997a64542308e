// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>  // size_t

// POSIX threads where there are any: <thread> and <mutex> add a sixth to the memory of compiling the whole library.
#if __has_include(<pthread.h>) && __has_include(<unistd.h>)
#include <pthread.h>  // pthread_create, pthread_join, pthread_mutex_t
#include <unistd.h>   // sysconf
#else
#include <mutex>   // mutex
#include <thread>  // thread
#endif

namespace aludel::inline v0_1::detail {

#if __has_include(<pthread.h>) && __has_include(<unistd.h>)

/// A mutex, like std::mutex.
class mutex {
public:
    mutex() = default;
    mutex(const mutex&) = delete;
    mutex& operator=(const mutex&) = delete;
    ~mutex() { ::pthread_mutex_destroy(&state_); }

    void lock() { ::pthread_mutex_lock(&state_); }
    void unlock() { ::pthread_mutex_unlock(&state_); }

private:
    ::pthread_mutex_t state_ = PTHREAD_MUTEX_INITIALIZER;
};

/// A thread that calls a function, which must not throw; the destructor waits for its end. If the system can start no
/// more threads, the function is not called.
template <class Work>
class thread {
public:
    explicit thread(Work& work) : runs_(::pthread_create(&id_, nullptr, &call, &work) == 0) {}
    thread(const thread&) = delete;
    thread& operator=(const thread&) = delete;
    ~thread() {
        if (runs_) ::pthread_join(id_, nullptr);
    }

private:
    static void* call(void* work) { return (*static_cast<Work*>(work))(), nullptr; }

    ::pthread_t id_{};
    bool runs_;
};

/// The number of processors, at least 1.
inline std::size_t processor_count() {
    const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : static_cast<std::size_t>(count);
}

#else

using mutex = std::mutex;

template <class Work>
class thread {
public:
    explicit thread(Work& work) {
        try {
            thread_ = std::thread([&work] { work(); });
        } catch (...) {  // the system can start no more
        }
    }
    ~thread() {
        if (thread_.joinable()) thread_.join();
    }

private:
    std::thread thread_;
};

inline std::size_t processor_count() {
    const std::size_t count = std::thread::hardware_concurrency();
    return count == 0 ? 1 : count;
}

#endif

/// Holds a mutex during its lifetime.
class mutex_lock {
public:
    explicit mutex_lock(mutex& held) : held_(held) { held_.lock(); }
    mutex_lock(const mutex_lock&) = delete;
    mutex_lock& operator=(const mutex_lock&) = delete;
    ~mutex_lock() { held_.unlock(); }

private:
    mutex& held_;
};

/// Calls a function, which must not throw, in so many threads at once, of which this one is one; returns when all calls
/// have returned. If the system cannot start so many, there are fewer calls, but at least the one of this thread.
template <class Work>
void call_in_threads(std::size_t count, Work& work) {
    if (count < 2) return work();
    const thread<Work> other(work);
    call_in_threads(count - 1, work);
}

}  // namespace aludel::inline v0_1::detail
