// SPDX-License-Identifier: BSL-1.0
// Raw SQL whose names the library cannot know for certain is no error; and what it is declared to do is in the schema.
#include <aludel.hpp>

#include <cstdint>  // uint32_t

namespace {

namespace al = aludel;

/// The rule of the first finding about a history of these operations behind a table `t(id, a)` and a view `v`.
template <class... Operations>
constexpr al::rule found_on(const al::op::settings& settings, const Operations&... operations) {
    const auto one = al::revision("a1").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer)),
        al::create_table("order items", al::column("id", al::integer, al::primary_key)),
        al::create_view("v", "SELECT id, a AS b FROM t"));
    const auto two = al::revision("b2").revises("a1").upgrade(operations...).irreversible("a test");
    const al::op::revision revisions[] = {one.view(), two.view()};
    for (const al::finding& each : al::verify(settings, {revisions, 2})) return each.rule;
    return al::rule::none;
}
template <class... Operations>
constexpr al::rule found(const Operations&... operations) {
    return found_on(al::op::settings{}, operations...);
}
constexpr al::rule of(const char* sql) { return found(al::execute(sql)); }
constexpr auto none = al::rule::none, unknown = al::rule::unknown_name_in_sql;

// What is certain.
static_assert(of("UPDATE t SET a = 1 WHERE id = 2") == none && of("UPDATE t SET b = 1 WHERE id = 2") == unknown);
static_assert(of("UPDATE T SET A = 1 WHERE Id = 2") == none && of("UPDATE \"t\" SET [a] = `id` WHERE 1") == none);
static_assert(of("INSERT INTO t(id, b) VALUES (1, 2)") == unknown && of("INSERT INTO s VALUES (1, 2)") == unknown);
static_assert(of("INSERT INTO t(id) SELECT id FROM s") == unknown && of("REPLACE INTO t(ida) VALUES (1)") == unknown);
static_assert(of("DELETE FROM t WHERE t.b = 1") == unknown && of("SELECT t.a, x.a FROM t") == unknown);
static_assert(of("UPDATE t SET a = 1; UPDATE t SET c = 1") == unknown);
static_assert(of("UPDATE \"order items\" SET id = 1 WHERE idd = 1") == unknown);
static_assert(of("UPDATE \"order items\" SET id = 1 WHERE id = 1") == none);
static_assert(of("UPDATE t SET a = (SELECT b FROM u)") == unknown);
static_assert(of("WITH w AS (SELECT id, a FROM t) UPDATE t SET a = (SELECT c FROM w)") == unknown);
static_assert(of("INSERT INTO t(id) VALUES (1) ON CONFLICT(a) DO UPDATE SET a = excluded.b") == unknown);

// Values, row numbers, functions, aliases, WITH, views and parameters.
static_assert(of("UPDATE t SET a = True WHERE rowid = 1 AND _rowid_ > 0") == none);
static_assert(of("UPDATE t SET a = \"text\" WHERE id = 1") == none &&
              of("UPDATE t SET rowid = 7 WHERE id = 1") == none);
static_assert(of("UPDATE t AS x SET a = x.id WHERE x.a = abs(random())") == none);
static_assert(of("WITH w(n) AS (VALUES (1)) DELETE FROM t WHERE id IN (SELECT n FROM w)") == none);
static_assert(of("UPDATE t SET a = (SELECT b FROM v)") == none && of("DELETE FROM v WHERE b = 1") == none);
static_assert(of("INSERT INTO t(id) VALUES (1) ON CONFLICT(id) DO UPDATE SET a = excluded.a RETURNING a") == none);
static_assert(of("UPDATE t SET a = j.value FROM json_each('[1]') AS j WHERE id = j.key") == none);

