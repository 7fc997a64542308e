// SPDX-License-Identifier: BSL-1.0
// A schema read from a database, as a value.
#include "describe.hpp"
#include "../laws/history/random_history.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>  // string

namespace {

namespace al = aludel;
namespace op = al::op;

TEST(Reflect, ReadsEveryClauseOfATable) {
    al::sqlite3::connection db{":memory:"};
    db.execute(R"(CREATE TABLE a (id INTEGER CONSTRAINT "pk a" PRIMARY KEY AUTOINCREMENT, -- a comment, with a comma
        "na""me" VARCHAR(80) NOT NULL ON CONFLICT FAIL DEFAULT 'it''s' COLLATE NOCASE,
        n NUMERIC(10, 2) DEFAULT -1.5, k INT DEFAULT -5 CONSTRAINT positive CHECK (k > ( -6 )),
        g TEXT GENERATED ALWAYS AS (upper("na""me")) STORED /* DEFAULT 1 */, v AS (k + 1),
        [at] TIMESTAMP DEFAULT CURRENT_TIMESTAMP, e DEFAULT (random() % 2), f BOOLEAN DEFAULT TRUE, z DEFAULT NULL,
        UNIQUE (k, n), CONSTRAINT fk FOREIGN KEY (k) REFERENCES a (id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED))");
    const al::schema found = al::reflect(db);
    const op::table_view a = found.table("a");
    ASSERT_TRUE(a);
    ASSERT_EQ(a.columns().size(), 10U);
    EXPECT_TRUE(a.columns()[0].autoincrement);
    const op::column& called = *a.find_column("na\"me");
    EXPECT_FALSE(called.nullable);
    EXPECT_EQ(called.type.kind, op::type_kind::varchar);
    EXPECT_EQ(called.type.precision, 80);
    EXPECT_EQ(called.default_value, op::value_of(op::value_kind::text, 0, "it's"));
    EXPECT_EQ(called.collation, "NOCASE");
    EXPECT_EQ(a.find_column("n")->type.scale, 2);
    EXPECT_EQ(a.find_column("n")->default_value, op::value_of(op::value_kind::expression, 0, "-1.5"));
    EXPECT_EQ(a.find_column("k")->type.name.text(), "INT");
    EXPECT_EQ(a.find_column("k")->default_value, op::value_of(op::value_kind::integer, -5));
    EXPECT_EQ(a.find_column("g")->generated, op::generated_kind::stored);
    EXPECT_EQ(a.find_column("g")->expression, "upper(\"na\"\"me\")");
    EXPECT_EQ(a.find_column("v")->generated, op::generated_kind::virtual_);
    EXPECT_EQ(a.find_column("at")->default_value.kind, op::value_kind::current_timestamp);
    EXPECT_EQ(a.find_column("e")->default_value, op::value_of(op::value_kind::expression, 0, "random() % 2"));
    EXPECT_EQ(a.find_column("f")->default_value, op::value_of(op::value_kind::boolean, 1));
    EXPECT_EQ(a.find_column("z")->default_value.kind, op::value_kind::null);
    ASSERT_EQ(a.constraints().size(), 4U);
    EXPECT_EQ(a.primary_key()->name.text(), "pk a");
    const op::constraint& check = *a.find_constraint("positive");
    EXPECT_EQ(check.expression, "k > ( -6 )");
    const op::constraint& key = *a.find_constraint("fk");
    EXPECT_EQ(key.target.text(), "a");
    EXPECT_EQ(key.on_delete, op::referential_action::set_null);
    EXPECT_EQ(key.on_update, op::referential_action::cascade);
    EXPECT_TRUE(key.deferrable && key.initially_deferred);
}

TEST(Reflect, ReadsOptionsIndexesAndViews) {
    al::sqlite3::connection db{":memory:"};
    db.execute("CREATE TABLE [b c] (x TEXT PRIMARY KEY, y TEXT CHECK(y <> 'a)b')) STRICT, WITHOUT ROWID");
    db.execute("CREATE UNIQUE INDEX \"i 1\" ON [b c] (y COLLATE NOCASE DESC, lower(x), x ASC) WHERE y IS NOT NULL");
    db.execute("CREATE VIEW seen AS SELECT x FROM [b c]");
    db.execute("CREATE VIRTUAL TABLE words USING fts5(word)");
    const al::schema found =
        al::reflect(db, {"words", "words_data", "words_idx", "words_content", "words_docsize", "words_config"});
    const op::table_view table = found.table("b c");
    ASSERT_TRUE(table);
    EXPECT_TRUE(table.options().strict && table.options().without_rowid);
    EXPECT_EQ(table.constraints()[1].expression, "y <> 'a)b'");
    const auto& index = found.indexes[found.indexes.find("i 1")];
    EXPECT_TRUE(index.get().unique);
    EXPECT_EQ(index.get().where, "y IS NOT NULL");
    ASSERT_EQ(index.parts().size(), 3U);
    EXPECT_EQ(index.parts()[0].expression, "y COLLATE NOCASE");
    EXPECT_TRUE(index.parts()[0].descending);
    EXPECT_EQ(index.parts()[1].expression, "lower(x)");
    EXPECT_EQ(index.parts()[2].column.text(), "x");
    EXPECT_FALSE(index.parts()[2].descending);
    EXPECT_EQ(found.views[found.views.find("seen")].queries()[0].sql, "SELECT x FROM [b c]");
    EXPECT_FALSE(found.has_table("words"));
}

TEST(Reflect, IsAValueThatOperationsAreAppliedTo) {
    static constexpr auto change =
        al::revision("x").upgrade(al::add_column("t", al::column("b", al::text)), al::create_index("ix", "t", "b"));
    static constexpr auto wrong = al::revision("x").upgrade(al::drop_column("t", "c"));
    al::sqlite3::connection db{":memory:"};
    db.execute("CREATE TABLE t (a INTEGER)");
    al::schema is = al::reflect(db);
    const al::schema before = is;
    EXPECT_TRUE(al::apply(is, change.view().upgrade).empty());
    EXPECT_EQ(al::compare(before, is).size(), 2U);  // a column and an index
    const auto findings = al::apply(is, wrong.view().upgrade);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, al::rule::unknown_column);

