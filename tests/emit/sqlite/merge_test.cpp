// SPDX-License-Identifier: BSL-1.0
// A revision rebuilds each table once, whatever its operations, and the result is the same as if each operation had
// been run by itself.
#include "database.hpp"

#include <gtest/gtest.h>

#include <string>       // string
#include <string_view>  // string_view

namespace {

using namespace test;

int rebuilds(const revision_sql& result) {
    int count = 0;
    for (const al::statement& each : result.statements)
        count += each.sql.str().starts_with("CREATE TABLE \"_aludel_new_");
    return count;
}

/// Rows in which every column and row has a different value.
constexpr auto before = al::revision("0").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text),
                     al::column("b", al::integer), al::column("c", al::text, al::unique.named("uq_c"))),
    al::create_index("ix_b", "t", "b"),
    al::create_table("u", al::column("id", al::integer, al::primary_key),
                     al::column("t_id", al::integer, al::references("t", "id")), al::column("x", al::text)));

constexpr auto everything = al::revision("1").upgrade(
    al::alter_column("t", "b").type(al::text).using_("b + 1").rename_to("d"),
    al::add_column("t", al::column("e", al::text, al::unique).fill(al::sql("a || id"))),
    al::rename_column("t", "a", "z"), al::drop_index("ix_b"), al::drop_constraint("t", "uq_c"),
    al::drop_column("t", "c"), al::insert("u", al::row(al::value("x", 1.5))));

constexpr std::string_view everything_text = R"(ALTER TABLE "t" RENAME COLUMN "b" TO "d";
ALTER TABLE "t" RENAME COLUMN "a" TO "z";
CREATE TABLE "_aludel_new_t" (
    "id" INTEGER NOT NULL,
    "z" TEXT,
    "d" TEXT,
    "e" TEXT,
    PRIMARY KEY ("id"),
    UNIQUE ("e")
);
INSERT INTO "_aludel_new_t" ("id", "z", "d", "e")
SELECT "id", "z", (b + 1), (a || id)
FROM (SELECT *, "d" AS "b", "z" AS "a" FROM "t") AS "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_aludel_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
INSERT INTO "u" ("x") VALUES (1.5);
)";
static_assert(is_text(render_after(before, everything), everything_text));

TEST(SqliteMerge, Text) { EXPECT_EQ(text_of(render_after(before, everything)), everything_text); }

void fill(database& db) {
    db.execute(
        "INSERT INTO t VALUES (1, 'a1', 10, 'c1'), (2, 'a2', 20, 'c2'); INSERT INTO u VALUES (1, 1, 'x1'), (2, 2, "
        "'x2')");
}

/// Migrates and returns the contents of `t`; checks that the same results when every operation is a revision of its
/// own.
template <class... Operations>
std::string merged(int expected, const Operations&... operations) {
    const revision_sql result = render_after(before, al::revision("1").upgrade(operations...));
    EXPECT_EQ(rebuilds(result), expected) << text_of(result);
    database at_once, one_by_one;
    for (database* db : {&at_once, &one_by_one}) {
        db->execute("PRAGMA foreign_keys = ON");
        db->migrate(render(before));
        fill(*db);
    }
    EXPECT_NO_THROW(at_once.migrate(result));
    ledger tables;
    render(tables, before.view().upgrade);
    (one_by_one.migrate(render(tables, al::revision("n").upgrade(operations).view().upgrade)), ...);
    for (const std::string& table :
         one_by_one.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
        const std::string columns =
            "SELECT group_concat('\"' || name || '\"') FROM (SELECT name FROM pragma_table_xinfo('" + table +
            "') ORDER BY name)";
        EXPECT_EQ(at_once.query(columns), one_by_one.query(columns));
        const std::string rows = "SELECT " + one_by_one.texts(columns)[0] + " FROM \"" + table + "\"";
        EXPECT_EQ(at_once.query(rows), one_by_one.query(rows));
    }
    EXPECT_EQ(
        at_once.query("SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE '%autoindex%' ORDER BY 1, 2"),
        one_by_one.query(
            "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE '%autoindex%' ORDER BY 1, 2"));
    EXPECT_EQ(at_once.query("PRAGMA foreign_key_check"), "");
    return at_once.query("SELECT * FROM t");
}

