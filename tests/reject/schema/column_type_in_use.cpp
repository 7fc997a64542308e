// SPDX-License-Identifier: BSL-1.0
// expect: [AL242] alter_column: PostgreSQL cannot change the type of column `price` of table `products`, which is used by view `prices`, which this revision drops only afterwards. Drop that view before, and create it again behind, in this revision (revision `2fda6446e69f`)
// expect: [AL242] alter_column: PostgreSQL cannot change the type of column `pages` of table `products`, which is used by generated column `sheets`. Drop that generated column before, and create it again behind, in this revision (revision `2fda6446e69f`)
// expect: [AL242] alter_column: PostgreSQL cannot change the type of column `weight` of table `products`, which is used by trigger `weighed`. Drop that trigger before, and create it again behind, in this revision (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer),
            al::column("pages", al::integer),
            al::column("weight", al::integer),
            al::column("width", al::integer),
            al::column("sheets", al::integer, al::generated("pages / 2", al::stored))),
        al::create_view("prices", "SELECT * FROM products"),
        al::create_trigger("weighed", al::after, al::update, "products", "DELETE FROM products WHERE width < 0")
            .when("NEW.weight > 10"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifdef ACCEPT
        al::drop_view("prices"),
#endif
        al::alter_column("products", "price").type(al::bigint),
#ifndef ACCEPT
        al::drop_view("prices"),
        al::alter_column("products", "pages").type(al::bigint),
        al::alter_column("products", "weight").type(al::bigint),
#endif
        al::alter_column("products", "width").type(al::bigint),
        al::create_view("prices", "SELECT id, price FROM products"))
    .downgrade(
        al::drop_view("prices"),
        al::alter_column("products", "width").type(al::integer),
#ifndef ACCEPT
        al::alter_column("products", "weight").type(al::integer),
        al::alter_column("products", "pages").type(al::integer),
#endif
        al::alter_column("products", "price").type(al::integer),
        al::create_view("prices", "SELECT * FROM products"));

inline constexpr al::history<settings, first, second> history{};  // the line
