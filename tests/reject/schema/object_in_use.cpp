// SPDX-License-Identifier: BSL-1.0
// expect: [AL245] drop_enum: enumeration `mood` is still used by a column of table `people`. Drop that first (revision `2fda6446e69f`)
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
        al::drop_enum("mood"));
#else
        al::drop_column("people", "mood"), al::drop_enum("mood"))
    .acknowledge(al::rule::drops_column, "not used");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
