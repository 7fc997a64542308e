// SPDX-License-Identifier: BSL-1.0
// expect: [AL242] drop_enum_value: PostgreSQL cannot change the type of column `mood` of table `people`, which is used by view `moods`. Drop that view before, and create it again behind, in this revision (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_enum("mood", "sad", "happy"),
        al::create_table("people", al::in_schema("events"),
            al::column("id", al::integer, al::primary_key),
            al::column("mood", al::enumeration("mood")),
            al::column("kind", al::enumeration("kind", "a", "b"))),
        al::create_view("moods", "SELECT mood FROM events.people"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::drop_enum_value("mood", "happy"))
    .acknowledge(al::rule::removes_enum_value, "none has it");
#else
        al::drop_view("moods"), al::drop_enum_value("mood", "happy"))
    .acknowledge(al::rule::removes_enum_value, "none has it");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
