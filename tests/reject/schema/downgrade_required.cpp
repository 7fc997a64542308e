// SPDX-License-Identifier: BSL-1.0
// expect: [AL301] upgrade: the downgrade cannot be derived, for execute: raw SQL cannot be undone without you. Write .downgrade(...), or .irreversible("why") (revision `2fda6446e69f`)
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
        al::execute("UPDATE products SET price = 1"))
#ifndef ACCEPT
    ;
#else
    .irreversible("the old prices are gone");
#endif

inline constexpr al::history<first, second> history{};  // the line
