// SPDX-License-Identifier: BSL-1.0
// Rebuilding a table: every known trap, on a real database with rows.
#include "database.hpp"

#include <gtest/gtest.h>

#include <cstdio>       // remove
#include <string>       // string
#include <string_view>  // string_view

namespace {

using namespace test;

// A change that needs a rebuild in every version.
constexpr auto rebuild_t = al::revision("1").upgrade(al::alter_column("t", "a").default_to("x"));

constexpr auto plain = al::revision("0").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text)));

constexpr std::string_view plain_text = R"(CREATE TABLE "_aludel_new_t" (
    "id" INTEGER NOT NULL,
    "a" TEXT DEFAULT 'x',
    PRIMARY KEY ("id")
);
INSERT INTO "_aludel_new_t" ("id", "a")
SELECT "id", "a"
FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_aludel_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
)";
static_assert(is_text(render_after(plain, rebuild_t), plain_text));
static_assert(render_after(plain, rebuild_t).foreign_keys_off);

TEST(SqliteRebuild, Text) { EXPECT_EQ(text_of(render_after(plain, rebuild_t)), plain_text); }

constexpr auto parent_and_child = [](op::referential_action action) {
    return al::revision("0").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text)),
        al::create_table("child", al::column("id", al::integer, al::primary_key),
                         al::column("t_id", al::integer, al::references("t", "id").on_delete(action))));
};

TEST(SqliteRebuild, ChildrenKeepTheirRows) {  // 1, 2, 3
    for (const op::referential_action action :
         {al::cascade, al::set_null, al::set_default, al::restrict, al::no_action}) {
        const auto before = parent_and_child(action);
        database db;
        db.execute("PRAGMA foreign_keys = ON");
        db.migrate(render(before));
        db.execute("INSERT INTO t VALUES (1, 'p'); INSERT INTO child VALUES (7, 1)");
        const std::string child = db.query("SELECT sql FROM sqlite_schema WHERE name = 'child'");
        db.migrate(render_after(before, rebuild_t));
        EXPECT_EQ(db.query("SELECT * FROM child"), "7|1\n");
        EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'\n");
        EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name = 'child'"), child);  // 6: still REFERENCES "t"
        EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
        EXPECT_EQ(db.query("PRAGMA foreign_keys"), "1\n");
        EXPECT_THROW(db.execute("INSERT INTO child VALUES (8, 2)"), sqlite_error);
    }
}

TEST(SqliteRebuild, AScriptInATransactionOfAnotherStops) {  // 1
    const auto before = parent_and_child(al::cascade);
    database db;
    db.execute("PRAGMA foreign_keys = ON");
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES (1, 'p'); INSERT INTO child VALUES (7, 1)");
    try {
        db.run_script(render_after(before, rebuild_t), true);
        FAIL();
    } catch (const sqlite_error& error) {
        EXPECT_NE(std::string(error.what()).find("foreign keys must be off to rebuild a table"), std::string::npos)
            << error.what();
    }
    EXPECT_EQ(db.query("SELECT * FROM child"), "7|1\n");
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'\n");
}

TEST(SqliteRebuild, AScriptRunsLikeTheEngine) {
    const auto before = parent_and_child(al::cascade);
    database online, offline;
    for (database* db : {&online, &offline}) {
        db->migrate(render(before));
        db->execute("INSERT INTO t VALUES (1, 'p'); INSERT INTO child VALUES (7, 1)");
    }
    online.migrate(render_after(before, rebuild_t));
    offline.run_script(render_after(before, rebuild_t));
    EXPECT_EQ(online.catalog(), offline.catalog());
    EXPECT_EQ(offline.query("SELECT * FROM child"), "7|1\n");
}

TEST(SqliteRebuild, ViewsAndTriggersOfOthersStay) {  // 4, 13
    const auto before = parent_and_child(al::no_action);
    database db;
    db.migrate(render(before));
    db.execute(
        "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW v2 AS SELECT * FROM v;"
        "CREATE TRIGGER far AFTER INSERT ON child BEGIN INSERT INTO t (a) VALUES ('from child'); END;"
        "CREATE TRIGGER instead INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END;"
        "INSERT INTO t VALUES (1, 'p')");
    db.migrate(render_after(before, rebuild_t));
    EXPECT_EQ(db.query("SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name"),
              "'far'\n'instead'\n'v'\n'v2'\n");
    db.execute("INSERT INTO v VALUES ('through the view'); INSERT INTO child VALUES (1, 1)");
    EXPECT_EQ(db.query("SELECT * FROM v2"), "'p'\n'through the view'\n'from child'\n");
}

