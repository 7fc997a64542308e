// SPDX-License-Identifier: BSL-1.0
// expect: [AL106] revision: `b`, `c` stand in a cycle, each on the next and the last on the first. Take one of them out of .revises(...) or .depends_on(...) (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
inline constexpr auto two = al::revision("b").revises("c");
#ifndef ACCEPT
inline constexpr auto three = al::revision("c").revises("b");
#else
inline constexpr auto three = al::revision("c").revises("a");
#endif
inline constexpr al::history<one, two, three> history{};  // the line
