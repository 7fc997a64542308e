// SPDX-License-Identifier: BSL-1.0
// expect: [AL253] drop_view: view `totals` is materialized at this revision. Write al::drop_materialized_view (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)),
             al::create_materialized_view("totals", "SELECT sum(price) AS price FROM books"),
             al::create_index("ix_totals", "totals", "price"), al::refresh_materialized_view("totals"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifdef ACCEPT
    .upgrade(al::drop_materialized_view("totals"));
#else
    .upgrade(al::drop_view("totals"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
