// SPDX-License-Identifier: BSL-1.0
// expect: [AL226] create_index: the indexed expression ('name') of table `products` is a text, the same for every row. Name a column, or compute something from one (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::text)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_index("by_name", "products", al::expression("'name'")));
#else
        al::create_index("by_name", "products", al::expression("name || 'name'")));
#endif

inline constexpr al::history<first, second> history{};  // the line
