// SPDX-License-Identifier: BSL-1.0
// The exact SQL of every operation, and that SQLite accepts it.
#include "database.hpp"

#include <gtest/gtest.h>

#include <string>       // string
#include <string_view>  // string_view

namespace {

using namespace test;

// The compiler and the program render the same.
constexpr auto shop = al::revision("shop").upgrade(
    al::create_table("categories", al::column("id", al::integer, al::primary_key, al::autoincrement),
                     al::column("category_name", al::text, al::not_null)),
    al::create_table(
        "products", al::column("id", al::integer, al::primary_key, al::autoincrement),
        al::column("name", al::varchar(80), al::not_null),
        al::column("price", al::numeric(10, 2), al::not_null, al::default_to(0)),
        al::column("created_at", al::timestamp, al::not_null, al::default_to(al::current_timestamp)),
        al::column("category_id", al::integer, al::not_null, al::references("categories", "id").on_delete(al::cascade)),
        al::unique("name", "category_id").named("uq_products_name"), al::check("price >= 0").named("ck_price"),
        al::check("length(name) > 0")),
    al::create_index("ix_products_name", "products", "name", al::desc("price"), al::expression("lower(name)"))
        .where("price > 5"));

constexpr std::string_view shop_text = R"(CREATE TABLE "categories" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "category_name" TEXT NOT NULL
);
CREATE TABLE "products" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" VARCHAR(80) NOT NULL,
    "price" NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    "created_at" TIMESTAMP TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "category_id" INTEGER NOT NULL,
    FOREIGN KEY("category_id") REFERENCES "categories" ("id") ON DELETE CASCADE,
    CONSTRAINT "uq_products_name" UNIQUE ("name", "category_id"),
    CONSTRAINT "ck_price" CHECK (price >= 0),
    CHECK (length(name) > 0)
);
CREATE INDEX "ix_products_name" ON "products" ("name", "price" DESC, lower(name)) WHERE price > 5;
)";
static_assert(is_text(render(shop), shop_text));

TEST(SqliteOperation, CreateTableAndIndex) {
    EXPECT_EQ(text_of(render(shop)), shop_text);
    database db;
    db.migrate(render(shop));
    db.execute("INSERT INTO categories (category_name) VALUES ('books')");
    db.execute("INSERT INTO products (name, category_id) VALUES ('a', 1)");
    EXPECT_EQ(db.query("SELECT id, price FROM products"), "1|0\n");
    EXPECT_THROW(db.execute("INSERT INTO products (name, category_id) VALUES ('a', 1)"), sqlite_error);
    EXPECT_THROW(db.execute("INSERT INTO products (name, price, category_id) VALUES ('b', -1, 1)"), sqlite_error);
}

/// Renders a revision after another, compares the text, and executes both.
template <class Before, class Revision>
void expect_text(const Before& before, const Revision& revision, std::string_view wanted) {
    const revision_sql result = render_after(before, revision);
    EXPECT_EQ(text_of(result), wanted);
    EXPECT_FALSE(result.foreign_keys_off);
    database db;
    ASSERT_NO_THROW(db.migrate(render(before)));
    EXPECT_NO_THROW(db.migrate(result));
}

constexpr auto nothing = al::revision("0");

TEST(SqliteOperation, EveryType) {
    expect_text(nothing,
                al::revision("1").upgrade(al::create_table(
                    "t", al::column("a", al::boolean), al::column("b", al::smallint), al::column("c", al::integer),
                    al::column("d", al::bigint), al::column("e", al::real), al::column("f", al::double_precision),
                    al::column("g", al::numeric), al::column("h", al::numeric(10)), al::column("i", al::varchar),
                    al::column("j", al::varchar(80)), al::column("k", al::char_(3)), al::column("l", al::text),
                    al::column("m", al::binary), al::column("n", al::date), al::column("o", al::time),
                    al::column("p", al::timestamp), al::column("q", al::timestamptz), al::column("r", al::interval),
                    al::column("s", al::json), al::column("t", al::uuid), al::column("v", al::native("CITEXT")))),
                R"(CREATE TABLE "t" (
    "a" BOOLEAN,
    "b" SMALLINT,
    "c" INTEGER,
    "d" BIGINT,
    "e" REAL,
    "f" DOUBLE PRECISION,
    "g" NUMERIC,
    "h" NUMERIC(10),
    "i" VARCHAR,
    "j" VARCHAR(80),
    "k" CHAR(3),
    "l" TEXT,
    "m" BLOB,
    "n" DATE TEXT,
    "o" TIME TEXT,
    "p" TIMESTAMP TEXT,
    "q" TIMESTAMPTZ TEXT,
    "r" TEXT,
    "s" JSON TEXT,
    "t" UUID TEXT,
    "v" CITEXT
);
)");
}

