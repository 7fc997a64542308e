// SPDX-License-Identifier: BSL-1.0
// expect: [AL216] insert: a row of table `parts` leaves out column `id`, which is NOT NULL without a default. Give it a value (revision `2fda6446e69f`)
// expect: [AL301] upgrade: the downgrade cannot be derived, for insert: rows without a key cannot be undone without you. Write .downgrade(...), or .irreversible("why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts", al::column("id", al::bigint, al::primary_key), al::column("name", al::text)),  // no rowid in SQLite
        al::insert("parts", al::row(al::value("name", "screw"))));
#else
        al::create_table("parts", al::column("id", al::bigint, al::primary_key), al::column("name", al::text)),
        al::insert("parts", al::row(al::value("id", 1), al::value("name", "screw"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
