// SPDX-License-Identifier: BSL-1.0
// expect: [AL202] create_table: table `products` exists already at this revision. Give it another name, or drop the other first (revision `2fda6446e69f`)
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
        al::create_table("products", al::column("id", al::integer, al::primary_key)));
#else
        al::create_table("goods", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<first, second> history{};  // the line
