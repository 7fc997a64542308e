// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] create_view: view `cheap` names column `prize`, which no table that it selects from has at this revision. Add it first, or name one that is there (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)),
#ifndef ACCEPT
        al::create_view("cheap", "SELECT p.prize FROM products AS p"));
#else
        al::create_view("cheap", "WITH best(prize) AS (SELECT min(price) FROM products) SELECT p.price AS cost, best.prize FROM products AS p, best WHERE cost < prize"));
#endif

inline constexpr al::history<first> history{};  // the line
