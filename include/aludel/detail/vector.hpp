// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>           // size_t, ptrdiff_t
#include <initializer_list>  // initializer_list
#include <utility>           // exchange, swap
#include <vector>            // vector; allocator, construct_at and destroy_at, as <memory>, at a third of the price

namespace aludel::inline v0_1::detail {

/// std::vector, as far as the engine needs it. Thirty element types of the standard's one made up a fifth of what
/// including the library cost, and each element added costs the compiler less here (g++ 12).
template <class T>
class vector {
public:
    using value_type = T;

    constexpr vector() = default;
    constexpr explicit vector(std::size_t count) { resize(count); }
    constexpr vector(const T* first, const T* last) { append(first, last); }
    constexpr vector(std::initializer_list<T> values) { append(values.begin(), values.end()); }
    constexpr vector(const vector& other) { append(other.begin(), other.end()); }
    constexpr vector(vector&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)), capacity_(std::exchange(other.capacity_, 0)) {}
    constexpr vector& operator=(vector other) noexcept {
        swap(other);
        return *this;
    }
    constexpr ~vector() {
        clear();
        if (data_ != nullptr) std::allocator<T>().deallocate(data_, capacity_);
    }

    /// For those who want the standard's own.
    constexpr operator std::vector<T>() const { return std::vector<T>(begin(), end()); }

    constexpr void swap(vector& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }

    template <class... Arguments>
    constexpr T& emplace_back(Arguments&&... arguments) {
        if (size_ < capacity_) return *std::construct_at(data_ + size_++, static_cast<Arguments&&>(arguments)...);
        vector larger;  // an argument may be one of the elements: it is made before they move
        larger.allocate(capacity_ == 0 ? 4 : 2 * capacity_);
        T* const made = std::construct_at(larger.data_ + size_, static_cast<Arguments&&>(arguments)...);
        larger.take(*this);
        ++larger.size_;
        swap(larger);
        return *made;
    }
    constexpr void push_back(const T& value) { emplace_back(value); }
    constexpr void push_back(T&& value) { emplace_back(static_cast<T&&>(value)); }

    /// Elements of another array, behind the others.
    constexpr void append(const T* first, const T* last) {
        reserve(size_ + static_cast<std::size_t>(last - first));
        for (; first != last; ++first) std::construct_at(data_ + size_++, *first);
    }

    constexpr void reserve(std::size_t count) {
        if (count <= capacity_) return;
        vector larger;
        larger.allocate(count);
        larger.take(*this);
        swap(larger);
    }
    constexpr void resize(std::size_t count) {
        while (size_ > count) pop_back();
        reserve(count);
        while (size_ < count) std::construct_at(data_ + size_++);
    }
    constexpr void pop_back() { std::destroy_at(data_ + --size_); }
    constexpr void clear() {
        while (size_ != 0) pop_back();
    }
    constexpr void erase(const T* where) {
        for (T* each = data_ + (where - data_); each + 1 != end(); ++each) *each = static_cast<T&&>(each[1]);
        pop_back();
    }

    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr std::size_t capacity() const { return capacity_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr T* data() { return data_; }
    [[nodiscard]] constexpr const T* data() const { return data_; }
    [[nodiscard]] constexpr T* begin() { return data_; }
    [[nodiscard]] constexpr const T* begin() const { return data_; }
    [[nodiscard]] constexpr T* end() { return data_ + size_; }
    [[nodiscard]] constexpr const T* end() const { return data_ + size_; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) { return data_[i]; }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return data_[i]; }
    [[nodiscard]] constexpr T& front() { return data_[0]; }
    [[nodiscard]] constexpr const T& front() const { return data_[0]; }
    [[nodiscard]] constexpr T& back() { return data_[size_ - 1]; }
    [[nodiscard]] constexpr const T& back() const { return data_[size_ - 1]; }

    [[nodiscard]] friend constexpr bool operator==(const vector& one, const vector& other) {
        if (one.size_ != other.size_) return false;
        for (std::size_t i = 0; i < one.size_; ++i)
            if (!(one.data_[i] == other.data_[i])) return false;
        return true;
    }

private:
    constexpr void allocate(std::size_t count) {
        data_ = std::allocator<T>().allocate(count);
        capacity_ = count;
    }
    constexpr void take(vector& other) {
        for (; size_ < other.size_; ++size_) std::construct_at(data_ + size_, static_cast<T&&>(other.data_[size_]));
    }

    T* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace aludel::inline v0_1::detail
