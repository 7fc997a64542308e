// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic for PostgreSQL (tests/data/ddl.json, and more calls in ddl_postgresql.json) compared with ours:
// the texts, and the catalogs of two databases that execute them. A case that differs deliberately states the reason.
#include "../../servers/postgresql.hpp"
#include "../reference.hpp"

#include <aludel/code/operation_code.hpp>
#include <aludel/dialect/postgresql/revision_statements.hpp>
#include <aludel/dsl/create_enum.hpp>
#include <aludel/dsl/create_schema.hpp>
#include <aludel/dsl/index.hpp>
#include <aludel/dsl/materialized_view.hpp>
#include <aludel/dsl/validate_constraint.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>      // ifstream
#include <set>          // set
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace {

namespace al = aludel;
using namespace test;

using on_postgresql = al::dialect_of<al::postgresql.id>;

constexpr auto none = al::revision("0");
constexpr auto t_x = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer),
                     al::column("y", al::integer), al::unique("x", "y"), al::unique("x")),
    al::create_table("t", al::column("id", al::integer, al::not_null, al::unique), al::column("a", al::integer),
                     al::column("b", al::integer), al::column("x", al::integer), al::column("Select", al::text),
                     al::column("c", al::varchar(40)), al::column("parent", al::integer), al::column("name", al::text),
                     al::column("d", al::real)));

/// Executes a script; one that builds an index concurrently, statement by statement.
void execute(al::postgresql::connection& db, const std::string& sql) {
    if (sql.find("CONCURRENTLY") == std::string::npos) db.execute(sql);
    else
        for (std::size_t first = 0, end = 0; (end = sql.find(";\n", first)) != std::string::npos; first = end + 2)
            db.execute(sql.substr(first, end - first));
}

/// The cases that were compared, for the last test.
std::set<std::string>& compared() {
    static std::set<std::string> ids;
    return ids;
}

/// The same text but for folding, and the same catalog. With `ours`, the text is that instead.
void same_sql(const char* id, const op::operations_view& before, const op::operations_view& operations,
              std::string_view ours, bool executes_theirs) {
    SCOPED_TRACE(id);
    compared().insert(id);
    const std::string theirs = alembic(id, "postgresql");
    ledger tables;
    const std::string start = written_by<on_postgresql>(tables, before);
    const std::string written = written_by<on_postgresql>(tables, operations);
    EXPECT_EQ(folded(written, "\";"), folded(ours.empty() ? theirs : ours, "\";"));
    static const postgresql_database of_ours, of_alembic;  // a new one costs more than to empty one
    al::postgresql::connection our_db = of_ours.connect(), their_db = of_alembic.connect();
    for (al::postgresql::connection* const each : {&our_db, &their_db}) {
        each->execute(
            "SET client_min_messages = warning; DROP SCHEMA IF EXISTS public, other, s1, s2 CASCADE; CREATE "
            "SCHEMA public");
        if (!start.empty()) each->execute(start);
    }
    ASSERT_NO_THROW(execute(our_db, written));
    if (!executes_theirs) return;
    ASSERT_NO_THROW(execute(their_db, theirs + "\n"));
    EXPECT_EQ(catalog(our_db), catalog(their_db));
}
template <class Before, class Revision>
void same(const char* id, const Before& before, const Revision& revision, std::string_view ours = {},
          bool executes_theirs = true) {
    same_sql(id, before.view().upgrade, revision.view().upgrade, ours, executes_theirs);
}

/// A deliberate difference of the text alone; the reason is documentation.
template <class Before, class Revision>
void spelled(const char* id, const Before& before, const Revision& revision, std::string_view ours,
             [[maybe_unused]] const char* reason) {
    same(id, before, revision, ours);
}
/// A deliberate difference of the catalog as well.
template <class Before, class Revision>
void differs(const char* id, const Before& before, const Revision& revision, std::string_view ours,
             [[maybe_unused]] const char* reason) {
    same(id, before, revision, ours, false);
}

constexpr auto one = [](const auto& operation) { return al::revision("1").upgrade(operation); };
constexpr auto make = [](const auto&... elements) {
    return al::revision("1").upgrade(al::create_table("t", elements...));
};
constexpr auto target_p = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer, al::unique),
                     al::column("y", al::integer), al::unique("x", "y")));

