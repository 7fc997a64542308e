// SPDX-License-Identifier: BSL-1.0
// expect: [AL504] drop_enum_value: rows of table `people` may have `happy` in column `mood`. Give them another with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::removes_enum_value, "why") (revision `2fda6446e69f`)
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
        al::drop_enum_value("mood", "happy"));
#else
        al::execute("UPDATE people SET mood = 'sad' WHERE mood = 'happy'"), al::drop_enum_value("mood", "happy"))
    .irreversible("the rows are changed");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
