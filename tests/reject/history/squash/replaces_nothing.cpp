// SPDX-License-Identifier: BSL-1.0
// expect: [AL113] squash: it replaces nothing. Name the revisions that it stands for in .replaces(...), lowest first (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto s = al::squash("s").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#else
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#endif
inline constexpr al::history<s> history{};  // the line
