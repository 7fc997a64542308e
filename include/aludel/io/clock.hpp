// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/duration.hpp>

#include <cstdint>  // int64_t

// The POSIX clock where there is one: <chrono> and <thread> are a fifth of the compile time of the whole library.
#if __has_include(<unistd.h>)
#include <time.h>  // clock_gettime, nanosleep

#include <cerrno>  // errno, EINTR
#else
#include <chrono>  // steady_clock
#include <thread>  // sleep_for
#endif

namespace aludel::inline v0_1::online {

/// The time since an unspecified moment; it never decreases.
inline duration now() {
#if __has_include(<unistd.h>)
    ::timespec read{};
    ::clock_gettime(CLOCK_MONOTONIC, &read);
    duration result;
    result.nanoseconds = static_cast<std::int64_t>(read.tv_sec) * 1'000'000'000 + read.tv_nsec;
    return result;
#else
    return std::chrono::steady_clock::now().time_since_epoch();
#endif
}

/// Suspends the thread for at least this long.
inline void sleep_for(duration pause) {
#if __has_include(<unistd.h>)
    ::timespec left{};
    left.tv_sec = static_cast<decltype(left.tv_sec)>(pause.nanoseconds / 1'000'000'000);
    left.tv_nsec = static_cast<decltype(left.tv_nsec)>(pause.nanoseconds % 1'000'000'000);
    while (::nanosleep(&left, &left) != 0 && errno == EINTR) {}
#else
    std::this_thread::sleep_for(std::chrono::nanoseconds(pause));
#endif
}

/// The time that has passed since `then`.
inline duration since(duration then) {
    duration passed = now();
    passed.nanoseconds -= then.nanoseconds;
    return passed;
}

}  // namespace aludel::inline v0_1::online
