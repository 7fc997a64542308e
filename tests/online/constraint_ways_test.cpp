// SPDX-License-Identifier: BSL-1.0
// Expressions that are renamed, and constraints without names: they stay what they are, online and in scripts, up,
// down and up again, on files with rows.
#include "every_way.hpp"

namespace {

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto quiet = al::settings()
                                  .level(al::rule::drops_column, al::level::off)
                                  .level(al::rule::drops_table, al::level::off)
                                  .level(al::rule::drops_constraint, al::level::off)
                                  .level(al::rule::renames_table, al::level::off)
                                  .level(al::rule::renames_column, al::level::off)
                                  .level(al::rule::adds_check, al::level::off)
                                  .level(al::rule::adds_unique, al::level::off)
                                  .level(al::rule::adds_foreign_key, al::level::off)
                                  .level(al::rule::sets_not_null, al::level::off);

struct renamed_expression : every_way {};

inline constexpr auto text_text = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("text", al::text), al::check("CAST(text AS TEXT) <> ''").named("not_empty")));
inline constexpr auto text_body = al::revision("b2").revises("a1").upgrade(al::rename_column("t", "text", "body"));
inline constexpr auto body_rebuilt =
    al::revision("c3").revises("b2").upgrade(al::alter_column("t", "body").default_to("d"));
inline constexpr al::history<quiet, text_text, text_body, body_rebuilt> column_like_a_type{};

TEST_F(renamed_expression, keeps_a_type_of_the_name_of_the_column) {
    run(ways_of<column_like_a_type>, "a1", "c3", "INSERT INTO t VALUES (1, '12'), (2, 'x'), (3, NULL)",
        {{"INSERT INTO t(id, body) VALUES (4, '')", "error: not_empty"},
         {"INSERT INTO t(id) VALUES (4) RETURNING body", "d"},
         {"SELECT group_concat(body) FROM t", "12,x"},
         {"SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%CAST(\"body\" AS TEXT)%'", "1"}},
        {{"INSERT INTO t(id, text) VALUES (4, '')", "error: not_empty"},
         {"INSERT INTO t(id) VALUES (4) RETURNING text", "NULL"}});
}

inline constexpr auto function_names = al::revision("a1").upgrade(al::create_table(
    "t", id, al::column("date", al::text), al::column("x", al::binary), al::column("y", al::integer),
    al::check("date(date) IS NOT NULL"), al::check("x <> x'00'"), al::check("y > 0 AND 'y' <> \"x\"")));
inline constexpr auto other_names =
    al::revision("b2").revises("a1").upgrade(al::rename_column("t", "date", "day"), al::rename_column("t", "x", "px"),
                                             al::rename_column("t", "y", "the \"y\" 'one'"));
inline constexpr auto names_rebuilt =
    al::revision("c3").revises("b2").upgrade(al::alter_column("t", "day").not_null().fill(al::sql("'2000-01-01'")));
inline constexpr al::history<quiet, function_names, other_names, names_rebuilt> column_like_a_function{};

TEST_F(renamed_expression, keeps_functions_literals_and_quotes) {
    run(ways_of<column_like_a_function>, "a1", "c3", "INSERT INTO t VALUES (1, '2026-01-02', x'01', 5)",
        {{"INSERT INTO t VALUES (2, 'no', x'01', 5)", "error: CHECK constraint failed"},
         {"INSERT INTO t VALUES (2, '2026-01-03', x'00', 5)", "error: CHECK constraint failed"},
         {"INSERT INTO t VALUES (2, '2026-01-03', x'02', 0)", "error: CHECK constraint failed"},
         {"INSERT INTO t VALUES (2, '2026-01-03', x'02', 1) RETURNING \"the \"\"y\"\" 'one'\"", "1"}},
        {{"INSERT INTO t VALUES (2, 'no', x'01', 5)", "error: CHECK constraint failed"},
         {"INSERT INTO t VALUES (2, '2026-01-03', x'00', 5)", "error: CHECK constraint failed"},
         {"INSERT INTO t VALUES (2, '2026-01-03', x'02', 1) RETURNING y", "1"}});
}

inline constexpr auto two_tables = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("a", al::text), al::column("key", al::text)),
    al::create_table("u", id, al::column("a", al::text), al::column("t", al::integer)),
    al::create_view("v", "SELECT t.a AS key, u.a, u.t AS \"a of u\" FROM t JOIN u ON u.t = t.id WHERE t.key <> 'key'"),
    al::create_index("ix", "t", al::expression("lower(key || 'a')")).where("a <> 'a'"));
inline constexpr auto one_renamed = al::revision("b2").revises("a1").upgrade(
    al::rename_column("t", "a", "select"), al::rename_column("t", "key", "k"), al::rename_table("t", "t 2"));
inline constexpr auto one_rebuilt =
    al::revision("c3").revises("b2").upgrade(al::alter_column("t 2", "k").default_to("d"));
inline constexpr al::history<quiet, two_tables, one_renamed, one_rebuilt> names_of_two_tables{};

