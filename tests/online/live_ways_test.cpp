// SPDX-License-Identifier: BSL-1.0
// What a database holds besides the tables of the history (objects made by hand, triggers, settings, an encoding of
// its own), and what raw SQL makes: the same online and in SQLite's own shell.
#include "every_way.hpp"

namespace {

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto quiet = al::settings()
                                  .level(al::rule::drops_column, al::level::off)
                                  .level(al::rule::drops_table, al::level::off)
                                  .level(al::rule::renames_table, al::level::off)
                                  .level(al::rule::renames_column, al::level::off)
                                  .level(al::rule::rows_not_restored, al::level::off)
                                  .level(al::rule::adds_unique, al::level::off)
                                  .level(al::rule::sets_not_null, al::level::off);

struct unknown_part : every_way {};

inline constexpr auto plain = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("n", al::integer), al::column("x", al::text)),
    al::create_table("log", al::column("what", al::text)), al::create_view("v", "SELECT id, n AS n FROM t"));
inline constexpr auto rebuilds =
    al::revision("b2").revises("a1").upgrade(al::alter_column("t", "n").not_null().fill(al::sql("0")));
inline constexpr al::history<quiet, plain, rebuilds> rebuilding{};

std::string table_by_hand(const char* definition) {
    return std::string("DROP VIEW v; DROP TABLE t; ") + definition +
        "; CREATE VIEW v AS SELECT id, n FROM t; INSERT INTO t(id, n, x) VALUES (1, 2, 'kept')";
}

TEST_F(unknown_part, that_a_rebuild_would_lose_stops_both_ways) {
    for (const char* const by_hand :
         {"ALTER TABLE t ADD COLUMN extra TEXT; INSERT INTO t VALUES (1, NULL, 'x', 'mine')",
          "ALTER TABLE t ADD COLUMN \"odd ' name\" BLOB DEFAULT x'00'",
          "ALTER TABLE t ADD COLUMN n2 AS (n * 2) VIRTUAL"})
        expect_stop(ways_of<rebuilding>, "a1", "b2", by_hand);
    for (const char* const definition :
         {"CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, x TEXT COLLATE NOCASE)",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER CHECK (n < 100), x TEXT)",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, x TEXT UNIQUE ON CONFLICT REPLACE)",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, x TEXT) STRICT",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, x TEXT) WITHOUT ROWID",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER, x TEXT)",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY ON CONFLICT IGNORE, n INTEGER, x TEXT)",
          "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY DESC, n INTEGER, x TEXT)"})
        expect_stop(ways_of<rebuilding>, "a1", "b2", table_by_hand(definition));
}

TEST_F(unknown_part, that_another_table_has_stays_as_it_is) {
    run(ways_of<rebuilding>, "a1", "b2", "INSERT INTO t VALUES (1, NULL, 'kept'), (2, 7, NULL)",
        {{"SELECT group_concat(n) FROM v", "0,7"}}, {{"SELECT count(*) FROM t", "2"}});
}

inline constexpr auto with_old = al::revision("a1").upgrade(
    al::create_table("t", id, al::column("n", al::integer), al::column("x", al::text)),
    al::create_table("log", al::column("what", al::text)), al::create_table("old", al::column("k", al::integer)));
inline constexpr auto drops =
    al::revision("b2").revises("a1").upgrade(al::drop_column("t", "x"), al::drop_table("old"));
inline constexpr al::history<quiet, with_old, drops> dropping{};

TEST_F(unknown_part, that_names_what_is_dropped_stops_both_ways) {
    for (const char* const body : {"UPDATE t SET x = NEW.what", "INSERT INTO t(id, \"X\") VALUES (1, 2)",
                                   "DELETE FROM [Old]", "SELECT 1 FROM t AS other WHERE other.x IS NULL"})
        expect_stop(ways_of<dropping>, "a1", "b2",
                    std::string("CREATE TRIGGER by_hand AFTER INSERT ON log BEGIN ") + body + "; END");
    if (!has_shell) return;
    // The names are there, but not as words, or not both.
    std::filesystem::remove(path("script.db"));
    EXPECT_EQ(run_script(ways_of<dropping>, "base:a1"), "applied\n");
    al::sqlite3::connection(path("script.db"))
        .execute(
            "CREATE TRIGGER by_hand AFTER INSERT ON log WHEN NEW.what <> 'x' BEGIN UPDATE log SET what = max('old_x', "
            "'t1'); END; CREATE TRIGGER other AFTER DELETE ON log BEGIN UPDATE t SET n = 1; END");
    EXPECT_EQ(run_script(ways_of<dropping>, "a1:b2"), "applied\n");
}

