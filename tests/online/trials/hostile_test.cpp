// SPDX-License-Identifier: BSL-1.0
// Bookkeeping that no migration leaves behind, and connections that are set up against it: either the run is refused and
// nothing is changed, or it does what it always does.
#include "trial.hpp"

#include <chrono>
#include <functional>

namespace {

using namespace trial;
using hostile_trial = online_test;

enum class wanted { success, refusal, either };

/// What is done to the file by another connection, and then to the connection that migrates.
struct environment {
    wanted outcome;
    const char* file;
    const char* connection = "";
};

const environment environments[] = {
    // the version table and the journal
    {wanted::refusal, "DROP TABLE aludel_version; CREATE TABLE aludel_version (other TEXT); INSERT INTO aludel_version VALUES ('t0')"},
    {wanted::either, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT, other TEXT); INSERT INTO aludel_version VALUES ('t0', 'x')"},
    {wanted::either, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT PRIMARY KEY) STRICT, WITHOUT ROWID; INSERT INTO aludel_version VALUES ('t0')"},
    {wanted::refusal, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES (NULL)"},
    {wanted::refusal, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES ('t0'), ('t0')"},
    {wanted::refusal, "DROP TABLE aludel_version; CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES ('t0'), (NULL)"},
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
    {wanted::refusal, "ALTER TABLE aludel_version RENAME TO v; CREATE VIEW aludel_version AS SELECT version_num FROM v; CREATE TRIGGER tr INSTEAD OF UPDATE ON aludel_version BEGIN SELECT 1; END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(ABORT, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN SELECT RAISE(FAIL, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN UPDATE aludel_version SET version_num = OLD.version_num; END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN INSERT INTO aludel_version VALUES (OLD.version_num); END"},
    {wanted::refusal, "CREATE TRIGGER tr AFTER UPDATE ON aludel_version BEGIN DELETE FROM aludel_version; END"},
    {wanted::refusal, "DROP TABLE aludel_journal; CREATE TABLE aludel_journal (other TEXT)"},
    {wanted::refusal, "DROP TABLE aludel_journal; CREATE VIEW aludel_journal AS SELECT 1 AS entry, 't0' AS revision, 'upgrade' AS direction, '0' AS checksum"},
    {wanted::either, "DROP TABLE aludel_journal"},
    {wanted::either, "CREATE TRIGGER tr BEFORE INSERT ON aludel_journal BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON aludel_journal BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    // what the user has beside the history
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON runs BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON runs BEGIN SELECT RAISE(ROLLBACK, 'no'); END"},
    {wanted::refusal, "CREATE TRIGGER tr BEFORE INSERT ON runs WHEN NEW.revision = 'f4' BEGIN SELECT RAISE(FAIL, 'no'); END"},
    {wanted::refusal, "ALTER TABLE account ADD COLUMN extra TEXT DEFAULT 'x'"},
    {wanted::refusal, "DROP TABLE owner"},
    {wanted::refusal, "DROP TABLE account; CREATE VIEW account AS SELECT 1 AS id, 1 AS owner_id, 1 AS balance, '' AS remark"},
    {wanted::either, "CREATE TABLE _aludel_new_account (x); INSERT INTO _aludel_new_account VALUES (1)"},
    {wanted::either, "CREATE VIEW _aludel_new_owner AS SELECT 1"},
    {wanted::success, "CREATE TABLE child (a REFERENCES owner (nope)); INSERT INTO child VALUES (1)"},
    {wanted::success, "CREATE TABLE child (a REFERENCES missing (a)); INSERT INTO child VALUES (1)"},
    {wanted::success, "CREATE TABLE child (a REFERENCES owner (id)); PRAGMA foreign_keys = 0; INSERT INTO child VALUES (99999)"},
    {wanted::either, "CREATE VIEW broken AS SELECT nope FROM runs"},
    {wanted::success, "CREATE VIEW seen AS SELECT o.name, a.balance FROM owner o JOIN account a ON a.owner_id = o.id"},
    {wanted::success, "CREATE INDEX \"my \"\" index\" ON account (balance DESC) WHERE balance > 5"},
    {wanted::success, "CREATE VIRTUAL TABLE docs USING fts5(text); INSERT INTO docs VALUES ('x')"},
    // the connection
    {wanted::either, "", "CREATE TEMP TABLE account (id INTEGER PRIMARY KEY, owner_id, balance, remark); INSERT INTO temp.account VALUES (1, 1, 7, 'temp')"},
    {wanted::either, "", "CREATE TEMP TABLE runs (revision TEXT)"},
    {wanted::either, "", "CREATE TEMP VIEW owner AS SELECT 1 AS id, 'x' AS name"},
    {wanted::either, "", "CREATE TEMP TABLE aludel_version (version_num TEXT); INSERT INTO temp.aludel_version VALUES ('l5')"},
    {wanted::either, "", "CREATE TEMP TABLE aludel_journal (x)"},
    {wanted::either, "", "CREATE TEMP TABLE _aludel_new_account (x)"},
    {wanted::either, "", "CREATE TEMP TABLE t (x); CREATE INDEX temp.ix_account_owner ON t (x); CREATE INDEX temp.ix_account_note ON t (x)"},
    {wanted::either, "", "CREATE TEMP TRIGGER tr AFTER UPDATE ON main.account BEGIN INSERT INTO log VALUES ('temp'); END"},
    {wanted::either, "", "CREATE TEMP TRIGGER tr BEFORE UPDATE ON main.aludel_version BEGIN SELECT RAISE(IGNORE); END"},
    {wanted::either, "", "ATTACH ':memory:' AS other; CREATE TABLE other.aludel_version (version_num TEXT); INSERT INTO other.aludel_version VALUES ('l5')"},
    {wanted::either, "", "ATTACH ':memory:' AS other; CREATE TABLE other.account (id, balance); INSERT INTO other.account VALUES (1, 1); CREATE TABLE other.runs (revision)"},
    {wanted::either, "DROP TABLE aludel_journal", "ATTACH ':memory:' AS other; CREATE TABLE other.aludel_journal (x)"},
    {wanted::success, "", "PRAGMA foreign_keys = 0"}, {wanted::success, "", "PRAGMA legacy_alter_table = 1"}, {wanted::success, "", "PRAGMA recursive_triggers = 1"},
    {wanted::success, "", "PRAGMA reverse_unordered_selects = 1"}, {wanted::success, "", "PRAGMA defer_foreign_keys = 1"}, {wanted::success, "", "PRAGMA trusted_schema = 0"},
    {wanted::success, "", "PRAGMA locking_mode = EXCLUSIVE"}, {wanted::success, "", "PRAGMA case_sensitive_like = 1"}, {wanted::success, "", "PRAGMA count_changes = 1"},
    {wanted::success, "", "PRAGMA short_column_names = 0; PRAGMA full_column_names = 1"}, {wanted::success, "", "PRAGMA empty_result_callbacks = 1"},
    {wanted::success, "", "PRAGMA ignore_check_constraints = 1"}, {wanted::success, "", "PRAGMA automatic_index = 0"}, {wanted::success, "", "PRAGMA temp_store = MEMORY"},
    {wanted::either, "", "PRAGMA writable_schema = 1"}, {wanted::refusal, "", "PRAGMA query_only = 1"}, {wanted::refusal, "", "PRAGMA max_page_count = 1"},
    {wanted::refusal, "", "PRAGMA journal_mode = OFF"}, {wanted::refusal, "", "PRAGMA journal_mode = MEMORY"},
    {wanted::refusal, "", "BEGIN"}, {wanted::refusal, "", "BEGIN IMMEDIATE; INSERT INTO log VALUES ('mine')"}, {wanted::refusal, "", "SAVEPOINT mine"}, {wanted::refusal, "", "BEGIN; SAVEPOINT mine"},
};

/// What else the connection holds, which is none of the history's business.
std::string beside(al::sqlite3::connection& db) {
    std::string text;
    for (const al::row_values& row : db.query("PRAGMA database_list"))
        if (*row[1] != "main") text += contents(db, *row[1]);
    return text;
}
std::string rows_of_history(al::sqlite3::connection& db) {
    std::string text;
    for (const char* const select : {"* FROM main.runs", "* FROM main.log", "* FROM main.owner", "* FROM main.account", "version_num FROM main.aludel_version"})
        text += rows_of(db.handle(), std::string("SELECT ") + select + " ORDER BY 1");
    return text;
}

/// Runs the history on connections that were set up, and looks whether they are refused or brought to the head.
struct hostile {
    explicit hostile(const std::filesystem::path& folder, const char* encoding = "UTF-8") : database(folder, "DELETE", 30, encoding) {
        al::sqlite3::connection db = database.fresh();
        al::upgrade<steps>(db);
        head = rows_of_history(db);
    }

    /// `set_up` is for what would keep us from looking; it gives what ends it.
    void expect(tally& result, wanted end, al::sqlite3::connection& db, const std::function<std::function<void()>()>& set_up = {}) const {
        const std::string main_before = contents(db), beside_before = beside(db), settings_before = settings(db);
        const std::function<void()> undo = set_up ? set_up() : [] {};
        const outcome run = outcome_of([&] { al::upgrade<steps>(db, {.busy_timeout = al::duration::of_milliseconds(50)}); });
        undo();
        const std::string main = contents(db), rows = rows_of_history(db), others = beside(db), set = settings(db);
        result.expect(run.clear, "an error that is not the library's", run.message);
        result.expect(end != wanted::success || run.succeeded, "refused without need", run.message);
        result.expect(end != wanted::refusal || !run.succeeded, "not refused");
        result.expect(others == beside_before, "temporary or attached tables are changed", difference(others, beside_before));
        const bool is_said = set_up && run.message.find("could not be set back") != std::string::npos;  // an authorizer refused that as well
        result.expect(set == settings_before || is_said, "the settings are not set back", difference(set, settings_before) + " after: " + run.message);
        if (run.succeeded) result.expect(rows == head, "success, but not the head", difference(rows, head));
        else result.expect(main == main_before, "refused, but changed", difference(main, main_before) + " after: " + run.message);
        result.expect(cell_of(db, "PRAGMA main.integrity_check") == "ok", "integrity_check", run.message);
    }

    subject<steps> database;
    std::string head;
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

/// An authorizer that refuses one kind of action, from its n-th time on.
TEST_F(hostile_trial, authorizers) {
    tally result("authorizers");
    const hostile trial(folder);
    struct denial {
        int action, first, seen = 0;
    };
    for (int action = SQLITE_CREATE_INDEX; action <= SQLITE_RECURSIVE; ++action)
        for (const int first : {1, 2, 5, 20, 100}) {
            result.begin("action " + std::to_string(action) + " from its time " + std::to_string(first));
            al::sqlite3::connection db = trial.database.fresh();
            denial denied{action, first};
            trial.expect(result, wanted::either, db, [&] {
                const auto authorize = [](void* self, int asked, const char*, const char*, const char*, const char*) {
                    denial& each = *static_cast<denial*>(self);
                    return asked == each.action && ++each.seen >= each.first ? SQLITE_DENY : SQLITE_OK;
                };
                sqlite3_set_authorizer(db.handle(), authorize, &denied);
                return [&] {
                    sqlite3_set_authorizer(db.handle(), nullptr, nullptr);
                    if (db.in_transaction()) db.execute("ROLLBACK");  // refused as well
                };
            });
        }
}

/// Statements, hooks and limits of the caller's.
TEST_F(hostile_trial, callers) {
    tally result("callers");
    const hostile trial(folder);
    const auto with = [&](const char* label, wanted end, auto set_up) {
        result.begin(label);
        al::sqlite3::connection db = trial.database.fresh();
        trial.expect(result, end, db, [&]() -> std::function<void()> { return set_up(db); });
    };
    for (const char* const sql : {"SELECT * FROM account", "UPDATE log SET what = what RETURNING what", "SELECT * FROM pragma_table_info('account')"})
        with(sql, wanted::either, [&](al::sqlite3::connection& db) {
            sqlite3_stmt* statement = nullptr;
            sqlite3_prepare_v2(db.handle(), sql, -1, &statement, nullptr);
            sqlite3_step(statement);
            return [&result, statement] {
                const int next = sqlite3_step(statement);
                result.expect(next == SQLITE_ROW || next == SQLITE_DONE, "a statement of the caller's was ended", sqlite3_errstr(next));
                sqlite3_finalize(statement);
            };
        });
    with("a commit hook that refuses", wanted::refusal, [](al::sqlite3::connection& db) {
        sqlite3_commit_hook(db.handle(), [](void*) { return 1; }, nullptr);
        return [handle = db.handle()] { sqlite3_commit_hook(handle, nullptr, nullptr); };
    });
    for (const auto& [limit, value] : {std::pair(SQLITE_LIMIT_SQL_LENGTH, 150), std::pair(SQLITE_LIMIT_VDBE_OP, 40), std::pair(SQLITE_LIMIT_COLUMN, 4), std::pair(SQLITE_LIMIT_LENGTH, 200)})
        with("a limit", wanted::refusal, [limit = limit, value = value](al::sqlite3::connection& db) {
            const int old = sqlite3_limit(db.handle(), limit, value);
            return [handle = db.handle(), limit, old] { sqlite3_limit(handle, limit, old); };
        });
    result.begin("read only");
    { const al::sqlite3::connection db = trial.database.fresh(); }
    al::sqlite3::connection read_only(trial.database.file(), al::sqlite3::open_mode::read_only);
    trial.expect(result, wanted::refusal, read_only);
}

inline constexpr auto notes_table = al::revision("a1").upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
inline constexpr auto notes_text = al::revision("b2").revises("a1").upgrade(al::add_column("notes", al::column("text", al::text)));
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

/// Others who hold the lock, or read: the wait is what was asked for, whatever the connection's own timeout is.
TEST_F(hostile_trial, waits) {
    tally result("waits");
    const hostile trial(folder);
    for (const char* const lock : {"BEGIN EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN; SELECT * FROM account"})
        for (const bool per_revision : {false, true}) {
            result.begin(lock);
            al::sqlite3::connection db = trial.database.fresh(), other(trial.database.file());
            // The first read alone waits as the connection does by itself.
            const std::string own = std::string_view(lock) == "BEGIN EXCLUSIVE" ? "50" : "1500";
            db.execute("PRAGMA busy_timeout = " + own);
            other.execute(lock);
            const auto start = std::chrono::steady_clock::now();
            const outcome run = outcome_of([&] { al::upgrade<steps>(db, {.transaction_per_revision = per_revision, .busy_timeout = al::duration::of_milliseconds(300)}); });
            const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
            result.expect(!run.succeeded, "not refused");
            result.expect(passed.count() > 0.25 && passed.count() < 1.2, "waited for another time than 0.3 s", std::to_string(passed.count()) + " s: " + run.message);
            result.expect(cell_of(db, "PRAGMA busy_timeout") == own, "the settings are not set back", run.message);
            other.execute("ROLLBACK");
            trial.database.examine(result, run, false);
        }
}

}  // namespace
