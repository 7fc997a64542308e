// SPDX-License-Identifier: BSL-1.0
// expect: [AL006] varchar or char_: it takes one length, and there are 2 arguments
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
    al::column("name", al::varchar(80, 3))));  // the line
#else
    al::column("name", al::varchar(80))));
#endif

inline constexpr al::history<one> history{};
