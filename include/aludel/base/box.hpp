// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// An owned value that may be absent and is copied with its owner. It is one pointer wide, which is what the compiler
/// pays for where nearly all are absent, and unlike C++20's unique_ptr it works in constant expressions.
template <class T>
class box {
public:
    constexpr box() = default;
    constexpr explicit box(T&& value) : held_(new T(std::move(value))) {}
    constexpr box(const box& other) : held_(other.held_ ? new T(*other.held_) : nullptr) {}
    constexpr box(box&& other) noexcept : held_(detail::taken(other.held_)) {}
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
