// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/identifier.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// Why a text is not complete SQL, or not safe in a script.
enum class text_flaw : std::uint8_t {
    none,
    empty,
    no_statement,
    nul,
    string,
    quoted_name,
    comment,
    parenthesis,
    body,
    tail,
    semicolon,
    ends_in_comment,
    line_break,
    terminator
};

/// The end of a sentence whose subject is the text; empty for `none`.
constexpr std::string_view wording(text_flaw flaw, const lexicon& lexicon = default_lexicon) {
    switch (flaw) {
        case text_flaw::none: return {};
        case text_flaw::empty: return "holds no SQL";
        case text_flaw::no_statement: return "does not begin with a word of SQL";
        case text_flaw::nul: return lexicon.nul_flaw;
        case text_flaw::string: return "ends inside of a string";
        case text_flaw::quoted_name: return "ends inside of a quoted name";
        case text_flaw::comment: return "ends inside of a comment";
        case text_flaw::parenthesis: return "has a parenthesis without its counterpart";
        case text_flaw::body: return "ends inside of a trigger, without its END";
        case text_flaw::tail: return "goes on behind the END of a trigger";
        case text_flaw::semicolon: return "has a semicolon in it";
        case text_flaw::ends_in_comment: return "ends in a comment, which would swallow what follows";
        case text_flaw::line_break:
            return "has a line break of CR and LF in a string, which a script cannot carry (char(13) || char(10) is "
                   "one)";
        case text_flaw::terminator: return lexicon.terminator_flaw;
    }
    return {};
}

/// What a text has to be: statements, or an expression between parentheses.
enum class text_form : std::uint8_t { statements, expression };

/// How the shell tokenizes a script when it splits it into statements (complete.c): parameters are words.
inline constexpr lexicon shell_lexicon{
    .brackets = true, .backticks = true, .text_names = true, .folded_triggers = true};

/// Tokenizes SQL once without interpreting it: finds the ends of statements, and strings, names, comments, parentheses
/// and trigger bodies without an end. Semicolons in triggers are treated as in `complete.c`, by which the shell splits
/// a script into statements.
class text_check {
public:
    constexpr explicit text_check(std::string_view sql, text_form form = text_form::statements,
                                  const lexicon& lexicon = shell_lexicon)
        : sql_(sql),
          tokens_(sql, lexicon),
          form_(form) {}

    /// Reads to the end of the next statement, including its semicolon. False: there is no further statement, or it has
    /// a flaw.
    constexpr bool next() {
        begin_ = beginning::none, depth_ = 0, verb_ = {};
        bool any = false, behind_semicolon = false, ended = false;
        for (; tokens_.peek().kind != token_kind::end; tokens_.skip()) {
            const token& each = tokens_.peek();
            const bool follows_semicolon = behind_semicolon;
            behind_semicolon = false;
            if (each.kind == token_kind::symbol && each.text[0] == ';') {
                if (form_ == text_form::expression) return fail(text_flaw::semicolon);
                if (depth_ != 0) return fail(text_flaw::parenthesis);
                last_ = tokens_.place();
                behind_semicolon = any;
                if (!any || (begin_ == beginning::trigger && !ended)) continue;
                tokens_.skip();
                return true;
            }
            if (ended) return fail(text_flaw::tail);
            if (!any) {
                if (form_ == text_form::statements && each.kind != token_kind::word)
                    return fail(text_flaw::no_statement);
                first_ = tokens_.place();
                any = true;
            }
            if (each.kind == token_kind::word) {
                // Most words cannot begin or end a trigger.
                if (begin_ != beginning::other || each.text.size() == 2)
                    ended = read_word(each.text, tokens_.place()) && follows_semicolon;
            } else if (!read_other(each)) {
                return false;
            }
            last_ = tokens_.place() + each.text.size();
        }
        if (tokens_.ends_inside_comment()) return fail(text_flaw::comment);
        if (depth_ != 0) return fail(text_flaw::parenthesis);
        if (any && begin_ == beginning::trigger && !ended) return fail(text_flaw::body);
        return any;
    }

    [[nodiscard]] constexpr text_flaw flaw() const { return flaw_; }
    /// The first word of the current statement.
    [[nodiscard]] constexpr std::string_view verb() const { return verb_; }
    /// The current statement, without its semicolon.
    [[nodiscard]] constexpr std::string_view statement() const { return sql_.substr(first_, last_ - first_); }
    /// Whether the text ends in a comment that only a line break would end.
    [[nodiscard]] constexpr bool ends_in_comment() const { return tokens_.ends_in_line_comment(); }
    /// Whether a line outside of strings consists of `/` or `go`, which the shell treats as a semicolon.
    [[nodiscard]] constexpr bool has_terminator() const { return has_terminator_; }
    /// Whether a string contains CR LF, from which the shell removes the CR.
    [[nodiscard]] constexpr bool has_line_break() const { return has_line_break_; }

private:
    /// The first words of the statement, as far as they matter: TRIGGER is a keyword only after CREATE [TEMP].
    enum class beginning : std::uint8_t { none, explain, create, trigger, other };