TEST(SqliteRebuild, ABrokenViewOfAnotherIsNoObstacle) {  // 14
    database db;
    db.migrate(render(plain));
    db.execute(
        "CREATE TABLE gone (x); CREATE VIEW broken AS SELECT x FROM gone; DROP TABLE gone; INSERT INTO t VALUES (1, "
        "'p')");
    EXPECT_NO_THROW(db.migrate(render_after(plain, rebuild_t)));
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'\n");
    EXPECT_EQ(db.query("PRAGMA legacy_alter_table"), "0\n");
}

TEST(SqliteRebuild, AQualifiedCheckFailsBeforeAnythingIsLost) {  // 5
    const auto before =
        al::revision("0").upgrade(al::create_table("t", al::column("a", al::text), al::check("t.a <> ''")));
    database db;
    db.execute("CREATE TABLE t (a TEXT, CHECK (t.a <> '')); INSERT INTO t VALUES ('p')");
    const std::string catalog = db.catalog();
    EXPECT_THROW(db.migrate(render_after(before, rebuild_t)), sqlite_error);
    EXPECT_EQ(db.catalog(), catalog);
    EXPECT_EQ(db.query("SELECT * FROM t"), "'p'\n");
}

TEST(SqliteRebuild, SelfReferencesPointAtTheTable) {  // 7
    const auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text),
                         al::column("parent", al::integer, al::references("t", "id").on_delete(al::cascade))));
    database db;
    db.execute("PRAGMA foreign_keys = ON");
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES (1, 'p', NULL), (2, 'c', 1)");
    db.migrate(render_after(before, rebuild_t));
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'|NULL\n2|'c'|1\n");
    EXPECT_EQ(db.query("SELECT \"table\" FROM pragma_foreign_key_list('t')"), "'t'\n");
    db.execute("DELETE FROM t WHERE id = 1");
    EXPECT_EQ(db.query("SELECT count(*) FROM t"), "0\n");
}

TEST(SqliteRebuild, GeneratedColumnsAreNotCopied) {  // 9
    const auto before = al::revision("0").upgrade(al::create_table(
        "t", al::column("a", al::text), al::column("v", al::text, al::generated("a || '!'")),
        al::column("s", al::text, al::generated("a || '?'", al::stored)), al::column("d", al::integer)));
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t (a, d) VALUES ('p', 5)");
    db.migrate(render_after(before, rebuild_t));
    EXPECT_EQ(db.query("SELECT a, v, s, d FROM t"), "'p'|'p!'|'p?'|5\n");
}

constexpr auto numbered = al::revision("0").upgrade(al::create_table(
    "t", al::column("id", al::integer, al::primary_key, al::autoincrement), al::column("a", al::text)));

TEST(SqliteRebuild, NumbersAreNotGivenOutAgain) {  // 10
    database db;
    db.migrate(render(numbered));
    db.execute("INSERT INTO t (a) VALUES ('1'), ('2'), ('3'); DELETE FROM t WHERE id >= 2");
    db.migrate(render_after(numbered, rebuild_t));
    db.execute("INSERT INTO t (a) VALUES ('next')");
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'1'\n4|'next'\n");
    EXPECT_EQ(db.query("SELECT * FROM sqlite_sequence"), "'t'|4\n");

    database empty;  // all rows deleted, or never any
    empty.migrate(render(numbered));
    empty.migrate(render_after(numbered, rebuild_t));
    empty.execute("INSERT INTO t (a) VALUES ('1'), ('2'); DELETE FROM t");
    empty.migrate(render_after(numbered, rebuild_t));
    empty.execute("INSERT INTO t (a) VALUES ('next')");
    EXPECT_EQ(empty.query("SELECT id FROM t"), "3\n");
}

