// SPDX-License-Identifier: BSL-1.0
// expect: [AL903] alter_column: the previous release of the program does not expect NULL in column `price` of table `products`. Do it when that release no longer runs, or .acknowledge(al::rule::drops_not_null, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::drops_not_null, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::alter_column("products", "price").nullable());
#else
        al::alter_column("products", "name").nullable());
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
