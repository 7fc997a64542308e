// SPDX-License-Identifier: BSL-1.0
// expect: [AL902] rename_column: the previous release of the program still uses column `title` of table `books`. Add the new column, write both, and drop the old one in a later release, or .acknowledge(al::rule::renames_column, "why") (revision `2fda6446e69f`)
// expect: [AL906] create_index: the previous release of the program may write rows of table `books` that agree in `name`, and fails. Let a release that writes none run first, or .acknowledge(al::rule::unique_for_writers, "why") (revision `2fda6446e69f`)
// expect: [AL907] drop_column: this revision also adds `leaves`, so that there is no time at which the previous and the next release of the program both work. Drop in a revision of a later release, or .acknowledge(al::rule::expands_and_contracts, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().zero_downtime();  // of SQLite, where nothing waits for a table
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("title", al::varchar(80)),
            al::column("pages", al::integer)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .acknowledge(al::rule::drops_column, "nobody reads it")
    .acknowledge(al::rule::adds_unique, "no two are equal")
#ifndef ACCEPT
    .upgrade(
        al::rename_column("books", "title", "name"),
        al::create_index("one_name", "books", "name").unique(),
        al::add_column("books", al::column("leaves", al::integer)),
        al::drop_column("books", "pages"));
#else
    .acknowledge(al::rule::unique_for_writers, "the previous release writes none that are equal")
    .upgrade(
        al::create_index("one_title", "books", "title").unique(),
        al::drop_column("books", "pages"));
#endif

inline constexpr al::history<settings, first, second> history{};  // the line
