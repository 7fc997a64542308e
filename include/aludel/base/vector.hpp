// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list

namespace aludel::inline v0_1::detail {

/// The part of std::vector that the library needs, for elements that are default-constructible and assignable. With
/// thirty types of elements it takes an eighth of the compile time of std::vector (g++ 12): there is no allocator, and
/// the storage is a plain array from `new T[n]`. A removed element is destroyed only when its place is used again or
/// the vector ends. When memory is exhausted, or copying an element throws, the vector is unchanged.
template <class T>
class vector {
public:
    using value_type = T;

    constexpr vector() = default;
    constexpr explicit vector(std::size_t count) : data_(new T[count]{}), size_(count), capacity_(count) {}
    // Delegates to the default constructor, so that the destructor runs when copying an element throws.
    constexpr vector(const T* begin, const T* end) : vector() { append(begin, end); }
    constexpr vector(std::initializer_list<T> values) : vector(values.begin(), values.end()) {}
    constexpr vector(const vector& other) : vector() {
        if (other.size_ != 0) append(other.data_, other.data_ + other.size_);
    }
    constexpr vector(vector&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
        other.data_ = nullptr, other.size_ = 0, other.capacity_ = 0;
    }
    // Two overloads, not one by value: with that GCC takes the copy assignment of a class with such a member for
    // noexcept.
    constexpr vector& operator=(const vector& other) { return *this = vector(other); }
    constexpr vector& operator=(vector&& other) noexcept {
        if (this == &other) return *this;
        delete[] data_;
        data_ = other.data_, size_ = other.size_, capacity_ = other.capacity_;
        other.data_ = nullptr, other.size_ = 0, other.capacity_ = 0;
        return *this;
    }
    constexpr ~vector() { delete[] data_; }

    /// Converts to std::vector and other containers that are constructed from two iterators.
    template <template <class...> class Standard, class... Rest>
    constexpr operator Standard<T, Rest...>() const {
        return Standard<T, Rest...>(begin(), end());
    }

    constexpr void swap(vector& other) noexcept {
        detail::swap(data_, other.data_);
        detail::swap(size_, other.size_);
        detail::swap(capacity_, other.capacity_);
    }

    constexpr void push_back(T value) {
        if (size_ == capacity_) reserve(capacity_ == 0 ? 4 : 2 * capacity_);
        data_[size_] = static_cast<T&&>(value);
        ++size_;
    }
    template <class... Arguments>
    constexpr T& emplace_back(Arguments&&... arguments) {
        push_back(T(static_cast<Arguments&&>(arguments)...));
        return back();
    }

    /// Adds copies of the elements of another array at the end.
    constexpr void append(const T* first, const T* last) {
        const std::size_t count = static_cast<std::size_t>(last - first);
        make_room(count);
        for (T* target = data_ + size_; first != last; ++first) *target++ = *first;
        size_ += count;
    }

    constexpr void reserve(std::size_t count) {
        if (count <= capacity_) return;
        vector larger;
        larger.data_ = new T[count];
        larger.capacity_ = count;
        for (std::size_t i = 0; i < size_; ++i) larger.data_[i] = static_cast<T&&>(data_[i]);
        T* const old = data_;
        data_ = larger.data_, capacity_ = count;
        larger.data_ = old;  // which its destructor deletes
    }
    /// Reserves room for `more` elements behind the present ones, at least doubling the capacity when it grows.
    constexpr void make_room(std::size_t more) {
        if (size_ + more > capacity_) reserve(size_ + more > 2 * capacity_ ? size_ + more : 2 * capacity_);
    }
    constexpr void resize(std::size_t count) {
        if (count > size_) make_room(count - size_);
        for (std::size_t i = size_; i < count; ++i) data_[i] = T{};
        size_ = count;
    }
    /// Adds a default-constructed element where there is room for it. Elements from index `used` on are
    /// default-constructed already.
    constexpr T& make_last(std::size_t& used) {
        T& result = data_[size_];
        if (size_ < used) result = T{};
        else used = size_ + 1;
        ++size_;
        return result;
    }
    constexpr void pop_back() { --size_; }
    constexpr void clear() { size_ = 0; }
    constexpr void erase(const T* where) {
        T* const last = data_ + size_ - 1;
        for (T* each = data_ + (where - data_); each != last; ++each) *each = static_cast<T&&>(each[1]);
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
    T* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace aludel::inline v0_1::detail
