// SPDX-License-Identifier: BSL-1.0
// expect: [AL231] rename_column: without column `price` of table `products` trigger `through` of view `offers` means nothing, and databases refuse the rename. Drop the trigger before it, and create it again behind it (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer)),
#ifndef ACCEPT
        al::create_view("offers", "SELECT id, price FROM products"),
#else
        al::create_view("offers", "SELECT id, price AS price FROM products"),
#endif
        al::create_trigger("through", al::instead_of, al::insert, "offers",
            "INSERT INTO products (id, price) VALUES (NEW.id, NEW.price)"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::rename_column("products", "price", "cents"))
    .acknowledge(al::rule::renames_column, "no program reads it");

inline constexpr al::history<first, second> history{};  // the line
