// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/value.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// What of a value differs between databases. Where a database has no NaN or infinity, the word is one that it refuses.
struct value_words {
    std::string_view true_word{}, false_word{};
    std::string_view nan{}, infinity{}, minus_infinity{};
    void (*put_text)(sql_text&, std::string_view) = nullptr;
};

/// Appends a value.
constexpr void put_value(sql_text& sql, const op::value& value, const value_words& words) {
    switch (value.kind) {
        case op::value_kind::none:
        case op::value_kind::out_of_range:  // refused earlier
        case op::value_kind::null: sql.put("NULL"); break;
        case op::value_kind::boolean: sql.put(value.integer != 0 ? words.true_word : words.false_word); break;
        case op::value_kind::integer: put_integer(sql, value.integer); break;
        case op::value_kind::real:
            if (is_nan(value.real)) sql.put(words.nan);
            else if (is_infinite(value.real)) sql.put(value.real < 0 ? words.minus_infinity : words.infinity);
            else put_real(sql, value.real);
            break;
        case op::value_kind::text: words.put_text(sql, value.text); break;
        case op::value_kind::current_timestamp: sql.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: sql.put(value.text); break;
    }
}

}  // namespace aludel::inline v0_1::dialect
