// SPDX-License-Identifier: BSL-1.0
#include "online_test.hpp"

namespace {

using migrate = online_test;

TEST_F(migrate, goes_up_and_down_and_reports_it) {
    al::sqlite3::connection db(path());
    const al::migration_report up = al::upgrade<shop>(db);
    EXPECT_EQ(up.steps, 4U);
    EXPECT_EQ(up.from, strings{});
    EXPECT_EQ(up.to, strings{"a4"});
    EXPECT_EQ(version_of(db), strings{"a4"});
    EXPECT_EQ(column_of(db, "SELECT name || price FROM products"), strings{"novel0"});

    const al::migration_report down = al::downgrade<shop>(db, "c1");
    EXPECT_EQ(down.steps, 3U);
    EXPECT_EQ(down.from, strings{"a4"});
    EXPECT_EQ(down.to, strings{"c1"});
    EXPECT_FALSE(has_table(db, "products"));

    EXPECT_EQ(al::upgrade<shop>(db, "+1").to, strings{"p2"});
    EXPECT_EQ(al::downgrade<shop>(db, "-1").to, strings{"c1"});
    EXPECT_EQ(al::downgrade<shop>(db, "base").to, strings{});
    EXPECT_EQ(version_of(db), strings{});
    EXPECT_EQ(column_of(db, "SELECT name FROM sqlite_master WHERE name NOT LIKE 'aludel%' AND name NOT LIKE 'sqlite%'"),
              strings{});
    EXPECT_EQ(al::upgrade<shop>(db).steps, 4U);
}

TEST_F(migrate, at_head_it_is_one_read) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db);
    const statement_log log(db);
    const al::migration_report report = al::upgrade<shop>(db);
    EXPECT_EQ(report.steps, 0U);
    EXPECT_EQ(report.from, strings{"a4"});
    EXPECT_EQ(report.to, strings{"a4"});
    EXPECT_EQ(log.seen, strings{"SELECT version_num FROM \"main\".\"aludel_version\" ORDER BY version_num"});
}

TEST_F(migrate, a_connection_that_is_a_temporary_will_do) {
    al::upgrade<shop>(al::sqlite3::connection(path()));
    EXPECT_EQ(al::current<shop>(al::sqlite3::connection(path())), strings{"a4"});
}

TEST_F(migrate, somebody_elses_handle_stays_open_and_as_it_was) {
    ::sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
    {
        al::sqlite3::connection db(handle);
        al::upgrade<shop>(db);
        EXPECT_THROW(db.execute("INSERT INTO categories VALUES (1, 'twice')"), al::connection_error);
    }
    EXPECT_EQ(sqlite3_exec(handle, "INSERT INTO categories VALUES (1, 'twice')", nullptr, nullptr, nullptr),
              SQLITE_CONSTRAINT);
    sqlite3_close(handle);
}

TEST_F(migrate, current_and_pending_only_read) {
    al::sqlite3::connection db(path());
    const statement_log log(db);
    EXPECT_EQ(al::current<shop>(db), strings{});
    EXPECT_EQ(al::pending<shop>(db), (strings{"c1", "p2", "f3", "a4"}));
    EXPECT_EQ(std::filesystem::file_size(path()), 0U);
    al::upgrade<shop>(db, "p2");
    EXPECT_EQ(al::current<shop>(db), strings{"p2"});
    EXPECT_EQ(al::pending<shop>(db), (strings{"f3", "a4"}));
    EXPECT_EQ(al::pending<shop>(db, "f3"), strings{"f3"});
    al::upgrade<shop>(db);
    EXPECT_EQ(al::pending<shop>(db), strings{});

    // Another connection holds the write lock: that does not affect one that only reads.
    al::sqlite3::connection other(path());
    other.execute("BEGIN IMMEDIATE");
    EXPECT_EQ(al::current<shop>(db), strings{"a4"});
    EXPECT_EQ(al::upgrade<shop>(db).steps, 0U);
}

TEST_F(migrate, current_tells_a_revision_that_the_history_does_not_have) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db);
    db.execute("UPDATE aludel_version SET version_num = 'zzz'");
    EXPECT_EQ(al::current<shop>(db), strings{"zzz"});
}

