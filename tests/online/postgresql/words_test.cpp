// SPDX-License-Identifier: BSL-1.0
// The words that PostgreSQL has statements for and SQLite has not, or others: schemas, enumerations, sequences,
// extensions, functions, arrays; and numbers of their own that rows bring into numbered columns.
#include "../../servers/postgresql.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;

inline constexpr auto start = al::revision("a1").upgrade(
    al::create_schema("events"), al::create_enum("mood", "sad", "ok", "happy"),
    al::create_sequence("numbers").start(100).increment(5), al::create_extension("citext", al::if_not_exists),
    al::create_function("twice",
                        al::for_dialect(al::postgresql, "(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x * 2'")),
    al::create_table(
        "people", al::in_schema("events"), al::column("id", al::integer, al::primary_key, al::autoincrement),
        al::column("mood", al::enumeration("mood"), al::not_null, al::default_to("ok")),
        al::column("kind", al::enumeration("kind", "a", "b"), al::default_to("b")),
        al::column("tags", al::array(al::varchar(20))), al::column("doc", al::jsonb),
        al::column("mail", al::citext, al::unique), al::column("moods", al::array(al::enumeration("mood"))),
        al::column("number", al::bigint, al::default_to(al::sql("nextval('numbers')"))),
        al::column("boss", al::integer, al::references("people", "id"))),
    al::create_table("pets", al::column("id", al::integer, al::primary_key),
                     al::column("owner", al::integer, al::references("people", "id", al::in_schema("events")))),
    al::create_index("ix_mail", "people", "mail"),
    al::create_view("owners",
                    "SELECT p.mail, count(*) AS pets FROM events.people AS p JOIN pets ON pets.owner = "
                    "p.id GROUP BY p.mail",
                    al::in_schema("events")),
    al::insert("people", al::row(al::value("id", 7), al::value("mood", "sad")),
               al::row(al::value("id", 9), al::value("mood", "ok"))));
inline constexpr auto values = al::revision("b2").revises("a1").upgrade(
    al::add_enum_value("mood", "fine").before("happy"), al::add_enum_value("mood", "great"),
    al::rename_enum_value("mood", "sad", "blue"),
    al::alter_column("people", "kind").type(al::enumeration("kind", "a", "c", "b")),
    al::add_column("people", al::column("scores", al::array(al::integer))), al::drop_index("ix_mail"));
inline constexpr auto fewer =
    al::revision("c3")
        .revises("b2")
        .upgrade(al::insert("people", al::row(al::value("id", 20), al::value("mood", "fine"))), al::drop_view("owners"),
                 al::drop_enum_value("mood", "great"), al::drop_column("people", "kind"),
                 al::drop_column("people", "moods"))
        .acknowledge(al::rule::removes_enum_value, "none has it")
        .acknowledge(al::rule::drops_column, "not used");
inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr al::history<only, start, values, fewer> history{};

/// Everything of a database that the words are about.
std::string catalog(connection& db) {
    return test::catalog(db) +
        test::text_of(db,
                      "SELECT sequencename, start_value, increment_by FROM pg_sequences WHERE sequencename !~ '_seq$' "
                      "ORDER BY 1") +
        test::text_of(db, "SELECT extname FROM pg_extension ORDER BY 1") +
        test::text_of(db, "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY 1") +
        test::text_of(db, "SELECT proname FROM pg_proc WHERE proname = 'twice'");
}

template <const auto& History, class Connection>
std::string drift_of(Connection& db, std::string_view target) {
    std::string result;
    for (const al::difference& each : al::drift<History>(db, target)) result += al::online::text_of(each) + "\n";
    return result;
}

std::string script(const char* range) {
    std::ostringstream text;
    al::write_script<history>(text, al::postgresql, range);
    std::string sql = text.str();
    const std::string command = "\\set ON_ERROR_STOP on\n";  // psql's, and not the server's
    return sql.erase(sql.find(command), command.size());
}