TEST(PostgresqlConformance, CreateTable) {
    same("create_table.minimal", none, make(al::column("id", al::integer, al::primary_key, al::autoincrement)));
    same("create_table.named_pk_two_columns", none,
         make(al::column("a", al::integer, al::not_null), al::column("b", al::integer, al::not_null),
              al::primary_key("a", "b").named("pk_t")));
    spelled(
        "create_table.not_null_defaults", none,
        make(al::column("a", al::integer, al::not_null, al::default_to("5")),
             al::column("b", al::varchar(10), al::not_null, al::default_to("x")),
             al::column("c", al::boolean, al::default_to(true)),
             al::column("d", al::timestamp, al::default_to(al::sql("now()"))),
             al::column("e", al::integer, al::default_to(al::sql("1 + 1")))),
        "CREATE TABLE t (a INTEGER DEFAULT '5' NOT NULL, b VARCHAR(10) DEFAULT 'x' NOT NULL, c BOOLEAN DEFAULT true, "
        "d TIMESTAMP WITHOUT TIME ZONE DEFAULT now(), e INTEGER DEFAULT (1 + 1))",
        "an expression that is no call stands in parentheses, because DEFAULT a IS NULL would be a syntax error");
    same("create_table.unique_named_two", none,
         make(al::column("a", al::integer), al::column("b", al::integer), al::unique("a", "b").named("uq_t_a_b")));
    same("create_table.column_unique", none, make(al::column("a", al::integer, al::unique)));
    same("create_table.check_named", none, make(al::column("a", al::integer), al::check("a > 0").named("ck_a_pos")));
    same("create_table.fk_named_actions", target_p,
         make(al::column("p_id", al::integer),
              al::foreign_key("p_id")
                  .references("p", "id")
                  .named("fk_t_p")
                  .on_delete(al::cascade)
                  .on_update(al::set_null)));
    same("create_table.fk_composite", target_p,
         make(al::column("a", al::integer), al::column("b", al::integer),
              al::foreign_key("a", "b").references("p", "x", "y").named("fk_ab")));
    same("create_table.fk_deferrable", target_p,
         make(al::column("a", al::integer),
              al::foreign_key("a").references("p", "x").named("fk_a").initially_deferred()));
    same("create_table.fk_self", none,
         al::revision("1").upgrade(
             al::create_table("node", al::column("id", al::integer, al::primary_key, al::autoincrement),
                              al::column("parent_id", al::integer, al::references("node", "id")))));
    same("create_table.computed", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::stored))));
    same("create_table.computed_stored", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::stored))));
    same("create_table.identity", none, make(al::column("id", al::integer, al::identity(), al::primary_key)));
    same("create_table.reserved_names", none,
         al::revision("1").upgrade(
             al::create_table("order", al::column("select", al::integer), al::column("Group", al::integer))));
    same("create_table.mixed_case_and_space", none,
         al::revision("1").upgrade(al::create_table("My Table", al::column("Some Column", al::integer))));
    same("create_table.if_not_exists", none,
         make(al::column("id", al::integer, al::primary_key, al::autoincrement), al::if_not_exists));
    same("create_table.unicode_names", none,
         al::revision("1").upgrade(al::create_table("méil", al::column("numéro", al::integer))));
    same("create_table.enum", none,
         al::revision("1").upgrade(al::create_enum("xy", "x", "y"),
                                   al::create_table("t", al::column("a", al::enumeration("xy", "x", "y")))));
}

