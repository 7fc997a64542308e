// SPDX-License-Identifier: BSL-1.0
// What SQLite refuses when it runs, or takes and means differently, does not compile: each sample with its sentence.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <array>        // array
#include <string>       // string
#include <string_view>  // string_view

namespace {

namespace al = aludel;
namespace op = aludel::op;

inline constexpr auto start = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer),
                     al::column("s", al::text), al::column("twice", al::integer, al::generated("n * 2", al::virtual_)),
                     al::unique("n").named("n_once")),
    al::create_table("k", al::column("a", al::numeric(9), al::nullable), al::primary_key("a")));
inline constexpr al::name start_id = "a1";

/// The errors about a revision that follows `start`, a line each.
template <class Revision>
std::string errors(const Revision& revision) {
    std::array<op::revision, 2> revisions{start.view(), revision.view()};
    revisions[1].parents = {&start_id, 1};
    revisions[1].irreversible = "a sample";
    const op::settings settings{};
    std::string found;
    for (const al::finding& each : al::verify(settings, {revisions.data(), 2}))
        if (each.level == al::level::error) found += std::string(each.text()) + "\n";
    return found;
}

#define EXPECT_REFUSED(sentence, ...) \
    EXPECT_EQ(errors(al::revision("b2").upgrade(__VA_ARGS__)), std::string(sentence) + " (revision `b2`)\n")
#define EXPECT_ACCEPTED(...) EXPECT_EQ(errors(al::revision("b2").upgrade(__VA_ARGS__)), "")

TEST(Refused, ExpressionsThatNeedMoreThanTheirRow) {
    EXPECT_REFUSED(
        "[AL226] create_table: the check (count(n) > 1) of table `u` calls the aggregate `count`, which needs more "
        "than its one row. Write it in a query of its own, where one is allowed",
        al::create_table("u", al::column("n", al::integer), al::check("count(n) > 1")));
    EXPECT_REFUSED(
        "[AL226] create_table: the check (max(n) > 1) of table `u` calls the aggregate `max`, which needs more than "
        "its one row. Write it in a query of its own, where one is allowed",
        al::create_table("u", al::column("n", al::integer), al::check("max(n) > 1")));
    EXPECT_ACCEPTED(al::create_table("u", al::column("n", al::integer), al::check("max(n, 1) > 1")));
    EXPECT_REFUSED(
        "[AL226] create_index: the indexed expression (row_number() OVER (ORDER BY n)) of table `t` calls a window "
        "function, which needs more than its one row. Compute it from columns of the row",
        al::create_index("i", "t", al::expression("row_number() OVER (ORDER BY n)")));
    EXPECT_REFUSED(
        "[AL226] add_column: fill (sum(n)) of table `t` calls the aggregate `sum`, which needs more than its one row. "
        "Write it in a query of its own, where one is allowed",
        al::add_column("t", al::column("m", al::integer, al::not_null)).fill(al::sql("sum(n)")));
    EXPECT_ACCEPTED(
        al::add_column("t", al::column("m", al::integer, al::not_null)).fill(al::sql("(SELECT sum(n) FROM t)")));
    EXPECT_REFUSED(
        "[AL226] alter_column: using_ (max(n)) of table `t` calls the aggregate `max`, which needs more than its one "
        "row. Write it in a query of its own, where one is allowed",
        al::alter_column("t", "s").type(al::text).using_("max(n)"));
}

