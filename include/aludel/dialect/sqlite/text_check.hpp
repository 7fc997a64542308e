// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/token.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Why a text is not complete SQL.
enum class text_flaw : std::uint8_t { none, empty, no_statement, nul, string, quoted_name, comment, parenthesis, body, tail, semicolon, ends_in_comment, line_break, terminator };

/// The flaw as the end of a sentence that begins with the text.
constexpr std::string_view wording(text_flaw flaw) {
    switch (flaw) {
        case text_flaw::none: return {};
        case text_flaw::empty: return "holds no SQL";
        case text_flaw::no_statement: return "does not begin with a word of SQL";
        case text_flaw::nul: return "holds a NUL, where SQLite stops reading";
        case text_flaw::string: return "ends inside of a string";
        case text_flaw::quoted_name: return "ends inside of a quoted name";
        case text_flaw::comment: return "ends inside of a comment";
        case text_flaw::parenthesis: return "has a parenthesis without its counterpart";
        case text_flaw::body: return "ends inside of a trigger, without its END";
        case text_flaw::tail: return "goes on behind the END of a trigger";
        case text_flaw::semicolon: return "has a semicolon in it";
        case text_flaw::ends_in_comment: return "ends in a comment, which would swallow what follows";
        case text_flaw::line_break: return "has a line break of CR and LF in a string, which a script cannot carry (char(13) || char(10) is one)";
        case text_flaw::terminator: return "has a line with nothing on it but / or go, where SQLite's shell ends the statement";
    }
    return {};
}

enum class text_form : std::uint8_t { statements, expression };

/// Reads SQL once, without looking at what it means: where its statements end, and whether its strings, names, comments,
/// parentheses and trigger bodies do. The rules are those of SQLite's tokenizer and, for triggers, of `sqlite3_complete`, by
/// which its shell cuts a script into statements.
class text_check {
public:
    constexpr explicit text_check(std::string_view sql, text_form form = text_form::statements) : sql_(sql), form_(form) {}

    /// Reads to the end of the next statement, past its semicolon if it has one. False: there is none, or it has a flaw.
    constexpr bool next() {
        words_ = depth_ = 0, verb_ = {}, trigger_ = false;
        bool any = false, behind_semicolon = false, ended = false;
        while (skip_space()) {
            const char c = sql_[place_];
            const bool follows_semicolon = behind_semicolon;
            behind_semicolon = false;
            if (c == ';') {
                if (form_ == text_form::expression) return fail(text_flaw::semicolon);
                ++place_;
                if (depth_ != 0) return fail(text_flaw::parenthesis);
                if (any && (!trigger_ || ended)) return true;
                behind_semicolon = any;
                continue;
            }
            if (ended) return fail(text_flaw::tail);
            if (!any && form_ == text_form::statements && !in_word(c)) return fail(text_flaw::no_statement);
            any = true;
            if (in_word(c)) ended = read_word() && follows_semicolon;
            else if (!read_symbol(c)) return false;
        }
        if (flaw_ != text_flaw::none) return false;  // a comment without an end
        if (depth_ != 0) return fail(text_flaw::parenthesis);
        if (any && trigger_ && !ended) return fail(text_flaw::body);
        return any;
    }

    [[nodiscard]] constexpr text_flaw flaw() const { return flaw_; }
    /// Behind the statement that was read last.
    [[nodiscard]] constexpr std::size_t place() const { return place_ < sql_.size() ? place_ : sql_.size(); }
    /// The first word of the statement.
    [[nodiscard]] constexpr std::string_view verb() const { return verb_; }
    /// Whether the text ends in a comment that only the end of a line would end.
    [[nodiscard]] constexpr bool ends_in_comment() const { return ends_in_comment_; }
    /// Whether a line outside of strings is `/` or `go` and nothing else, which SQLite's shell takes for a semicolon.
    [[nodiscard]] constexpr bool has_terminator() const { return has_terminator_; }
    /// Whether a string has a CR in front of an LF, which SQLite's shell takes away.
    [[nodiscard]] constexpr bool has_line_break() const { return has_line_break_; }

private:
    /// Whether nothing else stands on the line of this token; the shell takes comments behind it for nothing, too.
    [[nodiscard]] constexpr bool is_alone(std::size_t first, std::size_t end) const {
        const auto is_space = [&](std::size_t i) { return sql_[i] == ' ' || (sql_[i] >= '\t' && sql_[i] <= '\r' && sql_[i] != '\n'); };
        while (first != 0 && is_space(first - 1)) --first;
        while (end < sql_.size() && is_space(end)) ++end;
        const bool ends_line = end == sql_.size() || sql_[end] == '\n' || (sql_[end] == '-' && is(end + 1, '-')) || (sql_[end] == '/' && is(end + 1, '*'));
        return ends_line && (first == 0 || sql_[first - 1] == '\n');
    }

    constexpr bool fail(text_flaw flaw) { return flaw_ = flaw, false; }

