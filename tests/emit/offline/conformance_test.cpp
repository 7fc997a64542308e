// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic 1.19 for SQL Server and Oracle (tests/data/ddl.json) compared with ours, for the entries that our
// operations can express. Where ours differs deliberately, the case has our text and the reason.
#include "../sqlite/ledger.hpp"

#include <aludel/dialect/mssql/dialect.hpp>
#include <aludel/dialect/oracle/dialect.hpp>
#include <aludel/schema/limits.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>      // ifstream
#include <string>       // string
#include <string_view>  // string_view

namespace {

namespace al = aludel;
using namespace test;

/// Text without quotes of identifiers, with runs of white space as one blank, and without the terminators: in this the
/// two must agree.
std::string folded(std::string_view sql) {
    std::string result;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (c == '"' || c == '[' || c == ']' || c == ';') continue;
        const bool at_line = i == 0 || sql[i - 1] == '\n';
        if (at_line && sql.substr(i, 2) == "GO") {
            ++i;
            continue;
        }
        if (at_line && c == '/') continue;
        const bool blank = c == ' ' || c == '\n';
        if (blank && (result.empty() || result.back() == ' ' || result.back() == '(')) continue;
        if (c == ')' && !result.empty() && result.back() == ' ') result.pop_back();
        result += blank ? ' ' : c;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

/// The SQL of the reference for a case; empty: it cannot express it.
std::string alembic(std::string_view id, std::string_view database) {
    static const nlohmann::json cases = nlohmann::json::parse(std::ifstream(ALUDEL_TEST_DATA "/ddl.json"));
    for (const nlohmann::json& each : cases)
        if (each["id"] == id) return each["sql"][database].is_string() ? std::string(each["sql"][database]) : "";
    ADD_FAILURE() << "no case " << id;
    return {};
}

/// The statements of operations, which are applied to the tables.
template <class Dialect>
std::string written_by(ledger& tables, const op::operations_view& operations) {
    typename Dialect::writer writer;
    writer.begin_revision(true, nullptr, {});
    std::uint32_t number = 0;
    constexpr op::naming_convention of_indexes{{}, {}, {}, {}};
    for (const op::operation& declared : operations.list) {
        const al::detail::named_operation named(operations, declared, {}, of_indexes, tables.arena);
        const op::operation& each = named.operation();
        const std::size_t which =
            each.kind == op::operation_kind::create_table ? tables.tables.size() : tables.table_of(each);
        const kept before = tables.at(which);
        tables.apply(named.arrays(), each);
        const kept after = tables.at(which);
        writer.write(number++, named.arrays(), each, {.before = before.view(), .after = after.view()});
    }
    writer.finish();
    std::string texts;
    for (const al::statement& each : writer.take()) texts += each.sql.str() + ";\n";
    return texts;
}

/// What a case has instead of the text of the reference: our text, or the reason why the database cannot do it.
struct difference {
    std::string_view ours{};
    std::string_view refused{};
    std::string_view reason{};
};

using mssql_database = al::dialect_of<op::dialect_id::mssql>;
using oracle_database = al::dialect_of<op::dialect_id::oracle>;

template <class Dialect, class Before, class Revision>
void compare(const char* id, const Before& before, const Revision& revision, const difference& expected) {
    SCOPED_TRACE(std::string(id) + " for " + std::string(Dialect::target.traits->name));
    ledger tables;
    written_by<Dialect>(tables, before.view().upgrade);
    std::string_view refused;
    for (const op::operation& each : revision.view().upgrade.list) {
        static std::string reason;
        refused = Dialect::unsupported(revision.view().upgrade, each, Dialect::target);
        if (refused.empty()) {
            reason = al::detail::limit_of(Dialect::target, revision.view().upgrade, each).text();
            refused = reason;
        }
        if (!refused.empty()) break;
    }
    EXPECT_EQ(refused.substr(0, expected.refused.size()), expected.refused);
    EXPECT_EQ(refused.empty(), expected.refused.empty()) << refused;
    if (!expected.refused.empty()) return;
    const std::string ours = written_by<Dialect>(tables, revision.view().upgrade);
    const std::string theirs = alembic(id, Dialect::target.traits->word);
    EXPECT_EQ(folded(ours), folded(expected.ours.empty() ? std::string_view(theirs) : expected.ours));
    EXPECT_EQ(expected.ours.empty(), expected.reason.empty());
}

template <class Before, class Revision>
void both(const char* id, const Before& before, const Revision& revision, const difference& mssql = {},
          const difference& oracle = {}) {
    compare<mssql_database>(id, before, revision, mssql);
    compare<oracle_database>(id, before, revision, oracle);
}

constexpr difference same{};
constexpr auto none = al::revision("0");
constexpr auto one = [](const auto& operation) { return al::revision("1").upgrade(operation); };
constexpr auto make = [](const auto&... elements) {
    return al::revision("1").upgrade(al::create_table("t", elements...));
};
constexpr auto tables = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer),
                     al::column("y", al::integer), al::unique("x", "y"), al::unique("x")),
    al::create_table("t", al::column("id", al::integer, al::not_null, al::unique), al::column("a", al::integer),
                     al::column("b", al::integer), al::column("x", al::integer), al::column("Select", al::text),
                     al::column("c", al::integer), al::column("s", al::varchar(40)), al::column("parent", al::integer),
                     al::column("name", al::text)));