TEST(PostgresqlConformance, TablesAndColumns) {
    same("drop_table.plain", t_x, one(al::drop_table("t")));
    same("add_column.plain", t_x, one(al::add_column("t", al::column("y", al::integer))),
         "ALTER TABLE t ADD COLUMN y INTEGER", false);
    spelled("add_column.default_expr", al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer))),
            one(al::add_column("t", al::column("x", al::timestamp, al::default_to(al::current_timestamp)))),
            "ALTER TABLE t ADD COLUMN x TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP", "the same text");
    constexpr auto t_a = al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer)));
    same("add_column.default_now", t_a,
         one(al::add_column("t", al::column("x", al::timestamp, al::default_to(al::sql("now()"))))));
    same("add_column.index", t_a, one(al::add_column("t", al::column("x", al::integer, al::indexed))));
    same("add_column.check_bool", t_a, one(al::add_column("t", al::column("x", al::integer, al::check("x > 5")))));
    same("drop_column.plain", t_x, one(al::drop_column("t", "x")));
    same("drop_column.quoted", t_x, one(al::drop_column("t", "Select")));
    same("alter_column.nullable_false", t_x, one(al::alter_column("t", "c").not_null()));
    same("alter_column.nullable_true",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null))),
         one(al::alter_column("t", "c").nullable()));
    same("alter_column.rename", t_a, one(al::alter_column("t", "a").rename_to("d")), "ALTER TABLE t RENAME a TO d",
         false);
    same("alter_column.type", t_x, one(al::alter_column("t", "c").type(al::varchar(80))));
    same("alter_column.type_not_null_existing", t_x, one(al::alter_column("t", "c").type(al::varchar(80))));
    same("alter_column.type_using", t_x, one(al::alter_column("t", "c").type(al::integer).using_("c::integer")));
    same("alter_column.set_default", t_x, one(al::alter_column("t", "c").default_to("q")));
    same("alter_column.set_default_expr",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::timestamp))),
         one(al::alter_column("t", "c").default_to(al::sql("now()"))));
    same("alter_column.drop_default",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::default_to(1)))),
         one(al::alter_column("t", "c").drop_default()));
    same("alter_column.comment", t_x, one(al::alter_column("t", "c").comment("col comment")));
    same("alter_column.drop_comment",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::comment("x")))),
         one(al::alter_column("t", "c").comment("")));
    constexpr auto numbered =
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null)));
    same("alter_column.set_identity", numbered, one(al::alter_column("t", "c").identity(al::identity(al::always))));
    same("alter_column.drop_identity",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::identity()))),
         one(al::alter_column("t", "c").drop_identity()));
}

TEST(PostgresqlConformance, Schemas) {
    constexpr auto other = al::in_schema("other");
    constexpr auto there = al::revision("0").upgrade(
        al::create_schema("other"),
        al::create_table("t", al::column("a", al::integer), al::column("y", al::integer), al::index("ik", "a"), other));
    const auto in_other = [&](const char* id, const auto& operation) { same(id, there, one(operation)); };
    in_other("drop_table.schema", al::drop_table("t", other));
    in_other("add_column.schema", al::add_column("t", al::column("x", al::integer)));
    in_other("constraint.create_unique_schema", al::add_constraint("t", al::unique("a").named("uq_t")));
    in_other("index.drop_schema", al::drop_index("ik", "t", other));
    same("drop_column.schema",
         al::revision("0").upgrade(al::create_schema("other"),
                                   al::create_table("t", al::column("x", al::integer), other)),
         one(al::drop_column("t", "x", other)));
    same("constraint.drop_schema",
         al::revision("0").upgrade(
             al::create_schema("other"),
             al::create_table("t", al::column("a", al::integer), al::unique("a").named("uq_t"), other)),
         one(al::drop_constraint("t", "uq_t", other)));
    same(
        "constraint.create_fk_schemas",
        al::revision("0").upgrade(al::create_schema("s1"), al::create_schema("s2"),
                                  al::create_table("p", al::column("id", al::integer, al::unique), al::in_schema("s2")),
                                  al::create_table("t", al::column("a", al::integer), al::in_schema("s1"))),
        one(al::add_constraint("t", al::foreign_key("a").references("p", "id", al::in_schema("s2")).named("fk_t"))));
}

TEST(PostgresqlConformance, Constraints) {
    const auto add = [](const auto& constraint) {
        return al::revision("1").upgrade(al::add_constraint("t", constraint));
    };
    same("constraint.create_primary_key", t_x, add(al::primary_key("a", "b").named("pk_t")));
    same("constraint.create_check", t_x, add(al::check("length(name) > 5").named("ck_t")));
    same("constraint.create_fk", t_x, add(al::foreign_key("a").references("p", "id").named("fk_t")));
    same("constraint.create_fk_deferrable", t_x,
         add(al::foreign_key("a").references("p", "id").named("fk_t").initially_deferred()));
    same("constraint.create_fk_self", t_x, add(al::foreign_key("parent").references("t", "id").named("fk_t")));
    const auto drop = [](const char* id, const auto& constraint, const char* gone) {
        const auto before = al::revision("0").upgrade(
            al::create_table("p", al::column("id", al::integer, al::unique)),
            al::create_table("t", al::column("a", al::integer, al::not_null, al::default_to(1)), constraint));
        same(id, before, al::revision("1").upgrade(al::drop_constraint("t", gone)));
    };
    drop("constraint.drop_unique", al::unique("a").named("uq_t"), "uq_t");
    drop("constraint.drop_fk", al::foreign_key("a").references("p", "id").named("fk_t"), "fk_t");
    drop("constraint.drop_pk", al::primary_key("a").named("pk_t"), "pk_t");
    drop("constraint.drop_check", al::check("a > 0").named("ck_t"), "ck_t");
}