TEST(SqliteOperation, AnEnumerationIsAsLongAsItsLongestValue) {
    op::operations list;
    const al::name values[] = {"ok", "très bien", ""};
    op::data_type type{};
    type.kind = op::type_kind::enumeration;
    type.values = list.add_names({values, 3});
    al::sql_text sql;
    al::sqlite_dialect::put_type(sql, list.view(), type, false);
    EXPECT_EQ(sql.str(), "VARCHAR(9)");
}

TEST(SqliteOperation, StrictTablesHaveSixTypes) {
    expect_text(nothing,
                al::revision("1").upgrade(al::create_table(
                    "t", al::column("a", al::boolean), al::column("b", al::smallint, al::primary_key),
                    al::column("e", al::real), al::column("g", al::numeric(10, 2)), al::column("j", al::varchar(80)),
                    al::column("m", al::binary), al::column("p", al::timestamp),
                    al::column("u", al::enumeration("mood", "ok")), al::column("v", al::native("ANY")), al::strict)),
                R"(CREATE TABLE "t" (
    "a" INTEGER,
    "b" INTEGER NOT NULL,
    "e" REAL,
    "g" ANY,
    "j" TEXT,
    "m" BLOB,
    "p" TEXT,
    "u" TEXT,
    "v" ANY,
    PRIMARY KEY ("b")
) STRICT;
)");
    expect_text(nothing,
                al::revision("1").upgrade(
                    al::create_table("t", al::column("k", al::integer, al::primary_key), al::without_rowid)),
                "CREATE TABLE \"t\" (\n    \"k\" INTEGER NOT NULL,\n    PRIMARY KEY (\"k\")\n) WITHOUT ROWID;\n");
    expect_text(
        nothing,
        al::revision("1").upgrade(
            al::create_table("t", al::column("k", al::integer, al::primary_key), al::strict, al::without_rowid)),
        "CREATE TABLE \"t\" (\n    \"k\" INTEGER NOT NULL,\n    PRIMARY KEY (\"k\")\n) STRICT, WITHOUT ROWID;\n");
    expect_text(al::revision("0").upgrade(al::create_table("t", al::column("a", al::text), al::strict)),
                al::revision("1").upgrade(al::add_column("t", al::column("b", al::varchar(3)))),
                "ALTER TABLE \"t\" ADD COLUMN \"b\" TEXT;\n");
}

TEST(SqliteOperation, KeysThatAreTheRowid) {
    // A numbered bigint must be spelled INTEGER: a BIGINT PRIMARY KEY of SQLite is not the rowid.
    const auto result = al::revision("1").upgrade(
        al::create_table("a", al::column("id", al::bigint, al::primary_key.named("pk_a"), al::autoincrement)),
        al::create_table("b", al::column("id", al::bigint, al::primary_key, al::identity())),
        al::create_table("c", al::column("id", al::bigint, al::primary_key)),
        al::create_table("d", al::column("id", al::integer, al::primary_key)));
    expect_text(nothing, result, R"(CREATE TABLE "a" (
    "id" INTEGER CONSTRAINT "pk_a" PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE "b" (
    "id" INTEGER NOT NULL,
    PRIMARY KEY ("id")
);
CREATE TABLE "c" (
    "id" BIGINT NOT NULL,
    PRIMARY KEY ("id")
);
CREATE TABLE "d" (
    "id" INTEGER NOT NULL,
    PRIMARY KEY ("id")
);
)");
    database db;
    db.migrate(render(result));
    for (const char* table : {"a", "b", "d"}) {
        db.execute(std::string("INSERT INTO ") + table + " DEFAULT VALUES");
        EXPECT_EQ(db.query(std::string("SELECT id, rowid FROM ") + table), "1|1\n");
    }
}