constexpr auto with_c = [](const auto& type, const auto&... options) {
    return al::revision("0").upgrade(al::create_table("t", al::column("c", type, options...)));
};

TEST(OfflineConformance, CreateTable) {
    both("create_table.minimal", none, make(al::column("id", al::integer, al::primary_key, al::autoincrement)), same,
         {"CREATE TABLE t (id INTEGER GENERATED BY DEFAULT AS IDENTITY, PRIMARY KEY (id))",
          {},
          "autoincrement is asked for, and Oracle has identities"});
    both("create_table.named_pk_two_columns", none,
         make(al::column("a", al::integer, al::not_null), al::column("b", al::integer, al::not_null),
              al::primary_key("a", "b").named("pk_t")));
    both("create_table.not_null_defaults", none,
         make(al::column("a", al::integer, al::not_null, al::default_to("5")),
              al::column("b", al::varchar(10), al::not_null, al::default_to("x")),
              al::column("c", al::boolean, al::default_to(true)),
              al::column("d", al::timestamp, al::default_to(al::current_timestamp)),
              al::column("e", al::integer, al::default_to(al::sql("1 + 1")))),
         {"CREATE TABLE t (a INTEGER NOT NULL DEFAULT '5', b VARCHAR(10) NOT NULL DEFAULT 'x', c BIT NULL DEFAULT 1, "
          "d DATETIME2 NULL DEFAULT CURRENT_TIMESTAMP, e INTEGER NULL DEFAULT 1 + 1)",
          {},
          "TIMESTAMP numbers the changes of rows there, and holds no time"});
    both("create_table.unique_named_two", none,
         make(al::column("a", al::integer), al::column("b", al::integer), al::unique("a", "b").named("uq_t_a_b")));
    both("create_table.column_unique", none, make(al::column("a", al::integer, al::unique)));
    both("create_table.check_named", none, make(al::column("a", al::integer), al::check("a > 0").named("ck_a_pos")));
    both("create_table.fk_named_actions", tables,
         make(al::column("p_id", al::integer),
              al::foreign_key("p_id")
                  .references("p", "id")
                  .named("fk_t_p")
                  .on_delete(al::cascade)
                  .on_update(al::set_null)),
         same, {{}, "has no ON UPDATE", {}});
    both("create_table.fk_composite", tables,
         make(al::column("a", al::integer), al::column("b", al::integer),
              al::foreign_key("a", "b").references("p", "x", "y").named("fk_ab")));
    both("create_table.fk_deferrable", tables,
         make(al::column("a", al::integer),
              al::foreign_key("a").references("p", "x").named("fk_a").initially_deferred()),
         {{}, "has no deferrable foreign keys", {}});
    both("create_table.fk_self", none,
         one(al::create_table("node", al::column("id", al::integer, al::not_null), al::primary_key("id"),
                              al::column("parent_id", al::integer, al::references("node", "id")))),
         {"CREATE TABLE node (id INTEGER NOT NULL, parent_id INTEGER NULL, PRIMARY KEY (id), "
          "FOREIGN KEY(parent_id) REFERENCES node (id))",
          {},
          "only autoincrement numbers rows"});
    both("create_table.computed", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::virtual_))));
    both("create_table.computed_stored", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::stored))), same,
         {{}, "has no generated columns that are stored", {}});
    both("create_table.identity", none, make(al::column("id", al::integer, al::identity(), al::primary_key)));
    both("create_table.reserved_names", none,
         one(al::create_table("order", al::column("select", al::integer), al::column("Group", al::integer))));
    both("create_table.mixed_case_and_space", none,
         one(al::create_table("My Table", al::column("Some Column", al::integer))));
    both("create_table.enum", none, make(al::column("a", al::enumeration("xy", "x", "y"))));
    both("create_table.if_not_exists", none,
         make(al::column("id", al::integer, al::not_null), al::primary_key("id"), al::if_not_exists),
         {"IF OBJECT_ID('t') IS NULL CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id))",
          {},
          "SQL Server has no CREATE TABLE IF NOT EXISTS"},
         {"BEGIN EXECUTE IMMEDIATE 'CREATE TABLE t (' || CHR(10) || ' id INTEGER NOT NULL,' || CHR(10) || ' PRIMARY "
          "KEY (id)' || CHR(10) || ')' EXCEPTION WHEN OTHERS THEN IF SQLCODE <> -955 THEN RAISE END IF END",
          {},
          "Oracle has no IF NOT EXISTS before 23ai"});
    both("create_table.unicode_names", none, one(al::create_table("méil", al::column("numéro", al::integer))));
}

