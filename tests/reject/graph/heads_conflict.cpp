// SPDX-License-Identifier: BSL-1.0
// expect: [AL112] revision: the heads contradict each other: after `c`, create_index: table `notes` has no column `tag` at this revision. Add it first, or name one that is there (revision `b`). Branches may run in any order: change one, or let it .depends_on(...) the other (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("tag", al::text)));
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::create_index("ix_notes_tag", "notes", "tag"));
#ifndef ACCEPT
inline constexpr auto three = al::revision("c").revises("a").upgrade(al::drop_column("notes", "tag")).acknowledge(al::rule::drops_column, "unused");
#else
inline constexpr auto three = al::revision("c").revises("a").upgrade(al::add_column("notes", al::column("colour", al::text)));
#endif
inline constexpr al::history<al::branches_allowed, one, two, three> history{};  // the line
