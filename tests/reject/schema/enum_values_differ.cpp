// SPDX-License-Identifier: BSL-1.0
// expect: [AL246] add_column: column `other` of table `people` has other values than enumeration `kind` at this revision, which is one type for all its columns. Change that by al::add_enum_value(...), or give this one another name (revision `2fda6446e69f`)
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
        al::add_column("people", al::column("other", al::enumeration("kind", "a", "b", "c"))));
#else
        al::add_column("people", al::column("other", al::enumeration("kind", "a", "b"))));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
