// SPDX-License-Identifier: BSL-1.0
// Migrations with interference: a failed statement, a lost transaction, another database, a handler of the caller.
#include "online_test.hpp"

#include <array>
#include <chrono>
#include <thread>
#include <utility>

namespace {

using safety = online_test;
using namespace std::chrono_literals;

bool says(const std::exception& error, std::string_view words) {
    return std::string_view(error.what()).find(words) != std::string_view::npos;
}
void exec(al::sqlite3::connection& db, const char* sql) {
    EXPECT_EQ(sqlite3_exec(db.handle(), sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
}

#define ID al::column("id", al::integer, al::primary_key)

// Accounts that a revision doubles before it rebuilds their table: if it ran partly and again, they would be doubled
// twice.
inline constexpr auto accounts =
    al::revision("a1").upgrade(al::create_table("owners", ID),
                               al::create_table("accounts", ID, al::column("balance", al::integer),
                                                al::column("owner", al::integer, al::references("owners", "id"))),
                               al::create_view("rich", "SELECT id FROM accounts WHERE balance > 100"));
inline constexpr auto doubled = al::revision("b2")
                                    .revises("a1")
                                    .upgrade(al::execute("UPDATE accounts SET balance = balance * 2"),
                                             al::alter_column("accounts", "owner").type(al::bigint))
                                    .irreversible("test");
inline constexpr al::history<accounts, doubled> bank{};

/// A connection whose n-th request fails, with or without a rollback by SQLite itself.
struct faulty {
    al::sqlite3::connection& db;
    int left;
    int code;
    bool rolls_back;
    std::string failed{};

    [[nodiscard]] al::op::dialect dialect() const { return db.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db.in_transaction(); }
    void fault(std::string_view sql) {
        if (left-- != 0) return;
        failed = sql;
        if (rolls_back && db.in_transaction()) db.execute("ROLLBACK");
        throw al::connection_error(code, "a fault");
    }
    std::int64_t execute(std::string_view sql) { return fault(sql), db.execute(sql); }
    al::query_result query(std::string_view sql) { return fault(sql), db.query(sql); }
};

TEST_F(safety, whatever_fails_it_is_all_or_nothing) {
    for (const int code : {SQLITE_IOERR_READ, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_FULL, SQLITE_CORRUPT, SQLITE_AUTH})
        for (const bool rolls_back : {false, true})
            for (int request = 0;; ++request) {
                al::sqlite3::connection db(":memory:");
                db.execute("PRAGMA foreign_keys = 1; PRAGMA busy_timeout = 77");
                al::upgrade<bank>(db, "a1");
                db.execute("INSERT INTO owners VALUES (1); INSERT INTO accounts VALUES (1, 100, 1)");
                faulty connection{db, request, code, rolls_back};
                bool failed = false;
                try {
                    al::upgrade<bank>(connection);
                } catch (const al::migration_error& error) {
                    failed = true;
                    // After COMMIT only the settings of the connection are restored.
                    const bool done = error.kind() == migration_error_kind::not_restored;
                    EXPECT_EQ(version_of(db), strings{done ? "b2" : "a1"}) << connection.failed << '\n' << error.what();
                    EXPECT_EQ(says(error, "Nothing was changed"), !done) << connection.failed << '\n' << error.what();
                }
                const bool done = version_of(db) == strings{"b2"};
                EXPECT_EQ(cell_of(db, "SELECT balance FROM accounts"), done ? "200" : "100") << connection.failed;
                EXPECT_TRUE(done || failed);
                EXPECT_FALSE(db.in_transaction()) << connection.failed;
                EXPECT_EQ(cell_of(db, "PRAGMA foreign_keys") + cell_of(db, "PRAGMA busy_timeout"), "177")
                    << connection.failed;
                if (!done) al::upgrade<bank>(db);
                EXPECT_EQ(cell_of(db, "SELECT balance FROM accounts"), "200") << connection.failed;
                if (connection.left > 0) {
                    EXPECT_GT(request, 30) << "nothing failed";
                    break;
                }
            }
}

inline constexpr auto loose = al::revision("a1").upgrade(
    al::create_table("parents", ID), al::create_table("children", ID, al::column("parent", al::integer)));
inline constexpr auto bound =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::add_constraint("children", al::foreign_key("parent").references("parents", "id").named("fk")))
        .irreversible("test")
        .acknowledge(al::rule::adds_foreign_key, "test");
inline constexpr al::history<loose, bound> family{};

TEST_F(safety, no_failing_check_lets_orphans_in) {
    for (const int code : {SQLITE_INTERRUPT, SQLITE_ERROR})
        for (int request = 0;; ++request) {
            al::sqlite3::connection db(":memory:");
            al::upgrade<family>(db, "a1");
            db.execute("INSERT INTO children VALUES (1, 99)");
            faulty connection{db, request, code, false};
            EXPECT_THROW(al::upgrade<family>(connection), al::migration_error) << connection.failed;
            EXPECT_EQ(version_of(db), strings{"a1"}) << connection.failed;
            if (connection.left > 0) break;
        }
}

TEST_F(safety, a_broken_table_of_the_users_switches_no_check_off) {
    al::sqlite3::connection db(path());
    al::upgrade<family>(db, "a1");
    db.execute(
        "CREATE TABLE mine (x REFERENCES parents (nope)); INSERT INTO mine VALUES (1); INSERT INTO children VALUES (1, "
        "99)");
    const al::migration_error error = error_of([&] { al::upgrade<family>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::foreign_keys) << error.what();
    EXPECT_TRUE(says(error, "1 row(s) of table `children` would point at no row of `parents`")) << error.what();
    db.execute("DELETE FROM children");
    EXPECT_EQ(al::upgrade<family>(db).to, strings{"b2"}) << "what was broken before is no obstacle";
}

inline constexpr auto unfitting = al::revision("c3")
                                      .revises("b2")
                                      .upgrade(al::execute("DROP TABLE parents; CREATE TABLE parents (id INTEGER)"),
                                               al::alter_column("children", "parent").type(al::bigint))
                                      .irreversible("test");
inline constexpr al::history<loose, bound, unfitting> unfit_family{};

TEST_F(safety, a_table_that_no_longer_fits_is_an_error) {
    al::sqlite3::connection db(path());
    al::upgrade<unfit_family>(db, "b2");
    const al::migration_error error = error_of([&] { al::upgrade<unfit_family>(db); });
    EXPECT_TRUE(says(error, "a foreign key of table `children` would no longer fit")) << error.what();
    EXPECT_EQ(version_of(db), strings{"b2"});
}

// Transactions of the caller and of the migration.

inline constexpr auto notes = al::revision("a1").upgrade(al::create_table("notes", ID, al::column("body", al::text)));
template <auto Index>
inline constexpr const char* ending =
    std::array{"ROLLBACK; BEGIN", "COMMIT; BEGIN", "ROLLBACK", "COMMIT", "ROLLBACK; BEGIN; SAVEPOINT mine"}[Index];
template <auto Index>
inline constexpr auto by_function =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::insert("notes", al::row(al::value("id", 1), al::value("body", "before"))),
                 al::run([](auto& db) { db.execute(ending<Index>); }),
                 al::insert("notes", al::row(al::value("id", 2), al::value("body", "behind"))))
        .irreversible("test");
template <auto Index>
inline constexpr auto by_sql =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::insert("notes", al::row(al::value("id", 1), al::value("body", "before"))),
                 al::execute(ending<Index>),
                 al::insert("notes", al::row(al::value("id", 2), al::value("body", "behind"))))
        .irreversible("test")
        .acknowledge(al::rule::transaction_in_sql, "test");
template <const auto& Second>
inline constexpr al::history<notes, Second> ended{};

template <auto Index, const auto& History>
void expect_ended(const std::string& file) {
    al::sqlite3::connection db(file);
    al::upgrade<History>(db, "a1");
    const std::string how = ending<Index>;
    const bool opens = how.find("BEGIN") != how.npos, commits = how.find("COMMIT") != how.npos;
    const al::migration_error error = error_of([&] { al::upgrade<History>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::transaction_ended) << how << '\n' << error.what();
    EXPECT_EQ(error.statement(), 1U) << how;
    EXPECT_TRUE(says(error,
                     "it ended the migration's transaction. What the transaction had done until then is in the "
                     "database if it was committed, and gone if it "
                     "was rolled back; the version table says `a1`."))
        << error.what();
    EXPECT_EQ(says(error, "A transaction is open that the migration did not begin."), opens) << error.what();
    EXPECT_EQ(db.in_transaction(), opens) << "what the migration did not begin is not its to end: " << how;
    EXPECT_EQ(column_of(db, "SELECT id FROM notes"), commits ? strings{"1"} : strings{})
        << how << ": nothing runs behind it";
    if (opens) db.execute("ROLLBACK");
    std::filesystem::remove(file);
}
template <auto... Index>
void expect_every_ending(const std::string& file, std::index_sequence<Index...>) {
    (expect_ended<Index, ended<by_function<Index>>>(file), ...);
    (expect_ended<Index, ended<by_sql<Index>>>(file), ...);
}

TEST_F(safety, a_transaction_that_is_not_the_one_that_was_begun_is_noticed) {
    expect_every_ending(path(), std::make_index_sequence<5>());
}

TEST_F(safety, an_observer_that_ends_the_transaction_is_noticed) {
    for (const char* const sql : {"ROLLBACK; BEGIN", "COMMIT; BEGIN", "COMMIT", "ROLLBACK"})
        for (const al::event_kind kind : {al::event_kind::begin, al::event_kind::statement, al::event_kind::done}) {
            al::sqlite3::connection db(":memory:");
            al::upgrade<shop>(db, "p2");
            const al::migration_error error = error_of([&] {
                al::upgrade<shop>(db, {.watch = [&](const al::migration_event& event) {
                                      if (event.kind == kind && db.in_transaction()) exec(db, sql);
                                  }});
            });
            EXPECT_EQ(error.kind(), migration_error_kind::transaction_ended) << sql << '\n' << error.what();
            EXPECT_TRUE(says(error, "the observer ended the migration's transaction")) << error.what();
            EXPECT_EQ(version_of(db)[0],
                      kind == al::event_kind::done && std::string_view(sql).starts_with("COMMIT") ? "f3" : "p2")
                << sql;
            EXPECT_TRUE(says(error, "the version table says `" + version_of(db)[0])) << error.what();
        }
}

TEST_F(safety, a_function_of_sql_that_rolls_back_is_noticed) {
    static constexpr auto calls = al::revision("b2")
                                      .revises("a1")
                                      .upgrade(al::execute("INSERT INTO notes VALUES (1, 'x')"),
                                               al::execute("UPDATE notes SET body = mischief()"))
                                      .irreversible("test");
    static constexpr auto evaluates =
        al::revision("b2")
            .revises("a1")
            .upgrade(al::execute("INSERT INTO notes VALUES (1, 'x')"), al::execute("SELECT mischief()"))
            .irreversible("test");
    const auto expect_noticed = [&](auto upgrade) {
        al::sqlite3::connection db(":memory:");
        sqlite3_create_function(
            db.handle(), "mischief", 0, SQLITE_UTF8, db.handle(),
            [](sqlite3_context* context, int, sqlite3_value**) {
                sqlite3_exec(static_cast<::sqlite3*>(sqlite3_user_data(context)),
                             "ROLLBACK; BEGIN; CREATE TABLE mine (a)", nullptr, nullptr, nullptr);
                sqlite3_result_int(context, 1);
            },
            nullptr, nullptr);
        al::upgrade<ended<calls>>(db, "a1");
        const al::migration_error error = error_of([&] { upgrade(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::transaction_ended) << error.what();
        EXPECT_TRUE(db.in_transaction()) << error.what();
        db.execute("COMMIT");
        EXPECT_TRUE(has_table(db, "mine"));
        EXPECT_EQ(version_of(db), strings{"a1"});
    };
    expect_noticed([](auto& db) { al::upgrade<ended<calls>>(db); });
    expect_noticed([](auto& db) { al::upgrade<ended<evaluates>>(db); });
}

TEST_F(safety, what_sqlite_rolls_back_by_itself_is_known_to_be_undone) {
    static constexpr auto rolls_back = al::revision("b2")
                                           .revises("a1")
                                           .upgrade(al::execute("INSERT INTO notes VALUES (1, 'x')"),
                                                    al::execute("INSERT OR ROLLBACK INTO notes VALUES (1, 'y')"))
                                           .irreversible("test");
    al::sqlite3::connection db(":memory:");
    const al::migration_error error = error_of([&] { al::upgrade<ended<rolls_back>>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::statement_failed);
    EXPECT_TRUE(
        says(error, "UNIQUE constraint failed: notes.id (error 1555). Nothing was changed; the database is at base."))
        << error.what();
    EXPECT_FALSE(has_table(db, "notes"));
}

// Names in other databases than main.

TEST_F(safety, names_of_temporary_and_attached_objects_are_refused) {
    const auto expect_refused = [&](const char* sql, const char* words) {
        al::sqlite3::connection db(path());
        al::upgrade<shop>(db, "f3");
        db.execute("ATTACH ':memory:' AS other");
        db.execute(sql);
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::name_conflict) << sql;
        EXPECT_TRUE(says(error, words)) << error.what();
        EXPECT_TRUE(says(error, "Nothing was changed.")) << error.what();
        EXPECT_THROW(al::downgrade<shop>(db, "base"), al::migration_error);
        EXPECT_THROW(al::stamp<shop>(db, "p2"), al::migration_error);
        EXPECT_EQ(cell_of(db, "SELECT version_num FROM main.aludel_version"), "f3");
        EXPECT_EQ(al::current<shop>(db), strings{"f3"});
    };
    expect_refused("CREATE TEMP TABLE products (a)", "the temporary table `products` has a name that the history uses");
    expect_refused("CREATE TEMP VIEW PRODUCTS AS SELECT 1",
                   "the temporary view `PRODUCTS` has a name that the history uses");
    expect_refused("CREATE TABLE other.Categories (a)",
                   "the table `Categories` of the attached database `other` has a name that the history uses");
    expect_refused("CREATE TABLE other.aludel_version (version_num)",
                   "the table `aludel_version` of the attached database `other`");
    expect_refused("CREATE TEMP TABLE aludel_version_claim (a)", "the temporary table `aludel_version_claim`");
    expect_refused("CREATE TEMP TABLE aludel_journal (a)", "the temporary table `aludel_journal`");
    expect_refused("CREATE TEMP TABLE _aludel_new_products (a)", "the temporary table `_aludel_new_products`");
    expect_refused("CREATE TEMP TABLE mine (a); CREATE INDEX temp.ix_products_name ON mine (a)",
                   "the temporary index `ix_products_name`");
    expect_refused("CREATE TEMP TRIGGER watch AFTER INSERT ON main.products BEGIN SELECT 1; END",
                   "the temporary trigger `watch` is on a table that the history uses");
}

TEST_F(safety, names_in_raw_sql_count_unless_they_are_qualified) {
    static constexpr auto copies = al::revision("b2")
                                       .revises("a1")
                                       .upgrade(al::execute("INSERT INTO notes SELECT a, a FROM other.plain"),
                                                al::execute("DELETE FROM [my log] WHERE 1"))
                                       .irreversible("test")
                                       .acknowledge(al::rule::unknown_name_in_sql, "another program made it");
    al::sqlite3::connection db(path());
    db.execute("ATTACH ':memory:' AS other; CREATE TABLE other.plain (a); CREATE TABLE main.\"my log\" (a)");
    al::upgrade<ended<copies>>(db, "a1");
    db.execute("CREATE TABLE other.\"my log\" (a)");
    EXPECT_TRUE(
        says(error_of([&] { al::upgrade<ended<copies>>(db); }), "the table `my log` of the attached database `other`"));
    db.execute("DROP TABLE other.\"my log\"");
    EXPECT_EQ(al::upgrade<ended<copies>>(db).to, strings{"b2"});
}

TEST_F(safety, an_attached_version_table_is_not_taken_for_mains) {
    al::upgrade<shop>(al::sqlite3::connection(path("other.db")));
    al::sqlite3::connection db(path());
    db.execute("ATTACH '" + path("other.db") + "' AS other");
    EXPECT_EQ(al::current<shop>(db), strings{});
    EXPECT_EQ(al::pending<shop>(db).size(), 4U);
    EXPECT_THROW(al::upgrade<shop>(db), al::migration_error);
    EXPECT_EQ(al::upgrade<shop>(al::sqlite3::connection(path())).steps, 4U);
    EXPECT_EQ(al::upgrade<shop>(db).steps, 0U) << "at head nothing is looked at";
}

inline constexpr auto referring = al::revision("a1").upgrade(
    al::create_table("old", ID),
    al::create_table("children", ID, al::column("parent", al::integer, al::references("old", "id"))));
inline constexpr auto renaming = al::revision("b2").revises("a1").upgrade(al::rename_table("old", "young"));
inline constexpr al::history<referring, renaming> renamed{};

TEST_F(safety, main_is_main_under_another_name) {
    al::sqlite3::connection db(path());
    ASSERT_EQ(sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_MAINDBNAME, "shop"), SQLITE_OK);
    EXPECT_EQ(al::upgrade<bank>(db, "a1").steps, 1U);
    EXPECT_EQ(al::upgrade<bank>(db).steps, 1U);
}

inline constexpr auto checked_table = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer)),
    al::insert("t", al::row(al::value("id", 1), al::value("n", -1))));
