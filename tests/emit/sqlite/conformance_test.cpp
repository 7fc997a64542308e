// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic 1.19 for SQLite compared with ours, for the entries of its conformance data that our operations
// can express. A case that differs deliberately states the reason.
#include "database.hpp"

#include <gtest/gtest.h>

#include <string>       // string
#include <string_view>  // string_view

namespace {

using namespace test;

/// Text without identifier quotes, with runs of white space as one blank and without the terminator: in this the two
/// must agree.
std::string folded(std::string_view sql) {
    std::string result;
    for (const char c : sql) {
        if (c == '"' || c == ';') continue;
        const bool blank = c == ' ' || c == '\n';
        if (blank && (result.empty() || result.back() == ' ')) continue;
        result += blank ? ' ' : c;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

/// Tables, columns, keys and indexes as SQLite itself reports them.
std::string counts(database& db) {
    std::string input;
    for (const std::string& table :
         db.texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")) {
        const std::string quoted = "'" + table + "'";
        input += table + "\n" +
            db.query("SELECT name, upper(type), \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" + quoted +
                     ")");
        input +=
            db.query("SELECT seq, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(" +
                     quoted + ") ORDER BY 1, 3");
        input += db.query(
            "SELECT iif(l.origin = 'c', l.name, ''), l.\"unique\", l.origin, l.partial, x.name, x.desc FROM "
            "pragma_index_list(" +
            quoted + ") l, pragma_index_xinfo(l.name) x WHERE x.key ORDER BY l.seq, x.seqno");
    }
    return input;
}

constexpr auto none = al::revision("0");
constexpr auto t_x = al::revision("0").upgrade(al::create_table(
    "t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer), al::column("b", al::integer),
    al::column("x", al::integer), al::column("Select", al::text), al::column("c", al::varchar(40)),
    al::column("parent", al::integer), al::column("name", al::text), al::column("d", al::real)));

/// The same text but for folding, and the same database.
template <class Before, class Revision>
void same(const char* id, const Before& before, const Revision& revision, std::string_view alembic,
          std::string_view ours = {}) {
    SCOPED_TRACE(id);
    const revision_sql result = render_after(before, revision);
    EXPECT_FALSE(result.foreign_keys_off);
    EXPECT_EQ(folded(text_of(result)), folded(ours.empty() ? alembic : ours));
    database of_ours, of_alembic;
    ASSERT_NO_THROW(of_ours.migrate(render(before)));
    ASSERT_NO_THROW(of_ours.migrate(result));
    of_alembic.migrate(render(before));
    if (!ours.empty()) return;
    ASSERT_NO_THROW(of_alembic.execute(std::string(alembic)));
    EXPECT_EQ(counts(of_ours), counts(of_alembic));
}

/// A deliberate difference; the reason is documentation.
template <class Before, class Revision>
void differs(const char* id, const Before& before, const Revision& revision, std::string_view ours,
             [[maybe_unused]] const char* reason) {
    same(id, before, revision, ours, ours);
}

/// Alembic has no statement, or one that SQLite refuses; we rebuild the table.
template <class Before, class Revision>
void rebuilt(const char* id, const Before& before, const Revision& revision, std::string_view must_hold = {}) {
    SCOPED_TRACE(id);
    const revision_sql result = render_after(before, revision);
    EXPECT_TRUE(result.foreign_keys_off);
    database db;
    ASSERT_NO_THROW(db.migrate(render(before)));
    db.execute("INSERT INTO t DEFAULT VALUES");
    ASSERT_NO_THROW(db.migrate(result));
    EXPECT_NE(folded(db.query("SELECT sql FROM sqlite_schema WHERE name = 't'")).find(must_hold), std::string::npos)
        << must_hold << "\n"
        << db.catalog();
    EXPECT_EQ(db.query("SELECT count(*) FROM t"), "1\n");
}

TEST(SqliteConformance, CreateTable) {
    const auto make = [](const auto&... elements) {
        return al::revision("1").upgrade(al::create_table("t", elements...));
    };
    same("create_table.minimal", none, make(al::column("id", al::integer, al::primary_key)),
         "CREATE TABLE t (\n    id INTEGER NOT NULL, \n    PRIMARY KEY (id)\n);");
    same("create_table.named_pk_two_columns", none,
         make(al::column("a", al::integer, al::not_null), al::column("b", al::integer, al::not_null),
              al::primary_key("a", "b").named("pk_t")),
         "CREATE TABLE t (\n    a INTEGER NOT NULL, \n    b INTEGER NOT NULL, \n    CONSTRAINT pk_t PRIMARY KEY (a, "
         "b)\n);");
    differs("create_table.not_null_defaults", none,
            make(al::column("a", al::integer, al::not_null, al::default_to("5")),
                 al::column("b", al::varchar(10), al::not_null, al::default_to("x")),
                 al::column("c", al::boolean, al::default_to(true)),
                 al::column("d", al::timestamp, al::default_to(al::current_timestamp)),
                 al::column("e", al::integer, al::default_to(al::sql("1 + 1")))),
            "CREATE TABLE t ( a INTEGER DEFAULT '5' NOT NULL, b VARCHAR(10) DEFAULT 'x' NOT NULL, c BOOLEAN DEFAULT 1, "
            "d TIMESTAMP TEXT DEFAULT CURRENT_TIMESTAMP, e INTEGER DEFAULT (1 + 1) )",
            "Alembic's DEFAULT 1 + 1 is a syntax error in SQLite; its (1) and (CURRENT_TIMESTAMP) need no parentheses");
    same("create_table.unique_named_two", none,
         make(al::column("a", al::integer), al::column("b", al::integer), al::unique("a", "b").named("uq_t_a_b")),
         "CREATE TABLE t (\n    a INTEGER, \n    b INTEGER, \n    CONSTRAINT uq_t_a_b UNIQUE (a, b)\n);");
    same("create_table.column_unique", none, make(al::column("a", al::integer, al::unique)),
         "CREATE TABLE t (\n    a INTEGER, \n    UNIQUE (a)\n);");
    same("create_table.check_named", none, make(al::column("a", al::integer), al::check("a > 0").named("ck_a_pos")),
         "CREATE TABLE t (\n    a INTEGER, \n    CONSTRAINT ck_a_pos CHECK (a > 0)\n);");
    same("create_table.fk_named_actions", none,
         make(al::column("p_id", al::integer),
              al::foreign_key("p_id")
                  .references("p", "id")
                  .named("fk_t_p")
                  .on_delete(al::cascade)
                  .on_update(al::set_null)),
         "CREATE TABLE t (\n    p_id INTEGER, \n    CONSTRAINT fk_t_p FOREIGN KEY(p_id) REFERENCES p (id) ON DELETE "
         "CASCADE ON UPDATE SET NULL\n);");
    same("create_table.fk_composite", none,
         make(al::column("a", al::integer), al::column("b", al::integer),
              al::foreign_key("a", "b").references("p", "x", "y").named("fk_ab")),
         "CREATE TABLE t (\n    a INTEGER, \n    b INTEGER, \n    CONSTRAINT fk_ab FOREIGN KEY(a, b) REFERENCES p (x, "
         "y)\n);");
    same("create_table.fk_deferrable", none,
         make(al::column("a", al::integer),
              al::foreign_key("a").references("p", "x").named("fk_a").initially_deferred()),
         "CREATE TABLE t (\n    a INTEGER, \n    CONSTRAINT fk_a FOREIGN KEY(a) REFERENCES p (x) DEFERRABLE INITIALLY "
         "DEFERRED\n);");
    same(
        "create_table.fk_self", none,
        al::revision("1").upgrade(al::create_table("node", al::column("id", al::integer, al::primary_key),
                                                   al::column("parent_id", al::integer, al::references("node", "id")))),
        "CREATE TABLE node (\n    id INTEGER NOT NULL, \n    parent_id INTEGER, \n    PRIMARY KEY (id), \n    FOREIGN "
        "KEY(parent_id) REFERENCES node (id)\n);");
    same("create_table.computed", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2"))),
         "CREATE TABLE t (\n    a INTEGER, \n    b INTEGER GENERATED ALWAYS AS (a * 2)\n);");
    same("create_table.computed_stored", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::stored))),
         "CREATE TABLE t (\n    a INTEGER, \n    b INTEGER GENERATED ALWAYS AS (a * 2) STORED\n);");
    same("create_table.identity", none, make(al::column("id", al::integer, al::identity(), al::primary_key)),
         "CREATE TABLE t (\n    id INTEGER NOT NULL, \n    PRIMARY KEY (id)\n);");
    same("create_table.reserved_names", none,
         al::revision("1").upgrade(
             al::create_table("order", al::column("select", al::integer), al::column("Group", al::integer))),
         "CREATE TABLE \"order\" (\n    \"select\" INTEGER, \n    \"Group\" INTEGER\n);");
    same("create_table.mixed_case_and_space", none,
         al::revision("1").upgrade(al::create_table("My Table", al::column("Some Column", al::integer))),
         "CREATE TABLE \"My Table\" (\n    \"Some Column\" INTEGER\n);");
    same("create_table.if_not_exists", none, make(al::column("id", al::integer, al::primary_key), al::if_not_exists),
         "CREATE TABLE IF NOT EXISTS t (\n    id INTEGER NOT NULL, \n    PRIMARY KEY (id)\n);");
    same("create_table.unicode_names", none,
         al::revision("1").upgrade(al::create_table("méil", al::column("numéro", al::integer))),
         "CREATE TABLE \"méil\" (\n    \"numéro\" INTEGER\n);");
    // create_table.enum: see AnEnumerationIsAsLongAsItsLongestValue. create_table.*, drop_*.schema: see AttachedSchema.
}

