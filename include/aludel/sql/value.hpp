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
constexpr void put_integer(sql_text& to, std::int64_t number) {
    if (number < 0) to.put("-");
    to.put_number(number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number));
}

/// Whether a number is NaN.
constexpr bool is_nan(double number) { return number != number; }
/// Whether a number is infinite.
constexpr bool is_infinite(double number) {
    return (std::bit_cast<std::uint64_t>(number) & ~(std::uint64_t{1} << 63)) == std::uint64_t{0x7FF} << 52;
}

/// Appends a finite number with the fewest digits that read back as the same double, always with a point or an
/// exponent, so that no database reads it as an integer.
constexpr void put_real(sql_text& to, double number) {
    if (std::bit_cast<std::uint64_t>(number) >> 63 != 0) to.put("-"), number = -number;
    if (number == 0) {
        to.put("0.0");
        return;
    }
    const decimal made = shortest_decimal(number);
    const auto put_digits = [&](int from, int end) {
        for (int i = from; i < end; ++i) to.put(std::string_view(&"0123456789"[made.digits[i]], 1));
    };
    const auto put_zeros = [&](int count) { to.put(std::string_view("00000000000000000", static_cast<std::size_t>(count))); };
    if (made.exponent > 17 || made.exponent < -4) {
        put_digits(0, 1);
        if (made.count > 1) to.put("."), put_digits(1, made.count);
        to.put("e");
        put_integer(to, made.exponent - 1);
    } else if (made.exponent <= 0) {
        to.put("0."), put_zeros(-made.exponent), put_digits(0, made.count);
    } else if (made.exponent < made.count) {
        put_digits(0, made.exponent), to.put("."), put_digits(made.exponent, made.count);
    } else {
        put_digits(0, made.count), put_zeros(made.exponent - made.count), to.put(".0");
    }
}

}  // namespace aludel::inline v0_1::dialect
