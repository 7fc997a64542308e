// SPDX-License-Identifier: BSL-1.0
// expect: [AL217] create_table: column `code` of table `parts` is to be numbered, but is no integer. Give it a type such as al::integer (revision `2fda6446e69f`)
// expect: [AL217] create_table: column `id` of table `shelves` is autoincrement, but the table is without rowid, which SQLite does not number. Take one of the two away (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts", al::column("code", al::text, al::primary_key, al::autoincrement)),
        al::create_table("shelves", al::column("id", al::integer, al::primary_key, al::autoincrement), al::without_rowid));
#else
        al::create_table("parts", al::column("code", al::bigint, al::primary_key, al::autoincrement)),
        al::create_table("shelves", al::column("id", al::integer, al::primary_key), al::without_rowid));
#endif

inline constexpr al::history<first, second> history{};  // the line
