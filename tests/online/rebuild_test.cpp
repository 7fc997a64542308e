// SPDX-License-Identifier: BSL-1.0
// Tables that are rebuilt while foreign keys refer to them, and with objects that the history does not know.
#include "online_test.hpp"

namespace {

using rebuild = online_test;

inline constexpr auto tables =
    al::revision("r1", "parents and children")
        .upgrade(
            al::create_table("parents", al::column("id", al::integer, al::primary_key), al::column("name", al::text)),
            al::create_table(
                "children", al::column("id", al::integer, al::primary_key),
                al::column("parent_id", al::integer, al::references("parents", "id").on_delete(al::cascade))),
            al::create_table("loose", al::column("parent_id", al::integer)));
inline constexpr auto not_null_name = al::revision("r2", "names are required")
                                          .revises("r1")
                                          .upgrade(al::alter_column("parents", "name").not_null())
                                          .acknowledge(al::rule::sets_not_null, "this may fail");
inline constexpr auto bind_loose =
    al::revision("r3", "a key for the loose")
        .revises("r2")
        .upgrade(
            al::add_constraint("loose", al::foreign_key("parent_id").references("parents", "id").named("fk_loose")))
        .acknowledge(al::rule::adds_foreign_key, "this may fail");
inline constexpr al::history<tables, not_null_name, bind_loose> family{};

constexpr const char* rows =
    "INSERT INTO parents VALUES (1, 'a'), (2, 'b'); INSERT INTO children VALUES (10, 1), (20, 2); INSERT INTO loose "
    "VALUES (1), (NULL)";

std::string pragmas(al::sqlite3::connection& db) {
    return cell_of(db, "PRAGMA foreign_keys") + cell_of(db, "PRAGMA legacy_alter_table");
}

TEST_F(rebuild, children_that_cascade_are_not_lost) {
    for (const char* const keys : {"1", "0"})
        for (const bool each : {false, true}) {
            al::sqlite3::connection db(path((std::string(keys) + std::to_string(each)).c_str()));
            db.execute(std::string("PRAGMA foreign_keys = ") + keys);
            al::upgrade<family>(db, "r1");
            db.execute(rows);
            EXPECT_EQ(al::upgrade<family>(db, {.transaction_per_revision = each}).to, strings{"r3"});
            EXPECT_EQ(column_of(db, "SELECT id FROM children"), (strings{"10", "20"}));
            EXPECT_EQ(column_of(db, "SELECT name FROM parents"), (strings{"a", "b"}));
            EXPECT_EQ(db.query("PRAGMA foreign_key_check").size(), 0U);
            EXPECT_EQ(pragmas(db), keys + std::string("0"));
            EXPECT_THROW(db.execute("INSERT INTO parents VALUES (3, NULL)"), al::connection_error);

            EXPECT_EQ(al::downgrade<family>(db, "r1", {.transaction_per_revision = each}).steps, 2U);
            EXPECT_EQ(column_of(db, "SELECT id FROM children"), (strings{"10", "20"}));
            EXPECT_EQ(pragmas(db), keys + std::string("0"));
        }
}

TEST_F(rebuild, objects_that_the_history_does_not_know_are_kept) {
    al::sqlite3::connection db(path());
    al::upgrade<family>(db, "r1");
    db.execute(rows);
    db.execute(
        "CREATE TABLE log (said TEXT); CREATE INDEX mine ON parents (name DESC) WHERE id > 1; CREATE VIEW seen AS "
        "SELECT name FROM parents;"
        "CREATE TRIGGER watch AFTER INSERT ON parents BEGIN INSERT INTO log VALUES ('a ; in it ' || new.name); END");
    const std::string input =
        "SELECT group_concat(sql, '|') FROM (SELECT sql FROM sqlite_master WHERE name IN ('mine', 'watch', 'seen') "
        "ORDER BY name)";
    const std::string before = cell_of(db, input);
    al::upgrade<family>(db);
    EXPECT_EQ(cell_of(db, input), before);
    db.execute("INSERT INTO parents VALUES (3, 'c')");
    EXPECT_EQ(cell_of(db, "SELECT said FROM log"), "a ; in it c");
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM seen"), "3");
}

TEST_F(rebuild, rows_that_would_lose_their_parent_are_an_error) {
    al::sqlite3::connection db(path());
    al::upgrade<family>(db, "r2");
    db.execute(rows);
    // The child violates its foreign key already.
    db.execute("INSERT INTO loose VALUES (7), (8); INSERT INTO children VALUES (30, 99)");
    const al::migration_error error = error_of([&] { al::upgrade<family>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::foreign_keys);
    EXPECT_EQ(error.revision(), "r3");
    EXPECT_NE(
        std::string(error.what())
            .find("upgrade `r3`: 2 row(s) of table `loose` would point at no row of `parents`. Nothing was changed"),
        std::string::npos)
        << error.what();
    EXPECT_EQ(al::current<family>(db), strings{"r2"});
    EXPECT_EQ(pragmas(db), "00");

    EXPECT_EQ(al::upgrade<family>(db, {.check_foreign_keys = false}).to, strings{"r3"});
}

inline constexpr auto default_name = al::revision("r3", "names have a default")
                                         .revises("r2")
                                         .upgrade(al::alter_column("parents", "name").default_to("x"));
inline constexpr auto other_key =
    al::revision("r4", "wider keys").revises("r3").upgrade(al::alter_column("children", "parent_id").type(al::bigint));
inline constexpr al::history<tables, not_null_name, default_name, other_key> typed{};

// A check of every row with a foreign key takes time, and is skipped where no key can be affected.
TEST_F(rebuild, rows_are_looked_at_where_they_could_lose_their_parent) {
    const auto looks = [](al::sqlite3::connection& db, const char* target) {
        const statement_log log(db);
        if (const auto now = al::current<typed>(db); now > strings{target}) al::downgrade<typed>(db, target);
        else al::upgrade<typed>(db, target);
        std::size_t count = 0;
        for (const std::string& each : log.seen) count += each.find("foreign_key_check") != each.npos ? 1 : 0;
        return count;
    };
    al::sqlite3::connection db(path());
    al::upgrade<typed>(db, "r2");
    db.execute(rows);
    EXPECT_EQ(looks(db, "r3"), 0U);
    EXPECT_EQ(looks(db, "r4"), 2U);
    EXPECT_EQ(looks(db, "r3"), 2U);
    EXPECT_EQ(looks(db, "r2"), 0U);
    db.execute("CREATE TABLE mine (parent TEXT REFERENCES parents (name))");  // it could refer to any row
    EXPECT_GT(looks(db, "r3"), 2U) << "it fits no key of parents, so each table is looked at by itself";
    db.execute("DROP TABLE mine");
    EXPECT_EQ(looks(db, "r1"), 0U);
}

TEST_F(rebuild, old_orphans_are_no_obstacle) {
    al::sqlite3::connection db(path());
    al::upgrade<family>(db, "r1");
    db.execute(rows);
    db.execute("INSERT INTO children VALUES (30, 99)");
    EXPECT_EQ(al::upgrade<family>(db).to, strings{"r3"});
}

TEST_F(rebuild, rows_that_contradict_it_are_an_error_and_nothing_is_left_behind) {
    al::sqlite3::connection db(path());
    db.execute("PRAGMA foreign_keys = 1");
    al::upgrade<family>(db, "r1");
    db.execute("INSERT INTO parents VALUES (1, NULL)");
    const al::migration_error error = error_of([&] { al::upgrade<family>(db); });
    EXPECT_EQ(error.code(), SQLITE_CONSTRAINT_NOTNULL);
    EXPECT_EQ(error.revision(), "r2");
    EXPECT_EQ(pragmas(db), "10");
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_master WHERE name LIKE '%new%'"), "0");
    db.execute("UPDATE parents SET name = 'a'");
    EXPECT_EQ(al::upgrade<family>(db).to, strings{"r3"});
}

inline constexpr auto alone =
    al::revision("r3", "outside")
        .revises("r2")
        .without_transaction()
        .upgrade(
            al::execute("PRAGMA user_version = 3"),
            al::add_constraint("loose", al::foreign_key("parent_id").references("parents", "id").named("fk_loose")))
        .irreversible("test")
        .acknowledge(al::rule::adds_foreign_key, "this may fail");
inline constexpr al::history<tables, not_null_name, alone> family_alone{};

TEST_F(rebuild, without_transaction_a_rebuild_has_one_of_its_own) {
    al::sqlite3::connection db(path());
    db.execute("PRAGMA foreign_keys = 1");
    al::upgrade<family_alone>(db, "r2");
    db.execute(rows);
    db.execute("INSERT INTO loose VALUES (7)");
    const al::migration_error error = error_of([&] { al::upgrade<family_alone>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::foreign_keys) << error.what();
    EXPECT_EQ(error.revision(), "r3");
    EXPECT_EQ(column_of(db, "SELECT parent_id FROM loose"), (strings{"1", "NULL", "7"}));
    EXPECT_EQ(pragmas(db), "10");
    EXPECT_FALSE(db.in_transaction());
    db.execute("DELETE FROM loose WHERE parent_id = 7");
    EXPECT_EQ(al::upgrade<family_alone>(db).to, strings{"r3"});
    EXPECT_EQ(pragmas(db), "10");
    EXPECT_EQ(column_of(db, "SELECT id FROM children"), (strings{"10", "20"}));
}

TEST_F(rebuild, an_unfinished_statement_of_the_caller_is_no_reason_to_lose_rows) {
    al::sqlite3::connection db(path());
    db.execute("PRAGMA foreign_keys = 1");
    al::upgrade<family>(db, "r1");
    db.execute(rows);
    sqlite3_stmt* open = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db.handle(), "SELECT * FROM children", -1, &open, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
    try {
        al::upgrade<family>(db);
    } catch (const al::migration_error& error) {
        EXPECT_EQ(al::current<family>(db), strings{"r1"}) << error.what();
    }
    sqlite3_finalize(open);
    EXPECT_EQ(column_of(db, "SELECT id FROM children"), (strings{"10", "20"}));
    EXPECT_EQ(pragmas(db), "10");
    EXPECT_EQ(al::upgrade<family>(db).to, strings{"r3"});
}

}  // namespace