TEST(OfflineConformance, TablesAndColumns) {
    constexpr auto t_a = with_c(al::integer);
    both("drop_table.plain", tables, one(al::drop_table("t")));
    both("add_column.plain", t_a, one(al::add_column("t", al::column("x", al::integer))));
    both("add_column.default_expr", t_a,
         one(al::add_column("t", al::column("x", al::timestamp, al::default_to(al::current_timestamp)))),
         {"ALTER TABLE t ADD x DATETIME2 NULL DEFAULT CURRENT_TIMESTAMP", {}, "see create_table.not_null_defaults"});
    both("add_column.default_now", t_a,
         one(al::add_column("t", al::column("x", al::timestamp, al::default_to(al::current_timestamp)))),
         {"ALTER TABLE t ADD x DATETIME2 NULL DEFAULT CURRENT_TIMESTAMP", {}, "DATETIME rounds to 3 milliseconds"},
         {"ALTER TABLE t ADD x TIMESTAMP DEFAULT CURRENT_TIMESTAMP", {}, "DATE has no fractions of a second"});
    both("add_column.index", t_a, one(al::add_column("t", al::column("x", al::integer, al::indexed))));
    both("add_column.check_bool", t_a, one(al::add_column("t", al::column("x", al::integer, al::check("x > 5")))),
         {"ALTER TABLE t ADD x INTEGER NULL ALTER TABLE t ADD CHECK (x > 5)", {}, "the reference loses the check"},
         {"ALTER TABLE t ADD x INTEGER ALTER TABLE t ADD CHECK (x > 5)", {}, "the reference loses the check"});
    both("drop_column.plain", tables, one(al::drop_column("t", "x")));
    both("drop_column.quoted", tables, one(al::drop_column("t", "Select")));
    both("alter_column.nullable_false", tables, one(al::alter_column("t", "c").not_null()));
    both("alter_column.nullable_true", with_c(al::integer, al::not_null), one(al::alter_column("t", "c").nullable()));
    both("alter_column.rename", t_a, one(al::alter_column("t", "c").rename_to("d")),
         {"EXEC sp_rename 't.c', 'd', 'COLUMN'", {}, "a name that is no plain word has to be a string"});
    constexpr difference keeps_null{
        "ALTER TABLE t ALTER COLUMN c VARCHAR(80) NULL", {}, "without NULL a setting of the session decides"};
    constexpr auto with_text = with_c(al::varchar(40));
    both("alter_column.type", with_text, one(al::alter_column("t", "c").type(al::varchar(80))), keeps_null);
    both("alter_column.type_not_null_existing", with_c(al::varchar(40), al::not_null),
         one(al::alter_column("t", "c").type(al::varchar(80))));
    both("alter_column.type_using", with_text, one(al::alter_column("t", "c").type(al::integer)),
         {"ALTER TABLE t ALTER COLUMN c INTEGER NULL", {}, "without NULL a setting of the session decides"});
    both("alter_column.set_default", with_text, one(al::alter_column("t", "c").default_to("q")));
    both("alter_column.set_default_expr", with_c(al::timestamp),
         one(al::alter_column("t", "c").default_to(al::current_timestamp)));
    both("alter_column.drop_default", with_c(al::integer, al::default_to(1)),
         one(al::alter_column("t", "c").drop_default()),
         {"DECLARE @drop nvarchar(max) = 'ALTER TABLE t DROP CONSTRAINT ' + (SELECT QUOTENAME(name) FROM "
          "sys.default_constraints WHERE parent_object_id = OBJECT_ID('t') AND COL_NAME(parent_object_id, "
          "parent_column_id) = 'c') IF @drop IS NOT NULL EXEC sp_executesql @drop",
          {},
          "a column without a default is no error"});
    both("alter_column.comment", t_a, one(al::alter_column("t", "c").comment("col comment")),
         {"DECLARE @table int = OBJECT_ID('t') DECLARE @schema sysname = OBJECT_SCHEMA_NAME(@table) IF EXISTS (SELECT "
          "1 FROM sys.extended_properties WHERE class = 1 AND name = 'MS_Description' AND major_id = @table AND "
          "minor_id = COLUMNPROPERTY(@table, 'c', 'ColumnId')) EXEC sp_dropextendedproperty @name = "
          "'MS_Description', @level0type = 'SCHEMA', @level0name = @schema, @level1type = 'TABLE', @level1name = 't', "
          "@level2type = 'COLUMN', @level2name = 'c' DECLARE @comment nvarchar(3750) = 'col comment' EXEC "
          "sp_addextendedproperty @name = 'MS_Description', @value = @comment, @level0type = 'SCHEMA', @level0name = "
          "@schema, @level1type = 'TABLE', @level1name = 't', @level2type = 'COLUMN', @level2name = 'c'",
          {},
          "the reference has none"});
    both("alter_column.set_identity", t_a, one(al::alter_column("t", "c").identity(al::identity(al::always))),
         {{}, "cannot make a column an identity", {}});
    both("alter_column.drop_identity", with_c(al::integer, al::identity()),
         one(al::alter_column("t", "c").drop_identity()), {{}, "cannot make a column an identity", {}});
}

