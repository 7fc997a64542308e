// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // int64_t, uint64_t

namespace aludel::inline v0_1 {

namespace detail {

/// The nearest value that the type can hold; for nanoseconds in 64 bits the limit is 292 years.
template <class Count>
constexpr Count saturated(long double exact) {
    constexpr bool has_sign = static_cast<Count>(-1) < Count{1};
    constexpr auto most = static_cast<Count>(~std::uint64_t{0} >> (64 - 8 * sizeof(Count) + (has_sign ? 1 : 0)));
    constexpr auto least = static_cast<Count>(has_sign ? -static_cast<std::int64_t>(most) - 1 : 0);
    if (exact >= static_cast<long double>(most)) return most;
    if (exact <= static_cast<long double>(least)) return least;
    return static_cast<Count>(exact);
}

}  // namespace detail

/// A length of time in nanoseconds. It converts from and to any std::chrono::duration, rounded towards zero. <chrono>
/// itself would be a tenth of the compile time of the library (g++ 12).
struct duration {
    std::int64_t nanoseconds = 0;

    constexpr duration() = default;
    template <class Chrono, class Period = typename Chrono::period>
    constexpr duration(const Chrono& source)  // not explicit: `.busy_timeout = 200ms`
        : nanoseconds(detail::saturated<std::int64_t>(static_cast<long double>(source.count()) * 1'000'000'000 *
                                                      Period::num / Period::den)) {}
    template <class Chrono, class Period = typename Chrono::period>
    constexpr operator Chrono() const {
        using count = typename Chrono::rep;
        const long double exact = static_cast<long double>(nanoseconds) * Period::den / Period::num / 1'000'000'000;
        if constexpr (static_cast<count>(0.5) != 0) return Chrono(static_cast<count>(exact));
        else return Chrono(detail::saturated<count>(exact));
    }

    static constexpr duration of_milliseconds(std::int64_t count) {
        duration result;
        result.nanoseconds = detail::saturated<std::int64_t>(static_cast<long double>(count) * 1'000'000);
        return result;
    }
    [[nodiscard]] constexpr std::int64_t milliseconds() const { return nanoseconds / 1'000'000; }
};

}  // namespace aludel::inline v0_1
