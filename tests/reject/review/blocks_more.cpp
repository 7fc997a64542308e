// SPDX-License-Identifier: BSL-1.0
// expect: [AL821] validate_constraint: constraint `paged` of table `books` is validated in the transaction that has locked the table before, and PostgreSQL lets nobody use it until every row is read. Validate it in a revision of its own, or .acknowledge(al::rule::validates_under_lock, "why") (revision `2fda6446e69f`)
// expect: [AL823] add_constraint: while the index of an exclusion constraint is built, PostgreSQL lets nobody use table `books`, and knows no other way. Do it when nobody needs the table, or .acknowledge(al::rule::exclusion_blocks_table, "why") (revision `2fda6446e69f`)
// expect: [AL828] refresh_materialized_view: PostgreSQL lets nobody read view `long_books` until it is computed. Refresh it .concurrently(), which needs a unique index of it, or .acknowledge(al::rule::refresh_blocks_reads, "why") (revision `2fda6446e69f`)
// expect: [AL830] create_table: column `id` of table `sales` numbers rows with 32 bits, and no row can be added behind the last number. Make it al::bigint, or .acknowledge(al::rule::narrow_key, "why") (revision `2fda6446e69f`)
// expect: [AL831] add_column: column `sold` of table `books` has moments without their time zone. Make it al::timestamptz, or .acknowledge(al::rule::better_type, "why") (revision `2fda6446e69f`)
// expect: [AL832] add_enum_value: value `calm` of enumeration `mood` is sorted behind all others, and that cannot be changed later. Say where it is, by .before(...) or .after(...), or .acknowledge(al::rule::unplaced_enum_value, "why") (revision `2fda6446e69f`)
// expect: [AL908] rename_enum_value: the previous release of the program still uses value `sad` of enumeration `mood`. Add the new value, write that, and change the rows in a later release, or .acknowledge(al::rule::renames_enum_value, "why") (revision `2fda6446e69f`)
// expect: [AL509] execute: DROP SCHEMA with CASCADE takes along whatever depends on it, known or not, and its rows. Drop each by itself, or .acknowledge(al::rule::drops_dependents, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings()
    .dialects(al::postgresql)
    .zero_downtime()
    .level(al::rule::narrow_key, al::level::error)
    .level(al::rule::better_type, al::level::error)
    .level(al::rule::unplaced_enum_value, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::bigint, al::primary_key),
            al::column("pages", al::integer),
            al::column("room", al::integer),
            al::column("during", al::native("tsrange"))),
        al::create_enum("mood", "sad", "happy"),
        al::create_materialized_view("long_books", "SELECT id FROM books WHERE pages > 500"),
        al::create_index("one_long_book", "long_books", "id").unique());

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(
        al::add_constraint("books", al::check("pages > 0").named("paged").not_valid()),
        al::validate_constraint("books", "paged"),
        al::add_constraint("books", al::exclude("during WITH &&").named("apart")),
        al::refresh_materialized_view("long_books"),
        al::create_table("sales", al::column("id", al::integer, al::primary_key, al::autoincrement)),
        al::add_column("books", al::column("sold", al::timestamp)),
        al::add_enum_value("mood", "calm"),
        al::rename_enum_value("mood", "sad", "low"),
        al::execute("DROP SCHEMA other CASCADE"))
    .irreversible("a test");
#else
    .upgrade(
        al::add_constraint("books", al::check("pages > 0").named("paged").not_valid()),
        al::refresh_materialized_view("long_books").concurrently(),
        al::create_table("sales", al::column("id", al::bigint, al::primary_key, al::identity())),
        al::add_column("books", al::column("sold", al::timestamptz)),
        al::add_enum_value("mood", "calm").before("happy"),
        al::execute("DROP SCHEMA other"))
    .irreversible("a test");
#endif

inline constexpr auto third = al::revision("3c6e0b8a9c15", "third")
    .revises("2fda6446e69f")
    .upgrade(al::drop_constraint("books", "paged"))
    .acknowledge(al::rule::drops_constraint, "a test");

inline constexpr al::history<settings, first, second, third> history{};  // the line
