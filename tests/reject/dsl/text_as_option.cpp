// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] rename_column: a text cannot stand here
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("b", al::integer, al::primary_key)),
#ifndef ACCEPT
    al::rename_column("t", "b", "c", "d"));  // the line
#else
    al::rename_column("t", "b", "c"));
#endif

inline constexpr al::history<one> history{};
