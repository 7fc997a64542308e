// SPDX-License-Identifier: BSL-1.0
// SQL that only servers have: which columns and tables a statement names.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

namespace al = aludel;
namespace syntax = al::syntax;

/// The columns of a statement in their order, a bar, and its tables. What is written to has a `=`.
std::string names_in(const al::op::dialect& database, std::string_view sql) {
    const syntax::reading found = syntax::read_statement(sql, syntax::lexicon_of(database.id));
    if (found.opaque) return "not understood: " + std::string(found.not_understood.text);
    std::string names;
    for (const syntax::reference& each : found.references) {
        if (!syntax::is_column(each)) continue;
        if (!each.qualifier.text.empty()) names += std::string(each.qualifier.text) + '.';
        names += std::string(each.name.text) + (each.kind == syntax::reference_kind::target ? "= " : " ");
    }
    names += '|';
    for (const syntax::source& each : found.sources)
        if (!each.table.text.empty() && !each.is_function && !each.is_alias)
            names += ' ' + std::string(each.table.text);
    return names;
}

struct text {
    std::string_view sql, names;
};

TEST(server_texts, of_postgresql) {
    const text texts[] = {
        {"UPDATE a x SET n = y.n FROM b y WHERE y.id = x.id AND x.n IS DISTINCT FROM y.n",
         "n= y.n y.id x.id x.n y.n | a b"},
        {"UPDATE a SET (x, y) = (SELECT b.x, b.y FROM b), z[1] = 2, w.part = DEFAULT", "x= y= b.x b.y z= w= | a b"},
        {"DELETE FROM ONLY a x USING b y WHERE y.id = x.id RETURNING x.*", "y.id x.id | a b"},
        {"WITH moved AS (DELETE FROM a WHERE n > 1 RETURNING *) INSERT INTO b SELECT m.n FROM moved AS m",
         "n m.n | a b moved"},
        {"INSERT INTO a (id, n) OVERRIDING SYSTEM VALUE VALUES (1, DEFAULT) ON CONFLICT ON CONSTRAINT pk DO UPDATE SET "
         "n = excluded.n",
         "id= n= n= excluded.n | a"},
        {"INSERT INTO a (x) (SELECT y FROM b)", "x= y | a b"},
        {"INSERT INTO a (x, y[1], z.part) SELECT w FROM b ON CONFLICT DO NOTHING", "x= y= z= w | a b"},
        {"INSERT INTO a WITH q AS (SELECT x FROM b) SELECT x FROM q RETURNING old.y, new.y", "x x old.y new.y | a b q"},
        {"UPDATE ONLY (a) q SET x = 1", "x= | a"},
        {"MERGE INTO a t USING b JOIN c USING (id) ON t.id = b.id WHEN MATCHED AND x THEN UPDATE SET (y, z) = ROW(n, "
         "1) "
         "WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED BY TARGET AND w > 1 THEN INSERT (x) OVERRIDING USER "
         "VALUE VALUES (c.n) WHEN NOT MATCHED THEN INSERT DEFAULT VALUES WHEN MATCHED THEN DO NOTHING",
         "id t.id b.id x y= z= n w x= c.n | a b c"},
        {"SELECT u.x FROM (a JOIN b ON a.id = b.id) AS u", "u.x a.id b.id | a b"},
        {"SELECT x FROM a GROUP BY DISTINCT x, y", "x x y | a"},
        {"SELECT DISTINCT ON (a.x) a.* FROM a ORDER BY a.x DESC NULLS LAST", "a.x a.x | a"},
        {"SELECT x FROM a GROUP BY GROUPING SETS ((x), (x, y), ()), CUBE (z, w)", "x x x y z w | a"},
        {"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY y) FILTER (WHERE z > 0) FROM a", "y z | a"},
        {"SELECT substring(x FROM 1 FOR n), trim(BOTH FROM y), overlay(x PLACING z FROM 2), position('a' IN x), "
         "POSITION((x) IN (y)), extract(epoch FROM w) FROM a",
         "x n y x z x x y w | a"},
        {"SELECT (x).part, (f(y)).*, z[1:2], (w)[1].part, s.g(v), count(a.*) FROM a", "x y z w v | a"},
        {"SELECT * FROM a, LATERAL (SELECT b.x FROM b WHERE b.id = a.id) q, f(a.doc) AS r(k text, v numeric(3,1))",
         "b.x b.id a.id a.doc | a b"},
        {"SELECT u.tag FROM a CROSS JOIN LATERAL unnest(a.tags) WITH ORDINALITY AS u(tag, n)", "u.tag a.tags | a"},
        {"SELECT * FROM a, LATERAL f(VARIADIC ARRAY[a.x]) g(p)", "a.x | a"},
        {"SELECT * FROM ROWS FROM (unnest(ARRAY[1, 2]), g(3)) AS r(p, q)", "|"},
        {"(SELECT x FROM a UNION SELECT y FROM b) EXCEPT ALL SELECT z FROM c ORDER BY 1 OFFSET 1 ROW FETCH NEXT 5 ROWS "
         "ONLY",
         "x y z | a b c"},
        {"SELECT * FROM ((SELECT x FROM a) UNION ALL (SELECT y FROM b)) q WHERE q.x = ANY (ARRAY(SELECT z FROM c))",
         "x y q.x z | a b c"},
        {"SELECT * FROM ((a JOIN b USING (id)) JOIN c ON c.n = a.n) WHERE x > ALL (SELECT y FROM d)",
         "id c.n a.n x y | a b c d"},
        {"SELECT CASE WHEN x THEN 'a'::text ELSE NULL::character varying(10) END AS transaction, y::timestamp(3) with "
         "time zone, z::numeric(10,2)[], w::s.mood, CAST(v AS double precision) FROM a",
         "x y z w v | a"},
        {"SELECT x AT TIME ZONE 'UTC', y OPERATOR(pg_catalog.+) z, w COLLATE pg_catalog.\"C\" FROM a WHERE v BETWEEN "
         "SYMMETRIC 1 AND 2 AND (p, q) OVERLAPS (r, s) AND t IS NOT UNKNOWN",
         "x y z w v p q r s t | a"},
        {"SELECT a.transaction, a.index, a.\"order\", a.set FROM s.a WHERE current_user = a.update AND a.tableoid > 1",
         "a.transaction a.index a.\"order\" a.set a.update | a"},
        {"SELECT make_interval(days => x), string_agg(y, ', ' ORDER BY z), VARIADIC FROM a", "x y z VARIADIC | a"},
        {"SELECT x FROM a LIMIT ALL OFFSET 5 FOR NO KEY UPDATE OF a NOWAIT", "x | a"},
        {"SELECT FROM a WHERE EXISTS (SELECT FROM b WHERE b.id = a.id)", "b.id a.id | a b"},
        {"SELECT 'a'\n'b', x FROM a", "x | a"},
        {"CREATE OR REPLACE VIEW v (p) WITH (security_barrier) AS SELECT x FROM a WITH LOCAL CHECK OPTION", "x | a"},
        {"CREATE MATERIALIZED VIEW m AS (SELECT x FROM a) UNION (SELECT y FROM b) WITH NO DATA", "x y | a b"},
        {"SELECT x IS NFC NORMALIZED, y IS NOT NORMALIZED FROM a", "x y | a"},
        {"SELECT U&'d\\0061ta' FROM a", "not understood: &"},
        {"SELECT U&\"d\\0061ta\" FROM a", "not understood: &"},
        {"SELECT * FROM a AS x(p, q)", "not understood: ("},  // which column is meant depends on their order
    };
    for (const text& each : texts) EXPECT_EQ(names_in(al::postgresql, each.sql), each.names) << each.sql;
}

