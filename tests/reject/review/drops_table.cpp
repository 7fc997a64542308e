// SPDX-License-Identifier: BSL-1.0
// expect: [AL501] drop_table: table `products` and its rows are gone for good. Rename it and drop it in a later release, or .acknowledge(al::rule::drops_table, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::drop_table("products"))
#ifndef ACCEPT
    ;
#else
    .acknowledge(al::rule::drops_table, "the shop is closed");
#endif

inline constexpr al::history<first, second> history{};  // the line