    [[nodiscard]] constexpr std::size_t find(char wanted, std::size_t first) const {
        if (first >= sql_.size()) return std::string_view::npos;
        const std::size_t found = dialect::find_character(sql_.substr(first), wanted);
        return found == std::string_view::npos ? found : first + found;
    }
    [[nodiscard]] constexpr bool is(std::size_t place, char wanted) const { return place < sql_.size() && sql_[place] == wanted; }

    /// Past spaces and comments; false at the end of the text, and where a comment has none.
    constexpr bool skip_space() {
        for (; place_ < sql_.size(); ++place_) {
            const char c = sql_[place_];
            if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
            if (c == '-' && is(place_ + 1, '-')) {
                place_ = find('\n', place_);
                ends_in_comment_ = place_ == std::string_view::npos;
                if (ends_in_comment_) return false;
            } else if (c == '/' && is(place_ + 1, '*')) {
                std::size_t end = find('/', place_ + 3);
                while (end != std::string_view::npos && sql_[end - 1] != '*') end = find('/', end + 1);
                place_ = end;
                if (end == std::string_view::npos) return fail(text_flaw::comment);
            } else {
                return true;
            }
        }
        return false;
    }

    constexpr bool read_symbol(char c) {
        ++place_;
        if (words_ == 1) words_ = 2;
        switch (c) {
            case '(': ++depth_; return true;
            case '/': has_terminator_ = has_terminator_ || is_alone(place_ - 1, place_); return true;
            case ')': return depth_-- != 0 || fail(text_flaw::parenthesis);
            case '\'': return read_quoted(c) || fail(text_flaw::string);
            case '"': case '`': return read_quoted(c) || fail(text_flaw::quoted_name);
            case '[': return read_quoted(']') || fail(text_flaw::quoted_name);
            default: return true;
        }
    }

    /// To behind the closing quote, past those that are doubled.
    constexpr bool read_quoted(char quote) {
        const std::size_t first = place_;
        std::size_t end = find(quote, first);
        while (end != std::string_view::npos && quote != ']' && is(end + 1, quote)) end = find(quote, end + 2);
        if (end == std::string_view::npos) return false;
        if (quote == '\'')
            for (std::size_t i = find('\r', first); i < end; i = find('\r', i + 1))
                has_line_break_ = has_line_break_ || sql_[i + 1] == '\n';
        place_ = end + 1;
        return true;
    }

    /// True: it is the END of a trigger, if it stands behind a semicolon.
    constexpr bool read_word() {
        const std::string_view word = word_at(sql_, place_);
        place_ += word.size();
        const auto is_word = [&](std::string_view keyword) { return dialect::same_without_case(word, keyword); };
        if (word.size() == 2 && is_word("go")) has_terminator_ = has_terminator_ || is_alone(place_ - 2, place_);
        if (words_ == 0) verb_ = word, words_ = is_word("create") ? 1 : 2;
        else if (words_ == 1 && !is_word("temp") && !is_word("temporary")) trigger_ = is_word("trigger"), words_ = 2;
        return trigger_ && is_word("end");
    }

    std::string_view sql_;
    text_form form_;
    std::size_t place_ = 0;
    std::string_view verb_{};
    std::uint32_t words_ = 0;  ///< 1: CREATE was read, and what is created comes next
    std::uint32_t depth_ = 0;  ///< of parentheses
    bool trigger_ = false;
    bool ends_in_comment_ = false;
    bool has_line_break_ = false;
    bool has_terminator_ = false;
    text_flaw flaw_ = text_flaw::none;
};

/// What SQLite reads as it is, but its shell does not.
constexpr text_flaw flaw_in_shell(const text_check& check) {
    return check.has_line_break() ? text_flaw::line_break : check.has_terminator() ? text_flaw::terminator : text_flaw::none;
}

/// Why a text is not one complete statement, or several.
constexpr text_flaw flaw_of_statements(std::string_view sql) {
    if (dialect::find_character(sql, '\0') != std::string_view::npos) return text_flaw::nul;
    text_check check(sql);
    std::uint32_t count = 0;
    while (check.next()) ++count;
    if (check.flaw() != text_flaw::none) return check.flaw();
    return count == 0 ? text_flaw::empty : flaw_in_shell(check);
}

/// Whether statements could change what a table is or has: all but those that read and write rows.
constexpr bool may_define(std::string_view sql) {
    text_check check(sql);
    while (check.next()) {
        bool known = false;
        for (const std::string_view verb : {"insert", "update", "delete", "replace", "select", "values", "with"}) known = known || dialect::same_without_case(check.verb(), verb);
        if (!known) return true;
    }
    for (const std::string_view table : {"sqlite_schema", "sqlite_master"})
        if (dialect::mentions(sql, table)) return true;
    return check.flaw() != text_flaw::none;
}

/// Why a text cannot stand between parentheses as an expression.
constexpr text_flaw flaw_of_expression(std::string_view sql) {
    if (dialect::find_character(sql, '\0') != std::string_view::npos) return text_flaw::nul;
    text_check check(sql, text_form::expression);
    const bool any = check.next();
    if (check.flaw() != text_flaw::none) return check.flaw();
    if (check.ends_in_comment()) return text_flaw::ends_in_comment;
    return !any ? text_flaw::empty : flaw_in_shell(check);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
