// SPDX-License-Identifier: BSL-1.0
// Every review rule, with a case that breaks it and similar cases that do not: each evaluated by the compiler and at
// run time.
#include <aludel/dsl/add_column.hpp>
#include <aludel/dsl/add_constraint.hpp>
#include <aludel/dsl/alter_column.hpp>
#include <aludel/dsl/rename_enum_value.hpp>
#include <aludel/dsl/drop_enum_value.hpp>
#include <aludel/dsl/create_enum.hpp>
#include <aludel/dsl/add_enum_value.hpp>
#include <aludel/dsl/create_index.hpp>
#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/create_view.hpp>
#include <aludel/dsl/drop_column.hpp>
#include <aludel/dsl/drop_constraint.hpp>
#include <aludel/dsl/drop_index.hpp>
#include <aludel/dsl/drop_table.hpp>
#include <aludel/dsl/drop_view.hpp>
#include <aludel/dsl/execute.hpp>
#include <aludel/dsl/foreign_key.hpp>
#include <aludel/dsl/rename_column.hpp>
#include <aludel/dsl/rename_table.hpp>
#include <aludel/dsl/revision.hpp>
#include <aludel/dsl/run.hpp>
#include <aludel/dsl/settings.hpp>
#include <aludel/dsl/table_options.hpp>
#include <aludel/dsl/validate_constraint.hpp>
#include <aludel/history/verify.hpp>

#include <gtest/gtest.h>

#include <cstddef>  // size_t
#include <cstdint>  // uint16_t
#include <string>   // string

namespace al = aludel;

namespace {

using al::rule;

constexpr auto shop =
    al::revision("a", "shop")
        .upgrade(al::create_table(
                     "products", al::column("id", al::integer, al::primary_key), al::column("name", al::varchar(80)),
                     al::column("price", al::integer, al::not_null),
                     al::column("code", al::text, al::unique.named("uq_code")),
                     al::column("state", al::enumeration("state", "new", "old"), al::not_null, al::default_to("new")),
                     al::column("seen", al::timestamptz), al::column("weight", al::double_precision),
                     al::column("twice", al::integer, al::generated("price * 2")),
                     al::column("label", al::text, al::unique.named("uq_label"), al::collate("NOCASE")),
                     al::check("price >= 0").named("positive")),
                 al::create_table("sales", al::column("id", al::integer, al::primary_key),
                                  al::column("product_id", al::integer)),
                 al::create_table("exact", al::column("id", al::integer, al::primary_key), al::column("note", al::text),
                                  al::strict),
                 al::create_table("loose", al::column("number", al::integer, al::unique)),
                 al::create_index("by_name", "products", "name", "price"),
                 al::create_index("one_state", "products", "state", "price").unique())
        .acknowledge(rule::no_primary_key, "of the loose one");

/// A revision that changes the shop.
template <class... Operations>
constexpr auto then(const Operations&... operations) {
    return al::revision("b", "then").revises("a").upgrade(operations...).irreversible("test");
}

/// The same with a derived downgrade.
template <class... Operations>
constexpr auto derived(const Operations&... operations) {
    return al::revision("b", "then").revises("a").upgrade(operations...);
}

/// Settings in which every review rule is an error, so that the compiler evaluates all of them.
constexpr al::op::settings all_errors() {
    al::op::settings result{};
    for (std::uint16_t id = 500; id < 1000; ++id) {
        const auto which = static_cast<rule>(id);
        if (!al::slug(which).empty() && al::default_level(which) != al::level::error)
            result.levels[result.level_count++] = {which, al::level::error};
    }
    return result;
}

template <class... Revisions>
constexpr std::size_t count(const al::op::settings& settings, rule which, const Revisions&... revisions) {
    const al::op::revision all[] = {revisions.view()...};
    std::size_t found = 0;
    for (const al::finding& each : al::verify(settings, {all, sizeof...(Revisions)}))
        found += each.rule == which ? 1 : 0;
    return found;
}

template <class Second>
constexpr bool breaks(rule which, const Second& second) {
    return count(all_errors(), which, shop, second) == 1;
}
template <class Second>
constexpr bool keeps(rule which, const Second& second) {
    return count(all_errors(), which, shop, second) == 0;
}

// By the compiler, and at run time. A variable, because GCC 12 cannot evaluate some temporaries.
#define EXPECT_BROKEN(which, ...)                  \
    {                                              \
        static constexpr auto built = __VA_ARGS__; \
        static_assert(breaks(rule::which, built)); \
        EXPECT_TRUE(breaks(rule::which, built));   \
    }
#define EXPECT_KEPT(which, ...)                    \
    {                                              \
        static constexpr auto built = __VA_ARGS__; \
        static_assert(keeps(rule::which, built));  \
        EXPECT_TRUE(keeps(rule::which, built));    \
    }

TEST(review, drops_table) {
    EXPECT_BROKEN(drops_table, then(al::drop_table("sales")));
    EXPECT_KEPT(drops_table, then(al::create_table("t", al::column("id", al::integer)), al::drop_table("t")));
    EXPECT_KEPT(drops_table, then(al::drop_table("nothing", al::if_exists)));
    EXPECT_KEPT(drops_table, then(al::drop_table("sales")).acknowledge(rule::drops_table, "test"));
}

TEST(review, drops_column) {
    EXPECT_BROKEN(drops_column, then(al::drop_column("products", "weight")));
    EXPECT_KEPT(drops_column, then(al::drop_column("products", "twice")));
    EXPECT_KEPT(drops_column,
                then(al::add_column("products", al::column("note", al::text)), al::drop_column("products", "note")));
}

TEST(review, narrows_type) {
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "name").type(al::varchar(79))));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "code").type(al::varchar(79))));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "code").type(al::integer)));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "weight").type(al::integer)));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "weight").type(al::real)));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "weight").type(al::numeric(10, 2))));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "price").type(al::smallint)));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "price").type(al::numeric(9))));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "seen").type(al::timestamp)));
    EXPECT_BROKEN(narrows_type, then(al::alter_column("products", "seen").type(al::date)));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "name").type(al::varchar(81))));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "name").type(al::text)));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "price").type(al::bigint)));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "price").type(al::numeric(12, 2))));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "price").type(al::text)));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "state").type(al::varchar(3))));
    EXPECT_KEPT(narrows_type, then(al::alter_column("products", "price").type(al::native("MONEY"))));
    EXPECT_KEPT(narrows_type,
                then(al::execute("UPDATE products SET name = substr(name, 1, 20)"),
                     al::alter_column("products", "name").type(al::varchar(20))));
}

TEST(review, removes_enum_value) {
    EXPECT_BROKEN(removes_enum_value,
                  then(al::alter_column("products", "state").type(al::enumeration("state", "new", "gone"))));
    EXPECT_KEPT(removes_enum_value,
                then(al::alter_column("products", "state").type(al::enumeration("state", "new", "old", "gone"))));
    EXPECT_KEPT(removes_enum_value,
                then(al::execute("UPDATE products SET state = 'new'"),
                     al::alter_column("products", "state").type(al::enumeration("state", "new"))));
}

TEST(review, drops_primary_key) {
    EXPECT_BROKEN(drops_primary_key, then(al::drop_constraint("sales", "pk_sales")));
    EXPECT_KEPT(drops_primary_key, then(al::drop_constraint("products", "uq_code")));
}

TEST(review, drops_constraint) {
    EXPECT_BROKEN(drops_constraint, then(al::drop_constraint("products", "uq_code")));
    EXPECT_BROKEN(drops_constraint, then(al::drop_constraint("products", "positive")));
    EXPECT_BROKEN(drops_constraint, then(al::drop_index("one_state")));
    EXPECT_KEPT(drops_constraint, then(al::drop_index("by_name")));
    EXPECT_KEPT(drops_constraint,
                then(al::drop_constraint("products", "positive"), al::drop_column("products", "twice"),
                     al::drop_column("products", "price")));
    EXPECT_KEPT(drops_constraint,
                then(al::drop_constraint("products", "uq_code"), al::drop_column("products", "code")));
    EXPECT_KEPT(
        drops_constraint,
        then(al::drop_constraint("products", "uq_code"), al::create_index("other", "products", "code").unique()));
    EXPECT_KEPT(drops_constraint,
                then(al::drop_constraint("products", "uq_code"),
                     al::add_constraint("products", al::unique("code").named("better"))));
    EXPECT_KEPT(drops_constraint,
                then(al::drop_constraint("products", "positive"),
                     al::add_constraint("products", al::check("price > 0").named("positive"))));
}