TEST(SqliteOperation, ColumnOptions) {
    expect_text(
        nothing,
        al::revision("1").upgrade(al::create_table(
            "t", al::column("a", al::integer, al::default_to(al::sql("1 + 1"))),
            al::column("b", al::text, al::collate("NOCASE"), al::default_to("x'y"), al::not_null),
            al::column("c", al::real, al::default_to(1.5)), al::column("d", al::boolean, al::default_to(true)),
            al::column("e", al::text, al::default_to(nullptr)), al::column("f", al::integer, al::generated("a * 2")),
            al::column("g", al::integer, al::generated("a * 3", al::stored), al::not_null),
            al::column("h", al::integer, al::unique, al::indexed, al::check("h > 0"), al::comment("no place for it")))),
        R"(CREATE TABLE "t" (
    "a" INTEGER DEFAULT (1 + 1),
    "b" TEXT COLLATE "NOCASE" DEFAULT 'x''y' NOT NULL,
    "c" REAL DEFAULT 1.5,
    "d" BOOLEAN DEFAULT 1,
    "e" TEXT DEFAULT NULL,
    "f" INTEGER GENERATED ALWAYS AS (a * 2),
    "g" INTEGER NOT NULL GENERATED ALWAYS AS (a * 3) STORED,
    "h" INTEGER,
    UNIQUE ("h"),
    CHECK (h > 0)
);
CREATE INDEX "ix_t_h" ON "t" ("h");
)");
}

TEST(SqliteOperation, ForeignKeys) {
    expect_text(nothing,
                al::revision("1").upgrade(al::create_table(
                    "t", al::column("a", al::integer), al::column("b", al::integer),
                    al::foreign_key("a", "b")
                        .references("p", "x", "y")
                        .on_delete(al::set_null)
                        .on_update(al::set_default)
                        .named("fk"),
                    al::foreign_key("a").references("p").on_delete(al::restrict).match("FULL").initially_deferred(),
                    al::foreign_key("b").references("t", "a").deferrable())),
                R"(CREATE TABLE "t" (
    "a" INTEGER,
    "b" INTEGER,
    CONSTRAINT "fk" FOREIGN KEY("a", "b") REFERENCES "p" ("x", "y") ON DELETE SET NULL ON UPDATE SET DEFAULT,
    FOREIGN KEY("a") REFERENCES "p" MATCH FULL ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("b") REFERENCES "t" ("a") DEFERRABLE
);
)");
}

constexpr auto t = al::revision("0").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key),
                                                              al::column("a", al::integer), al::column("b", al::text)),
                                             al::create_index("ix_t_a", "t", "a"));

TEST(SqliteOperation, Tables) {
    expect_text(t, al::revision("1").upgrade(al::drop_table("t")), "DROP TABLE \"t\";\n");
    expect_text(t, al::revision("1").upgrade(al::drop_table("u", al::if_exists)), "DROP TABLE IF EXISTS \"u\";\n");
    expect_text(t, al::revision("1").upgrade(al::create_table("t", al::column("x", al::text), al::if_not_exists)),
                "CREATE TABLE IF NOT EXISTS \"t\" (\n    \"x\" TEXT\n);\n");
    expect_text(t, al::revision("1").upgrade(al::rename_table("t", "u")), "ALTER TABLE \"t\" RENAME TO \"u\";\n");
    expect_text(t, al::revision("1").upgrade(al::comment_on_table("t", "said")), "");
    // Names that differ in case only are the same for SQLite.
    expect_text(t, al::revision("1").upgrade(al::rename_table("t", "T")),
                "ALTER TABLE \"t\" RENAME TO \"_aludel_new_T\";\nALTER TABLE \"_aludel_new_T\" RENAME TO \"T\";\n");
}

