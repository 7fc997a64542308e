// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// The part of std::span that the library needs. The constructors of std::span check range concepts and cost seventy
/// times as much compile time for each type of element (g++ 12).
template <class T>
class span {
public:
    using value_type = T;

    constexpr span() = default;
    constexpr span(T* first, std::size_t count) : first_(first), count_(count) {}
    constexpr span(T* first, T* end) : first_(first), count_(static_cast<std::size_t>(end - first)) {}
    template <std::size_t Count>
    constexpr span(T (&array)[Count]) : first_(array),
                                        count_(Count) {}
    /// All elements of a vector or another array.
    template <class Array>
        requires requires(const Array& subject, T*& first) { first = subject.data(), subject.size(); }
    constexpr span(const Array& subject) : first_(subject.data()),
                                           count_(subject.size()) {}

    [[nodiscard]] constexpr T* data() const { return first_; }
    [[nodiscard]] constexpr std::size_t size() const { return count_; }
    [[nodiscard]] constexpr bool empty() const { return count_ == 0; }
    [[nodiscard]] constexpr T* begin() const { return first_; }
    [[nodiscard]] constexpr T* end() const { return first_ + count_; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) const { return first_[i]; }
    [[nodiscard]] constexpr T& front() const { return first_[0]; }
    [[nodiscard]] constexpr T& back() const { return first_[count_ - 1]; }

    [[nodiscard]] constexpr span first(std::size_t count) const { return {first_, count}; }
    [[nodiscard]] constexpr span subspan(std::size_t first) const { return {first_ + first, count_ - first}; }
    [[nodiscard]] constexpr span subspan(std::size_t first, std::size_t count) const { return {first_ + first, count}; }

private:
    T* first_ = nullptr;
    std::size_t count_ = 0;
};

}  // namespace aludel::inline v0_1::detail
