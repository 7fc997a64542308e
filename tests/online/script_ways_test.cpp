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

struct keys_of_transactions : every_way {};

inline constexpr auto by_revision = al::settings().transaction_per_revision().level(al::rule::raw_sql, al::level::off);
inline constexpr auto families = al::revision("a1").upgrade(
    al::create_table("parents", id, al::column("name", al::text)),
    al::create_table("children", id,
                     al::column("parent", al::integer, al::references("parents", "id").on_delete(al::cascade))),
    al::create_table("others", id, al::column("x", al::integer)));
inline constexpr auto first_goes = al::revision("b2")
                                       .revises("a1")
                                       .upgrade(al::execute("DELETE FROM parents WHERE id = 1"))
                                       .downgrade(al::execute("DELETE FROM parents WHERE id = 3"));
inline constexpr auto rebuilt =
    al::revision("c3").revises("b2").upgrade(al::alter_column("parents", "name").not_null().fill(al::sql("'none'")),
                                             al::alter_column("others", "x").not_null().fill(al::sql("0")));
inline constexpr auto second_goes = al::revision("d4")
                                        .revises("c3")
                                        .upgrade(al::execute("DELETE FROM parents WHERE id = 2"))
                                        .downgrade(al::execute("DELETE FROM parents WHERE id = 4"));
inline constexpr al::history<by_revision, families, first_goes, rebuilt, second_goes> family_history{};

// A transaction without a rebuild has foreign keys on, whatever the others need.
TEST_F(keys_of_transactions, are_off_only_where_a_table_is_rebuilt) {
    run(ways_of<family_history>, "a1", "d4",
        "PRAGMA foreign_keys = ON; INSERT INTO parents VALUES (1, 'a'), (2, NULL), (3, 'c'), (4, 'd'), (5, NULL);"
        "INSERT INTO children VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)",
        {{"SELECT count(*) FROM children WHERE id < 3", "0"}}, {{"SELECT count(*) FROM children", "1"}});
    std::ostringstream written;
    al::write_script<family_history>(written, al::sqlite, "a1:d4");
    EXPECT_EQ(written.str(), (al::script<family_history, al::sqlite, "a1:d4">));
}

inline constexpr auto kept_by_code = al::revision("a1").upgrade(
    al::create_table("parents", id, al::column("code", al::integer, al::unique)),
    al::create_table("children", id, al::column("parent", al::integer, al::references("parents", "code").named("fk"))));
inline constexpr auto two_rebuilds = al::revision("b2")
                                         .revises("a1")
                                         .without_transaction()
                                         .irreversible("test")
                                         .acknowledge(al::rule::adds_unique, "test")
                                         .acknowledge(al::rule::drops_constraint, "test")
                                         .upgrade(al::alter_column("parents", "code").type(al::text).using_("code + 1"),
                                                  al::drop_constraint("children", "fk"));
inline constexpr al::history<kept_by_code, two_rebuilds> alone_history{};

// Each rebuild has a transaction of its own there, and each of them is refused: later ones forget the key.
TEST_F(keys_of_transactions, are_looked_at_before_each_commit) {
    const ways taken = ways_of<alone_history>;
    for (const char* const file : {"online.db", "script.db"}) {
        al::sqlite3::connection db(path(file));
        taken.upgrade(db, "a1");
        db.execute("INSERT INTO parents VALUES (1, 10); INSERT INTO children VALUES (1, 10)");
    }
    al::sqlite3::connection online(path("online.db")), script(path("script.db"));
    const strings before = everything(script);
    EXPECT_THROW(taken.upgrade(online, "b2"), al::migration_error);
    if (!has_shell) GTEST_SKIP() << "sqlite3 is not installed";
    EXPECT_NE(run_script(taken, "a1:b2").find("foreign keys point nowhere"), std::string::npos);
    for (al::sqlite3::connection* const db : {&online, &script}) {
        EXPECT_EQ(cell_of(*db, "SELECT code FROM parents"), "10");
        EXPECT_EQ(version_of(*db), strings{"a1"});
    }
    EXPECT_EQ(everything(script), before);
}

}  // namespace
