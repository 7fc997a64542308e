// SPDX-License-Identifier: BSL-1.0
// expect: [AL301] upgrade: the downgrade cannot be derived, for insert: rows whose key the database makes up cannot be undone without you. Write .downgrade(...), or .irreversible("why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::insert("products", al::row(al::value("id", al::sql("(SELECT max(id) + 1 FROM products)")))));
#else
        al::insert("products", al::row(al::value("id", 12))));
#endif

inline constexpr al::history<first, second> history{};  // the line
