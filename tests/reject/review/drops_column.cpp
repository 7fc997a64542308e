// SPDX-License-Identifier: BSL-1.0
// expect: [AL502] drop_column: the values in column `name` of table `products` are gone for good. Stop using it first, and drop it in a later release, or .acknowledge(al::rule::drops_column, "why") (revision `2fda6446e69f`)
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
        al::drop_column("products", "name"));
#else
        al::add_column("products", al::column("label", al::text)),
        al::drop_column("products", "label"));
#endif

inline constexpr al::history<first, second> history{};  // the line
