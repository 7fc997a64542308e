// SPDX-License-Identifier: BSL-1.0
// expect: [AL210] drop_view: view `cheep` does not exist at this revision; did you mean `cheap`? Name one that is there (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)),
        al::create_view("cheap", "SELECT id FROM products WHERE price < 100"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::drop_view("cheep"));
#else
        al::drop_view("cheap"));
#endif

inline constexpr al::history<first, second> history{};  // the line
