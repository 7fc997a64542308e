// SPDX-License-Identifier: BSL-1.0
// expect: [AL905] add_column: the previous release of the program does not know column `label` of table `products`, and cannot insert rows without it. Give it default_to(...), or .acknowledge(al::rule::requires_value, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::requires_value, al::level::error);
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
        al::add_column("products", al::column("label", al::text, al::not_null)).fill(al::sql("name")));
#else
        al::add_column("products", al::column("label", al::text, al::not_null, al::default_to(""))).fill(al::sql("name")));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