inline constexpr auto adds_check = al::revision("b2")
                                       .revises("a1")
                                       .upgrade(al::add_constraint("t", al::check("n > 0").named("positive")))
                                       .acknowledge(al::rule::adds_check, "test");
inline constexpr al::history<checked_table, adds_check> checks{};

TEST_F(safety, settings_of_the_caller_that_hide_errors_are_off_meanwhile) {
    for (const char* const name : {"ignore_check_constraints", "writable_schema"}) {
        al::sqlite3::connection db{":memory:"};
        const std::string pragma = std::string("PRAGMA ") + name;
        db.execute(pragma + " = ON");
        al::upgrade<checks>(db, "a1");
        EXPECT_EQ(cell_of(db, pragma), "1");
        EXPECT_THROW(al::upgrade<checks>(db), al::migration_error) << name;
        EXPECT_EQ(cell_of(db, pragma), "1");
        EXPECT_EQ(version_of(db), strings{"a1"});
    }
}

TEST_F(safety, legacy_alter_table_of_the_caller_does_not_change_what_a_rename_does) {
    al::sqlite3::connection db(path());
    db.execute("PRAGMA legacy_alter_table = ON");
    al::upgrade<renamed>(db);
    EXPECT_EQ(cell_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('children')"), "young");
    EXPECT_EQ(cell_of(db, "PRAGMA legacy_alter_table"), "1");
}

// The caller's settings, statements and handlers

TEST_F(safety, a_busy_handler_of_the_callers_stays_and_is_asked) {
    al::sqlite3::connection db(path()), other(path());
    int asked = 0;
    sqlite3_busy_handler(db.handle(), [](void* count, int) { return ++*static_cast<int*>(count), 0; }, &asked);
    al::upgrade<renamed>(db);
    other.execute("BEGIN IMMEDIATE");
    EXPECT_EQ(error_of([&] { al::downgrade<renamed>(db, "base", {.busy_timeout = 10ms}); }).kind(),
              migration_error_kind::database_busy);
    EXPECT_GT(std::exchange(asked, 0), 0);
    EXPECT_THROW(db.execute("CREATE TABLE t (a)"), al::connection_error);
    EXPECT_EQ(asked, 1);
}

TEST_F(safety, an_open_statement_of_the_callers_is_refused_and_left_alone) {
    for (const char* const sql : {"SELECT value FROM mine", "INSERT INTO mine VALUES (4), (5) RETURNING value"}) {
        al::sqlite3::connection db(":memory:");
        db.execute("CREATE TABLE mine (value); INSERT INTO mine VALUES (1), (2), (3)");
        sqlite3_stmt* open = nullptr;
        ASSERT_EQ(sqlite3_prepare_v2(db.handle(), sql, -1, &open, nullptr), SQLITE_OK);
        ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::in_transaction);
        EXPECT_TRUE(says(error, "the connection has a statement that is not finished. Nothing was changed."))
            << error.what();
        EXPECT_EQ(sqlite3_step(open), SQLITE_ROW);
        sqlite3_finalize(open);
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM mine"), sql[0] == 'S' ? "3" : "5");
        EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
    }
}

