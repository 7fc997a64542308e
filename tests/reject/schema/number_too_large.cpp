// SPDX-License-Identifier: BSL-1.0
// expect: [AL216] insert: a value for column `id` of table `products` does not fit: the number is too large for any column. Give it a value of its type (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::insert("products", al::row(al::value("id", 18446744073709551615ULL))));
#else
        al::insert("products", al::row(al::value("id", 2147483647ULL))));
#endif

inline constexpr al::history<first, second> history{};  // the line
