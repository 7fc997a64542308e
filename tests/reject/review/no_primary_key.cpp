// SPDX-License-Identifier: BSL-1.0
// expect: [AL806] create_table: table `notes` has no primary key, so that nothing tells its rows apart. Add al::primary_key to a column, or .acknowledge(al::rule::no_primary_key, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::no_primary_key, al::level::error);
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
        al::create_table("notes", al::column("note", al::text)));
#else
        al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("note", al::text)));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