TEST_F(migrate, a_stamp_writes_the_version_and_nothing_else) {
    al::sqlite3::connection db(path());
    const al::migration_report report = al::stamp<shop>(db, "f3");
    EXPECT_EQ(report.steps, 0U);
    EXPECT_EQ(report.to, strings{"f3"});
    EXPECT_FALSE(has_table(db, "categories"));
    EXPECT_EQ(column_of(db, "SELECT revision || ' ' || direction FROM aludel_journal"), strings{"f3 stamp"});
    EXPECT_EQ(al::pending<shop>(db), strings{"a4"});
    {
        const statement_log log(db);
        al::stamp<shop>(db, "f3");
        EXPECT_EQ(log.seen.size(), 1U) << "it is there already";
    }
    al::stamp<shop>(db, "c1");
    EXPECT_EQ(version_of(db), strings{"c1"});
    al::stamp<shop>(db, "base");
    EXPECT_EQ(version_of(db), strings{});
    EXPECT_EQ(al::stamp<shop>(db, {"head"}).to, strings{"a4"});
}

TEST_F(migrate, a_stamp_with_purge_is_the_way_out_of_a_version_table_that_nobody_understands) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db);
    db.execute("INSERT INTO aludel_version VALUES ('zzz'), (''), (x'00')");
    EXPECT_THROW(al::stamp<shop>(db, "a4"), al::migration_error);
    EXPECT_EQ(al::stamp<shop>(db, "a4", {.purge = true}).to, strings{"a4"});
    EXPECT_EQ(version_of(db), strings{"a4"});
    for (const char* const columns : {"version INTEGER", "version_num TEXT, other INTEGER NOT NULL", "v, w"}) {
        db.execute("DROP TABLE aludel_version; CREATE TABLE aludel_version (" + std::string(columns) + ")");
        EXPECT_EQ(al::stamp<shop>(db, "a4", {.purge = true}).to, strings{"a4"}) << columns;
        EXPECT_EQ(version_of(db), strings{"a4"});
    }
    EXPECT_EQ(al::downgrade<shop>(db, "c1").to, strings{"c1"});
}

TEST_F(migrate, the_journal_tells_what_was_done) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db, "p2");
    al::downgrade<shop>(db, "c1");
    const auto rows =
        db.query("SELECT revision, direction, checksum, applied_at, duration_ms FROM aludel_journal ORDER BY entry");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0][0], "c1");
    EXPECT_EQ(rows[1][1], "upgrade");
    EXPECT_EQ(rows[2][1], "downgrade");
    EXPECT_EQ(rows[1][2], rows[2][2]) << "it is one revision, whatever the direction";
    EXPECT_NE(rows[0][2], rows[1][2]);
    EXPECT_EQ(rows[0][2]->size(), 16U);
    EXPECT_EQ(cell_of(db,
                      "SELECT count(*) FROM aludel_journal WHERE datetime(applied_at) BETWEEN datetime('now', '-1 "
                      "minute') AND datetime('now') AND duration_ms >= 0"),
              "3");
}

inline constexpr auto taken_over = al::settings().version_table("alembic_version").journal_table("alembic \"journal\"");
inline constexpr al::history<taken_over, create_categories, create_products, fill_products, add_price> from_alembic{};

TEST_F(migrate, a_database_is_taken_over_from_alembic) {
    al::sqlite3::connection db(path());
    db.execute(
        "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\tCONSTRAINT alembic_version_pkc "
        "PRIMARY KEY (version_num)\n);"
        "INSERT INTO alembic_version VALUES ('c1');"
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO categories VALUES (1, "
        "'books');");
    const std::string table = cell_of(db, "SELECT sql FROM sqlite_master WHERE name = 'alembic_version'");
    EXPECT_EQ(al::upgrade<from_alembic>(db).from, strings{"c1"});
    EXPECT_EQ(column_of(db, "SELECT version_num FROM alembic_version"), strings{"a4"});
    EXPECT_EQ(cell_of(db, "SELECT sql FROM sqlite_master WHERE name = 'alembic_version'"), table);
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM \"alembic \"\"journal\"\"\""), "3");
    EXPECT_FALSE(has_table(db, "aludel_version"));
}

