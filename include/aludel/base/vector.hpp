// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list

namespace aludel::inline v0_1::detail {

/// std::vector, as far as the engine needs it, for elements that are made of nothing and assigned. With thirty types of
/// elements, this costs the compiler an eighth of the standard's own (g++ 12): it has no allocator, and an array of
/// elements is what `new` makes. What is removed stays as it is until its place is used again. When memory is exhausted, or
/// an element's copy throws, everything is as it was before.
template <class T>
class vector {
public:
    using value_type = T;

    constexpr vector() = default;
    constexpr explicit vector(std::size_t count) : data_(new T[count]{}), size_(count), capacity_(count) {}
    // By way of the empty one, so that there is a destructor to be called when an element's copy throws.
    constexpr vector(const T* first, const T* last) : vector() { append(first, last); }
    constexpr vector(std::initializer_list<T> values) : vector(values.begin(), values.end()) {}
    constexpr vector(const vector& other) : vector() {
        if (other.size_ != 0) append(other.data_, other.data_ + other.size_);
    }
    constexpr vector(vector&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
        other.data_ = nullptr, other.size_ = 0, other.capacity_ = 0;
    }
    // Two of them, and not one by value: GCC takes the copies of those who own such a one for noexcept then.
    constexpr vector& operator=(const vector& other) { return *this = vector(other); }
    constexpr vector& operator=(vector&& other) noexcept {
        if (this == &other) return *this;
        delete[] data_;
        data_ = other.data_, size_ = other.size_, capacity_ = other.capacity_;
        other.data_ = nullptr, other.size_ = 0, other.capacity_ = 0;
        return *this;
    }
    constexpr ~vector() { delete[] data_; }

    /// For those who want the standard's own.
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

    /// Elements of another array, behind the others.
    constexpr void append(const T* first, const T* last) {
        const std::size_t count = static_cast<std::size_t>(last - first);
        make_room(count);
        for (T* to = data_ + size_; first != last; ++first) *to++ = *first;
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
        larger.data_ = old;  // and gives it up
    }
    /// Room for so many more; it grows by doubling.
    constexpr void make_room(std::size_t more) {
        if (size_ + more > capacity_) reserve(size_ + more > 2 * capacity_ ? size_ + more : 2 * capacity_);
    }
    constexpr void resize(std::size_t count) {
        if (count > size_) make_room(count - size_);
        for (std::size_t i = size_; i < count; ++i) data_[i] = T{};
        size_ = count;
    }
    /// One more at the end, where there is room for it: made of nothing. Places behind the first `used` are so already.
    constexpr T& make_last(std::size_t& used) {
        T& made = data_[size_];
        if (size_ < used) made = T{};
        else used = size_ + 1;
        ++size_;
        return made;
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