TEST(PostgresqlConformance, IndexesRowsAndTexts) {
    constexpr auto words =
        al::revision("0").upgrade(al::create_table("t", al::column("a", al::text), al::column("b", al::integer),
                                                   al::column("id", al::integer), al::column("name", al::text)));
    same("index.plain", t_x, one(al::create_index("ik", "t", "a")));
    same("index.expression", words, one(al::create_index("ik", "t", al::expression("lower(a)"))));
    same("index.expression_mixed", words, one(al::create_index("ik", "t", "b", al::expression("lower(a)"))));
    same("index.partial_pg", t_x, one(al::create_index("ik", "t", "a").where("a > 5")));
    same("index.concurrently", t_x, one(al::create_index("ik", "t", "a").concurrently()));
    same("index.using_gin", al::revision("0").upgrade(al::create_table("t", al::column("a", al::native("JSONB")))),
         one(al::create_index("ik", "t", "a").using_method("gin")));
    same("index.include", t_x, one(al::create_index("ik", "t", "a").include("b")));
    same("index.quoted", al::revision("0").upgrade(al::create_table("Order", al::column("Select", al::text))),
         one(al::create_index("IK", "Order", "Select")));
    same("index.desc", t_x, one(al::create_index("ik", "t", al::desc("a"))));
    same("index.mysql_length", t_x, one(al::create_index("ik", "t", "a")));
    same("index.drop_if_exists", t_x, one(al::drop_index("ik", "t", al::if_exists)));
    same("index.drop_concurrently",
         al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::index("ik", "a"))),
         one(al::drop_index("ik", "t").concurrently()));
    same("comment.create_table_comment", t_x, one(al::comment_on_table("t", "hello")));
    same("comment.create_table_comment_quote", t_x, one(al::comment_on_table("t", "it's")));
    same("execute.plain", words, one(al::execute("UPDATE t SET a='x'")));
    same("execute.colon_escape", words, one(al::execute("INSERT INTO t (a) VALUES ('a:b')")));
    same("bulk_insert.null", words, one(al::insert("t", al::row(al::value("id", 1), al::value("name", nullptr)))));
    same("bulk_insert.types",
         al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::column("b", al::boolean),
                                                    al::column("c", al::real), al::column("d", al::numeric(10, 2)))),
         one(al::insert("t",
                        al::row(al::value("a", -1), al::value("b", true), al::value("c", 1.5), al::value("d", 2)))));
    same("bulk_insert.unicode", words, one(al::insert("t", al::row(al::value("name", "日本語")))));
}

TEST(PostgresqlConformance, MoreIndexes) {
    constexpr auto words =
        al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::column("b", al::integer),
                                                   al::column("c", al::text), al::column("name", al::text)));
    const auto index = [&](const char* id, const auto& operation, std::string_view ours = {}) {
        same(id, words, one(operation), ours);
    };
    index("index.nulls_first", al::create_index("ik", "t", al::desc("a").nulls_last(), al::asc("b").nulls_first()));
    index("index.operators", al::create_index("ik", "t", al::asc("name").operators("text_pattern_ops")));
    index("index.expression_operators",
          al::create_index("ik", "t", al::expression("lower(name)").operators("text_pattern_ops")));
    index("index.collation", al::create_index("ik", "t", al::asc("name").collate("C")));
    index("index.storage", al::create_index("ik", "t", "a").storage("fillfactor = 50"));
    index("index.tablespace", al::create_index("ik", "t", "a").tablespace("pg_default"));
    index("index.unique_partial", al::create_index("ik", "t", "a").unique().where("b > 5"));
    index("index.unique_concurrently", al::create_index("ik", "t", "a").unique().concurrently());
    index("index.hash", al::create_index("ik", "t", "a").using_method("hash"));
    index("index.include_two", al::create_index("ik", "t", "a").include("b", "c"));
    index("index.all",
          al::create_index("ik", "t", "a", al::asc("name").operators("text_pattern_ops"))
              .unique()
              .using_method("btree")
              .include("b")
              .storage("fillfactor = 70")
              .where("a > 0"));
    same("index.drop",
         al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::index("ik", "a"))),
         one(al::drop_index("ik", "t")));
}

