// SPDX-License-Identifier: BSL-1.0
// expect: [AL113] squash: it revises nothing, and `a`, the first that it replaces, revises `o`. Let it revise the same (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto o = al::revision("o").upgrade(al::create_table("other", al::column("id", al::integer, al::primary_key)));
inline constexpr auto a = al::revision("a").revises("o").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)));
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::create_index("ix", "t", "x"));
#ifndef ACCEPT
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#else
inline constexpr auto s = al::squash("s").revises("o").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#endif
inline constexpr al::history<o, a, b, c, s> history{};  // the line