TEST(SqliteOperation, Columns) {
    expect_text(
        t, al::revision("1").upgrade(al::add_column("t", al::column("c", al::text, al::not_null, al::default_to("")))),
        "ALTER TABLE \"t\" ADD COLUMN \"c\" TEXT DEFAULT '' NOT NULL;\n");
    expect_text(t,
                al::revision("1").upgrade(
                    al::add_column("t",
                                   al::column("c", al::integer, al::check("c > 5").named("ck"),
                                              al::references("t", "id").on_delete(al::cascade), al::indexed))),
                "ALTER TABLE \"t\" ADD COLUMN \"c\" INTEGER CONSTRAINT \"ck\" CHECK (c > 5) REFERENCES \"t\" (\"id\") "
                "ON DELETE CASCADE;\nCREATE INDEX \"ix_t_c\" ON \"t\" (\"c\");\n");
    expect_text(t, al::revision("1").upgrade(al::add_column("t", al::column("c", al::integer).fill(al::sql("a + 1")))),
                "ALTER TABLE \"t\" ADD COLUMN \"c\" INTEGER;\nUPDATE \"t\" SET \"c\" = (a + 1);\n");
    expect_text(t,
                al::revision("1").upgrade(
                    al::add_column("t", al::column("c", al::integer, al::generated("a * 2"), al::not_null))),
                "ALTER TABLE \"t\" ADD COLUMN \"c\" INTEGER NOT NULL GENERATED ALWAYS AS (a * 2);\n");
    expect_text(t, al::revision("1").upgrade(al::drop_column("t", "b")), "ALTER TABLE \"t\" DROP COLUMN \"b\";\n");
    expect_text(t, al::revision("1").upgrade(al::drop_index("ix_t_a"), al::drop_column("t", "a")),
                "DROP INDEX \"ix_t_a\";\nALTER TABLE \"t\" DROP COLUMN \"a\";\n");
    expect_text(t, al::revision("1").upgrade(al::rename_column("t", "a", "z")),
                "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"z\";\n");
    expect_text(t, al::revision("1").upgrade(al::rename_column("t", "a", "A")),
                "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"A\";\n");
    expect_text(t, al::revision("1").upgrade(al::alter_column("t", "a").rename_to("z")),
                "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"z\";\n");
    // SQLite has no comments, and its rowids are identities already.
    expect_text(
        t,
        al::revision("1").upgrade(al::alter_column("t", "a").comment("said"), al::alter_column("t", "id").identity(),
                                  al::alter_column("t", "a").type(al::integer).nullable()),
        "");
}

TEST(SqliteOperation, ConstraintsFrom353) {
    const op::dialect newer = al::sqlite.since(3, 53);
    EXPECT_EQ(text_of(render_after(t, al::revision("1").upgrade(al::alter_column("t", "b").not_null()), newer)),
              "ALTER TABLE \"t\" ALTER COLUMN \"b\" SET NOT NULL;\n");
    EXPECT_EQ(
        text_of(render_after(t, al::revision("1").upgrade(al::alter_column("t", "b").not_null().fill(al::sql("'x'"))),
                             newer)),
        "UPDATE \"t\" SET \"b\" = ('x') WHERE \"b\" IS NULL;\nALTER TABLE \"t\" ALTER COLUMN \"b\" SET NOT NULL;\n");
    EXPECT_EQ(
        text_of(render_after(al::revision("0").upgrade(al::create_table("t", al::column("a", al::text, al::not_null))),
                             al::revision("1").upgrade(al::alter_column("t", "a").nullable().rename_to("b")), newer)),
        "ALTER TABLE \"t\" ALTER COLUMN \"a\" DROP NOT NULL;\nALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\";\n");
    // 3.53.0 does not find quoted names.
    const op::dialect newest = al::sqlite.since(3, 53, 2);
    const auto there_and_back = al::revision("1").upgrade(al::add_constraint("t", al::check("a > 0").named("c k")),
                                                          al::drop_constraint("t", "c k"));
    EXPECT_EQ(text_of(render_after(t, there_and_back, newest)),
              "ALTER TABLE \"t\" ADD CONSTRAINT \"c k\" CHECK (a > 0);\nALTER TABLE \"t\" DROP CONSTRAINT \"c k\";\n");
    for (const op::dialect& each : {newer, newest}) {
        EXPECT_EQ(render_after(t, there_and_back, each).foreign_keys_off, each.version == newer.version);
        if (sqlite3_libversion_number() < each.version) continue;
        database db;
        db.migrate(render(t));
        EXPECT_NO_THROW(db.migrate(render_after(t, there_and_back, each)));
        EXPECT_NO_THROW(
            db.migrate(render_after(t, al::revision("1").upgrade(al::alter_column("t", "b").not_null()), each)));
    }
    EXPECT_TRUE(render_after(t, al::revision("1").upgrade(al::alter_column("t", "b").not_null())).foreign_keys_off);
    EXPECT_TRUE(render_after(t, al::revision("1").upgrade(al::add_constraint("t", al::unique("a").named("uq"))), newer)
                    .foreign_keys_off);
    EXPECT_TRUE(
        render_after(t, al::revision("1").upgrade(al::alter_column("t", "b").default_to("x")), newer).foreign_keys_off);
}

