// SPDX-License-Identifier: BSL-1.0
// expect: [AL247] add_enum_value: enumeration `mood` has a value `sad` already at this revision. Choose another (revision `2fda6446e69f`)
// expect: [AL247] add_enum_value: enumeration `mood` has no value `glad` at this revision. Name one that it has (revision `2fda6446e69f`)
// expect: [AL247] rename_enum_value: enumeration `mood` has no value `merry` at this revision. Name one that it has (revision `2fda6446e69f`)
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
        al::add_enum_value("mood", "sad"), al::add_enum_value("mood", "ok").before("glad"),
        al::rename_enum_value("mood", "merry", "fine"));
#else
        al::add_enum_value("mood", "ok").before("happy"), al::rename_enum_value("mood", "happy", "fine"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
