// SPDX-License-Identifier: BSL-1.0
// expect: [AL301] upgrade: the downgrade cannot be derived, for drop_column: a NOT NULL column without a default, which rows would have no value for when it comes back, cannot be undone without you. Write .downgrade(...), or .irreversible("why") (revision `3b3f4c6e9a0d`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("name", al::text)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(al::add_column("products", al::column("slug", al::text, al::not_null)).fill(al::sql("'s-' || name")));

inline constexpr auto third = al::revision("3b3f4c6e9a0d", "third").revises("2fda6446e69f")
    .upgrade(
#ifndef ACCEPT
        al::drop_column("products", "name"),
#else
        al::rename_column("products", "name", "title"),  // the fill follows
#endif
        al::drop_column("products", "slug"))
    .acknowledge(al::rule::drops_column, "nobody reads them");

inline constexpr al::history<first, second, third> history{};  // the line
