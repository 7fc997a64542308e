// SPDX-License-Identifier: BSL-1.0
#include "online_test.hpp"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

namespace {

using failure = online_test;
using namespace std::chrono_literals;

bool says(const std::exception& error, std::string_view words) {
    return std::string_view(error.what()).find(words) != std::string_view::npos;
}

TEST_F(failure, a_database_from_the_future_is_refused_and_not_touched) {
    {
        al::sqlite3::connection db(path());
        al::upgrade<shop>(db);
        db.execute("UPDATE aludel_version SET version_num = 'zzz'");
    }
    const std::string before = bytes_of(path());
    {
        al::sqlite3::connection db(path());
        for (const char* target : {"head", "c1"}) {
            const al::migration_error error = error_of([&] { al::upgrade<shop>(db, target); });
            EXPECT_EQ(error.kind(), migration_error_kind::unknown_revision);
            EXPECT_TRUE(says(error,
                             "the database is at revision `zzz`, which this program does not have. Nothing was "
                             "changed. It was migrated by a newer"))
                << error.what();
            EXPECT_EQ(error_of([&] { al::downgrade<shop>(db, "c1"); }).kind(), migration_error_kind::unknown_revision);
            EXPECT_EQ(error_of([&] { al::stamp<shop>(db, "c1"); }).kind(), migration_error_kind::unknown_revision);
            EXPECT_EQ(error_of([&] { al::pending<shop>(db); }).kind(), migration_error_kind::unknown_revision);
        }
    }
    EXPECT_EQ(bytes_of(path()), before);
}

TEST_F(failure, a_target_that_leads_nowhere_is_the_graphs_error) {
    al::sqlite3::connection db(path());
    EXPECT_THROW(al::upgrade<shop>(db, "c2"), al::revision_error);
    EXPECT_THROW(al::upgrade<shop>(db, "+9"), al::revision_error);
    EXPECT_THROW(al::downgrade<shop>(db, "-1"), al::revision_error);
    EXPECT_EQ(std::filesystem::file_size(path()), 0U);
}

TEST_F(failure, a_version_table_with_garbage_is_refused) {
    const auto refused = [&](const char* file, const char* sql, const char* words) {
        al::sqlite3::connection db(path(file));
        db.execute(sql);
        const std::string before = bytes_of(path(file));
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
        EXPECT_EQ(error.kind(), migration_error_kind::corrupt_version_table) << error.what();
        EXPECT_TRUE(says(error, words)) << error.what();
        EXPECT_EQ(error_of([&] { al::downgrade<shop>(db, "base"); }).kind(),
                  migration_error_kind::corrupt_version_table);
        EXPECT_EQ(bytes_of(path(file)), before);
    };
    refused("null.db", "CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES (NULL)",
            "holds a row that is not a revision id: NULL");
    refused("empty.db", "CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES ('')",
            "holds a row that is not a revision id: ``");
    refused("blob.db", "CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES (x'0001')",
            "holds a row that is not a revision id: `\\x00\\x01`");
    refused("twice.db",
            "CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES ('c1'), ('c1')",
            "names revision `c1` twice");
    refused("column.db", "CREATE TABLE aludel_version (version TEXT); INSERT INTO aludel_version VALUES ('c1')",
            "cannot be read: no such column: version_num");
    refused("overlap.db",
            "CREATE TABLE aludel_version (version_num TEXT); INSERT INTO aludel_version VALUES ('c1'), ('f3')",
            "and at a descendant of it");
}

TEST_F(failure, a_file_that_is_no_database_is_refused) {
    std::ofstream(path()) << std::string(4096, 'x');
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
    EXPECT_EQ(error.code(), SQLITE_NOTADB);
    EXPECT_TRUE(says(error, "look at its path")) << error.what();
}

TEST_F(failure, a_transaction_of_the_caller_is_refused_and_left_alone) {
    al::sqlite3::connection db(path());
    db.execute("BEGIN; CREATE TABLE mine (a)");
    const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::in_transaction);
    EXPECT_TRUE(says(error, "Commit it or roll it back")) << error.what();
    EXPECT_TRUE(db.in_transaction());
    EXPECT_EQ(error_of([&] { al::stamp<shop>(db, "c1"); }).kind(), migration_error_kind::in_transaction);
    db.execute("COMMIT");
    EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
}

