// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/value.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// The values that are spelled in the way of the database.
inline constexpr dialect::value_words value_words{.true_word = "true",
                                                  .false_word = "false",
                                                  .nan = "'NaN'",
                                                  .infinity = "'Infinity'",
                                                  .minus_infinity = "'-Infinity'",
                                                  .put_text = &dialect::put_string};

/// Appends a value. A backslash in a string is a backslash, because scripts and sessions set
/// standard_conforming_strings.
constexpr void put_value(sql_text& sql, const op::value& value) { dialect::put_value(sql, value, value_words); }

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
