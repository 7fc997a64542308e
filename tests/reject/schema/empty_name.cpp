// SPDX-License-Identifier: BSL-1.0
// expect: [AL219] add_column: the name of the column for table `products` is empty. Write one (revision `2fda6446e69f`)
// expect: [AL219] create_table: the name of the table is empty. Write one (revision `3b3f4c6e9a0d`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

#ifndef ACCEPT
inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(al::add_column("products", al::column("", al::text)));
inline constexpr auto third = al::revision("3b3f4c6e9a0d", "third").revises("2fda6446e69f")
    .upgrade(al::create_table("", al::column("id", al::integer, al::primary_key)));
#else
inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(al::add_column("products", al::column(" ", al::text)));
inline constexpr auto third = al::revision("3b3f4c6e9a0d", "third").revises("2fda6446e69f")
    .upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<first, second, third> history{};  // the line
