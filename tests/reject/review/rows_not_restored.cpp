// SPDX-License-Identifier: BSL-1.0
// expect: [AL507] downgrade: table `products` comes back without its rows. Write .irreversible("why") if that is no way back, or .acknowledge(al::rule::rows_not_restored, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::rows_not_restored, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::drop_table("products"))
#ifndef ACCEPT
    .acknowledge(al::rule::drops_table, "the shop is closed");
#else
    .acknowledge(al::rule::drops_table, "the shop is closed")
    .irreversible("there is no product to come back");
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