TEST(review, rows_not_restored) {
    EXPECT_BROKEN(rows_not_restored, al::revision("b").revises("a").upgrade(al::drop_table("sales")));
    EXPECT_BROKEN(rows_not_restored, al::revision("b").revises("a").upgrade(al::drop_column("products", "weight")));
    EXPECT_KEPT(rows_not_restored, then(al::drop_table("sales")));
    EXPECT_KEPT(rows_not_restored, al::revision("b").revises("a").upgrade(al::drop_column("products", "twice")));
}

TEST(review, deletes_all_rows) {
    EXPECT_BROKEN(deletes_all_rows, then(al::execute("DELETE FROM sales")));
    EXPECT_BROKEN(deletes_all_rows, then(al::execute("-- all of it\nTRUNCATE TABLE sales")));
    EXPECT_KEPT(deletes_all_rows, then(al::execute("DELETE FROM sales WHERE id = 1")));
    EXPECT_KEPT(deletes_all_rows,
                then(al::create_table("t", al::column("id", al::integer)), al::execute("DELETE FROM t")));
}

TEST(review, sets_not_null) {
    EXPECT_BROKEN(sets_not_null, then(al::alter_column("products", "name").not_null()));
    EXPECT_BROKEN(sets_not_null,
                  then(al::add_column("products", al::column("note", al::text)),
                       al::alter_column("products", "note").not_null()));
    EXPECT_BROKEN(sets_not_null,
                  then(al::alter_column("products", "name").not_null(), al::execute("UPDATE products SET name = ''")));
    EXPECT_BROKEN(sets_not_null,
                  then(al::execute("SELECT name FROM products"), al::alter_column("products", "name").not_null()));
    EXPECT_KEPT(sets_not_null, then(al::alter_column("products", "name").not_null().fill(al::sql("''"))));
    EXPECT_KEPT(sets_not_null,
                then(al::execute("UPDATE products SET name = '' WHERE name IS NULL"),
                     al::alter_column("products", "name").not_null()));
    EXPECT_KEPT(sets_not_null,
                then(al::add_column("products", al::column("note", al::text, al::default_to(""))),
                     al::alter_column("products", "note").not_null()));
    EXPECT_KEPT(sets_not_null, then(al::alter_column("products", "price").not_null()));
    EXPECT_KEPT(sets_not_null,
                then(al::create_table("t", al::column("id", al::integer)), al::alter_column("t", "id").not_null()));
}

TEST(review, adds_unique) {
    EXPECT_BROKEN(adds_unique, then(al::add_constraint("products", al::unique("name"))));
    EXPECT_BROKEN(adds_unique, then(al::create_index("u", "products", "name").unique()));
    EXPECT_BROKEN(adds_unique, then(al::create_index("u", "products", al::expression("lower(code)")).unique()));
    EXPECT_BROKEN(
        adds_unique,
        then(al::add_column("products", al::column("note", al::text, al::not_null, al::default_to(""), al::unique))));
    EXPECT_BROKEN(adds_unique,
                  then(al::add_column("products", al::column("note", al::text, al::unique)).fill(al::sql("'same'"))));
    EXPECT_BROKEN(adds_unique,
                  then(al::add_column("products", al::column("note", al::text)).fill(al::sql("name")),
                       al::add_constraint("products", al::unique("note"))));
    EXPECT_KEPT(adds_unique, then(al::add_column("products", al::column("note", al::text, al::unique))));
    EXPECT_KEPT(adds_unique,
                then(al::add_column("products", al::column("note", al::text, al::not_null, al::unique))
                         .fill(al::sql("'product ' || id"))));
    EXPECT_KEPT(
        adds_unique,
        then(
            al::add_column("products", al::column("note", al::text, al::not_null)).fill(al::sql("hex(randomblob(16))")),
            al::create_index("u", "products", "note").unique()));
    EXPECT_KEPT(adds_unique, then(al::add_constraint("products", al::unique("code", "name"))));
    // New values in a column of a key.
    EXPECT_BROKEN(adds_unique, then(al::alter_column("products", "code").not_null().fill(al::sql("'none'"))));
    EXPECT_BROKEN(adds_unique, then(al::alter_column("products", "code").type(al::varchar(9)).using_("lower(code)")));
    EXPECT_BROKEN(adds_unique, then(al::alter_column("products", "state").type(al::text).using_("lower(state)")));
    EXPECT_BROKEN(adds_unique, then(al::alter_column("products", "code").collate("NOCASE")));
    EXPECT_BROKEN(adds_unique, then(al::alter_column("products", "state").collate("RTRIM")));
    EXPECT_KEPT(adds_unique, then(al::alter_column("products", "code").collate("")));
    EXPECT_KEPT(adds_unique, then(al::alter_column("products", "name").collate("NOCASE")));
    EXPECT_KEPT(
        adds_unique,
        then(al::execute("UPDATE products SET code = id"), al::alter_column("products", "code").collate("NOCASE")));
    EXPECT_KEPT(adds_unique, then(al::alter_column("products", "code").not_null().fill(al::sql("'none-' || id"))));
    EXPECT_KEPT(adds_unique, then(al::alter_column("products", "code").type(al::varchar(9)).using_("'x-' || code")));
    EXPECT_KEPT(adds_unique, then(al::alter_column("sales", "id").type(al::text).using_("CAST(\"id\" AS TEXT)")));
    EXPECT_KEPT(adds_unique,
                then(al::execute("UPDATE products SET code = id WHERE code IS NULL"),
                     al::alter_column("products", "code").not_null().fill(al::sql("'none'"))));
    EXPECT_KEPT(adds_unique, then(al::alter_column("products", "name").not_null().fill(al::sql("'none'"))));
    EXPECT_KEPT(
        adds_unique,
        then(al::execute("UPDATE products SET name = name || id"), al::add_constraint("products", al::unique("name"))));
    EXPECT_KEPT(adds_unique,
                then(al::create_table("t", al::column("a", al::integer)), al::create_index("u", "t", "a").unique()));
}

TEST(review, adds_check) {
    EXPECT_BROKEN(adds_check, then(al::add_constraint("products", al::check("weight > 0"))));
    EXPECT_BROKEN(
        adds_check,
        then(al::add_column("products", al::column("note", al::text, al::check("note <> name"), al::default_to("")))));
    EXPECT_KEPT(
        adds_check,
        then(al::add_column(
            "products", al::column("stock", al::integer, al::not_null, al::default_to(0), al::check("stock >= 0")))));
    EXPECT_KEPT(adds_check,
                then(al::execute("UPDATE products SET weight = 1 WHERE weight <= 0"),
                     al::add_constraint("products", al::check("weight > 0"))));
}

TEST(review, adds_foreign_key) {
    EXPECT_BROKEN(adds_foreign_key,
                  then(al::add_constraint("sales", al::foreign_key("product_id").references("products"))));
    EXPECT_BROKEN(
        adds_foreign_key,
        then(al::add_column(
            "sales", al::column("other", al::integer, al::not_null, al::default_to(1), al::references("products")))));
    EXPECT_KEPT(adds_foreign_key,
                then(al::add_column("sales", al::column("other", al::integer, al::references("products")))));
    EXPECT_KEPT(adds_foreign_key,
                then(al::execute("DELETE FROM sales WHERE product_id NOT IN (SELECT id FROM products)"),
                     al::add_constraint("sales", al::foreign_key("product_id").references("products"))));
}

TEST(review, may_not_convert) {
    EXPECT_BROKEN(may_not_convert, then(al::alter_column("products", "code").type(al::date)));
    EXPECT_BROKEN(may_not_convert, then(al::alter_column("exact", "note").type(al::integer)));
    EXPECT_BROKEN(may_not_convert, then(al::alter_column("products", "price").type(al::uuid)));
    EXPECT_KEPT(may_not_convert, then(al::alter_column("products", "code").type(al::date).using_("date(code)")));
    EXPECT_KEPT(may_not_convert, then(al::alter_column("products", "price").type(al::bigint)));
    EXPECT_KEPT(may_not_convert, then(al::alter_column("products", "code").type(al::native("CITEXT"))));
}

