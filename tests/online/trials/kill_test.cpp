// SPDX-License-Identifier: BSL-1.0
// A process is killed during a migration: at each of its writes, with writes lost that were not synced, and at random
// times.
#include "trial.hpp"

#include <chrono>
#include <random>
#include <thread>

namespace {

using namespace trial;
using kill_trial = online_test;

/// One run in a child process, which exits with 9 at the fault; returns the number of writes.
template <const auto& History>
int migrate(const subject<History>& database, bool per_revision, const fault_plan& plan, long& writes) {
    int pipes[2];
    if (pipe(pipes) != 0) return -1;
    { const al::sqlite3::connection db = database.fresh(); }
    const int status = in_process([&] {
        al::sqlite3::connection db = database.open();
        faulty_vfs::plan = plan;
        al::upgrade<History>(db, {.transaction_per_revision = per_revision});
        if (write(pipes[1], &faulty_vfs::plan.seen, sizeof(long)) != sizeof(long)) _exit(1);
    });
    close(pipes[1]);
    if (read(pipes[0], &writes, sizeof(long)) != static_cast<ssize_t>(sizeof(long))) writes = plan.first;
    close(pipes[0]);
    return status;
}

template <const auto& History>
void at_every_write(const std::filesystem::path& folder, fault kind, const std::string& name,
                    std::initializer_list<const char*> revisions) {
    for (const std::string mode : {"DELETE", "TRUNCATE", "PERSIST", "WAL"}) {
        tally result(name + ", " + mode);
        subject<History> database(folder, mode);
        database.learn(revisions);
        for (const bool per_revision : {false, true}) {
            at_every_point(10, [&](long n) {
                long writes = 0;
                const int status = migrate(database, per_revision, {.kind = kind, .first = n}, writes);
                result.begin(std::to_string(n) + (per_revision ? ", per revision" : ""));
                result.expect(WIFEXITED(status) && WEXITSTATUS(status) == (n == 0 ? 0 : 9),
                              "the process did not end at its write");
                database.examine(result, {.succeeded = n == 0, .message = "the process ended"});
                return writes;
            });
        }
    }
}

constexpr auto inside = {"n1", "d2", "b3", "f4", "l5"}, with_outside = {"n1", "d2", "b3", "f4", "o5", "o6", "l7"};

TEST_F(kill_trial, at_every_write) { at_every_write<steps>(folder, fault::kill, "kill at a write", inside); }
TEST_F(kill_trial, power_loss_at_every_write) {
    at_every_write<steps>(folder, fault::power_loss, "power loss at a write", inside);
}
TEST_F(kill_trial, outside_of_transactions) {
    at_every_write<mixed>(folder, fault::kill, "kill at a write, revisions outside of transactions", with_outside);
}
TEST_F(kill_trial, power_loss_outside_of_transactions) {
    at_every_write<mixed>(folder, fault::power_loss, "power loss at a write, revisions outside of transactions",
                          with_outside);
}

TEST_F(kill_trial, at_any_time) {
    std::mt19937 random(1);
    for (const std::string mode : {"DELETE", "WAL"}) {
        tally result("kill -9 at any time, " + mode);
        subject<steps> database(folder, mode, 2000);
        database.learn(inside);
        const auto start = std::chrono::steady_clock::now();
        {
            al::sqlite3::connection db = database.fresh();
            al::upgrade<steps>(db);
        }
        const auto whole =
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
        for (int i = 0; i < count(10, 250); ++i) {
            const auto pause = std::chrono::microseconds(static_cast<long>(random() % static_cast<unsigned>(whole)));
            result.begin("after " + std::to_string(pause.count()) + " of " + std::to_string(whole) + " microseconds");
            { const al::sqlite3::connection db = database.fresh(); }
            const pid_t process = spawn([&] {
                al::sqlite3::connection db = database.open();
                al::upgrade<steps>(db, {.transaction_per_revision = i % 2 == 0});
            });
            std::this_thread::sleep_for(pause);
            kill(process, SIGKILL);
            waitpid(process, nullptr, 0);
            database.examine(result, {.message = "the process was killed"});
        }
    }
}

}  // namespace
