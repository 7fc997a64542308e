// SPDX-License-Identifier: BSL-1.0
// The n-th allocation fails, of SQLite or of the program: once, a few in a row, or until the call returns.
#include "trial.hpp"

#include <new>

namespace {

/// Counts allocations while it is on, and decides which fail.
struct scarcity {
    bool on = false;
    long first = 0, length = 1, seen = 0;

    bool fails() {
        if (!on) return false;
        ++seen;
        return first != 0 && seen >= first && seen < first + length;
    }
};
scarcity of_sqlite, of_program;

/// On for the lifetime of this object; examining the error afterwards has memory again.
struct scarce {
    scarcity& memory;
    ~scarce() { memory.on = false; }
};

/// The allocator of SQLite, with ours before it. It must be installed before SQLite is used.
sqlite3_mem_methods allocator;
const bool allocator_is_ours = [] {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &allocator);
    sqlite3_mem_methods ours = allocator;
    ours.xMalloc = [](int size) { return of_sqlite.fails() ? nullptr : allocator.xMalloc(size); };
    ours.xRealloc = [](void* bytes, int size) { return of_sqlite.fails() ? nullptr : allocator.xRealloc(bytes, size); };
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK &&
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}();

void* allocate(std::size_t size) {
    void* const bytes = of_program.fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (bytes == nullptr) throw std::bad_alloc();
    return bytes;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* bytes) noexcept { std::free(bytes); }
void operator delete[](void* bytes) noexcept { std::free(bytes); }
void operator delete(void* bytes, std::size_t) noexcept { std::free(bytes); }
void operator delete[](void* bytes, std::size_t) noexcept { std::free(bytes); }

namespace {

using namespace trial;
using memory_trial = online_test;

constexpr long until_it_returns = 1'000'000'000;

template <const auto& History>
void at_every_allocation(const std::filesystem::path& folder, scarcity& memory, const std::string& name,
                         std::initializer_list<const char*> revisions, bool must_fail = false) {
    ASSERT_TRUE(allocator_is_ours);
    for (const long length : {1L, 5L, until_it_returns}) {
        tally result(name +
                     (length == 1                      ? ", once"
                          : length == until_it_returns ? ", from then on"
                                                       : ", a few in a row"));
        subject<History> database(folder, "DELETE", 4);
        database.learn(revisions);
        for (const bool per_revision : {false, true})
            at_every_point(40, [&](long n) {
                caller user(database.fresh());
                memory = {.on = true, .first = n, .length = length};
                const outcome run = outcome_of([&] {
                    const scarce now{memory};
                    al::upgrade<History>(user.db, {.transaction_per_revision = per_revision});
                });
                if (n == 0) return memory.seen;
                result.begin(std::to_string(n) + (per_revision ? ", per revision" : ""));
                if (must_fail) result.expect(!run.succeeded, "success where the revision is wrong");
                user.examine(result, run, &memory == &of_sqlite && length == until_it_returns);
                database.examine(result, run, !must_fail);
                return memory.seen;
            });
    }
}

TEST_F(memory_trial, of_sqlite) {
    at_every_allocation<steps>(folder, of_sqlite, "SQLite has no memory", {"n1", "d2", "b3", "f4", "l5"});
}
TEST_F(memory_trial, of_sqlite_before_orphans_are_found) {
    at_every_allocation<orphans>(folder, of_sqlite, "SQLite has no memory before orphans are found",
                                 {"n1", "d2", "b3", "f4"}, true);
}
TEST_F(memory_trial, of_the_program) {
    at_every_allocation<steps>(folder, of_program, "the program has no memory", {"n1", "d2", "b3", "f4", "l5"});
}
TEST_F(memory_trial, of_the_program_before_orphans_are_found) {
    at_every_allocation<orphans>(folder, of_program, "the program has no memory before orphans are found",
                                 {"n1", "d2", "b3", "f4"}, true);
}

TEST_F(memory_trial, of_sqlite_outside_of_transactions) {
    at_every_allocation<mixed>(folder, of_sqlite, "SQLite has no memory outside of transactions",
                               {"n1", "d2", "b3", "f4", "o5", "o6", "l7"});
}
TEST_F(memory_trial, of_the_program_outside_of_transactions) {
    at_every_allocation<mixed>(folder, of_program, "the program has no memory outside of transactions",
                               {"n1", "d2", "b3", "f4", "o5", "o6", "l7"});
}

/// Without a database: what is created and destroyed leaks nothing.
TEST_F(memory_trial, of_reading_a_schema) {
    tally result("the program has no memory, reflect and compare");
    al::sqlite3::connection db(path());
    al::upgrade<steps>(db);
    at_every_point(200, [&](long n) {
        of_program = {.on = true, .first = n};
        const outcome run = outcome_of([&] {
            const scarce now{of_program};
            const al::schema seen = al::reflect(db);
            static_cast<void>(al::compare(seen, seen));
        });
        if (n != 0) result.begin(std::to_string(n));
        if (n != 0) result.expect(run.clear, "an error that is not the library's", run.message);
        return of_program.seen;
    });
}

}  // namespace
