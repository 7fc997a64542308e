// SPDX-License-Identifier: BSL-1.0
// expect: [AL231] rename_column: without column `price` of table `products` view `cheap` means nothing, and databases refuse the rename. Drop the view before it, and create it again behind it (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)),
#ifndef ACCEPT
        al::create_view("cheap", "WITH prices AS (SELECT id, price FROM products) SELECT id FROM prices WHERE price < 10"));
#else
        al::create_view("cheap", "SELECT id FROM products WHERE price < 10"));
#endif

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::rename_column("products", "price", "amount"));

inline constexpr al::history<first, second> history{};  // the line
