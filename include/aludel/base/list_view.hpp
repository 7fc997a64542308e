// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// A view of an array: a pointer and a count, without constructors. A thousand revisions hold twenty thousand views,
/// and the constructor of std::span would be most of what they cost the compiler.
template <class T>
struct list_view {
    const T* first;
    std::uint32_t count;

    [[nodiscard]] constexpr const T* begin() const { return first; }
    [[nodiscard]] constexpr const T* end() const { return first + count; }
    [[nodiscard]] constexpr const T* data() const { return first; }
    [[nodiscard]] constexpr std::size_t size() const { return count; }
    [[nodiscard]] constexpr bool empty() const { return count == 0; }
    constexpr const T& operator[](std::size_t i) const { return first[i]; }
};

/// A view of a vector, or of another array.
template <class Array>
constexpr list_view<typename Array::value_type> view_of(const Array& subject) {
    return {subject.data(), static_cast<std::uint32_t>(subject.size())};
}

}  // namespace aludel::inline v0_1::op
