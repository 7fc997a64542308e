// SPDX-License-Identifier: BSL-1.0
// expect: [AL704] create_table: column `id` of table `notes` is a key that SQLite does not number, for its type is not INTEGER: each row has to bring its own. Make it al::integer, which holds 64 bits there, or add al::autoincrement, or .acknowledge(al::rule::unnumbered_key, "why") (revision `2fda6446e69f`)
// expect: [AL704] alter_column: column `id` of table `products` is a key that SQLite does not number, for its type is not INTEGER: each row has to bring its own. Make it al::integer, which holds 64 bits there, or add al::autoincrement, or .acknowledge(al::rule::unnumbered_key, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::unnumbered_key, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("notes", al::column("id", al::bigint, al::primary_key)),
        al::alter_column("products", "id").type(al::bigint));
#else
        al::create_table("notes", al::column("id", al::bigint, al::primary_key, al::autoincrement)),
        al::alter_column("products", "id").comment("numbered"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