TEST(SqliteConformance, TablesAndColumns) {
    const auto one = [](const auto& operation) { return al::revision("1").upgrade(operation); };
    same("drop_table.plain", t_x, one(al::drop_table("t")), "DROP TABLE t;");
    same("add_column.plain", t_x, one(al::add_column("t", al::column("y", al::integer))),
         "ALTER TABLE t ADD COLUMN y INTEGER;");
    same("add_column.index", t_x, one(al::add_column("t", al::column("y", al::integer, al::indexed))),
         "ALTER TABLE t ADD COLUMN y INTEGER;\n\nCREATE INDEX ix_t_y ON t (y);");
    same("add_column.check_bool", t_x, one(al::add_column("t", al::column("y", al::integer, al::check("y > 5")))),
         "ALTER TABLE t ADD COLUMN y INTEGER CHECK (y > 5);");
    same("drop_column.plain", t_x, one(al::drop_column("t", "x")), "ALTER TABLE t DROP COLUMN x;");
    same("drop_column.quoted", t_x, one(al::drop_column("t", "Select")), "ALTER TABLE t DROP COLUMN \"Select\";");
    same("alter_column.rename", t_x, one(al::alter_column("t", "c").rename_to("e")),
         "ALTER TABLE t RENAME COLUMN c TO e;");
    // Alembic's ADD COLUMN ... DEFAULT CURRENT_TIMESTAMP works on an empty table only, and its ALTER COLUMN never.
    rebuilt("add_column.default_expr", t_x,
            one(al::add_column("t", al::column("y", al::timestamp, al::default_to(al::current_timestamp)))),
            "y TIMESTAMP TEXT DEFAULT CURRENT_TIMESTAMP");
    rebuilt(
        "add_column.default_now", t_x,
        one(al::add_column("t", al::column("y", al::native("DATETIME"), al::default_to(al::sql("CURRENT_TIMESTAMP"))))),
        "y DATETIME DEFAULT (CURRENT_TIMESTAMP)");
    rebuilt("alter_column.nullable_false", t_x, one(al::alter_column("t", "c").not_null().fill(al::sql("''"))),
            "c VARCHAR(40) NOT NULL");
    rebuilt(
        "alter_column.nullable_true",
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null, al::default_to(1)))),
        one(al::alter_column("t", "c").nullable()), "c INTEGER DEFAULT 1 )");
    rebuilt("alter_column.type", t_x, one(al::alter_column("t", "c").type(al::varchar(80))), "c VARCHAR(80),");
    rebuilt("alter_column.type_using", t_x,
            one(al::alter_column("t", "c").type(al::integer).using_("CAST(c AS INTEGER)")), "c INTEGER,");
    rebuilt("alter_column.set_default", t_x, one(al::alter_column("t", "c").default_to("q")),
            "c VARCHAR(40) DEFAULT 'q'");
    rebuilt("alter_column.set_default_expr", t_x, one(al::alter_column("t", "c").default_to(al::current_timestamp)),
            "c VARCHAR(40) DEFAULT CURRENT_TIMESTAMP");
    rebuilt("alter_column.drop_default",
            al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::default_to(1)))),
            one(al::alter_column("t", "c").drop_default()), "( c INTEGER )");
    differs("alter_column.comment", t_x, one(al::alter_column("t", "c").comment("col comment")), " ",
            "not_supported there; SQLite has no comments, so there is nothing to do");
    differs("alter_column.set_identity", t_x, one(al::alter_column("t", "id").identity(al::identity(al::always))), " ",
            "not_supported there; the rowid numbers rows anyway");
    differs("alter_column.drop_identity", t_x, one(al::alter_column("t", "id").drop_identity()), " ",
            "not_supported there; see set_identity");
}

