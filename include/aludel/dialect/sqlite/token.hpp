// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/identifier.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Which characters stand in words and numbers.
struct word_characters {
    bool in_word[256]{};

    constexpr word_characters() {
        for (unsigned c = 0; c < 256; ++c)
            in_word[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80;
    }
};
inline constexpr word_characters word_table;

constexpr bool in_word(char c) { return word_table.in_word[static_cast<unsigned char>(c)]; }

/// The characters of a word from a place on. By pointers: each call in here is a step of Clang for every character.
constexpr std::string_view word_at(std::string_view sql, std::size_t place) {
    const char* const first = sql.data() + place;
    const char* const end = sql.data() + sql.size();
    const char* last = first;
    while (last != end && word_table.in_word[static_cast<unsigned char>(*last)]) ++last;
    return {first, static_cast<std::size_t>(last - first)};
}

enum class token_kind : std::uint8_t { end, word, quoted, string, number, symbol };

/// A piece of SQL as it is written, quotes included.
struct token {
    token_kind kind = token_kind::end;
    std::string_view text{};

    [[nodiscard]] constexpr bool is_name() const { return kind == token_kind::word || kind == token_kind::quoted; }
    /// Whether it names this thing. SQLite takes a string for a name, too, where it wants one.
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
    [[nodiscard]] constexpr bool is(char symbol) const { return kind == token_kind::symbol && text[0] == symbol; }
    [[nodiscard]] constexpr bool is(std::string_view keyword) const { return kind == token_kind::word && dialect::same_without_case(text, keyword); }
};

/// Reads SQL as SQLite's own tokenizer does (lang_keywords.html, lang_comment.html): spaces and comments are nothing.
class token_reader {
public:
    constexpr explicit token_reader(std::string_view from) : sql_(from) { skip_space(); }

    [[nodiscard]] constexpr token peek() const {
        if (place_ >= sql_.size()) return {};
        const std::size_t end = end_of_token();
        const char first = sql_[place_];
        const token_kind kind = first == '\'' || (end > place_ + 1 && sql_[place_ + 1] == '\'' && !is_quote(first)) ? token_kind::string
                              : is_quote(first)                                                              ? token_kind::quoted
                              : is_digit(first) || (first == '.' && end > place_ + 1)                           ? token_kind::number
                              : in_word(first)                                                               ? token_kind::word
                                                                                                             : token_kind::symbol;
        return {kind, sql_.substr(place_, end - place_)};
    }
    constexpr token take() {
        const token taken = peek();
        place_ += taken.text.size();
        skip_space();
        return taken;
    }
    constexpr bool take(std::string_view keyword) {
        if (!peek().is(keyword)) return false;
        take();
        return true;
    }
    constexpr bool take(char symbol) {
        if (!peek().is(symbol)) return false;
        take();
        return true;
    }

    /// What stands between parentheses, without them and without the spaces and comments at its ends; the next token is the
    /// opening one.
    constexpr std::string_view take_parentheses() {
        take();
        const std::size_t first = place_;
        std::size_t last = place_;
        for (std::size_t depth = 1; peek().kind != token_kind::end;) {
            const std::size_t start = place_;
            const token each = take();
            if (each.is('(')) ++depth;
            if (each.is(')') && --depth == 0) break;
            last = start + each.text.size();
        }
        return sql_.substr(first, last - first);
    }

    /// All that is left.
    [[nodiscard]] constexpr std::string_view rest() const { return sql_.substr(place_); }
    /// Where the next token begins.
    [[nodiscard]] constexpr std::size_t place() const { return place_; }

private:
    static constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static constexpr bool is_quote(char c) { return c == '"' || c == '`' || c == '['; }

    constexpr std::size_t end_of_quoted(std::size_t from, char quote) const {
        for (std::size_t i = from + 1; i < sql_.size(); ++i) {
            if (sql_[i] != quote) continue;
            if (quote == ']' || i + 1 >= sql_.size() || sql_[i + 1] != quote) return i + 1;
            ++i;
        }
        return sql_.size();
    }

    constexpr std::size_t end_of_token() const {
        const char first = sql_[place_];
        if (first == '\'' || is_quote(first)) return end_of_quoted(place_, first == '[' ? ']' : first);
        if ((first == 'x' || first == 'X') && place_ + 1 < sql_.size() && sql_[place_ + 1] == '\'') return end_of_quoted(place_ + 1, '\'');
        std::size_t end = place_ + 1;
        if (is_digit(first) || (first == '.' && end < sql_.size() && is_digit(sql_[end]))) {
            const auto continues = [&](char c, char before) {
                return in_word(c) || c == '.' || ((c == '+' || c == '-') && (before == 'e' || before == 'E'));
            };
            while (end < sql_.size() && continues(sql_[end], sql_[end - 1])) ++end;
        } else if (in_word(first)) {
            end = place_ + word_at(sql_, place_).size();
        }
        return end;
    }

    constexpr void skip_space() {
        while (place_ < sql_.size()) {
            const char c = sql_[place_];
            if (c == ' ' || (c >= '\t' && c <= '\r')) ++place_;
            else if (sql_.substr(place_, 2) == "--") skip_behind("\n");
            else if (sql_.substr(place_, 2) == "/*") skip_behind("*/");
            else return;
        }
    }
    constexpr void skip_behind(std::string_view end) {
        const std::size_t found = sql_.find(end, place_ + 2);
        place_ = found == std::string_view::npos ? sql_.size() : found + end.size();
    }

    std::string_view sql_;
    std::size_t place_ = 0;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
