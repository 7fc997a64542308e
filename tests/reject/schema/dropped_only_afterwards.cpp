// SPDX-License-Identifier: BSL-1.0
// expect: [AL213] drop_column: column `name` of table `parts` is still used by check `named`, which this revision drops only afterwards. Drop that constraint first (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("name", al::text), al::check("name <> ''").named("named")),
        al::drop_column("parts", "name"),
        al::drop_constraint("parts", "named"));
#else
        al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("name", al::text), al::check("name <> ''").named("named")),
        al::drop_constraint("parts", "named"),
        al::drop_column("parts", "name"));
#endif

inline constexpr al::history<first, second> history{};  // the line
