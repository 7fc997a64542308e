// SPDX-License-Identifier: BSL-1.0
// What counts as drift, and what does not.
#include "online_test.hpp"

#include <aludel/online/drift.hpp>

namespace {

using drift = online_test;

strings texts_of(const al::difference_list& found) {
    strings texts;
    for (const al::difference& each : found) texts.emplace_back(each.text().text());
    return texts;
}

inline constexpr auto first = al::revision("d1").upgrade(
    al::create_table("parents", al::column("id", al::integer, al::primary_key),
                     al::column("code", al::varchar(8), al::not_null, al::unique)),
    al::create_table("items", al::column("id", al::integer, al::primary_key),
                     al::column("parent_id", al::integer, al::references("parents", "id")),
                     al::column("size", al::integer, al::not_null, al::default_to(0)),
                     al::column("flag", al::boolean, al::default_to(true)), al::column("title", al::text),
                     al::column("kind", al::enumeration("kinds", "small", "large"), al::default_to("small")),
                     al::check("size >= 0 AND title <> 'a  B'"), al::unique("size", "title")),
    al::create_index("ix_items_size", "items", "size", al::expression("lower(title)")).where("size > 0"),
    al::create_view("large_items", "SELECT id, title FROM items WHERE size > 10"));
inline constexpr al::history<first> history{};

TEST_F(drift, is_none_after_an_upgrade) {
    al::sqlite3::connection db(path());
    EXPECT_EQ(texts_of(al::drift<history>(db, "current")), strings{});
    al::upgrade<history>(db);
    EXPECT_EQ(texts_of(al::drift<history>(db)), strings{});
    EXPECT_EQ(al::drift<history>(db, "base").size(), 3U);
}

// Spelled in every other way that means the same to SQLite.
TEST_F(drift, is_no_matter_of_spelling) {
    al::sqlite3::connection db(path());
    db.execute(R"(
        create table "parents" (id integer constraint pk primary key asc, code varchar ( 8 ) not null /* a key */ collate binary,
                                constraint "another name" unique (code asc));
        create table [items] (
            kind varchar(5) default "small", title text default null, -- a comment
            flag boolean default 1, size integer default (0) not null on conflict abort,
            id integer not null, parent_id integer references parents on delete no action not deferrable,
            unique (title, size), primary key (id), check ( ( [size]>=0 and items."title"<>'a  B' ) ));
        create index ix_items_size on items(size asc, LOWER( title )) where ("size">0);
        CREATE VIEW large_items AS select "id", title from items where size>10;)");
    EXPECT_EQ(texts_of(al::drift<history>(db)), strings{});
    EXPECT_EQ(al::baseline<history>(db, "d1").to, strings{"d1"});
}

TEST_F(drift, says_what_is_there_and_what_should_be) {
    al::sqlite3::connection db(path());
    db.execute(R"(
        CREATE TABLE parents (id INTEGER PRIMARY KEY, code VARCHAR(9) COLLATE NOCASE, UNIQUE (code) ON CONFLICT REPLACE);
        CREATE TABLE items (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id) ON DELETE CASCADE, size BIGINT NOT NULL DEFAULT 1,
            flag BOOLEAN DEFAULT FALSE, title TEXT DEFAULT 'x', kind VARCHAR(5) DEFAULT 'small', extra TEXT,
            CHECK (size >= 0 AND title <> 'a B'), UNIQUE (title, size));
        CREATE UNIQUE INDEX ix_items_size ON items (size DESC);
        CREATE TABLE notes (body TEXT);
        CREATE INDEX ix_notes ON items (title);
        CREATE TRIGGER watched AFTER UPDATE ON items BEGIN DELETE FROM notes; END;
        CREATE VIEW large_items AS SELECT id FROM items;
        CREATE VIEW small_items AS SELECT id FROM items;
        CREATE VIRTUAL TABLE words USING fts5(word);)");
    EXPECT_EQ(texts_of(al::drift<history>(db)),
              (strings{
                  "column `code` of table `parents` differs: type varchar(9) COLLATE nocase instead of varchar(8), "
                  "nullable instead of NOT NULL",
                  "column `size` of table `items` differs: type bigint instead of integer, default 1 instead of 0",
                  "column `flag` of table `items` differs: default 0 instead of 1",
                  "column `title` of table `items` differs: default 'x' instead of none",
                  "table `items` has the extra column `extra`",
                  "table `items` lacks foreign key (`parent_id`) to `parents` (`id`)",
                  "table `items` lacks check (size >= 0 and title <> 'a  B')",
                  "table `items` has the extra foreign key (`parent_id`) to `parents` (`id`) ON DELETE CASCADE",
                  "table `items` has the extra check (size >= 0 and title <> 'a B')",
                  "index `ix_items_size` of table `items` differs: unique (size DESC) instead of (size, lower ( title "
                  ")) WHERE size > 0",
                  "table `items` has the extra index `ix_notes`",
                  "view `large_items` differs: `select id from items` instead of `select id , title from items where "
                  "size > 10`",
                  "view `small_items` is unexpected",
                  "table `notes` is unexpected",
                  "virtual table `words` is unexpected",
                  "clause `ON CONFLICT REPLACE` of table `parents` is unexpected",
                  "trigger `watched` of table `items` is unexpected",
              }));
    EXPECT_EQ(error_of([&] { al::baseline<history>(db, "d1"); }).kind(), migration_error_kind::schema_differs);
}

