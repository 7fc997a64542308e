// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/value.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

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

/// The values that are spelled in the way of the database.
inline constexpr dialect::value_words value_words{.true_word = "1",
                                                  .false_word = "0",
                                                  .nan = "BINARY_DOUBLE_NAN",
                                                  .infinity = "BINARY_DOUBLE_INFINITY",
                                                  .minus_infinity = "-BINARY_DOUBLE_INFINITY",
                                                  .put_text = &put_string};

/// Appends a value. An empty string is NULL there.
constexpr void put_value(sql_text& sql, const op::value& value) { dialect::put_value(sql, value, value_words); }

/// Whether a value is NULL.
constexpr bool is_null(const op::value& value) {
    return !value.given() || value.kind == op::value_kind::null ||
        (value.kind == op::value_kind::text && value.text.empty());
}

}  // namespace aludel::inline v0_1::oracle_dialect
