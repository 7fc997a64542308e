// SPDX-License-Identifier: BSL-1.0
// expect: [AL220] create_table: a check ends in a comment, which would swallow what follows. Write SQL that is complete by itself (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
            al::column("price", al::integer, al::check("price > 0 -- never free"))));
#else
            al::column("price", al::integer, al::check("price > 0 -- never free\n"))));
#endif

inline constexpr al::history<first> history{};  // the line
