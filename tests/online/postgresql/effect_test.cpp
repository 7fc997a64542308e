// SPDX-License-Identifier: BSL-1.0
// What is said of the locks of a statement, and of what it writes and reads under them, compared with the server: each
// statement is executed in a transaction of its own, and pg_locks, the files of the tables and the number of scans
// tell.
#include "../../servers/postgresql.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <thread>       // thread
#include <vector>       // vector

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;
using dialect = al::dialect_of<al::postgresql.id>;

constexpr auto shop =
    al::revision("a", "shop")
        .upgrade(al::create_table("people", al::column("id", al::integer, al::primary_key)),
                 al::create_table(
                     "books", al::column("id", al::integer, al::primary_key), al::column("title", al::varchar(80)),
                     al::column("code", al::varchar(20)), al::column("price", al::numeric(8, 2)),
                     al::column("pages", al::integer), al::column("who", al::integer),
                     al::column("whose", al::integer, al::references("people", "id").named("whose_key")),
                     al::column("seen", al::timestamp), al::column("number", al::bigint, al::not_null),
                     al::column("kind", al::enumeration("kind", "new", "old"), al::default_to("new")),
                     al::check("length(title) > 0").named("titled"), al::check("who IS NOT NULL").named("who_given")),
                 al::create_index("by_price", "books", "price"),
                 al::create_view("cheap", "SELECT id FROM books WHERE price < 5"),
                 al::create_trigger("note", al::after, al::insert, "people", "UPDATE books SET pages = 0"));

/// The tables that there are, as numbers: a table that is renamed keeps its own.
std::string tables(connection& db) {
    const std::string row =
        test::text_of(db,
                      "SELECT string_agg(oid::text, ',') FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND "
                      "relnamespace = 'public'::regnamespace AND relname !~ '^aludel_'");
    return row.substr(0, row.find('|'));
}

/// The strongest lock that a session has or waits for on one of the tables.
std::string strongest_lock(connection& db, const std::string& tables, const std::string& session) {
    std::string result =
        test::text_of(db,
                      "SELECT upper(trim(regexp_replace(replace(mode, 'Lock', ''), '([A-Z])', ' \\1', 'g'))) FROM "
                      "pg_locks WHERE pid = " +
                          session + " AND relation IN (" + tables +
                          ") ORDER BY array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', "
                          "'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', "
                          "'AccessExclusiveLock'], "
                          "mode) DESC LIMIT 1");
    result = result.substr(0, result.find('|'));
    return result == "ACCESS SHARE" || result == "ROW SHARE" ? "" : result;
}

/// The files of tables, and how often the current transaction has read each of them from end to end.
struct work {
    std::string files;
    al::query_result scans;
};
work measure(connection& db, const std::string& tables) {
    const std::string named = " FROM unnest(ARRAY[" + tables + "]::oid[]) AS t";
    return {test::text_of(db,
                          "SELECT string_agg(pg_relation_filenode(t)::text, ',' ORDER BY t)" + named +
                              " WHERE EXISTS "
                              "(SELECT 1 FROM pg_class WHERE oid = t)"),
            db.query("SELECT t, pg_stat_get_xact_numscans(t)" + named + " ORDER BY t")};
}

/// Whether a table that the session has locked against changes was read from end to end.
bool has_scanned(connection& db, const std::string& session, const work& before, const work& after) {
    for (std::size_t i = 0; i < before.scans.size(); ++i)
        if (before.scans[i] != after.scans[i] && !strongest_lock(db, *before.scans[i][0], session).empty()) return true;
    return false;
}