TEST(PostgresqlConformance, MoreConstraints) {
    constexpr auto ranges = al::revision("0").upgrade(
        al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer),
                         al::column("y", al::integer), al::unique("x", "y")),
        al::create_table("t", al::column("a", al::integer), al::column("b", al::integer),
                         al::column("room", al::integer), al::column("during", al::native("INT4RANGE"))));
    const auto add = [&](const char* id, const auto& constraint, std::string_view ours = {}) {
        same(id, ranges, al::revision("1").upgrade(al::add_constraint("t", constraint)), ours);
    };
    add("constraint.unique_deferrable", al::unique("a").named("uq_t").initially_deferred());
    add("constraint.unique_deferrable_immediate", al::unique("a").named("uq_t").deferrable());
    add("constraint.unique_two", al::unique("a", "b").named("uq_t"));
    add("constraint.exclude", al::exclude("during WITH &&").named("ex_t"));
    same("constraint.exclude_where",
         al::revision("0").upgrade(
             al::execute("CREATE EXTENSION btree_gist"),
             al::create_table("t", al::column("room", al::integer), al::column("during", al::native("INT4RANGE")))),
         one(al::add_constraint("t", al::exclude("room WITH =, during WITH &&").named("ex_t").where("room > 0"))));
    add("constraint.exclude_deferrable", al::exclude("during WITH &&").named("ex_t").initially_deferred());
    add("constraint.exclude_default_method", al::exclude("during WITH &&").named("ex_t"));
    add("constraint.check_not_valid", al::check("a > 0").named("ck_t").not_valid());
    const auto key = al::foreign_key("a").references("p", "id").named("fk_t");
    add("constraint.fk_not_valid", key.not_valid());
    add("constraint.fk_actions", key.on_delete(al::set_null).on_update(al::cascade));
    add("constraint.fk_set_default", key.on_delete(al::set_default).on_update(al::restrict));
    add("constraint.fk_match_full", key.match("FULL"));
    add("constraint.fk_composite", al::foreign_key("a", "b").references("p", "x", "y").named("fk_t"));
    add("constraint.fk_initially_immediate", key.deferrable(),
        "ALTER TABLE t ADD CONSTRAINT fk_t FOREIGN KEY(a) REFERENCES p (id) DEFERRABLE");  // that is the default
}