/// A connection on which one statement always fails.
struct stubborn {
    al::sqlite3::connection& db;
    std::string_view refused;

    [[nodiscard]] al::op::dialect dialect() const { return db.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db.in_transaction(); }
    std::int64_t execute(std::string_view sql) {
        if (sql == refused) throw al::connection_error(SQLITE_INTERRUPT, "interrupted");
        return db.execute(sql);
    }
    al::query_result query(std::string_view sql) { return db.query(sql); }
};

TEST_F(safety, what_cannot_be_set_back_is_said) {
    al::sqlite3::connection db(":memory:");
    db.execute("PRAGMA foreign_keys = 1");
    const al::migration_error error = error_of([&] { al::upgrade<bank>(stubborn{db, "PRAGMA foreign_keys = 1"}); });
    EXPECT_EQ(error.kind(), migration_error_kind::not_restored);
    EXPECT_STREQ(error.what(),
                 "the migration is done, and the connection could not be set back as it was: interrupted (error 9). "
                 "The database is at `b2`. "
                 "Set it back by hand, or close the connection.\nThe statement was: PRAGMA foreign_keys = 1");
    EXPECT_EQ(version_of(db), strings{"b2"});
}

TEST_F(safety, a_transaction_that_cannot_be_rolled_back_is_said_to_be_open) {
    static constexpr auto fails =
        al::revision("b2").revises("a1").upgrade(al::execute("nonsense")).irreversible("test");
    al::sqlite3::connection db(":memory:");
    const al::migration_error error = error_of([&] { al::upgrade<ended<fails>>(stubborn{db, "ROLLBACK"}); });
    EXPECT_TRUE(says(error, "ROLLBACK failed as well (interrupted): the transaction is still open")) << error.what();
    EXPECT_FALSE(says(error, "Nothing was changed")) << error.what();
    EXPECT_TRUE(db.in_transaction());
}