TEST(server_texts, of_mariadb) {
    const text texts[] = {
        {"DELETE FROM a WHERE x < now() - INTERVAL 30 DAY ORDER BY y LIMIT 10", "x y | a"},
        {"INSERT IGNORE INTO a (x, y) VALUES (1, DEFAULT) ON DUPLICATE KEY UPDATE y = VALUES(y) + 1", "x= y= y= y | a"},
        {"INSERT a SET x = 1, y = 2", "x= y= | a"},
        {"SELECT group_concat(DISTINCT x ORDER BY y SEPARATOR ', ') FROM a", "x y | a"},
        {"SELECT convert(x USING utf8mb4), cast(y AS char(3) CHARSET utf8mb4), cast(z AS signed integer) FROM a",
         "x y z | a"},
        {"SELECT date_add(x, INTERVAL (y + 1) DAY), timestampdiff(SECOND, x, y), current_timestamp(3) FROM a",
         "x y x y | a"},
        {"SELECT STRAIGHT_JOIN x FROM a STRAIGHT_JOIN b ON a.id = b.id", "x a.id b.id | a b"},
        {"SELECT x <=> y, x DIV y, x XOR y, x RLIKE 'a', !x, x && y, x SOUNDS LIKE y FROM a",
         "x y x y x y x x x y x y | a"},
        {"SELECT MATCH (x, y) AGAINST ('a' IN BOOLEAN MODE) FROM a GROUP BY x WITH ROLLUP", "x y x | a"},
        {"SELECT x FROM a UNION DISTINCT SELECT y FROM b WHERE y IN (SELECT z FROM c)", "x y y z | a b c"},
        {"SELECT NEXT VALUE FOR s, next FROM a", "next | a"},
        {"SELECT x FROM a q FORCE INDEX FOR JOIN (i, j) USE KEY (PRIMARY)", "x | a"},
        {"UPDATE IGNORE a JOIN b ON b.id = a.id SET a.x = b.y, s.a.z = 1 LIMIT 3", "b.id a.id a.x= b.y a.z= | a b"},
        {"DELETE p.*, q FROM a PARTITION (p0) p, b q WHERE p.x = q.y", "p.x q.y | a b"},
        {"DELETE QUICK FROM p USING a AS p WHERE p.x = 1", "p.x | a"},
        {"DELETE FROM a PARTITION (p0) q WHERE x = 1 ORDER BY y LIMIT 1 RETURNING z", "x y z | a"},
        {"INSERT INTO a (a.x) SELECT y FROM b ON DUPLICATE KEY UPDATE x = b.z", "a.x= y x= b.z | a b b"},
        {"REPLACE DELAYED INTO a (x) VALUE (default(y))", "x= y | a"},
        {"SELECT p, r FROM JSON_TABLE(f(x), '$' COLUMNS (n FOR ORDINALITY, p varchar(3) PATH '$.p' DEFAULT 'a' ON "
         "EMPTY, "
         "NESTED PATH '$.q' COLUMNS (r int PATH '$' NULL ON ERROR)) ERROR ON ERROR) AS t",
         "p r x |"},
        {"SELECT SQL_CACHE DISTINCTROW x FROM a", "x | a"},
        {"INSERT INTO a (x) VALUES (1) ON DUPLICATE KEY UPDATE x = ifnull(VALUES(x), y)", "x= x= x y | a"},
        {"SELECT SQL_NO_CACHE DISTINCT BINARY x, _utf8mb4'a', DATE '2026-01-01', convert(y, char(3)), nextval(s) 'the "
         "n' "
         "INTO @v, @w FROM a WHERE z NOT RLIKE 'a' LOCK IN SHARE MODE",
         "x y z | a"},
        {"SELECT @v := @v + x, group_concat(x ORDER BY y LIMIT 3), get_format(DATE, 'USA') FROM a INTO @n",
         "x x y | a"},
    };
    for (const text& each : texts) EXPECT_EQ(names_in(al::mariadb, each.sql), each.names) << each.sql;
}