TEST(PostgresqlConformance, MoreTables) {
    constexpr auto with_p = al::revision("0").upgrade(al::create_table("p", al::column("id", al::integer, al::unique)));
    same("create_table.unique_deferrable", none,
         make(al::column("a", al::integer), al::unique("a").named("uq_t").initially_deferred()));
    same("create_table.pk_deferrable", none,
         make(al::column("a", al::integer, al::autoincrement, al::not_null),
              al::primary_key("a").named("pk_t").deferrable()));
    same("create_table.exclude", none,
         make(al::column("room", al::integer), al::column("during", al::native("INT4RANGE")),
              al::exclude("during WITH &&").named("ex_t").where("room > 0")));
    spelled("create_table.fk_not_valid", with_p,
            make(al::column("a", al::integer), al::foreign_key("a").references("p", "id").named("fk_t").not_valid()),
            "CREATE TABLE t (a INTEGER, CONSTRAINT fk_t FOREIGN KEY(a) REFERENCES p (id))",
            "a new table has no rows: PostgreSQL ignores it");
    same("create_table.comments", none, make(al::column("a", al::integer, al::comment("the a")), al::comment("the t")));
    same("create_table.schema_comment_quote", none, make(al::column("a", al::integer, al::comment("it's"))));
    same("create_table.unlogged", none, make(al::column("a", al::integer), al::unlogged));
    same("create_table.tablespace", none, make(al::column("a", al::integer), al::tablespace("pg_default")));
    same("create_table.partition_by", none, make(al::column("a", al::integer), al::partition_by("RANGE (a)")));
    same("create_table.inherits", with_p, one(al::execute("CREATE TABLE t (z INTEGER) INHERITS ( p )")));  // no word
    same("create_table.identity_always", none,
         make(al::column("id", al::integer, al::identity(al::always).start(10).increment(5), al::primary_key)));
    same("create_table.bigint_key", none, make(al::column("id", al::bigint, al::primary_key, al::autoincrement)));
    same("create_table.smallint_key", none, make(al::column("id", al::smallint, al::primary_key, al::autoincrement)));
    same("create_table.text_key", none, make(al::column("id", al::varchar(10), al::primary_key)));
    same("create_table.key_not_numbered", none, make(al::column("id", al::integer, al::primary_key)));
    spelled("create_table.types", none,
            make(al::column("a", al::smallint), al::column("b", al::bigint), al::column("c", al::double_precision),
                 al::column("d", al::double_precision), al::column("e", al::numeric(10, 2)),
                 al::column("f", al::native("NUMERIC")), al::column("g", al::text), al::column("h", al::char_(3)),
                 al::column("i", al::binary), al::column("j", al::date), al::column("k", al::time),
                 al::column("l", al::timestamptz), al::column("m", al::interval), al::column("n", al::json),
                 al::column("o", al::uuid), al::column("p", al::real), al::column("q", al::double_precision),
                 al::column("r", al::boolean), al::column("s", al::varchar)),
            "CREATE TABLE t (a SMALLINT, b BIGINT, c DOUBLE PRECISION, d DOUBLE PRECISION, e NUMERIC(10, 2), "
            "f NUMERIC, g TEXT, h CHAR(3), i BYTEA, j DATE, k TIME WITHOUT TIME ZONE, l TIMESTAMP WITH TIME ZONE, "
            "m INTERVAL, n JSON, o UUID, p REAL, q DOUBLE PRECISION, r BOOLEAN, s VARCHAR)",
            "FLOAT is DOUBLE PRECISION");
    same("create_table.collation", none, make(al::column("a", al::varchar(20), al::collate("C"))));
    spelled("create_table.index", none,
            al::revision("1").upgrade(
                al::create_table("t", al::column("a", al::integer, al::indexed), al::column("b", al::integer)),
                al::create_index("ix_t_b", "t", "b").unique()),
            "CREATE TABLE t (a INTEGER, b INTEGER); CREATE INDEX ix_t_a ON t (a); CREATE UNIQUE INDEX ix_t_b ON t (b)",
            "in the order of the columns, which the reference does not keep");
    spelled("create_table.check_on_column", none, make(al::column("a", al::integer, al::check("a > 0").named("ck_t"))),
            "CREATE TABLE t (a INTEGER, CONSTRAINT ck_t CHECK (a > 0))", "checks stand behind the columns");
    same("create_table.default_text_quote", none, make(al::column("a", al::text, al::default_to("it's"))));
    same("create_table.default_false", none, make(al::column("a", al::boolean, al::not_null, al::default_to(false))));
    same("create_table.default_null", none, make(al::column("a", al::integer, al::default_to(nullptr))));
    same("create_table.fk_no_columns", with_p,
         make(al::column("a", al::integer),
              al::foreign_key("a").references("p", "id").named("fk_t").on_delete(al::cascade)));
    constexpr auto quoted =
        al::revision("0").upgrade(al::create_table("My Table", al::column("Some Column", al::integer)));
    same("rename_table.plain", with_p, one(al::rename_table("p", "t2")), "ALTER TABLE p RENAME TO t2", false);
    same("rename_table.quoted", quoted, one(al::rename_table("My Table", "Other Table")));
    same("drop_table.quoted", quoted, one(al::drop_table("My Table")));
    same("comment.drop_table_comment",
         al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer), al::comment("hello"))),
         one(al::comment_on_table("t", "")));
    constexpr auto rows =
        al::revision("0").upgrade(al::create_table("t", al::column("id", al::integer), al::column("name", al::text)));
    same("bulk_insert.two_rows", rows,
         one(al::insert("t", al::row(al::value("id", 1), al::value("name", "a")),
                        al::row(al::value("id", 2), al::value("name", "it's")))));
    differs("bulk_insert.date", rows, one(al::insert("t", al::row(al::value("id", 1), al::value("name", "a%b:c")))),
            "INSERT INTO t (id, name) VALUES (1, 'a%b:c')", "the reference doubles the percent sign, which is wrong");
}