TEST(SqliteMerge, ManyChangesAreOneRebuild) {
    EXPECT_EQ(merged(1, al::alter_column("t", "b").type(al::text), al::alter_column("t", "a").not_null(),
                     al::drop_constraint("t", "uq_c"),
                     al::add_column("t", al::column("d", al::integer, al::not_null).fill(al::sql("id * 2"))),
                     al::add_constraint("t", al::check("id > 0").named("ck")), al::drop_index("ix_b"),
                     al::create_index("ix_c", "t", "c")),
              "1|'a1'|'10'|'c1'|2\n2|'a2'|'20'|'c2'|4\n");
}

TEST(SqliteMerge, WhatSqliteCanDoGoesAhead) {
    const revision_sql result =
        render_after(before,
                     al::revision("1").upgrade(al::add_column("t", al::column("d", al::integer)),
                                               al::alter_column("t", "b").type(al::text)));
    EXPECT_TRUE(
        text_of(result).starts_with("ALTER TABLE \"t\" ADD COLUMN \"d\" INTEGER;\nCREATE TABLE \"_aludel_new_t\""))
        << text_of(result);
    EXPECT_EQ(merged(1, al::add_column("t", al::column("d", al::integer)), al::alter_column("t", "b").type(al::text)),
              "1|'a1'|'10'|'c1'|NULL\n2|'a2'|'20'|'c2'|NULL\n");
}

