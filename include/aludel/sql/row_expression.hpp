// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/keyword.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

// What an expression about one row must not contain, whatever else it says.

namespace aludel::inline v0_1::syntax {

/// Where an expression about one row stands, which decides what is forbidden in it.
enum class row_place : std::uint8_t {
    computed,  ///< an index, a generated column or a check: the value must always be the same
    value,     ///< a default, `fill` or USING: one value for each row
};

/// What is forbidden in an expression about one row.
enum class row_flaw : std::uint8_t { none, parameter, aggregate, window, moment, raise };

/// A forbidden part of an expression, and its first token.
struct forbidden_part {
    row_flaw flaw = row_flaw::none;
    token name{};
};

/// Whether a name is one of a list of words, without regard to case.
template <class... Words>
constexpr bool is_one_of(const token& each, Words... words) {
    return (false || ... || each.names(std::string_view(words)));
}

/// Whether arguments are of a date function that reads the clock or the time zone. `arguments` is the text in its
/// parentheses.
constexpr bool reads_clock(const token& function, std::string_view arguments) {
    if (!is_one_of(function, "date", "time", "datetime", "julianday", "strftime", "unixepoch", "timediff"))
        return false;
    std::uint32_t commas = 0, count = 0;
    for (tokenizer inside(arguments); inside.peek().kind != token_kind::end; ++count) {
        const token each = inside.take();
        if (each.is(',')) ++commas;
        if (each.kind == token_kind::string && is_one_of(each, "now", "localtime", "utc")) return true;
    }
    return count == 0 || (commas == 0 && function.names("strftime"));
}

/// What is forbidden about a call of a function; `arguments` is the text in its parentheses.
constexpr row_flaw flaw_of_call(const token& function, std::string_view arguments, row_place place) {
    if (function.names("raise")) return row_flaw::raise;
    if (is_one_of(function, "count", "sum", "total", "avg", "group_concat", "string_agg", "json_group_array",
                  "json_group_object", "jsonb_group_array", "jsonb_group_object"))
        return row_flaw::aggregate;
    if (is_one_of(function, "min", "max")) {
        for (tokenizer inside(arguments); inside.peek().kind != token_kind::end;) {
            if (inside.peek().is(',')) return row_flaw::none;
            if (inside.peek().is('(')) inside.take_parentheses();
            else inside.take();
        }
        return row_flaw::aggregate;
    }
    if (place == row_place::value) return row_flaw::none;
    if (reads_clock(function, arguments)) return row_flaw::moment;
    return is_one_of(function, "random", "randomblob", "changes", "total_changes", "last_insert_rowid")
        ? row_flaw::moment
        : row_flaw::none;
}

/// The first forbidden part of an expression about one row. Queries in it are not searched.
constexpr forbidden_part forbidden_in_row(std::string_view sql, row_place place) {
    token before{};
    for (tokenizer tokens(sql); tokens.peek().kind != token_kind::end;) {
        tokenizer ahead = tokens;
        const token each = ahead.take();
        if (each.is('(') && (ahead.peek().is("select") || ahead.peek().is("with") || ahead.peek().is("values"))) {
            tokens.take_parentheses(), before = {};
            continue;
        }
        tokens = ahead;
        if (each.kind == token_kind::parameter) return {row_flaw::parameter, each};
        if (each.is_name()) {
            const bool calls = tokens.peek().is('(');
            if (before.is(')') && each.is("over")) return {row_flaw::window, each};
            if (before.is(')') && each.is("filter") && calls) return {row_flaw::aggregate, each};
            if (place != row_place::value && !calls &&
                (each.is("current_timestamp") || each.is("current_date") || each.is("current_time")))
                return {row_flaw::moment, each};
            if (calls)
                if (const row_flaw flaw = flaw_of_call(each, ahead.take_parentheses(), place); flaw != row_flaw::none)
                    return {flaw, each};
        }
        before = each;
    }
    return {};
}

/// A single look at the tokens of an expression, which finds out whether it has to be read as a whole: a forbidden part
/// could be in it, or operands and operators do not alternate.
class first_look {
public:
    /// Whether the next token is odd. `word` is its keyword; `calls` says that a parenthesis follows it.
    constexpr bool is_odd(const token& each, keyword word, bool calls) {
        const expects was = next_;
        if (each.kind == token_kind::symbol) {
            const char first = each.text[0];
            next_ = first == ')' ? expects::operation : first == '(' || first == ',' || first == '.' ? expects::anything
                                                                                               : expects::operand;
            if (first == '(') return was == expects::operation && !is_name_;
            is_name_ = false;
            return was == expects::operand && first != '-' && first != '+' && first != '~';
        }
        is_name_ = each.is_name();
        if (word != keyword::none) {
            const bool ends = word == keyword::null_ || word == keyword::end_ || word == keyword::isnull_ ||
                word == keyword::notnull_;
            next_ = ends ? expects::anything : expects::more;
            return word == keyword::over_ || word == keyword::filter_ || word == keyword::raise_ ||
                word == keyword::current_date_ || word == keyword::current_time_ ||
                word == keyword::current_timestamp_;
        }
        next_ = expects::operation;
        return was == expects::operation || each.kind == token_kind::parameter ||
            (calls && flaw_of_call(each, {}, row_place::computed) != row_flaw::none);
    }
    /// Whether the expression cannot end here.
    [[nodiscard]] constexpr bool lacks_end() const { return next_ == expects::operand || next_ == expects::more; }

private:
    enum class expects : std::uint8_t { anything, operand, operation, more };
    expects next_ = expects::anything;
    bool is_name_ = false;
};

}  // namespace aludel::inline v0_1::syntax
