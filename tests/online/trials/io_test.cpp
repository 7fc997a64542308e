// SPDX-License-Identifier: BSL-1.0
// The n-th access to a file fails: once, or until the call returns. Reads, locks and opening count as well.
#include "trial.hpp"

namespace {

using namespace trial;
using io_trial = online_test;

template <const auto& History>
void at_every_access(const std::filesystem::path& folder, const std::string& name,
                     std::initializer_list<const char*> revisions, bool must_fail = false) {
    for (const std::string mode : {"DELETE", "WAL"}) {
        tally result(name + ", " + mode);
        subject<History> database(folder, mode);
        database.learn(revisions);
        for (const fault kind : {fault::error, fault::full})
            for (const bool sticky : {false, true})
                for (const bool per_revision : {false, true})
                    at_every_point(10, [&](long n) {
                        caller user(database.fresh());
                        faulty_vfs::plan = {.kind = kind, .first = n, .sticky = sticky && n != 0};
                        const outcome run = outcome_of(
                            [&] { al::upgrade<History>(user.db, {.transaction_per_revision = per_revision}); });
                        const long seen = std::exchange(faulty_vfs::plan, {}).seen;
                        if (n == 0) return seen;
                        result.begin(std::to_string(n) + (kind == fault::full ? ", full" : ", error") +
                                     (sticky ? ", sticky" : "") + (per_revision ? ", per revision" : ""));
                        if (must_fail) result.expect(!run.succeeded, "success where the revision is wrong");
                        user.examine(result, run);
                        database.examine(result, run, !must_fail);
                        return seen;
                    });
    }
}

TEST_F(io_trial, each_revision_once) {
    at_every_access<steps>(folder, "an access fails", {"n1", "d2", "b3", "f4", "l5"});
}
TEST_F(io_trial, what_must_fail_fails) {
    at_every_access<orphans>(folder, "an access fails before orphans are found", {"n1", "d2", "b3", "f4"}, true);
}
TEST_F(io_trial, outside_of_transactions) {
    at_every_access<mixed>(folder, "an access fails outside of transactions",
                           {"n1", "d2", "b3", "f4", "o5", "o6", "l7"});
}

}  // namespace
