// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// An owned value that may be absent; a copy of the box copies the value. It is one pointer wide, so absent values are
/// cheap for the compiler, and it works in constant expressions, which std::unique_ptr does not in C++20.
template <class T>
class box {
public:
    constexpr box() = default;
    constexpr explicit box(T&& value) : held_(new T(std::move(value))) {}
    /// Makes a default value in an empty box, and returns it.
    constexpr T& make() { return *(held_ = new T()); }
    constexpr box(const box& other) : held_(other.held_ ? new T(*other.held_) : nullptr) {}
    constexpr box(box&& other) noexcept : held_(detail::release(other.held_)) {}
    constexpr box& operator=(const box& other) { return *this = box(other); }
    constexpr box& operator=(box&& other) noexcept {
        box given(static_cast<box&&>(other));
        detail::swap(held_, given.held_);
        return *this;
    }
    constexpr ~box() { delete held_; }

    constexpr explicit operator bool() const { return held_ != nullptr; }
    constexpr T& operator*() { return *held_; }
    constexpr const T& operator*() const { return *held_; }
    constexpr T* operator->() { return held_; }
    constexpr const T* operator->() const { return held_; }

private:
    T* held_ = nullptr;
};

}  // namespace aludel::inline v0_1::detail
