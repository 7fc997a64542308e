// SPDX-License-Identifier: BSL-1.0
// expect: [AL243] create_enum: there is an enumeration `mood` already at this revision. Give the new one another name, or drop the other first (revision `2fda6446e69f`)
// expect: [AL243] create_sequence: there is a table `people` already at this revision. Give the new one another name, or drop the other first (revision `2fda6446e69f`)
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
        al::create_enum("mood", "a"), al::create_sequence("people"));
#else
        al::create_enum("temper", "a"), al::create_sequence("numbers"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
