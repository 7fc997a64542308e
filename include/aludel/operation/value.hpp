// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/name.hpp>

#include <cstdint>      // uint8_t, int64_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

enum class value_kind : std::uint8_t { none, null, boolean, integer, real, text, current_timestamp, expression };

/// A value that SQL can spell: a literal, CURRENT_TIMESTAMP, or an expression taken as it is.
struct value {
    value_kind kind = value_kind::none;
    std::int64_t integer = 0;  ///< of boolean (0 or 1) and integer
    double real = 0;
    std::string_view text{};     ///< of text, or the expression

    [[nodiscard]] constexpr bool given() const { return kind != value_kind::none; }

    friend constexpr bool operator==(const value& a, const value& b) {
        return a.kind == b.kind && a.integer == b.integer && !(a.real < b.real) && !(b.real < a.real) && a.text == b.text;
    }
};

/// One value of one row of an `insert`.
struct cell {
    aludel::name column{};
    op::value value{};
    std::uint32_t row = 0;
};

}  // namespace aludel::inline v0_1::op