TEST(SqliteOperation, Indexes) {
    expect_text(t, al::revision("1").upgrade(al::create_index("u", "t", "a", "b").unique()),
                "CREATE UNIQUE INDEX \"u\" ON \"t\" (\"a\", \"b\");\n");
    expect_text(t, al::revision("1").upgrade(al::create_index("ix_t_a", "t", "a").if_not_exists()),
                "CREATE INDEX IF NOT EXISTS \"ix_t_a\" ON \"t\" (\"a\");\n");
    expect_text(
        t, al::revision("1").upgrade(al::create_index("u", "t", "a").using_method("gin").include("b").concurrently()),
        "CREATE INDEX \"u\" ON \"t\" (\"a\");\n");
    expect_text(t, al::revision("1").upgrade(al::create_index("u", "t", al::expression("a + 1").desc())),
                "CREATE INDEX \"u\" ON \"t\" (a + 1 DESC);\n");
    expect_text(t, al::revision("1").upgrade(al::drop_index("ix_t_a", "t"), al::drop_index("ix_t_a", al::if_exists)),
                "DROP INDEX \"ix_t_a\";\nDROP INDEX IF EXISTS \"ix_t_a\";\n");
}

TEST(SqliteOperation, ConventionNamesIndexes) {
    constexpr op::naming_convention naming{.index = "idx__%(table_name)s__%(column_0_name)s"};
    const auto revision = al::revision("1").upgrade(al::create_table("a\"b", al::column("c", al::text, al::indexed)));
    const op::operations_view up = revision.view().upgrade;
    al::detail::text_arena arena;
    const al::detail::named_operation named(up, up.list[0], {}, naming, arena);
    al::sqlite_statements target;
    target.begin_revision();
    const op::table_view after{&named.arrays(), &named.operation(), "a\"b"};
    target.operation(0, named.arrays(), named.operation(), {}, after);
    target.finish();
    EXPECT_EQ(target.statements()[1].sql.str(), "CREATE INDEX \"idx__a\"\"b__c\" ON \"a\"\"b\" (\"c\")");
}

TEST(SqliteOperation, Views) {
    expect_text(t,
                al::revision("1").upgrade(al::create_view("v", "SELECT a FROM t"), al::drop_view("v"),
                                          al::drop_view("v", al::if_exists)),
                "CREATE VIEW \"v\" AS\nSELECT a FROM t;\nDROP VIEW \"v\";\nDROP VIEW IF EXISTS \"v\";\n");
}

TEST(SqliteOperation, RowsAndTexts) {
    expect_text(
        t,
        al::revision("1").upgrade(al::insert("t", al::row(al::value("a", -1), al::value("b", "it's")), al::row(),
                                             al::row(al::value("b", al::sql("lower('X')")), al::value("a", nullptr)),
                                             al::row(al::value("a", true))),
                                  al::execute("UPDATE t SET b = ':x'"),
                                  al::execute("UPDATE t SET a = 1", al::for_dialect(al::sqlite, "UPDATE t SET a = 2"))),
        "INSERT INTO \"t\" (\"a\", \"b\") VALUES (-1, 'it''s');\nINSERT INTO \"t\" DEFAULT VALUES;\nINSERT INTO \"t\" "
        "(\"b\", \"a\") VALUES (lower('X'), NULL);\n"
        "INSERT INTO \"t\" (\"a\") VALUES (1);\nUPDATE t SET b = ':x';\nUPDATE t SET a = 2;\n");
    expect_text(
        t,
        al::revision("1").upgrade(al::insert("t", al::row()),
                                  al::insert("t", al::row(), al::row(al::value("a", 1)), al::row(), al::row())),
        "INSERT INTO \"t\" DEFAULT VALUES;\nINSERT INTO \"t\" DEFAULT VALUES;\nINSERT INTO \"t\" (\"a\") VALUES (1);\n"
        "INSERT INTO \"t\" DEFAULT VALUES;\nINSERT INTO \"t\" DEFAULT VALUES;\n");
    const revision_sql silent =
        render_after(t,
                     al::revision("1").upgrade(al::execute(al::for_dialect(al::postgresql, "SELECT 1")),
                                               al::create_view("v", al::for_dialect(al::mariadb, "SELECT 1"))));
    EXPECT_EQ(text_of(silent), "");
    EXPECT_EQ(silent.unspelled, (al::detail::vector<std::uint32_t>{0, 1}));
    const revision_sql run = render_after(t, al::revision("1").upgrade(al::run([](auto&) {}), al::run([](auto&) {})));
    ASSERT_EQ(run.statements.size(), 2U);
    EXPECT_EQ(run.statements[1].kind, al::statement_kind::run);
    EXPECT_EQ(run.statements[1].run, 1U);
    EXPECT_EQ(run.statements[1].operation, 1U);
}