TEST(SqliteConformance, Constraints) {
    const auto add = [](const auto& constraint) {
        return al::revision("1").upgrade(al::add_constraint("t", constraint));
    };
    const auto bare = al::revision("0").upgrade(al::create_table(
        "t", al::column("a", al::integer, al::not_null, al::default_to(1)),
        al::column("b", al::integer, al::not_null, al::default_to(2)),
        al::column("name", al::text, al::default_to("longer")), al::column("id", al::integer, al::unique)));
    rebuilt("constraint.create_primary_key", bare, add(al::primary_key("a", "b").named("pk_t")),
            "CONSTRAINT pk_t PRIMARY KEY (a, b)");
    rebuilt("constraint.create_unique", bare, add(al::unique("a").named("uq_t")), "CONSTRAINT uq_t UNIQUE (a)");
    rebuilt("constraint.create_check", bare, add(al::check("length(name) > 5").named("ck_t")),
            "CONSTRAINT ck_t CHECK (length(name) > 5)");
    rebuilt("constraint.create_fk", t_x, add(al::foreign_key("a").references("p", "id").named("fk_t")),
            "CONSTRAINT fk_t FOREIGN KEY(a) REFERENCES p (id)");
    rebuilt("constraint.create_fk_deferrable", t_x,
            add(al::foreign_key("a").references("p", "id").named("fk_t").initially_deferred()),
            "REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED");
    rebuilt("constraint.create_fk_self", t_x, add(al::foreign_key("parent").references("t", "id").named("fk_t")),
            "FOREIGN KEY(parent) REFERENCES t (id)");
    const auto drop = [](const char* id, const auto& constraint, const char* gone) {
        const auto before = al::revision("0").upgrade(
            al::create_table("t", al::column("a", al::integer, al::not_null, al::default_to(1)), constraint));
        rebuilt(id, before, al::revision("1").upgrade(al::drop_constraint("t", gone)),
                "CREATE TABLE t ( a INTEGER DEFAULT 1 NOT NULL )");
    };
    drop("constraint.drop_unique", al::unique("a").named("uq_t"), "uq_t");
    drop("constraint.drop_fk", al::foreign_key("a").references("p", "id").named("fk_t"), "fk_t");
    drop("constraint.drop_pk", al::primary_key("a").named("pk_t"), "pk_t");
    drop("constraint.drop_check", al::check("a > 0").named("ck_t"), "ck_t");
}

