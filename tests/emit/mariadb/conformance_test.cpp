// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic 1.19 for MariaDB and MySQL (tests/data/ddl.json) compared with ours, for the entries that our
// operations can express: the texts of both, and the catalogs of two databases that execute them, on MariaDB or MySQL.
// A case that differs deliberately states the reason.
#include "../../servers/mariadb.hpp"
#include "../reference.hpp"

#include <aludel/schema/limits.hpp>

#include <gtest/gtest.h>

#include <string>       // string
#include <string_view>  // string_view

namespace {

namespace al = aludel;
using namespace test;

using on_server = al::dialect_of<test::server.id>;
using on_mysql = al::dialect_of<al::mysql.id>;

constexpr auto none = al::revision("0");
constexpr auto t_x = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer),
                     al::column("y", al::integer), al::unique("x", "y"), al::unique("x")),
    al::create_table("t", al::column("id", al::integer, al::not_null, al::unique), al::column("a", al::integer),
                     al::column("b", al::integer), al::column("x", al::integer), al::column("Select", al::text),
                     al::column("c", al::varchar(40)), al::column("parent", al::integer), al::column("name", al::text),
                     al::column("d", al::real)));

/// One of two databases, emptied: a new one costs more.
const mariadb_database& emptied(int which) {
    static const mariadb_database databases[2];
    databases[which].clear();
    return databases[which];
}

/// The same text but for folding, and the same catalog. With `ours`, the text is that instead.
template <class Before, class Revision>
void same(const char* id, const Before& before, const Revision& revision, std::string_view ours = {},
          bool executes_theirs = true) {
    SCOPED_TRACE(id);
    const std::string theirs = alembic(id, test::server.traits->word);
    ledger tables, mysql_tables;
    const std::string start = written_by<on_server>(tables, before.view().upgrade);
    const std::string written = written_by<on_server>(tables, revision.view().upgrade);
    EXPECT_EQ(folded(written, "`;"), folded(ours.empty() ? theirs : ours, "`;"));
    if (ours.empty()) {
        written_by<on_mysql>(mysql_tables, before.view().upgrade);
        EXPECT_EQ(folded(written_by<on_mysql>(mysql_tables, revision.view().upgrade), "`;"),
                  folded(alembic(id, "mysql"), "`;"));
    }
    const mariadb_database &of_ours = emptied(0), &of_alembic = emptied(1);
    connection our_db = of_ours.connect(), their_db = of_alembic.connect();
    for (connection* const each : {&our_db, &their_db})
        if (!start.empty()) each->execute(start);
    ASSERT_NO_THROW(our_db.execute(written));
    if (!executes_theirs) return;
    ASSERT_NO_THROW(their_db.execute(theirs));
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

/// What the server cannot do: the history does not compile, and whoever writes it all the same is refused by the
/// server.
template <class Before, class Revision>
void refused(const Before& before, const Revision& revision, std::string_view why) {
    ledger tables;
    const std::string start = written_by<on_server>(tables, before.view().upgrade);
    const op::operations_view operations = revision.view().upgrade;
    const al::detail::sentence found = al::detail::limit_of(test::server, operations, operations.list[0]);
    EXPECT_TRUE(found.text().starts_with(why)) << found.text();
    connection db = emptied(0).connect();
    if (!start.empty()) db.execute(start);
    EXPECT_THROW(db.execute(written_by<on_server>(tables, operations)), al::connection_error);
}

constexpr auto one = [](const auto& operation) { return al::revision("1").upgrade(operation); };
constexpr auto make = [](const auto&... elements) {
    return al::revision("1").upgrade(al::create_table("t", elements...));
};
constexpr auto target_p = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer, al::unique),
                     al::column("y", al::integer), al::unique("x", "y")));

