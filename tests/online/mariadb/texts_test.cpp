// SPDX-License-Identifier: BSL-1.0
// The grammar of MariaDB, statement by statement: what the server accepts is understood, and a column is missed exactly
// where the server misses it.
#include "../../servers/mariadb.hpp"
#include "../../servers/texts.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

namespace al = aludel;
using test::verdict;

const char* const of_both[] = {
    "UPDATE a JOIN b ON b.id = a.id SET a.x = b.y WHERE b.z > 1",
    "UPDATE a, b SET a.x = b.y, b.z = 1 WHERE a.id = b.id",
    "UPDATE a p LEFT JOIN b AS q USING (id) SET p.x = q.y, q.z = x + 1",
    "UPDATE a INNER JOIN (SELECT id, max(y) AS top FROM b GROUP BY id) m ON m.id = a.id SET x = m.top",
    "UPDATE LOW_PRIORITY IGNORE a AS q SET q.x = 1, y = DEFAULT ORDER BY y LIMIT 3",
    "UPDATE a FORCE INDEX (i) SET x = x + 1 ORDER BY x DESC LIMIT 10",
    "UPDATE a JOIN b USING (id) SET a.x = 1 WHERE b.y IN (SELECT n FROM c WHERE c.id = a.id)",
    "UPDATE a SET x = (SELECT max(y) FROM b WHERE b.id = a.id), a.y = NULL WHERE a.z BETWEEN 1 AND x",
    "DELETE a FROM a JOIN b ON b.id = a.id WHERE b.y > 1",
    "DELETE p.*, q FROM a p JOIN b q JOIN c r ON p.id = q.id AND x = r.n",
    "DELETE FROM a USING a JOIN b ON b.id = a.id WHERE b.y = 1",
    "DELETE LOW_PRIORITY QUICK IGNORE FROM p, q USING a AS p INNER JOIN b AS q ON p.id = q.id",
    "DELETE FROM a WHERE x > 1 AND y NOT IN (SELECT y FROM b) ORDER BY z DESC LIMIT 10",
    "INSERT INTO a (x, y) VALUES (1, x + 2) ON DUPLICATE KEY UPDATE x = VALUES(x), y = a.x + z",
    "INSERT INTO a (id, x) SELECT id, y FROM b ON DUPLICATE KEY UPDATE x = b.y + a.z",
    "INSERT INTO a (id, x) SELECT q.id, q.y FROM b q WHERE z ON DUPLICATE KEY UPDATE a.x = q.z",
    "INSERT INTO a (id) SELECT b.id FROM b JOIN c ON c.id = b.id ON DUPLICATE KEY UPDATE x = n",
    "INSERT a SET x = 1, y = x + 1, a.z = DEFAULT ON DUPLICATE KEY UPDATE y = VALUES(x)",
    "INSERT LOW_PRIORITY IGNORE INTO a (a.x, a.y) VALUE (1, default(y))",
    "INSERT HIGH_PRIORITY INTO a () VALUES ()",
    "REPLACE INTO a (id, x) VALUES (1, 2)",
    "REPLACE LOW_PRIORITY a SET id = 1, x = id + 1",
    "REPLACE INTO a (id, x, y) SELECT id, y, z FROM b WHERE y = 1",
    "SELECT x FROM a USE INDEX (i, j) WHERE x = 1",
    "SELECT x FROM a AS q FORCE INDEX FOR ORDER BY (i) ORDER BY q.x",
    "SELECT x, b.y FROM a q IGNORE KEY (PRIMARY), b USE INDEX () WHERE x = b.y",
    "SELECT x FROM a FORCE INDEX (i) IGNORE INDEX FOR JOIN (j) JOIN b USE KEY (k) ON a.id = b.id",
    "SELECT jt.p, n FROM a, JSON_TABLE(a.doc, '$[*]' COLUMNS (n FOR ORDINALITY, p int PATH '$.p' DEFAULT '0' ON EMPTY "
    "ERROR ON ERROR, e int EXISTS PATH '$.e', NESTED PATH '$.q' COLUMNS (r varchar(10) PATH '$.r'))) AS jt WHERE r = x",
    "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (k int PATH '$')) jt JOIN a ON a.id = jt.k",
    "SELECT STRAIGHT_JOIN a.x FROM a STRAIGHT_JOIN b ON a.id = b.id",
    "SELECT SQL_CALC_FOUND_ROWS SQL_NO_CACHE DISTINCT x FROM a LIMIT 5, 10",
    "SELECT x FROM a LOCK IN SHARE MODE",
    "SELECT x FROM a WHERE y = 1 LIMIT 1 FOR UPDATE",
    "SELECT @v := x, y INTO @a, @b FROM a LIMIT 1",
    "SELECT @v := @v + 1 AS n, x FROM a, (SELECT @v := 0) i",
    "SELECT _utf8mb4'abc', N'abc', b'101', DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00:00', TIME '10:00:00', x FROM "
    "a",
    "SELECT BINARY x, y AS 'the y', z 'more' FROM a",
    "SELECT x AS \"the x\", y \"y z\" FROM a ORDER BY \"the x\"",
    "SELECT x FROM a WHERE y REGEXP '^a' AND y NOT REGEXP 'b' AND x NOT RLIKE 'c' AND z IS NOT TRUE",
    "SELECT extract(DAY_HOUR FROM x), timestampadd(MINUTE, x, y), get_format(DATE, 'USA'), date_sub(x, INTERVAL y "
    "MONTH) "
    "FROM a",
    "SELECT cast(x AS decimal(10,2)), cast(x AS char CHARACTER SET latin1), convert(x, signed), convert(y, char(3)), "
    "convert(z USING utf8mb4) FROM a",
    "SELECT group_concat(DISTINCT x, y ORDER BY z DESC, y SEPARATOR ';'), json_objectagg(x, y) FROM a",
    "SELECT x AS p, count(*) AS q FROM a GROUP BY p HAVING q > 1 AND p > 2 ORDER BY p + 1",
    "SELECT x AS p FROM a WHERE z > 1 UNION SELECT y FROM b ORDER BY p",
    "SELECT row_number() OVER (PARTITION BY x ORDER BY y), lag(x, 1) OVER w FROM a WINDOW w AS (ORDER BY z)",
    "SELECT * FROM a LEFT JOIN (b JOIN c ON b.id = c.id) ON b.id = a.id WHERE (x, b.y) IN (SELECT id, n FROM c)",
    "WITH q AS (SELECT id, y FROM b) SELECT * FROM q, a WHERE a.id = q.id AND q.y = x",
};

