// SPDX-License-Identifier: BSL-1.0
// expect: [AL227] insert: rows 1 and 3 of table `prices` have the same primary key, so that no database takes both. Take one away (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("prices",
            al::column("product", al::integer),
            al::column("currency", al::text),
            al::column("price", al::integer, al::not_null),
            al::primary_key("product", "currency")),
        al::insert("prices",
            al::row(al::value("product", 1), al::value("currency", "EUR"), al::value("price", 5)),
            al::row(al::value("product", 1), al::value("currency", "USD"), al::value("price", 6)),
#ifndef ACCEPT
            al::row(al::value("currency", "EUR"), al::value("product", 1), al::value("price", 7))));
#else
            al::row(al::value("currency", "EUR"), al::value("product", 2), al::value("price", 7))));
#endif

inline constexpr al::history<first> history{};  // the line
