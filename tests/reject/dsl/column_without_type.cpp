// SPDX-License-Identifier: BSL-1.0
// expect: [AL002] column: a column has one type, such as al::integer or al::varchar(80), among its options
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t",
#ifndef ACCEPT
    al::column("id", al::primary_key)));  // the line
#else
    al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<one> history{};
