// SPDX-License-Identifier: BSL-1.0
// expect: [AL503] alter_column: values in column `name` of table `products` may change or be cut, for varchar(20) does not hold every varchar(80). Say what becomes of them with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::narrows_type, "why") (revision `2fda6446e69f`)
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
        al::alter_column("products", "name").type(al::varchar(20)));
#else
        al::alter_column("products", "name").type(al::varchar(200)));
#endif

inline constexpr al::history<first, second> history{};  // the line
