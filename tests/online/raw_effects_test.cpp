// SPDX-License-Identifier: BSL-1.0
// Raw SQL that declares what it does to the schema: later revisions rebuild what it made, online and by a script, drift
// is what differs from the declaration, and the way down and up again leads to the same schema.
#include "online_test.hpp"

#include <aludel/online/drift.hpp>
#include <aludel/script/write.hpp>

#include <cstdlib>
#include <string>

namespace {

using raw_effects = online_test;

inline constexpr auto logs = al::create_table("logs", al::column("id", al::integer, al::primary_key),
                                              al::column("what", al::text), al::column("day", al::text));
inline constexpr auto first =
    al::revision("a1")
        .upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer)),
                 al::execute("CREATE TABLE logs(id INTEGER NOT NULL PRIMARY KEY, what TEXT, day TEXT); "
                             "CREATE INDEX ix_day ON logs(day); "
                             "CREATE TRIGGER seen AFTER INSERT ON t BEGIN INSERT INTO logs(what) VALUES (NEW.a); END")
                     .does(logs, al::create_index("ix_day", "logs", "day")))
        .downgrade(al::execute("DROP TABLE logs; DROP TRIGGER seen").does(al::drop_table("logs")), al::drop_table("t"));
inline constexpr auto second = al::revision("b2").revises("a1").upgrade(
    al::rename_column("logs", "what", "entry"), al::alter_column("logs", "day").not_null().fill(al::sql("'never'")));
inline constexpr al::history<first, second> history{};

TEST_F(raw_effects, are_known_to_rebuilds_and_to_drift) {
    al::sqlite3::connection db(path());
    al::upgrade<history>(db, "a1");
    EXPECT_TRUE(al::drift<history>(db, "a1").empty());
    db.execute("INSERT INTO t VALUES (1, 7)");
    al::upgrade<history>(db);
    EXPECT_EQ(cell_of(db, "SELECT entry || day FROM logs"), "7never");
    for (const al::difference& each : al::drift<history>(db)) ADD_FAILURE() << each.text().text();
    const std::string after = cell_of(db, "SELECT group_concat(sql) FROM sqlite_schema");
    al::downgrade<history>(db, "a1");
    for (const al::difference& each : al::drift<history>(db, "a1")) ADD_FAILURE() << each.text().text();
    al::upgrade<history>(db);
    EXPECT_EQ(cell_of(db, "SELECT entry || day FROM logs"), "7never");
    al::downgrade<history>(db, "base");
    EXPECT_FALSE(has_table(db, "logs"));
}

TEST_F(raw_effects, are_the_same_in_a_script) {
    al::sqlite3::connection online(path("online.db")), offline(path("offline.db"));
    al::upgrade<history>(online);
    offline.execute(std::string(al::script<history, al::sqlite>));
    const char* const all =
        "SELECT group_concat(name || sql, char(10)) FROM (SELECT * FROM sqlite_schema WHERE name NOT LIKE 'aludel%' "
        "ORDER BY name)";
    EXPECT_EQ(cell_of(online, all), cell_of(offline, all));
}

inline constexpr auto quiet =
    al::revision("a1").upgrade(al::execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a INTEGER)")).irreversible("a test");
inline constexpr auto said =
    al::revision("a1")
        .upgrade(al::execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a INTEGER)")
                     .does(al::create_table("t", al::column("id", al::integer, al::primary_key),
                                            al::column("a", al::integer))))
        .irreversible("a test");
inline constexpr auto dropping =
    al::revision("b2").revises("a1").upgrade(al::drop_column("t", "a")).acknowledge(al::rule::drops_column, "a test");
inline constexpr al::history<quiet> before{};
inline constexpr al::history<said, dropping> declared{};

// A declaration does not count as an edit of a revision that has run; and the downgrade of a later drop creates the
// table or column itself, although raw SQL did at first.
TEST_F(raw_effects, can_be_declared_afterwards) {
    al::sqlite3::connection db(path());
    al::upgrade<before>(db);
    al::upgrade<declared>(db);
    EXPECT_EQ(version_of(db), strings{"b2"});
    al::downgrade<declared>(db, "-1");
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM pragma_table_info('t')"), "2");
}

inline constexpr auto away =
    al::revision("b2").revises("a1").upgrade(al::drop_table("t")).acknowledge(al::rule::drops_table, "a test");
inline constexpr al::history<said, away> dropped{};

TEST_F(raw_effects, of_a_table_are_undone_by_a_later_drop) {
    al::sqlite3::connection db(path());
    al::upgrade<dropped>(db);
    EXPECT_FALSE(has_table(db, "t"));
    al::downgrade<dropped>(db, "-1");
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM pragma_table_info('t')"), "2");
    EXPECT_TRUE(al::drift<dropped>(db, "a1").empty());
}

}  // namespace