TEST(SqliteRebuild, RowidsAreKept) {  // 11
    const auto before = al::revision("0").upgrade(al::create_table("t", al::column("a", al::text, al::primary_key)));
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t (rowid, a) VALUES (7, 'seven'), (3, 'three')");
    db.migrate(render_after(before, rebuild_t));
    EXPECT_EQ(db.query("SELECT rowid, a FROM t ORDER BY rowid"), "3|'three'\n7|'seven'\n");

    const auto hidden =
        al::revision("0").upgrade(al::create_table("t", al::column("RowId", al::text), al::column("a", al::text)));
    EXPECT_NE(text_of(render_after(hidden, rebuild_t)).find("(_rowid_, \"RowId\", \"a\")"), std::string::npos);
    const auto all_hidden =
        al::revision("0").upgrade(al::create_table("t", al::column("rowid", al::text), al::column("_rowid_", al::text),
                                                   al::column("oid", al::text), al::column("a", al::text)));
    EXPECT_NE(text_of(render_after(all_hidden, rebuild_t)).find("(\"rowid\", \"_rowid_\", \"oid\", \"a\")"),
              std::string::npos);

    // A new key takes the values of the rowids, which it would have been numbered with.
    const auto keyed = al::revision("1").upgrade(
        al::add_column("t", al::column("id", al::integer, al::primary_key, al::autoincrement)),
        al::alter_column("t", "a").nullable());
    const auto keyless = al::revision("0").upgrade(al::create_table("t", al::column("a", al::text)));
    database gains;
    gains.migrate(render(keyless));
    gains.execute("INSERT INTO t (rowid, a) VALUES (7, 'seven')");
    gains.migrate(render_after(keyless, keyed));
    EXPECT_EQ(gains.query("SELECT a, id FROM t"), "'seven'|7\n");
}

TEST(SqliteRebuild, WithoutRowid) {  // 31
    const auto before = al::revision("0").upgrade(al::create_table("t", al::column("k", al::integer, al::primary_key),
                                                                   al::column("a", al::text), al::without_rowid));
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES (1, 'p')");
    db.migrate(render_after(before, rebuild_t));
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'\n");
    EXPECT_EQ(db.query("SELECT wr FROM pragma_table_list('t')"), "1\n");
}

constexpr auto indexed_table = al::revision("0").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text, al::unique),
                     al::column("it's", al::text, al::indexed)),
    al::create_index("ix_t_a", "t", "a").where("a <> ''"));

TEST(SqliteRebuild, IndexesComeBack) {  // 12
    database db;
    db.migrate(render(indexed_table));
    const std::string indexes = db.query("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name");
    db.migrate(render_after(indexed_table, rebuild_t));
    EXPECT_EQ(db.query("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"), indexes);
}

