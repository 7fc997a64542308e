// SPDX-License-Identifier: BSL-1.0
// The grammar of PostgreSQL, statement by statement: what the server accepts is understood, and a column is missed
// exactly where the server misses it.
#include "../../servers/postgresql.hpp"
#include "../../servers/texts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

namespace al = aludel;
using test::verdict;

const char* const of_all[] = {
    "UPDATE a SET x = b.y FROM b WHERE b.id = a.id RETURNING a.x, b.y, x AS more",
    "UPDATE a AS q SET x = c.n FROM b JOIN c ON c.id = b.id, LATERAL (SELECT b.y) l WHERE b.id = q.id AND l.y = 1",
    "UPDATE ONLY (a) SET (x, y) = ROW(1, 2), z = DEFAULT",
    "UPDATE a SET (x, y) = (SELECT b.y, b.z FROM b WHERE b.id = a.id), tags[1] = 'a'",
    "UPDATE a SET x = s.y FROM (VALUES (1, 2), (3, 4)) AS s(id, y) WHERE a.id = s.id",
    "UPDATE a SET x = s.n FROM (SELECT id, row_number() OVER (PARTITION BY x ORDER BY y) AS n FROM a) s WHERE s.id = "
    "a.id",
    "UPDATE a SET x = DEFAULT WHERE (id, x) IN (SELECT id, y FROM b) AND \"z\" > 1",
    "DELETE FROM a USING b JOIN c USING (id) WHERE b.id = a.id AND c.n = x RETURNING *",
    "DELETE FROM ONLY a AS q USING b WHERE q.id = b.id AND NOT EXISTS (SELECT 1 FROM a WHERE a.x = q.y)",
    "WITH d AS (DELETE FROM a WHERE x = 1 RETURNING id, y AS why) INSERT INTO b (id, y) SELECT id, why FROM d",
    "WITH i AS (INSERT INTO a (x) VALUES (1) RETURNING id AS k) UPDATE b SET y = 1 FROM i WHERE i.k = b.id",
    "WITH u AS (UPDATE a SET x = 1 RETURNING *) SELECT u.y FROM u",
    "WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT t.n, x FROM t, a",
    "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = b.y + a.z WHEN NOT MATCHED THEN INSERT (id, "
    "x) "
    "VALUES (b.id, b.y)",
    "MERGE INTO a AS q USING (SELECT id, y AS w FROM b) s ON q.id = s.id WHEN MATCHED AND w > x THEN DELETE WHEN "
    "MATCHED "
    "THEN DO NOTHING WHEN NOT MATCHED AND s.w IS NULL THEN INSERT VALUES (s.id, DEFAULT, w) WHEN NOT MATCHED THEN "
    "INSERT "
    "DEFAULT VALUES",
    "WITH s AS (SELECT * FROM b) MERGE INTO ONLY a t USING s JOIN c ON c.id = s.id ON t.id = s.id WHEN MATCHED THEN "
    "UPDATE SET (x, y) = (s.y, n), z = DEFAULT WHEN NOT MATCHED THEN INSERT (id) OVERRIDING SYSTEM VALUE VALUES (c.id)",
    "INSERT INTO a (id, x) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET x = excluded.x + a.x, y = (SELECT max(y) FROM "
    "b) "
    "WHERE a.y <> excluded.y RETURNING id, x AS new_x",
    "INSERT INTO a AS q (id, x) VALUES (1, 2) ON CONFLICT (id) WHERE x > 1 DO UPDATE SET (x, y) = (excluded.x, q.y)",
    "INSERT INTO a (id) VALUES (1) ON CONFLICT ON CONSTRAINT a_pkey DO NOTHING",
    "INSERT INTO a (id) SELECT id FROM b ON CONFLICT (id) DO UPDATE SET x = excluded.x",
    "INSERT INTO a (id) SELECT b.id FROM b JOIN c ON c.id = b.id ON CONFLICT DO NOTHING",
    "INSERT INTO a (x, tags[1]) VALUES (1, 'a')",
    "INSERT INTO a OVERRIDING USER VALUE SELECT id, y FROM b RETURNING x",
    "INSERT INTO a WITH q AS (SELECT id, z FROM b) SELECT id FROM q WHERE q.z = 1",
    "INSERT INTO a (x) VALUES ((SELECT y FROM b LIMIT 1)), (DEFAULT)",
    "SELECT q.p FROM (SELECT x, y FROM a) AS q(p)",
    "SELECT u.x, id FROM (a JOIN b USING (id)) AS u WHERE u.x > 1",
    "SELECT x FROM a GROUP BY DISTINCT x, y HAVING max(z) > 1",
    "SELECT x FROM a GROUP BY ALL GROUPING SETS ((x), ROLLUP (y, z))",
    "SELECT x AS p, y FROM a WHERE z > 1 ORDER BY p, y + z",
    "SELECT x AS p FROM a GROUP BY p",
    "SELECT x, count(*) FILTER (WHERE y > 1) OVER w FROM a WINDOW w AS (PARTITION BY z ORDER BY x)",
    "UPDATE a SET x = c.count FROM (SELECT id, count(*) FROM b GROUP BY id) c WHERE c.id = a.id",
    "SELECT x, count(*) FROM a GROUP BY x ORDER BY count DESC",
    "SELECT v.column2, column1 FROM (VALUES (1, 2)) v ORDER BY column1",
    "SELECT e.k, v FROM a, jsonb_to_recordset(a.doc) AS e(k int, v text COLLATE \"C\")",
    "SELECT e.k FROM a JOIN ONLY (b) ON b.id = a.id, jsonb_to_record(doc) AS e(k int)",
    "SELECT \"x\", a.\"y\", tags[z], true FROM a WHERE comp IS NOT NULL",
    "SELECT x FROM a JOIN b ON (a.id = b.id) LEFT JOIN LATERAL (SELECT n FROM c WHERE c.id = b.id LIMIT 1) l ON true",
};

