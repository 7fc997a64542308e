// SPDX-License-Identifier: BSL-1.0
// expect: [AL301] upgrade: the downgrade cannot be derived, for alter_column: .drop_generated() cannot be undone without you. Write .downgrade(...), or .irreversible("why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql.since(13));

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("price", al::integer),
                              al::column("twice", al::integer, al::generated("price * 2", al::stored))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifdef ACCEPT
    .irreversible("the values are written by the program from now on")
#endif
    .upgrade(al::alter_column("books", "twice").drop_generated());

inline constexpr al::history<settings, first, second> history{};  // the line
