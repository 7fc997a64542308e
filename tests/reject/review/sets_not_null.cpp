// SPDX-License-Identifier: BSL-1.0
// expect: [AL601] alter_column: column `name` of table `products` becomes NOT NULL; rows that have NULL in it make that fail. Say what they get instead with .fill(...), or with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::sets_not_null, "why") (revision `2fda6446e69f`)
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
        al::alter_column("products", "name").not_null());
#else
        al::alter_column("products", "name").not_null().fill(al::sql("'product ' || id")));
#endif

inline constexpr al::history<first, second> history{};  // the line
