// SPDX-License-Identifier: BSL-1.0
// expect: [AL107] revision: `b` stands twice in .revises(...). Name each parent once (revision `c`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
inline constexpr auto two = al::revision("b").revises("a");
#ifndef ACCEPT
inline constexpr auto three = al::revision("c").revises("b", "b");
#else
inline constexpr auto three = al::revision("c").revises("b");
#endif
inline constexpr al::history<one, two, three> history{};  // the line
