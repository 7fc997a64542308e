// SPDX-License-Identifier: BSL-1.0
// expect: [AL833] alter_column: MySQL refuses ALGORITHM=INPLACE for this change, because of another type; the best that it can is ALGORITHM=COPY with LOCK=SHARED. Ask for that, or for nothing, or .acknowledge(al::rule::refused_algorithm, "why") (revision `2fda6446e69f`)
// expect: [AL840] alter_column: for another type, MySQL copies table `books`, and nobody can write to it meanwhile (ALGORITHM=COPY, LOCK=SHARED). Instead, add a second column, and fill it in batches, or .acknowledge(al::rule::copies_table, "why") (revision `2fda6446e69f`)
// expect: [AL834] foreign key `owned` of table `sales` has the name of one of table `books`, and the names of foreign keys of MySQL must differ in the whole database. Choose another, by .named(...), or .acknowledge(al::rule::name_used_elsewhere, "why") (revision `2fda6446e69f`)
// expect: [AL835] alter_column: column `pages` of table `books` is used by the check (pages > 0), and MySQL cannot rename it before that is dropped. Drop that before, and add it again behind, or .acknowledge(al::rule::renamed_column_in_use, "why") (revision `2fda6446e69f`)
// expect: [AL902] alter_column: the previous release of the program still uses column `pages` of table `books`. Add the new column, write both, and drop the old one in a later release, or .acknowledge(al::rule::renames_column, "why") (revision `2fda6446e69f`)
// expect: [AL836] (title || '!') joins texts by ||, which SQL Server knows from version 17 on, and the history is for an older one. Write concat(a, b), or .acknowledge(al::rule::bar_concatenation, "why") (revision `2fda6446e69f`)
// expect: [AL841] create_index: for an index of this kind, MySQL works through table `books`, and nobody can write to it meanwhile (ALGORITHM=INPLACE, LOCK=SHARED). Do it when few use the table, or .acknowledge(al::rule::blocks_writers, "why") (revision `2fda6446e69f`)
// expect: [AL903] alter_column: the previous release of the program does not expect NULL in column `age` of table `people`. Do it when that release no longer runs, or .acknowledge(al::rule::drops_not_null, "why") (revision `2fda6446e69f`)
// expect: [AL842] alter_column: for a column that admits NULL, MySQL works through table `people` row by row while others write to it, and replicas wait (ALGORITHM=INPLACE, LOCK=NONE). Do it when few use the table, or .acknowledge(al::rule::rebuilds_table, "why") (revision `2fda6446e69f`)
// expect: [AL843] add_column: MySQL can do this while others write to table `people`, and is asked to keep them out. Take .algorithm(...) and .lock(...) away, or .acknowledge(al::rule::asks_for_lock, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings()
    .dialects(al::mysql, al::mssql)
    .zero_downtime()
    .level(al::rule::rebuilds_table, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("people",
            al::column("id", al::bigint, al::primary_key),
            al::column("age", al::integer, al::not_null)),
        al::create_table("books",
            al::column("id", al::bigint, al::primary_key),
            al::column("title", al::varchar(20)),
            al::column("pages", al::integer),
            al::column("owner", al::bigint, al::references("people", "id").named("owned")),
            al::check("pages > 0").named("paged")));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifndef ACCEPT
    .upgrade(
        al::alter_column("books", "title").type(al::text).algorithm(al::algorithm::inplace),
        al::create_table("sales", al::column("who", al::bigint, al::references("people", "id").named("owned"))),
        al::alter_column("books", "pages").rename_to("sheets"),
        al::add_column("books", al::column("label", al::varchar(40))).fill(al::sql("title || '!'")),
        al::create_index("by_title", "books", "title").using_method("fulltext"),
        al::alter_column("people", "age").nullable(),
        al::add_column("people", al::column("note", al::text)).lock(al::locking::shared))
#else
    .upgrade(
        al::alter_column("books", "title").type(al::varchar(63)).algorithm(al::algorithm::inplace),
        al::create_table("sales", al::column("who", al::bigint, al::references("people", "id").named("sold_to"))),
        al::drop_constraint("books", "paged"),
        al::rename_column("books", "pages", "sheets"),
        al::add_column("books", al::column("label", al::varchar(40))).fill(al::sql("concat(title, '!')")),
        al::create_index("by_title", "books", "title").lock(al::locking::none),
        al::add_column("books", al::column("note", al::text)).algorithm(al::algorithm::instant))
    .acknowledge(al::rule::drops_constraint, "a test")
    .acknowledge(al::rule::renames_column, "a test")
#endif
    .irreversible("a test");

inline constexpr al::history<settings, first, second> history{};  // the line
