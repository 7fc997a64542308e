// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/lexicon.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/token.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// What kinds of token a character can begin.
enum class character : std::uint8_t { other, space, letter, digit, comment };

/// For each character, what it can begin. Letters, digits and `$` also continue a word. A vertical tab is not white
/// space. Characters that can begin a comment or a byte order mark are examined further.
struct character_table {
    character begins[256]{};
    bool in_word[256]{};

    constexpr character_table() {
        for (unsigned c = 0; c < 256; ++c) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
            const bool digit = c >= '0' && c <= '9';
            in_word[c] = letter || digit || c == '$';
            begins[c] = c == '-' || c == '/' || c == '#' || c == 0xEF          ? character::comment
                : letter                                                       ? character::letter
                : digit                                                        ? character::digit
                : c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ? character::space
                                                                               : character::other;
        }
    }
};
inline constexpr character_table characters;

/// Whether a character can continue a word.
constexpr bool in_word(char c) { return characters.in_word[static_cast<unsigned char>(c)]; }

/// Splits a text into tokens, one at a time; white space and comments are skipped. Written with pointers and few calls,
/// because each call is a step of Clang's constant evaluation per character.
class tokenizer {
public:
    constexpr explicit tokenizer(std::string_view sql, const lexicon& lexicon = default_lexicon)
        : first_(sql.data()),
          place_(sql.data()),
          end_(sql.data() + sql.size()),
          lexicon_(&lexicon) {
        advance();
    }

    [[nodiscard]] constexpr const token& peek() const { return token_; }
    constexpr token take() {
        const token taken = token_;
        skip();
        return taken;
    }
    constexpr void skip() {
        place_ += token_.text.size();
        advance();
    }
    constexpr bool take(std::string_view keyword) {
        if (!token_.is(keyword)) return false;
        take();
        return true;
    }
    constexpr bool take(char symbol) {
        if (!token_.is(symbol)) return false;
        take();
        return true;
    }

    /// Takes two keywords, or none of them.
    constexpr bool take(std::string_view first, std::string_view second) {
        tokenizer ahead = *this;
        if (!ahead.take(first) || !ahead.take(second)) return false;
        *this = ahead;
        return true;
    }
    /// Skips to behind the next such keyword or symbol outside of parentheses. False: there is none.
    template <class Wanted>
    constexpr bool skip_to(const Wanted& wanted) {
        for (std::size_t depth = 0; token_.kind != token_kind::end;) {
            const token each = take();
            if (each.is('(')) ++depth;
            else if (each.is(')') && depth != 0) --depth;
            else if (depth == 0 && each.is(wanted)) return true;
        }
        return false;
    }

    /// Takes the text between parentheses, without them and without white space and comments at its ends. The next
    /// token must be the opening parenthesis.
    constexpr std::string_view take_parentheses() {
        take();
        const char* const first = place_;
        const char* last = place_;
        for (std::size_t depth = 1; token_.kind != token_kind::end;) {
            const char* const start = place_;
            const token each = take();
            if (each.is('(')) ++depth;
            if (each.is(')') && --depth == 0) break;
            last = start + each.text.size();
        }
        return {first, static_cast<std::size_t>(last - first)};
    }

    /// The rest of the text.
    [[nodiscard]] constexpr std::string_view rest() const { return {place_, static_cast<std::size_t>(end_ - place_)}; }
    /// Position of the next token.
    [[nodiscard]] constexpr std::size_t place() const { return static_cast<std::size_t>(place_ - first_); }
    [[nodiscard]] constexpr const lexicon& words() const { return *lexicon_; }

    /// At the end of the text: whether the last comment is a `/*` without `*/`.
    [[nodiscard]] constexpr bool ends_inside_comment() const { return inside_comment_; }
    /// At the end of the text: whether the last comment is one that only a line break ends.
    [[nodiscard]] constexpr bool ends_in_line_comment() const { return line_comment_; }

private:
    constexpr bool follows(const char* place, char wanted) const { return place < end_ && *place == wanted; }
    constexpr const char* find(const char* place, char wanted) const {
        if (place >= end_) return nullptr;
        const std::size_t found = dialect::find_character(place, static_cast<std::size_t>(end_ - place), wanted);
        return found == std::string_view::npos ? nullptr : place + found;
    }

    constexpr void advance() {
        const char* place = place_;
        const char* const end = end_;
        while (place != end && characters.begins[static_cast<unsigned char>(*place)] == character::space) ++place;
        place_ = place;
        if (place != end && characters.begins[static_cast<unsigned char>(*place)] == character::comment)
            skip_comments();
        if (place_ == end) token_ = {token_kind::end, {place_, 0}};
        else read();
    }

