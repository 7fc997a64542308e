// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>  // size_t

namespace aludel::inline v0_1::dsl {

/// The most members that a plain aggregate may have as a model.
inline constexpr std::size_t most_members = 64;

#define ALUDEL_8(x) x##0, x##1, x##2, x##3, x##4, x##5, x##6, x##7
#define ALUDEL_32 ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), ALUDEL_8(d)
#define ALUDEL_MEMBERS(count, ...)          \
    if constexpr (Count == count) {         \
        const auto& [__VA_ARGS__] = object; \
        return function(__VA_ARGS__);       \
    } else

/// Calls a function with the members of an aggregate that has `Count` of them, at most `most_members`. Each count is
/// written out because C++20 has no structured bindings with a pack.
template <std::size_t Count, class Object, class Function>
constexpr auto with_members([[maybe_unused]] const Object& object, const Function& function) {
    // clang-format off
    ALUDEL_MEMBERS(1, a0)
    ALUDEL_MEMBERS(2, a0, a1)
    ALUDEL_MEMBERS(3, a0, a1, a2)
    ALUDEL_MEMBERS(4, a0, a1, a2, a3)
    ALUDEL_MEMBERS(5, a0, a1, a2, a3, a4)
    ALUDEL_MEMBERS(6, a0, a1, a2, a3, a4, a5)
    ALUDEL_MEMBERS(7, a0, a1, a2, a3, a4, a5, a6)
    ALUDEL_MEMBERS(8, ALUDEL_8(a))
    ALUDEL_MEMBERS(9, ALUDEL_8(a), b0)
    ALUDEL_MEMBERS(10, ALUDEL_8(a), b0, b1)
    ALUDEL_MEMBERS(11, ALUDEL_8(a), b0, b1, b2)
    ALUDEL_MEMBERS(12, ALUDEL_8(a), b0, b1, b2, b3)
    ALUDEL_MEMBERS(13, ALUDEL_8(a), b0, b1, b2, b3, b4)
    ALUDEL_MEMBERS(14, ALUDEL_8(a), b0, b1, b2, b3, b4, b5)
    ALUDEL_MEMBERS(15, ALUDEL_8(a), b0, b1, b2, b3, b4, b5, b6)
    ALUDEL_MEMBERS(16, ALUDEL_8(a), ALUDEL_8(b))
    ALUDEL_MEMBERS(17, ALUDEL_8(a), ALUDEL_8(b), c0)
    ALUDEL_MEMBERS(18, ALUDEL_8(a), ALUDEL_8(b), c0, c1)
    ALUDEL_MEMBERS(19, ALUDEL_8(a), ALUDEL_8(b), c0, c1, c2)
    ALUDEL_MEMBERS(20, ALUDEL_8(a), ALUDEL_8(b), c0, c1, c2, c3)
    ALUDEL_MEMBERS(21, ALUDEL_8(a), ALUDEL_8(b), c0, c1, c2, c3, c4)
    ALUDEL_MEMBERS(22, ALUDEL_8(a), ALUDEL_8(b), c0, c1, c2, c3, c4, c5)
    ALUDEL_MEMBERS(23, ALUDEL_8(a), ALUDEL_8(b), c0, c1, c2, c3, c4, c5, c6)
    ALUDEL_MEMBERS(24, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c))
    ALUDEL_MEMBERS(25, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0)
    ALUDEL_MEMBERS(26, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1)
    ALUDEL_MEMBERS(27, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1, d2)
    ALUDEL_MEMBERS(28, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1, d2, d3)
    ALUDEL_MEMBERS(29, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1, d2, d3, d4)
    ALUDEL_MEMBERS(30, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1, d2, d3, d4, d5)
    ALUDEL_MEMBERS(31, ALUDEL_8(a), ALUDEL_8(b), ALUDEL_8(c), d0, d1, d2, d3, d4, d5, d6)
    ALUDEL_MEMBERS(32, ALUDEL_32)
    ALUDEL_MEMBERS(33, ALUDEL_32, e0)
    ALUDEL_MEMBERS(34, ALUDEL_32, e0, e1)
    ALUDEL_MEMBERS(35, ALUDEL_32, e0, e1, e2)
    ALUDEL_MEMBERS(36, ALUDEL_32, e0, e1, e2, e3)
    ALUDEL_MEMBERS(37, ALUDEL_32, e0, e1, e2, e3, e4)
    ALUDEL_MEMBERS(38, ALUDEL_32, e0, e1, e2, e3, e4, e5)
    ALUDEL_MEMBERS(39, ALUDEL_32, e0, e1, e2, e3, e4, e5, e6)
    ALUDEL_MEMBERS(40, ALUDEL_32, ALUDEL_8(e))
    ALUDEL_MEMBERS(41, ALUDEL_32, ALUDEL_8(e), f0)
    ALUDEL_MEMBERS(42, ALUDEL_32, ALUDEL_8(e), f0, f1)
    ALUDEL_MEMBERS(43, ALUDEL_32, ALUDEL_8(e), f0, f1, f2)
    ALUDEL_MEMBERS(44, ALUDEL_32, ALUDEL_8(e), f0, f1, f2, f3)
    ALUDEL_MEMBERS(45, ALUDEL_32, ALUDEL_8(e), f0, f1, f2, f3, f4)
    ALUDEL_MEMBERS(46, ALUDEL_32, ALUDEL_8(e), f0, f1, f2, f3, f4, f5)
    ALUDEL_MEMBERS(47, ALUDEL_32, ALUDEL_8(e), f0, f1, f2, f3, f4, f5, f6)
    ALUDEL_MEMBERS(48, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f))
    ALUDEL_MEMBERS(49, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0)
    ALUDEL_MEMBERS(50, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1)
    ALUDEL_MEMBERS(51, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1, g2)
    ALUDEL_MEMBERS(52, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1, g2, g3)
    ALUDEL_MEMBERS(53, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1, g2, g3, g4)
    ALUDEL_MEMBERS(54, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1, g2, g3, g4, g5)
    ALUDEL_MEMBERS(55, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), g0, g1, g2, g3, g4, g5, g6)
    ALUDEL_MEMBERS(56, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g))
    ALUDEL_MEMBERS(57, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0)
    ALUDEL_MEMBERS(58, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1)
    ALUDEL_MEMBERS(59, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1, h2)
    ALUDEL_MEMBERS(60, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1, h2, h3)
    ALUDEL_MEMBERS(61, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1, h2, h3, h4)
    ALUDEL_MEMBERS(62, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1, h2, h3, h4, h5)
    ALUDEL_MEMBERS(63, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), h0, h1, h2, h3, h4, h5, h6)
    ALUDEL_MEMBERS(64, ALUDEL_32, ALUDEL_8(e), ALUDEL_8(f), ALUDEL_8(g), ALUDEL_8(h))
    return function();
    // clang-format on
}

#undef ALUDEL_MEMBERS
#undef ALUDEL_32
#undef ALUDEL_8

}  // namespace aludel::inline v0_1::dsl