/// Compares what is said of each statement of a revision with what the server does.
template <class Second>
void compare(const Second& second, bool is_in_transaction = true) {
    static const test::postgresql_database own;
    connection db = own.connect(), other = own.connect();
    db.execute(
        "SET client_min_messages = warning; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; "
        "SET timezone = 'Europe/Vienna'");  // in UTC timestamp is timestamptz
    const al::op::settings settings = [] {
        al::op::settings result{};
        al::settings().dialects(al::postgresql).add_to(result);
        return result;
    }();
    const al::op::revision all[] = {shop.view(), second.view()};
    const al::revision_index order[] = {0, 1};
    al::migration<dialect> way(al::history_view{{}, &settings, {all, 2}, {order, 2}, {}}, al::postgresql);
    way.upgrade("head");
    for (const al::statement& each : way.render(0).statements) db.execute(each.sql.str());
    db.execute(
        "INSERT INTO people VALUES (1); INSERT INTO books SELECT n, 'title', 'code', n, n, n, 1, now(), n FROM "
        "generate_series(1, 50) AS n");
    if (db.dialect().version < 13'000'000)
        db.execute("CREATE FUNCTION gen_random_uuid() RETURNS uuid LANGUAGE sql AS 'SELECT md5(random()::text)::uuid'");
    al::detail::effect_replay<dialect> replay(way.renderer().current());
    const auto step = way.render(1);
    const al::detail::vector<al::statement_effect> found = replay.read(all[1], all[1].upgrade, step.statements);
    const std::string at_first = tables(db);
    const std::string session = std::to_string(PQbackendPID(db.handle()));
    for (std::size_t i = 0; i < step.statements.size(); ++i) {
        const al::statement one = step.statements[i];
        if (one.kind != al::statement_kind::sql) continue;
        SCOPED_TRACE(one.sql.str());
        // What the revision itself has created is seen by nobody else, in a transaction.
        const bool is_new = all[1].upgrade.list[one.operation].kind == al::op::operation_kind::create_table;
        const std::string there = is_new ? at_first : tables(db);
        if (!is_in_transaction) {
            // It waits for whoever has used the table.
            other.execute("BEGIN; UPDATE books SET pages = 1 WHERE id = 1");
            std::thread run([&] { db.execute(one.sql.str()); });
            std::string lock;
            connection third = own.connect();
            while (lock.empty()) lock = strongest_lock(third, there, session);
            other.execute("COMMIT");
            run.join();
            EXPECT_EQ(found[i].lock, lock);
            continue;
        }
        db.execute("BEGIN");
        const work before = measure(db, there);
        try {
            db.execute(one.sql.str());
        } catch (const std::exception& e) {
            FAIL() << e.what();
        }
        const work after = measure(db, there);
        EXPECT_EQ(found[i].lock, strongest_lock(other, there, session));
        if (found[i].lock != "ROW EXCLUSIVE" && !one.sql.starts_with("DROP ") && !one.sql.starts_with("TRUNCATE")) {
            EXPECT_EQ(found[i].rewrites, before.files != after.files);
            if (!found[i].rewrites) {
                EXPECT_EQ(found[i].scans, has_scanned(other, session, before, after));
            }
        }
        db.execute("COMMIT");
    }
}

#define EXPECT_AS_SAID(...) compare(al::revision("b", "then").revises("a").upgrade(__VA_ARGS__).irreversible("test"))

TEST(StatementEffect, OfColumns) {
    EXPECT_AS_SAID(
        al::add_column("books", al::column("a", al::text)),
        al::add_column("books", al::column("b", al::integer, al::not_null, al::default_to(1))),
        al::add_column("books", al::column("c", al::timestamp, al::default_to(al::current_timestamp))),
        al::add_column("books", al::column("d", al::text, al::default_to(al::sql("lower('X')")))),
        al::add_column("books", al::column("e", al::uuid, al::default_to(al::sql("gen_random_uuid()")))),
        al::add_column("books", al::column("f", al::timestamp, al::default_to(al::sql("clock_timestamp()")))),
        al::add_column("books", al::column("g", al::bigint, al::identity())),
        al::add_column("books", al::column("h", al::integer, al::autoincrement)),
        al::add_column("books", al::column("i", al::integer, al::generated("pages * 2", al::stored))),
        al::add_column("books", al::column("j", al::integer, al::check("j > 0"))),
        al::add_column("books", al::column("k", al::integer, al::unique)),
        al::add_column("books", al::column("l", al::integer, al::references("people", "id"))),
        al::add_column("books", al::column("m", al::integer, al::indexed)),
        al::add_column("books", al::column("n", al::integer, al::not_null)).fill(al::sql("pages")),
        al::add_column("books", al::column("o", al::text, al::comment("other"))));
    EXPECT_AS_SAID(al::drop_column("books", "code"), al::rename_column("books", "pages", "leaves"),
                   al::rename_table("books", "tomes"), al::comment_on_table("tomes", "what there is"),
                   al::drop_view("cheap"), al::drop_trigger("note"),
                   al::create_trigger("again", al::before, al::update, "tomes", "NEW.leaves := 1"),
                   al::drop_table("tomes"));
}

