// SPDX-License-Identifier: BSL-1.0
// expect: [AL210] drop_view: `products` is a table. Write al::drop_table (revision `2fda6446e69f`)
// expect: [AL201] drop_table: `cheap` is a view. Write al::drop_view (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)),
        al::create_view("cheap", "SELECT id FROM products WHERE price < 100"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::drop_view("products", al::if_exists), al::drop_table("cheap", al::if_exists))
#else
        al::drop_view("cheap", al::if_exists), al::drop_table("products", al::if_exists))
    .acknowledge(al::rule::drops_table, "test")
#endif
    .irreversible("test");

inline constexpr al::history<first, second> history{};  // the line