TEST_F(safety, journal_modes_that_can_lose_the_database_are_refused) {
    for (const char* const mode : {"OFF", "MEMORY"}) {
        al::sqlite3::connection db(path(mode));
        db.execute(std::string("PRAGMA journal_mode = ") + mode);
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::unsafe_journal);
        EXPECT_TRUE(says(error, std::string("with journal_mode=") + mode)) << error.what();
        EXPECT_FALSE(has_table(db, "aludel_version"));
        EXPECT_EQ(al::upgrade<shop>(db, {.allow_unsafe_journal = true}).steps, 4U);
        EXPECT_EQ(al::upgrade<shop>(db).steps, 0U);
    }
    al::sqlite3::connection memory(":memory:");
    EXPECT_EQ(al::upgrade<shop>(memory).steps, 4U);
    memory.execute("PRAGMA query_only = ON");
    EXPECT_TRUE(says(error_of([&] { al::downgrade<shop>(memory, "base"); }), "Set PRAGMA query_only = OFF"));
}

// Triggers

TEST_F(safety, a_trigger_that_changes_the_version_table_is_noticed) {
    for (const char* const trigger :
         {"CREATE TRIGGER t BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TRIGGER t AFTER UPDATE ON aludel_version BEGIN UPDATE aludel_version SET version_num = 'c1'; END",
          "CREATE TRIGGER t AFTER INSERT ON aludel_journal BEGIN DELETE FROM aludel_version; END",
          "CREATE TRIGGER t BEFORE INSERT ON aludel_journal BEGIN SELECT RAISE(IGNORE); END"}) {
        al::sqlite3::connection db(":memory:");
        al::upgrade<shop>(db, "p2");
        db.execute(trigger);
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::corrupt_version_table) << trigger;
        EXPECT_TRUE(says(error, "Nothing was changed; the database is at `p2`.")) << error.what();
        EXPECT_EQ(version_of(db), strings{"p2"}) << trigger;
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM products"), "0");
    }
}

