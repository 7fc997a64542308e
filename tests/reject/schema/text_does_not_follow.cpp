// SPDX-License-Identifier: BSL-1.0
// expect: [AL262] rename_column: view `prices` uses column `price` of table `products`, and MariaDB does not rename it there, which this revision drops only afterwards. Drop that view before, and create it again behind, in this revision (revision `2fda6446e69f`)
// expect: [AL262] rename_table: trigger `counted` uses table `counts`, and MariaDB does not rename it there. Drop that trigger before, and create it again behind, in this revision (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::mariadb);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer)),
        al::create_table("counts", al::column("products", al::integer)),
        al::create_view("prices", "SELECT price FROM products"),
        al::create_trigger("counted", al::after, al::insert, "products", "UPDATE counts SET products = products + 1"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifdef ACCEPT
        al::drop_view("prices"),
        al::drop_trigger("counted"),
#endif
        al::rename_column("products", "price", "cents"),
        al::rename_table("counts", "numbers"),
#ifndef ACCEPT
        al::drop_view("prices"),
#else
        al::create_trigger("counted", al::after, al::insert, "products", "UPDATE numbers SET products = products + 1"),
#endif
        al::create_view("prices", "SELECT cents FROM products"))
    .downgrade(
        al::drop_view("prices"),
        al::drop_trigger("counted"),
        al::rename_table("numbers", "counts"),
        al::rename_column("products", "cents", "price"),
        al::create_view("prices", "SELECT price FROM products"),
        al::create_trigger("counted", al::after, al::insert, "products", "UPDATE counts SET products = products + 1"))
    .acknowledge(al::rule::renames_column, "the programs are stopped")
    .acknowledge(al::rule::renames_table, "the programs are stopped");

inline constexpr al::history<settings, first, second> history{};  // the line
