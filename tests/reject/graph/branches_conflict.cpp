// SPDX-License-Identifier: BSL-1.0
// expect: [AL112] revision: the branches that `d` joins contradict each other: after `b`, add_column: table `notes` has a column `tag` already at this revision. Give the new one another name (revision `c`). Branches may run in any order: change one, or let it .depends_on(...) the other (revision `d`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
#define NAME "tag"
#else
#define NAME "colour"
#endif

inline constexpr auto one = al::revision("a").upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::add_column("notes", al::column("tag", al::text)));
inline constexpr auto three = al::revision("c").revises("a").upgrade(al::add_column("notes", al::column(NAME, al::text)));
inline constexpr auto four = al::revision("d").revises("b", "c").upgrade(al::create_index("ix_notes_tag", "notes", "tag"));
inline constexpr al::history<one, two, three, four> history{};  // the line