inline constexpr auto note = al::revision("b2")
                                 .revises("a1")
                                 .upgrade(al::insert("notes", al::row(al::value("id", 1), al::value("body", "a; b"))))
                                 .irreversible("test");

TEST_F(safety, a_row_that_a_trigger_keeps_out_is_an_error) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<ended<note>>(db, "a1");
    db.execute("CREATE TRIGGER t BEFORE INSERT ON notes BEGIN SELECT RAISE(IGNORE); END");
    const al::migration_error error = error_of([&] { al::upgrade<ended<note>>(db); });
    EXPECT_TRUE(says(error, "upgrade `b2`, statement 1 of 1: the row was not inserted. Nothing was changed"))
        << error.what();
    db.execute("DROP TRIGGER t; CREATE TRIGGER t BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, 'not today'); END");
    EXPECT_TRUE(says(error_of([&] { al::upgrade<ended<note>>(db); }),
                     "not today (error 1811). Nothing was changed; the database is at `a1`. A trigger refused it"));
    db.execute(
        "DROP TRIGGER t; CREATE TRIGGER t AFTER INSERT ON notes BEGIN INSERT INTO notes VALUES (8, 'x'), (9, 'y'); "
        "END");
    db.execute("INSERT INTO notes VALUES (1, 'mine')");
    EXPECT_TRUE(says(error_of([&] { al::upgrade<ended<note>>(db); }),
                     "The revision's row contradicts it, or rows that exist do"));
    db.execute("DELETE FROM notes");
    EXPECT_EQ(al::upgrade<ended<note>>(db).to, strings{"b2"}) << "what the trigger itself inserts does not count";
}

