// SPDX-License-Identifier: BSL-1.0
// Contents of the version table and the journal that no migration writes, and connections set up to disturb: a run is
// either refused with nothing changed, or does what it always does.
#include "hostile.hpp"

namespace {

using namespace trial;
using hostile_trial = online_test;

/// What is done to the file by another connection, and then to the connection that migrates.
struct environment {
    wanted outcome;
    const char* file;
    const char* connection = "";
};

const environment environments[] = {
    // the version table and the journal
    {wanted::refusal,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (other TEXT); INSERT INTO aludel_version VALUES ('t0')"},
    {wanted::either,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT, other TEXT); INSERT INTO "
     "aludel_version VALUES ('t0', 'x')"},
    {wanted::either,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT PRIMARY KEY) STRICT, WITHOUT ROWID; "
     "INSERT INTO aludel_version VALUES ('t0')"},
    {wanted::refusal,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES "
     "(NULL)"},
    {wanted::refusal,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES "
     "('t0'), ('t0')"},
    {wanted::refusal,
     "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES "
     "('t0'), (NULL)"},
    {wanted::refusal, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num)"},
    {wanted::refusal, "DROP TABLE aludel_version"},
    {wanted::refusal, "INSERT INTO aludel_version VALUES ('n1')"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = 'zz'"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = ''"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = 't0' || char(0) || 'x'"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = 't0 '"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = 'T0'"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = hex(zeroblob(100000))"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = 0"},
    {wanted::either, "UPDATE aludel_version SET version_num = x'7430'"},
    {wanted::refusal, "UPDATE aludel_version SET version_num = x'ff1b5b'"},
    {wanted::refusal, "DROP TABLE aludel_version; CREATE VIEW aludel_version AS SELECT 't0' AS version_num"},
    {wanted::refusal,
     "ALTER TABLE aludel_version RENAME TO v; CREATE VIEW aludel_version AS SELECT version_num FROM v; CREATE TRIGGER "
     "tr INSTEAD OF UPDATE ON aludel_version BEGIN SELECT 1; END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(ABORT, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN SELECT RAISE(FAIL, 'no'); END"},
    {wanted::refusal,
     "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN UPDATE aludel_version SET version_num = OLD.version_num; "
     "END"},
    {wanted::refusal,
     "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN INSERT INTO aludel_version VALUES (OLD.version_num); END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN DELETE FROM aludel_version; END"},
    {wanted::refusal, "DROP TABLE aludel_journal; CREATE TABLE aludel_journal (other TEXT)"},
    {wanted::refusal,
     "DROP TABLE aludel_journal; CREATE VIEW aludel_journal AS SELECT 1 AS entry, 't0' AS revision, 'upgrade' AS "
     "direction, '0' AS checksum"},
    {wanted::either, "DROP TABLE aludel_journal"},
    {wanted::either, "CREATE TRIGGER tr BEFORE INSERT ON aludel_journal BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON aludel_journal BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    // objects of the user beside the history
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON runs BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON runs BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    {wanted::refusal,
     "CREATE TRIGGER tr BEFORE INSERT ON runs WHEN NEW.revision = 'f4' BEGIN SELECT RAISE(FAIL, 'no'); END"},
    {wanted::refusal, "ALTER TABLE account ADD COLUMN extra TEXT DEFAULT 'x'"},
    {wanted::refusal, "DROP TABLE owner"},
    {wanted::refusal,
     "DROP TABLE account; CREATE VIEW account AS SELECT 1 AS id, 1 AS owner_id, 1 AS balance, '' AS remark"},
    {wanted::either, "CREATE TABLE _aludel_new_account (x); INSERT INTO _aludel_new_account VALUES (1)"},
    {wanted::either, "CREATE VIEW _aludel_new_owner AS SELECT 1"},
    {wanted::success, "CREATE TABLE child (a REFERENCES owner (nope)); INSERT INTO child VALUES (1)"},
    {wanted::success, "CREATE TABLE child (a REFERENCES missing (a)); INSERT INTO child VALUES (1)"},
    {wanted::success,
     "CREATE TABLE child (a REFERENCES owner (id)); PRAGMA foreign_keys = 0; INSERT INTO child VALUES (99999)"},
    {wanted::either, "CREATE VIEW broken AS SELECT nope FROM runs"},
    {wanted::success, "CREATE VIEW seen AS SELECT o.name, a.balance FROM owner o JOIN account a ON a.owner_id = o.id"},
    {wanted::success, "CREATE INDEX \"my \"\" index\" ON account (balance DESC) WHERE balance > 5"},
    {wanted::success, "CREATE VIRTUAL TABLE docs USING fts5(text); INSERT INTO docs VALUES ('x')"},
    // the connection
    {wanted::either, "",
     "CREATE TEMP TABLE account (id INTEGER PRIMARY KEY, owner_id, balance, remark); INSERT INTO temp.account VALUES "
     "(1, 1, 7, 'temp')"},
    {wanted::either, "", "CREATE TEMP TABLE runs (revision TEXT)"},
    {wanted::either, "", "CREATE TEMP VIEW owner AS SELECT 1 AS id, 'x' AS name"},
    {wanted::either, "",
     "CREATE TEMP TABLE aludel_version (version_num TEXT); INSERT INTO temp.aludel_version VALUES ('l5')"},
    {wanted::either, "", "CREATE TEMP TABLE aludel_journal (x)"},
    {wanted::either, "", "CREATE TEMP TABLE _aludel_new_account (x)"},
    {wanted::either, "",
     "CREATE TEMP TABLE t (x); CREATE INDEX temp.ix_account_owner ON t (x); CREATE INDEX temp.ix_account_note ON t "
     "(x)"},
    {wanted::either, "",
     "CREATE TEMP TRIGGER tr AFTER UPDATE ON main.account BEGIN INSERT INTO log VALUES ('temp'); END"},
    {wanted::either, "", "CREATE TEMP TRIGGER tr BEFORE UPDATE ON main.aludel_version BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::either, "",
     "ATTACH ':memory:' AS other; CREATE TABLE other.aludel_version (version_num TEXT); INSERT INTO "
     "other.aludel_version VALUES ('l5')"},
    {wanted::either, "",
     "ATTACH ':memory:' AS other; CREATE TABLE other.account (id, balance); INSERT INTO other.account VALUES (1, 1); "
     "CREATE TABLE other.runs (revision)"},
    {wanted::either, "DROP TABLE aludel_journal", "ATTACH ':memory:' AS other; CREATE TABLE other.aludel_journal (x)"},
    {wanted::success, "", "PRAGMA foreign_keys = 0"},
    {wanted::success, "", "PRAGMA legacy_alter_table = 1"},
    {wanted::success, "", "PRAGMA recursive_triggers = 1"},
    {wanted::success, "", "PRAGMA reverse_unordered_selects = 1"},
    {wanted::success, "", "PRAGMA defer_foreign_keys = 1"},
    {wanted::success, "", "PRAGMA trusted_schema = 0"},
    {wanted::success, "", "PRAGMA locking_mode = EXCLUSIVE"},
    {wanted::success, "", "PRAGMA case_sensitive_like = 1"},
    {wanted::success, "", "PRAGMA count_changes = 1"},
    {wanted::either, "", "PRAGMA short_column_names = 0; PRAGMA full_column_names = 1"},
    {wanted::success, "", "PRAGMA empty_result_callbacks = 1"},
    {wanted::success, "", "PRAGMA ignore_check_constraints = 1"},
    {wanted::success, "", "PRAGMA automatic_index = 0"},
    {wanted::success, "", "PRAGMA temp_store = MEMORY"},
    {wanted::either, "", "PRAGMA writable_schema = 1"},
    {wanted::refusal, "", "PRAGMA query_only = 1"},
    {wanted::refusal, "", "PRAGMA max_page_count = 1"},
    {wanted::refusal, "", "PRAGMA journal_mode = OFF"},
    {wanted::refusal, "", "PRAGMA journal_mode = MEMORY"},
    {wanted::refusal, "", "BEGIN"},
    {wanted::refusal, "", "BEGIN IMMEDIATE; INSERT INTO log VALUES ('mine')"},
    {wanted::refusal, "", "SAVEPOINT mine"},
    {wanted::refusal, "", "BEGIN; SAVEPOINT mine"},
};

TEST_F(hostile_trial, environments) {
    tally result("hostile bookkeeping and connections");
    const hostile trial(folder);
    for (const environment& each : environments) {
        result.begin(std::string(each.file) + (*each.connection == 0 ? "" : " | ") + each.connection);
        trial.database.fresh().execute(std::string("PRAGMA foreign_keys = 0;") + each.file);
        al::sqlite3::connection db = trial.database.open();
        db.execute(each.connection);
        trial.expect(result, each.outcome, db);
    }
}

TEST_F(hostile_trial, encodings) {
    tally result("encodings");
    for (const char* const encoding : {"UTF-8", "UTF-16le", "UTF-16be"}) {
        result.begin(encoding);
        const hostile trial(folder, encoding);
        al::sqlite3::connection db = trial.database.fresh();
        result.expect(cell_of(db, "PRAGMA encoding") == encoding, "another encoding");
        trial.expect(result, wanted::success, db);
    }
}

inline constexpr auto notes_table =
    al::revision("a1").upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
inline constexpr auto notes_text =
    al::revision("b2").revises("a1").upgrade(al::add_column("notes", al::column("text", al::text)));
inline constexpr al::history<notes_table, notes_text> notes{};

/// The main database is empty, and an attached one is at the head.
TEST_F(hostile_trial, attached_history) {
    tally result("the history's database is attached");
    al::sqlite3::connection attached(path("attached.db"));
    al::upgrade<notes>(attached);
    for (const char* const call : {"upgrade", "downgrade", "stamp", "current"}) {
        result.begin(call);
        al::sqlite3::connection db(":memory:");
        db.execute("ATTACH '" + path("attached.db") + "' AS other");
        const std::string before = beside(db), name = call;
        const outcome run = outcome_of([&] {
            if (name == "upgrade") al::upgrade<notes>(db);
            if (name == "downgrade") al::downgrade<notes>(db, "base");
            if (name == "stamp") al::stamp<notes>(db, "a1");
            if (name == "current" && !al::current<notes>(db).empty()) throw std::runtime_error("it reads the other");
        });
        result.expect(beside(db) == before, "the attached database is changed", run.message);
        result.expect(run.clear, "an error that is not the library's", run.message);
        const std::string tables = rows_of(db.handle(), "SELECT count(*) FROM main.sqlite_schema WHERE name = 'notes'");
        if (run.succeeded && name == "upgrade") result.expect(tables == "11|\n", "success without the head", tables);
    }
}

}  // namespace
