// SPDX-License-Identifier: BSL-1.0
// expect: [AL302] downgrade: it does not restore the schema before the upgrade: table `products` has the extra column `note`. Undo the upgrade step by step, or leave the downgrade out, and it is derived (revision `2fda6446e69f`)
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
        al::add_column("products", al::column("note", al::text)))
#ifndef ACCEPT
    .downgrade();
#else
    .downgrade(al::drop_column("products", "note"));
#endif

inline constexpr al::history<first, second> history{};  // the line
