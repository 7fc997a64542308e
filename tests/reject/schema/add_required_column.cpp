// SPDX-License-Identifier: BSL-1.0
// expect: [AL203] add_column: column `note` of table `products` is NOT NULL without a default; rows that exist cannot be filled. Give it default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL (revision `2fda6446e69f`)
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
        al::add_column("products", al::column("note", al::text, al::not_null)));
#else
        al::add_column("products", al::column("note", al::text, al::not_null, al::default_to(""))));
#endif

inline constexpr al::history<first, second> history{};  // the line
