// SPDX-License-Identifier: BSL-1.0
// A database file is data: no text in it is executed as SQL, and nothing is lost with a table or view that the history
// does not know.
#include "online_test.hpp"

#include <aludel/online/drift.hpp>
#include <aludel/online/reflect.hpp>
#include <aludel/script/script.hpp>

#include <sstream>

namespace {

inline constexpr auto create = al::revision("a1").upgrade(
    al::create_table("p", al::column("id", al::integer, al::primary_key)),
    al::create_table("log", al::column("what", al::text)),
    al::create_table("t", al::column("id", al::integer, al::primary_key, al::autoincrement),
                     al::column("a", al::integer, al::references("p", "id")),
                     al::column("b", al::text, al::check("b <> 'x'")),
                     al::column("at", al::timestamp, al::default_to(al::current_timestamp)), al::unique("a", "b")),
    al::create_view("v", "SELECT id, b FROM t"), al::insert("t", al::row(al::value("id", 1), al::value("b", "kept"))));
inline constexpr auto rebuild = al::revision("b2").revises("a1").upgrade(al::alter_column("t", "b").default_to("d"));
inline constexpr al::history<create, rebuild> rebuilt{};
inline constexpr auto rebuild_bare =
    al::revision("b2").revises("a1").upgrade(al::alter_column("t", "b").default_to("d")).without_transaction();
inline constexpr al::history<create, rebuild_bare> rebuilt_bare{};
inline constexpr auto recreate =
    al::revision("c3").revises("a1").upgrade(al::drop_view("v"), al::create_view("v", "SELECT id, b, a FROM t"));
inline constexpr al::history<create, recreate> recreated{};
inline constexpr auto drop = al::revision("d4").revises("a1").upgrade(al::drop_view("v"));
inline constexpr al::history<create, drop> dropped{};
inline constexpr auto drop_a = al::revision("e5")
                                   .revises("a1")
                                   .upgrade(al::alter_column("t", "b").default_to("d"), al::drop_column("t", "at"))
                                   .acknowledge(al::rule::drops_column, "test");
inline constexpr al::history<create, drop_a> dropped_column{};

struct hostile_file : online_test {
    al::sqlite3::connection db{":memory:"};

    void SetUp() override {
        online_test::SetUp();
        al::upgrade<rebuilt>(db, "a1");
        db.execute("CREATE TABLE secret(x); INSERT INTO secret VALUES (1)");
    }

    [[nodiscard]] al::query_result everything() {
        al::query_result result = db.query("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid");
        for (const char* const table : {"t", "secret", "aludel_version", "aludel_journal"})
            for (al::row_values& row : db.query("SELECT * FROM " + std::string(table)))
                result.push_back(std::move(row));
        return result;
    }

    /// The migration must fail with this error and change nothing; as a script too, where a script can detect it.
    template <const auto& History>
    void expect_refused(migration_error_kind kind, const std::string& named, bool as_script = true) {
        const al::query_result before = everything();
        const al::migration_error error = error_of([&] { al::upgrade<History>(db); });
        EXPECT_EQ(error.kind(), kind) << error.what();
        EXPECT_NE(std::string(error.what()).find(named), std::string::npos) << error.what();
        EXPECT_EQ(everything(), before);
        EXPECT_TRUE(db.query("SELECT name FROM temp.sqlite_schema").empty());
        if (!as_script) return;
        std::ostringstream script;
        al::write_script<History>(script, al::sqlite, "a1:head");
        EXPECT_THROW(db.execute(script.str()), al::connection_error) << named;
        if (db.in_transaction()) db.execute("ROLLBACK");
        db.execute(
            "DROP TABLE IF EXISTS temp._aludel_guard; DROP TABLE IF EXISTS temp._aludel_known_t; DROP VIEW IF EXISTS "
            "temp._aludel_unknown");
        EXPECT_EQ(everything(), before);
    }

    void write_schema(const std::string& assignment, const std::string& object) {
        db.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET " + assignment + " WHERE name = '" + object +
                   "'; PRAGMA writable_schema = RESET");
    }
};

