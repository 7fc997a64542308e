// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1::detail {

class sentence;

/// A piece of a sentence: a text or a number.
struct part {
    std::string_view text;
    std::size_t number = 0;
    bool is_number = false;

    constexpr part(std::string_view says) : text(says) {}
    constexpr part(const char* says) : text(says) {}
    constexpr part(const name& says) : text(says.text()) {}
    constexpr part(const sentence& says);
    constexpr part(std::size_t count) : number(count), is_number(true) {}
};

/// The pieces of a sentence, in order. Not a parameter pack, which would instantiate a function for each list of types.
using parts = std::initializer_list<part>;

/// A message that is composed in a constant expression, of at most `capacity` bytes. Compilers print it whole only when
/// it is ASCII, so other characters appear as their code point, `{U+00E9}`. A longer text is cut and ends in `...`.
class sentence {
public:
    static constexpr std::size_t capacity = 600;

    constexpr sentence() = default;

    constexpr explicit sentence(parts whole) { add(whole); }

    constexpr sentence& add(std::string_view part) {
        for (std::size_t i = 0; i < part.size();) {
            const auto byte = static_cast<unsigned char>(part[i]);
            if (byte < 0x80) {
                put(byte < 0x20 || byte == 0x7F ? ' ' : part[i]);
                ++i;
            } else {
                i += add_code_point(part.substr(i));
            }
        }
        return *this;
    }

    constexpr sentence& add(parts whole) {
        for (const part& each : whole)
            if (each.is_number) add(each.number);
            else add(each.text);
        return *this;
    }

    constexpr sentence& add(const char* part) { return add(std::string_view(part)); }

    constexpr sentence& add(const sentence& other) { return add(other.text()); }

    constexpr sentence& add(std::size_t number) {
        char digits[20]{};
        std::size_t count = 0;
        do digits[count++] = static_cast<char>('0' + number % 10);
        while ((number /= 10) != 0);
        while (count != 0) put(digits[--count]);
        return *this;
    }

    [[nodiscard]] constexpr std::string_view text() const { return {data_, size_}; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }

private:
    constexpr void put(char c) {
        if (size_ < capacity) data_[size_++] = c;
        else
            for (std::size_t i = capacity - 3; i < capacity; ++i) data_[i] = '.';
    }

    constexpr std::size_t add_code_point(std::string_view part) {
        const auto first = static_cast<unsigned char>(part[0]);
        const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        unsigned long code = length == 1 ? first : first & (0xFFU >> (length + 1));
        std::size_t used = 1;
        for (; used < length && used < part.size(); ++used)
            code = (code << 6) | (static_cast<unsigned char>(part[used]) & 0x3FU);
        for (const char c : {'{', 'U', '+'}) put(c);
        for (int shift = code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
            put("0123456789ABCDEF"[(code >> shift) & 0xFU]);
        put('}');
        return used;
    }

    char data_[capacity]{};
    std::size_t size_ = 0;
};

constexpr part::part(const sentence& says) : text(says.text()) {}

}  // namespace aludel::inline v0_1::detail