TEST(server_texts, of_sql_server) {
    EXPECT_EQ(
        names_in(al::mssql, "SELECT [x], datediff(day, [a].[y], z) FROM [a] OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY"),
        "[x] [a].[y] z | [a]");
}

// None of it changes how SQLite's grammar is read.
TEST(server_texts, are_none_of_sqlite) {
    for (const char* const sql : {"SELECT (x).part FROM a", "SELECT x FROM a WHERE y > ALL (SELECT 1)",
                                  "DELETE FROM a x WHERE 1", "SELECT s.f(x) FROM a", "SELECT a.index FROM a"})
        EXPECT_EQ(names_in(al::sqlite, sql).substr(0, 14), "not understood") << sql;
    EXPECT_EQ(names_in(al::sqlite, "SELECT unknown, current_user FROM a only"), "unknown current_user | a");
}

/// What the resolver makes of the columns of a statement about `a (x)` and `b (y)`: those that nothing has.
std::string unknown_in(const al::op::dialect& database, std::string_view sql) {
    const auto lookup = [](const syntax::source& from, const syntax::token& column) {
        return column.names(from.table.names("a") ? "x" : "y") ? syntax::answer::yes : syntax::answer::no;
    };
    const syntax::reading found = syntax::read_statement(sql, syntax::lexicon_of(database.id));
    EXPECT_FALSE(found.opaque) << sql;
    const syntax::reference* const unknown = syntax::unknown_column(found, lookup);
    return unknown == nullptr ? "" : std::string(unknown->name.text);
}

