// SPDX-License-Identifier: BSL-1.0
// expect: [AL807] add_column: column `list_price` of table `products` is an amount of money in a binary floating-point type, which cannot represent 0.1 exactly. Use al::integer for the smallest coin, or al::numeric(p, s), or .acknowledge(al::rule::float_for_money, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::float_for_money, al::level::error);
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
        al::add_column("products", al::column("list_price", al::real)));
#else
        al::add_column("products", al::column("list_price", al::numeric(10, 2))));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
