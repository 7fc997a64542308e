// SPDX-License-Identifier: BSL-1.0
// expect: [AL506] drop_constraint: without check `positive` of table `products` rows that break it may be written, and then it cannot be added again. Add another in its place, or .acknowledge(al::rule::drops_constraint, "why") (revision `2fda6446e69f`)
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
        al::drop_constraint("products", "positive"));
#else
        al::drop_constraint("products", "positive"),
        al::add_constraint("products", al::check("price > 0 OR name IS NULL").named("positive")))
        .acknowledge(al::rule::adds_check, "it only allows more");
#endif

inline constexpr al::history<first, second> history{};  // the line