TEST(review, nullable_primary_key) {
    EXPECT_BROKEN(nullable_primary_key, then(al::add_constraint("loose", al::primary_key("number"))));
    EXPECT_KEPT(nullable_primary_key,
                then(al::alter_column("loose", "number").not_null().fill(al::sql("rowid")),
                     al::add_constraint("loose", al::primary_key("number"))));
}

TEST(review, unknown_strict_type) {
    EXPECT_BROKEN(unknown_strict_type, then(al::create_table("t", al::column("a", al::native("MONEY")), al::strict)));
    EXPECT_BROKEN(unknown_strict_type, then(al::add_column("exact", al::column("a", al::native("MONEY")))));
    EXPECT_BROKEN(unknown_strict_type, then(al::alter_column("exact", "note").type(al::native("MONEY"))));
    EXPECT_KEPT(
        unknown_strict_type,
        then(al::create_table("t", al::column("a", al::native("any")), al::column("b", al::varchar(3)), al::strict)));
    EXPECT_KEPT(unknown_strict_type, then(al::create_table("t", al::column("a", al::native("MONEY")))));
}

TEST(review, view_selects_all) {
    constexpr auto star = al::create_view("v", "SELECT * FROM products");
    EXPECT_BROKEN(view_selects_all, then(star, al::add_column("products", al::column("note", al::text))));
    EXPECT_BROKEN(view_selects_all, then(star, al::drop_column("products", "twice")));
    EXPECT_BROKEN(
        view_selects_all,
        then(al::create_view("v", "SELECT 1, p.* \nFROM products p"), al::rename_column("products", "name", "label")));
    EXPECT_KEPT(view_selects_all,
                then(star, al::drop_view("v"), al::add_column("products", al::column("note", al::text))));
    EXPECT_KEPT(view_selects_all, then(star, al::add_column("sales", al::column("note", al::text))));
    EXPECT_KEPT(view_selects_all,
                then(al::create_view("v", "SELECT count(*), price * 2, '* from' FROM products"),
                     al::add_column("products", al::column("note", al::text))));
}

TEST(review, double_quoted_text) {
    EXPECT_BROKEN(double_quoted_text,
                  then(al::create_table("t", al::column("a", al::text, al::check("a <> \"none\"")))));
    EXPECT_BROKEN(double_quoted_text, then(al::create_index("i", "products", "price").where("state = \"new\"")));
    EXPECT_BROKEN(double_quoted_text, then(al::create_table("t", al::column("a", al::text, al::generated("\"b\"")))));
    EXPECT_KEPT(double_quoted_text,
                then(al::create_table("t", al::column("a", al::text, al::check("\"a\" <> 'a \"b\" c'")))));
    EXPECT_KEPT(double_quoted_text,
                then(al::add_column("products", al::column("note", al::text, al::check("\"note\" <> ''")))));
}

TEST(review, qualified_name) {
    EXPECT_BROKEN(qualified_name, then(al::create_table("t", al::column("a", al::integer, al::check("t.a > 0")))));
    EXPECT_BROKEN(qualified_name, then(al::create_index("i", "products", al::expression("lower(products.name)"))));
    EXPECT_KEPT(qualified_name,
                then(al::create_table("t", al::column("a", al::integer, al::check("a > 0.5 AND a <> 't.a'")))));
}

TEST(review, transaction_in_sql) {
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("  begin immediate")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("UPDATE sales SET id = 1; COMMIT")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("UPDATE sales SET id = 'begin'; UPDATE sales SET id = 2")));
    EXPECT_KEPT(transaction_in_sql,
                then(al::execute("CREATE TRIGGER t AFTER INSERT ON sales BEGIN UPDATE sales SET id = 1; END")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("COMMIT")).without_transaction());
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("-- first\n/* then */ Commit Transaction")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("DROP TRIGGER IF EXISTS t;\n;; /* ; */ END TRANSACTION;")));
    EXPECT_BROKEN(transaction_in_sql,
                  then(al::execute("CREATE TRIGGER t AFTER INSERT ON sales BEGIN UPDATE sales SET id "
                                   "= 1; END; rollback")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("SELECT CASE WHEN 1 THEN 2 END; savepoint x")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("RELEASE x")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("UPDATE sales SET id = $a(') ; COMMIT")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("SELECT CASE WHEN 1 THEN 2 END; EXPLAIN COMMIT")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("UPDATE sales SET id = (SELECT 1 /*; COMMIT; */ AS \"; END;\")")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("VACUUM")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("ANALYZE; DETACH other")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("PRAGMA main.journal_mode(WAL)")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("pragma Foreign_Keys = off")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("PRAGMA wal_checkpoint")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("UPDATE sales SET id = 1; PRAGMA main.Wal_Checkpoint(FULL)")));
    EXPECT_BROKEN(transaction_in_sql, then(al::execute("PRAGMA temp_store = 2")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("PRAGMA journal_mode; PRAGMA user_version = 3; PRAGMA optimize")));
    EXPECT_KEPT(transaction_in_sql, then(al::execute("VACUUM")).without_transaction());
    EXPECT_BROKEN(transaction_in_sql,
                  al::revision("b", "then").revises("a").upgrade().downgrade(al::execute("COMMIT")));
}

TEST(review, doubtful_name_in_sql) {
    EXPECT_BROKEN(doubtful_name_in_sql, then(al::run([](auto&) {}), al::execute("DELETE FROM made WHERE id = 1")));
    EXPECT_BROKEN(doubtful_name_in_sql, then(al::execute("CREATE VIEW v AS SELECT missing FROM products")));
    EXPECT_KEPT(doubtful_name_in_sql, then(al::run([](auto&) {}), al::execute("DELETE FROM sales WHERE id = 1")));
    EXPECT_KEPT(doubtful_name_in_sql,
                then(al::execute("CREATE TABLE made(x)"), al::execute("DELETE FROM made WHERE id = 1")));
}

TEST(review, undeclared_effect) {
    EXPECT_BROKEN(undeclared_effect, then(al::execute("UPDATE sales SET id = 2 WHERE id = 1; DROP INDEX by_name")));
    EXPECT_BROKEN(undeclared_effect, then(al::execute("CREATE TABLE made(x)")));
    EXPECT_KEPT(undeclared_effect, then(al::execute("CREATE TEMP TABLE made(x)")));
    EXPECT_KEPT(undeclared_effect, then(al::execute("DROP INDEX by_name").does(al::drop_index("by_name"))));
    EXPECT_KEPT(undeclared_effect, then(al::execute("DROP TRIGGER t; DROP TABLE IF EXISTS legacy")));
}

TEST(review, indexes) {
    EXPECT_BROKEN(wide_index, then(al::create_index("i", "products", "id", "name", "price", "code")));
    EXPECT_KEPT(wide_index, then(al::create_index("i", "products", "id", "name", "price", "code").unique()));
    EXPECT_BROKEN(redundant_index, then(al::create_index("i", "products", "name")));
    EXPECT_BROKEN(redundant_index, then(al::create_index("i", "products", "name", "price", "weight")));
    EXPECT_BROKEN(redundant_index, then(al::create_index("i", "products", "id")));
    EXPECT_BROKEN(
        redundant_index,
        then(al::create_table("t", al::column("a", al::integer, al::indexed)), al::create_index("i", "t", "a")));
    EXPECT_KEPT(redundant_index, then(al::create_index("i", "products", "price")));
    EXPECT_KEPT(redundant_index, then(al::create_index("i", "products", al::desc("name"))));
    EXPECT_KEPT(redundant_index, then(al::create_index("i", "products", "name").where("price > 0")));
    EXPECT_KEPT(redundant_index, then(al::drop_index("by_name"), al::create_index("i", "products", "name")));
}

