// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>      // int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// The number that begins a text; 0 if none does. `rest` begins behind it.
constexpr std::int32_t take_number(std::string_view& rest) {
    std::int32_t number = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && number < 100'000'000)
        number = number * 10 + (rest[0] - '0'), rest.remove_prefix(1);
    return number;
}

/// A type as a catalog calls it: `word`, `word(precision)` or `word(precision,scale)`.
struct catalog_type {
    std::string_view word{};
    std::int32_t precision = 0, scale = 0;
    bool has_more = false;  ///< it goes on, as in `int(11) unsigned`

    constexpr explicit catalog_type(std::string_view text) : word(text.substr(0, text.find('('))) {
        if (word.size() == text.size()) return;
        std::string_view rest = text.substr(word.size() + 1);
        precision = take_number(rest);
        if (rest.starts_with(',')) rest.remove_prefix(1), scale = take_number(rest);
        has_more = !rest.empty() && rest != ")";
    }
};

}  // namespace aludel::inline v0_1::dialect
