// SPDX-License-Identifier: BSL-1.0
// expect: [AL113] squash: `b` depends on `o`. Of a run only the first revision can; replace fewer (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto o = al::revision("o").upgrade(al::create_table("other", al::column("id", al::integer, al::primary_key)));
inline constexpr auto a = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
#ifndef ACCEPT
inline constexpr auto b = al::revision("b").revises("a").depends_on("o").upgrade(al::add_column("t", al::column("x", al::text)));
#else
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)));
#endif
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::create_index("ix", "t", "x"));
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
inline constexpr al::history<al::branches_allowed, o, a, b, c, s> history{};  // the line