// What raw SQL makes, at once or before; attached and temporary databases; tables of the database and the library.
static_assert(of("CREATE TABLE s(x); INSERT INTO s(x) SELECT a FROM t") == none);
static_assert(of("ALTER TABLE t ADD COLUMN c INTEGER; UPDATE t SET c = 1 WHERE id = 1") == none);
static_assert(of("ALTER TABLE t ADD COLUMN c INTEGER; UPDATE t SET d = 1 WHERE id = 1") == unknown);
static_assert(of("ALTER TABLE t RENAME COLUMN a TO c; UPDATE t SET c = 1 WHERE id = 1") == none);
static_assert(of("ALTER TABLE t RENAME TO s; UPDATE s SET anything = 1 WHERE id = 1") == none);
static_assert(of("CREATE TEMP TABLE old AS SELECT * FROM t; DELETE FROM t WHERE id IN (SELECT id FROM old)") == none);
static_assert(
    of("CREATE VIRTUAL TABLE d USING fts5(x); INSERT INTO d(d) VALUES ('rebuild'); DELETE FROM d_data WHERE id = 1") ==
    none);
static_assert(of("UPDATE aux.s SET x = 1 WHERE y = 2") == none && of("UPDATE aux.t SET x = 1 WHERE y = 2") == none);
static_assert(of("UPDATE main.t SET x = 1 WHERE id = 2") == unknown &&
              of("UPDATE temp.s SET x = 1 WHERE id = 2") == none);
static_assert(of("UPDATE sqlite_sequence SET seq = 1 WHERE name = 't'") == none);
static_assert(of("DELETE FROM aludel_journal WHERE entry = 1") == none);
static_assert(of("INSERT INTO t(id) SELECT cid FROM pragma_table_info('t')") == none);
static_assert(found(al::execute("CREATE TABLE s(x)"), al::execute("INSERT INTO s(y) VALUES (1)")) == none);
static_assert(found(al::execute("ATTACH 'x' AS aux"), al::execute("INSERT INTO s VALUES (1)")) == none);
static_assert(found(al::run([](auto&) {}), al::execute("INSERT INTO s VALUES (1)")) == none);
static_assert(of("CREATE TRIGGER r AFTER UPDATE ON t BEGIN INSERT INTO later(x) VALUES (NEW.a); END") == none);
static_assert(of("CREATE VIEW w AS SELECT x FROM later") == none);
static_assert(of("SOMETHING ELSE") == none && of("PRAGMA optimize") == none);

// Only the texts of the databases that the history is for.
static_assert(found(al::execute(al::for_dialect(al::sqlite, "UPDATE t SET a = 1 WHERE id = 1"),
                                al::for_dialect(al::postgresql, "UPDATE u SET b = 1 WHERE id = 1"))) == none);
static_assert(found(al::execute(al::for_dialect(al::sqlite, "UPDATE t SET b = 1 WHERE id = 1"),
                                "UPDATE t SET a = 1 WHERE id = 1")) == unknown);

// What sets the mode of SQL decides what double quotes mean; what MariaDB executes of comments can define anything.
constexpr auto mariadb = al::settings().dialects(al::mariadb).held;
constexpr auto used = al::execute("UPDATE t SET a = \"b\" WHERE id = 2");
static_assert(found_on(mariadb, used) == unknown);
static_assert(found_on(mariadb, al::execute("SET NAMES utf8mb4"), used) == unknown);
static_assert(found_on(mariadb, al::execute("SET SESSION sql_mode = ''"), used) == none);
static_assert(found_on(mariadb, al::execute("/*!50001 CREATE VIEW w AS SELECT 1 AS b */"),
                       al::execute("SELECT b FROM w")) == none);
static_assert(found_on(mariadb, al::execute("SELECT 1 /* CREATE VIEW w */"), al::execute("SELECT b FROM w")) ==
              unknown);

// Behind a search path, a name may be that of another schema's table.
constexpr auto postgresql = al::settings().dialects(al::postgresql).held;
static_assert(found_on(postgresql, al::execute("SET lock_timeout = '2s'"), used) == unknown);
static_assert(found_on(postgresql, al::execute("SET LOCAL search_path = app"), used) == none);
static_assert(found_on(postgresql, al::execute("SET SCHEMA 'app'"), used) == none);

// Declared effects are known like what operations do.
constexpr auto column = al::column("c", al::integer);
static_assert(found(al::execute("ALTER TABLE t ADD COLUMN c INTEGER").does(al::add_column("t", column)),
                    al::execute("UPDATE t SET c = 1 WHERE id = 1")) == none);
