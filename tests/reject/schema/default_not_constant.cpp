// SPDX-License-Identifier: BSL-1.0
// expect: [AL226] create_table: the default (price * 2) of column `twice` depends on more than itself, which databases refuse. Write a constant, or .fill(...) for rows that exist (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer),
#ifndef ACCEPT
            al::column("twice", al::integer, al::default_to(al::sql("price * 2")))));
#else
            al::column("twice", al::integer, al::default_to(al::sql("abs(random()) * CAST('2' AS integer)")))));
#endif

inline constexpr al::history<first> history{};  // the line