TEST(SqliteRebuild, WhatTheHistoryDoesNotKnowIsKeptOnline) {  // 12
    database db;
    db.migrate(render(indexed_table));
    db.execute(
        "CREATE TABLE log (what); CREATE TRIGGER tr AFTER UPDATE OF a ON T BEGIN INSERT INTO log VALUES (old.a); END; "
        "CREATE INDEX theirs ON t (lower(a)); INSERT INTO t VALUES (1, 'p', 'q')");
    const std::string before = db.query(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY name");
    db.migrate(render_after(indexed_table, rebuild_t));
    EXPECT_EQ(
        db.query(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY name"),
        before);
    db.execute("UPDATE t SET a = 'new'");
    EXPECT_EQ(db.query("SELECT * FROM log"), "'p'\n");
}

TEST(SqliteRebuild, AScriptStopsAtWhatTheHistoryDoesNotKnow) {
    for (const char* theirs :
         {"CREATE TRIGGER tr AFTER UPDATE ON t BEGIN SELECT 1; END", "CREATE INDEX theirs ON t (a)"}) {
        database db;
        db.migrate(render(indexed_table));
        db.execute("INSERT INTO t VALUES (1, 'p', 'q')");
        db.execute(theirs);
        const std::string catalog = db.catalog();
        try {
            db.run_script(render_after(indexed_table, rebuild_t));
            FAIL();
        } catch (const sqlite_error& error) {
            EXPECT_NE(std::string(error.what()).find("triggers or indexes that this history did not make"),
                      std::string::npos)
                << error.what();
        }
        EXPECT_EQ(db.catalog(), catalog);
        EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'|'q'\n");
    }
    database clean;
    clean.migrate(render(indexed_table));
    EXPECT_NO_THROW(clean.run_script(render_after(indexed_table, rebuild_t)));
}

TEST(SqliteRebuild, AnUnknownIndexOverADroppedColumnIsAnErrorAndNoLoss) {
    database db;
    db.migrate(render(indexed_table));
    db.execute("CREATE INDEX theirs ON t (a, id); INSERT INTO t VALUES (1, 'p', 'q')");
    const std::string catalog = db.catalog();
    const auto drop =
        al::revision("1").upgrade(al::drop_index("ix_t_a"), al::drop_column("t", "a"));  // UNIQUE: a rebuild
    EXPECT_THROW(db.migrate(render_after(indexed_table, drop)), sqlite_error);
    EXPECT_EQ(db.catalog(), catalog);
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'|'q'\n");
}

TEST(SqliteRebuild, ATableUnderTheNewNameIsNotTouched) {
    database db;
    db.migrate(render(plain));
    db.execute(
        "CREATE TABLE _aludel_new_t (theirs); INSERT INTO _aludel_new_t VALUES (1); INSERT INTO t VALUES (1, 'p')");
    EXPECT_THROW(db.migrate(render_after(plain, rebuild_t)), sqlite_error);
    EXPECT_THROW(db.run_script(render_after(plain, rebuild_t)), sqlite_error);
    EXPECT_EQ(db.query("SELECT * FROM _aludel_new_t"), "1\n");
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'p'\n");
}

TEST(SqliteRebuild, ForeignKeysThatPointNowhere) {  // 20
    const auto before = parent_and_child(al::no_action);
    const auto narrowing =
        al::revision("1").upgrade(al::alter_column("child", "t_id").type(al::text).using_("t_id + 100"));
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES (1, 'p'); INSERT INTO child VALUES (7, 1)");
    try {
        db.run_script(render_after(before, narrowing));
        FAIL();
    } catch (const sqlite_error& error) {
        EXPECT_NE(std::string(error.what()).find("foreign keys point nowhere"), std::string::npos) << error.what();
    }
    EXPECT_EQ(db.query("SELECT * FROM child"), "7|1\n");
    // Violations that existed before are not caused by the migration.
    db.execute("INSERT INTO child VALUES (8, 99)");
    EXPECT_NO_THROW(db.run_script(render_after(before, rebuild_t)));
    EXPECT_EQ(db.query("SELECT * FROM child"), "7|1\n8|99\n");
}

TEST(SqliteRebuild, ChangedTypesKeepEveryValue) {  // 29
    const auto typed = [](const auto& source, const auto& target, const char* rows, const char* wanted) {
        const auto before = al::revision("0").upgrade(
            al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", source)));
        database db;
        db.migrate(render(before));
        db.execute(std::string("INSERT INTO t (a) VALUES ") + rows);
        db.migrate(render_after(before, al::revision("1").upgrade(al::alter_column("t", "a").type(target))));
        EXPECT_EQ(db.query("SELECT a FROM t"), wanted);
    };
    typed(al::text, al::integer, "('12'), ('abc'), ('1e3'), ('1.5'), (NULL)", "12\n'abc'\n1000\n1.5\nNULL\n");
    typed(al::integer, al::text, "(12), (NULL)", "'12'\nNULL\n");
    typed(al::real, al::integer, "(1.0), (1.5)", "1\n1.5\n");
    typed(al::text, al::binary, "('ab')", "x'ab'\n");
    typed(al::binary, al::text, "(x'6162')", "'ab'\n");
    typed(al::text, al::json, "('{\"a\": 1}')", "'{\"a\": 1}'\n");
    typed(al::varchar(40), al::varchar(80), "('ab')", "'ab'\n");
    typed(al::integer, al::boolean, "(1), (0)", "1\n0\n");

    const auto strict = al::revision("0").upgrade(al::create_table("t", al::column("a", al::text), al::strict));
    const auto to_integer = al::revision("1").upgrade(al::alter_column("t", "a").type(al::integer));
    database db;
    db.migrate(render(strict));
    db.execute("INSERT INTO t VALUES ('12')");
    db.migrate(render_after(strict, to_integer));
    EXPECT_EQ(db.query("SELECT a FROM t"), "12\n");
    database refuses;
    refuses.migrate(render(strict));
    refuses.execute("INSERT INTO t VALUES ('abc')");
    EXPECT_THROW(refuses.migrate(render_after(strict, to_integer)), sqlite_error);
    EXPECT_EQ(refuses.query("SELECT a FROM t"), "'abc'\n");
}

TEST(SqliteRebuild, ValuesForRowsThatExist) {
    const auto run = [](const auto& operation) {
        database db;
        db.migrate(render(plain));
        db.execute("INSERT INTO t VALUES (1, NULL), (2, 'b')");
        db.migrate(render_after(plain, al::revision("1").upgrade(operation)));
        return db.query("SELECT * FROM t");
    };
    EXPECT_EQ(run(al::add_column("t", al::column("c", al::text, al::not_null).fill(al::sql("'n' || id")))),
              "1|NULL|'n1'\n2|'b'|'n2'\n");
    EXPECT_EQ(run(al::add_column("t", al::column("c", al::text, al::not_null, al::unique).fill(al::sql("id * 10")))),
              "1|NULL|'10'\n2|'b'|'20'\n");
    EXPECT_EQ(run(al::add_column(
                  "t", al::column("c", al::text, al::not_null, al::default_to("d")).fill(al::sql("coalesce(a, 'e')")))),
              "1|NULL|'e'\n2|'b'|'b'\n");
}

TEST(SqliteRebuild, NotNullNeedsValues) {
    database db;
    db.migrate(render(plain));
    db.execute("INSERT INTO t VALUES (1, NULL), (2, 'b')");
    EXPECT_THROW(db.migrate(render_after(plain, al::revision("1").upgrade(al::alter_column("t", "a").not_null()))),
                 sqlite_error);
    db.migrate(render_after(
        plain, al::revision("1").upgrade(al::alter_column("t", "a").not_null().fill(al::sql("'was ' || id")))));
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'was 1'\n2|'b'\n");
    EXPECT_THROW(db.execute("INSERT INTO t VALUES (3, NULL)"), sqlite_error);
}

// The default also applies to existing rows with NULL; Alembic's batch copies the NULLs and fails (measured: Alembic
// 1.19).
TEST(SqliteRebuild, NotNullFillsFromTheDefault) {
    database db;
    db.migrate(render(plain));
    db.execute("INSERT INTO t VALUES (1, NULL), (2, 'b')");
    db.migrate(render_after(plain, al::revision("1").upgrade(al::alter_column("t", "a").not_null().default_to("d"))));
    EXPECT_EQ(db.query("SELECT * FROM t"), "1|'d'\n2|'b'\n");
}

TEST(SqliteRebuild, WhatAddColumnRefusesOnRows) {  // 17, 18
    const auto run = [](const auto& column, bool native) {
        SCOPED_TRACE(testing::Message() << native);
        const auto before = parent_and_child(al::no_action);
        const revision_sql result = render_after(before, al::revision("1").upgrade(al::add_column("t", column)));
        EXPECT_EQ(result.foreign_keys_off, !native) << text_of(result);
        database db;
        db.execute("PRAGMA foreign_keys = ON");
        db.migrate(render(before));
        db.execute("INSERT INTO t VALUES (1, 'p'); INSERT INTO child VALUES (7, 1)");
        EXPECT_NO_THROW(db.migrate(result));
        EXPECT_EQ(db.query("SELECT id, a FROM t"), "1|'p'\n");
        EXPECT_EQ(db.query("SELECT * FROM child"), "7|1\n");
        return db.query("SELECT c FROM t");
    };
    EXPECT_EQ(run(al::column("c", al::text), true), "NULL\n");
    EXPECT_EQ(run(al::column("c", al::text, al::not_null, al::default_to("")), true), "''\n");
    EXPECT_EQ(run(al::column("c", al::text, al::default_to(al::sql("'e'"))), false), "'e'\n");
    EXPECT_EQ(run(al::column("c", al::text, al::default_to("a\0b")), true), "'a'\n");  // a literal ends at its NUL
    EXPECT_EQ(run(al::column("c", al::text, al::default_to(std::string_view("a\0b", 3))), false),
              std::string("'a\0b'\n", 6));
    EXPECT_EQ(run(al::column("c", al::integer, al::unique), false), "NULL\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::generated("id * 2", al::stored)), false), "2\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::generated("id * 2")), true), "2\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::references("t", "id")), true), "NULL\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::references("t", "id"), al::default_to(1)), false), "1\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::check("c IS NOT NULL")).fill(al::sql("5")), false), "5\n");
    EXPECT_EQ(run(al::column("c", al::integer, al::references("t", "id")).fill(al::sql("id")), true), "1\n");
    EXPECT_NE(run(al::column("c", al::timestamp, al::not_null, al::default_to(al::current_timestamp)), false),
              "NULL\n");
}