TEST(OfflineConformance, Constraints) {
    const auto add = [](const auto& constraint) { return one(al::add_constraint("t", constraint)); };
    both("constraint.create_primary_key", tables, add(al::primary_key("a", "b").named("pk_t")));
    both("constraint.create_check", tables, add(al::check("length(name) > 5").named("ck_t")));
    both("constraint.create_fk", tables, add(al::foreign_key("a").references("p", "id").named("fk_t")));
    both("constraint.create_fk_deferrable", tables,
         add(al::foreign_key("a").references("p", "id").named("fk_t").initially_deferred()),
         {{}, "has no deferrable foreign keys", {}});
    both("constraint.create_fk_self", tables, add(al::foreign_key("parent").references("t", "id").named("fk_t")));
    const auto drop = [](const char* id, const auto& constraint, const char* gone) {
        const auto before = al::revision("0").upgrade(
            al::create_table("p", al::column("id", al::integer, al::unique)),
            al::create_table("t", al::column("a", al::integer, al::not_null, al::default_to(1)), constraint));
        both(id, before, al::revision("1").upgrade(al::drop_constraint("t", gone)));
    };
    drop("constraint.drop_unique", al::unique("a").named("uq_t"), "uq_t");
    drop("constraint.drop_fk", al::foreign_key("a").references("p", "id").named("fk_t"), "fk_t");
    drop("constraint.drop_pk", al::primary_key("a").named("pk_t"), "pk_t");
    drop("constraint.drop_check", al::check("a > 0").named("ck_t"), "ck_t");
}

