// SPDX-License-Identifier: BSL-1.0
// expect: [AL202] create_table: table `posts` exists already at this revision. Give it another name, or drop the other first (schema `audit`, revision `2fda6446e69f`)
// expect: [AL202] rename_table: table `users` exists already at this revision. Give it another name, or drop the other first (schema `audit`, revision `2fda6446e69f`)
// expect: [AL212] create_table: foreign key of table `marks` points at column `id` of table `audit.tags`, which does not exist at this revision. Name a column that is there (revision `2fda6446e69f`)
// expect: [AL201] add_column: table `users` does not exist at this revision; another schema has one. Name its schema by al::in_schema(...), or none. Create it first, or name one that is there (schema `archive`, revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto audit = al::in_schema("audit");
inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("mail", al::text)),
        al::create_table("users", audit, al::column("no", al::integer, al::primary_key)),
        al::create_table("people", audit, al::column("no", al::integer, al::primary_key)),
        al::create_table("posts", al::column("id", al::integer, al::primary_key)),
        al::create_table("posts", audit, al::column("id", al::integer, al::primary_key)),
        al::create_table("tags", al::column("id", al::integer, al::primary_key)),
        al::create_table("tags", audit, al::column("no", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("posts", audit, al::column("id", al::integer, al::primary_key)),
        al::rename_table("people", "users", audit),
        al::create_table("marks", al::column("tag", al::integer, al::references("tags", "id", audit))),
        al::add_column("users", al::column("last", al::integer)).in_schema("archive"));
#else
        al::rename_table("people", "persons", audit),
        al::create_table("marks", al::column("tag", al::integer, al::references("tags", "no", audit))),
        al::add_column("users", al::column("last", al::integer)).in_schema("audit"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
