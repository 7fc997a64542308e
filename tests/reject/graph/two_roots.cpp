// SPDX-License-Identifier: BSL-1.0
// expect: [AL109] revision: the history has 2 heads: `b`, `c`. Merge them with a revision that revises both, or say al::branches_allowed; and if `c` is to follow another revision, write its .revises(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
inline constexpr auto two = al::revision("b").revises("a");
#ifndef ACCEPT
inline constexpr auto three = al::revision("c");
#else
inline constexpr auto three = al::revision("c").revises("b");
#endif

inline constexpr al::history<one, two, three> history{};  // the line