// Triggers of other tables that mention the rebuilt one, and one of a view.
constexpr auto triggers_by_hand =
    "INSERT INTO t VALUES (1, NULL, 'kept');"
    "CREATE TRIGGER counts AFTER INSERT ON log WHEN (SELECT count(*) FROM t) > 0 BEGIN UPDATE t SET n = 9; END;"
    "CREATE TRIGGER through INSTEAD OF INSERT ON v BEGIN INSERT INTO t(id, n) VALUES (NEW.id, NEW.n); END";

TEST_F(unknown_part, that_mentions_a_rebuilt_table_goes_on_working) {
    al::sqlite3::connection online(path());
    al::upgrade<rebuilding>(online, "a1");
    online.execute(triggers_by_hand);
    al::upgrade<rebuilding>(online);
    online.execute("INSERT INTO v VALUES (2, 5); INSERT INTO log VALUES ('x')");
    EXPECT_EQ(cell_of(online, "SELECT group_concat(n) FROM t"), "9,9");
    if (!has_shell) return;
    EXPECT_EQ(run_script(ways_of<rebuilding>, "base:a1"), "applied\n");
    al::sqlite3::connection script(path("script.db"));
    script.execute(triggers_by_hand);
    EXPECT_EQ(run_script(ways_of<rebuilding>, "a1:b2"), "applied\n");
    script.execute("INSERT INTO v VALUES (2, 5); INSERT INTO log VALUES ('x')");
    EXPECT_EQ(everything(script), everything(online));
}

struct trigger_way : every_way {};

inline constexpr auto with_triggers = al::revision("b2").revises("a1").upgrade(
    al::create_trigger("of_n", al::after, al::update_of("n"), "t",
                       "INSERT INTO log(what) VALUES (OLD.n || '->' || NEW.n); DELETE FROM log WHERE what = ''")
        .when("OLD.n IS NOT NEW.n AND NEW.x <> 'n'"),
    al::create_trigger("elsewhere", al::before, al::delete_, "log",
                       "UPDATE t SET x = OLD.what WHERE n = (SELECT max(n) FROM t)"),
    al::create_trigger("through", al::instead_of, al::insert, "v",
                       "INSERT INTO t(id, n, x) VALUES (NEW.id, NEW.n, 'by v')"));
inline constexpr auto after_triggers = al::revision("c3").revises("b2").upgrade(
    al::rename_column("t", "n", "number"), al::alter_column("t", "number").not_null().fill(al::sql("0")),
    al::rename_table("log", "the log"), al::add_column("the log", al::column("m", al::integer, al::unique)),
    al::drop_view("v"), al::create_view("v", "SELECT number AS n, id FROM t"));
inline constexpr auto without_triggers = al::revision("d4").revises("c3").upgrade(
    al::drop_trigger("through"), al::drop_trigger("elsewhere"), al::drop_trigger("of_n"));
inline constexpr al::history<quiet, plain, with_triggers, after_triggers, without_triggers> triggers{};

TEST_F(trigger_way, survives_renames_rebuilds_and_a_new_view) {
    constexpr auto rows = "INSERT INTO t VALUES (1, NULL, 'x'), (2, 5, 'n')";
    run(ways_of<triggers>, "b2", "c3", rows,
        {{"INSERT INTO v(id, n) VALUES (3, 4) RETURNING (SELECT count(*) FROM t)", "3"},
         {"SELECT group_concat(number) FROM t", "0,5"}},
        {{"SELECT count(*) FROM \"log\"", "0"}});
    run(ways_of<triggers>, "c3", "d4", "INSERT INTO t VALUES (1, 3, 'x')",
        {{"INSERT INTO v(id, n) VALUES (3, 4)", "error: view"}}, {{"SELECT count(*) FROM \"the log\"", "0"}});
    for (const char* const head : {"b2", "c3"}) {
        al::sqlite3::connection db{":memory:"};
        al::upgrade<triggers>(db, head);
        const std::string column = *head == 'b' ? "n" : "number", log = *head == 'b' ? "log" : "\"the log\"";
        db.execute("INSERT INTO v(id, n) VALUES (1, 1), (2, 2); UPDATE t SET x = 'n' WHERE id = 2");
        db.execute("UPDATE t SET " + column + " = " + column + " + 1; UPDATE t SET x = 'other' WHERE id = 1");
        EXPECT_EQ(cell_of(db, "SELECT group_concat(what) FROM " + log), "1->2");
        db.execute("DELETE FROM " + log);
        EXPECT_EQ(cell_of(db, "SELECT group_concat(x) FROM t"), "other,1->2");
    }
}

