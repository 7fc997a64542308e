// SPDX-License-Identifier: BSL-1.0
// expect: [AL810] create_table: table `words` has the engine MyISAM, which loses rows in a crash of MariaDB, and which no cluster replicates. Take al::engine("InnoDB"), or .acknowledge(al::rule::unreplicated_engine, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings()
    .dialects(al::sqlite, al::mariadb)
    .level(al::rule::unreplicated_engine, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key), al::engine("innodb")));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("words", al::column("id", al::integer, al::primary_key), al::engine("MyISAM")));
#else
        al::create_table("words", al::column("id", al::integer, al::primary_key)));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
