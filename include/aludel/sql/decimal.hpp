// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>      // bit_cast, bit_width
#include <cstdint>  // uint8_t, uint32_t, uint64_t

namespace aludel::inline v0_1::dialect {

/// The decimal digits of a number, `0.d1d2d3... * 10^exponent`.
struct decimal {
    std::uint8_t digits[17]{};
    int count = 0;
    int exponent = 0;
};

/// A natural number of up to 1,280 bits: enough for every intermediate value of a double's digits.
struct big_natural {
    std::uint32_t words[40]{};  // least significant first
    int size = 0;

    /// Multiplies by 2^shift.
    constexpr big_natural(std::uint64_t number, int shift) {
        size = shift / 32;
        const int bits = shift % 32;
        words[size++] = static_cast<std::uint32_t>(number << bits);
        words[size++] = static_cast<std::uint32_t>(number >> (32 - bits));
        words[size++] = bits == 0 ? 0 : static_cast<std::uint32_t>(number >> 32 >> (32 - bits));
        trim();
    }

    constexpr void multiply(std::uint32_t by) {
        std::uint64_t carry = 0;
        for (int i = 0; i < size; ++i)
            carry += std::uint64_t{words[i]} * by, words[i] = static_cast<std::uint32_t>(carry), carry >>= 32;
        if (carry != 0) words[size++] = static_cast<std::uint32_t>(carry);
    }
    constexpr void multiply_by_power_of_ten(int power) {
        for (; power >= 9; power -= 9) multiply(1'000'000'000);
        for (; power > 0; --power) multiply(10);
    }
    constexpr void subtract(const big_natural& other) {
        std::int64_t borrow = 0;
        for (int i = 0; i < size; ++i) {
            borrow += std::int64_t{words[i]} - (i < other.size ? std::int64_t{other.words[i]} : 0);
            words[i] = static_cast<std::uint32_t>(borrow);
            borrow >>= 32;
        }
        trim();
    }

    /// The sign of a + b - c.
    static constexpr int compare_sum(const big_natural& a, const big_natural& b, const big_natural& c) {
        big_natural sum = a;
        std::uint64_t carry = 0;
        for (int i = 0; i < b.size || carry != 0 || i < a.size; ++i) {
            carry += (i < a.size ? std::uint64_t{a.words[i]} : 0) + (i < b.size ? b.words[i] : 0);
            sum.words[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
            if (i >= sum.size) sum.size = i + 1;
        }
        return compare(sum, c);
    }
    static constexpr int compare(const big_natural& a, const big_natural& b) {
        if (a.size != b.size) return a.size < b.size ? -1 : 1;
        for (int i = a.size; i-- > 0;)
            if (a.words[i] != b.words[i]) return a.words[i] < b.words[i] ? -1 : 1;
        return 0;
    }

private:
    constexpr void trim() {
        while (size > 0 && words[size - 1] == 0) --size;
    }
};

/// The shortest digits that read back as the same double, and of those the nearest: the free-format algorithm of Burger
/// and Dybvig, "Printing Floating-Point Numbers Quickly and Accurately" (1996), figure 3. Only for finite numbers above
/// 0.
constexpr decimal shortest_decimal(double number) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(number);
    const std::uint64_t fraction = bits & 0xF'FFFF'FFFF'FFFFU;
    const int biased = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t f = biased == 0 ? fraction : fraction | 0x10'0000'0000'0000U;
    const int e = (biased == 0 ? 1 : biased) - 1075;
    // readers round to even, so the boundaries themselves read back as well
    const bool even = f % 2 == 0;
    const int narrow = fraction == 0 && biased > 1 ? 1 : 0;  // the neighbour below a power of two is closer
    const int up = e > 0 ? e : 0;

    // number = r / s; the midpoints to its neighbours are (r + above) / s and (r - below) / s.
    big_natural r(f, up + 1 + narrow);
    big_natural s(1, (e < 0 ? -e : 0) + 1 + narrow);
    big_natural above(1, up + narrow);
    big_natural below(1, up);

    decimal result{};
    // log10(2) is about 78913 / 2^18
    result.exponent = ((e + static_cast<int>(std::bit_width(f)) - 1) * 78913 >> 18) + 1;
    if (result.exponent > 0) {
        s.multiply_by_power_of_ten(result.exponent);
    } else {
        r.multiply_by_power_of_ten(-result.exponent);
        above.multiply_by_power_of_ten(-result.exponent);
        below.multiply_by_power_of_ten(-result.exponent);
    }
    const int over = big_natural::compare_sum(r, above, s);
    if (over > 0 || (over == 0 && even)) {
        ++result.exponent;
        s.multiply(10);
    }

    for (;;) {
        r.multiply(10), above.multiply(10), below.multiply(10);
        std::uint8_t digit = 0;
        for (; big_natural::compare(r, s) >= 0; ++digit) r.subtract(s);
        const int low = big_natural::compare(r, below);
        const int high = big_natural::compare_sum(r, above, s);
        const bool may_stay = low < 0 || (low == 0 && even);
        const bool may_rise = high > 0 || (high == 0 && even);
        if (may_rise && (!may_stay || big_natural::compare_sum(r, r, s) >= 0)) ++digit;
        result.digits[result.count++] = digit;
        if (may_stay || may_rise) return result;
    }
}

}  // namespace aludel::inline v0_1::dialect
