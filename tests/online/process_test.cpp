// SPDX-License-Identifier: BSL-1.0
// Several processes on one file: one that comes second, and one that is killed.
#include "child_process.hpp"
#include "online_test.hpp"

#include <chrono>
#include <csignal>
#include <thread>

namespace {

using process = online_test;
using namespace std::chrono_literals;

/// Each revision counts its runs. The fourth is large, the last one rebuilds a table.
inline constexpr auto s0 = al::revision("s0")
                               .upgrade(al::create_table("runs", al::column("revision", al::text)),
                                        al::execute("INSERT INTO runs VALUES ('s0')"))
                               .irreversible("test");
inline constexpr auto s1 = al::revision("s1")
                               .revises("s0")
                               .upgrade(al::create_table("t1", al::column("id", al::integer, al::primary_key)),
                                        al::execute("INSERT INTO runs VALUES ('s1')"))
                               .irreversible("test");
inline constexpr auto s2 =
    al::revision("s2")
        .revises("s1")
        .upgrade(al::add_column("t1", al::column("a", al::text)), al::execute("INSERT INTO runs VALUES ('s2')"))
        .irreversible("test");
inline constexpr auto s3 =
    al::revision("s3")
        .revises("s2")
        .upgrade(al::create_index("i1", "t1", "a"), al::execute("INSERT INTO runs VALUES ('s3')"))
        .irreversible("test");
inline constexpr auto s4 =
    al::revision("s4")
        .revises("s3")
        .upgrade(al::execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT "
                             "INTO t1 SELECT i, hex(randomblob(50)) FROM n"),
                 al::execute("INSERT INTO runs VALUES ('s4')"))
        .irreversible("test");
inline constexpr auto s5 =
    al::revision("s5")
        .revises("s4")
        .upgrade(al::alter_column("t1", "a").type(al::varchar(200)), al::execute("INSERT INTO runs VALUES ('s5')"))
        .irreversible("test")
        .acknowledge(al::rule::narrows_type, "SQLite cuts nothing");
inline constexpr al::history<s0, s1, s2, s3, s4, s5> steps{};

const strings every_id{"s0", "s1", "s2", "s3", "s4", "s5"};

void expect_consistent(al::sqlite3::connection& db) {
    EXPECT_EQ(cell_of(db, "PRAGMA integrity_check"), "ok");
    const strings version = al::current<steps>(db);
    ASSERT_LE(version.size(), 1U);
    // The version table records exactly what was done.
    const strings done =
        version.empty() ? strings{} : strings(every_id.begin(), every_id.begin() + (version[0][1] - '0') + 1);
    const strings run = has_table(db, "runs") ? column_of(db, "SELECT revision FROM runs ORDER BY rowid") : strings{};
    EXPECT_EQ(run, done);
    EXPECT_EQ(has_table(db, "aludel_journal") ? column_of(db, "SELECT revision FROM aludel_journal ORDER BY entry")
                                              : strings{},
              done);
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_aludel%' ESCAPE '\\'"), "0");
}

TEST_F(process, two_at_once_apply_each_revision_once) {
    for (const std::string mode : {"DELETE", "WAL"})
        for (const bool each : {false, true})
            for (int round = 0; round < 5; ++round) {
                const std::string file = path((mode + std::to_string(each) + std::to_string(round)).c_str());
                al::sqlite3::connection(file).execute("PRAGMA journal_mode = " + mode);
                std::vector<pid_t> children;
                for (int i = 0; i < 3; ++i)
                    children.push_back(spawn([&] {
                        al::sqlite3::connection db(file);
                        if (al::upgrade<steps>(db, {.transaction_per_revision = each, .busy_timeout = 20s}).to !=
                            strings{"s5"})
                            _exit(2);
                    }));
                for (const pid_t child : children) EXPECT_EQ(wait_for(child), 0) << mode << each;
                al::sqlite3::connection db(file);
                EXPECT_EQ(al::current<steps>(db), strings{"s5"});
                expect_consistent(db);
            }
}

/// Runs a function as another process would, between the plan and the transaction.
template <class Function>
al::observer meanwhile(Function function) {
    return [function, once = false](const al::migration_event& event) mutable {
        if (event.kind == al::event_kind::plan && !std::exchange(once, true)) function();
    };
}

