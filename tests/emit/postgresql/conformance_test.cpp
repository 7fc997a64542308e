// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic 1.19 for PostgreSQL (tests/data/ddl.json) compared with ours, for the entries that our operations
// can express: the texts, and the catalogs of two databases that execute them. A case that differs deliberately states
// the reason.
#include "../../servers/postgresql.hpp"
#include "../sqlite/ledger.hpp"

#include <aludel/dialect/postgresql/revision_statements.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>      // ifstream
#include <string>       // string
#include <string_view>  // string_view

namespace {

namespace al = aludel;
using namespace test;

/// Text without identifier quotes, with runs of white space as one blank and without the terminator: in this the two
/// must agree.
std::string folded(std::string_view sql) {
    std::string result;
    for (const char c : sql) {
        if (c == '"' || c == ';') continue;
        const bool blank = c == ' ' || c == '\n';
        if (blank && (result.empty() || result.back() == ' ' || result.back() == '(')) continue;
        if (c == ')' && result.back() == ' ') result.pop_back();
        result += blank ? ' ' : c;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

/// The SQL of the reference for a case.
std::string alembic(std::string_view id) {
    static const nlohmann::json cases = nlohmann::json::parse(std::ifstream(ALUDEL_TEST_DATA "/ddl.json"));
    for (const nlohmann::json& each : cases)
        if (each["id"] == id) return each["sql"]["postgresql"];
    ADD_FAILURE() << "no case " << id;
    return {};
}

/// The statements of operations, without those of scripts only. The operations are applied to the tables.
std::string written_by(ledger& tables, const op::operations_view& operations) {
    al::postgresql_statements writer;
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
    for (const al::statement& each : writer.statements())
        if (each.kind != al::statement_kind::script_only) texts += each.sql.str() + ";\n";
    return texts;
}

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

/// The same text but for folding, and the same catalog. With `ours`, the text is that instead.
template <class Before, class Revision>
void same(const char* id, const Before& before, const Revision& revision, std::string_view ours = {},
          bool executes_theirs = true) {
    SCOPED_TRACE(id);
    const std::string theirs = alembic(id);
    ledger tables;
    const std::string start = written_by(tables, before.view().upgrade);
    const std::string written = written_by(tables, revision.view().upgrade);
    EXPECT_EQ(folded(written), folded(ours.empty() ? theirs : ours));
    static const postgresql_database of_ours, of_alembic;  // a new one costs more than to empty one
    al::postgresql::connection our_db = of_ours.connect(), their_db = of_alembic.connect();
    for (al::postgresql::connection* const each : {&our_db, &their_db}) {
        each->execute("SET client_min_messages = warning; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public");
        if (!start.empty()) each->execute(start);
    }
    ASSERT_NO_THROW(execute(our_db, written));
    if (!executes_theirs) return;
    ASSERT_NO_THROW(execute(their_db, theirs + "\n"));
    EXPECT_EQ(catalog(our_db), catalog(their_db));
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
    differs("create_table.enum", none, make(al::column("a", al::enumeration("xy", "x", "y"))),
            "CREATE TABLE t (a VARCHAR(1))", "an enumeration is a text, as on every database, until it is a type");
}

TEST(PostgresqlConformance, TablesAndColumns) {
    constexpr auto in_other = al::revision("0").upgrade(
        al::create_table("t", al::column("x", al::integer), al::column("a", al::integer), al::schema("other")));
    static_cast<void>(in_other);
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
    constexpr auto numbered =
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null)));
    same("alter_column.set_identity", numbered, one(al::alter_column("t", "c").identity(al::identity(al::always))));
    same("alter_column.drop_identity",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::identity()))),
         one(al::alter_column("t", "c").drop_identity()));
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

}  // namespace
