// SPDX-License-Identifier: BSL-1.0
// Callers that disturb their own migration: authorizers, hooks, limits, open statements; and other connections that
// hold a lock.
#include "hostile.hpp"

#include <chrono>

namespace {

using namespace trial;
using caller_trial = online_test;

/// An authorizer that refuses one kind of action, from its n-th occurrence on.
TEST_F(caller_trial, authorizers) {
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

/// Statements, hooks and limits of the caller.
TEST_F(caller_trial, callers) {
    tally result("callers");
    const hostile trial(folder);
    const auto with = [&](const char* label, wanted end, auto set_up) {
        result.begin(label);
        al::sqlite3::connection db = trial.database.fresh();
        trial.expect(result, end, db, [&]() -> std::function<void()> { return set_up(db); });
    };
    for (const char* const sql : {"SELECT * FROM account", "UPDATE log SET what = what RETURNING what",
                                  "SELECT * FROM pragma_table_info('account')"})
        with(sql, wanted::either, [&](al::sqlite3::connection& db) {
            sqlite3_stmt* statement = nullptr;
            sqlite3_prepare_v2(db.handle(), sql, -1, &statement, nullptr);
            sqlite3_step(statement);
            return [&result, statement] {
                const int next = sqlite3_step(statement);
                result.expect(next == SQLITE_ROW || next == SQLITE_DONE, "a statement of the caller's was ended",
                              sqlite3_errstr(next));
                sqlite3_finalize(statement);
            };
        });
    with("a commit hook that refuses", wanted::refusal, [](al::sqlite3::connection& db) {
        sqlite3_commit_hook(db.handle(), [](void*) { return 1; }, nullptr);
        return [handle = db.handle()] { sqlite3_commit_hook(handle, nullptr, nullptr); };
    });
    for (const auto& [limit, value] : {std::pair(SQLITE_LIMIT_SQL_LENGTH, 150), std::pair(SQLITE_LIMIT_VDBE_OP, 40),
                                       std::pair(SQLITE_LIMIT_COLUMN, 4), std::pair(SQLITE_LIMIT_LENGTH, 200)})
        with("a limit", wanted::refusal, [limit = limit, value = value](al::sqlite3::connection& db) {
            const int old = sqlite3_limit(db.handle(), limit, value);
            return [handle = db.handle(), limit, old] { sqlite3_limit(handle, limit, old); };
        });
    result.begin("read only");
    { const al::sqlite3::connection db = trial.database.fresh(); }
    al::sqlite3::connection read_only(trial.database.file(), al::sqlite3::open_mode::read_only);
    trial.expect(result, wanted::refusal, read_only);
}

/// Other connections that hold a lock or read: the wait is as long as the options say, whatever the timeout of the
/// connection.
TEST_F(caller_trial, waits) {
    tally result("waits");
    const hostile trial(folder);
    for (const char* const lock : {"BEGIN EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN; SELECT * FROM account"})
        for (const bool per_revision : {false, true}) {
            result.begin(lock);
            al::sqlite3::connection db = trial.database.fresh(), other(trial.database.file());
            // Only the first read waits with the timeout of the connection.
            const std::string own = std::string_view(lock) == "BEGIN EXCLUSIVE" ? "50" : "1500";
            db.execute("PRAGMA busy_timeout = " + own);
            other.execute(lock);
            const auto start = std::chrono::steady_clock::now();
            const outcome run = outcome_of([&] {
                al::upgrade<steps>(
                    db, {.transaction_per_revision = per_revision, .busy_timeout = al::duration::of_milliseconds(300)});
            });
            const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
            result.expect(!run.succeeded, "not refused");
            result.expect(passed.count() > 0.25 && passed.count() < 1.2, "waited for another time than 0.3 s",
                          std::to_string(passed.count()) + " s: " + run.message);
            result.expect(cell_of(db, "PRAGMA busy_timeout") == own, "the settings are not set back", run.message);
            other.execute("ROLLBACK");
            trial.database.examine(result, run, false);
        }
}

}  // namespace
