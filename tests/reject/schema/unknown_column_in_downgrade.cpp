// SPDX-License-Identifier: BSL-1.0
// expect: [AL229] execute: the text uses column `amount`, which is no column of table `products` at this revision. Add it first, or name one that is there, or .acknowledge(al::rule::unknown_name_in_sql, "why") (downgrade of revision `2fda6446e69f`)
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
        al::rename_column("products", "price", "amount"))
#else
        al::rename_column("products", "price", "amount"))
#endif
    .downgrade(
        al::rename_column("products", "amount", "price"),
#ifndef ACCEPT
        al::execute("UPDATE products SET amount = 0 WHERE id > 7"))
#else
        al::execute("UPDATE products SET price = 0 WHERE id > 7"))
#endif
;

inline constexpr al::history<first, second> history{};  // the line