TEST(review, habits) {
    EXPECT_BROKEN(raw_sql, then(al::execute("ANALYZE")));
    EXPECT_BROKEN(raw_sql, then(al::run([](auto&) {})));
    EXPECT_BROKEN(no_primary_key, then(al::create_table("t", al::column("a", al::integer))));
    EXPECT_KEPT(no_primary_key, then(al::create_table("t", al::column("a", al::integer), al::primary_key("a"))));
    EXPECT_BROKEN(float_for_money, then(al::create_table("t", al::column("total_price", al::real))));
    EXPECT_BROKEN(float_for_money, then(al::alter_column("products", "price").type(al::double_precision)));
    EXPECT_KEPT(
        float_for_money,
        then(al::create_table("t", al::column("pricelessness", al::real), al::column("price", al::numeric(9, 2)))));
    EXPECT_BROKEN(inexact_numeric, then(al::create_table("t", al::column("weight", al::numeric(38, 18)))));
    EXPECT_BROKEN(inexact_numeric, then(al::create_table("t", al::column("weight", al::numeric(19)))));
    EXPECT_KEPT(inexact_numeric,
                then(al::create_table("t", al::column("price", al::numeric(15, 2)), al::column("n", al::numeric(18)))));
    EXPECT_KEPT(inexact_numeric, then(al::create_table("t", al::column("weight", al::numeric(38, 18)), al::strict)));
    EXPECT_BROKEN(downgrade_may_fail, derived(al::alter_column("products", "price").nullable()));
    EXPECT_BROKEN(downgrade_may_fail, derived(al::drop_constraint("products", "positive")));
    EXPECT_BROKEN(downgrade_may_fail, derived(al::drop_index("one_state", "products")));
    EXPECT_KEPT(downgrade_may_fail, derived(al::drop_index("by_name", "products")));
    EXPECT_BROKEN(downgrade_may_fail, derived(al::alter_column("products", "label").collate("")));
    EXPECT_KEPT(downgrade_may_fail, derived(al::alter_column("products", "name").collate("NOCASE")));
    EXPECT_KEPT(downgrade_may_fail, then(al::alter_column("products", "price").nullable()));
    EXPECT_KEPT(downgrade_may_fail,
                derived(al::alter_column("products", "price").nullable())
                    .downgrade(al::alter_column("products", "price").not_null().fill(al::sql("0"))));
    EXPECT_KEPT(downgrade_may_fail,
                derived(al::create_table("t", al::column("a", al::integer, al::not_null)),
                        al::alter_column("t", "a").nullable()));
    EXPECT_BROKEN(reserved_word, then(al::create_table("order", al::column("a", al::integer))));
    EXPECT_BROKEN(reserved_word, then(al::rename_column("products", "name", "group")));
    EXPECT_BROKEN(steps_without_transaction, then(al::execute("VACUUM"), al::execute("ANALYZE")).without_transaction());
    EXPECT_KEPT(steps_without_transaction, then(al::execute("VACUUM")).without_transaction());
    EXPECT_KEPT(steps_without_transaction, then(al::execute("VACUUM"), al::execute("ANALYZE")));
}

TEST(review, unnamed_constraint) {
    constexpr auto unnamed = [] {
        al::op::settings result = all_errors();
        result.naming.check = {};
        return result;
    };
    constexpr auto without_name = then(al::add_constraint("sales", al::check("id > 0")));
    static_assert(count(unnamed(), rule::unnamed_constraint, shop, without_name) == 1);
    EXPECT_EQ(count(unnamed(), rule::unnamed_constraint, shop, without_name), 1U);
    EXPECT_EQ(count(unnamed(), rule::unnamed_constraint, shop,
                    then(al::add_constraint("sales", al::check("id > 0").named("c")))),
              0U);
    EXPECT_KEPT(unnamed_constraint, then(al::add_constraint("sales", al::check("id > 0"))));
}

TEST(review, the_program_of_the_release_before) {
    EXPECT_BROKEN(renames_table, then(al::rename_table("sales", "orders")));
    EXPECT_KEPT(renames_table,
                then(al::rename_table("sales", "orders"), al::create_view("sales", "SELECT id FROM orders")));
    EXPECT_BROKEN(renames_column, then(al::rename_column("sales", "product_id", "product")));
    EXPECT_BROKEN(renames_column, then(al::alter_column("sales", "product_id").rename_to("product")));
    EXPECT_BROKEN(drops_not_null, then(al::alter_column("products", "price").nullable()));
    EXPECT_KEPT(drops_not_null, then(al::alter_column("products", "name").nullable()));
    EXPECT_BROKEN(changes_default, then(al::alter_column("products", "state").default_to("old")));
    EXPECT_KEPT(changes_default, then(al::alter_column("products", "price").default_to(1)));
    EXPECT_BROKEN(requires_value,
                  then(al::add_column("products", al::column("note", al::text, al::not_null)).fill(al::sql("name"))));
    EXPECT_KEPT(requires_value,
                then(al::add_column("products", al::column("note", al::text, al::not_null, al::default_to("")))));
}

/// The settings of a history for a server, in which every review rule is an error.
constexpr al::op::settings on_a_server(const al::op::dialect& server = al::postgresql.since(18)) {
    al::op::settings result = all_errors();
    result.dialects[result.dialect_count++] = server;
    return result;
}
/// Whether a revision breaks a rule, for PostgreSQL and not for SQLite.
template <class Second>
bool blocks(rule which, const Second& second) {
    EXPECT_EQ(count(all_errors(), which, shop, second), 0U);
    return count(on_a_server(), which, shop, second) == 1;
}