    constexpr void skip_comments() {
        for (; place_ < end_; ++place_) {
            const char c = *place_;
            if (characters.begins[static_cast<unsigned char>(c)] == character::space) continue;
            if ((c == '-' && follows(place_ + 1, '-')) || (c == '#' && lexicon_->hash_comments)) {
                const char* const end = find(place_, '\n');
                line_comment_ = end == nullptr;
                place_ = end == nullptr ? end_ : end;
                if (place_ == end_) return;
            } else if (c == '/' && follows(place_ + 1, '*')) {
                const char* const end = end_of_comment();
                inside_comment_ = end == nullptr;
                if (end == nullptr) {
                    place_ = end_;
                    return;
                }
                place_ = end;
            } else if (c == '\xEF' && follows(place_ + 1, '\xBB') && follows(place_ + 2, '\xBF')) {
                place_ += 2;  // byte order mark
            } else {
                return;
            }
        }
    }
    /// Position of the last character of the comment that begins here.
    constexpr const char* end_of_comment() const {
        std::size_t depth = 1;
        const char* place = place_ + 2;
        while (const char* const slash = find(place, '/')) {
            if (slash != place_ + 2 && slash[-1] == '*') {
                if (--depth == 0) return slash;
            } else if (lexicon_->nested_comments && follows(slash + 1, '*')) {
                ++depth;
                place = slash + 2;
                continue;
            }
            place = slash + 1;
        }
        return nullptr;
    }

    constexpr void set(token_kind kind, const char* end) {
        token_ = {kind, {place_, static_cast<std::size_t>(end - place_)}};
    }
    constexpr void set_or_invalid(token_kind kind, const char* end) {
        set(end == nullptr ? token_kind::invalid : kind, end == nullptr ? end_ : end);
    }

    constexpr void read() {
        const char c = *place_;
        if (!characters.in_word[static_cast<unsigned char>(c)] || c == '$') return read_other(c);
        if (characters.begins[static_cast<unsigned char>(c)] == character::digit) return read_number();
        if ((c == 'x' || c == 'X') && follows(place_ + 1, '\'')) return read_blob();
        if ((c == 'e' || c == 'E') && lexicon_->escape_strings && follows(place_ + 1, '\''))
            return set_or_invalid(token_kind::string, end_of_quoted(place_ + 1, '\'', true));
        const char* last = place_ + 1;
        const char* const end = end_;
        while (last != end && characters.in_word[static_cast<unsigned char>(*last)]) ++last;
        token_ = {token_kind::word, {place_, static_cast<std::size_t>(last - place_)}};
    }

    constexpr void read_other(char c) {
        switch (c) {
            case '(':
            case ')':
            case ',':
            case ';': token_ = {token_kind::symbol, {place_, 1}}; return;
            case '\'': return set_or_invalid(token_kind::string, end_of_quoted(place_, c, lexicon_->backslash_escapes));
            case '"': return set_or_invalid(token_kind::quoted, end_of_quoted(place_, c, false));
            case '`':
                if (!lexicon_->backticks) break;
                return set_or_invalid(token_kind::quoted, end_of_quoted(place_, c, false));
            case '[':
                if (!lexicon_->brackets) break;
                if (const char* const end = find(place_, ']')) return set(token_kind::quoted, end + 1);
                return set(token_kind::invalid, end_);
            case '.':
                if (place_ + 1 < end_ && characters.begins[static_cast<unsigned char>(place_[1])] == character::digit)
                    return read_number();
                break;
            case '?':
                if (!lexicon_->question_parameters) break;
                return set(token_kind::parameter, end_of_digits(place_ + 1));
            case '$':
                if (lexicon_->dollar_quotes)
                    if (const char* const end = end_of_dollar_quoted(); end != place_)
                        return set_or_invalid(token_kind::string, end);
                if (lexicon_->number_parameters) return set(token_kind::parameter, end_of_digits(place_ + 1));
                return lexicon_->dollar_parameters ? read_parameter() : set(token_kind::invalid, place_ + 1);
            case '@':
            case '#':
                if (!lexicon_->at_parameters) break;
                return read_parameter();
            case ':':
                if (lexicon_->colon_parameters) return read_parameter();
                break;
            default: break;
        }
        read_symbol(c);
    }

    constexpr void read_symbol(char c) {
        if (lexicon_->arrays_and_casts)
            if (const std::size_t length = size_of_operator(); length > 1)
                return set(token_kind::symbol, place_ + length);
        std::size_t length = 1;
        const char next = place_ + 1 < end_ ? place_[1] : '\0';
        switch (c) {
            case '|': length = next == '|' ? 2 : 1; break;
            case '<': length = next == '=' || next == '>' || next == '<' ? 2 : 1; break;
            case '>': length = next == '=' || next == '>' ? 2 : 1; break;
            case '=': length = next == '=' ? 2 : 1; break;
            case '!': length = next == '=' ? 2 : 1; break;
            case ':': length = next == ':' ? 2 : 1; break;
            case '-': length = next != '>' ? 1 : follows(place_ + 2, '>') ? 3 : 2; break;
            case '.':
            case '*':
            case '/':
            case '+':
            case '%':
            case '&':
            case '~':
            case '[':
            case ']':
            case '@':
            case '?':
            case '^':
            case '#': break;
            default: return set(token_kind::invalid, place_ + 1);
        }
        set(token_kind::symbol, place_ + length);
    }

