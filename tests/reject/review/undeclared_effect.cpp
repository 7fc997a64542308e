// SPDX-License-Identifier: BSL-1.0
// expect: [AL706] execute: the text alters `products`, which the schema of the history does not show. Say it with .does(...), or .acknowledge(al::rule::undeclared_effect, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::undeclared_effect, al::level::error);

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
        al::execute("ALTER TABLE products ADD COLUMN color TEXT"))
#else
        al::execute("ALTER TABLE products ADD COLUMN color TEXT")
            .does(al::add_column("products", al::column("color", al::text))))
#endif
    .irreversible("an example");

inline constexpr al::history<settings, first, second> history{};  // the line
