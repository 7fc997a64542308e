// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// Sorts a vector or another array in place. Heapsort: it is one function per type of element, where std::sort
/// instantiates sixteen, and <algorithm> is a heavy header. It is not stable, so `before` must order any two elements
/// that differ.
template <class Array, class Before>
constexpr void sort(Array& subject, Before before) {
    using element = typename Array::value_type;
    element* const place = subject.data();
    const auto sink = [&](std::size_t top, std::size_t size) {
        element held = static_cast<element&&>(place[top]);
        for (std::size_t below = 2 * top + 1; below < size; below = 2 * top + 1) {
            if (below + 1 < size && before(place[below], place[below + 1])) ++below;
            if (!before(held, place[below])) break;
            place[top] = static_cast<element&&>(place[below]);
            top = below;
        }
        place[top] = static_cast<element&&>(held);
    };
    const std::size_t size = subject.size();
    for (std::size_t top = size / 2; top-- != 0;) sink(top, size);
    for (std::size_t last = size; last-- > 1;) {
        detail::swap(place[0], place[last]);
        sink(0, last);
    }
}
/// Sorts by `<`.
template <class Array>
constexpr void sort(Array& subject) {
    sort(subject, [](const auto& one, const auto& other) { return one < other; });
}

/// Whether an array has an element that is equal to `wanted`.
template <class Array, class Element>
constexpr bool contains(const Array& in, const Element& wanted) {
    for (const auto& each : in)
        if (each == wanted) return true;
    return false;
}

}  // namespace aludel::inline v0_1::detail
