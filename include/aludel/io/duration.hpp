// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // int64_t, INT64_MAX, INT64_MIN

namespace aludel::inline v0_1 {

/// A length of time in nanoseconds. It converts from and to any std::chrono::duration, rounded towards zero. <chrono>
/// itself would be a tenth of the compile time of the library (g++ 12).
struct duration {
    std::int64_t nanoseconds = 0;

    constexpr duration() = default;
    template <class Chrono, class Period = typename Chrono::period>
    constexpr duration(const Chrono& from)  // not explicit: `.busy_timeout = 200ms`
        : nanoseconds(saturated(static_cast<long double>(from.count()) * factor<Period>)) {}
    template <class Chrono, class Period = typename Chrono::period>
    constexpr operator Chrono() const {
        using count = typename Chrono::rep;
        if constexpr (static_cast<count>(0.5) != 0) return Chrono(static_cast<count>(nanoseconds) / static_cast<count>(factor<Period>));
        else return Chrono(static_cast<count>(nanoseconds / factor<Period>));
    }

    static constexpr duration of_milliseconds(std::int64_t count) {
        duration made;
        made.nanoseconds = saturated(static_cast<long double>(count) * 1'000'000);
        return made;
    }
    [[nodiscard]] constexpr std::int64_t milliseconds() const { return nanoseconds / 1'000'000; }

private:
    template <class Period>
    static constexpr std::int64_t factor = 1'000'000'000 / Period::den * Period::num;

    /// Limits a value to what fits, 292 years.
    static constexpr std::int64_t saturated(long double exact) {
        if (exact >= 9223372036854775807.0L) return INT64_MAX;
        if (exact <= -9223372036854775807.0L) return INT64_MIN;
        return static_cast<std::int64_t>(exact);
    }
};

}  // namespace aludel::inline v0_1
