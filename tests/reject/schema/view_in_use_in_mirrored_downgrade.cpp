// SPDX-License-Identifier: BSL-1.0
// expect: [AL201] create_view: view `overview` selects from `totals`, and there is no such table at this revision. Create it first, or name one that is there (revision `47f559ec82bb`)
// expect: [AL218] drop_view: view `totals` is still used by view `overview`, which this revision drops only afterwards. Drop that first (downgrade of revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
#ifndef ACCEPT
    .upgrade(
        al::create_view("overview", "SELECT t.total FROM totals AS t"),
        al::create_view("totals", "SELECT 1 AS total"))
    .downgrade(
        al::drop_view("totals"),
        al::drop_view("overview"));
#else
    .upgrade(
        al::create_view("totals", "SELECT 1 AS total"),
        al::create_view("overview", "SELECT t.total FROM totals AS t"))
    .downgrade(
        al::drop_view("overview"),
        al::drop_view("totals"));
#endif

inline constexpr al::history<first> history{};  // the line
