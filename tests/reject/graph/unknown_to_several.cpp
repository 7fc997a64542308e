// SPDX-License-Identifier: BSL-1.0
// expect: [AL104] revision: `base1` is not in the history; did you mean `base_1`? Name an existing revision in .revises(...) (revision `left`)
#include <aludel.hpp>

namespace al = aludel;

#ifdef ACCEPT
#define ID "base1"
#else
#define ID "base_1"
#endif

// Two revisions name what is missing.
inline constexpr auto first = al::revision(ID);
inline constexpr auto left = al::revision("left").revises("base1");
inline constexpr auto right = al::revision("right").revises("base1");
inline constexpr auto both = al::revision("both").revises("left", "right");

inline constexpr al::history<first, left, right, both> history{};  // the line

int main() {}
