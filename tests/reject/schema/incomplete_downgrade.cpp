// SPDX-License-Identifier: BSL-1.0
// expect: [AL220] execute: the text ends inside of a string. Write SQL that is complete by itself (downgrade of revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::execute("UPDATE products SET price = price + 1 WHERE price > 3"))
#ifndef ACCEPT
    .downgrade(al::execute("UPDATE products SET price = price - 1 WHERE price > '3"));
#else
    .downgrade(al::execute("UPDATE products SET price = price - 1 WHERE price > '3'"));
#endif

inline constexpr al::history<first, second> history{};  // the line
