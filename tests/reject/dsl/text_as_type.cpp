// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] column: a text cannot stand here; a type is a word, such as al::integer or al::varchar(80), or al::native(...) with the text
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
    al::column("name", "integer")));  // the line
#else
    al::column("name", al::native("integer"))));
#endif

inline constexpr al::history<one> history{};
