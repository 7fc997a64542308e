// SPDX-License-Identifier: BSL-1.0
// expect: [AL217] create_table: table `notes` has two primary keys. Write one: al::primary_key on one column, or al::primary_key("a", "b") for several (revision `2fda6446e69f`)
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
        al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("number", al::integer, al::primary_key)));
#else
        al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("number", al::integer, al::unique)));
#endif

inline constexpr al::history<first, second> history{};  // the line
