// SPDX-License-Identifier: BSL-1.0
// expect: [AL218] drop_table: table `products` is still used by a foreign key of table `sales`. Drop that first (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)),
        al::create_table("sales",
            al::column("id", al::integer, al::primary_key),
            al::column("product_id", al::integer, al::references("products"))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::drop_table("products"))
        .acknowledge(al::rule::drops_table, "the shop is closed");
#else
        al::drop_table("sales"),
        al::drop_table("products"))
        .acknowledge(al::rule::drops_table, "the shop is closed");
#endif

inline constexpr al::history<first, second> history{};  // the line
