// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] create_table: `revision` cannot stand here; it is an element of al::history<...>
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
inline constexpr auto two = al::revision("b").revises("a").upgrade(
#ifndef ACCEPT
    al::create_table("t", al::column("id", al::integer, al::primary_key), one));  // the line
#else
    al::create_table("t", al::column("id", al::integer, al::primary_key)));
#endif
