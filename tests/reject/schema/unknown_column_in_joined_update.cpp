// SPDX-License-Identifier: BSL-1.0
// expect: [AL229] execute: the text uses column `prize`, which is no column of table `offers` at this revision; did you mean `price`? Add it first, or name one that is there, or .acknowledge(al::rule::unknown_name_in_sql, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::mariadb);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("cost", al::integer, al::not_null)),
        al::create_table("offers",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::execute("UPDATE products p JOIN offers o FORCE INDEX (PRIMARY) USING (id) SET p.cost = o.prize WHERE p.cost > 7"))
#else
        al::execute("UPDATE products p JOIN offers o FORCE INDEX (PRIMARY) USING (id) SET p.cost = o.price WHERE p.cost > 7"))
#endif
    .downgrade();

inline constexpr al::history<settings, first, second> history{};  // the line
