// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/quote.hpp>
#include <aludel/sql/token.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// Whether a name occurs in a text as a word, even in a string or comment. False: the text cannot refer to it.
constexpr bool may_mention(std::string_view sql, std::string_view wanted) {
    if (sql.size() < wanted.size() || wanted.empty()) return false;
    if (dialect::find_character(wanted, '"') != std::string_view::npos ||
        dialect::find_character(wanted, '`') != std::string_view::npos ||
        dialect::find_character(wanted, '\'') != std::string_view::npos)
        return true;
    const char lower = dialect::lower(wanted[0]);
    const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
    const std::size_t last = sql.size() - wanted.size() + 1;
    const auto next = [&](char letter, std::size_t first) {
        if (first >= last) return last;
        const std::size_t found = dialect::find_character(sql.data() + first, last - first, letter);
        return found == std::string_view::npos ? last : first + found;
    };
    std::size_t one = next(lower, 0), other = lower == upper ? last : next(upper, 0);
    while (one < last || other < last) {
        std::size_t& place = one < other ? one : other;
        const std::size_t end = place + wanted.size();
        if ((place == 0 || !in_word(sql[place - 1])) && (end == sql.size() || !in_word(sql[end])) &&
            dialect::same_without_case(sql.substr(place, wanted.size()), wanted))
            return true;
        place = next(sql[place], place + 1);
    }
    return false;
}

/// The text of a token without its quotes.
constexpr std::string_view without_quotes(const token& each) {
    return each.kind == token_kind::quoted ? each.text.substr(1, each.text.size() - 2) : each.text;
}

}  // namespace aludel::inline v0_1::syntax
