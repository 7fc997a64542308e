// SPDX-License-Identifier: BSL-1.0
// expect: [AL902] rename_column: the previous release of the program still uses column `name` of table `products`. Add the new column, write both, and drop the old one in a later release, or .acknowledge(al::rule::renames_column, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::renames_column, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::rename_column("products", "name", "label"))
#ifndef ACCEPT
    ;
#else
    .acknowledge(al::rule::renames_column, "no old program runs");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