TEST(review, what_blocks_others) {
    const auto add = [](const auto& column) { return then(al::add_column("products", column)); };
    const auto alter = [](const char* column) { return al::alter_column("products", column); };
    EXPECT_TRUE(blocks(rule::index_blocks_writes, then(al::create_index("i", "products", "code"))));
    EXPECT_TRUE(blocks(rule::index_blocks_writes, add(al::column("note", al::text, al::indexed))));
    EXPECT_FALSE(blocks(rule::index_blocks_writes, then(al::create_index("i", "products", "code").concurrently())));
    EXPECT_FALSE(blocks(rule::index_blocks_writes,
                        then(al::create_table("t", al::column("a", al::integer)), al::create_index("i", "t", "a"))));
    EXPECT_TRUE(blocks(rule::index_drop_blocks, then(al::drop_index("by_name"))));
    for (const char* const changing : {"random()", "gen_random_uuid()", "clock_timestamp()", "nextval('s')", "mine(1)",
                                       "\"Mine\"()", "now() + make_interval(secs => random())"})
        EXPECT_TRUE(
            blocks(rule::volatile_default, add(al::column("note", al::native("X"), al::default_to(al::sql(changing))))))
            << changing;
    for (const char* const fixed : {"now()", "CURRENT_DATE", "'{}'::jsonb", "'a(b'", "(now() AT TIME ZONE 'utc')",
                                    "'1'::numeric(4, 2)", "CAST('x' AS varchar(9))", "lower('A') || 'b'", "ARRAY[1]"})
        EXPECT_FALSE(
            blocks(rule::volatile_default, add(al::column("note", al::native("X"), al::default_to(al::sql(fixed))))))
            << fixed;
    EXPECT_FALSE(
        blocks(rule::volatile_default, add(al::column("note", al::timestamp, al::default_to(al::current_timestamp)))));
    EXPECT_TRUE(blocks(rule::numbers_rows, add(al::column("n", al::integer, al::autoincrement))));
    EXPECT_TRUE(blocks(rule::numbers_rows, add(al::column("n", al::bigint, al::identity()))));
    EXPECT_TRUE(blocks(rule::stores_generated, add(al::column("n", al::integer, al::generated("price", al::stored)))));
    EXPECT_FALSE(
        blocks(rule::stores_generated, add(al::column("n", al::integer, al::generated("price", al::virtual_)))));
    EXPECT_TRUE(blocks(rule::rewrites_table, then(alter("price").type(al::bigint))));
    EXPECT_TRUE(blocks(rule::rewrites_table, then(alter("seen").type(al::text))));
    EXPECT_TRUE(blocks(rule::rewrites_table, then(alter("name").type(al::text).using_("lower(name)"))));
    EXPECT_FALSE(blocks(rule::rewrites_table, then(alter("name").type(al::varchar(81)))));
    EXPECT_FALSE(blocks(rule::rewrites_table, then(alter("name").type(al::text))));
    EXPECT_TRUE(blocks(rule::rewrites_table, then(alter("state").type(al::text))));
    EXPECT_TRUE(blocks(rule::rewrites_table, then(alter("state").type(al::enumeration("state", "new", "old", "x")))));
    EXPECT_TRUE(blocks(rule::rewrites_table,
                       then(al::execute("UPDATE products SET state = 'new'"), al::drop_enum_value("state", "old"))));
    EXPECT_FALSE(blocks(rule::rewrites_table, then(alter("name").collate("C"))));
    EXPECT_FALSE(blocks(rule::rechecks_type, then(alter("name").type(al::text))));
    const auto emptied = [](const auto& operation) {
        return then(al::execute("UPDATE products SET name = '', code = '', price = 1"), operation);
    };
    EXPECT_TRUE(blocks(rule::scans_for_not_null, emptied(alter("name").not_null())));
    EXPECT_TRUE(
        blocks(rule::check_scans_table, emptied(al::add_constraint("products", al::check("price < 9").named("c")))));
    EXPECT_TRUE(
        blocks(rule::key_scans_table,
               emptied(al::add_constraint("products", al::foreign_key("price").references("loose", "number")))));
    EXPECT_FALSE(
        blocks(rule::key_scans_table, add(al::column("whose", al::integer, al::references("loose", "number")))));
    const auto unchecked = al::add_constraint("products", al::check("price < 9").named("c").not_valid());
    EXPECT_FALSE(blocks(rule::check_scans_table, then(unchecked)));
    EXPECT_FALSE(blocks(
        rule::key_scans_table,
        then(al::add_constraint("products", al::foreign_key("price").references("loose", "number").not_valid()))));
    EXPECT_TRUE(blocks(rule::validates_under_lock, then(unchecked, al::validate_constraint("products", "c"))));
    EXPECT_FALSE(
        blocks(rule::validates_under_lock,
               then(al::create_index("i", "sales", "product_id"), al::validate_constraint("products", "positive"))));
    EXPECT_FALSE(blocks(rule::index_drop_blocks, then(al::drop_index("by_name").concurrently())));
    EXPECT_TRUE(blocks(rule::unique_blocks_table, emptied(al::add_constraint("products", al::unique("price")))));
    EXPECT_TRUE(blocks(rule::unique_blocks_table, add(al::column("note", al::text, al::unique))));
    EXPECT_TRUE(blocks(rule::fills_under_lock, then(alter("name").not_null().fill(al::sql("''")))));
    EXPECT_TRUE(blocks(rule::fills_under_lock,
                       then(al::drop_index("by_name"), al::create_index("i", "products", "code"),
                            al::execute("UPDATE products SET name = ''"))));
    EXPECT_FALSE(blocks(rule::fills_under_lock,
                        then(al::execute("UPDATE products SET name = ''"), al::create_index("i", "products", "code"))));
    for (const char* const slow : {"VACUUM FULL products", "CLUSTER products USING by_name", "REINDEX TABLE products",
                                   "CREATE INDEX i ON products (code)", "ALTER TABLE products DETACH PARTITION p",
                                   "ALTER TABLE products ADD CHECK (price > 0)", "REFRESH MATERIALIZED VIEW v",
                                   "ALTER TABLE products ALTER price TYPE bigint", "DROP INDEX by_name",
                                   "ALTER DOMAIN money ADD CHECK (VALUE > 0)", "SELECT 1; REINDEX TABLE products"})
        EXPECT_TRUE(blocks(rule::blocking_sql, then(al::execute(slow)))) << slow;
    for (const char* const quick :
         {"REINDEX TABLE CONCURRENTLY products", "CREATE INDEX CONCURRENTLY i ON products (code)",
          "ALTER TABLE products DETACH PARTITION p CONCURRENTLY", "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
          "ALTER TABLE products ADD CHECK (price > 0) NOT VALID", "ALTER TABLE products VALIDATE CONSTRAINT c",
          "ALTER TABLE products ADD note text DEFAULT 'a'", "INSERT INTO sales VALUES (1)", "VACUUM products",
          "ALTER TABLE products DROP COLUMN code, ALTER name SET DEFAULT 'CHECK'"})
        EXPECT_FALSE(blocks(rule::blocking_sql, then(al::execute(quick)))) << quick;
    EXPECT_FALSE(
        blocks(rule::blocking_sql,
               then(al::create_table("t", al::column("a", al::integer)), al::execute("CREATE INDEX i ON \"t\" (a)"))));
    // Other servers have locks of their own.
    EXPECT_EQ(count(on_a_server(al::mariadb), rule::index_blocks_writes, shop,
                    then(al::create_index("i", "products", "code"))),
              0U);
}

TEST(review, a_check_makes_a_column_not_null) {
    constexpr auto checked = al::revision("b", "checked")
                                 .revises("a")
                                 .upgrade(al::execute("UPDATE products SET name = ''"),
                                          al::add_constraint("products", al::check("(name IS NOT NULL)").named("c")))
                                 .irreversible("test");
    constexpr auto made =
        al::revision("c", "made")
            .revises("b")
            .upgrade(al::alter_column("products", "name").not_null(), al::drop_constraint("products", "c"));
    for (const rule which : {rule::sets_not_null, rule::scans_for_not_null, rule::drops_constraint})
        EXPECT_EQ(count(on_a_server(), which, shop, checked, made), 0U);
    constexpr auto early = al::revision("c", "early").revises("b").upgrade(al::drop_constraint("products", "c"));
    EXPECT_EQ(count(on_a_server(), rule::drops_constraint, shop, checked, early), 1U);
    constexpr auto unchecked =
        al::revision("b", "unchecked")
            .revises("a")
            .upgrade(al::add_constraint("products", al::check("name IS NOT NULL").named("c").not_valid()));
    constexpr auto validated =
        al::revision("x", "validated").revises("b").upgrade(al::validate_constraint("products", "c"));
    constexpr auto behind =
        al::revision("c", "behind").revises("x").upgrade(al::alter_column("products", "name").not_null());
    EXPECT_EQ(count(on_a_server(), rule::sets_not_null, shop, unchecked, made), 1U);
    EXPECT_EQ(count(on_a_server(), rule::sets_not_null, shop, unchecked, validated, behind), 0U);
    constexpr auto other =
        al::revision("c", "other").revises("b").upgrade(al::alter_column("products", "code").not_null());
    EXPECT_EQ(count(on_a_server(), rule::sets_not_null, shop, checked, other), 1U);
    // An acknowledgement that was needed before stays in order.
    constexpr auto known = al::revision("c", "known")
                               .revises("b")
                               .upgrade(al::alter_column("products", "name").not_null())
                               .acknowledge(rule::sets_not_null, "none is NULL");
    EXPECT_EQ(count(on_a_server(), rule::unneeded_acknowledgement, shop, checked, known), 0U);
}