// Objects that raw SQL of the history creates, changes and drops.
inline constexpr auto raw =
    al::revision("d2")
        .revises("d1")
        .upgrade(al::execute("CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, what TEXT NOT NULL ON CONFLICT "
                             "IGNORE); CREATE TABLE copies AS SELECT * FROM items;"),
                 al::execute("CREATE TRIGGER watched AFTER UPDATE ON items WHEN new.size <> old.size BEGIN INSERT INTO "
                             "log (what) VALUES ('a;b'); DELETE FROM log WHERE id < 0; END;"
                             "CREATE UNIQUE INDEX main.ix_raw ON items (title COLLATE NOCASE) WHERE title IS NOT NULL"),
                 al::execute("CREATE VIRTUAL TABLE words USING fts5(word, content='')"),
                 al::execute("CREATE VIEW titles AS SELECT title FROM items; CREATE TRIGGER titles_insert INSTEAD OF "
                             "INSERT ON titles BEGIN SELECT 1; END"),
                 al::execute("CREATE TEMP TABLE aside (x); DROP TABLE temp.aside"))
        .irreversible("a test");
inline constexpr al::history<first, raw> raw_history{};

TEST_F(drift, is_not_what_raw_sql_of_the_history_makes) {
    al::sqlite3::connection db(path());
    al::upgrade<raw_history>(db);
    EXPECT_EQ(texts_of(al::drift<raw_history>(db)), strings{});
    EXPECT_EQ(texts_of(al::drift<raw_history>(db, "current")), strings{});
    db.execute(
        "DROP TRIGGER watched; DROP INDEX ix_raw; ALTER TABLE log ADD COLUMN more; DROP TABLE words; DROP TRIGGER "
        "titles_insert;"
        "CREATE TRIGGER titles_insert INSTEAD OF INSERT ON titles BEGIN SELECT 2; END");
    EXPECT_EQ(texts_of(al::drift<raw_history>(db)),
              (strings{
                  "table `log` has the extra column `more`",
                  "table `items` lacks index `ix_raw`",
                  "trigger `watched` of table `items` is missing",
                  "virtual table `words` is missing",
                  "trigger `titles_insert` of table `titles` differs: `instead of insert on titles begin select 2 ; "
                  "end` instead of "
                  "`instead of insert on titles begin select 1 ; end`",
              }));
}

inline constexpr auto raw_changes =
    al::revision("d3")
        .revises("d2")
        .upgrade(
            al::execute("ALTER TABLE log ADD COLUMN happened TEXT DEFAULT ('x') CHECK (happened <> '')"),
            al::execute("ALTER TABLE log RENAME COLUMN what TO \"the event\"; ALTER TABLE main.log RENAME TO events; "
                        "ALTER TABLE events ADD old INTEGER; ALTER TABLE events DROP old"),
            al::execute(
                "DROP INDEX ix_raw; DROP VIEW IF EXISTS titles; DROP TABLE IF EXISTS none_such; DROP TRIGGER watched"),
            al::execute("DROP INDEX main.ix_items_size"),
            al::execute("CREATE INDEX events_by_name ON events (\"the event\")"))
        .irreversible("a test");
