// SPDX-License-Identifier: BSL-1.0
// expect: [AL304] acknowledge: nothing in this revision needs acknowledgement number 1, "nobody reads it". Take it away (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::add_column("products", al::column("note", al::text)))
#ifndef ACCEPT
    .acknowledge(al::rule::drops_column, "nobody reads it");
#else
    ;
#endif

inline constexpr al::history<first, second> history{};  // the line
