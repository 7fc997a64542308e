// SPDX-License-Identifier: BSL-1.0
// expect: [AL602] add_constraint: a unique constraint over `name` of table `products`: rows that already agree in that make it fail. Make them differ with an al::execute("UPDATE ...") before it in this revision, or fill the new column from a key with .fill(...), or .acknowledge(al::rule::adds_unique, "why") (revision `2fda6446e69f`)
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
        al::add_constraint("products", al::unique("name")));
#else
        al::execute("UPDATE products SET name = name || ' ' || id"),
        al::add_constraint("products", al::unique("name")))
        .irreversible("the old names are gone");
#endif

inline constexpr al::history<first, second> history{};  // the line
