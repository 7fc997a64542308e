// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/decimal.hpp>
#include <aludel/sql/sql_text.hpp>

#include <bit>          // bit_cast
#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// Appends an integer in decimal.
constexpr void put_integer(sql_text& sql, std::int64_t number) {
    if (number < 0) sql.put("-");
    sql.put_number(number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number));
}

/// Whether a number is NaN.
constexpr bool is_nan(double number) { return number != number; }
/// Whether a number is infinite.
constexpr bool is_infinite(double number) {
    return (std::bit_cast<std::uint64_t>(number) & ~(std::uint64_t{1} << 63)) == std::uint64_t{0x7FF} << 52;
}

/// Appends a finite number with the fewest digits that read back as the same double, always with a point or an
/// exponent, so that no database reads it as an integer.
constexpr void put_real(sql_text& sql, double number) {
    if (std::bit_cast<std::uint64_t>(number) >> 63 != 0) sql.put("-"), number = -number;
    if (number == 0) {
        sql.put("0.0");
        return;
    }
    const decimal result = shortest_decimal(number);
    const auto put_digits = [&](int first, int end) {
        for (int i = first; i < end; ++i) sql.put(std::string_view(&"0123456789"[result.digits[i]], 1));
    };
    const auto put_zeros = [&](int count) {
        sql.put(std::string_view("00000000000000000", static_cast<std::size_t>(count)));
    };
    if (result.exponent > 17 || result.exponent < -4) {
        put_digits(0, 1);
        if (result.count > 1) sql.put("."), put_digits(1, result.count);
        sql.put("e");
        put_integer(sql, result.exponent - 1);
    } else if (result.exponent <= 0) {
        sql.put("0."), put_zeros(-result.exponent), put_digits(0, result.count);
    } else if (result.exponent < result.count) {
        put_digits(0, result.exponent), sql.put("."), put_digits(result.exponent, result.count);
    } else {
        put_digits(0, result.count), put_zeros(result.exponent - result.count), sql.put(".0");
    }
}

}  // namespace aludel::inline v0_1::dialect
