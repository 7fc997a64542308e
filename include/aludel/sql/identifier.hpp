// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// An ASCII letter in lower case; other characters unchanged.
constexpr char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Whether two texts are equal, ignoring the case of ASCII letters.
constexpr bool same_without_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// Whether a part of an index is the beginning of a column, `name(10)`, and no call of a function.
constexpr bool is_prefix(std::string_view part) {
    std::size_t place = part.size();
    if (place == 0 || part[--place] != ')') return false;
    const std::size_t end = place;
    while (place != 0 && part[place - 1] >= '0' && part[place - 1] <= '9') --place;
    if (place == end || place < 2 || part[--place] != '(') return false;
    const std::string_view column = part.substr(0, place);
    return column.front() == '`' || column.front() == '"' || column.find_first_of("( ,.'+-*/") == column.npos;
}

/// The column of a part of an index, where a database has only whole columns: also that of a prefix. Empty: it is an
/// expression.
constexpr std::string_view column_of(const name& column, std::string_view expression) {
    if (!column.empty() || !is_prefix(expression)) return column.text();
    const std::string_view prefix = expression.substr(0, expression.rfind('('));
    return prefix.front() == '`' || prefix.front() == '"' ? prefix.substr(1, prefix.size() - 2) : prefix;
}

/// Whether two names are equal to a database that ignores the case of ASCII letters.
constexpr bool same_identifier(const name& a, const name& b) { return same_without_case(a, b); }

}  // namespace aludel::inline v0_1::dialect
