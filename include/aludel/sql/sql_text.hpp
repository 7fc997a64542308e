// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/swap.hpp>
#include <aludel/base/text_view.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// SQL under construction: characters in one array that grows. The compiler renders too, so what it costs there decides the
/// form: a word is copied once, by a builtin that is one step for Clang, and by a plain loop for GCC, which knows none. It
/// may start in an array of somebody else's, so that what was written there need not be copied out.
class sql_text {
public:
    constexpr sql_text() = default;
    /// Writes into an array for as long as there is room in it.
    template <std::size_t Room>
    constexpr explicit sql_text(char (&room)[Room]) : data_(room), room_(Room) {}
    constexpr sql_text(const sql_text& other) : sql_text() { put(other.view()); }
    constexpr sql_text(sql_text&& other) noexcept
        : data_(detail::taken(other.data_)), size_(detail::taken(other.size_)), room_(detail::taken(other.room_)), owned_(detail::taken(other.owned_)) {}
    constexpr sql_text& operator=(const sql_text& other) { return *this = sql_text(other); }
    constexpr sql_text& operator=(sql_text&& other) noexcept {
        sql_text given(static_cast<sql_text&&>(other));
        detail::swap(owned_, given.owned_);
        data_ = given.data_, size_ = given.size_, room_ = given.room_;
        return *this;
    }
    constexpr ~sql_text() { delete[] owned_; }

    constexpr sql_text& put(const char* added, std::size_t size) {
        const std::size_t before = size_;
        const std::size_t end = before + size;
        if (end > room_) grow(end);
        copy(data_ + before, added, size);
        size_ = end;
        return *this;
    }
    constexpr sql_text& put(std::string_view added) { return put(added.data(), added.size()); }
    constexpr sql_text& put(const sql_text& added) { return put(added.data_, added.size_); }
    constexpr sql_text& put(const name& added) { return put(added.data, added.size); }
    constexpr sql_text& put(const op::text_view& added) { return put(added.data, added.size); }

    /// A literal: its length by a builtin, because libstdc++ 12 counts its letters one by one in a constant expression.
    constexpr sql_text& put(const char* literal) { return put(literal, __builtin_strlen(literal)); }

    /// A text between two quotes.
    constexpr sql_text& put_between(const char* added, std::size_t size, char quote) {
        const std::size_t end = size_ + size + 2;
        if (end > room_) grow(end);
        data_[size_] = data_[end - 1] = quote;
        copy(data_ + size_ + 1, added, size);
        size_ = end;
        return *this;
    }

    constexpr sql_text& put_number(std::uint64_t number) {
        char digits[20]{};
        std::size_t first = 20;
        do digits[--first] = static_cast<char>('0' + number % 10);
        while ((number /= 10) != 0);
        return put(digits + first, 20 - first);
    }

    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr std::string_view view() const { return {data_, size_}; }
    [[nodiscard]] std::string str() const { return std::string(view()); }

    /// Forgets what was written behind the first characters, and keeps the array.
    constexpr void cut(std::size_t size) { size_ = size; }

private:
    static constexpr void copy(char* to, const char* from, std::size_t size) {
        if (size == 0) return;  // from no text at all
#if !defined(__clang__)
        if (__builtin_is_constant_evaluated()) {
            for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
            return;
        }
#endif
        __builtin_memcpy(to, from, size);
    }

    /// To the compiler an array costs what is written into it, and not its size; to move one costs a second time.
    constexpr void grow(std::size_t least) {
        std::size_t first = 256;
        if (__builtin_is_constant_evaluated()) first = 65'536;
        std::size_t room = least > room_ * 2 ? least : room_ * 2;
        if (room < first) room = first;
        char* const larger = new char[room];
        copy(larger, data_, size_);
        delete[] owned_;
        data_ = owned_ = larger, room_ = room;
    }

    char* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
    char* owned_ = nullptr;
};

}  // namespace aludel::inline v0_1
