// SPDX-License-Identifier: BSL-1.0
// Triggers as words: what they do in a database, what happens to them later, and that scripts do the same.
#include "online_test.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

strings texts_of(const al::difference_list& found) {
    strings texts;
    for (const al::difference& each : found) texts.emplace_back(each.text().text());
    return texts;
}

inline constexpr auto a1 = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer),
                     al::column("legacy", al::text)),
    al::create_table("log", al::column("what", al::text)), al::create_view("v", "SELECT id, n FROM t"));
inline constexpr auto b2 = al::revision("b2").revises("a1").upgrade(
    al::create_trigger("changed", al::after, al::update_of("n", "legacy"), "t",
                       "INSERT INTO log (what) VALUES (OLD.legacy); -- and\n UPDATE log SET what = what || NEW.n")
        .when("NEW.n > 1"),
    al::create_trigger("added", al::before, al::insert, "t", "INSERT INTO log VALUES ('added');").for_each_row(),
    al::create_trigger("gone", al::after, al::delete_, "t", "DELETE FROM log WHERE what = OLD.legacy").if_not_exists(),
    al::create_trigger("through", al::instead_of, al::insert, "v", "INSERT INTO t (id, n) VALUES (NEW.id, NEW.n)"));
inline constexpr auto c3 =
    al::revision("c3").revises("b2").upgrade(al::rename_column("t", "legacy", "old \"one\""),
                                             al::rename_table("log", "journal"), al::rename_table("t", "things"));
inline constexpr auto d4 =
    al::revision("d4").revises("c3").upgrade(al::alter_column("things", "n").not_null().fill(al::sql("0")),
                                             al::add_column("things", al::column("m", al::integer, al::unique)));
inline constexpr auto e5 =
    al::revision("e5").revises("d4").upgrade(al::drop_view("v"), al::create_view("v", "SELECT n, id FROM things"),
                                             al::drop_trigger("gone"), al::drop_trigger("never there", al::if_exists));
inline constexpr auto f6 = al::revision("f6")
                               .revises("e5")
                               .upgrade(al::drop_view("v"), al::drop_table("things"))
                               .acknowledge(al::rule::drops_table, "all is in the journal");
inline constexpr al::history<a1, b2, c3, d4, e5, f6> history{};

constexpr auto triggers = "SELECT name || ': ' || sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";

constexpr auto bare_triggers =
    "SELECT name || ': ' || replace(sql, '\"', '') FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";

/// Runs a script.
template <const auto& History>
void run_script(al::sqlite3::connection& db, std::string_view range) {
    std::ostringstream text;
    al::write_script<History>(text, al::sqlite, range);
    db.execute(text.str());
}

TEST(trigger, is_the_same_online_and_in_scripts_up_and_down) {
    for (const char* const up : {"b2", "c3", "d4", "e5", "f6"}) {
        al::sqlite3::connection online{":memory:"}, offline{":memory:"};
        al::upgrade<history>(online, up);
        run_script<history>(offline, std::string("base:") + up);
        EXPECT_EQ(column_of(online, triggers), column_of(offline, triggers)) << up;
        EXPECT_EQ(texts_of(al::drift<history>(online, "current")), strings{}) << up;
        for (const char* const down : {"d4", "c3", "b2", "a1"}) {
            if (std::string_view(down) >= up) continue;
            al::sqlite3::connection there{":memory:"};
            al::upgrade<history>(there, down);
            al::downgrade<history>(online, down);
            // SQLite quotes the names that it has renamed.
            EXPECT_EQ(column_of(online, bare_triggers), column_of(there, bare_triggers)) << up << " to " << down;
            EXPECT_EQ(texts_of(al::drift<history>(online, "current")), strings{}) << up << " to " << down;
        }
    }
}

TEST(trigger, does_what_it_says) {
    for (const char* const at : {"b2", "d4"}) {
        al::sqlite3::connection db{":memory:"};
        al::upgrade<history>(db, at);
        const bool renamed = std::string_view(at) == "d4";
        const std::string table = renamed ? "things" : "t", log = renamed ? "journal" : "log";
        db.execute("INSERT INTO v (id, n) VALUES (1, 1), (2, 1)");
        db.execute("UPDATE " + table + " SET n = 5 WHERE id = 1; UPDATE " + table + " SET n = 1 WHERE id = 2");
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM " + log), "3") << at;
        EXPECT_EQ(cell_of(db, "SELECT group_concat(what) FROM " + log), "added5,added5") << at;
    }
}

