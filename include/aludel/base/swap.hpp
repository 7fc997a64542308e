// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace aludel::inline v0_1::detail {

// std::swap and std::exchange ask each type for its traits, which for pointers and numbers is most of what they cost.

template <class T>
constexpr void swap(T& one, T& other) {
    T held = static_cast<T&&>(one);
    one = static_cast<T&&>(other);
    other = static_cast<T&&>(held);
}

/// The value, leaving null or zero in its place.
template <class T>
constexpr T taken(T& from) {
    T held = from;
    from = T();
    return held;
}

}  // namespace aludel::inline v0_1::detail