TEST_F(renamed_expression, in_views_and_indexes_leaves_other_tables_and_aliases_alone) {
    run(ways_of<names_of_two_tables>, "a1", "c3",
        "INSERT INTO t VALUES (1, 'ta', 'tk'), (2, 'tb', 'key'); INSERT INTO u VALUES (1, 'ua', 1), (2, 'ub', 2)",
        {{"SELECT key || a || \"a of u\" FROM v", "taua1"}, {"SELECT \"select\" FROM \"t 2\" WHERE k = 'tk'", "ta"}},
        {{"SELECT key || a || \"a of u\" FROM v", "taua1"}, {"SELECT a FROM t WHERE key = 'tk'", "ta"}});
}

struct unnamed_constraint : every_way {};

inline constexpr auto first_check = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("a", al::integer), al::column("b", al::integer), al::check("a > 0")));
inline constexpr auto second_check =
    al::revision("b2").revises("a1").upgrade(al::add_constraint("t", al::check("b > 0")));
inline constexpr al::history<quiet, first_check, second_check> one_more_check{};

TEST_F(unnamed_constraint, comes_and_goes_beside_another) {
    run(ways_of<one_more_check>, "a1", "b2", "INSERT INTO t VALUES (1, 1, 1)",
        {{"INSERT INTO t VALUES (2, 0, 1)", "error: CHECK"}, {"INSERT INTO t VALUES (2, 1, 0)", "error: CHECK"}},
        {{"INSERT INTO t VALUES (2, 0, 1)", "error: CHECK"},
         {"INSERT INTO t VALUES (2, 1, 0) RETURNING 'taken'", "taken"}});
}

inline constexpr auto no_check =
    al::revision("a1").upgrade(al::create_table("t", id, al::column("a", al::integer), al::column("b", al::integer)));
inline constexpr auto two_checks = al::revision("b2").revises("a1").upgrade(
    al::add_constraint("t", al::check("a > 0")), al::add_constraint("t", al::check("b > 0")),
    al::add_column("t", al::column("c", al::integer, al::check("c <> a"), al::unique)));
inline constexpr auto table_between = al::revision("c3").revises("b2").upgrade(
    al::rename_table("t", "tt"), al::add_constraint("tt", al::check("a < 100")), al::rename_table("tt", "t"));
inline constexpr auto by_its_name = al::revision("d4").revises("c3").upgrade(al::drop_constraint("t", "ck_t_2"));
inline constexpr al::history<quiet, no_check, two_checks, table_between, by_its_name> several_checks{};

TEST_F(unnamed_constraint, several_in_one_revision_are_several) {
    for (const char* const start : {"a1", "b2", "c3"}) {
        SCOPED_TRACE(start);
        const bool first = std::string_view(start) == "a1";
        run(ways_of<several_checks>, start, "d4",
            first ? "INSERT INTO t(id, a, b) VALUES (1, 1, 1)" : "INSERT INTO t(id, a, b, c) VALUES (1, 1, 1, 3)",
            {{"INSERT INTO t(id, a, b) VALUES (2, 0, 1)", "error: CHECK"},
             {"INSERT INTO t(id, a, b) VALUES (2, 1, 0) RETURNING 'taken'", "taken"},
             {"INSERT INTO t(id, a, b, c) VALUES (2, 1, 1, 1)", "error: CHECK"},
             {"INSERT INTO t(id, a, b, c) VALUES (2, 1, 1, 4), (3, 1, 1, 4)", "error: UNIQUE"},
             {"INSERT INTO t(id, a) VALUES (2, 100)", "error: CHECK"}},
            {{"INSERT INTO t(id, a, b) VALUES (2, 1, 0) RETURNING 'taken'", first ? "taken" : "error: CHECK"},
             {"INSERT INTO t(id, a, b) VALUES (2, 0, 1) RETURNING 'taken'", first ? "taken" : "error: CHECK"}});
    }
}

inline constexpr auto unique_and_keys =
    al::revision("a1").upgrade(al::create_table("p", id), al::create_table("q", id),
                               al::create_table("t", id, al::column("a", al::integer), al::column("p", al::integer),
                                                al::unique("a"), al::foreign_key("p").references("p", "id")));
inline constexpr auto again_after_rename = al::revision("b2").revises("a1").upgrade(
    al::rename_column("t", "a", "x"), al::add_column("t", al::column("a", al::integer)),
    al::add_constraint("t", al::unique("a")), al::add_constraint("t", al::foreign_key("p").references("q", "id")));
inline constexpr auto first_dropped = al::revision("c3").revises("b2").upgrade(al::drop_constraint("t", "uq_t_a"));
inline constexpr al::history<quiet, unique_and_keys, again_after_rename, first_dropped> unique_twice{};

TEST_F(unnamed_constraint, of_the_name_of_an_older_one_is_another) {
    for (const char* const start : {"a1", "b2"})
        run(ways_of<unique_twice>, start, "c3",
            "PRAGMA foreign_keys = OFF; INSERT INTO p VALUES (1); INSERT INTO q VALUES (1); INSERT INTO t(id, p) "
            "VALUES "
            "(1, 1)",
            {{"INSERT INTO t(id, x) VALUES (2, 7), (3, 7) RETURNING 'taken'", "taken"},
             {"INSERT INTO t(id, a) VALUES (2, 7), (3, 7)", "error: t.a"},
             {"SELECT count(*) FROM pragma_foreign_key_list('t')", "2"}},
            {{"INSERT INTO t(id, a) VALUES (2, 7), (3, 7)", "error: t.a"},
             {"SELECT count(*) FROM pragma_foreign_key_list('t')", std::string_view(start) == "a1" ? "1" : "2"}});
}

}  // namespace
