// SPDX-License-Identifier: BSL-1.0
// expect: [AL209] create_index: index `by_name` exists already at this revision. Give it another name, or drop the other first (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)),
        al::create_index("by_name", "products", "name"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_index("by_name", "products", "price"));
#else
        al::create_index("by_price", "products", "price"));
#endif

inline constexpr al::history<first, second> history{};  // the line
