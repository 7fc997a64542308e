// SPDX-License-Identifier: BSL-1.0
// expect: [AL508] execute: every row of table `products` is gone for good. Say which rows to delete, with WHERE, or .acknowledge(al::rule::deletes_all_rows, "why") (revision `2fda6446e69f`)
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
        al::execute("DELETE FROM products"))
        .irreversible("rows do not come back");
#else
        al::execute("DELETE FROM products WHERE price = 0"))
        .irreversible("rows do not come back");
#endif

inline constexpr al::history<first, second> history{};  // the line
