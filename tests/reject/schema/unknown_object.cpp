// SPDX-License-Identifier: BSL-1.0
// expect: [AL244] drop_enum: enumeration `moods` does not exist at this revision; did you mean `mood`? Create it first, or name one that is there (revision `2fda6446e69f`)
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
        al::drop_enum("moods"));
#else
        al::drop_enum("moods", al::if_exists));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
