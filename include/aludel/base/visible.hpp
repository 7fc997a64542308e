// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

// Escapes control characters in text that comes from outside, before it is written to terminals, SQL comments or
// sources.

namespace aludel::inline v0_1::detail {

/// One character of UTF-8 and its size in bytes. Where the bytes are not valid UTF-8 (cut, overlong, a surrogate,
/// beyond U+10FFFF), `value` is the first byte, `size` is 1 and `valid` is false.
struct code_point {
    char32_t value = 0;
    std::size_t size = 1;
    bool valid = false;
};

/// The first character of a text that is not empty.
constexpr code_point first_code_point(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    const char32_t first = byte(0);
    if (first < 0x80) return {first, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size) return {first};
    char32_t value = first & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {first};
        value = value << 6U | (byte(i) & 0x3FU);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (overlong || surrogate || value > 0x10FFFF) return {first};
    return {value, size, true};
}

/// Whether a character controls a terminal (C0, DEL, C1), ends a line (NEL, U+2028, U+2029) or changes the direction of
/// writing.
constexpr bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
        (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F);
}

/// What becomes of line feeds, tabs and other control characters that are white space: they are escaped, replaced by a
/// space, or kept (line feed and tab only). All other control characters are always escaped.
enum class line_breaks { escaped, spaces, kept };

/// Passes a text to `put(std::string_view)` piece by piece; control characters and bytes that are not UTF-8 become
/// `\n`, `\x1b`, `\u{202e}`. Each piece is part of the text or of a literal, so a view of it is valid as long as the
/// text is.
template <class Put>
constexpr void put_visible(std::string_view text, line_breaks breaks, Put&& put) {
    const auto put_digits = [&](char32_t value, int shift) {
        for (; shift >= 0; shift -= 4)
            put(std::string_view(&"0123456789abcdef"[value >> static_cast<unsigned>(shift) & 15U], 1));
    };
    const char* const letters = text.data();  // in a constant expression, each operator[] of the view is a call
    const std::size_t size = text.size();
    std::size_t start = 0;
    for (std::size_t i = 0;;) {
        while (i < size && letters[i] >= ' ' && letters[i] < '\x7F') ++i;
        if (i == size) break;
        const code_point each = first_code_point(text.substr(i));
        const bool white = each.value >= '\t' && each.value <= '\r';
        const bool keep = breaks == line_breaks::kept && (each.value == '\n' || each.value == '\t');
        if ((each.valid && !is_control(each.value)) || keep) {
            i += each.size;
            continue;
        }
        if (i != start) put(text.substr(start, i - start));
        start = i += each.size;
        if (white && breaks == line_breaks::spaces) put(std::string_view(" "));
        else if (each.value == '\n') put(std::string_view("\\n"));
        else if (each.value == '\t') put(std::string_view("\\t"));
        else if (each.value == '\r') put(std::string_view("\\r"));
        else if (each.size == 1) put(std::string_view("\\x")), put_digits(each.value, 4);
        else
            put(std::string_view("\\u{")), put_digits(each.value, each.value > 0xFF ? 12 : 4),
                put(std::string_view("}"));
    }
    if (start != text.size()) put(text.substr(start));
}

/// The text with control characters escaped; by default the result is one line. Printable text is unchanged.
inline std::string visible(std::string_view text, line_breaks breaks = line_breaks::escaped) {
    std::string result;
    put_visible(text, breaks, [&](std::string_view piece) { result += piece; });
    return result;
}

}  // namespace aludel::inline v0_1::detail
