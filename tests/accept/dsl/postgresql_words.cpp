// SPDX-License-Identifier: BSL-1.0
// The words for what PostgreSQL has, in histories for it alone and for SQLite as well.
#include <aludel.hpp>

#include <string_view>

namespace al = aludel;

inline constexpr auto only = al::settings().dialects(al::postgresql.since(15));

inline constexpr auto tables = al::revision("a1").upgrade(
    al::create_table("stays", al::column("id", al::integer, al::primary_key.deferrable()),
                     al::column("room", al::text, al::unique.initially_deferred().named("uq_room")),
                     al::column("during", al::native("int4range")), al::column("nights", al::integer),
                     al::column("twice", al::integer, al::generated("nights * 2", al::stored)),
                     al::exclude("during WITH &&").where("nights > 0"), al::unique("id", "nights").nulls_not_distinct(),
                     al::index("ix_room", al::asc("room").collate("C").nulls_first(),
                               al::expression("lower(room)").operators("text_pattern_ops"))
                         .include("nights")
                         .storage("fillfactor = 70"),
                     al::unlogged, al::storage("fillfactor = 70")));

inline constexpr auto views = al::revision("b2").revises("a1").upgrade(
    al::create_materialized_view("rooms", "SELECT room, sum(nights) AS n FROM stays GROUP BY room"),
    al::create_index("ux_rooms", "rooms", "room").unique(), al::refresh_materialized_view("rooms").concurrently());

// A column in an exclusion constraint follows its rename.
inline constexpr auto renamed =
    al::revision("c3")
        .revises("b2")
        .acknowledge(al::rule::drops_constraint, "a test")
        .upgrade(al::rename_column("stays", "during", "time"), al::drop_constraint("stays", "ex_stays_1"));

inline constexpr auto indexes =
    al::revision("d4").revises("c3").without_transaction().upgrade(al::drop_index("ix_room").concurrently());

inline constexpr al::history<only, tables, views, renamed, indexes> history{};

constexpr bool contains(std::string_view script, std::string_view text) {
    return script.find(text) != std::string_view::npos;
}
constexpr std::string_view sql = al::script<history, al::postgresql>;
static_assert(contains(sql, "CONSTRAINT \"ex_stays_1\" EXCLUDE USING \"gist\" (during WITH &&) WHERE (nights > 0)"));
static_assert(contains(sql, "\"id\" INTEGER NOT NULL,"));
static_assert(contains(sql, "PRIMARY KEY (\"id\") DEFERRABLE,"));
static_assert(
    contains(sql, "(\"room\" COLLATE \"C\" NULLS FIRST, lower(room) text_pattern_ops) INCLUDE (\"nights\") WITH ("));
static_assert(contains(sql, "DROP INDEX CONCURRENTLY \"ix_room\";"));
constexpr std::string_view back = al::script<history, al::postgresql, "c3:b2">;
static_assert(contains(back,
                       "ADD CONSTRAINT \"ex_stays_1\" EXCLUDE USING \"gist\" (\"time\" WITH &&) WHERE (nights > 0)"));

// On both databases: SQLite checks a constraint that is NOT VALID at once.
inline constexpr auto both = al::settings().dialects(al::sqlite, al::postgresql);
inline constexpr auto start = al::revision("a1").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)));
inline constexpr auto added =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("UPDATE books SET price = 0 WHERE price < 0"),
                 al::add_constraint("books", al::check("price >= 0").named("ck_price").not_valid()))
        .downgrade(al::drop_constraint("books", "ck_price"));
inline constexpr auto validated =
    al::revision("c3").revises("b2").upgrade(al::validate_constraint("books", "ck_price"));
inline constexpr al::history<both, start, added, validated> shared{};
static_assert(contains(al::script<shared, al::postgresql, "a1:c3">, "CHECK (price >= 0) NOT VALID;"));
static_assert(contains(al::script<shared, al::postgresql, "a1:c3">, "VALIDATE CONSTRAINT \"ck_price\";"));
static_assert(contains(al::script<shared, al::sqlite, "a1:c3">, "CHECK (price >= 0)"));
static_assert(!contains(al::script<shared, al::sqlite, "a1:c3">, "VALID"));
