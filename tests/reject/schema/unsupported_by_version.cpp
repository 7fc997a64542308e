// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] create_table: PostgreSQL cannot do this to table `books`, for it computes generated columns such as `double` when they are read only from version 18 on (al::postgresql.since(18)); use al::generated(..., al::stored) (revision `47f559ec82bb`)
// expect: [AL215] insert: PostgreSQL cannot do this to table `books`, for it has no NUL in a text, such as that for column `name`; take it away (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql.since(17));
inline constexpr std::string_view name("a\0b", 3);
#else
inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql.since(18));
inline constexpr std::string_view name("a b");
#endif

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::text),
            al::column("double", al::integer, al::generated("id * 2", al::virtual_))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::insert("books", al::row(al::value("id", 1), al::value("name", name))));

inline constexpr al::history<settings, first, second> history{};  // the line