TEST(StatementEffect, OfAlterations) {
    EXPECT_AS_SAID(
        al::alter_column("books", "code").type(al::varchar(30)), al::alter_column("books", "code").type(al::text),
        al::alter_column("books", "code").type(al::varchar(20)), al::alter_column("books", "title").type(al::text),
        al::alter_column("books", "pages").type(al::bigint), al::alter_column("books", "pages").type(al::text),
        al::alter_column("books", "pages").type(al::integer), al::alter_column("books", "kind").type(al::text),
        al::alter_column("books", "seen").type(al::timestamptz));
    EXPECT_AS_SAID(al::drop_view("cheap"), al::alter_column("books", "price").type(al::numeric(10, 2)),
                   al::alter_column("books", "price").type(al::numeric(10, 3)));
    EXPECT_AS_SAID(al::alter_column("books", "who").not_null(), al::alter_column("books", "code").not_null(),
                   al::alter_column("books", "code").nullable(), al::alter_column("books", "code").default_to("none"),
                   al::alter_column("books", "code").drop_default(), al::alter_column("books", "code").comment("short"),
                   al::alter_column("books", "number").identity(), al::alter_column("books", "number").drop_identity(),
                   al::alter_column("books", "whose").not_null().fill(al::sql("1")));
}

TEST(StatementEffect, OfConstraintsAndIndexes) {
    EXPECT_AS_SAID(
        al::add_constraint("books", al::check("pages > 0").named("paged")),
        al::add_constraint("books", al::unique("pages").named("other_pages")),
        al::add_constraint("books", al::foreign_key("whose").references("people", "id").named("again")),
        al::drop_constraint("books", "paged"), al::drop_constraint("books", "again"),
        al::drop_constraint("books", "other_pages"), al::create_index("by_pages", "books", "pages"),
        al::create_index("one_page", "books", "pages").unique(), al::drop_index("by_pages"),
        al::add_constraint("books", al::check("pages > 0").named("paged").not_valid()),
        al::validate_constraint("books", "paged"),
        al::add_constraint("books", al::foreign_key("whose").references("people", "id").named("again").not_valid()),
        al::validate_constraint("books", "again"));
    EXPECT_AS_SAID(al::add_constraint("books", al::exclude("pages WITH =").using_method("btree").named("apart")),
                   al::create_materialized_view("dear", "SELECT id FROM books"),
                   al::create_index("of_dear", "dear", "id").unique(), al::refresh_materialized_view("dear"),
                   al::refresh_materialized_view("dear").concurrently(), al::drop_materialized_view("dear"));
    EXPECT_AS_SAID(al::create_table("sales", al::column("id", al::integer, al::primary_key),
                                    al::column("book", al::integer, al::references("books", "id"), al::indexed)),
                   al::create_table("alone", al::column("id", al::integer, al::primary_key)));
}

TEST(StatementEffect, OfObjectsBesideTables) {
    EXPECT_AS_SAID(
        al::create_extension("citext"), al::alter_column("books", "code").type(al::citext),
        al::alter_column("books", "code").type(al::text), al::alter_column("books", "code").type(al::citext),
        al::alter_column("books", "code").type(al::varchar(20)), al::alter_column("books", "code").collate("C"),
        al::add_column("books", al::column("tags", al::array(al::integer))),
        al::alter_column("books", "tags").type(al::array(al::bigint)), al::create_enum("mood", "sad", "happy"),
        al::add_enum_value("mood", "calm").before("happy"), al::rename_enum_value("mood", "calm", "quiet"),
        al::drop_enum("mood"), al::create_sequence("numbers"),
        al::add_column("books", al::column("next", al::integer, al::default_to(al::sql("nextval('numbers')")))));
}

