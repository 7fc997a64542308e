// SPDX-License-Identifier: BSL-1.0
// expect: [AL803] create_index: index `by_name` of table `products` finds nothing that index `by_name_and_price` does not find. Leave it out, or .acknowledge(al::rule::redundant_index, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::redundant_index, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)),
        al::create_index("by_name_and_price", "products", "name", "price"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_index("by_name", "products", "name"));
#else
        al::create_index("by_name", "products", "price"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
