// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] rename_column: table `products` has no column `nam` at this revision; did you mean `name`? Add it first, or name one that is there (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::rename_column("products", "nam", "label"));
#else
        al::rename_column("products", "name", "label"));
#endif

inline constexpr al::history<first, second> history{};  // the line