/// What only newer versions have.
const char* const of_some[] = {
    "MERGE INTO a USING b ON a.id = b.id WHEN NOT MATCHED BY SOURCE AND a.x > 1 THEN DELETE WHEN NOT MATCHED BY TARGET "
    "THEN INSERT (id) VALUES (b.id) RETURNING merge_action(), a.x, b.y",
    "WITH m AS (MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE RETURNING a.x AS k, b.*) SELECT k, m.y "
    "FROM m",
    "UPDATE a SET x = 1 RETURNING old.x, new.y, z",
    "SELECT jt.p, e FROM a, JSON_TABLE(a.doc, '$[*]' AS root PASSING a.x AS q COLUMNS (n FOR ORDINALITY, p int PATH "
    "'$.p' "
    "DEFAULT 1 ON EMPTY, e boolean EXISTS PATH '$.e', NESTED PATH '$.q[*]' AS inside COLUMNS (r text)) ERROR ON ERROR) "
    "AS jt WHERE jt.r = 'a' AND n > y",
};

TEST(PostgresqlTexts, AreReadAsTheServerReadsThem) {
    const test::postgresql_database own;
    al::postgresql::connection db = own.connect();
    db.execute(
        "CREATE TYPE pair AS (part int, other int); CREATE TABLE a (id int PRIMARY KEY GENERATED BY DEFAULT AS "
        "IDENTITY, "
        "x int, y int, z int, doc jsonb, tags text[], comp pair); CREATE TABLE b (id int, y int, z int); CREATE TABLE "
        "c "
        "(id int, n int)");
    const auto judge = [&db](const std::string& sql) {
        verdict result = verdict::accepted;
        db.execute("BEGIN");
        try {
            db.execute(sql);
        } catch (const al::connection_error& error) {
            // `nowhere.x` is another error than `nowhere`.
            const bool misses_source =
                std::string_view(error.what()).find("FROM-clause entry") != std::string_view::npos;
            result = error.sqlstate() == "42703" || misses_source ? verdict::unknown_column : verdict::refused;
        }
        db.execute("ROLLBACK");
        return result;
    };
    test::text_comparison comparison(
        al::postgresql.id,
        {{"a", {"id", "x", "y", "z", "doc", "tags", "comp"}}, {"b", {"id", "y", "z"}}, {"c", {"id", "n"}}}, judge);
    for (const char* const sql : of_all) {
        if (test::major_version(db) < 15) comparison.compare_if_accepted(sql);
        else comparison.compare(sql);
    }
    for (const char* const sql : of_some) comparison.compare_if_accepted(sql);
    EXPECT_GT(comparison.count, 200);
}

}  // namespace
