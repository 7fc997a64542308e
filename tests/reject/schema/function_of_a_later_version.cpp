// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] table `books`: PostgreSQL has the function `gen_random_uuid` only from version 13 on, and the history is for an older one. Write al::postgresql.since(13) in the settings, or use another (revision `2fda6446e69f`)
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
        al::create_table("books", al::column("id", al::uuid, al::primary_key, al::default_to(al::sql("gen_random_uuid()")))));
#else
        al::create_extension("pgcrypto"),
        al::create_table("books", al::column("id", al::uuid, al::primary_key, al::default_to(al::sql("gen_random_uuid()")))));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