inline constexpr auto raw_triggers =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("CREATE TRIGGER tr AFTER UPDATE ON log BEGIN UPDATE t SET x = 'y'; END"),
                 al::execute("CREATE TRIGGER ti INSTEAD OF INSERT ON v BEGIN INSERT INTO t(x) VALUES (1); END"),
                 al::execute("CREATE TRIGGER td AFTER DELETE ON log BEGIN SELECT x FROM t; END"))
        .downgrade(al::execute("DROP TRIGGER tr; DROP TRIGGER ti; DROP TRIGGER td"));
inline constexpr auto drops_x = al::revision("c3").revises("b2").upgrade(
    al::alter_column("t", "n").not_null().fill(al::sql("0")), al::drop_column("t", "x"));
inline constexpr al::history<quiet, plain, raw_triggers, drops_x> breaking{};
inline constexpr auto mends =
    al::revision("c3")
        .revises("b2")
        .upgrade(al::alter_column("t", "n").not_null().fill(al::sql("0")),
                 al::execute("DROP TRIGGER ti; DROP TRIGGER td"), al::drop_column("t", "x"),
                 al::execute("DROP TRIGGER tr"),
                 al::execute("CREATE TRIGGER tr AFTER UPDATE ON log BEGIN UPDATE t SET n = 1; END"))
        .irreversible("test");
inline constexpr al::history<quiet, plain, raw_triggers, mends> mending{};

inline constexpr auto new_view =
    al::revision("c3").revises("b2").upgrade(al::drop_view("v"), al::create_view("v", "SELECT id, n, x FROM t"));
inline constexpr auto new_trigger = al::revision("d4").revises("c3").irreversible("test").upgrade(
    al::drop_view("v"), al::create_view("v", "SELECT id FROM t"),
    al::execute("CREATE TRIGGER ti INSTEAD OF INSERT ON v BEGIN INSERT INTO t(x) VALUES (2); END"));
inline constexpr al::history<quiet, plain, raw_triggers, new_view, new_trigger> viewed{};

// Raw SQL made it long before, and does not make it again.
TEST_F(trigger_way, of_a_view_that_comes_again_comes_with_it) {
    run(ways_of<viewed>, "b2", "c3", "INSERT INTO t VALUES (1, 1, 'a')",
        {{"INSERT INTO v(id) VALUES (3) RETURNING (SELECT count(*) FROM t)", "2"}},
        {{"INSERT INTO v(id) VALUES (3) RETURNING (SELECT count(*) FROM t)", "2"}});
    for (const char* const start : {"b2", "c3"}) {
        SCOPED_TRACE(start);
        al::sqlite3::connection db{":memory:"};
        al::upgrade<viewed>(db, start);
        al::upgrade<viewed>(db);
        db.execute("INSERT INTO v(id) VALUES (3)");
        EXPECT_EQ(cell_of(db, "SELECT x FROM t"), "2");
    }
}

// A history from when such triggers were lost: a later revision made them again.
inline constexpr auto made_again = al::revision("d4").revises("c3").irreversible("test").upgrade(
    al::execute("CREATE TRIGGER ti INSTEAD OF INSERT ON v BEGIN INSERT INTO t(x) VALUES (3); END"));
inline constexpr al::history<quiet, plain, raw_triggers, new_view, made_again> later{};

TEST_F(trigger_way, of_a_view_that_a_later_revision_makes_again_is_left_to_it) {
    al::sqlite3::connection online(path("online.db"));
    al::upgrade<later>(online, "b2");
    al::upgrade<later>(online);
    online.execute("INSERT INTO v(id) VALUES (3)");
    EXPECT_EQ(cell_of(online, "SELECT x FROM t"), "3");
    if (!has_shell) GTEST_SKIP() << "sqlite3 is not installed";
    EXPECT_EQ(run_script(ways_of<later>, "base:b2"), "applied\n");
    EXPECT_EQ(run_script(ways_of<later>, "b2:d4"), "applied\n");
}

TEST_F(trigger_way, of_another_table_that_would_break_stops_it) {
    for (const char* const dropped :
         {"DROP TRIGGER ti; DROP TRIGGER td", "DROP TRIGGER tr; DROP TRIGGER td", "DROP TRIGGER tr; DROP TRIGGER ti"})
        expect_stop(ways_of<breaking>, "b2", "c3", dropped);
}

