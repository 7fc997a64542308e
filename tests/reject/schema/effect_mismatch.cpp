// SPDX-License-Identifier: BSL-1.0
// expect: [AL230] execute: by its text table `logs` has column `entry` afterwards, and by does(...) it has not. Let does(...) say what the text does (revision `2fda6446e69f`)
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
        al::execute("CREATE TABLE logs(id INTEGER PRIMARY KEY, entry TEXT)")
            .does(al::create_table("logs", al::column("id", al::integer, al::primary_key))))
#else
        al::execute("CREATE TABLE logs(id INTEGER PRIMARY KEY)")
            .does(al::create_table("logs", al::column("id", al::integer, al::primary_key))))
#endif
    .downgrade(al::drop_table("logs"));

inline constexpr al::history<first, second> history{};  // the line
