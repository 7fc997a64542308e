// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] column: `strict` cannot stand here; it is an element of al::create_table(...) or al::table(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t",
#ifndef ACCEPT
    al::column("id", al::integer, al::primary_key, al::strict)));  // the line
#else
    al::column("id", al::integer, al::primary_key), al::strict));
#endif

inline constexpr al::history<one> history{};
