// SPDX-License-Identifier: BSL-1.0
// expect: [AL261] create_table: the check (id > 0) uses column `id` of table `rooms`, which MariaDB itself writes to, by numbering or by the action of a foreign key, and cannot check. Take the check away, or use a trigger (revision `47f559ec82bb`)
// expect: [AL261] add_constraint: the check (boss <> 7) uses column `boss` of table `users`, which MariaDB itself writes to, by numbering or by the action of a foreign key, and cannot check. Take the check away, or use a trigger (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql, al::mariadb);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("rooms",
            al::column("id", al::integer, al::primary_key, al::autoincrement),
#ifndef ACCEPT
            al::check("id > 0"),
#endif
            al::column("name", al::varchar(9))),
        al::create_table("users",
            al::column("id", al::integer, al::primary_key, al::autoincrement),
            al::column("age", al::integer),
            al::column("boss", al::integer),
            al::check("boss <> 7").named("no_seven"),
            al::check("age > 0")));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::add_constraint("users", al::foreign_key("boss").references("users", "id")
#ifndef ACCEPT
        .on_delete(al::set_null)
#else
        .on_delete(al::cascade)
#endif
        ))
    .acknowledge(al::rule::adds_foreign_key, "there are no rows");

inline constexpr al::history<settings, first, second> history{};  // the line