TEST(Refused, ExpressionsThatAreNotTheSameTomorrow) {
    EXPECT_REFUSED(
        "[AL226] create_table: the check (born < date('now')) of table `u` depends on the moment or on chance, by "
        "`date`, which databases refuse there. Store the value in a column, and use that",
        al::create_table("u", al::column("born", al::date), al::check("born < date('now')")));
    EXPECT_REFUSED(
        "[AL226] create_table: the check (born < CURRENT_DATE) of table `u` depends on the moment or on chance, by "
        "`CURRENT_DATE`, which databases refuse there. Store the value in a column, and use that",
        al::create_table("u", al::column("born", al::date), al::check("born < CURRENT_DATE")));
    EXPECT_REFUSED(
        "[AL226] create_index: the indexed expression (n + random()) of table `t` depends on the moment or on chance, "
        "by `random`, which databases refuse there. Store the value in a column, and use that",
        al::create_index("i", "t", al::expression("n + random()")));
    EXPECT_ACCEPTED(al::create_table("u", al::column("born", al::date), al::check("born < date(born, '+1 day')")));
    EXPECT_ACCEPTED(
        al::create_table("u", al::column("born", al::date, al::default_to(al::sql("date('now', 'localtime')")))));
    EXPECT_REFUSED(
        "[AL204] create_table: the check (rowid > 0) names `rowid`, which is no column of table `u` at "
        "this revision. Name one that is there; text stands in single quotes",
        al::create_table("u", al::column("n", al::integer), al::check("rowid > 0")));
}

TEST(Refused, TextsThatAreNoExpressions) {
    EXPECT_REFUSED(
        "[AL226] create_table: the check (n >) of table `u` is not complete. Write SQL that is complete by itself",
        al::create_table("u", al::column("n", al::integer), al::check("n >")));
    EXPECT_REFUSED(
        "[AL226] create_table: the check (n 1) of table `u` is no expression, from `1` on. Write one that the database "
        "can compute",
        al::create_table("u", al::column("n", al::integer), al::check("n 1")));
    EXPECT_REFUSED(
        "[AL226] create_table: the check (n > ?1) of table `u` holds the parameter `?1`, which nobody gives a value. "
        "Write the value itself",
        al::create_table("u", al::column("n", al::integer), al::check("n > ?1")));
    EXPECT_REFUSED(
        "[AL226] create_table: the check (RAISE(ABORT, 'no')) of table `u` calls RAISE, which belongs in triggers. "
        "Write a condition",
        al::create_table("u", al::column("n", al::integer), al::check("RAISE(ABORT, 'no')")));
    EXPECT_REFUSED(
        "[AL220] create_table: the expression of a generated column holds no SQL. Write SQL that is complete by itself",
        al::create_table("u", al::column("n", al::integer),
                         al::column("m", al::integer, al::generated("", al::virtual_))));
    EXPECT_REFUSED(
        "[AL226] create_table: the default (\"now\") of column `s` depends on more than itself, which databases "
        "refuse. "
        "Write a constant, or .fill(...) for rows that exist",
        al::create_table("u", al::column("s", al::text, al::default_to(al::sql("\"now\"")))));
    EXPECT_REFUSED("[AL226] create_view: the query of view `v` is none, from `DELETE` on. Write one SELECT",
                   al::create_view("v", "DELETE FROM t"));
    EXPECT_REFUSED(
        "[AL226] create_view: the query of view `v` holds the parameter `:n`, which nobody gives a value. Write the "
        "value itself",
        al::create_view("v", "SELECT n FROM t WHERE n > :n"));
}

TEST(Refused, GeneratedColumnsInTheWrongPlaces) {
    EXPECT_REFUSED(
        "[AL226] create_table: column `a` of table `u` is computed from itself. Compute it from columns that are not",
        al::create_table("u", al::column("n", al::integer),
                         al::column("a", al::integer, al::generated("b + 1", al::stored)),
                         al::column("b", al::integer, al::generated("a + 1", al::stored))));
    EXPECT_REFUSED(
        "[AL217] create_table: every column of table `u` is generated, which leaves nothing to generate them from. Add "
        "a column with values",
        al::create_table("u", al::column("a", al::integer, al::generated("1", al::stored))));
    EXPECT_REFUSED(
        "[AL217] create_table: column `a` of table `u` is generated, and cannot be in the primary key. Add a unique "
        "constraint over it",
        al::create_table("u", al::column("n", al::integer),
                         al::column("a", al::integer, al::generated("n", al::stored)), al::primary_key("a")));
    EXPECT_REFUSED(
        "[AL217] alter_column: column `twice` of table `t` is generated, and fill(...) would write to it. Take that "
        "away",
        al::alter_column("t", "twice").not_null().fill(al::sql("1")));
    EXPECT_REFUSED(
        "[AL224] create_table: the foreign key of table `u` sets column `a`, and the column is generated. Choose "
        "another action, such as al::restrict",
        al::create_table("u", al::column("n", al::integer),
                         al::column("a", al::integer, al::generated("n", al::stored)),
                         al::foreign_key("a").references("t", "id").on_delete(al::set_null)));
}

