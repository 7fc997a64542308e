// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// A std::string_view without constructors; `size` is in bytes. Most members of most operations are empty texts: left
/// empty by a plain `{}` they cost GCC no memory in a constant, while each empty std::string_view is stored in full.
struct text_view {
    const char* data;
    std::uint32_t size;

    constexpr text_view& operator=(std::string_view source) {
        data = source.data(), size = static_cast<std::uint32_t>(source.size());
        return *this;
    }

    constexpr operator std::string_view() const { return {data, size}; }
    constexpr operator name() const { return {data, size}; }
    [[nodiscard]] constexpr std::string_view text() const { return {data, size}; }
    [[nodiscard]] constexpr bool empty() const { return size == 0; }

    friend constexpr bool operator==(const text_view& a, const text_view& b) {
        return a.size == b.size && (a.size == 0 || same_letters(a.data, b.data, a.size));
    }
    friend constexpr bool operator==(const text_view& a, std::string_view b) { return a.text() == b; }
    friend constexpr bool operator==(const text_view& a, const char* b) { return a.text() == b; }
    friend constexpr bool operator==(const text_view& a, const name& b) {
        return a.size == b.size && (a.size == 0 || same_letters(a.data, b.data, a.size));
    }
};

/// A view of the same text.
constexpr text_view text_of(std::string_view source) {
    return {source.data(), static_cast<std::uint32_t>(source.size())};
}
/// The same. A std::string_view would count the characters one by one, which a compiler ends after 2^18.
constexpr text_view text_of(const char* source) {
    return {source, static_cast<std::uint32_t>(__builtin_strlen(source))};
}

}  // namespace aludel::inline v0_1::op
