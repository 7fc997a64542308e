// SPDX-License-Identifier: BSL-1.0
// expect: [AL604] add_constraint: rows of table `products` may have a value in `price` that table `products` does not have, and then the foreign key fails. Mend or delete them with an al::execute(...) before it in this revision, or .acknowledge(al::rule::adds_foreign_key, "why") (revision `2fda6446e69f`)
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
        al::add_constraint("products", al::foreign_key("price").references("products", "id")));
#else
        al::add_column("products", al::column("parent_id", al::integer)),
        al::add_constraint("products", al::foreign_key("parent_id").references("products", "id")));
#endif

inline constexpr al::history<first, second> history{};  // the line