inline constexpr auto more_changes =
    al::revision("d4")
        .revises("d3")
        .upgrade(al::execute("CREATE TRIGGER again AFTER INSERT ON items BEGIN UPDATE items SET title = new.title "
                             "WHERE id = new.id; END"),
                 al::rename_table("items", "goods"), al::rename_column("goods", "title", "label"),
                 al::drop_view("large_items"))
        .acknowledge(al::rule::renames_table, "a test")
        .acknowledge(al::rule::renames_column, "a test")
        .irreversible("a test");
inline constexpr auto last_changes = al::revision("d5")
                                         .revises("d4")
                                         .upgrade(al::drop_table("goods"))
                                         .acknowledge(al::rule::drops_table, "a test")
                                         .irreversible("a test");
inline constexpr al::history<first, raw, raw_changes, more_changes, last_changes> changed_history{};

TEST_F(drift, follows_raw_sql_and_renames) {
    al::sqlite3::connection db(path());
    for (const char* const revision : {"d1", "d2", "d3", "d4", "d5"}) {
        al::upgrade<changed_history>(db, revision);
        EXPECT_EQ(texts_of(al::drift<changed_history>(db, "current")), strings{}) << revision;
    }
}

inline constexpr auto plain = al::revision("e1").upgrade(
    al::create_table("p", al::column("id", al::integer, al::primary_key)),
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::text, al::not_null),
                     al::column("b", al::integer, al::references("p", "id")), al::unique("a"), al::check("b > 0")),
    al::create_index("ix", "t", "b"), al::create_view("v", "SELECT a FROM t"));
inline constexpr al::history<plain> plain_history{};

struct spelled_table {
    const char* table;
    const char* difference;  ///< empty: there is none
    const char* index = "CREATE INDEX ix ON t (b)";
};

TEST_F(drift, compares_what_a_definition_means) {
    const spelled_table cases[] = {
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL UNIQUE, b INTEGER REFERENCES p CHECK (b>0))", ""},
        {"([id] integer, `a` text not null /* UNIQUE ON CONFLICT FAIL */, b INTEGER -- COLLATE nocase\n, constraint x "
         "primary key(id asc), unique(a collate binary) on conflict abort check ((t.b > 0)) foreign key (b) references "
         "[P] (ID) not deferrable initially deferred)",
         "", "create index [ix] on [t] ( `b` collate BINARY asc /* DESC */ )"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0)) STRICT",
         "clause `STRICT` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0)) WITHOUT ROWID",
         "clause `WITHOUT ROWID` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY DESC, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "clause `DESC of a key` of table `t` is unexpected"},
        {"(id INT PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "column `id` of table `t` differs: type int instead of integer"},
        {"(id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "column `id` of table `t` differs: type integer autoincrement instead of integer"},
        {"(id INTEGER PRIMARY KEY ON CONFLICT IGNORE, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > "
         "0))",
         "clause `ON CONFLICT IGNORE` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL ON CONFLICT FAIL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > "
         "0))",
         "clause `ON CONFLICT FAIL` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL COLLATE NOCASE, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "column `a` of table `t` differs: type text COLLATE nocase instead of text"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a COLLATE RTRIM), CHECK (b > 0))",
         "clause `COLLATE RTRIM of a key` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a DESC), CHECK (b > 0))",
         "clause `DESC of a key` of table `t` is unexpected"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "index `ix` of table `t` differs: (b collate nocase) instead of (b)",
         "CREATE INDEX ix ON t (b COLLATE NOCASE)"},
        {"(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER REFERENCES p, UNIQUE (a), CHECK (b > 0))",
         "index `ix` of table `t` differs: (b DESC) instead of (b)", "CREATE INDEX ix ON t (b DESC)"},
    };
    for (const spelled_table& each : cases) {
        SCOPED_TRACE(each.table);
        al::sqlite3::connection db(":memory:");
        db.execute("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t " + std::string(each.table));
        db.execute(each.index);
        db.execute("CREATE VIEW v AS SELECT a FROM t");
        const strings wanted = *each.difference == '\0' ? strings{} : strings{each.difference};
        EXPECT_EQ(texts_of(al::drift<plain_history>(db)), wanted);
        if (wanted.empty()) {
            EXPECT_EQ(al::baseline<plain_history>(db, "e1").to, strings{"e1"});
            continue;
        }
        const std::string error = error_of([&] { al::baseline<plain_history>(db, "e1"); }).what();
        EXPECT_NE(error.find(wanted[0]), std::string::npos) << error;
    }
}

}  // namespace