TEST(PostgresqlWords, UpAndDownOnlineAndByScriptWithRows) {
    const test::postgresql_database own, other;
    connection db = own.connect(), by_script = other.connect();
    const std::string empty = catalog(db);
    std::vector<std::string> catalogs;
    for (const char* const revision : {"a1", "b2", "c3"}) {
        al::upgrade<history>(db, revision);
        catalogs.push_back(catalog(db));
        EXPECT_EQ(drift_of<history>(db, revision), "");
        EXPECT_EQ(catalog(db), catalogs.back());
    }
    EXPECT_EQ(test::text_of(db, "SELECT id, mood, number FROM events.people ORDER BY id"),
              "7|blue|100|\n9|ok|105|\n20|fine|110|\n");
    al::downgrade<history>(db, "b2");
    EXPECT_EQ(catalog(db), catalogs[1]);
    al::downgrade<history>(db, "a1");
    EXPECT_EQ(catalog(db), catalogs[0]);
    EXPECT_EQ(test::text_of(db, "SELECT id, mood FROM events.people ORDER BY id"), "7|sad|\n9|ok|\n");
    al::downgrade<history>(db, "base");
    EXPECT_EQ(catalog(db), empty);
    al::upgrade<history>(db);  // all at once: c3 uses the value that b2 adds
    EXPECT_EQ(catalog(db), catalogs[2]);

    by_script.execute(script("base:heads"));
    EXPECT_EQ(catalog(by_script), catalogs[2]);
    by_script.execute(script("heads:base"));
    EXPECT_EQ(catalog(by_script), empty);
}

TEST(PostgresqlWords, ARowThatHasTheDroppedValueStopsTheMigration) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db, "b2");
    const std::string before = catalog(db);
    db.execute("UPDATE events.people SET mood = 'great' WHERE id = 7");
    EXPECT_THROW(al::upgrade<history>(db), al::migration_error);
    EXPECT_EQ(catalog(db), before);
    db.execute("UPDATE events.people SET mood = 'ok' WHERE id = 7");
    al::upgrade<history>(db);
}

TEST(PostgresqlWords, EachChangeByHandIsSeen) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    for (const char* const change :
         {"ALTER TYPE mood ADD VALUE 'worse'", "ALTER TYPE mood RENAME VALUE 'ok' TO 'so'",
          "ALTER TABLE events.people DROP COLUMN tags", "ALTER TABLE events.people ALTER COLUMN doc TYPE json",
          "ALTER TABLE events.people ALTER COLUMN scores TYPE bigint[]", "CREATE TYPE extra AS ENUM ('a')",
          "CREATE SEQUENCE extra", "ALTER SEQUENCE numbers INCREMENT BY 7", "DROP FUNCTION twice",
          "CREATE TABLE events.extra (a int)", "ALTER TABLE events.people ALTER COLUMN mail TYPE text"}) {
        db.execute(change);
        EXPECT_NE(drift_of<history>(db, "heads"), "") << change;
        db.execute("SET client_min_messages = warning; DROP SCHEMA public, events CASCADE; CREATE SCHEMA public");
        al::upgrade<history>(db);
    }
}

TEST(PostgresqlWords, AValueOfTheDatabaseCreatesTheSame) {
    const test::postgresql_database own, other;
    connection db = own.connect(), copy = other.connect();
    db.execute(
        "CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('a', 'it''s'); CREATE SEQUENCE numbers START 7; CREATE "
        "FUNCTION twice(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x * 2'; CREATE TABLE t (id serial PRIMARY "
        "KEY, m mood DEFAULT 'a', ms mood[], n int DEFAULT nextval('numbers'), ts varchar(10)[], c citext, j jsonb)");
    al::create_all(copy, al::reflect(db));
    EXPECT_EQ(catalog(copy), catalog(db));
    EXPECT_EQ(test::text_of(copy, "SELECT twice(21)"), "42|\n");
}

// Rows with numbers of their own.
inline constexpr auto numbered = al::revision("n1").upgrade(
    al::create_schema("My Schema"),
    al::create_table("serial", al::in_schema("My Schema"),
                     al::column("Id", al::bigint, al::primary_key, al::autoincrement), al::column("a", al::text)),
    al::create_table("always", al::column("id", al::integer, al::primary_key, al::identity(al::always)),
                     al::column("a", al::text)),
    al::create_table("later", al::column("id", al::integer, al::primary_key, al::identity().start(1000)),
                     al::column("a", al::text)),
    al::create_table("down", al::column("id", al::integer, al::primary_key, al::identity().increment(-1).start(-1)),
                     al::column("a", al::text)));