TEST(StatementEffect, OfRawSql) {
    EXPECT_AS_SAID(
        al::execute("INSERT INTO people VALUES (2)"), al::execute("UPDATE books SET pages = 3"),
        al::execute("DELETE FROM books WHERE id = 7"),
        al::execute("ALTER TABLE books ADD CONSTRAINT paged CHECK (pages > 0) NOT VALID"),
        al::execute("ALTER TABLE books VALIDATE CONSTRAINT paged"),
        al::execute("ALTER TABLE books ADD CONSTRAINT whose_too FOREIGN KEY (whose) REFERENCES people NOT VALID"),
        al::execute("ALTER TABLE books VALIDATE CONSTRAINT whose_too"),
        al::execute("CREATE UNIQUE INDEX by_number ON books (number)"),
        al::execute("ALTER TABLE ONLY public.books ADD CONSTRAINT numbered UNIQUE USING INDEX by_number"),
        al::execute("ALTER TABLE books DISABLE TRIGGER USER"), al::execute("ALTER TABLE books ENABLE TRIGGER USER"),
        al::execute("ALTER TABLE books ALTER COLUMN title SET STATISTICS 200"),
        al::execute("ALTER TABLE books SET (fillfactor = 70)"), al::execute("ALTER TABLE books SET UNLOGGED"),
        al::execute("ALTER TABLE books SET LOGGED"),
        al::execute("ALTER TABLE books ADD COLUMN x integer DEFAULT 1 CHECK (x > 0), ADD COLUMN y text DEFAULT 'y'"),
        al::execute("ALTER TABLE books ADD z timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'utc')"),
        al::execute("ALTER TABLE books ALTER COLUMN x SET DEFAULT 5, ALTER COLUMN y SET NOT NULL"));
    EXPECT_AS_SAID(al::execute("CREATE MATERIALIZED VIEW dear AS SELECT id FROM books"),
                   al::execute("CREATE UNIQUE INDEX of_dear ON dear (id)"),
                   al::execute("REFRESH MATERIALIZED VIEW dear"),
                   al::execute("REFRESH MATERIALIZED VIEW CONCURRENTLY dear"), al::execute("REINDEX TABLE books"),
                   al::execute("CLUSTER books USING pk_books"), al::execute("TRUNCATE TABLE books"),
                   al::execute("LOCK TABLE books"), al::execute("DROP MATERIALIZED VIEW dear"));
    EXPECT_AS_SAID(al::execute("CREATE TABLE parts (id integer, day integer) PARTITION BY RANGE (day)"),
                   al::execute("CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (1) TO (2)"),
                   al::execute("ALTER TABLE parts DETACH PARTITION part_1"));
}

TEST(StatementEffect, OfWhatIsNotInATransaction) {
    compare(al::revision("b", "then")
                .revises("a")
                .without_transaction()
                .irreversible("test")
                .upgrade(al::create_index("by_pages", "books", "pages").concurrently(),
                         al::execute("REINDEX INDEX CONCURRENTLY by_price"), al::drop_index("by_price").concurrently(),
                         al::execute("VACUUM FULL books")),
            false);
}

inline constexpr auto strict = al::settings().dialects(al::postgresql).zero_downtime("a");
inline constexpr auto more = al::revision("b", "a nullable column")
                                 .revises("a")
                                 .upgrade(al::add_column("books", al::column("rank", al::integer)));
inline constexpr auto checked =
    al::revision("c", "from now on")
        .revises("b")
        .upgrade(al::add_constraint("books", al::check("rank IS NOT NULL").named("ranked").not_valid()));
inline constexpr auto filled =
    al::revision("d", "and before")
        .revises("c")
        .without_transaction()
        .irreversible("test")
        .upgrade(al::execute_in_batches("UPDATE books SET rank = pages WHERE rank IS NULL", 10));
inline constexpr auto proven =
    al::revision("e", "all of them").revises("d").upgrade(al::validate_constraint("books", "ranked"));
inline constexpr auto done =
    al::revision("f", "not null")
        .revises("e")
        .upgrade(al::alter_column("books", "rank").not_null(), al::drop_constraint("books", "ranked"));
inline constexpr auto indexed = al::revision("g", "index")
                                    .revises("f")
                                    .without_transaction()
                                    .upgrade(al::create_index("by_rank", "books", "rank").concurrently());
inline constexpr al::history<strict, shop, more, checked, filled, proven, done, indexed> served{};

TEST(StatementEffect, ZeroDowntimeLeadsToTheSameWithoutWaiting) {
    for (const al::planned_statement& each : al::effects<served>(al::postgresql, "a", "head")) {
        EXPECT_FALSE(!each.effect.blocks.empty() && (each.effect.rewrites || each.effect.scans)) << each.sql;
        EXPECT_EQ(each.effect.remedy, "") << each.sql;
    }
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<served>(db, "a");
    db.execute(
        "INSERT INTO people VALUES (1); INSERT INTO books SELECT n, 'title', 'code', n, n, n, 1, now(), n FROM "
        "generate_series(1, 50) AS n");
    al::upgrade<served>(db);
    EXPECT_EQ(test::text_of(db,
                            "SELECT attnotnull, (SELECT sum(rank) FROM books) FROM pg_attribute WHERE attrelid = "
                            "'books'::regclass AND attname = 'rank'"),
              "t|1275|\n");
}

}  // namespace