TEST_F(hostile_file, an_index_with_more_behind_it_executes_nothing) {
    db.execute("CREATE INDEX an_index ON t(a)");
    write_schema("sql = sql || '; DELETE FROM secret'", "an_index");
    expect_refused<rebuilt>(migration_error_kind::foreign_statement, "index `an_index`");
    expect_refused<rebuilt_bare>(migration_error_kind::foreign_statement, "index `an_index`");
}

TEST_F(hostile_file, a_trigger_with_more_behind_it_executes_nothing) {
    db.execute("CREATE TRIGGER a_trigger AFTER DELETE ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END");
    write_schema("sql = sql || '; DELETE FROM secret'", "a_trigger");
    expect_refused<rebuilt>(migration_error_kind::foreign_statement, "trigger `a_trigger`");
}

TEST_F(hostile_file, an_index_of_another_table_is_not_executed_either) {
    db.execute("CREATE INDEX elsewhere ON secret(x)");
    write_schema("sql = sql || '/**/; ATTACH ''/nowhere'' AS n'", "elsewhere");
    expect_refused<rebuilt>(migration_error_kind::foreign_statement, "index `elsewhere`", false);
}

TEST_F(hostile_file, a_view_trigger_with_more_behind_it_executes_nothing) {
    db.execute("CREATE TRIGGER t2 INSTEAD OF INSERT ON v BEGIN SELECT 1; END");
    write_schema("sql = sql || '; DELETE FROM secret'", "t2");
    expect_refused<recreated>(migration_error_kind::foreign_statement, "trigger `t2`");
}

TEST_F(hostile_file, what_sqlite_itself_writes_is_kept) {
    db.execute("CREATE UNIQUE INDEX \"odd \"\" name;\" ON t(lower(b) /* ; */, a DESC) WHERE b <> ';' -- odd\n");
    db.execute(
        "CREATE TRIGGER [t;r] AFTER UPDATE OF b ON main.t WHEN new.b = ';' BEGIN INSERT INTO log VALUES ('a;''END'); "
        "SELECT CASE new.a WHEN 1 THEN 2 END AS \"end\"; END");
    const strings before =
        column_of(db, "SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'index') ORDER BY name");
    al::upgrade<rebuilt>(db);
    EXPECT_EQ(column_of(db, "SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'index') ORDER BY name"), before);
}