TEST_F(trigger_way, that_is_made_anew_in_the_revision_does_not) {
    al::sqlite3::connection online(path());
    al::upgrade<mending>(online);
    EXPECT_EQ(cell_of(online, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), "1");
    if (!has_shell) return;
    EXPECT_EQ(run_script(ways_of<mending>, "base:b2"), "applied\n");
    EXPECT_EQ(run_script(ways_of<mending>, "b2:c3"), "applied\n");
    al::sqlite3::connection script(path("script.db"));
    EXPECT_EQ(everything(script), everything(online));
}

inline constexpr auto counting = al::revision("b2").revises("a1").upgrade(
    al::create_trigger("counted", al::after, al::update_of("n"), "t", "INSERT INTO log VALUES (NEW.n)"));
inline constexpr auto widens =
    al::revision("c3").revises("b2").upgrade(al::add_column("log", al::column("more", al::integer)));
inline constexpr al::history<quiet, plain, counting, widens> widening{};

TEST_F(trigger_way, whose_values_no_longer_fit_a_table_stops_it) { expect_stop(ways_of<widening>, "b2", "c3", ""); }

inline constexpr auto drops_log = al::revision("b2").revises("a1").upgrade(al::drop_table("log"));
inline constexpr al::history<quiet, plain, drops_log> dropping_log{};

// A script cannot look for triggers that it does not know.
TEST_F(trigger_way, by_hand_that_uses_a_dropped_table_stops_it_online) {
    al::sqlite3::connection db(path());
    al::upgrade<dropping_log>(db, "a1");
    db.execute("CREATE TRIGGER mine AFTER DELETE ON t BEGIN INSERT INTO log VALUES (OLD.x); END");
    EXPECT_THROW(al::upgrade<dropping_log>(db), al::migration_error);
    EXPECT_TRUE(has_table(db, "log"));
    EXPECT_EQ(version_of(db), strings{"a1"});
}

struct odd_session : every_way {};

TEST_F(odd_session, may_store_its_texts_as_utf_16) {
    for (const char* const encoding : {"UTF-16le", "UTF-16be"}) {
        al::sqlite3::connection online(path(encoding));
        for (al::sqlite3::connection* const db : {&online})
            db->execute(std::string("PRAGMA encoding = '") + encoding + "'; CREATE TABLE x(y); DROP TABLE x");
        std::filesystem::remove(path("script.db"));
        al::sqlite3::connection(path("script.db"))
            .execute(std::string("PRAGMA encoding = '") + encoding + "'; CREATE TABLE x(y); DROP TABLE x");
        for (const char* const range : {"base:b2", "b2:c3", "c3:b2", "b2:c3", "c3:d4"}) {
            const std::string start(range, std::string(range).find(':')), target = range + start.size() + 1;
            if (start < target || start == "base") al::upgrade<triggers>(online, target);
            else al::downgrade<triggers>(online, target);
            EXPECT_TRUE(al::drift<triggers>(online, "current").empty());
            if (!has_shell) continue;
            EXPECT_EQ(run_script(ways_of<triggers>, range), "applied\n");
            al::sqlite3::connection script(path("script.db"));
            EXPECT_EQ(everything(script), everything(online));
            EXPECT_EQ(version_of(script), version_of(online));
        }
        EXPECT_EQ(cell_of(online, "PRAGMA encoding"), encoding);
    }
}

inline constexpr auto family =
    al::revision("a1")
        .upgrade(al::create_table("p", id),
                 al::create_table("c", id, al::column("p", al::integer, al::references("p", "id"))),
                 al::execute("CREATE TRIGGER tr AFTER DELETE ON c BEGIN DELETE FROM p WHERE id = OLD.p; END"))
        .irreversible("test");
inline constexpr auto renames_p = al::revision("b2").revises("a1").upgrade(al::rename_table("p", "parent"));
inline constexpr al::history<quiet, family, renames_p> family_history{};

TEST_F(odd_session, may_have_any_settings) {
    for (const char* const pragma : {"legacy_alter_table", "ignore_check_constraints", "recursive_triggers",
                                     "reverse_unordered_selects", "defer_foreign_keys", "case_sensitive_like"}) {
        SCOPED_TRACE(pragma);
        al::sqlite3::connection db{":memory:"};
        al::upgrade<family_history>(db, "a1");
        db.execute("PRAGMA " + std::string(pragma) + " = ON; INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)");
        al::upgrade<family_history>(db);
        EXPECT_EQ(cell_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('c')"), "parent");
        db.execute("DELETE FROM c");
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM parent"), "0");
    }
}

struct raw_object : every_way {};

inline constexpr auto raw_objects =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("CREATE VIRTUAL TABLE words USING fts5(title, body)"),
                 al::execute("CREATE INDEX by_hand ON log (what ASC) WHERE what > ''"),
                 al::execute("CREATE TRIGGER fed AFTER INSERT ON t BEGIN INSERT INTO words VALUES (NEW.x, NEW.n); END"),
                 al::create_index("ix", "t", al::expression("n")), al::create_index("ascending", "t", "x"))
        .downgrade(al::drop_index("ascending"), al::drop_index("ix"), al::execute("DROP TRIGGER fed"),
                   al::execute("DROP INDEX by_hand"), al::execute("DROP TABLE words"));