    /// Whether the token is alone on its line; comments after it are ignored, as the shell ignores them.
    [[nodiscard]] constexpr bool is_alone(std::size_t first, std::size_t end) const {
        const auto is_space = [&](std::size_t i) {
            return sql_[i] == ' ' || (sql_[i] >= '\t' && sql_[i] <= '\r' && sql_[i] != '\n');
        };
        const auto is = [&](std::size_t i, char wanted) { return i < sql_.size() && sql_[i] == wanted; };
        while (first != 0 && is_space(first - 1)) --first;
        while (end < sql_.size() && is_space(end)) ++end;
        const bool ends_line = end == sql_.size() || sql_[end] == '\n' || (sql_[end] == '-' && is(end + 1, '-')) ||
            (sql_[end] == '/' && is(end + 1, '*'));
        return ends_line && (first == 0 || sql_[first - 1] == '\n');
    }

    constexpr bool fail(text_flaw flaw) { return flaw_ = flaw, false; }

    constexpr bool read_other(const token& each) {
        if (begin_ == beginning::none || begin_ == beginning::create) begin_ = beginning::other;
        switch (each.kind) {
            case token_kind::symbol:
                if (each.text[0] == '(') ++depth_;
                else if (each.text[0] == ')') return depth_-- != 0 || fail(text_flaw::parenthesis);
                else if (each.text[0] == '/')
                    has_terminator_ = has_terminator_ || is_alone(tokens_.place(), tokens_.place() + 1);
                return true;
            case token_kind::string: return note_line_breaks(each.text);
            case token_kind::invalid: return read_invalid(each.text);
            default: return true;
        }
    }
    constexpr bool note_line_breaks(std::string_view text) {
        for (std::size_t i = dialect::find_character(text, '\r'); i != std::string_view::npos && i + 1 < text.size();) {
            has_line_break_ = has_line_break_ || text[i + 1] == '\n';
            const std::size_t next = dialect::find_character(text.substr(i + 1), '\r');
            i = next == std::string_view::npos ? next : i + 1 + next;
        }
        return true;
    }
    /// Records a token without an end as a flaw; other invalid tokens are left to the database's parser.
    constexpr bool read_invalid(std::string_view text) {
        switch (text[0]) {
            case 'x':
            case 'X': return (text.size() > 2 && text.back() == '\'') || fail(text_flaw::string);
            case '\'': return fail(text_flaw::string);
            case '"':
            case '`':
            case '[': return fail(text_flaw::quoted_name);
            default: return true;
        }
    }

    /// True for the END of a trigger, if a semicolon precedes it.
    constexpr bool read_word(std::string_view word, std::size_t place) {
        if (word.size() == 2 && dialect::lower(word[0]) == 'g' && dialect::lower(word[1]) == 'o')
            has_terminator_ = has_terminator_ || is_alone(place, place + 2);
        if (begin_ == beginning::other) return false;
        const auto is_word = [&](std::string_view keyword) { return dialect::same_without_case(word, keyword); };
        switch (begin_) {
            case beginning::none:
                verb_ = word;
                begin_ = form_ == text_form::expression ? beginning::other
                    : is_word("create")                 ? beginning::create
                    : is_word("explain")                ? beginning::explain
                                                        : beginning::other;
                return false;
            case beginning::explain:  // may be followed by QUERY PLAN
                if (is_word("create")) begin_ = beginning::create;
                else if (is_word("temp") || is_word("temporary") || is_word("trigger") || is_word("end") ||
                         is_word("explain"))
                    begin_ = beginning::other;
                return false;
            case beginning::create:
                if (!is_word("temp") && !is_word("temporary"))
                    begin_ =
                        is_word("trigger") && tokens_.words().folded_triggers ? beginning::trigger : beginning::other;
                return false;
            case beginning::trigger: return is_word("end");
            case beginning::other: return false;
        }
        return false;
    }

    std::string_view sql_;
    tokenizer tokens_;
    text_form form_;
    std::string_view verb_{};
    std::size_t first_ = 0, last_ = 0;  ///< bounds of the statement
    std::uint32_t depth_ = 0;           ///< of nested parentheses
    beginning begin_ = beginning::none;
    bool has_line_break_ = false;
    bool has_terminator_ = false;
    text_flaw flaw_ = text_flaw::none;
};

/// The flaw that only the shell has with a text; `none` if there is none.
constexpr text_flaw flaw_in_shell(const text_check& check) {
    return check.has_line_break() ? text_flaw::line_break
        : check.has_terminator()  ? text_flaw::terminator
                                  : text_flaw::none;
}

/// Why a text is not one or more complete statements; `none` if it is.
constexpr text_flaw flaw_of_statements(std::string_view sql) {
    if (dialect::find_character(sql, '\0') != std::string_view::npos) return text_flaw::nul;
    text_check check(sql);
    std::uint32_t count = 0;
    while (check.next()) ++count;
    if (check.flaw() != text_flaw::none) return check.flaw();
    return count == 0 ? text_flaw::empty : flaw_in_shell(check);
}

/// Why a text cannot be an expression between parentheses; `none` if it can.
constexpr text_flaw flaw_of_expression(std::string_view sql) {
    if (dialect::find_character(sql, '\0') != std::string_view::npos) return text_flaw::nul;
    text_check check(sql, text_form::expression);
    const bool any = check.next();
    if (check.flaw() != text_flaw::none) return check.flaw();
    if (check.ends_in_comment()) return text_flaw::ends_in_comment;
    return !any ? text_flaw::empty : flaw_in_shell(check);
}

}  // namespace aludel::inline v0_1::syntax