TEST(SqliteMerge, RenamesGoAheadToo) {
    EXPECT_EQ(merged(1, al::rename_column("t", "a", "z"), al::alter_column("t", "z").not_null(),
                     al::rename_column("t", "b", "y"), al::alter_column("t", "y").type(al::text)),
              "1|'a1'|'10'|'c1'\n2|'a2'|'20'|'c2'\n");
    EXPECT_EQ(merged(1, al::alter_column("t", "a").not_null(), al::rename_column("t", "a", "z"),
                     al::rename_column("t", "z", "w"), al::alter_column("t", "w").nullable()),
              "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
    EXPECT_EQ(merged(1, al::alter_column("t", "a").not_null(), al::rename_column("t", "a", "tmp"),
                     al::rename_column("t", "c", "a"), al::rename_column("t", "tmp", "c")),
              "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
    EXPECT_EQ(
        merged(1, al::alter_column("t", "a").not_null().rename_to("z"), al::alter_column("t", "z").default_to("d")),
        "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
}

TEST(SqliteMerge, ARenamedParentColumnCarriesItsChildren) {
    const revision_sql result = render_after(
        before, al::revision("1").upgrade(al::alter_column("t", "a").not_null(), al::rename_column("t", "id", "key")));
    database db;
    db.execute("PRAGMA foreign_keys = ON");
    db.migrate(render(before));
    fill(db);
    db.execute(
        "CREATE VIEW v AS SELECT id FROM t; CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET a = 'tr' WHERE id = "
        "new.id; END");
    db.migrate(result);
    EXPECT_EQ(rebuilds(result), 1);
    EXPECT_EQ(db.query("SELECT \"to\" FROM pragma_foreign_key_list('u')"), "'key'\n");
    EXPECT_EQ(db.query("SELECT * FROM v"), "1\n2\n");
    db.execute("INSERT INTO t VALUES (3, 'a3', 30, 'c3')");
    EXPECT_EQ(db.query("SELECT a FROM t WHERE key = 3"), "'tr'\n");
}

TEST(SqliteMerge, AnExpressionSpeaksOfTheNamesOfItsTime) {
    EXPECT_EQ(merged(1, al::alter_column("t", "b").type(al::text).using_("b + 1").rename_to("d")),
              "1|'a1'|'11'|'c1'\n2|'a2'|'21'|'c2'\n");
    EXPECT_EQ(merged(1, al::add_column("t", al::column("d", al::text, al::unique).fill(al::sql("t.a || b"))),
                     al::rename_column("t", "a", "z"), al::rename_column("t", "b", "y")),
              "1|'a1'|10|'c1'|'a110'\n2|'a2'|20|'c2'|'a220'\n");
    EXPECT_EQ(merged(1, al::add_column("t", al::column("d", al::text, al::unique).fill(al::sql("t.a || b"))),
                     al::rename_column("t", "a", "z"), al::rename_column("t", "b", "a")),
              "1|'a1'|10|'c1'|'a110'\n2|'a2'|20|'c2'|'a220'\n");
    EXPECT_EQ(
        merged(1, al::rename_column("t", "b", "d"), al::alter_column("t", "a").type(al::varchar(9)).using_("a || d")),
        "1|'a110'|10|'c1'\n2|'a220'|20|'c2'\n");
}

TEST(SqliteMerge, AnExpressionSeesWhatCameBefore) {
    // d must have its values before e is computed from them, which takes two rebuilds.
    EXPECT_EQ(merged(2, al::add_column("t", al::column("d", al::integer, al::not_null).fill(al::sql("b + 1"))),
                     al::add_column("t", al::column("e", al::integer, al::not_null).fill(al::sql("d + 1")))),
              "1|'a1'|10|'c1'|11|12\n2|'a2'|20|'c2'|21|22\n");
    EXPECT_EQ(merged(1, al::add_column("t", al::column("d", al::integer, al::not_null).fill(al::sql("b + 1"))),
                     al::add_column("t", al::column("e", al::integer, al::not_null).fill(al::sql("b + 2")))),
              "1|'a1'|10|'c1'|11|12\n2|'a2'|20|'c2'|21|22\n");
}

TEST(SqliteMerge, ValuesChangeTwice) {
    EXPECT_EQ(merged(2, al::alter_column("t", "a").type(al::integer).using_("'007'"),
                     al::alter_column("t", "a").type(al::text)),
              "1|'7'|10|'c1'\n2|'7'|20|'c2'\n");
    EXPECT_EQ(merged(2, al::add_column("t", al::column("d", al::text, al::unique).fill(al::sql("nullif(id, 1)"))),
                     al::alter_column("t", "d").not_null().fill(al::sql("'f'"))),
              "1|'a1'|10|'c1'|'f'\n2|'a2'|20|'c2'|'2'\n");
    EXPECT_EQ(merged(1, al::alter_column("t", "b").not_null(),
                     al::add_column("t", al::column("d", al::text, al::default_to("old"))),
                     al::alter_column("t", "d").default_to("new")),
              "1|'a1'|10|'c1'|'old'\n2|'a2'|20|'c2'|'old'\n");
    EXPECT_EQ(merged(1, al::alter_column("t", "b").not_null(),
                     al::add_column("t", al::column("d", al::text, al::default_to(al::sql("'o' || 'ld'")))),
                     al::alter_column("t", "d").drop_default()),
              "1|'a1'|10|'c1'|'old'\n2|'a2'|20|'c2'|'old'\n");
}

TEST(SqliteMerge, ANameThatIsFreedIsTakenAfterwards) {
    EXPECT_EQ(merged(1, al::drop_column("t", "a"), al::rename_column("t", "b", "a"),
                     al::alter_column("t", "a").type(al::text)),
              "1|'10'|'c1'\n2|'20'|'c2'\n");
    EXPECT_EQ(merged(1, al::drop_constraint("t", "uq_c"), al::drop_column("t", "c"),
                     al::add_column("t", al::column("c", al::integer, al::not_null, al::default_to(5)))),
              "1|'a1'|10|5\n2|'a2'|20|5\n");
    EXPECT_EQ(merged(1, al::drop_constraint("t", "uq_c"), al::drop_column("t", "c"), al::rename_column("t", "a", "c")),
              "1|'a1'|10\n2|'a2'|20\n");
}

TEST(SqliteMerge, WhatSeesTheTableWaitsForIt) {
    const auto position = [](const revision_sql& result, const char* source) { return text_of(result).rfind(source); };
    const auto after = [&](const auto& operation, const char* mark) {
        const revision_sql outcome =
            render_after(before, al::revision("1").upgrade(al::alter_column("t", "a").not_null(), operation));
        EXPECT_NE(position(outcome, mark), std::string::npos) << mark;
        EXPECT_LT(position(outcome, "RENAME TO \"t\""), position(outcome, mark)) << text_of(outcome);
    };
    after(al::insert("t", al::row(al::value("a", "x"))), "INSERT INTO \"t\"");
    after(al::execute("UPDATE t SET a = 1"), "UPDATE t");
    after(al::create_view("v", "SELECT * FROM t"), "CREATE VIEW");
    after(al::rename_table("t", "s"), "RENAME TO \"s\"");
    after(al::drop_table("t"), "DROP TABLE \"t\"");
    after(al::create_table("n", al::column("t_id", al::integer, al::references("t", "id"))), "CREATE TABLE \"n\"");
    after(al::add_column("u", al::column("t2", al::integer, al::references("t", "id"))), "ADD COLUMN \"t2\"");
    after(al::add_column("u", al::column("y", al::text).fill(al::sql("(SELECT a FROM t WHERE t.id = t_id)"))),
          "ADD COLUMN \"y\"");
    after(al::rename_column("u", "x", "y"), "RENAME COLUMN");

    const revision_sql run =
        render_after(before, al::revision("1").upgrade(al::alter_column("t", "a").not_null(), al::run([](auto&) {})));
    std::size_t index = 0;
    while (run.statements[index].kind != al::statement_kind::run) ++index;
    EXPECT_GT(index, 8U);
}

TEST(SqliteMerge, AnotherTableDoesNotBreakARunApart) {
    EXPECT_EQ(merged(2, al::alter_column("t", "a").not_null(), al::alter_column("u", "x").not_null(),
                     al::alter_column("t", "b").not_null(), al::add_column("u", al::column("y", al::text)),
                     al::alter_column("u", "y").default_to("d")),
              "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
    EXPECT_EQ(merged(1, al::alter_column("t", "a").not_null(),
                     al::create_table("n", al::column("id", al::integer, al::primary_key)),
                     al::alter_column("t", "b").not_null()),
              "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
}

TEST(SqliteMerge, AnIndexNameMovesToAnotherTable) {
    EXPECT_EQ(
        merged(1, al::alter_column("t", "a").not_null(), al::drop_index("ix_b"), al::create_index("ix_b", "u", "x")),
        "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
}

TEST(SqliteMerge, ATableMadeInTheSameRevision) {
    EXPECT_EQ(
        merged(1, al::create_table("n", al::column("id", al::integer, al::primary_key), al::column("v", al::text)),
               al::insert("n", al::row(al::value("v", "1"))), al::alter_column("n", "v").not_null(),
               al::rename_table("n", "m")),
        "1|'a1'|10|'c1'\n2|'a2'|20|'c2'\n");
}

TEST(SqliteMerge, TablesAreReadOnlyWhereTheyMatter) {
    ledger tables;
    render(tables, before.view().upgrade);
    const kept t = tables.at(0);
    al::sqlite_statements target;
    target.begin_revision();
    const auto reads = [&](const auto& word) {
        const auto revision = al::revision("1").upgrade(word);
        const op::operations_view up = revision.view().upgrade;
        return target.reads_table(up, up.list[0], t.view());
    };
    EXPECT_FALSE(reads(al::add_column("t", al::column("d", al::text))));
    EXPECT_FALSE(reads(al::create_index("i", "t", "a")));
    EXPECT_FALSE(reads(al::execute("SELECT 1")));
    EXPECT_TRUE(reads(al::drop_column("t", "a")));
    EXPECT_TRUE(reads(al::alter_column("t", "a").not_null()));
    const auto opens = al::revision("1").upgrade(al::alter_column("t", "a").not_null());
    const op::operations_view up = opens.view().upgrade;
    tables.apply(up, up.list[0]);
    const kept after = tables.at(0);
    target.operation(0, up, up.list[0], t.view(), after.view());
    EXPECT_TRUE(reads(al::create_index("i", "t", "a")));
}

}  // namespace