inline constexpr auto behind_raw = al::revision("c3").revises("b2").upgrade(
    al::alter_column("t", "n").not_null().fill(al::sql("0")), al::add_constraint("t", al::unique("n", "x")));
inline constexpr al::history<quiet, plain, raw_objects, behind_raw> raw{};

TEST_F(raw_object, is_no_drift_and_survives_a_rebuild) {
    run(ways_of<raw>, "b2", "c3", "INSERT INTO t VALUES (1, 3, 'kept')",
        {{"SELECT body FROM words WHERE words MATCH 'kept'", "3"},
         {"INSERT INTO t VALUES (2, 4, 'new') RETURNING (SELECT count(*) FROM pragma_index_list('t'))", "3"}},
        {{"SELECT title FROM words", "kept"}, {"SELECT count(*) FROM pragma_index_list('t')", "2"}});
    run(ways_of<raw>, "a1", "c3", "", {{"SELECT count(*) FROM words", "0"}}, {{"SELECT count(*) FROM v", "0"}});
}

inline constexpr auto raw_index =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("CREATE INDEX by_hand ON t (n ASC, x DESC)"),
                 al::execute("CREATE TABLE gone(a); CREATE INDEX of_gone ON gone(a); DROP TABLE gone;"
                             "create unique index if not exists main.[odd ix] on t(coalesce(\"x\", 'x') collate nocase"
                             " desc, n, id) where t.n > 0 /* ; */; -- the end"))
        .downgrade(al::execute("DROP INDEX by_hand"), al::execute("DROP INDEX IF EXISTS \"ODD IX\""));
inline constexpr auto rebuilds_indexed = al::revision("c3").revises("b2").upgrade(
    al::alter_column("t", "n").not_null().fill(al::sql("0")), al::rename_column("t", "n", "an n"), al::drop_view("v"),
    al::rename_table("t", "t t"), al::alter_column("t t", "x").default_to("y"));
inline constexpr al::history<quiet, plain, raw_index, rebuilds_indexed> indexed{};

// The text of an index that raw SQL made is known, and follows renames as the database's own does.
TEST_F(raw_object, that_is_an_index_is_created_again_both_ways) {
    run(ways_of<indexed>, "b2", "c3", "INSERT INTO t VALUES (1, 3, 'kept')",
        {{"SELECT sql FROM sqlite_schema WHERE name = 'by_hand'",
          "CREATE INDEX by_hand ON \"t t\" (\"an n\" ASC, x DESC)"},
         {"SELECT sql FROM sqlite_schema WHERE name = 'odd ix'",
          "CREATE UNIQUE INDEX [odd ix] on \"t t\"(coalesce(\"x\", 'x') collate nocase desc, \"an n\", id) where "
          "\"t t\".\"an n\" > 0 /* ; */"}},
        {{"SELECT count(*) FROM pragma_index_list('t')", "2"}});
}

TEST_F(raw_object, that_is_an_index_of_another_text_stops_a_script) {
    if (!has_shell) GTEST_SKIP() << "sqlite3 is not installed";
    for (const char* const other : {"CREATE INDEX by_hand ON t (n DESC, x DESC)", "CREATE INDEX of_others ON t (n)"}) {
        std::filesystem::remove(path("script.db"));
        EXPECT_EQ(run_script(ways_of<indexed>, "base:b2"), "applied\n");
        al::sqlite3::connection script(path("script.db"));
        script.execute(std::string("DROP INDEX by_hand; ") + other);
        const strings before = everything(script);
        EXPECT_NE(run_script(ways_of<indexed>, "b2:c3").find("or migrate online"), std::string::npos) << other;
        EXPECT_EQ(everything(script), before);
        al::upgrade<indexed>(script);  // which keeps what is there
        EXPECT_EQ(cell_of(script, "SELECT count(*) FROM sqlite_schema WHERE name IN ('by_hand', 'of_others')"), "1");
    }
}

}  // namespace