TEST_F(hostile_file, names_types_and_expressions_are_data) {
    db.execute(
        "CREATE TABLE \"x\"\"; DROP TABLE secret; --\"(a \"INT) ; DROP TABLE secret; --\", b [NOT NULL], c "
        "VARCHAR(99999999999) DEFAULT \"dq\", d 'TEXT' DEFAULT abc CHECK (d <> 1 -- )\n), "
        "e REFERENCES p(id) MATCH \"FULL); DROP TABLE secret; --\", f CHECK (f > 0 /* ) */) COLLATE \"nocase\", UNIQUE "
        "(a) CHECK (b > 0))");
    db.execute(
        "CREATE INDEX i ON \"x\"\"; DROP TABLE secret; --\"(lower(a) /* c */ DESC, b -- e\n) WHERE a > 0 -- and so "
        "on\n");
    const al::schema found = al::reflect(db);
    al::sqlite3::connection copy{":memory:"};
    copy.execute("CREATE TABLE aludel_check(x)");
    for (const al::statement& each : al::statements_of(found))
        if (each.sql.str().find("aludel_") == std::string::npos) copy.execute(each.sql.str());
    EXPECT_EQ(cell_of(copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'secret'"), "1");
    EXPECT_EQ(column_of(copy, "SELECT type FROM pragma_table_info('x\"; DROP TABLE secret; --')"),
              column_of(db, "SELECT type FROM pragma_table_info('x\"; DROP TABLE secret; --')"));
    EXPECT_EQ(cell_of(copy, "SELECT max(\"notnull\") FROM pragma_table_info('x\"; DROP TABLE secret; --')"), "0");
    EXPECT_TRUE(al::compare(al::reflect(copy, {"aludel_check"}), al::reflect(db, {"aludel_version", "aludel_journal"}))
                    .empty());
}

TEST_F(hostile_file, what_is_no_single_statement_is_not_reflected) {
    db.execute("CREATE INDEX an_index ON t(a)");
    write_schema("sql = sql || ' WHERE a = 1; DROP TABLE secret'", "an_index");
    const al::migration_error error = error_of([&] { static_cast<void>(al::reflect(db)); });
    EXPECT_EQ(error.kind(), migration_error_kind::foreign_statement);
    EXPECT_NE(std::string(error.what()).find("index `an_index`"), std::string::npos) << error.what();
}

// Things that the history does not know.

TEST_F(hostile_file, an_unknown_column_is_not_lost) {
    db.execute("ALTER TABLE t ADD COLUMN extra TEXT; UPDATE t SET extra = 'mine'");
    expect_refused<rebuilt>(migration_error_kind::unknown_part, "a column `extra`");
    expect_refused<rebuilt_bare>(migration_error_kind::unknown_part, "a column `extra`");
    db.execute("ALTER TABLE t DROP COLUMN extra");
    al::upgrade<rebuilt>(db);
    EXPECT_EQ(version_of(db), strings{"b2"});
}

TEST_F(hostile_file, unknown_clauses_are_not_lost) {
    const std::string head = "CREATE TABLE t (\"id\" INTEGER CONSTRAINT \"pk_t\" PRIMARY KEY AUTOINCREMENT, ",
                      tail = ", \"at\" TIMESTAMP DEFAULT CURRENT_TIMESTAMP";
    const std::string a = "\"a\" INTEGER REFERENCES p (id)", b = "\"b\" TEXT CHECK (b <> 'x')",
                      ab = ", CONSTRAINT u UNIQUE (\"a\", \"b\")";
    const struct {
        std::string table, named;
    } cases[] = {
        {"CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, " + a + ", " + b + tail + ab + ")",
         "on conflict replace"},
        {head + a + ", " + b + " COLLATE NOCASE" + tail + ", CONSTRAINT u UNIQUE (a, b COLLATE BINARY))",
         "collate nocase"},
        {head + a + ", " + b + tail + ", UNIQUE (a DESC, b))", "a key on a DESC, b"},
        {"CREATE TABLE t (id INTEGER PRIMARY KEY, " + a + ", " + b + tail + ab + ") WITHOUT ROWID", "`without`"},
        {"CREATE TABLE t (id INTEGER PRIMARY KEY, " + a + ", \"b\" TEXT CHECK (b <> 'x'), \"at\" TEXT" + ab +
             ") STRICT",
         "`strict`"},
        {head + a + ", " + b + tail + ", CHECK (a > 5)" + ab + ")", "check a > 5"},
        {head + a + ", " + b + tail + ", c AS (a + 1)" + ab + ")", "a column `c`"},
        {head + "\"a\" INTEGER REFERENCES p (id) ON DELETE CASCADE, " + b + tail + ab + ")",
         "a foreign key from `a` to `p`"},
        {head + a + ", " + b + tail + ", FOREIGN KEY (b) REFERENCES log (what)" + ab + ")",
         "a foreign key from `b` to `log`"},
        {head + "\"a\" INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED, " + b + tail + ab + ")",
         "initially deferred"},
        {head + a + ", " + b + tail + ab + ", UNIQUE (b))", "a key on b"},
        {head + "\"a\" INTEGER NOT NULL REFERENCES p (id), " + b + tail + ab + ")", "NOT NULL of column `a`"},
        {head + "\"a\" INTEGER DEFAULT 7 REFERENCES p (id), " + b + tail + ab + ")", "a default of column `a`"},
        {head + "\"a\" VARCHAR(8) REFERENCES p (id), " + b + tail + ab + ")", "type VARCHAR(8) of column `a`"},
        {"CREATE TABLE t (id INTEGER, " + a + ", " + b + tail + ab + ", PRIMARY KEY (id, b))", "another primary key"},
        {"CREATE TABLE t (id INTEGER PRIMARY KEY DESC, " + a + ", " + b + tail + ab + ")", "a key on id"},
        {head + b + tail + ")", "no column `a`"},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.table);
        db.execute("DROP VIEW IF EXISTS v; DROP TABLE t");
        db.execute(each.table);
        expect_refused<rebuilt>(migration_error_kind::unknown_part, each.named);
    }
}

TEST_F(hostile_file, another_check_is_not_replaced) {
    db.execute("DROP VIEW v; DROP TABLE t");
    db.execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER REFERENCES p, b TEXT CHECK (b <> 'y'), at "
        "TIMESTAMP DEFAULT CURRENT_TIMESTAMP, UNIQUE (a, b))");
    expect_refused<rebuilt>(migration_error_kind::unknown_part, "check b <> 'y'");
}

