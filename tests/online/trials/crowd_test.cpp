// SPDX-License-Identifier: BSL-1.0
// Sixteen processes migrate one file at once, alone or beside readers and writers: each revision runs exactly once.
#include "trial.hpp"

#include <csignal>

namespace {

using namespace trial;
using crowd_trial = online_test;

constexpr int processes = 16;

/// A reader or writer that runs until it is killed; like other programs, both wait for the migration, and it for them.
void disturb(const std::string& file, bool writes) {
    al::sqlite3::connection db(file);
    sqlite3_busy_timeout(db.handle(), 60'000);
    for (;; usleep(500))
        static_cast<void>(outcome_of([&] {
            writes ? db.execute("UPDATE log SET what = what")
                   : static_cast<std::int64_t>(db.query("SELECT * FROM account").size());
        }));
}

template <const auto& History>
void rounds(const std::filesystem::path& folder, const std::string& name, std::initializer_list<const char*> revisions,
            int short_form, int long_form) {
    for (const std::string mode : {"DELETE", "WAL"})
        for (const bool disturbed : {false, true}) {
            tally result(name + (disturbed ? " beside readers and writers, " : ", ") + mode);
            subject<History> database(folder, mode, 10);
            database.learn(revisions);
            for (int round = 0; round < count(short_form, long_form); ++round) {
                result.begin("round " + std::to_string(round));
                { const al::sqlite3::connection db = database.fresh(); }
                std::vector<pid_t> others, crowd;
                for (const bool writes : {false, false, true, true})
                    if (disturbed) others.push_back(spawn([&] { disturb(database.file(), writes); }));
                for (int i = 0; i < processes; ++i)
                    crowd.push_back(spawn([&] {
                        al::sqlite3::connection db(database.file());
                        const outcome run = outcome_of([&] {
                            al::upgrade<History>(db,
                                                 {.transaction_per_revision = i % 2 == 0,
                                                  .busy_timeout = al::duration::of_milliseconds(120'000)});
                        });
                        if (!run.succeeded) std::ofstream(folder / "failure") << run.message;
                        _exit(run.succeeded ? 0 : 1);
                    }));
                for (const pid_t process : crowd) {
                    int status = 0;
                    waitpid(process, &status, 0);
                    result.expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a process failed",
                                  online_test::bytes_of((folder / "failure").string()));
                }
                for (const pid_t process : others) kill(process, SIGKILL), waitpid(process, nullptr, 0);
                database.examine(result, {.succeeded = true, .message = "success of all"});
            }
        }
}

TEST_F(crowd_trial, in_transactions) { rounds<steps>(folder, "16 processes", {"n1", "d2", "b3", "f4", "l5"}, 1, 50); }
TEST_F(crowd_trial, outside_of_transactions) {
    rounds<mixed>(folder, "16 processes, revisions outside of transactions", {"n1", "d2", "b3", "f4", "o5", "o6", "l7"},
                  2, 50);
}

}  // namespace
