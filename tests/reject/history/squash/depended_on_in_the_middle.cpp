// SPDX-License-Identifier: BSL-1.0
// expect: [AL113] squash: `x` stands on `a`, in the middle of the run. Let the squash end there, or begin behind it (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto a = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)));
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::create_index("ix", "t", "x"));
#ifndef ACCEPT
inline constexpr auto x = al::revision("x").depends_on("a").upgrade(al::create_table("x", al::column("id", al::integer, al::primary_key)));
#else
inline constexpr auto x = al::revision("x").depends_on("c").upgrade(al::create_table("x", al::column("id", al::integer, al::primary_key)));
#endif
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
inline constexpr al::history<al::branches_allowed, a, b, c, s, x> history{};  // the line
