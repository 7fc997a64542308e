// SPDX-License-Identifier: BSL-1.0
// A history with everything that a report shows: branches, a merge, a dependency, a squash, renames, warnings,
// acknowledgements, an irreversible revision, views, triggers, and texts that are HTML.
#pragma once

#include <aludel.hpp>

namespace library {

namespace al = aludel;

inline constexpr auto settings = al::settings().title("The library's </title> & \"more\"");

inline constexpr auto books =
    al::revision("b00c5", "Books and authors\n\nThe first tables.\n</script><script>alert('owned')</script>")
        .upgrade(al::create_table("authors", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null), al::column("born", al::date)),
                 al::create_table("books", al::column("id", al::integer, al::primary_key),
                                  al::column("title", al::text, al::not_null, al::default_to("</script>&<b>")),
                                  al::column("author_id", al::integer, al::not_null, al::references("authors", "id")),
                                  al::column("isbn", al::varchar(17), al::unique)));

inline constexpr auto publishers =
    al::revision("9b115e", "Publishers")
        .revises("b00c5")
        .upgrade(al::create_table("publishers", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null, al::unique), al::column("city", al::text)),
                 al::add_column("books", al::column("publisher_id", al::integer, al::references("publishers", "id"))),
                 al::create_index("ix_books_publisher_id", "books", "publisher_id"));

inline constexpr auto members =
    al::revision("3e3be5", "Members borrow books")
        .revises("b00c5")
        .labels("lending")
        .upgrade(
            al::create_table("members", al::column("id", al::integer, al::primary_key),
                             al::column("name", al::text, al::not_null),
                             al::column("mail", al::text, al::not_null, al::unique), al::column("since", al::date)),
            al::create_table("loans", al::column("id", al::integer, al::primary_key),
                             al::column("book_id", al::integer, al::not_null, al::references("books", "id")),
                             al::column("member_id", al::integer, al::not_null, al::references("members", "id")),
                             al::column("due", al::date, al::not_null), al::check("due > '2000-01-01'")));

inline constexpr auto fines =
    al::revision("f19e5", "Fines, with a view of them")
        .revises("3e3be5")
        .upgrade(al::create_table("fines",
                                  al::column("loan_id", al::integer, al::primary_key, al::references("loans", "id")),
                                  al::column("cents", al::integer, al::not_null), al::check("cents > 0")),
                 al::create_view("open_fines", "SELECT loan_id, cents FROM fines"));

inline constexpr auto born_later = al::revision("5a11e", "Full names of authors")
                                       .revises("9b115e")
                                       .upgrade(al::rename_column("authors", "name", "full_name"),
                                                al::add_column("authors", al::column("died", al::date)),
                                                al::alter_column("authors", "born").default_to("1900-01-01"));

inline constexpr auto both = al::revision("4e46e", "Merge lending").revises("5a11e", "f19e5");

inline constexpr auto slim =
    al::revision("511e5", "Publishers are houses; \"births\" & <i>go</i>")
        .revises("4e46e")
        .acknowledge(al::rule::drops_column, "nobody <asked> for dates of birth")
        .upgrade(al::rename_table("publishers", "houses"), al::drop_column("authors", "born"),
                 al::alter_column("books", "isbn").type(al::varchar(20)),
                 al::add_column("members", al::column("parent_id", al::integer, al::references("members", "id"))));

inline constexpr auto audit =
    al::revision("a0d17", "Audit log")
        .depends_on("f19e5")
        .labels("audit")
        .upgrade(al::create_table("log", al::column("id", al::integer, al::primary_key), al::column("what", al::text)),
                 al::create_trigger("log_fines", al::after, al::insert, "fines",
                                    "INSERT INTO log (what) VALUES ('fined');"));

inline constexpr auto cleaned = al::revision("c1ea9", "Clean up")
                                    .revises("a0d17")
                                    .irreversible("what was deleted is gone")
                                    .upgrade(al::execute("DELETE FROM log WHERE what IS NULL -- <!-- a remark"));

inline constexpr auto short_way =
    al::squash("5459a", "Publishers and full names at once")
        .revises("b00c5")
        .replaces("9b115e", "5a11e")
        .upgrade(al::create_table("publishers", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null, al::unique), al::column("city", al::text)),
                 al::add_column("books", al::column("publisher_id", al::integer, al::references("publishers", "id"))),
                 al::create_index("ix_books_publisher_id", "books", "publisher_id"),
                 al::rename_column("authors", "name", "full_name"),
                 al::add_column("authors", al::column("died", al::date)),
                 al::alter_column("authors", "born").default_to("1900-01-01"));

inline constexpr al::history<al::branches_allowed, settings, books, publishers, members, fines, born_later, both, slim,
                             audit, cleaned, short_way>
    history{};

}  // namespace library