TEST(SqliteRebuild, WhatDropColumnRefuses) {  // 16
    const auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("u", al::integer, al::unique),
                         al::column("f", al::integer, al::references("t", "id")), al::column("c", al::integer),
                         al::column("g", al::integer), al::column("made", al::integer, al::generated("g + 1")),
                         al::column("w", al::integer), al::column("e", al::integer), al::column("i", al::integer),
                         al::column("free", al::integer), al::check("c > 0")),
        al::create_index("i1", "t", "i"), al::create_index("i2", "t", "id").where("w > 0"),
        al::create_index("i3", "t", al::expression("abs(e)")));
    const op::operations_view up = before.view().upgrade;
    ledger tables;
    render(tables, up);
    const kept t = tables.at(0);
    for (const char* used : {"u", "f", "c", "g", "i", "w", "e", "id"}) {
        EXPECT_FALSE(al::sqlite_dialect::can_drop_column(t.view(), used)) << used;
        database db;
        db.migrate(render(before));
        EXPECT_THROW(db.execute(std::string("ALTER TABLE t DROP COLUMN \"") + used + "\""), sqlite_error) << used;
    }
    EXPECT_TRUE(al::sqlite_dialect::can_drop_column(t.view(), "free"));
    EXPECT_TRUE(al::sqlite_dialect::can_drop_column(t.view(), "made"));
}

