// SPDX-License-Identifier: BSL-1.0
// Memory is exhausted, of the program or of SQLite, at every allocation: once, or from then on.
#include "online_test.hpp"

#include <cstdlib>
#include <new>

namespace {

/// Counts down to the allocation that fails; optionally all later ones fail too. Negative: off.
struct shortage {
    long left = -1;
    bool stays = false;
    bool hit = false;

    bool strikes() {
        if (left < 0) return false;
        if (left != 0) return --left, false;
        if (!stays) left = -1;
        return hit = true;
    }
};
shortage of_program, of_sqlite;
sqlite3_mem_methods plain;

void* failing_malloc(int size) { return of_sqlite.strikes() ? nullptr : plain.xMalloc(size); }
void* failing_realloc(void* block, int size) { return of_sqlite.strikes() ? nullptr : plain.xRealloc(block, size); }

struct with_failing_memory : testing::Environment {
    void SetUp() override {
        sqlite3_shutdown();
        ASSERT_EQ(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain), SQLITE_OK);
        sqlite3_mem_methods failing = plain;
        failing.xMalloc = failing_malloc, failing.xRealloc = failing_realloc;
        ASSERT_EQ(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    }
};
[[maybe_unused]] testing::Environment* const installed = testing::AddGlobalTestEnvironment(new with_failing_memory);

inline constexpr auto accounts = al::revision("a1").upgrade(
    al::create_table("owners", al::column("id", al::integer, al::primary_key)),
    al::create_table("accounts", al::column("id", al::integer, al::primary_key), al::column("balance", al::integer),
                     al::column("owner", al::integer, al::references("owners", "id"))),
    al::create_view("rich", "SELECT id FROM accounts WHERE balance > 100"));
inline constexpr auto doubled = al::revision("b2")
                                    .revises("a1")
                                    .upgrade(al::execute("UPDATE accounts SET balance = balance * 2"),
                                             al::alter_column("accounts", "owner").type(al::bigint),
                                             al::run([](auto& db) { db.execute("SELECT 1; SELECT 2"); }))
                                    .irreversible("test");
inline constexpr al::history<accounts, doubled> bank{};

using memory = online_test;

/// Runs the upgrade with each allocation failing in turn.
void fail_everywhere(shortage& subject, bool stays) {
    al::sqlite3::connection db(":memory:");
    const char* const start =
        "PRAGMA foreign_keys = 1; PRAGMA busy_timeout = 77; INSERT INTO owners VALUES (1); INSERT INTO accounts VALUES "
        "(1, 100, 1)";
    al::upgrade<bank>(db, "a1");
    db.execute(start);
    long failures = 0, step = 1;
    for (long point = 0;; point += step, ++failures) {
        step = 1 + point / 400;  // all of the first ones, then a selection
        bool failed = false;
        subject = {point, stays, false};
        try {
            al::upgrade<bank>(db);
        } catch (...) {
            failed = true;
        }
        subject.left = -1;
        const bool done = version_of(db) == strings{"b2"};
        const bool is_open = db.in_transaction();
        // If SQLite has no memory for ROLLBACK and PRAGMA, they cannot be executed.
        const bool may_be_left = &subject == &of_sqlite && stays;
        if (is_open) {
            EXPECT_TRUE(may_be_left && failed) << point;
            db.execute("ROLLBACK");
        }
        EXPECT_EQ(version_of(db), strings{done && !is_open ? "b2" : "a1"}) << point;
        EXPECT_EQ(cell_of(db, "SELECT balance FROM accounts"), version_of(db) == strings{"b2"} ? "200" : "100")
            << point;
        const std::string settings = cell_of(db, "PRAGMA foreign_keys") + cell_of(db, "PRAGMA busy_timeout");
        EXPECT_TRUE(may_be_left || settings == "177") << point << ": " << settings;
        EXPECT_EQ(cell_of(db, "SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_aludel%' ESCAPE '\\'"), "0")
            << point;
        EXPECT_TRUE(done || failed) << point;
        if (!subject.hit) break;
        if (version_of(db) == strings{"b2"})
            db.execute(
                "UPDATE aludel_version SET version_num = 'a1'; DELETE FROM aludel_journal WHERE revision = 'b2'; "
                "UPDATE accounts SET balance = 100");
        db.execute("PRAGMA foreign_keys = 1; PRAGMA busy_timeout = 77");
    }
    EXPECT_GT(failures, 50) << "nothing failed";
}

TEST_F(memory, of_the_program_once) { fail_everywhere(of_program, false); }
TEST_F(memory, of_the_program_from_then_on) { fail_everywhere(of_program, true); }
TEST_F(memory, of_sqlite_once) { fail_everywhere(of_sqlite, false); }
TEST_F(memory, of_sqlite_from_then_on) { fail_everywhere(of_sqlite, true); }

}  // namespace

void* operator new(std::size_t size) {
    if (of_program.strikes()) throw std::bad_alloc();
    if (void* const block = std::malloc(size == 0 ? 1 : size)) return block;
    throw std::bad_alloc();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