TEST(Refused, KeysOverNothingOrTheSameTwice) {
    EXPECT_REFUSED("[AL217] add_constraint: a unique constraint of table `t` names column `s` twice. Name it once",
                   al::execute("UPDATE t SET s = id"), al::add_constraint("t", al::unique("s", "s")));
    EXPECT_REFUSED("[AL217] create_table: a primary key of table `u` names column `n` twice. Name it once",
                   al::create_table("u", al::column("n", al::integer), al::primary_key("n", "n")));
    EXPECT_REFUSED(
        "[AL207] create_table: a unique constraint of table `u` is over the columns of its primary key, which are "
        "unique already. Leave it out",
        al::create_table("u", al::without_rowid, al::column("n", al::integer, al::primary_key, al::unique)));
    EXPECT_REFUSED(
        "[AL217] create_table: column `m` of table `u` is to be numbered, but SQLite numbers primary keys only. Make "
        "it the primary key, or give it a default",
        al::create_table("u", al::column("n", al::integer, al::primary_key),
                         al::column("m", al::integer, al::identity())));
}

TEST(Refused, NamesThatDifferInCaseOnly) {
    EXPECT_REFUSED(
        "[AL202] create_table: the name `T` differs from `t` in case only, which SQLite ignores. Choose another name",
        al::create_table("T", al::column("n", al::integer)));
    EXPECT_REFUSED(
        "[AL205] create_table: columns `n` and `N` of table `u` differ in case only, which SQLite ignores. Rename one "
        "of them",
        al::create_table("u", al::column("n", al::integer), al::column("N", al::integer)));
    EXPECT_REFUSED(
        "[AL205] add_column: columns `s` and `S` of table `t` differ in case only, which SQLite ignores. Rename one of "
        "them",
        al::add_column("t", al::column("S", al::text)));
    EXPECT_REFUSED(
        "[AL209] create_index: the name `T` differs from `t` in case only, which SQLite ignores. Choose another name",
        al::create_index("T", "t", "n"));
    EXPECT_ACCEPTED(al::rename_table("t", "T"));
    EXPECT_ACCEPTED(al::rename_column("t", "s", "S"));
}

TEST(Refused, DefaultsThatBreakACheckOfTheirOwn) {
    const std::string why =
        "add_column: every row of table `t` gets the default of column `x`, which breaks the check (";
    const std::string remedy =
        "). Give it one that passes, or .fill(...), or .acknowledge(al::rule::adds_check, \"why\")";
    EXPECT_REFUSED(
        "[AL603] " + why + "x > 0" + remedy,
        al::add_column("t", al::column("x", al::integer, al::not_null, al::default_to(-1), al::check("x > 0"))));
    EXPECT_REFUSED("[AL603] " + why + "x IN ('a', 'b')" + remedy,
                   al::add_column("t", al::column("x", al::text, al::default_to("c"), al::check("x IN ('a', 'b')"))));
    EXPECT_REFUSED("[AL603] " + why + "x IS NOT NULL" + remedy,
                   al::add_column("t", al::column("x", al::text, al::check("x IS NOT NULL"))));
    EXPECT_REFUSED(
        "[AL603] " + why + "x >= 0 AND x BETWEEN 1.5 AND 2" + remedy,
        al::add_column("t",
                       al::column("x", al::integer, al::default_to(1), al::check("x >= 0 AND x BETWEEN 1.5 AND 2"))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("x", al::integer, al::default_to(0), al::check("x >= 0"))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("x", al::integer, al::check("x >= 0"))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("x", al::text, al::default_to("b"), al::check("x IN ('a', 'b')"))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("x", al::text, al::default_to("b"), al::check("x > 'a'"))));
}

