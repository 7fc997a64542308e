// SPDX-License-Identifier: BSL-1.0
// expect: [AL207] add_constraint: table `products` has a constraint `ck_products_1` already. Give it another name (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null),
            al::check("price > 0")));  // the naming convention calls it ck_products_1

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_constraint("products", al::check("price < 100").named("ck_products_1")))
#else
        al::add_constraint("products", al::check("price < 100")))
#endif
    .acknowledge(al::rule::adds_check, "all prices are");

inline constexpr al::history<first, second> history{};  // the line
