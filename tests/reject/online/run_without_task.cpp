// SPDX-License-Identifier: BSL-1.0
// expect: [AL317] run: on a connection that is awaited the function returns a task, `[](auto& db) -> al::task_of<decltype(db), void> { ... }`, or, if there is a blocking connection behind it, nothing
#include <aludel.hpp>

namespace al = aludel;

/// An awaited connection without a blocking one behind it.
struct task {
    struct promise_type {
        task get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    bool await_ready() const { return true; }
    void await_suspend(std::coroutine_handle<>) const {}
    void await_resume() const {}
};
struct connection {
    template <class>
    using task = ::task;
    al::op::dialect dialect() const { return al::sqlite; }
    bool in_transaction() const { return false; }
    task<int> execute(std::string_view) { return {}; }
    task<int> query(std::string_view) { return {}; }
    task<void> sleep(al::duration) { return {}; }
};

inline constexpr auto start =
    al::revision("a1")
        .irreversible("-")
#ifndef ACCEPT
        .upgrade(al::run([](auto& db) { db.execute("SELECT 1"); }));
#else
        .upgrade(al::run([](auto& db) -> al::task_of<decltype(db), void> { co_await db.execute("SELECT 1"); }));
#endif
inline constexpr al::history<start> history{};

auto* const used = &decltype(history)::call<al::online::awaited_call<connection>>;  // the line

int main() {}
