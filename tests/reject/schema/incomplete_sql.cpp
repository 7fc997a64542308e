// SPDX-License-Identifier: BSL-1.0
// expect: [AL220] execute: the text ends inside of a comment. Write SQL that is complete by itself (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::execute("UPDATE products SET price = 3 /* for now"))
#else
        al::execute("UPDATE products SET price = 3 /* for now */ WHERE price > 3"))
#endif
    .irreversible("it changes nothing");

inline constexpr al::history<first, second> history{};  // the line
