// SPDX-License-Identifier: BSL-1.0
// expect: [AL248] add_enum_value: `ok` is used in column `mood` of table `people` in the transaction that adds it, which PostgreSQL refuses. Use it in the next revision (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_enum("mood", "sad", "happy"),
        al::create_table("people", al::in_schema("events"),
            al::column("id", al::integer, al::primary_key),
            al::column("mood", al::enumeration("mood")),
            al::column("kind", al::enumeration("kind", "a", "b"))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_enum_value("mood", "ok"), al::insert("people", al::row(al::value("id", 1), al::value("mood", "ok"))));
#else
        al::add_enum_value("mood", "ok"), al::insert("people", al::row(al::value("id", 1), al::value("mood", "sad"))));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
