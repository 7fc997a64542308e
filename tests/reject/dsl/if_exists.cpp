// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] drop_column: `if_exists` cannot stand here; it is an option of al::drop_table, al::drop_index, al::drop_view, al::drop_trigger and al::drop_constraint
#include <aludel.hpp>

namespace al = aludel;

#ifdef ACCEPT
#define IF_EXISTS
#else
#define IF_EXISTS , al::if_exists
#endif

inline constexpr auto one = al::revision("a").upgrade(
    al::drop_table("u", al::if_exists),
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("x", al::text)));
inline constexpr auto two =
    al::revision("b").revises("a").upgrade(al::drop_column("t", "x" IF_EXISTS))  // the line
        .acknowledge(al::rule::drops_column, "empty");

inline constexpr al::history<one, two> history{};

int main() {}
