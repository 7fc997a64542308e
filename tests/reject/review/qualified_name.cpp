// SPDX-License-Identifier: BSL-1.0
// expect: [AL703] create_table: the expression (orders.amount > 0) of table `orders` names the table itself, so that SQLite cannot rebuild or rename it later. Write the column alone, or .acknowledge(al::rule::qualified_name, "why") (revision `2fda6446e69f`)
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
        al::create_table("orders",
            al::column("id", al::integer, al::primary_key),
            al::column("amount", al::integer, al::check("orders.amount > 0"))));
#else
        al::create_table("orders",
            al::column("id", al::integer, al::primary_key),
            al::column("amount", al::integer, al::check("amount > 0"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
