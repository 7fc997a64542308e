// SPDX-License-Identifier: BSL-1.0
// GCC can read the value of a `const` variable.
// compilers: clang
// expect: [AL003] history: the compiler cannot read the value of `rules`. Declare it `inline constexpr auto`, not `const`
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline const auto rules = al::settings().version_table("versions");
#else
inline constexpr auto rules = al::settings().version_table("versions");
#endif
inline constexpr auto one = al::revision("a");
inline constexpr al::history<rules, one> history{};  // the line