TEST(OfflineConformance, IndexesRowsAndTexts) {
    constexpr difference no_expression{{}, "has no indexes of expressions", {}};
    both("index.plain", tables, one(al::create_index("ik", "t", "a")));
    both("index.expression", tables, one(al::create_index("ik", "t", al::expression("lower(a)"))), no_expression);
    both("index.expression_mixed", tables, one(al::create_index("ik", "t", "b", al::expression("lower(a)"))),
         no_expression);
    both("index.partial_pg", tables, one(al::create_index("ik", "t", "a").where("a > 5")),
         {"CREATE INDEX ik ON t (a) WHERE a > 5", {}, "SQL Server has filtered indexes"},
         {{}, "has no indexes of some rows", {}});
    both("index.concurrently", tables, one(al::create_index("ik", "t", "a").concurrently()));
    both("index.using_gin", tables, one(al::create_index("ik", "t", "a").using_method("gin")));
    both("index.include", tables, one(al::create_index("ik", "t", "a").include("b")),
         {"CREATE INDEX ik ON t (a) INCLUDE (b)", {}, "SQL Server has INCLUDE"}, {{}, "has no INCLUDE", {}});
    both("index.quoted", al::revision("0").upgrade(al::create_table("Order", al::column("Select", al::text))),
         one(al::create_index("IK", "Order", "Select")));
    both("index.desc", tables, one(al::create_index("ik", "t", al::desc("a"))));
    both("index.drop_if_exists", tables, one(al::drop_index("ik", "t", al::if_exists)),
         {"DROP INDEX IF EXISTS ik ON t", {}, "the reference loses IF EXISTS"},
         {"BEGIN EXECUTE IMMEDIATE 'DROP INDEX ik' EXCEPTION WHEN OTHERS THEN IF SQLCODE <> -1418 THEN RAISE END IF "
          "END",
          {},
          "Oracle has no IF EXISTS before 23ai"});
    both("index.drop_concurrently", tables, one(al::drop_index("ik", "t")));
    both("execute.plain", tables, one(al::execute("UPDATE t SET a='x'")));
    both("execute.colon_escape", tables, one(al::execute("INSERT INTO t (a) VALUES ('a:b')")));
    constexpr std::string_view no_identity = "the table has no identity, and IDENTITY_INSERT would be an error";
    both("bulk_insert.null", tables, one(al::insert("t", al::row(al::value("id", 1), al::value("name", nullptr)))),
         {"INSERT INTO t (id, name) VALUES (1, NULL)", {}, no_identity});
    both(
        "bulk_insert.types",
        al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::column("b", al::boolean),
                                                   al::column("c", al::real), al::column("d", al::numeric(10, 2)))),
        one(al::insert("t", al::row(al::value("a", -1), al::value("b", true), al::value("c", 1.5), al::value("d", 2)))),
        {"INSERT INTO t (a, b, c, d) VALUES (-1, 1, 1.5, 2)", {}, no_identity});
    both("bulk_insert.unicode", tables, one(al::insert("t", al::row(al::value("name", "日本語")))),
         {"INSERT INTO t (name) VALUES (N'日本語')", {}, "without N the text is in the code page of the database"});
}

TEST(OfflineConformance, IdentityInsert) {
    ledger known;
    constexpr auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key, al::autoincrement)));
    written_by<mssql_database>(known, before.view().upgrade);
    constexpr auto rows = one(al::insert("t", al::row(al::value("id", 7)), al::row()));
    EXPECT_EQ(written_by<mssql_database>(known, rows.view().upgrade),
              "SET IDENTITY_INSERT \"t\" ON;\nINSERT INTO \"t\" (\"id\") VALUES (7);\nINSERT INTO \"t\" DEFAULT "
              "VALUES;\nSET IDENTITY_INSERT \"t\" OFF;\n");
    EXPECT_EQ(written_by<oracle_database>(known, rows.view().upgrade),
              "INSERT INTO t (id) VALUES (7);\nINSERT INTO t (id) VALUES (DEFAULT);\n");
}

TEST(OfflineConformance, TextsKeepTheirLines) {
    al::sql_text mssql, oracle;
    const std::string_view text = "a';\n/\nGO\r\n$(x)";
    al::mssql_dialect::put_string(mssql, text), al::oracle_dialect::put_string(oracle, text);
    EXPECT_EQ(mssql.view(), "'a'';' + NCHAR(10) + '/' + NCHAR(10) + 'GO' + NCHAR(13) + '' + NCHAR(10) + '$' + '(x)'");
    EXPECT_EQ(oracle.view(), "'a'';' || CHR(10) || '/' || CHR(10) || 'GO' || CHR(13) || '' || CHR(10) || '$(x)'");
}

}  // namespace
