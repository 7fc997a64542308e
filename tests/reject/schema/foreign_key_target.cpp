// SPDX-License-Identifier: BSL-1.0
// expect: [AL212] create_table: foreign key of table `sales` points at `name` of table `products`, which is neither its primary key nor unique. Add a unique constraint over it first (revision `2fda6446e69f`)
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
        al::create_table("sales", al::column("id", al::integer, al::primary_key),
            al::column("product", al::varchar(80), al::references("products", "name"))));
#else
        al::create_table("sales", al::column("id", al::integer, al::primary_key),
            al::column("product", al::integer, al::references("products", "id"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
