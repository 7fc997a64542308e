// SPDX-License-Identifier: BSL-1.0
// expect: [AL808] create_table: table `order` is called like a word of SQL, and whoever writes SQL must quote it. Give it another name, or .acknowledge(al::rule::reserved_word, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::reserved_word, al::level::error);
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
        al::create_table("order", al::column("id", al::integer, al::primary_key)));
#else
        al::create_table("orders", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