TEST(PostgresqlConformance, MoreColumns) {
    constexpr auto t =
        al::revision("0").upgrade(al::create_table("p", al::column("id", al::integer, al::unique)),
                                  al::create_table("t", al::column("a", al::integer), al::column("c", al::varchar(40)),
                                                   al::column("w", al::timestamp), al::column("f", al::boolean)),
                                  al::create_table("My Table", al::column("a", al::integer)));
    const auto add = [&](const char* id, const auto& column, std::string_view ours = {}) {
        same(id, t, one(al::add_column("t", column)), ours);
    };
    add("add_column.not_null_default", al::column("z", al::integer, al::not_null, al::default_to("0")));
    add("add_column.fk", al::column("z", al::integer, al::references("p", "id").named("fk_z")),
        "ALTER TABLE t ADD COLUMN z INTEGER CONSTRAINT fk_z REFERENCES p (id)");  // in one statement
    add("add_column.fk_unnamed", al::column("z", al::integer, al::references("p", "id")),
        "ALTER TABLE t ADD COLUMN z INTEGER REFERENCES p (id)");  // in one statement
    add("add_column.comment", al::column("z", al::integer, al::comment("the z")));
    add("add_column.computed", al::column("z", al::integer, al::generated("a * 2", al::stored)));
    add("add_column.identity", al::column("z", al::integer, al::identity()));
    add("add_column.identity_always", al::column("z", al::integer, al::identity(al::always).start(5).increment(2)));
    add("add_column.collation", al::column("z", al::varchar(20), al::collate("C")));
    add("add_column.numeric", al::column("z", al::numeric(12, 4), al::default_to(al::sql("0.5"))));
    same("add_column.unique_index", t,
         al::revision("1").upgrade(al::add_column("t", al::column("z", al::integer)),
                                   al::create_index("ix_t_z", "t", "z").unique()));
    same("add_column.quoted", t, one(al::add_column("My Table", al::column("Some Column", al::integer))));

    const auto alter = [&](const char* id, const auto& operation, std::string_view ours = {}) {
        same(id, t, one(operation), ours);
    };
    alter("alter_column.all",
          al::alter_column("t", "c").type(al::varchar(80)).not_null().default_to("q").comment("hi"));
    alter("alter_column.type_and_rename", al::alter_column("t", "c").type(al::text).rename_to("d2"));
    alter("alter_column.rename_not_null", al::alter_column("t", "c").not_null().rename_to("d2"));
    alter("alter_column.comment_quote", al::alter_column("t", "c").comment("it's"));
    alter("alter_column.type_integer_bigint", al::alter_column("t", "a").type(al::bigint));
    alter("alter_column.type_using_default",
          al::alter_column("t", "c").type(al::integer).using_("c::integer").default_to("0"));
    alter("alter_column.type_timestamptz",
          al::alter_column("t", "w").type(al::timestamptz).using_("w AT TIME ZONE 'UTC'"));
    alter("alter_column.default_bool", al::alter_column("t", "f").default_to(true));
    same("alter_column.quoted",
         al::revision("0").upgrade(al::create_table("My Table", al::column("Some Column", al::integer))),
         one(al::alter_column("My Table", "Some Column").not_null()));

    constexpr auto number =
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null)));
    constexpr auto identity =
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::identity())));
    same("alter_column.identity_by_default", number, one(al::alter_column("t", "c").identity()));
    same("alter_column.identity_options", number,
         one(al::alter_column("t", "c").identity(al::identity(al::always).start(10).increment(5))));
    same("alter_column.identity_change", identity, one(al::alter_column("t", "c").identity(al::identity(al::always))));
    same("alter_column.identity_change_start", identity,
         one(al::alter_column("t", "c").identity(al::identity().start(7).increment(3))));
}

/// What the reference has no words for, against what a user of it writes as raw SQL.
TEST(PostgresqlConformance, RawSqlOfTheReference) {
    const auto raw = [](const auto& before, const auto& operation, const char* sql) {
        SCOPED_TRACE(sql);
        ledger tables;
        written_by<on_postgresql>(tables, before.view().upgrade);
        EXPECT_EQ(folded(written_by<on_postgresql>(tables, al::revision("1").upgrade(operation).view().upgrade), "\";"),
                  sql);
    };
    raw(t_x, al::create_materialized_view("m", "SELECT a FROM t"), "CREATE MATERIALIZED VIEW m AS SELECT a FROM t");
    raw(t_x, al::refresh_materialized_view("m"), "REFRESH MATERIALIZED VIEW m");
    raw(t_x, al::refresh_materialized_view("m").concurrently(), "REFRESH MATERIALIZED VIEW CONCURRENTLY m");
    raw(t_x, al::drop_materialized_view("m", al::if_exists), "DROP MATERIALIZED VIEW IF EXISTS m");
    raw(t_x, al::validate_constraint("t", "ck_t"), "ALTER TABLE t VALIDATE CONSTRAINT ck_t");
    raw(t_x, al::alter_column("t", "c").drop_generated(), "ALTER TABLE t ALTER COLUMN c DROP EXPRESSION");
    raw(t_x, al::create_index("ik", "t", "a").nulls_not_distinct(),
        "CREATE UNIQUE INDEX ik ON t (a) NULLS NOT DISTINCT");
    raw(t_x, al::add_constraint("t", al::unique("a").named("uq_t").nulls_not_distinct()),
        "ALTER TABLE t ADD CONSTRAINT uq_t UNIQUE NULLS NOT DISTINCT (a)");
    raw(t_x, al::drop_constraint("t", "uq_t", al::if_exists), "ALTER TABLE t DROP CONSTRAINT IF EXISTS uq_t");
    raw(none, al::create_table("n", al::column("a", al::integer), al::storage("fillfactor = 70")),
        "CREATE TABLE n (a INTEGER) WITH (fillfactor = 70)");
}

