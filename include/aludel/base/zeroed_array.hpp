// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// An array of a fixed number of values, all zero at first. Not a vector, because Clang counts every statement of a
/// constant expression: here neither the initialization of a value nor an access costs a step. (And
/// `std::vector(count)` of libstdc++ 12 is not a constant expression for Clang.)
template <class T>
struct zeroed_array {
    T* data = nullptr;
    std::size_t size = 0;

    constexpr zeroed_array() = default;
    constexpr explicit zeroed_array(std::size_t count) : data(new T[count]()), size(count) {}
    constexpr zeroed_array(const zeroed_array& other) : zeroed_array(other.size) {
        for (std::size_t i = 0; i < size; ++i) data[i] = other.data[i];
    }
    constexpr zeroed_array(zeroed_array&& other) noexcept
        : data(detail::release(other.data)),
          size(detail::release(other.size)) {}
    constexpr zeroed_array& operator=(const zeroed_array& other) { return *this = zeroed_array(other); }
    constexpr zeroed_array& operator=(zeroed_array&& other) noexcept {
        zeroed_array given(static_cast<zeroed_array&&>(other));
        detail::swap(data, given.data);
        detail::swap(size, given.size);
        return *this;
    }
    constexpr ~zeroed_array() { delete[] data; }

    [[nodiscard]] constexpr T* begin() const { return data; }
    [[nodiscard]] constexpr T* end() const { return data + size; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) const { return data[i]; }
};

}  // namespace aludel::inline v0_1::detail