// Waits

template <class Call>
auto time_of(Call&& call) {
    const auto start = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - start;
}

TEST_F(safety, a_wait_is_as_long_as_it_was_said_to_be) {
    al::sqlite3::connection db(path()), other(path());
    db.execute("PRAGMA busy_timeout = 10000");
    al::upgrade<shop>(db, "c1");
    const auto fails_after = [&](al::duration most) {
        return time_of([&] {
            EXPECT_EQ(error_of([&] { al::upgrade<shop>(db, {.busy_timeout = most}); }).kind(),
                      migration_error_kind::database_busy);
        });
    };
    // The first one blocks BEGIN, the second one COMMIT.
    for (const char* const lock : {"BEGIN IMMEDIATE", "BEGIN; SELECT count(*) FROM categories"}) {
        other.execute(lock);
        const auto waited = fails_after(300ms);
        EXPECT_GE(waited, 300ms) << lock;
        // Not the ten seconds of the connection as well; on a busy machine the process itself waits now and then.
        EXPECT_LT(waited, 5s) << lock;
        EXPECT_LT(fails_after(0ms), 5s) << lock;
        EXPECT_EQ(cell_of(db, "PRAGMA busy_timeout"), "10000");
        std::thread release([&] { std::this_thread::sleep_for(100ms), other.execute("COMMIT"); });
        EXPECT_EQ(al::upgrade<shop>(db, {.busy_timeout = std::chrono::hours(24 * 30)}).to, strings{"a4"})
            << "30 days are not none";
        release.join();
        al::downgrade<shop>(db, "c1");
    }
    EXPECT_EQ(al::duration(std::chrono::hours(24 * 30)).milliseconds(), 2'592'000'000);
    EXPECT_EQ(al::duration(std::chrono::duration<int>(5)).milliseconds(), 5000);
    EXPECT_EQ(al::duration(std::chrono::hours::max()).nanoseconds, INT64_MAX);
}

// Other cases

TEST_F(safety, utf_16_databases_are_read_as_text) {
    for (const char* const encoding : {"UTF-16le", "UTF-16be"}) {
        al::sqlite3::connection db(":memory:");
        db.execute(std::string("PRAGMA encoding = '") + encoding + "'");
        EXPECT_EQ(al::upgrade<bank>(db).to, strings{"b2"});
        EXPECT_EQ(al::upgrade<bank>(db).steps, 0U);
        EXPECT_EQ(db.query("SELECT 'é', 12, 1.5, x'6100', NULL, ''"),
                  (al::query_result{{"é", "12", "1.5", std::string("a\0", 2), std::nullopt, ""}}));
    }
}

inline constexpr auto orphan = al::revision("b2")
                                   .revises("a1")
                                   .upgrade(al::insert("accounts", al::row(al::value("id", 1), al::value("owner", 9))))
                                   .irreversible("test");
inline constexpr auto deferred_accounts = al::revision("a1").upgrade(
    al::create_table("owners", ID),
    al::create_table("accounts", ID, al::column("owner", al::integer),
                     al::foreign_key("owner").references("owners", "id").deferrable().initially_deferred()));
inline constexpr auto behind = al::revision("c3").revises("b2").upgrade(al::create_table("more", ID));
inline constexpr al::history<deferred_accounts, orphan, behind> deferred{};

TEST_F(safety, a_commit_that_fails_names_its_revisions) {
    al::sqlite3::connection db(":memory:");
    db.execute("PRAGMA foreign_keys = 1");
    const al::migration_error whole = error_of([&] { al::upgrade<deferred>(db); });
    EXPECT_TRUE(says(whole,
                     "COMMIT of revisions `a1` to `c3`: FOREIGN KEY constraint failed (error 787). Nothing was "
                     "changed; the database is at base."))
        << whole.what();
    const al::migration_error each = error_of([&] { al::upgrade<deferred>(db, {.transaction_per_revision = true}); });
    EXPECT_TRUE(says(each,
                     "upgrade `b2`: FOREIGN KEY constraint failed (error 787). What came before is done, and the "
                     "database is at `a1`."))
        << each.what();
    sqlite3_commit_hook(db.handle(), [](void*) { return 1; }, nullptr);
    EXPECT_TRUE(says(error_of([&] { al::downgrade<deferred>(db, "base"); }),
                     "Nothing was changed; the database is at `a1`. A commit hook of the program refused it."));
    sqlite3_commit_hook(db.handle(), nullptr, nullptr);
    EXPECT_EQ(version_of(db), strings{"a1"});
}

inline constexpr auto with_legacy = al::revision("a1").upgrade(
    al::create_table("things", ID, al::column("n", al::integer), al::column("legacy", al::integer)));
inline constexpr auto without_legacy =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::alter_column("things", "n").type(al::bigint), al::drop_column("things", "legacy"))
        .irreversible("test")
        .acknowledge(al::rule::drops_column, "test");
inline constexpr al::history<with_legacy, without_legacy> legacy{};

TEST_F(safety, there_is_no_seventh_statement_of_six) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<legacy>(db, "a1");
    db.execute("CREATE INDEX mine ON things (n) WHERE legacy > 1");
    const al::migration_error error = error_of([&] { al::upgrade<legacy>(db); });
    EXPECT_TRUE(error.statement_count() == 0 || error.statement() < error.statement_count()) << error.what();
}

TEST_F(safety, a_url_that_names_no_file_is_refused) {
    EXPECT_THROW(al::sqlite3::connection::from_url("sqlite:///"), std::invalid_argument);
    EXPECT_THROW(al::sqlite3::connection::from_url("sqlite:///?mode=rwc"), std::invalid_argument);
    EXPECT_THROW(al::sqlite3::connection::from_url("sqlite:///file:foo.db"), std::invalid_argument);
    EXPECT_FALSE(std::filesystem::exists("file:foo.db"));
}

}  // namespace
