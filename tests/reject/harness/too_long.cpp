// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] sample: this sentence has company
// complains: its errors are longer than they may be
#include <aludel.hpp>

#ifndef ACCEPT
template <aludel::detail::literal Sentence>
struct bottom {
    static_assert(sizeof(aludel::detail::refused<Sentence>) != 0);
    static constexpr bool value = true;
};
#define ON(below, above)                                    \
    template <aludel::detail::literal Sentence>             \
    struct above {                                          \
        static constexpr bool value = below<Sentence>::value; \
    };
ON(bottom, one) ON(one, two) ON(two, three) ON(three, four) ON(four, five) ON(five, six) ON(six, seven) ON(seven, eight)
static_assert(eight<"[AL001] sample: this sentence has company">::value);
#endif
