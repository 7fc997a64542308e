// SPDX-License-Identifier: BSL-1.0
// expect: [AL206] drop_constraint: table `products` has no constraint `positiv` at this revision; did you mean `positive`? (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null),
            al::check("price > 0").named("positive")));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::drop_constraint("products", "positiv"));
#else
        al::drop_constraint("products", "positive"))
        .acknowledge(al::rule::drops_constraint, "prices may be anything now");
#endif

inline constexpr al::history<first, second> history{};  // the line
