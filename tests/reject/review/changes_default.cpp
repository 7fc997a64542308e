// SPDX-License-Identifier: BSL-1.0
// expect: [AL904] alter_column: the previous release of the program leaves out column `stock` of table `products` and relies on the old default. Do it when that release no longer runs, or .acknowledge(al::rule::changes_default, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::changes_default, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null),
            al::column("stock", al::integer, al::not_null, al::default_to(0))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::alter_column("products", "stock").default_to(1));
#else
        al::alter_column("products", "price").default_to(1));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