TEST(Refused, TablesWithTooManyColumns) {
    op::operations list;
    op::operation create{};
    create.kind = op::operation_kind::create_table, create.table = "t";
    std::array<std::string, 2001> names;
    for (std::string& each : names) {
        each = "c" + std::to_string(&each - names.data());
        op::column column{};
        column.name = al::name(std::string_view(each));
        list.columns.push_back(column);
    }
    create.columns = {0, 2001};
    list.list.push_back(create);
    op::revision revision{};
    revision.id = "r", revision.upgrade = list.view();
    const op::settings settings{};
    const auto found = al::verify(settings, {&revision, 1});
    ASSERT_EQ(found.size(), 2U);  // and AL806
    EXPECT_EQ(found[1].rule == al::rule::too_many_columns || found[0].rule == al::rule::too_many_columns, true);
}

// What the history has made already is not made again, and not taken away by the downgrade.
TEST(Accepted, IfNotExistsOfWhatExists) {
    EXPECT_ACCEPTED(al::create_table("t", al::if_not_exists, al::column("id", al::integer, al::primary_key)));
}

TEST(Refused, DefaultsAndKeysThatRowsCannotHave) {
    EXPECT_REFUSED(
        "[AL222] add_column: the default of column `m` of table `t` does not fit: it is NOT NULL. Give it a default of "
        "its type, or none",
        al::add_column("t", al::column("m", al::integer, al::not_null, al::default_to(al::sql("((null))")))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("m", al::integer, al::default_to(al::sql("(NULL)")))));
    const std::string bytes = " does not fit: in a STRICT table it holds nothing but bytes, as in x'00'. Give it a ";
    const al::dsl::operation_word strict =
        al::create_table("u", al::strict, al::column("id", al::integer, al::primary_key), al::column("b", al::binary));
    EXPECT_REFUSED(
        "[AL222] add_column: the default of column `c` of table `u`" + bytes + "default of its type, or none", strict,
        al::add_column("u", al::column("c", al::binary, al::default_to("d"))));
    EXPECT_REFUSED("[AL216] insert: a value for column `b` of table `u`" + bytes + "value of its type", strict,
                   al::insert("u", al::row(al::value("id", 1), al::value("b", "d"))));
    EXPECT_ACCEPTED(strict, al::add_column("u", al::column("c", al::binary, al::default_to(al::sql("x'00'")))));
    EXPECT_ACCEPTED(al::add_column("t", al::column("c", al::binary, al::default_to("d"))));
    EXPECT_REFUSED(
        "[AL601] alter_column: key `a` of table `k` becomes one that SQLite numbers; rows that have NULL in it would "
        "get "
        "numbers, maybe those of others. Say what they get instead with .fill(...), or with an al::execute(\"UPDATE "
        "...\") before it in this revision, or .acknowledge(al::rule::sets_not_null, \"why\")",
        al::alter_column("k", "a").type(al::integer));
    EXPECT_ACCEPTED(al::alter_column("k", "a").type(al::integer).fill(al::sql("rowid")));
}

