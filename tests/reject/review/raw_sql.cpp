// SPDX-License-Identifier: BSL-1.0
// expect: [AL804] execute: what raw SQL does, the compiler cannot check. Write it with operations, or .acknowledge(al::rule::raw_sql, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::raw_sql, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::execute("ANALYZE"))
#ifndef ACCEPT
    .downgrade();
#else
    .downgrade()
    .acknowledge(al::rule::raw_sql, "it changes no schema");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
