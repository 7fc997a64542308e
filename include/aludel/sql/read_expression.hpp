// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/reader.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The part of the reader for expressions.

namespace aludel::inline v0_1::syntax {

constexpr bool reader::expression() {
    if (++depth_ > deepest) return false;
    for (bool more = true; more;) {
        while (next_ == keyword::not_ || is('-') || is('+') || is('~') || (is_for_server() && is('!'))) take();
        if (!operand() || !operator_or_end(more)) return false;
    }
    --depth_;
    return true;
}

/// Reads what can follow an operand. `more` is set if it is an operator that needs another operand.
constexpr bool reader::operator_or_end(bool& more) {
    more = false;
    while (true) {
        switch (next_) {
            case keyword::between_:
                take();
                if (!take_word("symmetric")) take_word("asymmetric");
                return more = true;
            case keyword::and_:
            case keyword::or_:
            case keyword::escape_:
            case keyword::like_:
            case keyword::glob_:
            case keyword::regexp_:
            case keyword::match_: take(); return more = true;
            case keyword::is_:
                take(), take(keyword::not_);
                if (take(keyword::distinct_) && !take(keyword::from_)) return false;
                if (has_arrays() && (peek().is("nfc") || peek().is("nfd") || peek().is("nfkc") || peek().is("nfkd")))
                    take();
                if (take_word("unknown") || take_word("document") || take_word("json") || take_word("normalized"))
                    continue;
                return more = true;
            case keyword::isnull_:
            case keyword::notnull_: take(); continue;
            case keyword::not_:
                take();
                if (take(keyword::null_)) continue;
                if (next_ != keyword::in_ && next_ != keyword::between_ && next_ != keyword::like_ &&
                    next_ != keyword::glob_ && next_ != keyword::regexp_ && next_ != keyword::match_ &&
                    !(has_arrays() ? peek().is("ilike") || peek().is("similar")
                                   : is_for_server() && peek().is("rlike")))
                    return false;
                continue;
            case keyword::in_:
                if (is_for_server() && !second().is('(')) return take(), more = true;  // POSITION(a IN b)
                if (!in_operand()) return false;
                continue;
            case keyword::collate_: {
                take();
                token name;
                if (!take_name(name)) return false;
                while (is_for_server() && take('.'))
                    if (!take_label(name)) return false;
                add(reference_kind::collation, name);
                continue;
            }
            default: break;
        }
        if (has_arrays() ? further_operator() : is_for_server() && operator_word()) return more = true;
        if (take_word("against")) {  // MATCH (a, b) AGAINST ('text' IN BOOLEAN MODE)
            if (!skip_parenthesis()) return false;
            continue;
        }
        if (peek().kind != token_kind::symbol) return true;
        if (peek().text == "::") {
            take();
            if (!type()) return false;
            continue;
        }
        if (is('[')) {
            if (!has_arrays()) return true;
            if (!array_part()) return false;
            continue;
        }
        if (is('.') && has_arrays()) {  // a part of a composite value
            take();
            token part;
            if (!take('*') && !take_label(part)) return false;
            continue;
        }
        switch (peek().text[0]) {
            case '(':
            case ')':
            case ',':
            case ';':
            case '.':
            case ']':
            case ':':
            case '~': return true;
            case '<':
            case '&':
                take();
                if (is_for_server() && (is('>') || is('&'))) take();  // a <=> b, a && b
                return more = true;
            default: take(); return more = true;
        }
    }
}

constexpr bool reader::operand() {
    switch (peek().kind) {
        case token_kind::number: take(); return true;
        case token_kind::parameter: add(reference_kind::parameter, take()); return true;
        case token_kind::string: {
            const token text = peek();
            if (!is_text_name()) {
                take(), add(reference_kind::string, text);
                while (is_for_server() && peek().kind == token_kind::string) take();  // the text goes on
                return true;
            }
            take();
            if (!is('.')) return add(reference_kind::string, text), true;
            take();
            token name;
            if (!take_name(name)) return false;
            add(reference_kind::column, name, text);
            return !is('.');
        }
        case token_kind::symbol: return is('(') && parenthesis();
        case token_kind::quoted: return name_operand();
        case token_kind::word: break;
        default: return false;
    }
    switch (next_) {
        case keyword::null_:
        case keyword::current_date_:
        case keyword::current_time_:
        case keyword::current_timestamp_:
            take();
            if (!is_for_server() || !take('(')) return true;
            if (peek().kind == token_kind::number) take();
            return take(')');
        case keyword::values_: return is_for_server() && second().is('(') && name_operand();  // VALUES(column)
        case keyword::default_: return is_for_server() && (second().is('(') ? name_operand() : (take(), true));
        case keyword::all_: return is_for_server() && (take(), is('(')) && parenthesis();
        case keyword::case_: return case_expression();
        case keyword::cast_: return cast();
        case keyword::raise_: return raise();
        case keyword::exists_:
            take();
            if (!is('(')) return false;
            take();
            return query_inside() && take(')');
        default: return !is_next_reserved() && name_operand();
    }
}

/// Reads `(query)`, `(a)` or the row `(a, b)`; for GROUPING SETS also `()`.
constexpr bool reader::parenthesis() {
    take();
    if (begins_query()) return query_inside() && take(')');
    if (is_for_server() && take(')')) return true;
    return expressions() && take(')');
}

constexpr bool reader::expressions() {
    do {
        if (!expression()) return false;
    } while (take(','));
    return true;
}

/// Reads a column, with or without table and schema, or a function call.
constexpr bool reader::name_operand() {
    token name = take(), qualifier{}, schema{};
    if (is_for_server() && !has_arrays()) {
        if (name.is("interval")) return interval();
        if (name.is("binary") && !is('.')) return expression();
        if (peek().kind == token_kind::string && begins_text(name)) return take(), true;
    }
    if (is('(')) return function(name);
    if (is('[') && has_arrays() && name.is("array")) return array_part();
    if (has_arrays() && peek().kind == token_kind::string && name.kind == token_kind::word)  // DATE '2026-01-01'
        return add(reference_kind::type, name), add(reference_kind::string, take()), true;
    if (has_arrays() && name.is("u") && peek().text == "&" &&
        (second().kind == token_kind::string || second().kind == token_kind::quoted))
        return false;
    if (is_for_server_ && (name.is("next") || name.is("previous")) &&
        take_word("value")) {  // NEXT VALUE FOR a_sequence
        return take(keyword::for_) && sequence_name();
    }
    int dots = 0;
    for (; dots < 2 && take('.'); ++dots) {
        schema = qualifier, qualifier = name;
        if (has_arrays() && is('*')) return add(reference_kind::star, take(), qualifier), true;
        if (!take_label(name)) return false;
    }
    if (dots != 0 && is('(') && is_for_server()) return function(name);  // of a schema
    if (is_value_of_server(name, dots != 0)) return true;
    add(reference_kind::column, name, qualifier);
    found_.references.back().schema = schema;
    return !is('(');
}

constexpr bool reader::function(const token& name) {
    add(reference_kind::function, name);
    take();
    const bool calls_values = !has_arrays() && next_ == keyword::values_;  // f(VALUES(column))
    if (is_for_server() && !calls_values && begins_query()) {              // ARRAY(query), a = ANY (query)
        if (!query_inside()) return false;
    } else if (!take('*') && !is(')')) {
        if (!take(keyword::distinct_)) take(keyword::all_);
        if (!arguments(name)) return false;
        if (next_ == keyword::order_ && !order_by()) return false;
        if (take_word("separator")) take();
        if (is_for_server() && next_ == keyword::limit_ && !limit()) return false;  // group_concat(a LIMIT 3)
    }
    if (!take(')')) return false;
    if (is_for_server() && peek().is("within")) {  // WITHIN GROUP (ORDER BY a)
        take();
        if (!take(keyword::group_) || !take('(') || next_ != keyword::order_ || !order_by() || !take(')')) return false;
    }
    if (is_filter()) {
        take(), take();
        if (!take(keyword::where_) || !expression() || !take(')')) return false;
    }
    return !is_over() || over();
}

constexpr bool reader::over() {
    take();
    if (take('(')) return window() && take(')');
    token name;
    if (!take_name(name)) return false;
    add(reference_kind::window, name);
    return true;
}

/// Reads a window definition inside its parentheses. On MariaDB its terms can be aliases.
constexpr bool reader::window() {
    const bool saw_aliases = sees_aliases_;
    sees_aliases_ = saw_aliases || (is_for_server() && !has_arrays());
    const auto begins_frame = [&] {
        return next_ == keyword::rows_ || next_ == keyword::range_ || next_ == keyword::groups_;
    };
    token name;
    if (next_ != keyword::partition_ && !begins_frame() && take_name(name)) add(reference_kind::window, name);
    if (take(keyword::partition_) && (!take(keyword::by_) || !expressions())) return false;
    if (next_ == keyword::order_ && !(take(), take(keyword::by_) && terms())) return false;
    sees_aliases_ = saw_aliases;
    return !begins_frame() || frame();
}
constexpr bool reader::frame() {
    take();
    if (take(keyword::between_)) {
        if (!bound() || !take(keyword::and_)) return false;
    }
    if (!bound()) return false;
    if (!take(keyword::exclude_)) return true;
    if (peek().is("no")) return take(), peek().is("others") && (take(), true);
    if (peek().is("current")) return take(), take(keyword::row_);
    return take(keyword::group_) || (peek().is("ties") && (take(), true));
}
constexpr bool reader::bound() {
    if (peek().is("current")) return take(), take(keyword::row_);
    if (peek().is("unbounded")) take();
    else if (!expression()) return false;
    return (peek().is("preceding") || peek().is("following")) && (take(), true);
}

constexpr bool reader::cast() {
    take();
    return take('(') && expression() && take(keyword::as_) && (is(')') || type()) && take(')');
}

/// Reads a type: words, and numbers in parentheses after them.
constexpr bool reader::type() {
    if (has_arrays()) return type_of_server();
    bool any = false;
    while (is_name()) add(reference_kind::type, take()), any = true;
    if (!any) return false;
    if (take('(')) {
        do {
            if (!take('-')) take('+');
            if (peek().kind != token_kind::number) return false;
            take();
        } while (take(','));
        if (!take(')')) return false;
    }
    while (is_for_server() && is_name()) take();  // char(3) charset utf8mb4
    return true;
}

constexpr bool reader::case_expression() {
    take();
    if (next_ != keyword::when_ && !expression()) return false;
    do {
        if (!take(keyword::when_) || !expression() || !take(keyword::then_) || !expression()) return false;
    } while (next_ == keyword::when_);
    return (!take(keyword::else_) || expression()) && take(keyword::end_);
}

/// Reads `IN (query)`, `IN (a, b)`, `IN ()`, `IN table` or `IN function(a)`.
constexpr bool reader::in_operand() {
    take();
    if (take('(')) {
        if (take(')')) return true;
        if (begins_query()) return query_inside() && take(')');
        return expressions() && take(')');
    }
    source used{.is_operand = true};
    if (!source_name(used)) return false;
    used.scope = add_scope({.outer = scope_, .is_query = true});
    found_.sources.push_back(used);
    return true;
}

/// Reads `RAISE(IGNORE)` or `RAISE(ABORT, message)`.
constexpr bool reader::raise() {
    take();
    if (!take('(')) return false;
    if (take(keyword::ignore_)) return take(')');
    return (take(keyword::rollback_) || take(keyword::abort_) || take(keyword::fail_)) && take(',') && expression() &&
        take(')');
}

}  // namespace aludel::inline v0_1::syntax