TEST(review, what_a_server_refuses) {
    const auto json = al::column("data", al::json);
    EXPECT_TRUE(blocks(rule::unordered_key, then(al::create_table("t", json, al::unique("data")))));
    EXPECT_TRUE(blocks(rule::unordered_key, then(al::create_table("t", al::column("data", al::json, al::indexed)))));
    EXPECT_TRUE(blocks(rule::unordered_key, then(al::add_column("sales", al::column("data", al::json, al::unique)))));
    EXPECT_TRUE(blocks(rule::unordered_key, then(al::create_table("t", json), al::create_index("i", "t", "data"))));
    EXPECT_FALSE(blocks(rule::unordered_key,
                        then(al::create_table("t", json), al::create_index("i", "t", al::expression("data->>'a'")))));
    EXPECT_TRUE(blocks(rule::refused_identity, then(al::alter_column("products", "name").identity())));
    EXPECT_FALSE(blocks(rule::refused_identity, then(al::alter_column("products", "price").identity())));
    for (const al::op::dialect& each : {al::mssql, al::oracle})
        EXPECT_EQ(count(on_a_server(each), rule::refused_identity, shop,
                        then(al::alter_column("products", "price").identity())),
                  1U);
    const auto unsupported = [](const al::op::dialect& database, const auto& operation) {
        return count(on_a_server(database), rule::unsupported_operation, shop, then(operation)) -
            count(on_a_server(database), rule::unsupported_operation, shop, then(al::drop_table("loose")));
    };
    EXPECT_EQ(unsupported(al::oracle, al::alter_column("products", "name").type(al::text)), 1U);
    EXPECT_EQ(unsupported(al::oracle, al::alter_column("products", "label").type(al::varchar(80))), 1U);
    EXPECT_EQ(unsupported(al::oracle, al::alter_column("products", "label").type(al::binary)), 1U);
    EXPECT_EQ(unsupported(al::oracle, al::alter_column("products", "label").type(al::json)), 0U);
    EXPECT_EQ(unsupported(al::oracle, al::alter_column("products", "name").type(al::varchar(90))), 0U);
    EXPECT_EQ(unsupported(al::mssql, al::alter_column("products", "name").type(al::text)), 0U);
    const auto keyed = [](const auto& operation) {
        return count(on_a_server(al::mssql), rule::column_type_in_use, shop, then(operation));
    };
    EXPECT_EQ(keyed(al::alter_column("products", "id").type(al::bigint)), 1U);         // a primary key
    EXPECT_EQ(keyed(al::alter_column("products", "price").type(al::bigint)), 1U);      // a check
    EXPECT_EQ(keyed(al::alter_column("products", "name").type(al::varchar(40))), 1U);  // an index
    EXPECT_EQ(keyed(al::alter_column("products", "name").type(al::varchar(90))), 0U);
    EXPECT_EQ(keyed(al::alter_column("products", "name").type(al::varchar)), 1U);
    EXPECT_EQ(keyed(al::alter_column("products", "name").not_null()), 0U);
    EXPECT_EQ(keyed(al::alter_column("products", "weight").type(al::real)), 0U);
    const auto numbered = [](const auto&... options) {
        return al::create_table("t", al::column("id", al::integer, al::identity(), options...),
                                al::column("a", al::text));
    };
    EXPECT_EQ(unsupported(al::mariadb, numbered()), 1U);
    EXPECT_EQ(unsupported(al::mysql, al::add_column("loose", al::column("a", al::integer, al::identity()))), 1U);
    EXPECT_EQ(unsupported(al::mariadb, numbered(al::unique)), 0U);
    EXPECT_EQ(unsupported(al::mariadb, numbered(al::primary_key)), 0U);
    EXPECT_EQ(unsupported(al::mariadb, numbered(al::indexed)), 0U);
    EXPECT_EQ(unsupported(al::mysql, al::drop_constraint("products", "uq_code", al::if_exists)), 1U);
    EXPECT_EQ(unsupported(al::mariadb, al::drop_constraint("products", "uq_code", al::if_exists)), 0U);
    EXPECT_TRUE(blocks(rule::narrow_key,
                       then(al::create_table("t", al::column("id", al::integer, al::autoincrement, al::primary_key)))));
    EXPECT_FALSE(blocks(rule::narrow_key, then(al::create_table("t", al::column("id", al::bigint, al::identity())))));
    EXPECT_TRUE(blocks(rule::better_type, then(al::add_column("sales", al::column("at", al::timestamp)))));
    EXPECT_TRUE(blocks(rule::better_type, then(al::add_column("sales", al::column("code", al::char_(3))))));
    EXPECT_FALSE(blocks(rule::better_type, then(al::add_column("sales", al::column("at", al::timestamptz)))));
}

TEST(review, engines_without_transactions) {
    const auto on = [](const al::op::dialect& database, const char* engine) {
        al::op::settings settings = all_errors();
        settings.dialects[0] = database, settings.dialect_count = 1;
        const auto table =
            then(al::create_table("t", al::column("a", al::integer, al::primary_key), al::engine(engine)));
        return count(settings, rule::unreplicated_engine, shop, table);
    };
    EXPECT_EQ(on(al::mariadb, "Aria"), 1U);
    EXPECT_EQ(on(al::mysql, "MEMORY"), 1U);
    EXPECT_EQ(on(al::mysql, "innodb"), 0U);
    EXPECT_EQ(on(al::sqlite, "MyISAM"), 0U);  // which leaves it out
}

TEST(review, objects_beside_tables) {
    const auto on_server = [](rule which, const auto& second) {
        return count(on_a_server(), which, shop, second) == 1;
    };
    EXPECT_TRUE(on_server(rule::renames_enum_value, then(al::rename_enum_value("state", "new", "fresh"))));
    EXPECT_FALSE(on_server(rule::renames_enum_value,
                           then(al::create_enum("mood", "sad"), al::rename_enum_value("mood", "sad", "low"))));
    EXPECT_TRUE(on_server(rule::unplaced_enum_value, then(al::add_enum_value("state", "lost"))));
    EXPECT_FALSE(on_server(rule::unplaced_enum_value, then(al::add_enum_value("state", "lost").after("new"))));
    for (const char* const much :
         {"DROP TABLE sales CASCADE", "DROP SCHEMA other CASCADE", "DROP DATABASE other", "TRUNCATE sales CASCADE",
          "ALTER TABLE sales DROP COLUMN product_id CASCADE", "DROP TYPE state CASCADE"})
        EXPECT_TRUE(blocks(rule::drops_dependents, then(al::execute(much)))) << much;
    for (const char* const one : {"DROP TABLE sales", "DROP FUNCTION f() CASCADE", "DROP SCHEMA other",
                                  "ALTER TABLE sales DROP CONSTRAINT k, ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES "
                                  "products ON DELETE CASCADE",
                                  "COMMENT ON TABLE sales IS 'DROP CASCADE'"})
        EXPECT_FALSE(blocks(rule::drops_dependents, then(al::execute(one)))) << one;
}

TEST(review, one_file_is_one_lock) {
    const auto effect = [](std::string_view sql) {
        return al::dialect::effect_of(al::sqlite, sql, al::op::operations_view{}, al::op::operation{}, al::schema{});
    };
    for (const char* const quick : {"ALTER TABLE \"t\" ADD COLUMN \"a\" TEXT DEFAULT '' NOT NULL", "DROP TABLE t",
                                    "ALTER TABLE t RENAME TO u", "INSERT INTO t VALUES (1)", "DROP INDEX i"}) {
        EXPECT_EQ(effect(quick).lock, "RESERVED") << quick;
        EXPECT_EQ(effect(quick).blocks, "writes") << quick;
        EXPECT_FALSE(effect(quick).rewrites || effect(quick).scans) << quick;
    }
    for (const char* const reading :
         {"CREATE UNIQUE INDEX i ON t (a)", "ALTER TABLE t ADD COLUMN a INT CHECK (a > 0)",
          "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)"})
        EXPECT_TRUE(effect(reading).scans && !effect(reading).rewrites) << reading;
    for (const char* const writing : {"INSERT INTO \"_aludel_new_t\" (\"a\") SELECT \"a\" FROM \"t\"",
                                      "ALTER TABLE \"t\" DROP COLUMN \"a\"", "VACUUM"})
        EXPECT_TRUE(effect(writing).rewrites) << writing;
    EXPECT_EQ(effect("SELECT 1").lock, "");
    EXPECT_EQ(effect("PRAGMA foreign_keys = OFF").lock, "");
}

constexpr auto store =
    al::revision("a", "store")
        .upgrade(al::create_table("people", al::column("id", al::integer, al::primary_key)),
                 al::create_table(
                     "books", al::column("id", al::integer, al::primary_key), al::column("title", al::varchar(20)),
                     al::column("pages", al::integer), al::column("who", al::integer),
                     al::column("twice", al::integer, al::generated("who * 2")), al::check("pages > 0").named("paged"),
                     al::foreign_key("who").references("people", "id").named("owner")));

/// Whether a change of the store breaks a rule on a database where all rules are errors.
template <class Second>
constexpr bool breaks_on(const al::op::dialect& database, rule which, const Second& second) {
    al::op::settings settings = all_errors();
    al::settings().dialects(database).add_to(settings);
    return count(settings, which, store, second) == 1;
}
#define EXPECT_ON(database, is_broken, which, ...)                                         \
    {                                                                                      \
        static constexpr auto built = __VA_ARGS__;                                         \
        static_assert(breaks_on(al::database, rule::which, built) == is_broken);           \
        EXPECT_EQ(breaks_on(al::database, rule::which, built), is_broken) << #__VA_ARGS__; \
    }

