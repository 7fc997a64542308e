// SPDX-License-Identifier: BSL-1.0
// expect: [AL230] execute: does(...) tells what the text does to tables, columns, indexes and views, and insert says nothing about those. Leave it out (revision `2fda6446e69f`)
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
        al::execute("INSERT INTO products (id, price) VALUES (7, 100)")
            .does(al::insert("products", al::row(al::value("id", 7), al::value("price", 100)))))
#else
        al::execute("INSERT INTO products (id, price) VALUES (7, 100)"))
#endif
    .irreversible("it only adds rows");

inline constexpr al::history<first, second> history{};  // the line
