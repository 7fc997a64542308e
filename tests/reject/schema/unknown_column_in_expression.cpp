// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] add_constraint: the check (prize > 0) names `prize`, which is no column of table `products` at this revision; did you mean `price`? Name one that is there; text stands in single quotes (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_constraint("products", al::check("prize > 0").named("positive")))
#else
        al::add_constraint("products", al::check("PRICE > 0 AND typeof([price]) <> 'prize' AND CAST(price AS prize) IS NOT FALSE").named("positive")))
    .acknowledge(al::rule::adds_check, "known")
#endif
    ;

inline constexpr al::history<first, second> history{};  // the line