TEST(server_texts, columns_are_those_that_the_place_can_name) {
    const al::op::dialect& postgresql = al::postgresql;
    const al::op::dialect& mariadb = al::mariadb;
    // What is assigned is a column of the table that is written.
    EXPECT_EQ(unknown_in(postgresql, "UPDATE a SET y = 1 FROM b"), "y");
    EXPECT_EQ(unknown_in(mariadb, "UPDATE a, b SET y = 1, a.x = y"), "");
    EXPECT_EQ(unknown_in(mariadb, "UPDATE a, b SET a.y = 1"), "y");
    // The values of an INSERT: the columns before them on MariaDB, none on PostgreSQL.
    EXPECT_EQ(unknown_in(mariadb, "INSERT INTO a (x) VALUES (x + 1)"), "");
    EXPECT_EQ(unknown_in(postgresql, "INSERT INTO a (x) VALUES (x + 1)"), "x");
    EXPECT_EQ(unknown_in(mariadb, "INSERT INTO a (x) SELECT y FROM b ON DUPLICATE KEY UPDATE x = y"), "");
    EXPECT_EQ(unknown_in(mariadb, "INSERT INTO a (x) VALUES (1) ON DUPLICATE KEY UPDATE x = y"), "y");
    EXPECT_EQ(unknown_in(mariadb, "INSERT INTO a (x) VALUES (1) ON DUPLICATE KEY UPDATE x = excluded.x"), "x");
    // A row that is not matched has columns of the source alone.
    EXPECT_EQ(unknown_in(postgresql, "MERGE INTO a USING b ON x = y WHEN NOT MATCHED THEN INSERT VALUES (x)"), "x");
    EXPECT_EQ(unknown_in(postgresql,
                         "WITH m AS (MERGE INTO a USING b ON x = y WHEN MATCHED THEN DELETE RETURNING *) "
                         "SELECT x, y FROM m"),
              "");
    // Aliases of results are no columns of WHERE.
    EXPECT_EQ(unknown_in(postgresql, "SELECT x AS p FROM a WHERE p = 1"), "p");
    EXPECT_EQ(unknown_in(postgresql, "SELECT x AS p FROM a ORDER BY p + 1"), "p");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p FROM a GROUP BY p HAVING p > 1 ORDER BY p + 1"), "");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p FROM a WHERE p = 1"), "p");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p, (SELECT max(y) FROM b WHERE y > p) FROM a"), "");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p, sum(x) OVER (PARTITION BY p ORDER BY p) FROM a"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT x AS p, sum(x) OVER (ORDER BY p) FROM a"), "p");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p, p + 1 FROM a"), "p");
    EXPECT_EQ(unknown_in(mariadb, "SELECT x AS p FROM a WHERE EXISTS (SELECT 1 FROM b WHERE y = p)"), "p");
    EXPECT_EQ(unknown_in(postgresql, "SELECT x AS p, (SELECT max(y) FROM b WHERE y > p) FROM a"), "p");
    EXPECT_EQ(unknown_in(al::sqlite, "SELECT x AS p FROM a WHERE p = 1"), "");
    // What is in double quotes is a name, and no table has numbers of rows.
    EXPECT_EQ(unknown_in(postgresql, "SELECT \"p\" FROM a"), "\"p\"");
    EXPECT_EQ(unknown_in(mariadb, "SELECT rowid FROM a"), "rowid");
    EXPECT_EQ(unknown_in(al::sqlite, "SELECT \"p\", rowid FROM a"), "");
    // The columns of a table that the statement defines, of a join with a name, and of what LATERAL stands in.
    EXPECT_EQ(unknown_in(mariadb, "SELECT t.q FROM JSON_TABLE('[]', '$' COLUMNS (p int PATH '$')) t"), "q");
    EXPECT_EQ(unknown_in(postgresql, "SELECT t.q FROM f(1) AS t(p int)"), "q");
    EXPECT_EQ(unknown_in(postgresql, "SELECT u.y, a.x FROM (a JOIN b ON x = y) AS u"), "x");
    EXPECT_EQ(unknown_in(postgresql, "SELECT x FROM a, LATERAL (SELECT z FROM b) l"), "z");
}