inline constexpr auto rows = al::revision("n2").revises("n1").upgrade(
    al::insert("serial", al::row(al::value("Id", 3), al::value("a", "x")), al::row(al::value("Id", 2))),
    al::insert("always", al::row(al::value("id", 5))), al::insert("later", al::row(al::value("id", 5))),
    al::insert("down", al::row(al::value("id", -5)), al::row(al::value("id", 7))));
inline constexpr al::history<only, numbered, rows> number_history{};

TEST(PostgresqlWords, NumbersOfTheirOwnMoveTheSequence) {
    const test::postgresql_database own;
    connection db = own.connect();
    al::upgrade<number_history>(db, "n1");
    db.execute("INSERT INTO always (a) SELECT 'x' FROM generate_series(1, 3)");
    al::upgrade<number_history>(db);
    const auto next = [&](const std::string& table, const std::string& id) {
        return test::text_of(db, "INSERT INTO " + table + " (a) VALUES ('new') RETURNING " + id);
    };
    EXPECT_EQ(next("\"My Schema\".serial", "\"Id\""), "4|\n");
    EXPECT_EQ(next("always", "id"), "6|\n");
    EXPECT_EQ(next("later", "id"), "1000|\n");
    EXPECT_EQ(next("down", "id"), "-6|\n");
    // It never moves back.
    al::downgrade<number_history>(db, "n1");
    db.execute("SELECT setval(pg_get_serial_sequence('always', 'id'), 50)");
    al::upgrade<number_history>(db);
    EXPECT_EQ(next("always", "id"), "51|\n");
}

// A column that becomes an enumeration, another one, and a text again.
inline constexpr auto changing = al::revision("e1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key),
                     al::column("c", al::varchar(9), al::not_null, al::default_to("a"))),
    al::insert("t", al::row(al::value("id", 1)), al::row(al::value("id", 2), al::value("c", "b"))));
inline constexpr auto becomes_enum =
    al::revision("e2").revises("e1").upgrade(al::alter_column("t", "c").type(al::enumeration("one", "a", "b")));
inline constexpr auto becomes_other =
    al::revision("e3").revises("e2").upgrade(al::alter_column("t", "c").type(al::enumeration("other", "b", "a")));
inline constexpr auto becomes_text =
    al::revision("e4").revises("e3").upgrade(al::alter_column("t", "c").type(al::text));
inline constexpr auto lenient = al::settings()
                                    .dialects(al::postgresql)
                                    .level(al::rule::may_not_convert, al::level::off)
                                    .level(al::rule::narrows_type, al::level::off);
inline constexpr al::history<lenient, changing, becomes_enum, becomes_other, becomes_text> change_history{};

TEST(PostgresqlWords, AColumnChangesToAnEnumerationAndBack) {
    const test::postgresql_database own;
    connection db = own.connect();
    std::vector<std::string> catalogs;
    for (const char* const revision : {"e1", "e2", "e3", "e4"}) {
        al::upgrade<change_history>(db, revision);
        catalogs.push_back(catalog(db));
        EXPECT_EQ(drift_of<change_history>(db, revision), "");
    }
    for (const std::size_t below : {3U, 2U, 1U}) {
        al::downgrade<change_history>(db, "-1");
        EXPECT_EQ(catalog(db), catalogs[below - 1]);
    }
    EXPECT_EQ(test::text_of(db, "SELECT c FROM t ORDER BY id"), "a|\nb|\n");
}

TEST(PostgresqlWords, ADifferenceIsWrittenInThem) {
    // Between all states, and from nothing, as a squash is written.
    std::vector<al::schema> states(1);
    states[0].follow(*history.view().settings);
    for (std::size_t count = 1; count <= 3; ++count) states.push_back(al::detail::schema_after(history.view(), count));
    for (const al::schema& before : states)
        for (const al::schema& after : states) {
            al::detail::text_arena arena;
            const al::op::operations way = al::operations_between(before, after, arena);
            al::schema changed = before;
            al::detail::replay_context context{changed, history.view().settings};
            const al::op::operations_view view = way.view();
            al::detail::apply(context, view);
            for (const al::difference& each : al::compare(changed, after)) ADD_FAILURE() << al::online::text_of(each);
        }
}