// The same table as other tools spell it.
TEST_F(hostile_file, another_spelling_is_no_obstacle) {
    for (const char* const table :
         {"CREATE TABLE t (\n\tid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, \n\ta BIGINT, \n\tb VARCHAR(80), \n\tat "
          "DATETIME DEFAULT (CURRENT_TIMESTAMP), \n\tCHECK (b != 'y' OR 1 AND b <> 'x'), \n\tFOREIGN KEY(a) REFERENCES "
          "p (id), \n\tUNIQUE (b, a)\n)",
          "create table [T] (`ID` integer primary key autoincrement, A int references P, /* COLLATE */ B clob "
          "check(\"b\"<>'x'), At datetime default current_timestamp, unique(a,b))"}) {
        SCOPED_TRACE(table);
        al::sqlite3::connection other{":memory:"};
        al::upgrade<rebuilt>(other, "a1");
        other.execute("DROP VIEW v; DROP TABLE t");
        std::string result = table;
        if (const std::size_t odd = result.find("b != 'y' OR 1 AND "); odd != std::string::npos) result.erase(odd, 18);
        other.execute(result);
        other.execute("INSERT INTO t(id, b) VALUES (3, 'kept')");
        al::upgrade<rebuilt>(other);
        EXPECT_EQ(cell_of(other, "SELECT b FROM t WHERE id = 3"), "kept");
    }
}

inline constexpr auto create_words = al::revision("w1").upgrade(
    al::create_table("p", al::column("id", al::integer, al::primary_key)),
    al::create_table("words", al::column("id", al::integer, al::primary_key), al::column("strict", al::integer),
                     al::column("deferred", al::text), al::column("conflict", al::text),
                     al::column("without", al::integer, al::references("p", "id")),
                     al::check("strict > 0").named("words_strict_check")));
inline constexpr auto rebuild_words =
    al::revision("w2").revises("w1").upgrade(al::alter_column("words", "deferred").default_to("d"));
inline constexpr al::history<create_words, rebuild_words> words{};

// Names that are like clauses, and clauses that change nothing.
TEST_F(hostile_file, names_like_clauses_and_clauses_without_effect_are_no_obstacle) {
    const std::string columns =
        "(id INTEGER PRIMARY KEY, strict INT, deferred TEXT, conflict TEXT, without INT REFERENCES p(id)";
    const struct {
        std::string table;
        bool lost;
    } cases[] = {
        {columns + ", CONSTRAINT words_strict_check CHECK (strict > 0))", false},
        {columns + ", CONSTRAINT \"the check\" CHECK ((words.strict > 0)))", false},
        {"(-- a strict check, conflicts deferred\n" + columns.substr(1) + ")", false},
        {"(id INTEGER PRIMARY KEY ASC, strict INT NULL, deferred TEXT DEFAULT NULL, conflict TEXT DEFAULT (NULL), "
         "without INT REFERENCES p DEFERRABLE INITIALLY IMMEDIATE)",
         false},
        {"(id INTEGER PRIMARY KEY ON CONFLICT ABORT, strict INT, deferred TEXT COLLATE BINARY, conflict TEXT, without "
         "INT REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
         false},
        {columns + ", CHECK (strict > 0), CHECK (length(conflict) > 3))", true},
        {columns + ", CHECK (length(conflict) > 3))", true},
    };
    for (const auto& each : cases)
        for (const bool as_script : {false, true}) {
            SCOPED_TRACE(each.table);
            al::sqlite3::connection other{":memory:"};
            al::upgrade<words>(other, "w1");
            other.execute("DROP TABLE words; CREATE TABLE words " + each.table +
                          "; INSERT INTO words(id, strict, conflict) VALUES (1, 2, 'kept')");
            std::ostringstream script;
            al::write_script<words>(script, al::sqlite, "w1:w2");
            bool refused = false;
            try {
                if (as_script) other.execute(script.str());
                else al::upgrade<words>(other);
            } catch (const std::exception& error) {
                refused = true;
                EXPECT_NE(std::string(error.what())
                              .find(as_script ? "a table to be rebuilt is not as this history knows it"
                                              : "`check length ( conflict )> 3`"),
                          std::string::npos)
                    << error.what();
            }
            EXPECT_EQ(refused, each.lost);
            EXPECT_EQ(cell_of(other, "SELECT conflict FROM words"), "kept");
        }
}