    db.execute("ALTER TABLE t ADD COLUMN b TEXT");
    db.execute("CREATE INDEX ix ON t (b)");
    EXPECT_TRUE(al::compare(al::reflect(db), is).empty());
}

/// A schema that was read and rendered gives the same database.
TEST(Reflect, WhatIsReadCanBeWritten) {
    std::size_t tables = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const laws::random_history generated(seed);
        const al::history_view history = generated.view();
        al::sqlite3::connection first{":memory:"}, second{":memory:"};
        al::create_all(first, al::detail::schema_at_revision(history, "heads"));
        const al::schema found = al::reflect(first);
        tables += found.tables.entries().size();
        al::create_all(second, found);
        const al::schema again = al::reflect(second);
        for (const al::difference& each : al::compare(again, found))
            ADD_FAILURE() << seed << ": " << each.text().text();
        for (const std::string& each : oracle::differences(oracle::describe(second), oracle::describe(first)))
            ADD_FAILURE() << seed << ": " << each;
        if (HasFailure()) return;
    }
    EXPECT_GT(tables, 1000U);
}

/// The reader works in constant expressions.
constexpr bool reads_at_compile_time() {
    al::schema found;
    al::sqlite_dialect::schema_reader reader(found);
    reader.table("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL DEFAULT 'x')");
    reader.index("CREATE INDEX ix ON t (b)");
    return found.table("t").columns().size() == 2 && !found.table("t").columns()[1].nullable && found.has_index("ix") &&
        !found.has_index("b");
}
static_assert(reads_at_compile_time());

}  // namespace
