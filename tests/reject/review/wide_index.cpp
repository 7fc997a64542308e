// SPDX-License-Identifier: BSL-1.0
// expect: [AL802] create_index: index `wide` of table `products` has 4 columns; few searches use more than three, and every write has to maintain all. Keep the most selective ones, or .acknowledge(al::rule::wide_index, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::wide_index, al::level::error);
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
        al::create_index("wide", "products", "name", "price", "id", al::expression("lower(name)")));
#else
        al::create_index("wide", "products", "name", "price", "id"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
