// SPDX-License-Identifier: BSL-1.0
// expect: [AL801] execute: vacuum does not work inside the transaction of the migration. Make the revision .without_transaction(), or leave it out, or .acknowledge(al::rule::transaction_in_sql, "why") (revision `2fda6446e69f`)
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
        al::execute("UPDATE products SET price = 0 WHERE id = 1; VACUUM"))
#ifndef ACCEPT
    .irreversible("it changes nothing");
#else
    .without_transaction()
    .irreversible("it changes nothing");
#endif

inline constexpr al::history<first, second> history{};  // the line
