// SPDX-License-Identifier: BSL-1.0
// expect: [AL006] drop_column: it takes a table and a column, and there is 1 argument of another kind
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table(
    "t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)));
#ifndef ACCEPT
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::drop_column("x"))  // the line
#else
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::drop_column("t", "x"))
#endif
                                .acknowledge(al::rule::drops_column, "empty");

inline constexpr al::history<one, two> history{};

int main() {}
