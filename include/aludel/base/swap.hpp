// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace aludel::inline v0_1::detail {

// std::swap and std::exchange check traits of each type; for pointers and numbers that is most of their compile time.

/// Swaps two values.
template <class T>
constexpr void swap(T& one, T& other) {
    T held = static_cast<T&&>(one);
    one = static_cast<T&&>(other);
    other = static_cast<T&&>(held);
}

/// Returns the value and leaves null or zero in its place.
template <class T>
constexpr T release(T& source) {
    T held = source;
    source = T();
    return held;
}

}  // namespace aludel::inline v0_1::detail
