// SPDX-License-Identifier: BSL-1.0
// expect: [AL102] revision: `c` names this revision and another one as well. A revision can be replaced once, and a squash needs an id of its own (revision `z`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto s = al::squash("s").replaces("a", "b", "c").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)), al::create_index("ix", "t", "x"));
#ifndef ACCEPT
inline constexpr auto z = al::squash("z").revises("s").replaces("c")
#else
inline constexpr auto z = al::squash("z").revises("s").replaces("d")
#endif
    .upgrade(al::add_column("t", al::column("y", al::text)));
inline constexpr al::history<s, z> history{};  // the line
