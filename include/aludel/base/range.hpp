// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// Consecutive elements in one of the arrays that belong to an operation list: `count` of them, from index `first` on.
struct range {
    std::uint32_t first;
    std::uint32_t count;

    [[nodiscard]] constexpr bool empty() const { return count == 0; }
    [[nodiscard]] constexpr range moved(std::size_t by) const {
        return {first + static_cast<std::uint32_t>(by), count};
    }

    /// The elements, given the array that the range belongs to. For an empty range any pointer will do.
    template <class T>
    [[nodiscard]] constexpr list_view<T> of(const T* pool) const {
        return {count == 0 ? pool : pool + first, count};
    }
};

}  // namespace aludel::inline v0_1::op
