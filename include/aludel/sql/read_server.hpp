// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/reader.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The part of the reader for what the grammars of servers have and parse.y has not:
// postgresql.org/docs/current/sql.html, mariadb.com/kb/en/sql-statements-structure.

namespace aludel::inline v0_1::syntax {

/// Whether a name is a value that needs no parentheses, or a column that each table of PostgreSQL has.
constexpr bool reader::is_value_of_server(const token& name, bool is_qualified) const {
    if (!is_for_server() || name.kind != token_kind::word) return false;
    if (!is_qualified)
        for (const std::string_view value :
             {"current_user", "session_user", "system_user", "current_role", "localtime", "localtimestamp", "utc_date",
              "utc_time", "utc_timestamp", "sysdate", "systimestamp"})
            if (name.is(value)) return true;
    if (!has_arrays()) return false;
    for (const std::string_view column : {"tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"})
        if (name.is(column)) return true;
    return !is_qualified && (name.is("user") || name.is("current_catalog") || name.is("current_schema"));
}

/// Reads an operator that is a word on servers without arrays.
constexpr bool reader::operator_word() {
    if (peek().is("sounds")) return take(), next_ == keyword::like_ && (take(), true);
    for (const std::string_view word : {"div", "mod", "xor", "rlike"})
        if (take_word(word)) return true;
    return false;
}

/// Reads an operator that comes with arrays and casts: one of words, or one that begins with `~`.
constexpr bool reader::further_operator() {
    if (peek().is("operator")) {  // OPERATOR(schema.+)
        take();
        return skip_parenthesis();
    }
    if (take_word("overlaps")) return true;
    if (peek().is("ilike")) return take(), true;
    if (peek().is("similar")) return take(), peek().is("to") && (take(), true);
    if (peek().is("at")) return take(), take(), peek().is("zone") && (take(), true);
    return peek().kind == token_kind::symbol && peek().text[0] == '~' && (take(), true);
}

/// Skips everything in parentheses. To `column_since` they are a pair with nothing between.
constexpr bool reader::skip_parenthesis() {
    if (!take('(') || !tokens_.skip_to(')')) return false;
    next_ = keyword_of(peek()), behind_parenthesis_ = true, ++taken_;
    return true;
}

/// Reads the elements of an array, a subscript `[1]` or a slice `[1:2]`, in their brackets.
constexpr bool reader::array_part() {
    take();
    while (!take(']')) {
        if (take(',') || take(':')) continue;
        if (is('[') ? !array_part() : !expression()) return false;
    }
    return true;
}

/// Reads the arguments of a function. Those of servers can have words between them, as in SUBSTRING(a FROM 1 FOR 2).
constexpr bool reader::arguments(const token& name) {
    if (!is_for_server()) return expressions();
    if (name.is("extract") && (take(), !take(keyword::from_))) return false;
    if (name.is("trim")) {
        if (!take_word("both") && !take_word("leading")) take_word("trailing");
        take(keyword::from_);
    }
    bool begins_with_unit = name.is("datediff") && tokens_.words().brackets;
    for (const std::string_view each : {"timestampdiff", "timestampadd", "dateadd", "datename", "datepart"})
        begins_with_unit = begins_with_unit || name.is(each);
    if (begins_with_unit && !has_arrays() && (take(), !take(','))) return false;
    do {
        take_word("variadic");
        if (has_arrays() && is_name() && second().text == "=>") take(), take();  // a named argument
        if (!expression()) return false;
        token character_set;
        if (take(keyword::using_) && !take_label(character_set)) return false;
    } while (take(',') || take(keyword::from_) || take(keyword::for_) || take_word("placing"));
    return true;
}

/// Reads what is behind INTERVAL: an expression and a unit, or the arguments of the function of that name.
constexpr bool reader::interval() {
    if (!expression()) return false;
    take_name();
    return true;
}

/// Reads a type of PostgreSQL: a name, with its schema, or the words of the standard's types.
constexpr bool reader::type_of_server() {
    token name, schema{};
    if (!take_name(name)) return false;
    while (take('.')) {
        schema = name;
        if (!take_label(name)) return false;
    }
    add(reference_kind::type, name, schema);
    while (true) {
        if (is('(') && !skip_parenthesis()) return false;
        bool found = false;
        for (const std::string_view word : {"precision", "varying", "with", "without", "time", "zone", "to", "year",
                                            "month", "day", "hour", "minute", "second"})
            found = found || take_word(word);
        if (!found) break;
    }
    while (take('[')) {
        if (peek().kind == token_kind::number) take();
        if (!take(']')) return false;
    }
    return true;
}

/// Reads names of columns in parentheses behind an alias, with or without types.
constexpr bool reader::column_names(source& named) {
    named.first_name = static_cast<std::uint32_t>(found_.references.size());
    take();
    do {
        token name;
        if (!take_name(name)) return false;
        add(reference_kind::alias, name);
        if (!is(',') && !is(')') && !type()) return false;
    } while (take(','));
    named.end_of_names = static_cast<std::uint32_t>(found_.references.size());
    return take(')');
}

/// Whether a parenthesis is the first operand of a compound query, or holds nothing but a query.
constexpr bool reader::begins_with_operand() const {
    tokenizer ahead = tokens_;
    while (ahead.peek().is('(')) ahead.skip();
    if (!begins_query(keyword_of(ahead.peek()))) return false;
    ahead = tokens_;
    ahead.take_parentheses();
    switch (keyword_of(ahead.peek())) {
        case keyword::union_:
        case keyword::except_:
        case keyword::intersect_:
        case keyword::order_:
        case keyword::limit_:
        case keyword::offset_: return true;
        default: return ahead.peek().is(')') || ahead.peek().kind == token_kind::end;
    }
}

/// Reads `ROWS FROM (f(a), g(b))`.
constexpr bool reader::rows_from(source& added) {
    take(), take();
    added.is_function = true;
    return take('(') && expressions() && take(')');
}

/// Reads LIMIT, OFFSET, FETCH and FOR UPDATE, in any order.
constexpr bool reader::limits_of_server() {
    while (true) {
        if (next_ == keyword::limit_) {
            if (keyword_of(second()) == keyword::all_) take(), take();
            else if (!limit()) return false;
        } else if (take(keyword::offset_)) {
            if (!expression()) return false;
            if (!take(keyword::row_)) take(keyword::rows_);
        } else if (take_word("fetch")) {
            take();
            if (next_ != keyword::row_ && next_ != keyword::rows_ && !expression()) return false;
            if (!take(keyword::row_) && !take(keyword::rows_)) return false;
            if (!take_word("only") && !(take(keyword::with_) && take_word("ties"))) return false;
        } else if (take(keyword::for_)) {
            while (peek().kind == token_kind::word || peek().kind == token_kind::quoted || is(',')) take();
        } else {
            return true;
        }
    }
}

}  // namespace aludel::inline v0_1::syntax
