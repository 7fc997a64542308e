// SPDX-License-Identifier: BSL-1.0
// expect: [AL603] add_constraint: rows of table `products` that break the check (price >= 0) make it fail. Mend them with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::adds_check, "why") (revision `2fda6446e69f`)
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
        al::add_constraint("products", al::check("price >= 0")));
#else
        al::execute("UPDATE products SET price = 0 WHERE price < 0"),
        al::add_constraint("products", al::check("price >= 0")))
        .irreversible("the old prices are gone");
#endif

inline constexpr al::history<first, second> history{};  // the line