TEST_F(hostile_file, a_defensive_connection_can_migrate) {
    ASSERT_EQ(sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr), SQLITE_OK);
    db.execute(
        "PRAGMA trusted_schema = OFF; CREATE INDEX own ON t(lower(b)); CREATE TRIGGER tr AFTER UPDATE ON t BEGIN "
        "INSERT INTO log VALUES (new.b); END");
    al::upgrade<rebuilt>(db);
    EXPECT_EQ(version_of(db), strings{"b2"});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('own', 'tr')"), "2");
}

// A temporary table with AUTOINCREMENT would hide the sqlite_sequence of the file.
TEST_F(hostile_file, numbers_go_on_beside_a_temporary_table_that_counts) {
    db.execute(
        "CREATE TEMP TABLE counts(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t(id, b) VALUES (9, 'gone'); "
        "DELETE FROM t WHERE id = 9");
    al::upgrade<rebuilt>(db);
    EXPECT_EQ(cell_of(db, "SELECT seq FROM main.sqlite_sequence WHERE name = 't'"), "9");
}

// Triggers.

TEST_F(hostile_file, a_trigger_that_would_break_is_an_error) {
    db.execute("CREATE TRIGGER tr AFTER UPDATE ON t BEGIN INSERT INTO log(what) VALUES (OLD.at); END");
    expect_refused<dropped_column>(migration_error_kind::view_broken,
                                   "trigger `tr` would no longer work: no such column: OLD.at");
}

TEST_F(hostile_file, a_trigger_that_was_broken_is_no_obstacle) {
    db.execute("CREATE TRIGGER tr AFTER INSERT ON secret BEGIN INSERT INTO nowhere VALUES (1); END");
    al::upgrade<dropped_column>(db);
    EXPECT_EQ(version_of(db), strings{"e5"});
}

TEST_F(hostile_file, triggers_of_a_view_come_back_with_it) {
    db.execute(
        "CREATE TRIGGER first INSTEAD OF INSERT ON v BEGIN INSERT INTO log VALUES (new.b); END; CREATE TRIGGER second "
        "INSTEAD OF UPDATE OF b ON v BEGIN SELECT 1; END");
    const strings before = column_of(db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name");
    al::upgrade<recreated>(db);
    EXPECT_EQ(column_of(db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"), before);
    db.execute("INSERT INTO v VALUES (1, 'through it', 2)");
    EXPECT_EQ(cell_of(db, "SELECT what FROM log"), "through it");
}

TEST_F(hostile_file, a_view_is_not_dropped_from_under_its_triggers) {
    db.execute("CREATE TRIGGER first INSTEAD OF INSERT ON v BEGIN INSERT INTO log VALUES (new.b); END");
    expect_refused<dropped>(migration_error_kind::unknown_part, "trigger `first`");
    db.execute("DROP TRIGGER first");
    al::upgrade<dropped>(db);
}

// Triggers that raw SQL of the history creates are not checked.
inline constexpr auto own_trigger =
    al::revision("f6")
        .revises("a1")
        .upgrade(al::execute("CREATE TRIGGER own INSTEAD OF INSERT ON v BEGIN INSERT INTO log VALUES (new.b); END"))
        .downgrade(al::execute("DROP TRIGGER own"));
inline constexpr auto drops_both = al::revision("g7").revises("f6").upgrade(al::drop_view("v"));
inline constexpr al::history<create, own_trigger, drops_both> owned{};

TEST_F(hostile_file, triggers_of_the_history_are_its_own_business) {
    al::upgrade<owned>(db);
    EXPECT_EQ(version_of(db), strings{"g7"});
}

}  // namespace
