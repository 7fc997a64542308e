// SPDX-License-Identifier: BSL-1.0
// expect: [AL505] drop_constraint: the rows of table `products` cannot be identified without its primary key `pk_products`, and other tables and programs that refer to them by it lose them. Make a new table with the new key, and copy the rows, or .acknowledge(al::rule::drops_primary_key, "why") (revision `2fda6446e69f`)
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
        al::drop_constraint("products", "pk_products"))
#ifndef ACCEPT
    ;
#else
    .acknowledge(al::rule::drops_primary_key, "ids come from elsewhere now, see the next revision");
#endif

inline constexpr al::history<first, second> history{};  // the line