TEST(SqliteRebuild, KeysAndOptionsChange) {
    const auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("a", al::text, al::not_null), al::column("b", al::integer, al::not_null),
                         al::primary_key("a").named("pk"), al::unique("b").named("uq")));
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES ('x', 1), ('y', 2)");
    const revision_sql result =
        render_after(before,
                     al::revision("1").upgrade(al::drop_constraint("t", "pk"), al::drop_constraint("t", "uq"),
                                               al::add_constraint("t", al::primary_key("b", "a").named("pk2"))));
    EXPECT_EQ(text_of(result).find("_aludel_new_t", text_of(result).find("RENAME TO")), std::string::npos);
    db.migrate(result);
    EXPECT_EQ(db.query("SELECT * FROM t ORDER BY b"), "'x'|1\n'y'|2\n");
    EXPECT_EQ(db.query("SELECT name, pk FROM pragma_table_info('t')"), "'a'|2\n'b'|1\n");
}

TEST(SqliteRebuild, RowsStayWhereNoColumnDoes) {
    const auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("a", al::integer, al::primary_key), al::without_rowid));
    const auto after =
        al::revision("0").upgrade(al::create_table("t", al::column("b", al::integer, al::default_to(4))));
    const op::operations_view of_before = before.view().upgrade, of_after = after.view().upgrade;
    const al::detail::vector<al::sqlite_dialect::column_source> sources{
        {.column = "b", .initial = op::value_of(op::value_kind::integer, 4)}};
    const al::detail::vector<al::sqlite_dialect::column_alias> aliases;
    revision_sql result;
    al::sqlite_dialect::put_rebuild(
        result.statements, 0,
        {{&of_before, of_before.list.begin(), "t"}, {&of_after, of_after.list.begin(), "t"}, sources, aliases});
    database db;
    db.migrate(render(before));
    db.execute("INSERT INTO t VALUES (1), (2)");
    db.migrate(result);
    EXPECT_EQ(db.query("SELECT b FROM t"), "4\n4\n");
}

TEST(SqliteRebuild, OddNames) {
    const auto before = al::revision("0").upgrade(
        al::create_table("a'\"b", al::column("select", al::integer, al::primary_key, al::autoincrement),
                         al::column("x y'\"", al::text), al::column("日", al::text)),
        al::create_index("i'\"x", "a'\"b", "x y'\""));
    database db;
    db.migrate(render(before));
    db.execute(
        "INSERT INTO \"a'\"\"b\" VALUES (5, 'p', 'q'); DELETE FROM \"a'\"\"b\"; INSERT INTO \"a'\"\"b\" VALUES (2, "
        "'p', 'q')");
    const revision_sql result =
        render_after(before, al::revision("1").upgrade(al::alter_column("a'\"b", "x y'\"").not_null()));
    db.run_script(result);
    EXPECT_EQ(db.query("SELECT * FROM \"a'\"\"b\""), "2|'p'|'q'\n");
    EXPECT_EQ(db.query("SELECT * FROM sqlite_sequence"), "'a'\"b'|5\n");
    EXPECT_EQ(db.query("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"), "1\n");
}

TEST(SqliteRebuild, OutsideOfATransactionItBringsItsOwn) {
    ledger tables;
    render(tables, plain.view().upgrade);
    const std::string result = text_of(render(tables, rebuild_t.view().upgrade, al::sqlite, false));
    EXPECT_TRUE(result.starts_with("BEGIN IMMEDIATE;\nCREATE TABLE \"_aludel_new_t\"")) << result;
    EXPECT_TRUE(result.ends_with("PRAGMA legacy_alter_table = OFF;\nCOMMIT;\n")) << result;
}

}  // namespace
