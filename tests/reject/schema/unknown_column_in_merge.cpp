// SPDX-License-Identifier: BSL-1.0
// expect: [AL229] execute: the text uses column `price`, which is no column of table `products` at this revision. Add it first, or name one that is there, or .acknowledge(al::rule::unknown_name_in_sql, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("cost", al::integer, al::not_null)),
        al::create_table("offers",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null)));

// `offers` has the column, but MERGE writes to `products`.
inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::execute("MERGE INTO products p USING offers o ON p.id = o.id WHEN MATCHED THEN UPDATE SET price = o.price"))
#else
        al::execute("MERGE INTO products p USING offers o ON p.id = o.id WHEN MATCHED THEN UPDATE SET cost = o.price"))
#endif
    .downgrade();

inline constexpr al::history<settings, first, second> history{};  // the line
