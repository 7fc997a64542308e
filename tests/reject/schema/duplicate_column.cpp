// SPDX-License-Identifier: BSL-1.0
// expect: [AL205] add_column: table `products` has a column `name` already at this revision. Give the new one another name (revision `2fda6446e69f`)
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
        al::add_column("products", al::column("name", al::text)));
#else
        al::add_column("products", al::column("label", al::text)));
#endif

inline constexpr al::history<first, second> history{};  // the line