TEST_F(migrate, events_come_in_order) {
    al::sqlite3::connection db(path());
    al::upgrade<shop>(db, "c1");
    strings told;
    const auto tell = [&](const al::migration_event& event) {
        std::string line = event.kind == al::event_kind::plan ? "plan"
            : event.kind == al::event_kind::begin             ? "begin"
            : event.kind == al::event_kind::done              ? "done"
            : event.kind == al::event_kind::failed            ? "failed"
                                                              : "statement";
        line +=
            " " + std::string(event.revision) + " " + std::to_string(event.index) + "/" + std::to_string(event.count);
        if (event.kind == al::event_kind::statement)
            line += " " + std::to_string(event.statement) + "/" + std::to_string(event.statement_count) + " " +
                std::string(event.sql.substr(0, 12));
        if (event.kind == al::event_kind::begin) line += " " + std::string(event.message);
        EXPECT_GE(event.elapsed.nanoseconds, 0);
        told.push_back(line);
    };
    al::upgrade<shop>(db, {.watch = tell});
    EXPECT_EQ(told,
              (strings{"plan  0/3", "begin p2 0/3 products", "statement p2 0/3 0/2 CREATE TABLE",
                       "statement p2 0/3 1/2 CREATE INDEX", "done p2 0/3", "begin f3 1/3 first product",
                       "statement f3 1/3 0/1 ", "done f3 1/3", "begin a4 2/3 prices",
                       "statement a4 2/3 0/1 ALTER TABLE ", "done a4 2/3"}));
    told.clear();
    al::upgrade<shop>(db, {.watch = tell});
    EXPECT_EQ(told, strings{"plan  0/0"});
    told.clear();
    db.execute("DROP TABLE products");
    EXPECT_THROW(al::downgrade<shop>(db, "-1", {.watch = tell}), al::migration_error);
    EXPECT_EQ(told,
              (strings{"plan  0/1", "begin a4 0/1 prices", "statement a4 0/1 0/1 ALTER TABLE ", "failed a4 0/1"}));
}

TEST_F(migrate, an_observer_that_throws_stops_everything) {
    al::sqlite3::connection db(path());
    const auto stop = [](const al::migration_event& event) {
        if (event.kind == al::event_kind::done && event.revision == "p2") throw std::logic_error("enough");
    };
    EXPECT_THROW(al::upgrade<shop>(db, {.watch = stop}), std::logic_error);
    EXPECT_FALSE(db.in_transaction());
    EXPECT_EQ(al::current<shop>(db), strings{});
    EXPECT_FALSE(has_table(db, "categories"));
}

TEST_F(migrate, one_transaction_for_all_or_one_for_each_revision) {
    const auto begins = [&](const char* file, std::optional<bool> each) {
        al::sqlite3::connection db(path(file));
        const statement_log log(db);
        al::upgrade<shop>(db, {.transaction_per_revision = each});
        EXPECT_EQ(std::count(log.seen.begin(), log.seen.end(), "COMMIT"),
                  std::count(log.seen.begin(), log.seen.end(), "BEGIN IMMEDIATE"));
        return std::count(log.seen.begin(), log.seen.end(), "BEGIN IMMEDIATE");
    };
    EXPECT_EQ(begins("all.db", {}), 1);
    EXPECT_EQ(begins("each.db", true), 4);
}

inline constexpr auto by_revision = al::settings().transaction_per_revision();
inline constexpr al::history<by_revision, create_categories, create_products, fill_products, add_price> careful_shop{};

TEST_F(migrate, the_history_says_which_and_the_call_may_differ) {
    const auto commits = [&](const char* file, std::optional<bool> each) {
        al::sqlite3::connection db(path(file));
        const statement_log log(db);
        al::upgrade<careful_shop>(db, {.transaction_per_revision = each});
        return std::count(log.seen.begin(), log.seen.end(), "COMMIT");
    };
    EXPECT_EQ(commits("each.db", {}), 4);
    EXPECT_EQ(commits("all.db", false), 1);
}

inline constexpr auto vacuum = al::revision("v5", "vacuum")
                                   .revises("a4")
                                   .without_transaction()
                                   .upgrade(al::execute("VACUUM"), al::execute("PRAGMA journal_mode = WAL"))
                                   .downgrade();
inline constexpr auto after_vacuum =
    al::revision("w6", "after it")
        .revises("v5")
        .upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<create_categories, create_products, fill_products, add_price, vacuum, after_vacuum>
    vacuumed_shop{};

TEST_F(migrate, a_revision_without_transaction_runs_between_two) {
    al::sqlite3::connection db(path());
    const statement_log log(db);
    al::upgrade<vacuumed_shop>(db);
    EXPECT_EQ(version_of(db), strings{"w6"});
    EXPECT_EQ(cell_of(db, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(std::count(log.seen.begin(), log.seen.end(), "BEGIN IMMEDIATE"), 4) << "one of them for the claim";
    EXPECT_EQ(al::downgrade<vacuumed_shop>(db, "base").steps, 6U);
}

}  // namespace