static_assert(found(al::execute("ALTER TABLE t ADD COLUMN c INTEGER").does(al::add_column("t", column)),
                    al::execute("UPDATE t SET d = 1 WHERE id = 1")) == unknown);
static_assert(found(al::execute("CREATE TABLE s(c INTEGER)").does(al::create_table("s", column)),
                    al::execute("INSERT INTO s(d) VALUES (1)")) == unknown);

// The effects of a text are what is there behind its last statement.
constexpr auto mismatch = al::rule::effect_mismatch;
static_assert(
    found(al::execute("CREATE TABLE n(id INTEGER PRIMARY KEY, a INTEGER, c INTEGER DEFAULT (1 + 2), CHECK (a > 0));"
                      "INSERT INTO n SELECT id, a, 1 FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t")
              .does(al::add_column("t", column))) == none);
static_assert(found(al::execute("CREATE INDEX ix ON T(a)").does(al::create_index("ix", "t", "a"))) == none);
static_assert(found(al::execute("CREATE INDEX ix ON t(a)").does(al::create_index("iy", "t", "a"))) == mismatch);
static_assert(found(al::execute("ALTER TABLE t RENAME a TO c").does(al::rename_column("t", "a", "d"))) == mismatch);
static_assert(found(al::execute("DROP VIEW v").does(al::drop_view("v"))) == none);
static_assert(found(al::execute("DROP VIEW IF EXISTS v; SELECT 1").does(al::create_view("w", "SELECT 1 AS b"))) ==
              mismatch);
static_assert(found(al::execute("UPDATE t SET a = 1 WHERE id = 1").does(al::add_column("t", column))) == mismatch);
static_assert(found(al::execute("CREATE TABLE s AS SELECT * FROM t").does(al::create_table("s", column))) == none);
static_assert(found(al::execute("CREATE TABLE IF NOT EXISTS t(id)").does(al::comment_on_table("t", "a comment"))) ==
              none);
static_assert(found(al::execute("CREATE TABLE \"s\"\"\"(`c`` d` INTEGER); ALTER TABLE \"s\"\"\" RENAME TO `\"`")
                        .does(al::create_table("\"", al::column("c` d", al::integer)))) == none);
static_assert(found(al::execute("CREATE TEMP TABLE x(y)").does(al::create_table("x", column))) == mismatch);

constexpr auto first = al::revision("a1")
                           .upgrade(al::execute("CREATE TABLE logs(id INTEGER PRIMARY KEY, what TEXT) /* by hand */")
                                        .does(al::create_table("logs", al::column("id", al::integer, al::primary_key),
                                                               al::column("what", al::text))))
                           .downgrade(al::execute("DROP TABLE logs").does(al::drop_table("logs")));
constexpr al::history<first> history{};
static_assert(al::schema_at<history>.table("logs").find_column("what") != nullptr);
static_assert(al::op::checksum_of(first.view().upgrade) ==
              al::op::checksum_of(al::revision("a1")
                                      .upgrade(al::execute("CREATE TABLE logs(id INTEGER PRIMARY KEY, "
                                                           "what TEXT) /* by hand */"))
                                      .view()
                                      .upgrade));

// A long history is verified in blocks. Columns that earlier blocks added to a table count where a text names it, in
// whatever case.
constexpr bool is_fine_in_a_block() {
    const auto one = al::revision("a1").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
    const auto two = al::revision("b2").revises("a1").upgrade(al::add_column("t", column));
    const auto three =
        al::revision("c3")
            .revises("b2")
            .upgrade(al::execute("UPDATE T SET c = 1 WHERE id = 1"), al::create_view("v", "SELECT c FROM [t]"))
            .irreversible("a test");
    const al::op::revision revisions[] = {one.view(), two.view(), three.view()};
    const std::uint32_t order[] = {0, 1, 2};
    const al::op::settings settings{};
    al::detail::vector<al::finding> findings;
    al::detail::verify_schema(settings, {revisions, 3}, {order, 3}, 2, 3, findings);
    return findings.empty();
}
static_assert(is_fine_in_a_block());

}  // namespace