/// `show`, `adopt` and `revision --autogenerate` write these words as they are declared.
TEST(PostgresqlConformance, WordsAsCode) {
    const op::naming_convention naming{};
    const al::code::operation_code code(naming, "", "    ");
    const auto same_code = [&](const auto& word, std::string_view text) {
        const auto revision = al::revision("1").upgrade(word);
        EXPECT_EQ(code(revision.view().upgrade, revision.view().upgrade.list[0]), text);
    };
    same_code(al::create_index("ik", "t", al::asc("a").collate("C").nulls_first(), al::desc("b").nulls_last(),
                               al::expression("lower(c)").operators("text_pattern_ops"))
                  .nulls_not_distinct()
                  .include("d")
                  .storage("fillfactor = 70")
                  .tablespace("fast")
                  .concurrently(),
              "create_index(\"ik\", \"t\", asc(\"a\").collate(\"C\").nulls_first(), desc(\"b\").nulls_last(), "
              "expression(\"lower(c)\").operators(\"text_pattern_ops\")).nulls_not_distinct().include(\"d\")"
              ".storage(\"fillfactor = 70\").tablespace(\"fast\").concurrently()");
    same_code(al::drop_index("ik").concurrently(), "drop_index(\"ik\").concurrently()");
    same_code(
        al::add_constraint("t", al::exclude("a WITH =").using_method("btree").where("b").deferrable().named("x")),
        "add_constraint(\"t\", exclude(\"a WITH =\").using_method(\"btree\").where(\"b\").deferrable().named(\"x\"))");
    same_code(al::add_constraint("t", al::unique("a").nulls_not_distinct().initially_deferred().named("u")),
              "add_constraint(\"t\", unique(\"a\").nulls_not_distinct().initially_deferred().named(\"u\"))");
    same_code(al::add_constraint("t", al::check("a > 0").not_valid().named("c")),
              "add_constraint(\"t\", check(\"a > 0\").not_valid().named(\"c\"))");
    same_code(al::add_constraint("t", al::foreign_key("a").references("p", "id").not_valid().named("f")),
              "add_constraint(\"t\", foreign_key(\"a\").references(\"p\", \"id\").not_valid().named(\"f\"))");
    same_code(al::validate_constraint("t", "c"), "validate_constraint(\"t\", \"c\")");
    same_code(al::add_column("t", al::column("a", al::integer, al::unique.deferrable())),
              "add_column(\"t\", column(\"a\", integer, unique.deferrable()))");
    same_code(al::create_materialized_view("m", "SELECT 1 AS a"), "create_materialized_view(\"m\", \"SELECT 1 AS a\")");
    same_code(al::refresh_materialized_view("m").concurrently(), "refresh_materialized_view(\"m\").concurrently()");
    same_code(al::drop_materialized_view("m", al::if_exists), "drop_materialized_view(\"m\", if_exists)");
    same_code(al::alter_column("t", "a").drop_generated(), "alter_column(\"t\", \"a\").drop_generated()");
    same_code(al::create_table("t", al::column("a", al::integer), al::unlogged, al::tablespace("fast"),
                               al::storage("fillfactor = 70"), al::partition_by("RANGE (a)")),
              "create_table(\"t\",\n    column(\"a\", integer),\n    unlogged,\n    tablespace(\"fast\"),\n    "
              "storage(\"fillfactor = 70\"),\n    partition_by(\"RANGE (a)\"))");
}

/// Behind the others: each case of the reference was compared.
TEST(PostgresqlConformance, WholeReference) {
    if (testing::GTEST_FLAG(filter) != "*") GTEST_SKIP() << "needs the tests before it";
    for (const char* const file : {"/ddl.json", "/ddl_postgresql.json"})
        for (const nlohmann::json& each : nlohmann::json::parse(std::ifstream(std::string(ALUDEL_TEST_DATA) + file)))
            if (each["sql"].contains("postgresql")) {
                const std::string id = each["id"];
                EXPECT_EQ(compared().count(id), 1U) << id;
            }
}

}  // namespace
