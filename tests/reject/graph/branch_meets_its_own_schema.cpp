// SPDX-License-Identifier: BSL-1.0
// expect: [AL201] create_index: table `tags` does not exist at this revision. Create it first, or name one that is there (revision `c`)
#include <aludel.hpp>

namespace al = aludel;

// The other branch makes the table, but nothing says that it runs first.
inline constexpr auto one = al::revision("a");
inline constexpr auto two = al::revision("b").revises("a").upgrade(
    al::create_table("tags", al::column("id", al::integer, al::primary_key), al::column("word", al::text)));
#ifndef ACCEPT
inline constexpr auto three = al::revision("c").revises("a").upgrade(al::create_index("ix_tags_word", "tags", "word"));
#else
inline constexpr auto three = al::revision("c").revises("a").depends_on("b").upgrade(al::create_index("ix_tags_word", "tags", "word"));
#endif
inline constexpr auto four = al::revision("d").revises("b", "c");
inline constexpr al::history<one, two, three, four> history{};  // the line