TEST(Refused, DefinitionsInRawSqlOfWhatIsNotThere) {
    const std::string remedy = ", or .acknowledge(al::rule::unknown_name_in_sql, \"why\")";
    const std::string table =
                          "[AL229] execute: the text uses table `old`, and there is none at this revision. Create it "
                          "first, or name one that is there" +
        remedy,
                      column =
                          "[AL229] execute: the text uses column `m`, which is no column of table `t` at this "
                          "revision. Add it first, or name one that is there" +
        remedy;
    EXPECT_REFUSED(table, al::execute("ALTER TABLE old ADD COLUMN m"));
    EXPECT_REFUSED(table, al::execute("SELECT 1; DROP TABLE old"));
    EXPECT_REFUSED(table, al::execute("CREATE INDEX i ON old(m)"));
    EXPECT_REFUSED(column, al::execute("ALTER TABLE t DROP COLUMN m"));
    EXPECT_REFUSED(column, al::execute("ALTER TABLE t RENAME COLUMN \"m\" TO k"));
    EXPECT_REFUSED(column, al::execute("CREATE INDEX i ON t(lower(m))"));
    EXPECT_ACCEPTED(al::execute("DROP TABLE IF EXISTS old; CREATE TABLE old(a); CREATE TEMP TABLE b(c)"),
                    al::execute("ALTER TABLE old RENAME COLUMN a TO b"), al::execute("ALTER TABLE old DROP COLUMN b"),
                    al::execute("ALTER TABLE t ADD COLUMN m"), al::execute("ALTER TABLE T DROP COLUMN M"),
                    al::execute("ALTER TABLE old RENAME TO older; DROP TABLE b; DROP TABLE older"));
}

TEST(Refused, RenamesUnderATriggerThatReadsAView) {
    const al::dsl::operation_word view = al::create_view("v", "SELECT id, s FROM t");
    const std::string why =
        "[AL231] rename_column: without column `s` of table `t` trigger `tr` of table `t` means nothing, and databases "
        "refuse the rename. Drop the trigger before it, and create it again behind it";
    EXPECT_REFUSED(
        why, view,
        al::create_trigger("tr", al::after, al::insert, "t", "DELETE FROM t WHERE n = (SELECT max(v.s) FROM v)"),
        al::rename_column("t", "s", "r"));
    EXPECT_REFUSED(why, view, al::execute("CREATE TRIGGER tr AFTER DELETE ON t BEGIN SELECT s FROM v; END"),
                   al::rename_column("t", "s", "r"));
    EXPECT_ACCEPTED(view,
                    al::create_trigger("tr", al::after, al::insert, "t", "UPDATE t SET s = (SELECT max(id) FROM v)"),
                    al::rename_column("t", "s", "r"));
}

// The database finds the name first, and makes nothing; but it reads the whole statement before.
TEST(Refused, IfNotExistsOfWhatExistsElsewhere) {
    const al::dsl::operation_word other =
        al::create_table("u", al::column("id", al::integer, al::primary_key), al::column("n", al::integer));
    EXPECT_REFUSED(
        "[AL209] create_index: index `ix` exists already at this revision on another table. Give it another name, or "
        "drop the other first",
        other, al::create_index("ix", "t", "n"), al::create_index("ix", "u", "n").if_not_exists());
    EXPECT_REFUSED("[AL217] create_index: index `ix` has no columns. Name the columns of table `t` that it is for",
                   al::create_index("ix", "t", "n"), al::create_index("ix", "t").if_not_exists());
    EXPECT_REFUSED(
        "[AL204] create_index: table `t` has no column `m` at this revision. Add it first, or name one that is there",
        al::create_index("ix", "t", "n"), al::create_index("ix", "t", "m").if_not_exists());
    EXPECT_ACCEPTED(al::create_index("ix", "t", "n"), al::create_index("ix", "t", "n").if_not_exists());
    EXPECT_REFUSED(
        "[AL232] create_trigger: there is a trigger `tr` already at this revision on another table. Give the new one "
        "another name, or drop the other first",
        other, al::create_trigger("tr", al::after, al::insert, "t", "DELETE FROM u"),
        al::create_trigger("tr", al::after, al::insert, "u", "DELETE FROM t").if_not_exists());
    EXPECT_ACCEPTED(al::create_trigger("tr", al::after, al::insert, "t", "DELETE FROM t"),
                    al::create_trigger("tr", al::after, al::insert, "t", "DELETE FROM t").if_not_exists());
}

}  // namespace