TEST(trigger, is_not_fired_by_fill) {
    static constexpr auto start = al::revision("a1").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer)),
        al::create_table("log", al::column("what", al::text)),
        al::create_trigger("changed", al::after, al::update, "t", "INSERT INTO log VALUES ('changed')"),
        al::insert("t", al::row(al::value("id", 1), al::value("n", 2))));
    static constexpr auto fill = al::revision("b2").revises("a1").upgrade(
        al::add_column("t", al::column("twice", al::integer)).fill(al::sql("2 * n")));
    static constexpr auto raw =
        al::revision("a1")
            .upgrade(
                al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer)),
                al::create_table("log", al::column("what", al::text)),
                al::execute("CREATE TRIGGER changed AFTER UPDATE ON T BEGIN INSERT INTO log VALUES ('changed'); END"),
                al::insert("t", al::row(al::value("id", 1), al::value("n", 2))))
            .irreversible("a test");
    static constexpr al::history<start, fill> words{};
    static constexpr al::history<raw, fill> raw_words{};
    const auto check = [](al::sqlite3::connection& db) {
        EXPECT_EQ(cell_of(db, "SELECT twice FROM t"), "4");
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM log"), "0");
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), "1");
    };
    al::sqlite3::connection online{":memory:"}, offline{":memory:"}, raw_online{":memory:"}, raw_offline{":memory:"};
    al::upgrade<words>(online), run_script<words>(offline, "base:heads");
    al::upgrade<raw_words>(raw_online), run_script<raw_words>(raw_offline, "base:heads");
    check(online), check(offline), check(raw_online), check(raw_offline);
}

TEST(trigger, that_breaks_stops_the_migration_and_the_script) {
    static constexpr auto start =
        al::revision("a1")
            .upgrade(
                al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer),
                                 al::column("legacy", al::text)),
                al::create_table("log", al::column("what", al::text)),
                al::execute("CREATE TRIGGER tr AFTER UPDATE ON t BEGIN INSERT INTO log(what) VALUES (OLD.legacy); END"))
            .irreversible("a test");
    static constexpr auto drop =
        al::revision("b2")
            .revises("a1")
            .upgrade(al::alter_column("t", "n").not_null().fill(al::sql("0")), al::drop_column("t", "legacy"))
            .acknowledge(al::rule::drops_column, "nobody reads it");
    static constexpr al::history<start, drop> raw{};
    al::sqlite3::connection online{":memory:"}, offline{":memory:"};
    al::upgrade<raw>(online, "a1");
    EXPECT_THROW(al::upgrade<raw>(online), al::migration_error);
    EXPECT_EQ(version_of(online), strings{"a1"});
    run_script<raw>(offline, "base:a1");
    EXPECT_THROW(run_script<raw>(offline, "a1:b2"), al::connection_error);
    offline.execute("ROLLBACK");
    EXPECT_EQ(version_of(offline), strings{"a1"});
}

TEST(trigger, that_the_history_did_not_make_stops_a_script) {
    al::sqlite3::connection online{":memory:"}, offline{":memory:"};
    for (al::sqlite3::connection* const db : {&online, &offline}) {
        al::upgrade<history>(*db, "c3");
        db->execute("CREATE TRIGGER mine AFTER DELETE ON things BEGIN SELECT 1; END");
    }
    al::upgrade<history>(online, "d4");
    EXPECT_EQ(cell_of(online, "SELECT count(*) FROM sqlite_schema WHERE name = 'mine'"), "1");
    EXPECT_THROW(run_script<history>(offline, "c3:d4"), al::connection_error);
}

TEST(trigger, is_reflected_as_it_was_written) {
    al::sqlite3::connection db{":memory:"};
    al::upgrade<history>(db, "b2");
    db.execute("DROP TABLE aludel_version; DROP TABLE aludel_journal");
    const al::schema found = al::reflect(db);
    EXPECT_TRUE(found.others.empty());
    al::sqlite3::connection copy{":memory:"};
    for (const al::statement& each : al::statements_of(found)) copy.execute(each.sql);
    EXPECT_EQ(column_of(copy, triggers), column_of(db, triggers));
}

}  // namespace