// What a result is called that has no name: on PostgreSQL for its function, type or column, elsewhere for its text.
TEST(server_texts, results_without_a_name_have_one) {
    const al::op::dialect& postgresql = al::postgresql;
    EXPECT_EQ(unknown_in(postgresql, "UPDATE a SET x = c.count FROM (SELECT y, count(*) FROM b GROUP BY y) c"), "");
    EXPECT_EQ(unknown_in(postgresql, "WITH c AS (SELECT max(y), y::int FROM b) SELECT c.max, y FROM c"), "");
    EXPECT_EQ(unknown_in(postgresql, "WITH c AS (DELETE FROM b RETURNING lower(y)) SELECT lower FROM c"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT \"case\", btrim FROM (SELECT CASE WHEN y THEN 1 END, trim(y) FROM b) c"),
              "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT c.p FROM (SELECT (f(y)).* FROM b) c"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT c.p FROM (SELECT max(y) FROM b) c"), "p");
    EXPECT_EQ(unknown_in(postgresql, "SELECT x, count(*) FROM a GROUP BY x ORDER BY count DESC"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT lower(x) FROM a GROUP BY lower"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT count(*) FROM a UNION SELECT y FROM b ORDER BY count"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT count(*) FROM a WHERE count > 1"), "count");
    EXPECT_EQ(unknown_in(postgresql, "SELECT count(*) FROM a ORDER BY count + 1"), "count");
    EXPECT_EQ(unknown_in(postgresql, "SELECT count(*) FROM a ORDER BY total"), "total");
    EXPECT_EQ(unknown_in(postgresql, "SELECT v.column2 FROM (VALUES (1, 2)) v ORDER BY column1"), "");
    EXPECT_EQ(unknown_in(postgresql, "SELECT v.p FROM (VALUES (1, 2)) v"), "p");
    EXPECT_EQ(unknown_in(al::mariadb, "SELECT `count(*)`, c.`p q` FROM (SELECT count(*), 'p q' FROM b) c"), "");
    EXPECT_EQ(unknown_in(al::mariadb, "SELECT y + 1 FROM b ORDER BY `y + 1`"), "");
    EXPECT_EQ(unknown_in(al::mariadb, "SELECT y FROM (SELECT y + 1 FROM b) c"), "y");
    EXPECT_EQ(unknown_in(al::mariadb, "SELECT `1` FROM (VALUES (1, 2)) v"), "");
    EXPECT_EQ(unknown_in(al::sqlite, "SELECT column2, [max(y)] FROM (VALUES (1, 2)), (SELECT max(y) FROM b)"), "");
}

// The tables that a DELETE names, and the qualifiers of what an UPDATE assigns, follow a rename.
TEST(server_texts, tables_of_mariadb_are_renamed) {
    const syntax::lexicon& lexicon = syntax::lexicon_of(al::mariadb.id);
    al::detail::text_arena arena;
    const auto renamed = [&](std::string_view sql) {
        const auto lookup = [](const auto&, const auto&) { return syntax::answer::yes; };
        return syntax::with_table_renamed(sql, syntax::read_statement(sql, lexicon), "a", "c", lookup, arena);
    };
    EXPECT_EQ(renamed("DELETE a, q FROM a JOIN b q ON q.y = a.x"), R"(DELETE "c", q FROM "c" JOIN b q ON q.y = "c".x)");
    EXPECT_EQ(renamed("DELETE FROM a USING a"), R"(DELETE FROM "c" USING "c")");
    EXPECT_EQ(renamed("DELETE q FROM a q"), R"(DELETE q FROM "c" q)");
    EXPECT_EQ(renamed("UPDATE a, b SET a.x = b.y"), R"(UPDATE "c", b SET "c".x = b.y)");
}

// Two tables of one name in one FROM: which is meant stands before the dots.
TEST(server_texts, tables_of_two_schemas) {
    const syntax::reading found =
        syntax::read_query("SELECT users.a, audit.users.a, public.users.a FROM public.users, audit.users",
                           syntax::lexicon_of(al::postgresql.id));
    const auto unknown = [](const auto&, const auto&) { return syntax::answer::unknown; };
    const syntax::resolver resolve(found, unknown);
    std::string schemas;
    for (const syntax::reference& each : found.references)
        if (const syntax::meaning means = resolve.mean(each); means.kind == syntax::meaning::kind_type::column)
            schemas += std::string(means.from->schema.text) + ' ';
    EXPECT_EQ(schemas, "public audit public ");
    const syntax::reading plain =
        syntax::read_query("SELECT audit.users.a FROM users, audit.users", syntax::lexicon_of(al::postgresql.id));
    EXPECT_EQ(syntax::resolver(plain, unknown).mean(plain.references[0]).from, &plain.sources[1]);
}

// The name of a table alone is its row, and follows when the table is renamed.
TEST(server_texts, rows_of_tables) {
    const syntax::lexicon& lexicon = syntax::lexicon_of(al::postgresql.id);
    al::detail::text_arena arena;
    const auto no_column = [](const auto&, const auto&) { return syntax::answer::no; };
    const auto renamed = [&](std::string_view sql) {
        return syntax::with_table_renamed(sql, syntax::read_query(sql, lexicon), "a", "c", no_column, arena);
    };
    const syntax::reading found = syntax::read_query("SELECT f(a), b FROM a, x b, y", lexicon);
    EXPECT_EQ(syntax::unknown_column(found, no_column), nullptr);
    const auto unknown = [](const auto&, const auto&) { return syntax::answer::unknown; };
    const std::string_view column = "SELECT a.x FROM a";
    EXPECT_EQ(syntax::with_table_renamed(column, syntax::read_query(column, lexicon), "a", "c", unknown, arena),
              R"(SELECT "c".x FROM "c")");
    EXPECT_EQ(renamed("SELECT f(a) FROM a WHERE a IS NOT NULL"), R"(SELECT f("c") FROM "c" WHERE "c" IS NOT NULL)");
}

}  // namespace
