// SPDX-License-Identifier: BSL-1.0
// expect: [AL605] alter_column: values in column `name` of table `products` are varchar(80), and may be no uuid. Say how to convert them with .using_(...), or mend them with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::may_not_convert, "why") (revision `2fda6446e69f`)
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
        al::alter_column("products", "name").type(al::uuid));
#else
        al::alter_column("products", "name").type(al::uuid).using_("uuid_of(name)"));
#endif

inline constexpr al::history<first, second> history{};  // the line
