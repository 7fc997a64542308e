// SPDX-License-Identifier: BSL-1.0
// expect: [AL305] squash: it does not lead where the revisions that it replaces lead: table `t` has column `x` where `id` should be. Write what a fresh database needs to get there (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto a = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)));
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::create_index("ix", "t", "x"));
#ifndef ACCEPT
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("x", al::text), al::column("id", al::integer, al::primary_key)), al::create_index("ix", "t", "x"));
#else
inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#endif
inline constexpr al::history<a, b, c, s> history{};  // the line
