// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] add_column: its second argument is one al::column(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)),
#ifndef ACCEPT
    al::add_column("t", al::text));  // the line
#else
    al::add_column("t", al::column("name", al::text)));
#endif

inline constexpr al::history<one> history{};
