// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // int64_t

namespace aludel::inline v0_1 {

/// A span of time. It comes from any std::chrono::duration and becomes any, rounded towards zero; <chrono> itself would be
/// a tenth of what including the library costs (g++ 12).
struct duration {
    std::int64_t nanoseconds = 0;

    constexpr duration() = default;
    template <class Chrono, class Period = typename Chrono::period>
    constexpr duration(const Chrono& from)  // not explicit: `.busy_timeout = 200ms`
        : nanoseconds(static_cast<std::int64_t>(from.count() * unit<Chrono>)) {}
    template <class Chrono, class Period = typename Chrono::period>
    constexpr operator Chrono() const {
        return Chrono(static_cast<typename Chrono::rep>(nanoseconds) / unit<Chrono>);
    }

    static constexpr duration of_milliseconds(std::int64_t count) {
        duration made;
        made.nanoseconds = count * 1'000'000;
        return made;
    }
    [[nodiscard]] constexpr std::int64_t milliseconds() const { return nanoseconds / 1'000'000; }

private:
    template <class Chrono>
    static constexpr auto unit = static_cast<typename Chrono::rep>(1'000'000'000 / Chrono::period::den * Chrono::period::num);
};

}  // namespace aludel::inline v0_1
