// SPDX-License-Identifier: BSL-1.0
// expect: [AL243] create_table: there is a table `status` at this revision, and an enumeration is a type of its name. Give the enumeration another (revision `2fda6446e69f`)
// expect: [AL202] create_table: there is an enumeration `mood` at this revision, which is a type as a table is. Give the table another name (revision `2fda6446e69f`)
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
        al::create_table("status", al::column("id", al::integer, al::primary_key), al::column("now", al::enumeration("status", "a", "b"))),
        al::create_table("mood", al::column("id", al::integer, al::primary_key)));
#else
        al::create_table("status", al::column("id", al::integer, al::primary_key), al::column("now", al::enumeration("state", "a", "b"))),
        al::create_table("moods", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
