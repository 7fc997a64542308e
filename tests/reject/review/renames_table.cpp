// SPDX-License-Identifier: BSL-1.0
// expect: [AL901] rename_table: the previous release of the program still uses table `products`. Leave a view of that name behind, or rename it when that release no longer runs, or .acknowledge(al::rule::renames_table, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::renames_table, al::level::error);
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
        al::rename_table("products", "goods"));
#else
        al::rename_table("products", "goods"),
        al::create_view("products", "SELECT id, name, price FROM goods"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
