// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/tokenizer.hpp>
#include <aludel/sql/value.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends a value. A backslash in a string is a backslash, because scripts and sessions set
/// standard_conforming_strings.
constexpr void put_value(sql_text& sql, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none:
        case op::value_kind::out_of_range:  // refused earlier
        case op::value_kind::null: sql.put("NULL"); break;
        case op::value_kind::boolean: sql.put(value.integer != 0 ? "true" : "false"); break;
        case op::value_kind::integer: dialect::put_integer(sql, value.integer); break;
        case op::value_kind::real:
            if (dialect::is_nan(value.real)) sql.put("'NaN'");
            else if (dialect::is_infinite(value.real)) sql.put(value.real < 0 ? "'-Infinity'" : "'Infinity'");
            else dialect::put_real(sql, value.real);
            break;
        case op::value_kind::text: dialect::put_string(sql, value.text); break;
        case op::value_kind::current_timestamp: sql.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: sql.put(value.text); break;
    }
}

/// Whether an expression is one function call or one word, number or string, which needs no parentheses in an index or
/// a default (sql-createindex.html).
constexpr bool is_call(std::string_view expression) {
    syntax::tokenizer reader(expression, syntax::postgresql_lexicon);
    const syntax::token first = reader.take();
    if (first.kind == syntax::token_kind::number || first.kind == syntax::token_kind::string)
        return reader.peek().kind == syntax::token_kind::end;
    if (!first.is_name()) return false;
    while (reader.take('.'))
        if (!reader.take().is_name()) return false;
    if (reader.peek().is('(')) reader.take_parentheses();
    return reader.peek().kind == syntax::token_kind::end;
}

/// Appends an expression, in parentheses unless it needs none.
constexpr void put_expression(sql_text& sql, std::string_view expression) {
    if (is_call(expression)) sql.put(expression);
    else sql.put("(").put(expression).put(")");
}

/// Appends the operand of DEFAULT.
constexpr void put_default(sql_text& sql, const op::value& value) {
    if (value.kind == op::value_kind::expression) put_expression(sql, value.text);
    else put_value(sql, value);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
