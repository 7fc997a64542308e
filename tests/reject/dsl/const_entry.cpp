// SPDX-License-Identifier: BSL-1.0
// GCC can read the value of a `const` variable.
// compilers: clang
// expect: [AL003] history: the compiler cannot read the value of `two`. Declare it `inline constexpr auto`, not `const`
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
#ifndef ACCEPT
inline const auto two = al::revision("b").revises("a");
#else
inline constexpr auto two = al::revision("b").revises("a");
#endif
inline constexpr al::history<one, two> history{};  // the line
