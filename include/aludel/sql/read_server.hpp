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
    if (!has_arrays()) return name.is("_rowid") || name.is("row_start") || name.is("row_end");
    for (const std::string_view column : {"tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"})
        if (name.is(column)) return true;
    return !is_qualified && (name.is("user") || name.is("current_catalog") || name.is("current_schema"));
}

/// Reads an operator that is a word on servers without arrays.
constexpr bool reader::operator_word() {
    if (peek().is("sounds")) return take(), next_ == keyword::like_ && (take(), true);
    if (is(':') && second().is('=')) return take(), take(), true;  // @a := b
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
    if (!has_arrays()) {
        bool begins_with_unit = name.is("datediff") && tokens_.words().brackets;
        for (const std::string_view each :
             {"timestampdiff", "timestampadd", "dateadd", "datename", "datepart", "get_format"})
            begins_with_unit = begins_with_unit || name.is(each);
        if (begins_with_unit && (take(), !take(','))) return false;
        if (name.is("nextval") || name.is("lastval") || name.is("setval")) {
            if (!sequence_name()) return false;
            if (!take(',')) return true;
        }
        if (name.is("convert") && expression()) return take(',') ? type() : take(keyword::using_) && take_name();
    }
    if (has_arrays() && name.is("normalize")) return expression() && (!take(',') || (take(), true));
    do {
        take_word("variadic");
        if (has_arrays() && is_name() && second().text == "=>") take(), take();  // a named argument
        if (!expression()) return false;
        token character_set;
        if (take(keyword::using_) && !take_label(character_set)) return false;
    } while (take(',') || take(keyword::from_) || take(keyword::for_) || take_word("placing"));
    return true;
}

/// Reads the name of a sequence.
constexpr bool reader::sequence_name() {
    token name;
    if (!take_name(name)) return false;
    while (take('.'))
        if (!take_label(name)) return false;
    return true;
}

/// Whether a name and the text behind it are a value of MariaDB: DATE '2026-01-01', _utf8mb4'a', b'101'.
constexpr bool reader::begins_text(const token& name) const {
    if (name.kind != token_kind::word) return false;
    if (name.text[0] == '_') return true;
    for (const std::string_view word : {"date", "time", "timestamp", "n", "b"})
        if (name.is(word)) return true;
    return false;
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
        if (is(',') || is(')')) continue;
        named.has_no_other = true;  // they are defined here
        if (!type() || (take(keyword::collate_) && !take_name())) return false;
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

/// Reads the words between SELECT and its results.
constexpr void reader::select_options() {
    for (bool more = true; more;) {
        more = take(keyword::distinct_) || take(keyword::all_);
        for (const std::string_view option :
             {"straight_join", "high_priority", "sql_small_result", "sql_big_result", "sql_buffer_result", "sql_cache",
              "sql_no_cache", "sql_calc_found_rows", "distinctrow"})
            more = take_word(option) || more;
    }
}

/// Reads `[INTO @a, @b]`.
constexpr bool reader::variables() {
    if (!take(keyword::into_)) return true;
    do {
        if (peek().kind != token_kind::parameter) return false;
        take();
    } while (take(','));
    return true;
}

/// Whether ON begins `ON CONFLICT` or `ON DUPLICATE KEY` of the INSERT around a query, and no condition of a join.
constexpr bool reader::is_upsert() const {
    tokenizer ahead = tokens_;
    ahead.skip();
    if (ahead.take("duplicate")) return ahead.peek().is("key");
    return has_arrays() && ahead.take("conflict") &&
        (ahead.peek().is('(') || ahead.peek().is("on") || ahead.peek().is("do"));
}

/// Reads the alias of a join in parentheses, which hides those in it: the sources from `first_source` on.
constexpr bool reader::named_join(std::size_t first_source, std::size_t first_reference) {
    source added{.scope = scope_};
    if (!alias(added.alias)) return false;
    if (!is_for_server() || added.alias.text.empty()) return true;
    added.query = add_scope({.outer = scope_, .is_query = true});
    const std::uint32_t inside = add_scope({.outer = added.query});
    for (std::size_t i = first_source; i < found_.sources.size(); ++i)
        if (found_.sources[i].scope == scope_) found_.sources[i].scope = inside;
    for (std::size_t i = first_reference; i < found_.references.size(); ++i)
        if (found_.references[i].scope == scope_) found_.references[i].scope = inside;
    found_.results.push_back({.scope = inside, .is_star = true});
    found_.sources.push_back(added);
    return true;
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
        } else if (take_word("lock")) {  // IN SHARE MODE
            while (peek().kind == token_kind::word) take();
        } else if (!has_arrays() && next_ == keyword::into_) {
            if (!variables()) return false;
        } else if (take(keyword::for_)) {
            while (peek().kind == token_kind::word || peek().kind == token_kind::quoted || is(',')) take();
        } else {
            return true;
        }
    }
}

}  // namespace aludel::inline v0_1::syntax
