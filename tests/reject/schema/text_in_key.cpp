// SPDX-License-Identifier: BSL-1.0
// expect: [AL260] create_table: column `email` of table `users` is of any length, and MariaDB cannot have it in unique constraint. Make it al::varchar(n) (revision `47f559ec82bb`)
// expect: [AL260] create_index: column `bio` of table `users` is of any length, and MariaDB cannot have it in index `ix_bio`. Make it al::varchar(n), or index its beginning by .prefix(n) (revision `47f559ec82bb`)
// expect: [AL260] alter_column: column `name` of table `users` is of any length, and MariaDB cannot have it in index `ix_name`. Make it al::varchar(n), or index its beginning by .prefix(n) (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::mariadb);

#ifndef ACCEPT
inline constexpr auto any = al::text;
#else
inline constexpr auto any = al::varchar(200);
#endif

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("users",
            al::column("id", al::integer, al::primary_key),
            al::column("email", any, al::unique),
            al::column("bio", any),
            al::column("notes", al::text),
            al::column("name", al::varchar(80))),
        al::create_index("ix_bio", "users", "bio"),
        al::create_index("ix_beginnings", "users", al::asc("notes").prefix(40)),
        al::create_index("ix_notes", "users", "notes").using_method("fulltext"),
        al::create_index("ix_name", "users", "name"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(al::alter_column("users", "name").type(al::text));
#else
    .upgrade(al::alter_column("users", "name").type(al::varchar(90)));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
