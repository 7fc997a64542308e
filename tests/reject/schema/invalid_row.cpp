// SPDX-License-Identifier: BSL-1.0
// expect: [AL216] insert: a value for column `price` of table `products` does not fit: it holds no text. Give it a value of its type (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

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
        al::insert("products", al::row(al::value("id", 1), al::value("price", "a lot"))));
#else
        al::insert("products", al::row(al::value("id", 1), al::value("price", 100))));
#endif

inline constexpr al::history<first, second> history{};  // the line
