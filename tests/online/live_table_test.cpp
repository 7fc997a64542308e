// SPDX-License-Identifier: BSL-1.0
// A table was changed by hand, and then a revision rebuilds it: what the rebuild would lose stops the migration before
// anything is changed, online and in a script, upwards and downwards; what can be kept is kept.
#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <sstream>

namespace {

inline constexpr auto create = al::revision("a1").upgrade(
    al::create_table("p", al::column("id", al::integer, al::primary_key)),
    al::create_table("t", al::column("id", al::integer, al::primary_key),
                     al::column("name", al::varchar(40), al::not_null),
                     al::column("price", al::integer, al::default_to(0)), al::column("note", al::text),
                     al::column("p", al::integer, al::references("p", "id")),
                     al::column("twice", al::integer, al::generated("price * 2", al::virtual_)),
                     al::unique("name", "price"), al::check("price >= 0").named("not_negative")),
    al::create_index("ix_name", "t", "name"),
    al::create_index("ix_note", "t", al::expression("lower(note)"), al::desc("price")).where("note IS NOT NULL"),
    al::create_view("v", "SELECT id, name, price FROM t"),
    al::insert("t", al::row(al::value("id", 1), al::value("name", "kept"), al::value("note", "mine"))));
inline constexpr auto adds =
    al::revision("b2").revises("a1").upgrade(al::add_column("t", al::column("plain", al::integer)));
inline constexpr auto rebuilds =
    al::revision("c3").revises("b2").upgrade(al::alter_column("t", "note").default_to("d"));
inline constexpr auto goes_on =
    al::revision("d4").revises("c3").upgrade(al::create_table("later", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<create, adds, rebuilds, goes_on> history{};

struct way {
    const char *from, *to;
    bool up, as_script;
};
constexpr way ways[] = {
    {"a1", "d4", true, false}, {"a1", "d4", true, true}, {"d4", "a1", false, false}, {"d4", "a1", false, true}};

struct live_table : online_test {
    static std::string script(const way& taken) {
        std::ostringstream written;
        al::write_script<history>(written, al::sqlite, std::string(taken.from) + ":" + taken.to);
        return written.str();
    }
    /// Migrates a database that was changed by hand; gives the error, or nothing.
    static std::string migrate(al::sqlite3::connection& db, const way& taken) {
        try {
            if (taken.as_script) db.execute(script(taken));
            else if (taken.up) al::upgrade<history>(db);
            else al::downgrade<history>(db, taken.to);
            return {};
        } catch (const std::exception& error) {
            if (db.in_transaction()) db.execute("ROLLBACK");
            return error.what();
        }
    }
    static strings everything(al::sqlite3::connection& db) {
        strings all = column_of(
            db, "SELECT type || name || tbl_name || coalesce(sql, '') FROM main.sqlite_schema ORDER BY rowid");
        for (const std::string& table :
             column_of(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'aludel_journal'"))
            for (const al::row_values& row : db.query("SELECT * FROM \"" + table + "\""))
                for (const auto& value : row) all.push_back(value.value_or("NULL"));
        return all;
    }
    /// Replaces a part of the stored definition of the table.
    static std::string redefined(const std::string& part, const std::string& by) {
        return "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '" + part + "', '" + by +
            "') WHERE name = 't'; PRAGMA writable_schema = RESET";
    }
};

TEST_F(live_table, what_a_rebuild_would_lose_stops_it) {
    const struct {
        std::string by_hand, named;
    } cases[] = {
        {"ALTER TABLE t ADD COLUMN extra TEXT; UPDATE t SET extra = 'mine'", "a column `extra`"},
        {"ALTER TABLE t ADD COLUMN \"check\" DEFAULT 'x' NOT NULL", "a column `check`"},
        {"ALTER TABLE t ADD COLUMN extra AS (price + 1)", "a column `extra`"},
        {"ALTER TABLE t RENAME COLUMN note TO remark", "a column `remark`"},
        {"DROP INDEX ix_note; ALTER TABLE t DROP COLUMN note", "no column `note`"},
        {redefined("\"note\" TEXT", "\"note\" TEXT COLLATE NOCASE"), "collate nocase"},
        {redefined("\"note\" TEXT", "\"note\" TEXT COLLATE \"rtrim\""), "collate rtrim"},
        {redefined("\"note\" TEXT", "\"note\" TEXT NOT NULL"), "NOT NULL of column `note`"},
        {redefined("NOT NULL", "NOT NULL ON CONFLICT REPLACE"), "on conflict replace"},
        {redefined("UNIQUE (\"name\", \"price\")", "UNIQUE (\"name\", \"price\") ON CONFLICT IGNORE"),
         "on conflict ignore"},
        {redefined("price >= 0", "price >= 1"), "check price >= 1"},
        {redefined("\"note\" TEXT", "\"note\" TEXT CHECK (note <> ''--'')"), "check note <> '--'"},
        {redefined("CHECK (price >= 0)", "CHECK (price >= 0), CHECK (\"id\" > 0 OR note IN (''a'', ''b)''))"),
         "check id > 0 or"},
        {redefined("DEFAULT 0", "DEFAULT 7"), "a default of column `price`"},
        {redefined("\"p\" INTEGER", "\"p\" INTEGER DEFAULT 5"), "a default of column `p`"},
        {redefined("\"note\" TEXT", "\"note\" INTEGER"), "type INTEGER of column `note`"},
        {redefined("price * 2", "price * 3"), "as price * 3"},
        {redefined("REFERENCES \"p\" (\"id\")", "REFERENCES \"p\" (\"id\") ON DELETE CASCADE"),
         "a foreign key from `p`"},
        {redefined("REFERENCES \"p\" (\"id\")", "REFERENCES \"p\" (\"id\") DEFERRABLE /**/ INITIALLY DEFERRED"),
         "initially deferred"},
        {redefined("REFERENCES \"p\" (\"id\")", "REFERENCES \"p\" (\"id\"), FOREIGN KEY (note) REFERENCES p"),
         "a foreign key from `note`"},
        {"DROP INDEX ix_name; CREATE UNIQUE INDEX ix_name ON t (name)", "index ix_name: unique (name)"},
        {"DROP INDEX ix_name; CREATE INDEX ix_name ON t (name DESC)", "index ix_name: (name desc)"},
        {"DROP INDEX ix_name; CREATE INDEX ix_name ON t (name COLLATE NOCASE)", "index ix_name: (name collate nocase)"},
        {"DROP INDEX ix_name; CREATE INDEX ix_name ON t (name) WHERE price > 3",
         "index ix_name: (name) where price > 3"},
        {"DROP INDEX ix_note; CREATE INDEX ix_note ON t (lower(note)) WHERE note IS NOT NULL",
         "index ix_note: (lower ( note )) where"},
    };
    for (const auto& each : cases)
        for (const way& taken : ways) {
            SCOPED_TRACE(each.by_hand + (taken.up ? ", up" : ", down") + (taken.as_script ? ", script" : ""));
            al::sqlite3::connection db{":memory:"};
            al::upgrade<history>(db, taken.from);
            db.execute(each.by_hand);
            const strings before = everything(db);
            const std::string error = migrate(db, taken);
            EXPECT_NE(error.find(taken.as_script ? "not as this history knows it" : each.named), std::string::npos)
                << error;
            EXPECT_EQ(everything(db), before);
        }
}

// The first statement that names it fails, or the comparison where that is the rebuild.
TEST_F(live_table, a_table_that_was_renamed_by_hand_is_an_error) {
    for (const char* const start : {"a1", "b2"})
        for (const bool as_script : {false, true}) {
            al::sqlite3::connection db{":memory:"};
            al::upgrade<history>(db, start);
            db.execute("DROP VIEW v; ALTER TABLE t RENAME TO t_old");
            const strings before = everything(db);
            EXPECT_NE(migrate(db, {start, "d4", true, as_script}), "");
            EXPECT_EQ(everything(db), before);
        }
}

TEST_F(live_table, what_has_no_effect_or_can_be_kept_does_not) {
    const struct {
        std::string by_hand, kept;  ///< a query, which gives 1 if what was made by hand is still there
        bool stops_script = false;
    } cases[] = {
        {redefined("\"note\" TEXT", "note CLOB COLLATE binary NULL DEFAULT (NULL) /* CHECK (a), COLLATE x */"),
         "SELECT 1"},
        {redefined("DEFAULT 0", "DEFAULT ( ''0'' )"), "SELECT 1"},
        {redefined("CHECK (price >= 0)", "CHECK ((t.\"price\">=0)) -- )\n"), "SELECT 1"},
        {redefined("price * 2", "(  [price]*2 )"), "SELECT 1"},
        {redefined("UNIQUE (\"name\", \"price\")", "UNIQUE (name ASC, price COLLATE BINARY) ON CONFLICT ABORT"),
         "SELECT 1"},
        {redefined("REFERENCES \"p\" (\"id\")", "REFERENCES P NOT DEFERRABLE INITIALLY DEFERRED"), "SELECT 1"},
        {redefined("CONSTRAINT \"not_negative\" CHECK (price >= 0)", "CONSTRAINT a CONSTRAINT b"), "SELECT 1"},
        {"DROP INDEX ix_name; create index [IX_NAME] on T(\n`name` asc )", "SELECT 1"},
        {"DROP INDEX ix_name", "SELECT count(*) FROM sqlite_schema WHERE name = 'ix_name'"},
        {"CREATE VIEW by_hand AS SELECT note FROM t", "SELECT count(*) FROM by_hand WHERE note = 'mine'"},
        {"CREATE TABLE child (t INTEGER REFERENCES t ON DELETE CASCADE); INSERT INTO child VALUES (1)",
         "SELECT count(*) FROM child"},
        {"CREATE INDEX by_hand ON t (note, name DESC)", "SELECT count(*) FROM sqlite_schema WHERE name = 'by_hand'",
         true},
        {"CREATE TRIGGER by_hand AFTER UPDATE ON t BEGIN SELECT new.note; END",
         "SELECT count(*) FROM sqlite_schema WHERE name = 'by_hand'", true},
    };
    for (const auto& each : cases)
        for (const way& taken : ways) {
            SCOPED_TRACE(each.by_hand + (taken.up ? ", up" : ", down") + (taken.as_script ? ", script" : ""));
            al::sqlite3::connection db{":memory:"};
            al::upgrade<history>(db, taken.from);
            db.execute(each.by_hand);
            const std::string error = migrate(db, taken);
            EXPECT_EQ(error.empty(), !(each.stops_script && taken.as_script)) << error;
            if (error.empty()) {
                EXPECT_EQ(version_of(db), strings{taken.to});
            }
            EXPECT_EQ(cell_of(db, each.kept), "1");
            EXPECT_EQ(cell_of(db, "SELECT id || name || note FROM t"), "1keptmine");
        }
}

inline constexpr auto drops_table = al::revision("e5")
                                        .revises("a1")
                                        .upgrade(al::drop_view("v"), al::drop_table("t"))
                                        .acknowledge(al::rule::drops_table, "test")
                                        .irreversible("test");
inline constexpr al::history<create, drops_table> dropping{};

// What a table holds goes with it, known or not; what refers to it from elsewhere does not.
TEST_F(live_table, is_not_dropped_from_under_a_table_that_the_history_does_not_know) {
    for (const char* const keys : {"ON", "OFF"})
        for (const char* const action : {"", "ON DELETE CASCADE", "ON DELETE SET NULL"}) {
            SCOPED_TRACE(keys + std::string(action));
            al::sqlite3::connection db{":memory:"};
            db.execute("PRAGMA foreign_keys = " + std::string(keys));
            al::upgrade<dropping>(db, "a1");
            db.execute("ALTER TABLE t ADD COLUMN extra; CREATE TABLE child (t INTEGER REFERENCES T " +
                       std::string(action) + "); INSERT INTO child VALUES (1)");
            const strings before = everything(db);
            // Where SQLite itself refuses, its own error is the one.
            const bool refuses = keys == std::string("ON") && *action == '\0';
            EXPECT_EQ(error_of([&] { al::upgrade<dropping>(db); }).kind(),
                      refuses ? migration_error_kind::statement_failed : migration_error_kind::foreign_keys);
            EXPECT_EQ(everything(db), before);
            db.execute("DROP TABLE child");
            al::upgrade<dropping>(db);
            EXPECT_FALSE(has_table(db, "t"));
        }
}

inline constexpr auto drops_column =
    al::revision("e5").revises("b2").upgrade(al::drop_column("t", "plain")).acknowledge(al::rule::drops_column, "test");
inline constexpr al::history<create, adds, drops_column> dropping_column{};

TEST_F(live_table, a_column_that_something_unknown_uses_is_not_dropped) {
    for (const char* const by_hand :
         {"CREATE INDEX by_hand ON t (plain)", "CREATE VIEW by_hand AS SELECT plain FROM t",
          "CREATE TRIGGER by_hand AFTER INSERT ON t BEGIN SELECT new.plain; END",
          "ALTER TABLE t ADD COLUMN by_hand AS (plain + 1)", "ALTER TABLE t ADD COLUMN by_hand CHECK (plain > 0)"})
        for (const bool as_script : {false, true}) {
            SCOPED_TRACE(by_hand);
            al::sqlite3::connection db{":memory:"};
            al::upgrade<dropping_column>(db, "b2");
            db.execute(by_hand);
            const strings before = everything(db);
            std::ostringstream written;
            al::write_script<dropping_column>(written, al::sqlite, "b2:e5");
            if (as_script) {
                EXPECT_THROW(db.execute(written.str()), al::connection_error);
            } else {
                EXPECT_THROW(al::upgrade<dropping_column>(db), al::migration_error);
            }
            if (db.in_transaction()) db.execute("ROLLBACK");
            EXPECT_EQ(everything(db), before);
        }
}

}  // namespace