TEST(review, tables_that_are_copied) {
    constexpr auto wider = then(al::alter_column("books", "pages").type(al::bigint));
    EXPECT_ON(mariadb, true, copies_table, wider);
    EXPECT_ON(mysql, true, copies_table, wider);
    EXPECT_ON(postgresql, false, copies_table, wider);
    EXPECT_ON(mariadb, false, rewrites_table, wider);
    EXPECT_ON(mariadb.since(11, 2), false, copies_table, wider);  // others write to the table meanwhile
    EXPECT_ON(mariadb.since(11, 2), true, rebuilds_table, wider);
    EXPECT_ON(mysql, false, copies_table, then(al::alter_column("books", "title").type(al::varchar(60))));
    EXPECT_ON(mysql, true, copies_table, then(al::alter_column("books", "title").type(al::varchar(64))));
    EXPECT_ON(mariadb, false, copies_table, then(al::alter_column("books", "title").type(al::varchar(64))));
    EXPECT_ON(mysql, true, copies_table,
              then(al::drop_constraint("books", "pk_books")).acknowledge(rule::drops_primary_key, "test"));
    EXPECT_ON(mysql, true, copies_table,
              then(al::add_constraint("books", al::check("who > 0"))).acknowledge(rule::adds_check, "test"));
    EXPECT_ON(mysql, true, copies_table,
              then(al::add_constraint("books", al::foreign_key("pages").references("people", "id")))
                  .acknowledge(rule::adds_foreign_key, "test"));
    EXPECT_ON(mysql, true, copies_table, then(al::alter_column("books", "title").collate("utf8mb4_bin")));
    EXPECT_ON(mariadb, false, copies_table, then(al::alter_column("books", "title").collate("utf8mb4_bin")));
    EXPECT_ON(mysql, true, copies_table,
              then(al::add_column("books", al::column("x", al::integer, al::generated("who + 1", al::stored)))));
    EXPECT_ON(mysql, false, copies_table, then(al::add_column("books", al::column("x", al::integer))));
    EXPECT_ON(mysql, false, copies_table,
              then(al::create_table("t", al::column("a", al::integer)), al::alter_column("t", "a").type(al::bigint)));
    EXPECT_ON(mysql, true, blocks_writers, then(al::create_index("i", "books", "title").using_method("fulltext")));
    EXPECT_ON(mysql, false, blocks_writers, then(al::create_index("i", "books", "title")));
    EXPECT_ON(mysql, true, rebuilds_table,
              then(al::alter_column("books", "pages").not_null()).acknowledge(rule::sets_not_null, "test"));
    EXPECT_ON(mysql, false, rebuilds_table, then(al::alter_column("books", "pages").comment("of paper")));
    EXPECT_ON(mariadb, true, blocking_sql, then(al::execute("ALTER TABLE books CONVERT TO CHARACTER SET utf8mb4")));
    EXPECT_ON(mariadb, true, blocking_sql, then(al::execute("ALTER TABLE books MODIFY pages BIGINT")));
    EXPECT_ON(mariadb, false, blocking_sql, then(al::execute("ALTER TABLE books ADD COLUMN x INT")));
    EXPECT_ON(mysql, true, copies_table, wider);
    al::op::settings strict{};
    al::settings().dialects(al::mysql).zero_downtime().add_to(strict);
    EXPECT_EQ(strict.level_of(rule::copies_table), al::level::error);
    EXPECT_EQ(strict.level_of(rule::rebuilds_table), al::level::off);
    EXPECT_EQ(strict.level_of(rule::renames_table), al::level::error);
}

TEST(review, algorithms_that_are_asked_for) {
    using al::algorithm, al::locking;
    EXPECT_ON(mariadb, true, refused_algorithm,
              then(al::alter_column("books", "pages").type(al::bigint).algorithm(algorithm::inplace)));
    EXPECT_ON(mariadb, false, refused_algorithm,
              then(al::alter_column("books", "pages").type(al::bigint).algorithm(algorithm::copy)));
    EXPECT_ON(mariadb, true, asks_for_lock, then(al::create_index("i", "books", "title").algorithm(algorithm::copy)));
    EXPECT_ON(mariadb, true, asks_for_lock, then(al::create_index("i", "books", "title").lock(locking::shared)));
    EXPECT_ON(mariadb, false, asks_for_lock, then(al::create_index("i", "books", "title").lock(locking::none)));
    EXPECT_ON(mariadb, true, refused_algorithm,
              then(al::alter_column("books", "pages").type(al::bigint).lock(locking::none)));
    EXPECT_ON(mariadb, false, refused_algorithm,
              then(al::create_index("i", "books", "title").algorithm(algorithm::nocopy)));
    EXPECT_ON(mysql, true, refused_algorithm,
              then(al::create_index("i", "books", "title").algorithm(algorithm::nocopy)));
    EXPECT_ON(mariadb, true, refused_algorithm,
              then(al::create_index("i", "books", "title").algorithm(algorithm::copy).lock(locking::none)));
    EXPECT_ON(mysql, true, refused_algorithm,
              then(al::drop_column("books", "title").algorithm(algorithm::instant).lock(locking::none)));
    EXPECT_ON(mysql, true, refused_algorithm,
              then(al::create_table("t", al::column("a", al::integer)).algorithm(algorithm::instant)));
    EXPECT_ON(postgresql, false, refused_algorithm,
              then(al::alter_column("books", "pages").type(al::bigint).algorithm(algorithm::instant)));
}

TEST(review, names_of_the_whole_database) {
    constexpr auto key =
        then(al::create_table("sales", al::column("who", al::integer, al::references("people", "id").named("OWNER"))));
    EXPECT_ON(mariadb, true, name_used_elsewhere, key);
    EXPECT_ON(mysql, true, name_used_elsewhere, key);
    EXPECT_ON(postgresql, false, name_used_elsewhere, key);
    constexpr auto check = then(al::add_constraint("people", al::check("id > 0").named("paged")));
    EXPECT_ON(mysql, true, name_used_elsewhere, check);
    EXPECT_ON(mariadb, false, name_used_elsewhere, check);
    EXPECT_ON(oracle, true, name_used_elsewhere, check);
    EXPECT_ON(mssql, true, name_used_elsewhere, then(al::add_constraint("people", al::unique("id").named("paged"))));
    EXPECT_ON(mysql, false, name_used_elsewhere, then(al::add_constraint("people", al::unique("id").named("paged"))));
    EXPECT_ON(mysql, false, name_used_elsewhere, then(al::add_constraint("people", al::check("id > 0"))));
    // A name by the convention is one that another table was given before.
    constexpr auto by_convention =
        al::create_table("sales", al::column("who", al::integer, al::references("people", "id")));
    EXPECT_ON(mariadb, true, name_used_elsewhere,
              then(al::add_constraint("books",
                                      al::foreign_key("pages").references("people", "id").named("fk_sales_who_people")),
                   by_convention));
    EXPECT_ON(
        mariadb, false, name_used_elsewhere,
        then(al::add_constraint("books", al::foreign_key("pages").references("people", "id").named("fk_sales_who")),
             by_convention));
    EXPECT_ON(
        mysql, false, name_used_elsewhere,
        then(al::drop_constraint("books", "paged"), al::add_constraint("people", al::check("id > 0").named("paged"))));
}

