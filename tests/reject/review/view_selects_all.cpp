// SPDX-License-Identifier: BSL-1.0
// expect: [AL701] add_column: view `everything` selects * from table `products`, and its columns change with those of the table. Drop the view first, and create it again with its columns by name, or .acknowledge(al::rule::view_selects_all, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::view_selects_all, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)),
        al::create_view("everything", "SELECT * FROM products"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_column("products", al::column("note", al::text)));
#else
        al::drop_view("everything"),
        al::add_column("products", al::column("note", al::text)),
        al::create_view("everything", "SELECT id, name, price FROM products"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
