// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>  // uint8_t, int64_t, uint32_t

namespace aludel::inline v0_1::op {

/// The kinds of values: none (no value is given), the literals, CURRENT_TIMESTAMP, and raw SQL expressions. Append
/// only: the values are in checksums.
enum class value_kind : std::uint8_t {
    none,
    null,
    boolean,
    integer,
    real,
    text,
    current_timestamp,
    expression,
    out_of_range,  ///< an integer that a signed 64-bit one cannot hold
};

/// A value in SQL: a literal, CURRENT_TIMESTAMP, or an expression that is written as it is.
struct value {
    value_kind kind;
    std::int64_t integer;  ///< of kind boolean (0 or 1) and integer
    double real;           ///< of kind real
    text_view text;        ///< of kind text and expression

    [[nodiscard]] constexpr bool given() const { return kind != value_kind::none; }

    friend constexpr bool operator==(const value& a, const value& b) {
        return a.kind == b.kind && a.integer == b.integer && !(a.real < b.real) && !(b.real < a.real) &&
            a.text == b.text;
    }
};

/// A value of a kind with its number or its text, where the kind has one.
constexpr value value_of(value_kind kind, std::int64_t integer = 0, std::string_view text = {}) {
    value result{};
    result.kind = kind;
    if (integer != 0) result.integer = integer;
    if (!text.empty()) result.text = text;
    return result;
}

/// One value of one row of an `insert`; `row` is the index of the row, from 0.
struct cell {
    aludel::name column;
    op::value value;
    std::uint32_t row;
};

}  // namespace aludel::inline v0_1::op
