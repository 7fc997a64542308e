// SPDX-License-Identifier: BSL-1.0
// expect: [AL249] create_table: table `people` is not in schema `others` but in schema `events`. Leave al::in_schema(...) out, or name that one (revision `2fda6446e69f`)
// expect: [AL249] schema: table `people` is not in schema `elsewhere` but in schema `events`. Leave al::in_schema(...) out, or name that one (revision `2fda6446e69f`)
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
        al::create_table("pets", al::column("id", al::integer, al::primary_key),
            al::column("owner", al::integer, al::references("people", "id", al::in_schema("others")))),
        al::drop_column("people", "kind", al::in_schema("elsewhere")))
    .acknowledge(al::rule::drops_column, "not used");
#else
        al::create_table("pets", al::column("id", al::integer, al::primary_key),
            al::column("owner", al::integer, al::references("people", "id", al::in_schema("events")))),
        al::drop_column("people", "kind", al::in_schema("events")))
    .acknowledge(al::rule::drops_column, "not used");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
