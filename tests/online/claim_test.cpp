// SPDX-License-Identifier: BSL-1.0
// Revisions without a transaction: run once by any number of processes, and finished by the next one after a crash.
#include "child_process.hpp"
#include "online_test.hpp"

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace {

using claim = online_test;
using namespace std::chrono_literals;

bool says(const std::exception& error, std::string_view words) {
    return std::string_view(error.what()).find(words) != std::string_view::npos;
}

#define ID al::column("id", al::integer, al::primary_key)

/// Where the function of b2 has to be killed, if anywhere.
bool dies = false;

// Each statement counts its runs.
inline constexpr auto runs = al::revision("a1").upgrade(al::create_table("runs", al::column("what", al::text)),
                                                        al::create_table("t", ID, al::column("a", al::integer)));
inline constexpr auto outside =
    al::revision("b2")
        .revises("a1")
        .without_transaction()
        .upgrade(al::execute("INSERT INTO runs VALUES ('first')"), al::execute("PRAGMA user_version = 2"),
                 al::alter_column("t", "a").type(al::bigint), al::run([](auto& db) {
                     db.execute("INSERT INTO runs VALUES ('function')");
                     if (dies) raise(SIGKILL);
                     db.execute("INSERT INTO runs VALUES ('function, the end')");
                 }),
                 al::execute("INSERT INTO runs VALUES ('several'); INSERT INTO runs VALUES ('several, the end')"),
                 al::execute("VACUUM"), al::execute("INSERT INTO runs VALUES ('last')"))
        .irreversible("test")
        .acknowledge(al::rule::steps_without_transaction, "test");
inline constexpr auto behind =
    al::revision("c3").revises("b2").upgrade(al::execute("INSERT INTO runs VALUES ('behind')")).irreversible("test");
inline constexpr al::history<runs, outside, behind> history{};

const strings once{"first", "function", "function, the end", "several", "several, the end", "last", "behind"};

void expect_done_once(al::sqlite3::connection& db) {
    EXPECT_EQ(version_of(db), strings{"c3"});
    EXPECT_EQ(column_of(db, "SELECT what FROM runs ORDER BY rowid"), once);
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
    EXPECT_EQ(cell_of(db, "PRAGMA integrity_check"), "ok");
}

TEST_F(claim, among_sixteen_processes_each_revision_runs_once) {
    for (const std::string mode : {"DELETE", "WAL"})
        for (int round = 0; round < 2; ++round) {
            const std::string file = path((mode + std::to_string(round)).c_str());
            al::sqlite3::connection(file).execute("PRAGMA journal_mode = " + mode);
            std::vector<pid_t> children;
            for (int i = 0; i < 16; ++i)
                children.push_back(spawn([&] {
                    al::sqlite3::connection db(file);
                    if (al::upgrade<history>(db, {.busy_timeout = 60s}).to != strings{"c3"}) _exit(2);
                }));
            for (const pid_t child : children) EXPECT_EQ(wait_for(child), 0) << mode;
            al::sqlite3::connection db(file);
            expect_done_once(db);
        }
}

TEST_F(claim, a_transaction_of_another_process_waits_for_it_too) {
    al::upgrade<history>(al::sqlite3::connection(path()), "a1");
    al::sqlite3::connection other(path());
    al::sqlite3::connection db(path());
    bool looked = false;
    al::upgrade<history>(
        db, {.watch = [&](const al::migration_event& event) {
            if (event.kind != al::event_kind::statement || event.revision != "b2" || event.statement != 1) return;
            looked = true;
            for (const auto& call :
                 {+[](al::sqlite3::connection& place) {
                      al::downgrade<history>(place, "base", {.busy_timeout = 20ms});
                  },
                  +[](al::sqlite3::connection& position) {
                      al::upgrade<history>(position, {.busy_timeout = 20ms, .take_over = true});
                  },
                  +[](al::sqlite3::connection& at) { al::stamp<history>(at, "c3", {.busy_timeout = 20ms}); }}) {
                const al::migration_error error = error_of([&] { call(other); });
                EXPECT_EQ(error.kind(), migration_error_kind::database_busy);
                EXPECT_TRUE(says(error, "another process runs revision `b2` without a transaction, since 20"))
                    << error.what();
            }
            EXPECT_EQ(al::current<history>(other), strings{"a1"});
        }});
    EXPECT_TRUE(looked);
    expect_done_once(db);
}

TEST_F(claim, killed_at_any_commit_the_next_one_finishes) {
    int unknown = 0;
    for (int point = 0;; ++point) {
        const std::string file = path(std::to_string(point).c_str());
        const int status = wait_for(spawn([&] {
            al::sqlite3::connection db(file);
            int left = point;
            sqlite3_commit_hook(
                db.handle(), [](void* count) { return --*static_cast<int*>(count) < 0 ? raise(SIGKILL) : 0; }, &left);
            al::upgrade<history>(db);
        }));
        al::sqlite3::connection db(file);
        try {
            al::upgrade<history>(db);
            expect_done_once(db);
        } catch (const al::migration_error& error) {
            // Only where a function or several statements had begun, the state is not known.
            ++unknown;
            EXPECT_EQ(error.kind(), migration_error_kind::unfinished);
            EXPECT_EQ(error.revision(), "b2");
            EXPECT_TRUE(says(error, "upgrade `b2`: the revision runs without a transaction, and was begun at 20"))
                << error.what();
            EXPECT_TRUE(says(error, "of its statements are done, and of statement ")) << error.what();
            EXPECT_TRUE(says(error, "go on with it by take_over")) << error.what();
            EXPECT_EQ(version_of(db), strings{"a1"});
            EXPECT_EQ(al::upgrade<history>(db, {.take_over = true}).to, strings{"c3"});
            strings found = column_of(db, "SELECT DISTINCT what FROM runs");
            EXPECT_EQ(found.size(), once.size());
            EXPECT_EQ(cell_of(db, "SELECT count(*) FROM runs WHERE what IN ('first', 'last', 'behind')"), "3")
                << "what is known to be done is not done again";
            EXPECT_FALSE(has_table(db, "aludel_version_claim"));
        }
        if (!WIFSIGNALED(status)) break;
        EXPECT_LT(point, 60);
    }
    EXPECT_GE(unknown, 4);
    EXPECT_LE(unknown, 8);
}

TEST_F(claim, a_stamp_ends_what_was_not_finished) {
    dies = true;
    const int status = wait_for(spawn([&] { al::upgrade<history>(al::sqlite3::connection(path())); }));
    dies = false;
    EXPECT_TRUE(WIFSIGNALED(status));
    al::sqlite3::connection db(path());
    EXPECT_EQ(error_of([&] { al::downgrade<history>(db, "base"); }).kind(), migration_error_kind::unfinished);
    const al::migration_error error = error_of([&] { al::upgrade<history>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::unfinished) << error.what();
    EXPECT_TRUE(says(error, "and of statement ")) << error.what();
    al::stamp<history>(db, "b2");
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
    EXPECT_EQ(al::upgrade<history>(db).to, strings{"c3"});
    EXPECT_EQ(column_of(db, "SELECT what FROM runs"), (strings{"first", "function", "behind"}));
}

inline constexpr auto halting =
    al::revision("b2")
        .revises("a1")
        .without_transaction()
        .upgrade(al::execute("INSERT INTO runs VALUES ('first')"), al::execute("INSERT INTO missing VALUES (1)"),
                 al::execute("INSERT INTO runs VALUES ('last')"))
        .irreversible("test")
        .acknowledge(al::rule::steps_without_transaction, "test")
        .acknowledge(al::rule::unknown_name_in_sql, "it fails when it runs");
inline constexpr al::history<runs, halting> halting_history{};
inline constexpr auto mended = al::revision("b2")
                                   .revises("a1")
                                   .without_transaction()
                                   .upgrade(al::execute("INSERT INTO runs VALUES ('mended')"))
                                   .irreversible("test");
inline constexpr al::history<runs, mended> mended_history{};

TEST_F(claim, a_failed_revision_goes_on_where_it_failed) {
    al::sqlite3::connection db(path());
    for (int tries = 0; tries < 3; ++tries) {
        const al::migration_error error = error_of([&] { al::upgrade<halting_history>(db); });
        EXPECT_EQ(error.statement(), 1U);
        EXPECT_TRUE(says(error, "what it did until then stays, and the version table still says `a1`")) << error.what();
    }
    const al::migration_error edited = error_of([&] { al::upgrade<mended_history>(db); });
    EXPECT_EQ(edited.kind(), migration_error_kind::unfinished);
    EXPECT_TRUE(says(edited, "1 of its statements are done; the revision was edited since. ")) << edited.what();
    db.execute("CREATE TABLE missing (a)");
    EXPECT_EQ(al::upgrade<halting_history>(db).to, strings{"b2"});
    EXPECT_EQ(column_of(db, "SELECT what FROM runs"), (strings{"first", "last"}));
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
}

TEST_F(claim, is_the_librarys_own_and_no_difference) {
    static constexpr al::history<runs> until_then{};
    al::sqlite3::connection db(path());
    EXPECT_THROW(al::upgrade<halting_history>(db), al::migration_error);
    ASSERT_TRUE(has_table(db, "aludel_version_claim"));
    EXPECT_TRUE(al::drift<until_then>(db).empty());
}

TEST_F(claim, one_that_fails_at_its_first_statement_leaves_nothing) {
    static constexpr auto fails = al::revision("b2")
                                      .revises("a1")
                                      .without_transaction()
                                      .upgrade(al::execute("INSERT INTO missing VALUES (1)"))
                                      .irreversible("test")
                                      .acknowledge(al::rule::unknown_name_in_sql, "it fails when it runs");
    static constexpr al::history<runs, fails> failing{};
    al::sqlite3::connection db(path());
    EXPECT_THROW(al::upgrade<failing>(db), al::migration_error);
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
    EXPECT_EQ(al::upgrade<mended_history>(db).to, strings{"b2"});
}

TEST_F(claim, one_that_nobody_can_check_is_left_alone_until_it_is_taken_over) {
    al::sqlite3::connection db(path());
    al::upgrade<history>(db, "a1");
    db.execute(
        "CREATE TABLE aludel_version_claim (revision, direction, checksum, owner, claimed_at, statements_done, "
        "next_begun);"
        "INSERT INTO aludel_version_claim VALUES ('b2', 'upgrade', 'x', 'elsewhere 1 2 3', '2026-01-01', 0, 0)");
    const al::migration_error error = error_of([&] { al::upgrade<history>(db, {.busy_timeout = 30ms}); });
    EXPECT_EQ(error.kind(), migration_error_kind::database_busy);
    EXPECT_TRUE(says(error,
                     "a process of another machine or container runs revision `b2` without a transaction since "
                     "2026-01-01, or did until it ended. "
                     "Nothing was changed. Wait until it is done; if you know that it has ended, go on with take_over "
                     "(--take-over of the tool)."))
        << error.what();
    EXPECT_EQ(al::upgrade<history>(db, {.take_over = true}).to, strings{"c3"});
    expect_done_once(db);
    db.execute("CREATE TABLE aludel_version_claim (a)");
    EXPECT_THROW(al::downgrade<history>(db, "base"), al::revision_error);
    EXPECT_EQ(error_of([&] { al::stamp<history>(db, "b2"); }).code(), SQLITE_ERROR);
}

/// A connection that calls a function behind its next ROLLBACK.
class interrupted {
public:
    using dialect_type = al::sqlite3::connection::dialect_type;
    interrupted(const std::string& file, std::function<void()> call) : db_(file), behind_(std::move(call)) {}

    [[nodiscard]] al::op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) {
        const std::int64_t changes = db_.execute(sql);
        if (sql == "ROLLBACK" && behind_) std::exchange(behind_, nullptr)();
        return changes;
    }
    al::query_result query(std::string_view sql) { return db_.query(sql); }

private:
    al::sqlite3::connection db_;
    std::function<void()> behind_;
};

/// The claim of another process, which this one knows nothing of.
constexpr const char* claim_of_another =
    "DROP TABLE IF EXISTS aludel_version_claim;"
    "CREATE TABLE aludel_version_claim (revision, direction, checksum, owner, claimed_at, statements_done, next_begun);"
    "INSERT INTO aludel_version_claim VALUES ('b2', 'upgrade', 'x', 'elsewhere 1 2 3', '2026-01-01', 0, 0)";
constexpr const char* read_claim =
    "SELECT owner || '|' || statements_done || '|' || next_begun FROM aludel_version_claim";

TEST_F(claim, whose_commit_failed_is_not_given_up_if_another_has_it) {
    al::sqlite3::connection other(path());
    al::upgrade<history>(other, "a1");
    al::sqlite3::connection reader(path());
    reader.execute("INSERT INTO runs VALUES ('x'); BEGIN; SELECT * FROM runs");  // no COMMIT beside it
    interrupted db(path(), [&] {
        reader.execute("COMMIT");
        other.execute(claim_of_another);
    });
    EXPECT_EQ(error_of([&] { al::upgrade<history>(db, {.busy_timeout = 20ms}); }).kind(),
              migration_error_kind::database_busy);
    EXPECT_EQ(column_of(other, read_claim), strings{"elsewhere 1 2 3|0|0"});
}

TEST_F(claim, who_has_lost_it_stops_at_the_next_statement) {
    for (const char* const what : {claim_of_another, "DROP TABLE aludel_version_claim"})
        // The third begins the transaction of a rebuild, whose end records the progress.
        for (const auto& [at, stop] : std::vector<std::pair<std::size_t, std::size_t>>{
                 {0, 0}, {1, 1}, {2, 9}, {10, 10}, {11, 11}, {12, 12}, {13, 13}}) {
            SCOPED_TRACE(at);
            const std::string file = path(((what == claim_of_another ? "taken" : "gone") + std::to_string(at)).c_str());
            al::sqlite3::connection db(file), other(file);
            std::size_t begun = 0;
            const al::migration_error error = error_of([&] {
                al::upgrade<history>(db, {.watch = [&, from = at](const al::migration_event& event) {
                                         if (event.revision != "b2" || event.kind != al::event_kind::statement) return;
                                         begun = event.statement;
                                         if (begun == from) other.execute(what);
                                     }});
            });
            EXPECT_EQ(error.kind(), migration_error_kind::database_busy);
            EXPECT_TRUE(says(error, "another process migrated the same database meanwhile")) << error.what();
            EXPECT_EQ(begun, stop);
            EXPECT_EQ(version_of(db), strings{"a1"});
            EXPECT_EQ(has_table(db, "aludel_version_claim"), what == claim_of_another);
            if (what == claim_of_another) {
                EXPECT_EQ(column_of(db, read_claim), strings{"elsewhere 1 2 3|0|0"});
            }
        }
}

/// What is unfinished is no step of a plan that was made before the others were done.
TEST_F(claim, that_was_given_up_behind_the_plan_is_resumed) {
    al::sqlite3::connection db(path()), other(path());
    bool is_planned = false;
    al::upgrade<halting_history>(db, {.watch = [&](const al::migration_event& event) {
                                     if (event.kind != al::event_kind::plan || std::exchange(is_planned, true)) return;
                                     EXPECT_EQ(error_of([&] { al::upgrade<halting_history>(other); }).statement(), 1U);
                                     other.execute("CREATE TABLE missing (a)");
                                 }});
    EXPECT_EQ(version_of(db), strings{"b2"});
    EXPECT_EQ(column_of(db, "SELECT what FROM runs"), (strings{"first", "last"}));
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
}

TEST_F(claim, of_more_runs_than_have_a_place_is_alive_while_the_process_is) {
    using al::online::liveness;
    std::vector<std::unique_ptr<al::online::claimant>> owners;
    for (int i = 0; i < 70; ++i) {
        owners.push_back(std::make_unique<al::online::claimant>());
        owners.back()->begin();
    }
    const std::string first_name = owners.front()->name(), last_name = owners.back()->name();
    EXPECT_EQ(al::online::claimant::find(first_name), liveness::alive);
    EXPECT_EQ(al::online::claimant::find(last_name), liveness::alive);
    owners.clear();
    EXPECT_EQ(al::online::claimant::find(first_name), liveness::dead);
    EXPECT_EQ(al::online::claimant::find(last_name), liveness::dead);
}

TEST_F(claim, a_count_that_cannot_be_skips_nothing) {
    al::sqlite3::connection db(path());
    EXPECT_THROW(al::upgrade<halting_history>(db), al::migration_error);
    db.execute("UPDATE aludel_version_claim SET statements_done = 4");
    EXPECT_EQ(error_of([&] { al::upgrade<halting_history>(db); }).kind(), migration_error_kind::corrupt_version_table);
    EXPECT_EQ(version_of(db), strings{"a1"});
}

TEST_F(claim, threads_of_one_process_keep_apart_too) {
    al::upgrade<history>(al::sqlite3::connection(path()), "a1");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            EXPECT_EQ(al::upgrade<history>(al::sqlite3::connection(path()), {.busy_timeout = 60s}).to, strings{"c3"});
        });
    for (std::thread& each : threads) each.join();
    al::sqlite3::connection db(path());
    expect_done_once(db);
}

}  // namespace
