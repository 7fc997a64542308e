// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/value.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::oracle_dialect {

/// Appends a string. A line break is written as CHR(10), because SQL*Plus ends a statement at a semicolon at the end of
/// a line and at a line with a slash, also inside a literal.
constexpr void put_string(sql_text& sql, std::string_view text) {
    std::size_t written = 0;
    sql.put("'");
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\n' && text[i] != '\r') continue;
        dialect::put_doubled(sql, text.substr(written, i - written), '\'');
        sql.put(text[i] == '\n' ? "' || CHR(10) || '" : "' || CHR(13) || '");
        written = i + 1;
    }
    dialect::put_doubled(sql, text.substr(written), '\'');
    sql.put("'");
}

/// Appends a value. An empty string is NULL there.
constexpr void put_value(sql_text& sql, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none:
        case op::value_kind::out_of_range:  // refused earlier
        case op::value_kind::null: sql.put("NULL"); break;
        case op::value_kind::boolean: sql.put(value.integer != 0 ? "1" : "0"); break;
        case op::value_kind::integer: dialect::put_integer(sql, value.integer); break;
        case op::value_kind::real:
            if (dialect::is_nan(value.real)) sql.put("BINARY_DOUBLE_NAN");
            else if (dialect::is_infinite(value.real))
                sql.put(value.real < 0 ? "-BINARY_DOUBLE_INFINITY" : "BINARY_DOUBLE_INFINITY");
            else dialect::put_real(sql, value.real);
            break;
        case op::value_kind::text: put_string(sql, value.text); break;
        case op::value_kind::current_timestamp: sql.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: sql.put(value.text); break;
    }
}

/// Whether a value is NULL.
constexpr bool is_null(const op::value& value) {
    return !value.given() || value.kind == op::value_kind::null ||
        (value.kind == op::value_kind::text && value.text.empty());
}

}  // namespace aludel::inline v0_1::oracle_dialect
