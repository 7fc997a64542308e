// SPDX-License-Identifier: BSL-1.0
// expect: [AL226] create_table: the check (price < (SELECT max(price) FROM limits)) of table `products` holds a query, which databases refuse there. Compare columns of the row, or use a trigger (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
            al::column("price", al::integer, al::check("price < (SELECT max(price) FROM limits)"))));
#else
            al::column("price", al::integer, al::check("price < max(100, 'SELECT price' || id)"))));
#endif

inline constexpr al::history<first> history{};  // the line
