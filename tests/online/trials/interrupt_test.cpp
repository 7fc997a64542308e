// SPDX-License-Identifier: BSL-1.0
// Interrupted migrations: by a progress handler at the n-th instruction, once or from then on, and by another thread.
#include "trial.hpp"

#include <chrono>
#include <random>
#include <thread>

namespace {

using namespace trial;
using interrupt_trial = online_test;

/// What the progress handler counts, and when it interrupts.
struct instructions {
    long first = 0, seen = 0;
    bool sticky = false;

    static int stops(void* self) {
        auto& [first, seen, sticky] = *static_cast<instructions*>(self);
        ++seen;
        return first != 0 && (seen == first || (sticky && seen > first));
    }
};

template <const auto& History>
void at_every_instruction(const std::filesystem::path& folder, const std::string& name,
                          std::initializer_list<const char*> revisions, bool must_fail = false) {
    for (const bool sticky : {false, true}) {
        tally result(name + (sticky ? ", from then on" : ", once"));
        subject<History> database(folder, "DELETE", 4);
        database.learn(revisions);
        for (const bool per_revision : {false, true})
            at_every_point(60, [&](long n) {
                caller user(database.fresh());
                instructions counted{.first = n, .sticky = sticky};
                sqlite3_progress_handler(user.db.handle(), 1, instructions::stops, &counted);
                const outcome run =
                    outcome_of([&] { al::upgrade<History>(user.db, {.transaction_per_revision = per_revision}); });
                sqlite3_progress_handler(user.db.handle(), 0, nullptr, nullptr);
                if (n == 0) return counted.seen;
                result.begin(std::to_string(n) + (per_revision ? ", per revision" : ""));
                if (must_fail) result.expect(!run.succeeded, "success where the revision is wrong");
                user.examine(result, run);
                database.examine(result, run, !must_fail);
                return counted.seen;
            });
    }
}

TEST_F(interrupt_trial, at_every_instruction) {
    at_every_instruction<steps>(folder, "interrupted at an instruction", {"n1", "d2", "b3", "f4", "l5"});
}
TEST_F(interrupt_trial, what_must_fail_fails) {
    at_every_instruction<orphans>(folder, "interrupted at an instruction before orphans are found",
                                  {"n1", "d2", "b3", "f4"}, true);
}

TEST_F(interrupt_trial, outside_of_transactions) {
    at_every_instruction<mixed>(folder, "interrupted at an instruction outside of transactions",
                                {"n1", "d2", "b3", "f4", "o5", "o6", "l7"});
}

TEST_F(interrupt_trial, at_any_time) {
    tally result("sqlite3_interrupt at any time");
    subject<steps> database(folder, "DELETE", 1000);
    database.learn({"n1", "d2", "b3", "f4", "l5"});
    std::mt19937 random(1);
    using clock = std::chrono::steady_clock;
    const auto start = clock::now();
    {
        al::sqlite3::connection db = database.fresh();
        al::upgrade<steps>(db);
    }
    const auto whole = static_cast<unsigned>((clock::now() - start).count());
    for (int i = 0; i < count(20, 400); ++i) {
        caller user(database.fresh());
        const std::chrono::nanoseconds pause(random() % whole);
        result.begin("after " + std::to_string(pause.count()) + " of " + std::to_string(whole) + " nanoseconds");
        std::thread other([&] {
            std::this_thread::sleep_for(pause);
            sqlite3_interrupt(user.db.handle());
        });
        const outcome run = outcome_of([&] { al::upgrade<steps>(user.db, {.transaction_per_revision = i % 2 == 0}); });
        other.join();
        user.examine(result, run);
        database.examine(result, run);
    }
}

}  // namespace