TEST_F(failure, a_locked_database_is_an_error_after_the_timeout) {
    al::sqlite3::connection db(path());
    al::sqlite3::connection other(path());
    for (const char* lock : {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"}) {
        other.execute(lock);
        const auto started = std::chrono::steady_clock::now();
        const al::migration_error error = error_of([&] { al::upgrade<shop>(db, {.busy_timeout = 200ms}); });
        EXPECT_GE(std::chrono::steady_clock::now() - started, 200ms);
        EXPECT_EQ(error.kind(), migration_error_kind::database_busy);
        EXPECT_TRUE(
            says(error, "database is locked (error 5). Nothing was changed. Another connection holds the database"))
            << error.what();
        EXPECT_EQ(cell_of(db, "PRAGMA busy_timeout"), "0");
        other.execute("ROLLBACK");
    }
    EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
}

TEST_F(failure, a_lock_that_goes_away_is_waited_for) {
    al::sqlite3::connection db(path());
    for (const char* lock : {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"}) {
        al::sqlite3::connection other(path());
        other.execute(lock);
        std::thread release([&] { std::this_thread::sleep_for(150ms), other.execute("COMMIT"); });
        EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
        release.join();
        al::downgrade<shop>(db, "base");
    }
}

/// A connection that loses its turn among many, the first time that it begins.
class unlucky {
public:
    using dialect_type = al::sqlite3::connection::dialect_type;
    explicit unlucky(const std::string& file) : db_(file) {}

    [[nodiscard]] al::op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) {
        if (sql == "BEGIN IMMEDIATE" && ++begun == 1)
            throw al::connection_error({.code = SQLITE_PROTOCOL}, "locking protocol");
        return db_.execute(sql);
    }
    al::query_result query(std::string_view sql) { return db_.query(sql); }

    int begun = 0;

private:
    al::sqlite3::connection db_;
};

TEST_F(failure, a_turn_that_was_lost_among_many_comes_again) {
    unlucky db(path());
    EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
    EXPECT_EQ(db.begun, 2);
}

TEST_F(failure, a_reader_holds_back_commit_but_does_not_break_it) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db, "c1");
    al::sqlite3::connection reader(path());
    reader.execute("BEGIN");
    EXPECT_EQ(cell_of(reader, "SELECT name FROM categories"), "books");
    std::thread release([&] { std::this_thread::sleep_for(150ms), reader.execute("COMMIT"); });
    // Without a timeout SQLite returns BUSY at once; a COMMIT that failed so can be repeated.
    EXPECT_EQ(al::upgrade<shop>(db, {.busy_timeout = 3000ms}).steps, 3U);
    release.join();

    reader.execute("BEGIN");
    EXPECT_EQ(cell_of(reader, "SELECT name FROM categories"), "books");
    const al::migration_error error = error_of([&] { al::downgrade<shop>(db, "base", {.busy_timeout = 100ms}); });
    EXPECT_EQ(error.kind(), migration_error_kind::database_busy);
    EXPECT_EQ(error.sql(), "COMMIT");
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(al::current<shop>(db), strings{"a4"});
}

TEST_F(failure, a_database_that_cannot_be_written_is_refused) {
    al::upgrade<shop>(al::sqlite3::connection(path()), "p2");
    const std::string before = bytes_of(path());
    al::sqlite3::connection db(path(), al::sqlite3::open_mode::read_only);
    EXPECT_EQ(al::pending<shop>(db), (strings{"f3", "a4"}));
    const al::migration_error error = error_of([&] { al::upgrade<shop>(db); });
    EXPECT_EQ(error.code() & 0xFF, SQLITE_READONLY);
    EXPECT_TRUE(says(error, "Open the database for writing")) << error.what();
    EXPECT_EQ(bytes_of(path()), before);
}

inline constexpr auto fill_disk =
    al::revision("d5", "much")
        .revises("a4")
        .upgrade(al::execute("WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT "
                             "INTO categories SELECT i, hex(randomblob(100)) FROM n"))
        .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, fill_disk> large_shop{};

