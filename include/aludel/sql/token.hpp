// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/identifier.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// What kind of token a piece of SQL is.
enum class token_kind : std::uint8_t {
    end,
    word,    ///< a keyword or a name without quotes
    quoted,  ///< a name in quotes
    string,  ///< also x'00', E'\n' and $$ $$
    number,
    parameter,
    symbol,
    invalid,  ///< not SQL, or without an end; its first character tells which kind was begun
};

/// One token of SQL as written, including its quotes. A view into the text.
struct token {
    token_kind kind = token_kind::end;
    std::string_view text{};

    [[nodiscard]] constexpr bool is_name() const { return kind == token_kind::word || kind == token_kind::quoted; }
    /// Whether the token names `wanted`, without regard to ASCII case. A string counts too: it can be a name in some
    /// positions.
    [[nodiscard]] constexpr bool names(std::string_view wanted) const {
        if (kind == token_kind::word) return dialect::same_without_case(text, wanted);
        if ((kind != token_kind::quoted && kind != token_kind::string) || text.size() < 2) return false;
        const char quote = text[0] == '[' ? '\0' : text[0];
        std::size_t i = 1;
        for (const char c : wanted) {
            if (i + 1 >= text.size() || dialect::lower(text[i]) != dialect::lower(c)) return false;
            i += text[i] == quote ? 2 : 1;  // a quote in a name is doubled
        }
        return i + 1 == text.size();
    }
    /// Whether two tokens are the same name, each quoted or not.
    [[nodiscard]] constexpr bool names(const token& other) const {
        if (other.kind == token_kind::word) return names(other.text);
        if (kind == token_kind::word) return other.names(text);
        if (text.size() < 2 || other.text.size() < 2) return false;
        const char mine = text[0] == '[' ? '\0' : text[0], theirs = other.text[0] == '[' ? '\0' : other.text[0];
        std::size_t i = 1, k = 1;
        while (i + 1 < text.size() && k + 1 < other.text.size()) {
            if (dialect::lower(text[i]) != dialect::lower(other.text[k])) return false;
            i += text[i] == mine ? 2 : 1, k += other.text[k] == theirs ? 2 : 1;
        }
        return i + 1 == text.size() && k + 1 == other.text.size();
    }
    [[nodiscard]] constexpr bool is(char symbol) const {
        return kind == token_kind::symbol && text.size() == 1 && text[0] == symbol;
    }
    [[nodiscard]] constexpr bool is(std::string_view keyword) const {
        return kind == token_kind::word && dialect::same_without_case(text, keyword);
    }
};

}  // namespace aludel::inline v0_1::syntax
