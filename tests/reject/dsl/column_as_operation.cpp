// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] upgrade: `column` cannot stand here; it is an element of al::create_table(...) or al::table(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(
#ifndef ACCEPT
    al::column("id", al::integer));
#else
    al::create_table("t", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<one> history{};