TEST_F(failure, a_full_disk_leaves_everything_as_it_was) {
    for (const bool each : {false, true}) {
        al::sqlite3::connection db(path(each ? "each.db" : "all.db"));
        db.execute("PRAGMA max_page_count = 40");
        const al::migration_error error =
            error_of([&] { al::upgrade<large_shop>(db, {.transaction_per_revision = each}); });
        EXPECT_EQ(error.code(), SQLITE_FULL);
        EXPECT_EQ(error.revision(), "d5");
        EXPECT_TRUE(says(error, "make room")) << error.what();
        EXPECT_FALSE(db.in_transaction());
        EXPECT_EQ(al::current<large_shop>(db), each ? strings{"a4"} : strings{});
        EXPECT_EQ(cell_of(db, "PRAGMA integrity_check"), "ok");
        db.execute("PRAGMA max_page_count = 100000");
        EXPECT_EQ(al::upgrade<large_shop>(db).to, strings{"d5"});
    }
}

inline constexpr auto unique_names = al::revision("u5", "unique names")
                                         .revises("a4")
                                         .upgrade(al::execute("INSERT INTO categories VALUES (2, 'books')"),
                                                  al::create_index("ux", "categories", "name").unique())
                                         .irreversible("test")
                                         .acknowledge(al::rule::adds_unique, "this is to fail");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, unique_names> broken_shop{};

TEST_F(failure, a_statement_that_fails_is_named_and_everything_rolled_back) {
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<broken_shop>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::statement_failed);
    EXPECT_EQ(error.revision(), "u5");
    EXPECT_EQ(error.direction(), al::direction::upgrade);
    EXPECT_EQ(error.statement(), 1U);
    EXPECT_EQ(error.statement_count(), 2U);
    EXPECT_EQ(error.code(), SQLITE_CONSTRAINT_UNIQUE);
    EXPECT_EQ(error.message(), "UNIQUE constraint failed: categories.name");
    EXPECT_STREQ(error.what(),
                 "upgrade `u5`, statement 2 of 2: UNIQUE constraint failed: categories.name (error 2067). Nothing was "
                 "changed; the database is at base. "
                 "Rows that exist contradict it: correct them, or correct the revision.\n"
                 "Offending rows of table `categories`:\n"
                 "    id = 1, name = books\n"
                 "    id = 2, name = books\n"
                 "The statement was: CREATE UNIQUE INDEX \"ux\" ON \"categories\" (\"name\")");
    EXPECT_EQ(al::current<broken_shop>(db), strings{});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_master"), "0");
    try {
        al::upgrade<broken_shop>(db);
    } catch (const std::exception& whole) {
        EXPECT_THROW(std::rethrow_if_nested(whole), al::connection_error);
    }
}

TEST_F(failure, with_a_transaction_for_each_revision_the_good_ones_stay) {
    al::sqlite3::connection db(path());
    const al::migration_error error =
        error_of([&] { al::upgrade<broken_shop>(db, {.transaction_per_revision = true}); });
    EXPECT_TRUE(says(error, "What came before is done, and the database is at `a4`.")) << error.what();
    EXPECT_EQ(al::current<broken_shop>(db), strings{"a4"});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM categories"), "1");
}

struct stock_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};
inline constexpr auto throws = al::revision("t5", "throws")
                                   .revises("a4")
                                   .upgrade(al::run([](auto& db) {
                                       db.execute("INSERT INTO categories VALUES (9, 'half')");
                                       throw stock_error("out of stock");
                                   }))
                                   .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, throws> throwing_shop{};

TEST_F(failure, a_function_that_throws_fails_its_revision_and_its_exception_is_kept) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db);
    try {
        al::upgrade<throwing_shop>(db);
        FAIL();
    } catch (const al::migration_error& error) {
        EXPECT_EQ(error.kind(), migration_error_kind::run_failed);
        EXPECT_EQ(error.revision(), "t5");
        EXPECT_EQ(error.message(), "out of stock");
        EXPECT_STREQ(error.what(),
                     "upgrade `t5`, statement 1 of 1: the function of al::run failed: out of stock. Nothing was "
                     "changed; the database is at `a4`.");
        EXPECT_THROW(std::rethrow_if_nested(error), stock_error);
    }
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM categories"), "1");
}

inline constexpr auto commits = al::revision("x5", "commits")
                                    .revises("a4")
                                    .upgrade(al::run([](auto& db) { db.execute("COMMIT"); }), al::execute("SELECT 1"))
                                    .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, commits> committing_shop{};
inline constexpr auto opens = al::revision("y5", "opens")
                                  .revises("a4")
                                  .without_transaction()
                                  .upgrade(al::run([](auto& db) { db.execute("BEGIN; CREATE TABLE half (a)"); }))
                                  .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, opens> opening_shop{};

