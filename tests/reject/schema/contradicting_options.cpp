// SPDX-License-Identifier: BSL-1.0
// expect: [AL217] create_table: column `name` of table `parts` is both nullable and NOT NULL. Write one of them (revision `2fda6446e69f`)
// expect: [AL217] create_table: column `pieces` of table `parts` is given two defaults. Write one of them (revision `2fda6446e69f`)
// expect: [AL217] alter_column: column `id` of table `products` is given two comments. Write one of them (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::text, al::nullable, al::not_null),
            al::column("pieces", al::integer, al::default_to(0), al::default_to(1))),
        al::alter_column("products", "id").comment("a").comment("b"));
#else
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key, al::not_null),
            al::column("name", al::text, al::nullable),
            al::column("pieces", al::integer, al::default_to(0))),
        al::alter_column("products", "id").comment("a"));
#endif

inline constexpr al::history<first, second> history{};  // the line