TEST(review, cascades_on_several_ways) {
    constexpr auto to = [](const char* table, auto action) { return al::references(table, "id").on_delete(action); };
    constexpr auto table = [](const char* name, auto... columns) {
        return al::create_table(name, al::column("id", al::integer, al::primary_key), columns...);
    };
    constexpr auto posts = table("posts", al::column("writer", al::integer, to("people", al::cascade)));
    constexpr auto comments = table("comments", al::column("post", al::integer, to("posts", al::cascade)),
                                    al::column("writer", al::integer, to("people", al::cascade)));
    EXPECT_ON(mssql, true, several_cascades, then(posts, comments));
    EXPECT_ON(postgresql, false, several_cascades, then(posts, comments));
    EXPECT_ON(oracle, false, several_cascades, then(posts, comments));
    // What is set to NULL ends the way.
    EXPECT_ON(mssql, false, several_cascades,
              then(table("posts", al::column("writer", al::integer, to("people", al::set_null))), comments));
    EXPECT_ON(mssql, true, several_cascades,
              then(posts,
                   table("comments", al::column("post", al::integer, to("posts", al::set_null)),
                         al::column("writer", al::integer, to("people", al::set_null)))));
    EXPECT_ON(mssql, false, several_cascades,
              then(posts,
                   table("comments", al::column("post", al::integer, to("posts", al::no_action)),
                         al::column("writer", al::integer, to("people", al::cascade)))));
    // Deleted and updated rows are two trees.
    EXPECT_ON(mssql, false, several_cascades,
              then(posts,
                   table("comments", al::column("post", al::integer, to("posts", al::cascade)),
                         al::column("writer", al::integer, al::references("people", "id").on_update(al::cascade)))));
    // A table refers to itself, two to each other.
    EXPECT_ON(mssql, true, several_cascades,
              then(table("parts", al::column("whole", al::integer, to("parts", al::cascade)))));
    EXPECT_ON(mssql, false, several_cascades,
              then(table("parts", al::column("whole", al::integer, to("parts", al::no_action)))));
    constexpr auto circle = al::add_column("people", al::column("post", al::integer, to("posts", al::cascade)));
    EXPECT_ON(mssql, true, several_cascades, then(posts, circle));
    // The second way is that of another table, which exists.
    EXPECT_ON(
        mssql, true, several_cascades,
        then(table("posts", al::column("writer", al::integer)),
             table("comments", al::column("post", al::integer, to("posts", al::cascade)),
                   al::column("writer", al::integer, to("people", al::cascade))),
             al::add_constraint("posts", al::foreign_key("writer").references("people", "id").on_delete(al::cascade))));
    EXPECT_ON(mssql, false, several_cascades,
              then(posts, table("comments", al::column("post", al::integer, to("posts", al::cascade))),
                   table("likes", al::column("post", al::integer, to("posts", al::cascade)))));
}

TEST(review, renamed_columns_in_use) {
    EXPECT_ON(mysql, true, renamed_column_in_use, then(al::rename_column("books", "who", "owner_id")));
    EXPECT_ON(mysql, false, renamed_column_in_use, then(al::rename_column("books", "pages", "sheets")));
    EXPECT_ON(mysql, true, renamed_column_in_use, then(al::alter_column("books", "who").rename_to("owner_id")));
    EXPECT_ON(mysql, false, renamed_column_in_use, then(al::rename_column("books", "title", "name")));
    EXPECT_ON(mariadb, false, renamed_column_in_use, then(al::rename_column("books", "who", "owner_id")));
    EXPECT_ON(mysql, false, renamed_column_in_use,
              then(al::drop_constraint("books", "owner"), al::rename_column("books", "who", "owner_id")));
    EXPECT_ON(mysql, false, renamed_column_in_use,
              then(al::drop_column("books", "twice"), al::rename_column("books", "who", "owner_id")));
}

TEST(review, texts_joined_by_bars) {
    constexpr auto bars = then(al::add_constraint("books", al::check("title || 'x' <> 'x'")));
    EXPECT_ON(mssql, true, bar_concatenation, bars);
    EXPECT_ON(mssql.since(17), false, bar_concatenation, bars);
    EXPECT_ON(oracle, false, bar_concatenation, bars);
    EXPECT_ON(mssql, false, bar_concatenation, then(al::add_constraint("books", al::check("title <> '||'"))));
    EXPECT_ON(mssql, true, bar_concatenation, then(al::execute("UPDATE books SET title = title || 'x'")));
    EXPECT_ON(mssql, true, bar_concatenation,
              then(al::add_column("books", al::column("x", al::varchar(9), al::not_null)).fill(al::sql("title||'x'"))));
}

TEST(review, zero_downtime) {
    const auto settings = [](al::name after) {
        al::op::settings result{};
        al::settings().dialects(al::sqlite, al::postgresql.since(18)).zero_downtime(after).add_to(result);
        return result;
    };
    EXPECT_TRUE(settings("").transaction_per_revision);
    constexpr auto index = then(al::create_index("i", "products", "code"), al::rename_table("sales", "orders"));
    constexpr auto later = al::revision("c", "later").revises("b").upgrade(al::create_index("k", "products", "name"));
    const auto errors = [&](const al::op::settings& given) {
        std::string result;
        const al::op::revision all[] = {shop.view(), index.view(), later.view()};
        for (const al::finding& each : al::verify(given, {all, 3}))
            if (each.level == al::level::error)
                result += std::string(al::slug(each.rule)) + " " + std::string(each.revision.text()) + " ";
        return result;
    };
    EXPECT_EQ(errors(settings("")), "index_blocks_writes b renames_table b index_blocks_writes c ");
    EXPECT_EQ(errors(settings("a")), "index_blocks_writes b renames_table b index_blocks_writes c ");
    EXPECT_EQ(errors(settings("b")), "index_blocks_writes c ");
    EXPECT_EQ(errors(settings("c")), "");
    al::op::settings milder = settings("b");
    al::settings().level(rule::index_blocks_writes, al::level::warning).add_to(milder);
    EXPECT_EQ(errors(milder), "");
    // Without it, they are warnings on a server, and the compiler does not look for them.
    al::op::settings usual{};
    al::settings().dialects(al::postgresql.since(18)).add_to(usual);
    EXPECT_EQ(errors(usual), "");
    EXPECT_EQ(usual.level_of(rule::renames_table), al::level::warning);
    EXPECT_EQ(al::op::settings{}.level_of(rule::renames_table), al::level::off);
    EXPECT_EQ(count(usual, rule::index_blocks_writes, shop, index, later), 2U);
}

TEST(review, levels) {
    constexpr auto plain =
        then(al::create_table("t", al::column("price", al::real)), al::rename_table("sales", "orders"));
    const al::op::revision all[] = {shop.view(), plain.view()};
    const auto findings = al::verify(al::op::settings{}, {all, 2});
    ASSERT_EQ(findings.size(), 2U);  // renames_table is off
    for (const al::finding& each : findings) EXPECT_EQ(each.level, al::level::warning) << each.text();
    // The compiler does not evaluate warnings.
    static_assert(count(al::op::settings{}, rule::float_for_money, shop, plain) == 0);

    constexpr al::op::settings mine = [] {
        al::op::settings result{};
        al::settings()
            .level(rule::drops_table, al::level::off)
            .level(rule::renames_table, al::level::warning)
            .add_to(result);
        al::settings().level(rule::renames_table, al::level::error).add_to(result);
        return result;
    }();
    static_assert(mine.level_count == 2 && mine.level_of(rule::renames_table) == al::level::error);
    static_assert(count(mine, rule::renames_table, shop, plain) == 1);
    static_assert(count(mine, rule::drops_table, shop, then(al::drop_table("sales"))) == 0);
}

TEST(review, acknowledgements) {
    constexpr auto needed = then(al::drop_table("sales")).acknowledge(rule::drops_table, "test");
    constexpr auto idle = then(al::drop_index("by_name")).acknowledge(rule::drops_table, "test");
    constexpr auto warned =
        then(al::create_table("t", al::column("a", al::integer))).acknowledge(rule::no_primary_key, "test");
    constexpr auto silent = then(al::rename_table("sales", "orders")).acknowledge(rule::renames_table, "test");
    EXPECT_KEPT(unneeded_acknowledgement, needed);
    EXPECT_BROKEN(unneeded_acknowledgement, idle);
    // An acknowledgement of a warning or of a rule that is off counts in the compiler as at run time.
    static_assert(count(al::op::settings{}, rule::unneeded_acknowledgement, shop, warned) == 0);
    static_assert(count(al::op::settings{}, rule::unneeded_acknowledgement, shop, silent) == 0);
    EXPECT_EQ(count(al::op::settings{}, rule::unneeded_acknowledgement, shop, warned), 0U);
    EXPECT_EQ(count(al::op::settings{}, rule::unneeded_acknowledgement, shop, silent), 0U);
}

TEST(review, every_rule_has_a_name) {
    std::size_t rules = 0;
    for (std::uint16_t id = 500; id < 1000; ++id) {
        if (al::slug(static_cast<rule>(id)).empty()) continue;
        ++rules;
        EXPECT_TRUE(al::can_be_acknowledged(static_cast<rule>(id)));
    }
    EXPECT_EQ(rules, 72U);
    EXPECT_EQ(al::slug(rule::add_required_column), "add_required_column");
}

}  // namespace
