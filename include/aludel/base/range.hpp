// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// A run of elements in one of the arrays that belong to an operation list.
struct range {
    std::uint32_t first;
    std::uint32_t count;

    [[nodiscard]] constexpr bool empty() const { return count == 0; }
    [[nodiscard]] constexpr range moved(std::size_t by) const { return {first + static_cast<std::uint32_t>(by), count}; }

    /// The elements, in the array that the range belongs to. Where there are none, the array may be any, or end before.
    template <class T>
    [[nodiscard]] constexpr list_view<T> of(const T* pool) const {
        return {count == 0 ? pool : pool + first, count};
    }
};

}  // namespace aludel::inline v0_1::op
