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

/// As many characters as the largest integer holds, in little-endian order: see `sql_text`.
#if defined(__SIZEOF_INT128__)
__extension__ typedef unsigned __int128 text_word;
#else
using text_word = std::uint64_t;
#endif

/// SQL under construction: characters in one growing array. Shaped by the cost of constant evaluation: characters are
/// copied once, by a builtin that is one step for Clang and by a plain loop for GCC, which lacks it. It can start in an
/// array of the caller, which avoids copying the result out. That array can consist of words of several characters
/// each, because GCC stores every array element separately; such a text has no `view()`.
class sql_text {
public:
    constexpr sql_text() = default;
    /// Writes into the caller's array as long as it fits, then into an allocated one.
    template <std::size_t Room>
    constexpr explicit sql_text(char (&room)[Room]) : data_(room),
                                                      room_(Room) {}
    template <std::size_t Words>
    constexpr explicit sql_text(text_word (&room)[Words]) : room_(unit * Words),
                                                            words_(room) {}
    constexpr sql_text(const sql_text& other) : sql_text() { put(other.view()); }
    constexpr sql_text(sql_text&& other) noexcept
        : data_(detail::release(other.data_)),
          size_(detail::release(other.size_)),
          room_(detail::release(other.room_)),
          owned_(detail::release(other.owned_)),
          words_(detail::release(other.words_)),
          owned_words_(detail::release(other.owned_words_)) {}
    constexpr sql_text& operator=(const sql_text& other) { return *this = sql_text(other); }
    constexpr sql_text& operator=(sql_text&& other) noexcept {
        sql_text given(static_cast<sql_text&&>(other));
        detail::swap(owned_, given.owned_), detail::swap(owned_words_, given.owned_words_);
        data_ = given.data_, size_ = given.size_, room_ = given.room_, words_ = given.words_;
        return *this;
    }
    constexpr ~sql_text() { delete[] owned_, delete[] owned_words_; }

    constexpr sql_text& put(const char* added, std::size_t size) {
        if (size_ + size > room_) grow(size_ + size);
        if (words_ == nullptr) {
            copy(data_ + size_, added, size);
            size_ += size;
            return *this;
        }
        for (; size > unit; size -= unit, added += unit) pack(word_of(added, unit), unit);
        if (size != 0) pack(word_of(added, size), size);
        return *this;
    }
    constexpr sql_text& put(std::string_view added) { return put(added.data(), added.size()); }
    constexpr sql_text& put(const sql_text& added) { return put(added.data_, added.size_); }
    constexpr sql_text& put(const name& added) { return put(added.data, added.size); }
    constexpr sql_text& put(const op::text_view& added) { return put(added.data, added.size); }

    /// Appends a string literal. Its length comes from a builtin, because libstdc++ 12 counts the characters one by one
    /// in a constant expression.
    constexpr sql_text& put(const char* literal) { return put(literal, __builtin_strlen(literal)); }

    /// Appends the characters between two `quote` characters.
    constexpr sql_text& put_between(const char* added, std::size_t size, char quote) {
        const std::size_t end = size_ + size + 2;
        if (end > room_) grow(end);
        if (words_ != nullptr) {
            const auto mark = static_cast<unsigned char>(quote);
            if (size + 2 > unit) return put(&quote, 1).put(added, size).put(&quote, 1);
            pack(mark | word_of(added, size) << 8 | text_word{mark} << 8 * (size + 1), size + 2);
            return *this;
        }
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
    [[nodiscard]] constexpr const text_word* words() const { return words_; }
    [[nodiscard]] std::string str() const { return std::string(view()); }

    /// Truncates to the first `size` characters; keeps the array.
    constexpr void cut(std::size_t size) {
        size_ = size;
        if (words_ != nullptr && size % unit != 0) words_[size / unit] &= (text_word{1} << size % unit * 8) - 1;
    }

private:
    static constexpr std::size_t unit = sizeof(text_word);

    static constexpr void copy(char* target, const char* source, std::size_t size) {
        if (size == 0) return;  // an empty text has no array to copy
#if !defined(__clang__)
        if (__builtin_is_constant_evaluated()) {
            for (std::size_t i = 0; i < size; ++i) target[i] = source[i];
            return;
        }
#endif
        __builtin_memcpy(target, source, size);
    }

    /// The characters of a word. GCC remembers the result of each call, so a literal is read only once.
    static constexpr text_word word_of(const char* added, std::size_t size) {
        text_word word = 0;
        for (std::size_t i = size; i-- > 0;) word = word << 8 | static_cast<unsigned char>(added[i]);
        return word;
    }

    /// Appends `size` characters, at most a word and at least one.
    constexpr void pack(text_word added, std::size_t size) {
        const std::size_t used = size_ % unit * 8;
        text_word* const target = words_ + size_ / unit;
        size_ += size;
        if (used == 0) {
            *target = added;
            return;
        }
        *target |= added << used;
        if (used + 8 * size > 8 * unit) target[1] = added >> (8 * unit - used);
    }

    /// In constant evaluation an array costs what is written into it, not its capacity; growing it costs a copy.
    constexpr void grow(std::size_t least) {
        std::size_t first = 256;
        if (__builtin_is_constant_evaluated()) first = 65'536;
        std::size_t room = least > room_ * 2 ? least : room_ * 2;
        if (room < first) room = first;
        if (words_ != nullptr) {
            text_word* const larger = new text_word[room / unit + 1];
            for (std::size_t i = 0; i * unit < size_; ++i) larger[i] = words_[i];
            delete[] owned_words_;
            words_ = owned_words_ = larger, room_ = room;
            return;
        }
        char* const larger = new char[room];
        copy(larger, data_, size_);
        delete[] owned_;
        data_ = owned_ = larger, room_ = room;
    }

    char* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
    char* owned_ = nullptr;
    text_word* words_ = nullptr;  ///< used instead of `data_`
    text_word* owned_words_ = nullptr;
};

}  // namespace aludel::inline v0_1