// One history, two databases.
inline constexpr auto both_start = al::revision("d1").upgrade(
    al::create_schema("events"), al::create_extension("citext"), al::create_enum("mood", "sad", "ok"),
    al::create_function("stamp",
                        al::for_dialect(al::postgresql,
                                        "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.touched = 1; "
                                        "RETURN NEW; END'")),
    al::create_table("people", al::in_schema("events"), al::column("id", al::integer, al::primary_key),
                     al::column("mood", al::enumeration("mood"), al::not_null, al::default_to("ok")),
                     al::column("kind", al::enumeration("kind", "a", "b")), al::column("doc", al::jsonb),
                     al::column("tags", al::array(al::text)), al::column("mail", al::citext),
                     al::column("touched", al::integer)),
    al::create_trigger("touches", al::before, al::insert, "people",
                       al::for_dialect(al::postgresql, "EXECUTE FUNCTION stamp()"),
                       al::for_dialect(al::sqlite, "SELECT 1")),
    al::insert("people", al::row(al::value("id", 1), al::value("mood", "sad"), al::value("mail", "A@b")),
               al::row(al::value("id", 2), al::value("mail", "c@d"))));
inline constexpr auto both_values = al::revision("d2").revises("d1").upgrade(
    al::add_enum_value("mood", "wonderful").after("sad"), al::rename_enum_value("mood", "ok", "fine"),
    al::rename_table("people", "persons"), al::add_column("persons", al::column("more", al::enumeration("mood"))));
inline constexpr auto both_fewer = al::revision("d3").revises("d2").upgrade(
    al::insert("persons", al::row(al::value("id", 3), al::value("mood", "wonderful"))), al::drop_trigger("touches"),
    al::drop_function("stamp"));
inline constexpr auto both = al::settings().dialects(al::sqlite, al::postgresql);
inline constexpr al::history<both, both_start, both_values, both_fewer> both_history{};

/// Up step by step and down again, with rows on the way.
template <class Connection>
void up_and_down(Connection& db, const std::string& table) {
    const auto rows_of = [&](const std::string& of) {
        std::string result;
        for (const al::row_values& row : db.query("SELECT id, mood, mail FROM " + of + " ORDER BY id"))
            result += row[0].value_or("") + row[1].value_or("") + row[2].value_or("") + " ";
        return result;
    };
    al::upgrade<both_history>(db, "d1");
    EXPECT_EQ(drift_of<both_history>(db, "d1"), "");
    EXPECT_EQ(rows_of(table + "people"), "1sadA@b 2okc@d ");
    EXPECT_EQ(db.query("SELECT id FROM " + table + "people WHERE mail = 'a@B'").size(), 1U);
    al::upgrade<both_history>(db, "d2");
    EXPECT_EQ(drift_of<both_history>(db, "d2"), "");
    EXPECT_EQ(rows_of(table + "persons"), "1sadA@b 2finec@d ");
    al::upgrade<both_history>(db);
    EXPECT_EQ(drift_of<both_history>(db, "d3"), "");
    EXPECT_EQ(rows_of(table + "persons"), "1sadA@b 2finec@d 3wonderful ");
    al::downgrade<both_history>(db, "d1");
    EXPECT_EQ(drift_of<both_history>(db, "d1"), "");
    EXPECT_EQ(rows_of(table + "people"), "1sadA@b 2okc@d ");
    al::downgrade<both_history>(db, "base");
    al::upgrade<both_history>(db);
}

TEST(PostgresqlWords, OneHistoryRunsOnTwoDatabases) {
    const test::postgresql_database own;
    connection db = own.connect();
    up_and_down(db, "events.");
    EXPECT_EQ(test::text_of(db, "SELECT id, touched FROM events.persons ORDER BY id"), "1|1|\n2|1|\n3|1|\n");
    al::sqlite3::connection file(":memory:");
    up_and_down(file, "");
}

}  // namespace
