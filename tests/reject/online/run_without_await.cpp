// SPDX-License-Identifier: BSL-1.0
// expect: [AL318] run: the function cannot be called with a blocking connection. Let it take `auto& db` and return nothing, or, if it returns a task, migrate on a connection that is awaited
#include <aludel.hpp>

namespace al = aludel;

struct connection {
    al::op::dialect dialect() const { return al::sqlite; }
    bool in_transaction() const { return false; }
    std::int64_t execute(std::string_view) { return 0; }
    al::query_result query(std::string_view) { return {}; }
};

inline constexpr auto start =
    al::revision("a1")
        .irreversible("-")
#ifndef ACCEPT
        .upgrade(al::run([](auto& db) -> al::task_of<decltype(db), void> { co_await db.execute("SELECT 1"); }));
#else
        .upgrade(al::run([](auto& db) { db.execute("SELECT 1"); }));
#endif
inline constexpr al::history<start> history{};

auto* const used = &decltype(history)::run<connection>;  // the line

int main() {}