    /// The length of an operator where operators can be defined: as long as possible, without the beginning of a
    /// comment, and without a sign at its end unless another character of it tells it from two operators.
    [[nodiscard]] constexpr std::size_t size_of_operator() const {
        constexpr std::string_view every = "+-*/<>=~!@#%^&|`?", telling = "~!@#%^&|`?";
        const auto has = [](std::string_view list, char c) {
            return dialect::find_character(list, c) != std::string_view::npos;
        };
        std::size_t length = 0;
        bool tells = false;
        for (const char* each = place_; each < end_ && has(every, *each); ++each, ++length) {
            if ((*each == '-' && follows(each + 1, '-')) || (*each == '/' && follows(each + 1, '*'))) break;
            tells = tells || has(telling, *each);
        }
        while (!tells && length > 1 && (place_[length - 1] == '-' || place_[length - 1] == '+')) --length;
        return length;
    }

    constexpr const char* end_of_digits(const char* place) const {
        while (place < end_ && characters.begins[static_cast<unsigned char>(*place)] == character::digit) ++place;
        return place;
    }
    constexpr void read_number() {
        const char* end = place_ + 1;
        while (end < end_ &&
               (characters.in_word[static_cast<unsigned char>(*end)] || *end == '.' ||
                ((*end == '+' || *end == '-') && is_exponent(end))))
            ++end;
        set(token_kind::number, end);
    }
    /// Whether the sign here belongs to the exponent of a number; hexadecimal numbers have none.
    constexpr bool is_exponent(const char* sign) const {
        return (sign[-1] == 'e' || sign[-1] == 'E') && !(place_[0] == '0' && (place_[1] == 'x' || place_[1] == 'X')) &&
            sign + 1 < end_ && characters.begins[static_cast<unsigned char>(sign[1])] == character::digit;
    }
    /// Reads x'00'. It ends at the first quote, since it cannot contain one.
    constexpr void read_blob() {
        const char* const end = find(place_ + 2, '\'');
        bool sound = end != nullptr && (end - place_) % 2 == 0;
        for (const char* each = place_ + 2; sound && each != end; ++each) {
            const char c = dialect::lower(*each);
            sound = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        set(sound ? token_kind::string : token_kind::invalid, end == nullptr ? end_ : end + 1);
    }

    /// Position after the closing quote, skipping doubled ones; null if there is none.
    constexpr const char* end_of_quoted(const char* open, char quote, bool backslashes) const {
        const char* place = open + 1;
        while (const char* const found = find(place, quote)) {
            if (backslashes)
                if (const char* const escape = find(place, '\\'); escape != nullptr && escape < found) {
                    place = escape + 2;
                    continue;
                }
            if (!follows(found + 1, quote)) return found + 1;
            place = found + 2;
        }
        return nullptr;
    }

    /// Reads $tag$text$tag$. Returns the start if it is not one, null if it has no end.
    constexpr const char* end_of_dollar_quoted() const {
        const char* tag = place_ + 1;
        if (tag < end_ && characters.begins[static_cast<unsigned char>(*tag)] == character::digit) return place_;
        while (tag < end_ && *tag != '$' && in_word(*tag)) ++tag;
        if (!follows(tag, '$')) return place_;
        const std::string_view mark{place_, static_cast<std::size_t>(tag + 1 - place_)};
        const std::string_view behind{tag + 1, static_cast<std::size_t>(end_ - tag - 1)};
        const std::size_t found = behind.find(mark);
        return found == std::string_view::npos ? nullptr : tag + 1 + found + mark.size();
    }

    /// Reads :name, @name, #name, $name, and Tcl's $name::other(anything but white space).
    constexpr void read_parameter() {
        const char* end = place_ + 1;
        std::size_t letters = 0;
        for (; end < end_; ++end) {
            if (in_word(*end)) {
                ++letters;
            } else if (*end == '(' && letters != 0) {
                const char* close = end + 1;
                while (close < end_ && *close != ')' &&
                       characters.begins[static_cast<unsigned char>(*close)] != character::space)
                    ++close;
                if (!follows(close, ')')) return set(token_kind::invalid, close);
                return set(token_kind::parameter, close + 1);
            } else if (*end == ':' && follows(end + 1, ':')) {
                ++end;
            } else {
                break;
            }
        }
        set(letters == 0 ? token_kind::invalid : token_kind::parameter, end);
    }

    const char* first_;
    const char* place_;
    const char* end_;
    const lexicon* lexicon_;
    token token_{};
    bool inside_comment_ = false;
    bool line_comment_ = false;
};

}  // namespace aludel::inline v0_1::syntax
