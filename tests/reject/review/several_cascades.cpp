// SPDX-License-Identifier: BSL-1.0
// expect: [AL837] foreign keys of table `notes`: rows that are deleted in table `people` would change those of table `notes` in two ways, and SQL Server refuses that (error 1785). Leave out one .on_delete(...), or .acknowledge(al::rule::several_cascades, "why") (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
constexpr auto action = al::set_null;
#else
constexpr auto action = al::no_action;
#endif

inline constexpr auto settings = al::settings().dialects(al::mssql);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("people", al::column("id", al::bigint, al::primary_key)),
        al::create_table("notes",
            al::column("id", al::bigint, al::primary_key),
            al::column("writer", al::bigint, al::references("people", "id").on_delete(al::cascade)),
            al::column("reader", al::bigint, al::references("people", "id").on_delete(action))));

inline constexpr al::history<settings, first> history{};  // the line
