// SPDX-License-Identifier: BSL-1.0
// A rename changes the schema in memory as ALTER TABLE ... RENAME changes the database: each text afterwards is the
// same as the one that SQLite stores, and a new database can be made of it. What SQLite refuses is refused.
#include <aludel.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/reflect.hpp>

#include <gtest/gtest.h>

#include <exception>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
namespace op = al::op;

struct rename {
    const char* table;
    const char* column;  ///< empty: the table is renamed
    const char* to;
};
struct sample {
    const char* setup;
    std::vector<rename> renames;
};

const std::vector<sample> samples{
    // named like a function, a type, a keyword, an alias
    {"CREATE TABLE t(length TEXT, CHECK (length(length) > 0)); CREATE INDEX i ON t(length(length))",
     {{"t", "length", "size"}}},
    {"CREATE TABLE t(integer, CHECK (CAST(integer AS INTEGER) = integer))", {{"t", "integer", "n"}}},
    {"CREATE TABLE t(\"order\", \"group\", CHECK (\"order\" < \"group\"), CHECK ([order] > 0 AND `group` > 0))",
     {{"t", "order", "rank"}, {"t", "group", "order"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT b AS a, a AS b FROM t ORDER BY a, t.a", {{"t", "a", "x"}}},
    {"CREATE TABLE t(end, key, CHECK (CASE WHEN end THEN key ELSE end END > 0))", {{"t", "end", "stop"}}},
    {"CREATE TABLE t(nocase TEXT COLLATE nocase, CHECK (nocase COLLATE nocase <> 'nocase'))", {{"t", "nocase", "b"}}},
    {"CREATE TABLE t(text TEXT, CHECK (typeof(text) = 'text' AND text <> \"text\"))", {{"t", "text", "body"}}},
    {"CREATE TABLE t(x, y, CHECK (x <> x'00' AND x > 0x1F AND y <> 1e5))", {{"t", "x", "e5"}}},
    {"CREATE TABLE t(true, b, CHECK (b IS NOT true))", {{"t", "true", "yes"}}},
    {"CREATE TABLE t(replace, b, CHECK (replace(replace, 'replace', b) <> ''))", {{"t", "replace", "with"}}},
    {"CREATE TABLE t(like, glob, CHECK (like LIKE glob ESCAPE '\\' OR glob GLOB like))",
     {{"t", "like", "a"}, {"t", "glob", "like"}}},
    // other tables' columns of the same name
    {"CREATE TABLE t(id, a); CREATE TABLE u(id, a); CREATE VIEW v AS SELECT t.a, u.a AS a2 FROM t JOIN u ON u.id = "
     "t.id "
     "WHERE u.a > t.a",
     {{"t", "a", "n"}, {"u", "a", "m"}, {"u", "id", "key"}}},
    {"CREATE TABLE t(id, a); CREATE TABLE u(a); CREATE VIEW v AS SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE "
     "a "
     "= t.a) AND a IN (SELECT a FROM u)",
     {{"t", "a", "n"}}},
    {"CREATE TABLE t(id, a); CREATE TABLE u(b); CREATE VIEW v AS SELECT (SELECT max(a) FROM u) FROM t",
     {{"t", "a", "n"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT x.a FROM t AS x, t AS y WHERE x.a = y.b AND y.a > 0",
     {{"t", "a", "x"}}},
    {"CREATE TABLE a(a, b, CHECK (a > 0)); CREATE VIEW v AS SELECT a.a FROM a WHERE a.a > 0",
     {{"a", "a", "b2"}, {"a", "", "c"}}},
    // names with quotes
    {"CREATE TABLE t(a, b, CHECK (a > b)); CREATE INDEX i ON t(a) WHERE a > 0; CREATE VIEW v AS SELECT a FROM t",
     {{"t", "a", "q\"q"}, {"t", "q\"q", "it's"}, {"t", "it's", "[x]"}, {"t", "[x]", "a"}}},
    {"CREATE TABLE t(\"a\"\"b\", c, CHECK (\"a\"\"b\" > c AND c <> \"a\"\"b\"))", {{"t", "a\"b", "d e"}}},
    {"CREATE TABLE t(a, CHECK (a>''AND 1)); CREATE VIEW v AS SELECT a''FROM t", {{"t", "a", "b"}}},
    {"CREATE TABLE [my t](a, CHECK (a > 0)); CREATE VIEW v AS SELECT [my t].a, \"my t\".* FROM `my t`",
     {{"my t", "a", "b"}, {"my t", "", "it's \"t\""}, {"it's \"t\"", "", "t"}}},
    // chains and swaps
    {"CREATE TABLE t(a, b, CHECK (a > 0), CHECK (b < a)); CREATE VIEW v AS SELECT a, b FROM t",
     {{"t", "a", "x"}, {"t", "b", "a"}, {"t", "x", "b"}}},
    {"CREATE TABLE t(a, CHECK (a <> 'a')); CREATE VIEW v AS SELECT a AS a FROM t", {{"t", "a", "b"}, {"t", "b", "a"}}},
    {"CREATE TABLE t(a); CREATE TABLE u(a); CREATE VIEW v AS SELECT t.a, u.a AS b FROM t, u",
     {{"t", "", "x"}, {"u", "", "t"}, {"x", "", "u"}}},
    {"CREATE TABLE t(a, CHECK (a > 0)); CREATE INDEX i ON t(a) WHERE a > 1", {{"t", "a", "A"}, {"t", "", "T"}}},
    // views on views, stars, unions, WITH, windows
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT a AS x, b FROM t; CREATE VIEW w AS SELECT x, b FROM v WHERE x > 0",
     {{"t", "a", "n"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW w AS SELECT a FROM v", {{"t", "a", "n"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT a FROM t UNION ALL SELECT b FROM t ORDER BY a LIMIT 3",
     {{"t", "a", "n"}, {"t", "b", "m"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS WITH RECURSIVE w(a, n) AS (SELECT a, 1 FROM t UNION SELECT w.a, n + 1 "
     "FROM "
     "w WHERE n < 3) SELECT a, n FROM w",
     {{"t", "a", "x"}, {"t", "", "w2"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS WITH t2 AS (SELECT a AS z FROM t) SELECT z FROM t2",
     {{"t", "a", "x"}, {"t", "", "t3"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT sum(a) OVER (PARTITION BY b ORDER BY a) AS s, row_number() OVER w "
     "AS r FROM t WINDOW w AS (ORDER BY a, b)",
     {{"t", "a", "x"}, {"t", "b", "a"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT count(*) FILTER (WHERE a > 0) AS n, group_concat(b, a) AS g FROM t "
     "GROUP BY a HAVING a > 1",
     {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT * FROM t WHERE a > 0 ORDER BY b", {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE TABLE u(a, c); CREATE VIEW v AS SELECT t.b FROM t JOIN u USING (a)",
     {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE TABLE u(a, c); CREATE VIEW v AS SELECT b FROM t NATURAL JOIN u", {{"t", "b", "x"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT a FROM (SELECT a FROM t)", {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT s.z FROM (SELECT a AS z FROM t) AS s", {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT a -- the a\n , b /* a */ FROM t", {{"t", "a", "x"}}},
    // partial and expression indexes, generated columns, foreign keys
    {"CREATE TABLE t(a, b, c AS (a + b) STORED, d AS (c || 'a')); CREATE INDEX i ON t(lower(a), b DESC) WHERE a IS NOT "
     "NULL AND b LIKE 'a%'; CREATE UNIQUE INDEX j ON t(a COLLATE nocase)",
     {{"t", "a", "x"}, {"t", "c", "sum"}}},
    {"CREATE TABLE t(id INTEGER PRIMARY KEY, a UNIQUE); CREATE TABLE u(t REFERENCES t(a), t2 REFERENCES t, CHECK (t <> "
     "t2))",
     {{"t", "a", "x"}, {"t", "", "w"}, {"u", "t", "w"}}},
    {"CREATE TABLE t(a, b, CHECK (a IN (1, 2, b) AND b NOT BETWEEN a AND 5 OR (a, b) = (b, a) AND a ->> '$.a' IS "
     "NULL))",
     {{"t", "a", "x"}, {"t", "b", "a"}}},
    {"CREATE TABLE t(a, b, CHECK (\"t\".\"a\" > 0), CHECK (t.b > 0))", {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b, CHECK (coalesce(a, b, 'a', \"no column\") <> '')); CREATE VIEW v AS SELECT \"a\", 'b' AS c "
     "FROM t",
     {{"t", "a", "no column"}}},
    {"CREATE TABLE t(a); CREATE VIEW v AS SELECT a, rowid, oid FROM t", {{"t", "a", "rowid"}}},
    {"CREATE TABLE t(\xC3\xA4, b, CHECK (\xC3\xA4 > b)); CREATE VIEW v AS SELECT \xC3\xA4 FROM t",
     {{"t", "\xC3\xA4", "a\xC3\x9F"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT iif(a, b, a) AS a, CAST(b AS a) AS c FROM t", {{"t", "a", "x"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS VALUES (1, 2) UNION SELECT a, b FROM main.t WHERE main.t.a > 0",
     {{"t", "a", "x"}, {"t", "", "s"}}},
    {"CREATE TABLE t(a, b); CREATE TABLE u(a); CREATE VIEW v AS SELECT a FROM t WHERE a IN u",
     {{"t", "a", "x"}, {"u", "", "w"}}},
    {"CREATE TABLE t(a, b); CREATE VIEW v AS SELECT t.a FROM t LEFT JOIN (SELECT b AS a FROM t) AS t2 ON t2.a = t.a",
     {{"t", "a", "x"}, {"t", "b", "a"}}},
};

/// All SQL texts of a schema, and what its keys refer to, one a line.
std::string texts_of(const al::schema& schema) {
    std::string texts;
    const auto add = [&](std::string_view what, std::string_view text) {
        texts.append(what).append(": ").append(text).append("\n");
    };
    for (const auto& each : schema.tables.entries()) {
        if (!each.alive) continue;
        const op::table_view table = each.view();
        add("table", each.name);
        for (const op::column& column : table.columns())
            add("column", column.name), add("generated", column.expression);
        for (const op::constraint& constraint : table.constraints()) {
            for (const al::name& column : table.names(constraint.columns)) add("of", column);
            add("check", constraint.expression), add("target", constraint.target);
            for (const al::name& column : table.names(constraint.target_columns)) add("target column", column);
        }
    }
    for (const auto& each : schema.indexes.entries()) {
        if (!each.alive) continue;
        add("index", each.name), add("where", each.get().where);
        for (const op::index_part& part : each.parts()) add("part", part.column), add("expression", part.expression);
    }
    for (const auto& each : schema.views.entries())
        if (each.alive)
            for (const op::dialect_text& query : each.queries()) add(each.name, query.sql);
    return texts;
}

std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char each : name) text.append(each == '"' ? "\"\"" : std::string(1, each));
    return text + "\"";
}

/// Renames in the database; false: SQLite refuses it.
bool rename_in(al::sqlite3::connection& db, const rename& each) {
    try {
        if (al::dialect::same_without_case(each.table, each.to) && *each.column == '\0')  // which takes two steps
            return rename_in(db, {each.table, "", "between"}) && rename_in(db, {"between", "", each.to});
        db.execute("ALTER TABLE " + quoted(each.table) + " RENAME " +
                   (*each.column == '\0' ? "" : "COLUMN " + quoted(each.column) + " ") + "TO " + quoted(each.to));
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

TEST(rename_samples, are_as_the_database_writes_them) {
    for (const sample& each : samples) {
        SCOPED_TRACE(each.setup);
        al::sqlite3::connection db(":memory:");
        db.execute(each.setup);
        al::schema memory = al::reflect(db);
        for (const rename& step : each.renames) {
            SCOPED_TRACE(std::string(step.table) + "." + step.column + " -> " + step.to);
            op::operations change;
            op::operation operation{};
            operation.kind =
                *step.column == '\0' ? op::operation_kind::rename_table : op::operation_kind::rename_column;
            operation.table = step.table, operation.object = std::string_view(step.column),
            operation.to = std::string_view(step.to);
            change.list.push_back(operation);
            const auto findings = al::apply(memory, change.view());
            const bool done = rename_in(db, step);
            EXPECT_EQ(done, findings.empty())
                << (findings.empty() ? std::string_view("SQLite refuses it") : findings[0].text());
            if (!done || !findings.empty()) break;
            EXPECT_EQ(texts_of(memory), texts_of(al::reflect(db)));
            al::sqlite3::connection fresh(":memory:");
            EXPECT_NO_THROW(al::create_all(fresh, memory));
        }
    }
}

}  // namespace
