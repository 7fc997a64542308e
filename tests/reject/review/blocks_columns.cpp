// SPDX-License-Identifier: BSL-1.0
// expect: [AL814] add_column: the default (gen_random_uuid()) of column `key` may differ from row to row, so that PostgreSQL writes table `books` anew while nobody can use it. Add the column without it, set it by al::alter_column, and fill the rows by al::execute_in_batches(...) in a later revision, or .acknowledge(al::rule::volatile_default, "why") (revision `2fda6446e69f`)
// expect: [AL815] add_column: to number the rows in column `number`, PostgreSQL writes table `books` anew while nobody can use it. Add a plain column, fill it by al::execute_in_batches(...), and make it .not_null().identity() in a later revision, or .acknowledge(al::rule::numbers_rows, "why") (revision `2fda6446e69f`)
// expect: [AL816] add_column: to store generated column `twice`, PostgreSQL writes table `books` anew while nobody can use it. Add a plain column that a trigger computes, and fill it by al::execute_in_batches(...), or .acknowledge(al::rule::stores_generated, "why") (revision `2fda6446e69f`)
// expect: [AL825] add_column: fill(...) changes the rows of table `books` while it is locked for column `state`, and nobody can use it. Add the column nullable, fill it by al::execute_in_batches(...) in a revision .without_transaction(), and make it NOT NULL in a later one, or .acknowledge(al::rule::fills_under_lock, "why") (revision `2fda6446e69f`)
// expect: [AL817] alter_column: for the new type of column `pages`, text, PostgreSQL writes table `books` and its indexes anew while nobody can use it. Add a second column, let a trigger keep it, fill it by al::execute_in_batches(...), and drop the old one in a later release, or .acknowledge(al::rule::rewrites_table, "why") (revision `2fda6446e69f`)
// expect: [AL824] alter_column: because of the check (length(title) > 0) over column `title` PostgreSQL reads all of table `books` while nobody can use it. Drop the check before, and add it again .not_valid() behind it, or .acknowledge(al::rule::rechecks_type, "why") (revision `2fda6446e69f`)
// expect: [AL825] execute: rows of table `books` are changed in the transaction that has locked it before, and nobody can use it. Do it by al::execute_in_batches(...) in a revision of its own, .without_transaction(), or .acknowledge(al::rule::fills_under_lock, "why") (revision `2fda6446e69f`)
// expect: [AL818] alter_column: to make column `pages` NOT NULL, PostgreSQL reads all of table `books` while nobody can use it. Before, add al::check("pages IS NOT NULL") with .not_valid(), and al::validate_constraint(...) in a revision of its own, or .acknowledge(al::rule::scans_for_not_null, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql.since(13)).zero_downtime("47f559ec82bb");
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("title", al::varchar(80)),
            al::column("pages", al::integer),
            al::check("length(title) > 0").named("titled")),
        al::alter_column("books", "pages").type(al::bigint));  // in front of what the setting is for

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(
        al::add_column("books", al::column("key", al::uuid, al::default_to(al::sql("gen_random_uuid()")))),
        al::add_column("books", al::column("number", al::bigint, al::identity())),
        al::add_column("books", al::column("twice", al::integer, al::generated("id * 2", al::stored))),
        al::add_column("books", al::column("state", al::text, al::default_to("new"), al::not_null)).fill(al::sql("title")),
        al::alter_column("books", "pages").type(al::text),
        al::alter_column("books", "title").type(al::text),
        al::execute("UPDATE books SET pages = '1' WHERE pages IS NULL"),
        al::alter_column("books", "pages").not_null())
    .irreversible("a test");
#else
    .upgrade(
        al::add_column("books", al::column("key", al::uuid)),
        al::add_column("books", al::column("number", al::bigint, al::not_null, al::default_to(1))),
        al::add_column("books", al::column("seen", al::timestamptz, al::default_to(al::current_timestamp))),
        al::create_table("sales", al::column("id", al::integer, al::primary_key), al::column("book", al::integer)),
        al::alter_column("sales", "book").type(al::bigint),
        al::alter_column("sales", "book").not_null());
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