TEST(MariadbConformance, CreateTable) {
    same("create_table.minimal", none, make(al::column("id", al::integer, al::primary_key, al::autoincrement)));
    same("create_table.named_pk_two_columns", none,
         make(al::column("a", al::integer, al::not_null), al::column("b", al::integer, al::not_null),
              al::primary_key("a", "b").named("pk_t")));
    differs("create_table.not_null_defaults", none,
            make(al::column("a", al::integer, al::not_null, al::default_to("5")),
                 al::column("b", al::varchar(10), al::not_null, al::default_to("x")),
                 al::column("c", al::boolean, al::default_to(true)),
                 al::column("d", al::timestamptz, al::default_to(al::sql("now()"))),
                 al::column("e", al::integer, al::default_to(al::sql("1 + 1")))),
            "CREATE TABLE t (a INTEGER NOT NULL DEFAULT '5', b VARCHAR(10) NOT NULL DEFAULT 'x', c BOOL DEFAULT true, "
            "d TIMESTAMP NULL DEFAULT now(), e INTEGER DEFAULT (1 + 1))",
            "an expression stands in parentheses; without them neither server takes it");
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
    refused(target_p,
            make(al::column("a", al::integer),
                 al::foreign_key("a").references("p", "x").named("fk_a").initially_deferred()),
            "has no deferrable foreign keys such as `fk_a`");
    same("create_table.fk_self", none,
         al::revision("1").upgrade(
             al::create_table("node", al::column("id", al::integer, al::primary_key, al::autoincrement),
                              al::column("parent_id", al::integer, al::references("node", "id")))));
    same("create_table.computed", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::virtual_))));
    same("create_table.computed_stored", none,
         make(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2", al::stored))));
    same("create_table.identity", none, make(al::column("id", al::integer, al::identity(), al::primary_key)));
    same("create_table.reserved_names", none,
         al::revision("1").upgrade(
             al::create_table("order", al::column("select", al::integer), al::column("Group", al::integer))));
    same("create_table.mixed_case_and_space", none,
         al::revision("1").upgrade(al::create_table("My Table", al::column("Some Column", al::integer))));
    same("create_table.enum", none, make(al::column("a", al::enumeration("xy", "x", "y"))));
    same("create_table.if_not_exists", none,
         make(al::column("id", al::integer, al::primary_key, al::autoincrement), al::if_not_exists));
    same("create_table.unicode_names", none,
         al::revision("1").upgrade(al::create_table("méil", al::column("numéro", al::integer))));
}

TEST(MariadbConformance, TablesAndColumns) {
    constexpr auto t_a = al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer)));
    same("drop_table.plain", t_x, one(al::drop_table("t")));
    same("add_column.plain", t_a, one(al::add_column("t", al::column("x", al::integer))));
    same("add_column.default_expr", t_a,
         one(al::add_column("t", al::column("x", al::timestamptz, al::default_to(al::current_timestamp)))));
    same("add_column.default_now", t_a,
         one(al::add_column("t", al::column("x", al::timestamp, al::default_to(al::sql("now()"))))));
    same("add_column.index", t_a, one(al::add_column("t", al::column("x", al::integer, al::indexed))));
    differs("add_column.check_bool", t_a, one(al::add_column("t", al::column("x", al::integer, al::check("x > 5")))),
            "ALTER TABLE t ADD COLUMN x INTEGER, ADD CHECK (x > 5)",
            "a check behind a column is lost when the column is modified");
    same("drop_column.plain", t_x, one(al::drop_column("t", "x")));
    same("drop_column.quoted", t_x, one(al::drop_column("t", "Select")));
    constexpr auto t_c = al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer)));
    same("alter_column.nullable_false", t_c, one(al::alter_column("t", "c").not_null()));
    same("alter_column.nullable_true",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::not_null))),
         one(al::alter_column("t", "c").nullable()));
    spelled("alter_column.rename", t_c, one(al::alter_column("t", "c").rename_to("d")),
            "ALTER TABLE t RENAME COLUMN c TO d", "CHANGE loses every attribute that is not repeated");
    same("alter_column.type", t_x, one(al::alter_column("t", "c").type(al::varchar(80))));
    same("alter_column.type_not_null_existing",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::varchar(40), al::not_null))),
         one(al::alter_column("t", "c").type(al::varchar(80))));
    same("alter_column.type_using", t_x, one(al::alter_column("t", "c").type(al::integer)));
    same("alter_column.set_default", t_x, one(al::alter_column("t", "c").default_to("q")));
    spelled("alter_column.set_default_expr",
            al::revision("0").upgrade(al::create_table("t", al::column("c", al::timestamp))),
            one(al::alter_column("t", "c").default_to(al::sql("now()"))),
            "ALTER TABLE t MODIFY c DATETIME NULL DEFAULT now()", "the column keeps its name");
    same("alter_column.drop_default",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::default_to(1)))),
         one(al::alter_column("t", "c").drop_default()));
    same("alter_column.comment", t_c, one(al::alter_column("t", "c").comment("col comment")));
    same("alter_column.drop_comment",
         al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::comment("x")))),
         one(al::alter_column("t", "c").comment("")));
    constexpr auto numbered =
        al::revision("0").upgrade(al::create_table("t", al::column("c", al::integer, al::primary_key)));
    EXPECT_TRUE(al::detail::limit_of(
                    test::server, one(al::alter_column("t", "c").identity(al::identity(al::always))).view().upgrade,
                    one(al::alter_column("t", "c").identity(al::identity(al::always))).view().upgrade.list[0])
                    .text()
                    .starts_with("cannot refuse numbers that are inserted"));
    static_cast<void>(numbered);
}

/// Not in the reference: using_ of an enumeration, whose column holds its own values only until it has the new ones.
TEST(MariadbConformance, AnEnumerationIsConvertedByWayOfText) {
    constexpr auto before = al::revision("0").upgrade(
        al::create_table("t", al::column("e", al::enumeration("e", "old", "b"), al::not_null)));
    constexpr auto renamed = one(al::alter_column("t", "e")
                                     .type(al::enumeration("e", "new", "b"))
                                     .using_("CASE e WHEN 'old' THEN 'new' ELSE e END"));
    ledger tables;
    const mariadb_database own;
    connection db = own.connect();
    db.execute(written_by<on_server>(tables, before.view().upgrade) + "INSERT INTO t VALUES ('old'), ('b')");
    db.execute(written_by<on_server>(tables, renamed.view().upgrade));
    EXPECT_EQ(text_of(db, "SELECT e FROM t ORDER BY e + 0"), "new|\nb|\n");
}

