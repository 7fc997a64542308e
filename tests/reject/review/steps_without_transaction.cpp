// SPDX-License-Identifier: BSL-1.0
// expect: [AL809] without_transaction: when a step fails, those before it stay done, and the database is between two revisions until the step succeeds. Give each step a revision of its own, or .acknowledge(al::rule::steps_without_transaction, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::steps_without_transaction, al::level::error);
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
        al::create_table("a", al::column("id", al::integer, al::primary_key)),
        al::create_table("b", al::column("id", al::integer, al::primary_key)))
        .without_transaction();
#else
        al::create_table("a", al::column("id", al::integer, al::primary_key)))
        .without_transaction();
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
