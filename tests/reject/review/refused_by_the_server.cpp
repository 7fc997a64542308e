// SPDX-License-Identifier: BSL-1.0
// expect: [AL608] create_index: an index of table `books` is over column `data`, and PostgreSQL cannot compare documents of type json. Take an al::expression(...) of it, or .acknowledge(al::rule::unordered_key, "why") (revision `2fda6446e69f`)
// expect: [AL609] alter_column: PostgreSQL makes column `number` of table `books` no identity, for it may be NULL. Add .not_null(), or .acknowledge(al::rule::refused_identity, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("number", al::bigint),
            al::column("data", al::json)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(
        al::create_index("by_data", "books", "data"),
        al::alter_column("books", "number").identity());
#else
    .upgrade(
        al::create_index("by_data", "books", al::expression("data->>'name'")),
        al::alter_column("books", "number").not_null().fill(al::sql("id")),
        al::alter_column("books", "number").identity());
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
