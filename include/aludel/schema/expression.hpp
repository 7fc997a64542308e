// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/text_arena.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// An identifier in an SQL text, quoted or not.
struct found_identifier {
    std::string_view name;   ///< without its quotes; quotes inside are still doubled
    std::size_t first = 0;   ///< offset of its first byte, with its quote
    std::size_t last = 0;    ///< offset of the byte after it; 0: nothing was found

    constexpr explicit operator bool() const { return last != 0; }
    [[nodiscard]] constexpr bool is(std::string_view wanted) const;
};

/// Reads the identifiers of an SQL text one by one and skips literals, numbers and comments. Keywords and function
/// names count as identifiers: it answers "does this text mention x", where a false positive does no harm.
class identifier_reader {
public:
    constexpr explicit identifier_reader(std::string_view sql_text) : sql_(sql_text) {}

    /// The next identifier; false at the end of the text.
    constexpr found_identifier next() {
        while (at_ < sql_.size()) {
            const char c = sql_[at_];
            if (c == '\'') skip_to('\'');
            else if (c == '"' || c == '`' || c == '[') return quoted(c == '[' ? ']' : c);
            else if (c == '-' && sql_.substr(at_, 2) == "--") skip_to('\n');
            else if (c == '/' && sql_.substr(at_, 2) == "/*") at_ = end_of_comment();
            else if (starts_word(c)) return word();
            else if (c >= '0' && c <= '9') skip_number();
            else ++at_;
        }
        return {};
    }

private:
    static constexpr bool starts_word(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    }
    static constexpr bool in_word(char c) { return starts_word(c) || (c >= '0' && c <= '9') || c == '$'; }

    constexpr void skip_to(char end) {
        ++at_;
        while (at_ < sql_.size() && sql_[at_] != end) ++at_;
        if (at_ < sql_.size()) ++at_;
    }
    constexpr void skip_number() {
        while (at_ < sql_.size() && (in_word(sql_[at_]) || sql_[at_] == '.')) ++at_;
    }
    constexpr std::size_t end_of_comment() const {
        const std::size_t end = sql_.find("*/", at_ + 2);
        return end == std::string_view::npos ? sql_.size() : end + 2;
    }
    constexpr found_identifier quoted(char end) {
        const std::size_t first = at_;
        skip_to(end);
        while (end != ']' && at_ < sql_.size() && sql_[at_] == end) skip_to(end);  // a doubled quote is one of the name
        return {sql_.substr(first + 1, at_ - first - 2), first, at_};
    }
    constexpr found_identifier word() {
        const std::size_t first = at_;
        while (at_ < sql_.size() && in_word(sql_[at_])) ++at_;
        return {sql_.substr(first, at_ - first), first, at_};
    }

    std::string_view sql_;
    std::size_t at_ = 0;
};

/// Whether two names are equal without regard to the case of ASCII letters, as SQL compares unquoted names.
constexpr bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// Whether it is this name, without regard to the case of ASCII letters.
constexpr bool found_identifier::is(std::string_view wanted) const {
    const bool is_quoted = last - first == name.size() + 2;
    if (!is_quoted || name.find_first_of("\"`") == name.npos) return same_name(name, wanted);
    std::size_t place = 0;
    for (std::size_t i = 0; i < name.size(); ++i, ++place) {
        if (place == wanted.size() || !same_name(name.substr(i, 1), wanted.substr(place, 1))) return false;
        if (name[i] == '"' || name[i] == '`') i += i + 1 < name.size() && name[i + 1] == name[i] ? 1 : 0;
    }
    return place == wanted.size();
}

/// Whether an SQL text has an identifier of this name.
constexpr bool mentions(std::string_view sql_text, const name& wanted) {
    if (sql_text.empty()) return false;
    identifier_reader reader(sql_text);
    while (const found_identifier found = reader.next())
        if (found.is(wanted)) return true;
    return false;
}

/// Whether two SQL texts are equal apart from the quotes around names, which a rename adds.
constexpr bool same_sql(std::string_view a, std::string_view b) {
    if (a.size() == b.size() && (a.empty() || same_letters(a.data(), b.data(), static_cast<std::uint32_t>(a.size())))) return true;
    if (a.empty() || b.empty()) return false;
    identifier_reader left(a), right(b);
    std::size_t i = 0, k = 0;
    while (true) {
        const found_identifier x = left.next(), y = right.next();
        if (a.substr(i, x ? x.first - i : a.size()) != b.substr(k, y ? y.first - k : b.size()) || x.name != y.name) return false;
        if (!x || !y) return !x && !y;
        i = x.last, k = y.last;
    }
}

/// The text with every identifier `from` replaced by `to`, double-quoted. The result is in the arena, or is the text
/// itself where nothing was replaced.
constexpr std::string_view renamed_in(std::string_view sql_text, const name& from, const name& to, text_arena& arena) {
    std::string_view result = sql_text;
    std::size_t start = 0;
    while (true) {
        identifier_reader reader(result.substr(start));
        found_identifier found = reader.next();
        while (found && !found.is(from)) found = reader.next();
        if (!found) return result;
        const std::size_t kept = start + found.first;
        result = arena.keep({result.substr(0, kept), "\"", to.text(), "\"", result.substr(start + found.last)});
        start = kept + to.size + 2;
    }
}

}  // namespace aludel::inline v0_1::detail
