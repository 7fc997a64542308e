// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] insert: `value` cannot stand here; it is a value of al::row(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)),
#ifndef ACCEPT
    al::insert("t", al::value("id", 1)));  // the line
#else
    al::insert("t", al::row(al::value("id", 1))));
#endif

inline constexpr al::history<one> history{};
