// SPDX-License-Identifier: BSL-1.0
// expect: [AL607] create_table: column `name` has the type `CITEXT`, which SQLite does not know in a STRICT table such as `people`. Use INT, INTEGER, REAL, TEXT, BLOB or ANY, or take al::strict away, or .acknowledge(al::rule::unknown_strict_type, "why") (revision `2fda6446e69f`)
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
#ifndef ACCEPT
        al::create_table("people",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::native("CITEXT")),
            al::strict));
#else
        al::create_table("people",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::native("ANY")),
            al::strict));
#endif

inline constexpr al::history<first, second> history{};  // the line
