// SPDX-License-Identifier: BSL-1.0
// expect: [AL819] add_constraint: for the check (length(title) < 80) PostgreSQL reads all of table `books` while nobody can use it. Add it .not_valid(), and al::validate_constraint(...) in a later revision, or .acknowledge(al::rule::check_scans_table, "why") (revision `2fda6446e69f`)
// expect: [AL820] add_constraint: for the foreign key to `people` PostgreSQL reads all of table `books` while nobody can write to either table. Add it .not_valid(), and al::validate_constraint(...) in a later revision, or .acknowledge(al::rule::key_scans_table, "why") (revision `2fda6446e69f`)
// expect: [AL822] add_constraint: while the index of a unique constraint is built, PostgreSQL lets nobody use table `books`. Build al::create_index(...).unique().concurrently() in a revision .without_transaction(), which keeps rows apart as well, or .acknowledge(al::rule::unique_blocks_table, "why") (revision `2fda6446e69f`)
// expect: [AL906] add_constraint: the previous release of the program may write rows of table `books` that agree in `title`, `person`, and fails. Let a release that writes none run first, or .acknowledge(al::rule::unique_for_writers, "why") (revision `2fda6446e69f`)
// expect: [AL812] create_index: while index `by_person` of table `books` is built, PostgreSQL lets nobody write to the table. Build it .concurrently(), in a revision .without_transaction() with this step alone, or .acknowledge(al::rule::index_blocks_writes, "why") (revision `2fda6446e69f`)
// expect: [AL825] execute: rows of table `books` are changed in the transaction that has locked it before, and nobody can use it. Do it by al::execute_in_batches(...) in a revision of its own, .without_transaction(), or .acknowledge(al::rule::fills_under_lock, "why") (revision `2fda6446e69f`)
// expect: [AL813] drop_index: for index `by_title` PostgreSQL waits until nobody uses table `books`, and whoever comes later waits as well. Drop it .concurrently(), in a revision .without_transaction() with this step alone, or .acknowledge(al::rule::index_drop_blocks, "why") (revision `2fda6446e69f`)
// expect: [AL827] execute: REINDEX books holds the lock SHARE while every row is read, and writes wait. Instead, write CONCURRENTLY, or .acknowledge(al::rule::blocking_sql, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql).zero_downtime("47f559ec82bb");
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("people", al::column("id", al::integer, al::primary_key)),
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("title", al::varchar(80)),
            al::column("person", al::integer)),
        al::create_index("by_title", "books", "title"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(
        al::execute("UPDATE books SET title = '', person = NULL"),
        al::add_constraint("books", al::check("length(title) < 80").named("short")),
        al::add_constraint("books", al::foreign_key("person").references("people", "id")),
        al::add_constraint("books", al::unique("title", "person").named("one")),
        al::create_index("by_person", "books", "person"),
        al::execute("DELETE FROM books WHERE id < 0"),
        al::drop_index("by_title"),
        al::execute(al::for_dialect(al::postgresql, "REINDEX TABLE books")))
    .irreversible("a test");
#else
    .without_transaction()
    .upgrade(al::create_index("by_person", "books", "person").concurrently());
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