/// What MySQL has not.
const char* const of_mariadb[] = {
    "DELETE FROM a WHERE x > 1 ORDER BY y LIMIT 10 RETURNING id, x + 1",
    "INSERT INTO a SET x = 1, y = DEFAULT ON DUPLICATE KEY UPDATE y = VALUE(x) RETURNING id, a.y",
    "REPLACE INTO a (id) VALUES (1) RETURNING x",
    "SELECT NEXTVAL(s), NEXT VALUE FOR s, LASTVAL(s), x FROM a",
    "SELECT group_concat(x ORDER BY y LIMIT 3), json_arrayagg(x ORDER BY y LIMIT 2) FROM a",
    "SELECT x FROM a INTERSECT ALL SELECT y FROM b EXCEPT SELECT z FROM b",
    "INSERT INTO a (id, x) WITH q AS (SELECT id, y FROM b) SELECT id, y FROM q",
    "SELECT x AS p, rank() OVER (PARTITION BY z ORDER BY p), (SELECT max(n) FROM c WHERE n > p) FROM a",
    "SELECT SQL_CACHE DISTINCTROW x FROM a",
    "SELECT q.`count(*)`, `y + 1` FROM (SELECT count(*), y + 1 FROM b GROUP BY id) q",
    "INSERT INTO a (id, x) VALUES (1, 2) ON DUPLICATE KEY UPDATE x = ifnull(VALUES(x), a.y) + greatest(VALUES(x), z)",
};

TEST(MariadbTexts, AreReadAsTheServerReadsThem) {
    const test::mariadb_database own;
    test::connection db = own.connect();
    db.execute(
        "SET SESSION sql_mode = 'ANSI_QUOTES'; CREATE TABLE a (id int PRIMARY KEY AUTO_INCREMENT, x int, y int, z int, "
        "doc longtext, KEY i (x), KEY j (y)); CREATE TABLE b (id int, y int, z int, KEY k (y)); CREATE TABLE c (id "
        "int, n int)");
    const auto judge = [&db](const std::string& sql) {
        verdict result = verdict::accepted;
        db.execute("START TRANSACTION");
        try {
            db.execute(sql);
        } catch (const al::connection_error& error) {
            result = error.code() == 1054 ? verdict::unknown_column : verdict::refused;
        }
        db.execute("ROLLBACK");
        return result;
    };
    test::text_comparison comparison(
        test::server.id, {{"a", {"id", "x", "y", "z", "doc"}}, {"b", {"id", "y", "z"}}, {"c", {"id", "n"}}}, judge);
    for (const char* const sql : of_both) {
        if (test::on_mysql) comparison.compare_if_accepted(sql);
        else comparison.compare(sql);
    }
    if (!test::on_mysql) {
        db.execute("CREATE SEQUENCE s");
        for (const char* const sql : of_mariadb) comparison.compare(sql);
    }
    EXPECT_GT(comparison.count, 200);
}

}  // namespace