TEST_F(process, who_comes_second_plans_again) {
    al::sqlite3::connection db(path());
    al::sqlite3::connection other(path());
    EXPECT_EQ(al::upgrade<steps>(db, "s3", {.watch = meanwhile([&] { al::upgrade<steps>(other, "s1"); })}).steps, 2U);
    EXPECT_EQ(al::upgrade<steps>(db, {.watch = meanwhile([&] { al::upgrade<steps>(other); })}).steps, 0U);
    expect_consistent(db);

    al::sqlite3::connection third(path("third.db"));
    al::sqlite3::connection fourth(path("third.db"));
    EXPECT_EQ(al::upgrade<steps>(third, "+1", {.watch = meanwhile([&] { al::upgrade<steps>(fourth, "+1"); })}).to,
              strings{"s1"});
    EXPECT_EQ(al::stamp<steps>(third, "base", {.watch = meanwhile([] {})}).to, strings{});
}

TEST_F(process, who_comes_second_respects_a_newer_program) {
    al::sqlite3::connection db(path());
    al::upgrade<steps>(db, "s1");
    al::sqlite3::connection other(path());
    const al::observer newer = meanwhile([&] { other.execute("UPDATE aludel_version SET version_num = 'zzz'"); });
    EXPECT_EQ(error_of([&] { al::upgrade<steps>(db, {.watch = newer}); }).kind(),
              migration_error_kind::unknown_revision);
    EXPECT_EQ(column_of(db, "SELECT revision FROM runs"), (strings{"s0", "s1"}));
    EXPECT_EQ(version_of(db), strings{"zzz"});
}

TEST_F(process, killed_at_any_point_it_goes_on_from_where_it_was) {
    for (const std::string mode : {"DELETE", "WAL"})
        for (const bool each : {false, true})
            for (int point = 0;; ++point) {
                const std::string file = path((mode + std::to_string(each) + std::to_string(point)).c_str());
                al::sqlite3::connection(file).execute("PRAGMA journal_mode = " + mode);
                const int status = wait_for(spawn([&] {
                    al::sqlite3::connection db(file);
                    // A transaction writes to the file before it ends.
                    db.execute("PRAGMA cache_size = 5; PRAGMA synchronous = OFF");
                    int left = point;
                    const auto die = [&] {
                        if (left-- == 0) raise(SIGKILL);
                    };
                    sqlite3_commit_hook(
                        db.handle(), [](void* call) { return (*static_cast<decltype(die)*>(call))(), 0; },
                        const_cast<void*>(static_cast<const void*>(&die)));
                    al::upgrade<steps>(
                        db, {.watch = [&](const al::migration_event&) { die(); }, .transaction_per_revision = each});
                }));
                al::sqlite3::connection db(file);
                db.execute("PRAGMA synchronous = OFF");
                expect_consistent(db);
                EXPECT_EQ(al::upgrade<steps>(db).to, strings{"s5"});
                expect_consistent(db);
                if (!WIFSIGNALED(status)) {
                    EXPECT_EQ(status, 0);
                    EXPECT_GT(point, 20) << "nobody was killed";
                    break;
                }
            }
}

TEST_F(process, killed_at_any_time_it_goes_on_from_where_it_was) {
    for (int round = 0; round < 20; ++round) {
        const std::string file = path(std::to_string(round).c_str());
        const pid_t child = spawn([&] {
            al::sqlite3::connection db(file);
            db.execute("PRAGMA cache_size = 5");
            al::upgrade<steps>(db, {.transaction_per_revision = round % 2 == 0});
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(2 + 4 * round));
        kill(child, SIGKILL);
        wait_for(child);
        al::sqlite3::connection db(file);
        expect_consistent(db);
        EXPECT_EQ(al::upgrade<steps>(db).to, strings{"s5"});
        expect_consistent(db);
    }
}

TEST_F(process, a_lock_of_the_dead_is_nobodys) {
    const pid_t child = spawn([&] {
        al::sqlite3::connection db(path());
        al::upgrade<steps>(db, {.watch = [](const al::migration_event& event) {
                               if (event.revision == "s3") std::this_thread::sleep_for(60s);
                           }});
    });
    while (!std::filesystem::exists(path("test.db-journal"))) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
    al::sqlite3::connection db(path());
    EXPECT_EQ(error_of([&] { al::upgrade<steps>(db, {.busy_timeout = 50ms}); }).kind(),
              migration_error_kind::database_busy);
    kill(child, SIGKILL);
    wait_for(child);
    EXPECT_EQ(al::upgrade<steps>(db, {.busy_timeout = 50ms}).steps, 6U);
    expect_consistent(db);
}

}  // namespace
