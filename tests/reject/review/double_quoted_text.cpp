// SPDX-License-Identifier: BSL-1.0
// expect: [AL702] create_table: "open" in (state IN ("open", "sent")) is no column of table `orders`, and SQLite reads it as text without an error. Write text in single quotes, or name a column, or .acknowledge(al::rule::double_quoted_text, "why") (revision `2fda6446e69f`)
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
        al::create_table("orders",
            al::column("id", al::integer, al::primary_key),
            al::column("state", al::text, al::check("state IN (\"open\", \"sent\")"))));
#else
        al::create_table("orders",
            al::column("id", al::integer, al::primary_key),
            al::column("state", al::text, al::check("\"state\" IN ('open', 'sent')"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