TEST(SqliteOperation, RowsAreTakenBack) {
    op::operation undo{};
    undo.kind = op::operation_kind::delete_rows, undo.table = "t", undo.cells = {0, 3};
    const op::cell cells[] = {{"a", op::value_of(op::value_kind::integer, 1), 0},
                              {"b", op::value_of(op::value_kind::null), 0},
                              {"a", op::value_of(op::value_kind::integer, 2), 1}};
    op::operations list;
    list.cells = {std::begin(cells), std::end(cells)};
    list.list.push_back(undo);
    ledger tables;
    EXPECT_EQ(text_of(render(tables, list.view())),
              "DELETE FROM \"t\" WHERE \"a\" = 1 AND \"b\" IS NULL;\nDELETE FROM \"t\" WHERE \"a\" = 2;\n");
}

TEST(SqliteOperation, OddNames) {
    const auto odd = al::revision("0").upgrade(
        al::create_table("a\"b", al::column("select", al::integer, al::primary_key, al::autoincrement),
                         al::column("x y", al::text, al::unique.named("u'q")), al::column("ü", al::text)),
        al::create_index("i\"x", "a\"b", "ü"));
    expect_text(odd,
                al::revision("1").upgrade(al::add_column("a\"b", al::column("\"", al::integer)),
                                          al::rename_column("a\"b", "select", "\"\""), al::drop_column("a\"b", "\"")),
                "ALTER TABLE \"a\"\"b\" ADD COLUMN \"\"\"\" INTEGER;\nALTER TABLE \"a\"\"b\" RENAME COLUMN \"select\" "
                "TO \"\"\"\"\"\";\nALTER TABLE \"a\"\"b\" DROP COLUMN \"\"\"\";\n");
}

TEST(SqliteOperation, AttachedSchema) {
    op::operations list;
    const auto result = al::revision("0").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key, al::autoincrement),
                         al::column("a", al::integer)),
        al::create_index("ix_t_a", "t", "a"), al::add_column("t", al::column("x", al::integer)),
        al::alter_column("t", "x").not_null().fill(al::sql("0")), al::drop_index("ix_t_a", "t"),
        al::rename_table("t", "u"), al::drop_table("u"));
    const op::operations_view up = result.view().upgrade;
    for (const op::operation& each : up.list) list.append(up, each).schema = "other";
    ledger tables;
    const revision_sql statements = render(tables, list.view());
    EXPECT_EQ(text_of(statements), R"(CREATE TABLE "other"."t" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "a" INTEGER
);
CREATE INDEX "other"."ix_t_a" ON "t" ("a");
ALTER TABLE "other"."t" ADD COLUMN "x" INTEGER;
CREATE TABLE "other"."_aludel_new_t" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "a" INTEGER,
    "x" INTEGER NOT NULL
);
INSERT INTO "other"."_aludel_new_t" ("id", "a", "x")
SELECT "id", "a", COALESCE("x", (0))
FROM "other"."t";
DELETE FROM "other".sqlite_sequence WHERE name = '_aludel_new_t';
INSERT INTO "other".sqlite_sequence (name, seq) SELECT '_aludel_new_t', seq FROM "other".sqlite_sequence WHERE name = 't' COLLATE NOCASE;
DROP TABLE "other"."t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "other"."_aludel_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
ALTER TABLE "other"."t" RENAME TO "u";
DROP TABLE "other"."u";
)");
    database db;
    db.execute("ATTACH ':memory:' AS other");
    EXPECT_NO_THROW(db.migrate(statements));
}

}  // namespace