TEST(SqliteConformance, IndexesRowsAndTexts) {
    const auto one = [](const auto& operation) { return al::revision("1").upgrade(operation); };
    same("index.plain", t_x, one(al::create_index("ik", "t", "a")), "CREATE INDEX ik ON t (a);");
    same("index.expression", t_x, one(al::create_index("ik", "t", al::expression("lower(a)"))),
         "CREATE INDEX ik ON t (lower(a));");
    same("index.expression_mixed", t_x, one(al::create_index("ik", "t", "b", al::expression("lower(a)"))),
         "CREATE INDEX ik ON t (b, lower(a));");
    differs("index.partial_pg", t_x, one(al::create_index("ik", "t", "a").where("a > 5")),
            "CREATE INDEX ik ON t (a) WHERE a > 5",
            "where() is for every database that has partial indexes, and SQLite does");
    same("index.concurrently", t_x, one(al::create_index("ik", "t", "a").concurrently()), "CREATE INDEX ik ON t (a);");
    same("index.using_gin", t_x, one(al::create_index("ik", "t", "a").using_method("gin")),
         "CREATE INDEX ik ON t (a);");
    same("index.include", t_x, one(al::create_index("ik", "t", "a").include("b")), "CREATE INDEX ik ON t (a);");
    same("index.quoted", al::revision("0").upgrade(al::create_table("Order", al::column("Select", al::text))),
         one(al::create_index("IK", "Order", "Select")), "CREATE INDEX \"IK\" ON \"Order\" (\"Select\");");
    same("index.desc", t_x, one(al::create_index("ik", "t", al::desc("a"))), "CREATE INDEX ik ON t (a DESC);");
    same("index.drop_if_exists", t_x, one(al::drop_index("ik", "t", al::if_exists)), "DROP INDEX IF EXISTS ik;");
    differs("comment.create_table_comment", t_x, one(al::comment_on_table("t", "hello")), " ",
            "Alembic's COMMENT ON TABLE is a syntax error in SQLite; there is nothing to do");
    same("execute.plain", t_x, one(al::execute("UPDATE t SET a='x'")), "UPDATE t SET a='x';");
    same("execute.colon_escape", t_x, one(al::execute("INSERT INTO t (a) VALUES ('a:b')")),
         "INSERT INTO t (a) VALUES ('a:b');");
    same("bulk_insert.null", t_x, one(al::insert("t", al::row(al::value("id", 1), al::value("name", nullptr)))),
         "INSERT INTO t (id, name) VALUES (1, NULL);");
    same(
        "bulk_insert.types", t_x,
        one(al::insert("t", al::row(al::value("a", -1), al::value("b", true), al::value("c", 1.5), al::value("d", 2)))),
        "INSERT INTO t (a, b, c, d) VALUES (-1, 1, 1.5, 2);");
    same("bulk_insert.unicode", t_x, one(al::insert("t", al::row(al::value("name", "日本語")))),
         "INSERT INTO t (name) VALUES ('日本語');");
}

}  // namespace
