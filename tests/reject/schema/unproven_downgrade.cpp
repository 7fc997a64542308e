// SPDX-License-Identifier: BSL-1.0
// expect: [AL306] upgrade: the downgrade that is derived from it does not restore the schema before it: table `products` has the extra check (price > 0). Write .downgrade(...), or .irreversible("why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().naming({.check = ""});

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_constraint("products", al::check("price > 0")))  // which nothing can drop, for it has no name
#else
        al::add_constraint("products", al::check("price > 0").named("positive")))
#endif
    .acknowledge(al::rule::adds_check, "all prices are");

inline constexpr al::history<settings, first, second> history{};  // the line