TEST(MariadbConformance, Constraints) {
    const auto add = [](const auto& constraint) {
        return al::revision("1").upgrade(al::add_constraint("t", constraint));
    };
    same("constraint.create_primary_key", t_x, add(al::primary_key("a", "b").named("pk_t")));
    same("constraint.create_check", t_x, add(al::check("length(name) > 5").named("ck_t")));
    same("constraint.create_fk", t_x, add(al::foreign_key("a").references("p", "id").named("fk_t")));
    refused(t_x, add(al::foreign_key("a").references("p", "id").named("fk_t").initially_deferred()),
            "has no deferrable foreign keys such as `fk_t`");
    same("constraint.create_fk_self", t_x, add(al::foreign_key("parent").references("t", "id").named("fk_t")));
    const auto with = [](const auto& constraint) {
        return al::revision("0").upgrade(
            al::create_table("p", al::column("id", al::integer, al::unique)),
            al::create_table("t", al::column("a", al::integer, al::not_null, al::default_to(1)), constraint));
    };
    same("constraint.drop_unique", with(al::unique("a").named("uq_t")), one(al::drop_constraint("t", "uq_t")));
    differs("constraint.drop_fk", with(al::foreign_key("a").references("p", "id").named("fk_t")),
            one(al::drop_constraint("t", "fk_t")),
            test::on_mysql ? "ALTER TABLE t DROP FOREIGN KEY fk_t, DROP INDEX fk_t"
                           : "ALTER TABLE t DROP FOREIGN KEY fk_t, DROP INDEX IF EXISTS fk_t",
            "the index that the server has created for the key would stay");
    same("constraint.drop_pk", with(al::primary_key("a").named("pk_t")), one(al::drop_constraint("t", "pk_t")));
    same("constraint.drop_check", with(al::check("a > 0").named("ck_t")), one(al::drop_constraint("t", "ck_t")));
}

TEST(MariadbConformance, IndexesRowsAndTexts) {
    constexpr auto words =
        al::revision("0").upgrade(al::create_table("t", al::column("a", al::varchar(20)), al::column("b", al::integer),
                                                   al::column("id", al::integer), al::column("name", al::text)));
    same("index.plain", t_x, one(al::create_index("ik", "t", "a")));
    constexpr auto lower = one(al::create_index("ik", "t", al::expression("lower(a)")));
    constexpr auto mixed = one(al::create_index("ik", "t", "b", al::expression("lower(a)")));
    if (test::on_mysql) {
        constexpr const char* reason =
            "an expression stands in parentheses; without them the server takes it for a name";
        differs("index.expression", words, lower, "CREATE INDEX ik ON t ((lower(a)))", reason);
        differs("index.expression_mixed", words, mixed, "CREATE INDEX ik ON t (b, (lower(a)))", reason);
    } else {
        refused(words, lower, "has no indexes of expressions such as `ik`");
        refused(words, mixed, "has no indexes of expressions such as `ik`");
    }
    refused(t_x, one(al::create_index("ik", "t", "a").where("a > 5")), "has no indexes of some rows such as `ik`");
    spelled("index.concurrently", t_x, one(al::create_index("ik", "t", "a").concurrently()),
            "CREATE INDEX ik ON t (a) LOCK=NONE", "it fails where it would block writers");
    same("index.using_gin", t_x, one(al::create_index("ik", "t", "a").using_method("gin")));
    refused(t_x, one(al::create_index("ik", "t", "a").include("b")), "has no INCLUDE, as index `ik` says");
    same("index.quoted", al::revision("0").upgrade(al::create_table("Order", al::column("Select", al::integer))),
         one(al::create_index("IK", "Order", "Select")));
    same("index.desc", t_x, one(al::create_index("ik", "t", al::desc("a"))));
    differs("index.mysql_length", words, one(al::create_index("ik", "t", al::asc("name").prefix(10))),
            "CREATE INDEX ik ON t (name(10))", "MariaDB has prefixes as well; the reference leaves it out");
    constexpr auto with_index = al::revision("0").upgrade(al::create_table("t", al::column("a", al::integer)),
                                                          al::create_index("ik", "t", "a"));
    if (test::on_mysql)
        refused(with_index, one(al::drop_index("ik", "t", al::if_exists)), "has no IF EXISTS for indexes such as `ik`");
    else same("index.drop_if_exists", with_index, one(al::drop_index("ik", "t", al::if_exists)));
    same("index.drop_concurrently", with_index, one(al::drop_index("ik", "t")));
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