TEST_F(failure, a_step_may_not_end_the_transaction_or_leave_one_open) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db);
    const al::migration_error error = error_of([&] { al::upgrade<committing_shop>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::transaction_ended);
    EXPECT_TRUE(says(error, "it ended the migration's transaction")) << error.what();
    EXPECT_EQ(al::current<committing_shop>(db), strings{"a4"});

    const al::migration_error open = error_of([&] { al::upgrade<opening_shop>(db); });
    EXPECT_EQ(open.kind(), migration_error_kind::transaction_ended);
    EXPECT_TRUE(says(open, "it left a transaction open")) << open.what();
    EXPECT_FALSE(db.in_transaction());
    EXPECT_FALSE(has_table(db, "half"));
}

inline constexpr auto half_alone = al::revision("h5", "half")
                                       .revises("a4")
                                       .without_transaction()
                                       .upgrade(al::execute("CREATE TABLE half (a)"), al::execute("nonsense"))
                                       .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, half_alone> half_shop{};

TEST_F(failure, without_a_transaction_the_error_says_what_stays) {
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<half_shop>(db); });
    EXPECT_TRUE(says(error, "what it did until then stays, and the version table still says `a4`")) << error.what();
    EXPECT_TRUE(has_table(db, "half"));
    EXPECT_EQ(al::current<half_shop>(db), strings{"a4"});
}

TEST_F(failure, pragmas_are_as_they_were) {
    al::sqlite3::connection db(path());
    const auto pragmas = [&] {
        return cell_of(db, "PRAGMA foreign_keys") + " " + cell_of(db, "PRAGMA busy_timeout") + " " +
            cell_of(db, "PRAGMA legacy_alter_table");
    };
    db.execute("PRAGMA foreign_keys = 1; PRAGMA busy_timeout = 77; PRAGMA legacy_alter_table = 1");
    al::upgrade<shop>(db);
    EXPECT_EQ(pragmas(), "1 77 1");
    EXPECT_THROW(al::upgrade<broken_shop>(db), al::migration_error);
    EXPECT_EQ(pragmas(), "1 77 1");
    EXPECT_THROW(al::upgrade<throwing_shop>(db), al::migration_error);
    EXPECT_EQ(pragmas(), "1 77 1");
    al::downgrade<shop>(db, "base", {.busy_timeout = std::nullopt});
    EXPECT_EQ(pragmas(), "1 77 1");
}

inline constexpr auto view_of_names =
    al::revision("n5", "a view").revises("a4").upgrade(al::create_view("names", "SELECT name FROM categories"));
inline constexpr auto drop_under_view = al::revision("n6", "breaks it")
                                            .revises("n5")
                                            .upgrade(al::execute("DROP TABLE products; DROP TABLE categories"))
                                            .irreversible("test");
inline constexpr al::history<create_categories, create_products, fill_products, add_price, view_of_names,
                             drop_under_view>
    blind_shop{};

TEST_F(failure, a_view_that_would_break_is_an_error_and_one_that_was_broken_is_not) {
    al::sqlite3::connection db(path());
    al::upgrade<blind_shop>(db, "n5");
    db.execute("CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone; DROP TABLE gone");
    const al::migration_error error = error_of([&] { al::upgrade<blind_shop>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::view_broken);
    EXPECT_EQ(error.revision(), "n6");
    EXPECT_TRUE(says(
        error, "upgrade `n6`: view `names` would no longer work: no such table: main.categories. Nothing was changed"))
        << error.what();
    EXPECT_TRUE(has_table(db, "categories"));
    EXPECT_EQ(al::downgrade<blind_shop>(db, "-1").to, strings{"a4"});
}

struct old_database {
    [[nodiscard]] al::op::dialect dialect() const { return {al::op::dialect_id::sqlite, 3'031'001}; }
    [[nodiscard]] bool in_transaction() const { return false; }
    std::int64_t execute(std::string_view) { throw al::connection_error(1, "must not be asked"); }
    al::query_result query(std::string_view) { throw al::connection_error(1, "must not be asked"); }
};

TEST_F(failure, an_older_database_than_the_history_is_written_for_is_refused) {
    const al::migration_error error = error_of([] { al::upgrade<shop>(old_database()); });
    EXPECT_EQ(error.kind(), migration_error_kind::unsupported_database);
    EXPECT_TRUE(says(error, "this is SQLite 3.31.1, and the history is written for 3.35.5")) << error.what();
}

}  // namespace
