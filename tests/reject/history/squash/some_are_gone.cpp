// SPDX-License-Identifier: BSL-1.0
// expect: [AL113] squash: of what it replaces, `a`, `b` are in the history, but `c` is not. Keep all of them until no database is below the last, then take out all at once (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto a = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)));
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::create_index("ix", "t", "x"));
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#ifndef ACCEPT
inline constexpr al::history<a, b, s> history{};  // the line
#else
inline constexpr al::history<a, b, s, c> history{};
#endif
