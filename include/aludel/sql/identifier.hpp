// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

constexpr bool same_without_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// Whether a database that ignores the case of ASCII letters holds two names to be one.
constexpr bool same_identifier(const name& a, const name& b) { return same_without_case(a, b); }

/// Whether an expression may speak of a column or table: its name stands in it as a word. This is not a parse: a string
/// literal is taken for a mention as well, and a name with a quote in it for mentioned everywhere.
constexpr bool mentions(std::string_view expression, std::string_view wanted) {
    const auto in_word = [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return (lower(letter) >= 'a' && lower(letter) <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '$' || code >= 0x80;
    };
    if (wanted.empty()) return false;
    if (wanted.find_first_of("\"`[]'") != std::string_view::npos) return !expression.empty();
    for (std::size_t i = 0; i + wanted.size() <= expression.size(); ++i) {
        if (lower(expression[i]) != lower(wanted.front()) || !same_without_case(expression.substr(i, wanted.size()), wanted)) continue;
        const std::size_t end = i + wanted.size();
        if ((i == 0 || !in_word(expression[i - 1])) && (end == expression.size() || !in_word(expression[end]))) return true;
    }
    return false;
}

}  // namespace aludel::inline v0_1::dialect
