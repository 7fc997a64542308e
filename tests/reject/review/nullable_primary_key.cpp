// SPDX-License-Identifier: BSL-1.0
// expect: [AL606] add_constraint: column `number` of table `notes` becomes part of the primary key, and rows may have NULL in it. Make it NOT NULL first with al::alter_column(...).not_null().fill(...), or .acknowledge(al::rule::nullable_primary_key, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("notes",
            al::column("number", al::integer, al::unique),
            al::column("note", al::text)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_constraint("notes", al::primary_key("number")));
#else
        al::alter_column("notes", "number").not_null().fill(al::sql("rowid")),
        al::add_constraint("notes", al::primary_key("number")));
#endif

inline constexpr al::history<first, second> history{};  // the line
