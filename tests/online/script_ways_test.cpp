// SPDX-License-Identifier: BSL-1.0
// Texts of a history that could break a script: titles, messages, raw SQL with comments and odd ends; and types whose
// values a conversion could change. Online and in SQLite's own shell, up, down and up again.
#include "every_way.hpp"

namespace {

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto titled = al::settings()
                                   .title("shop\nDROP TABLE t;\r\nDROP TABLE t; */ DROP TABLE t; \xE2\x80\xA8 -- x")
                                   .level(al::rule::drops_column, al::level::off)
                                   .level(al::rule::narrows_type, al::level::off)
                                   .level(al::rule::transaction_in_sql, al::level::error);

struct odd_text : every_way {};

inline constexpr auto start =
    al::revision("a1", "first\n; DROP TABLE t;\n--")
        .upgrade(al::create_table("t", id, al::column("x", al::text, al::default_to("-- '; \n.quit\n/* ")),
                                  al::column("d", al::double_precision)));
inline constexpr auto raw =
    al::revision("b2", "*/ DROP TABLE t; /*")
        .revises("a1")
        .upgrade(
            al::execute("UPDATE t SET x = 'a' -- one more"), al::execute("UPDATE t SET x = x || 'b'; -- two;"),
            al::execute("UPDATE t SET x = x || 'c;\n--' /* at the end; */"),
            al::execute("\n\n;; UPDATE t SET x = x || '''' ;;"),
            al::execute("UPDATE t SET x = x || \"d\" || [d] || `d` -- names"),
            al::execute("CREATE TRIGGER tr AFTER INSERT ON t WHEN NEW.x = 'end' BEGIN UPDATE t SET d = CASE WHEN d "
                        "IS NULL THEN 1 ELSE d END; /* END; */ UPDATE t SET x = ';'; END -- ;"))
        .downgrade(al::execute("DROP TRIGGER tr /* ; */ ; -- and"), al::execute("UPDATE t SET x = 'old';"));
inline constexpr auto view = al::revision("c3").revises("b2").upgrade(
    al::create_view("v", "SELECT x, '--' AS y -- the text\n FROM t /* ; */ -- all"),
    al::create_index("ix", "t", al::expression("x || '--;'")).where("x <> '/*' /* not; */"),
    al::add_column("t", al::column("n", al::integer, al::check("n <> 1 /* ; -- never */"))));
inline constexpr al::history<titled, start, raw, view> odd_texts{};

TEST_F(odd_text, breaks_no_comment_and_no_statement) {
    run(ways_of<odd_texts>, "a1", "c3", "INSERT INTO t(id, d) VALUES (1, 0.5), (2, NULL)",
        {{"SELECT hex(group_concat(x, '')) FROM t WHERE id = 1", "6162633B0A2D2D27302E35302E35302E35"},
         {"SELECT y FROM v", "--"},
         {"INSERT INTO t(id) VALUES (3) RETURNING x", "-- '; \n.quit\n/* "},
         {"INSERT INTO t(id, n) VALUES (3, 1)", "error: CHECK"}},
        {{"SELECT x FROM t WHERE id = 1", "old"}});
}

struct converted_value : every_way {};

inline constexpr auto numbers = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("d", al::double_precision), al::column("n", al::bigint),
                     al::column("u", al::uuid), al::column("j", al::json), al::column("c", al::time)));
inline constexpr auto texts = al::revision("b2").revises("a1").upgrade(
    al::alter_column("t", "d").type(al::text), al::alter_column("t", "n").type(al::text),
    al::alter_column("t", "u").default_to("00"), al::alter_column("t", "j").type(al::text));
inline constexpr al::history<titled, numbers, texts> to_texts{};

TEST_F(converted_value, keeps_every_digit) {
    run(ways_of<to_texts>, "a1", "b2",
        "INSERT INTO t VALUES (1, 0.1 + 0.2, 9223372036854775807, '12345678123412341234123456781234', '1e5', '12'),"
        "(2, 0.1, -9223372036854775807 - 1, '00', '1.0', '09'), (3, 1e300, 0, '1e9', ' 7', '1'), (4, NULL, NULL, NULL, "
        "NULL, NULL), (5, -0.5, -1, '-0', '[1]', '12:00')",
        {{"SELECT d FROM t WHERE id = 1", "0.30000000000000004"},
         {"SELECT group_concat(typeof(d) || typeof(n)) FROM t", "texttext,texttext,texttext,nullnull,texttext"},
         {"SELECT CAST(d AS REAL) = 1e300 FROM t WHERE id = 3", "1"},
         {"SELECT group_concat(n) FROM t", "9223372036854775807,-9223372036854775808,0,-1"},
         {"SELECT group_concat(u || '|' || j || '|' || c) FROM t",
          "12345678123412341234123456781234|1e5|12,00|1.0|09,1e9| 7|1,-0|[1]|12:00"}},
        {{"SELECT d = 0.1 + 0.2 AND typeof(n) = 'integer' AND n = 9223372036854775807 FROM t WHERE id = 1", "1"},
         {"SELECT group_concat(u || '|' || j || '|' || c) FROM t",
          "12345678123412341234123456781234|1e5|12,00|1.0|09,1e9| 7|1,-0|[1]|12:00"}});
}

}  // namespace
