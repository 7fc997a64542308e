// SPDX-License-Identifier: BSL-1.0
// expect: [AL220] execute: the text ends inside of a string. Write SQL that is complete by itself (downgrade of revision `000000000001`)
// A downgrade that is its upgrade backwards is not replayed, but its texts are checked.
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
#define QUOTE ""
#else
#define QUOTE "'"
#endif

inline constexpr auto first = al::revision("000000000001", "a table")
    .upgrade(al::create_table("categories", al::column("id", al::integer, al::primary_key)))
    .downgrade(al::execute("SELECT 'open" QUOTE), al::drop_table("categories"));

inline constexpr al::history<first> history{};

int main() {}
