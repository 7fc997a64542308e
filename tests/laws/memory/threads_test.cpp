// SPDX-License-Identifier: BSL-1.0
// Constant schemas and histories are used by all threads: eight threads copy and compare them, change their copies and
// render them; and four upgrade databases. Built with the thread sanitizer, which detects races.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace al = aludel;

namespace {

inline constexpr auto start =
    al::revision("a1", "start")
        .upgrade(al::create_table("authors", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null, al::unique, al::check("name <> ''"))),
                 al::create_table("books", al::column("id", al::integer, al::primary_key),
                                  al::column("author", al::integer, al::references("authors", "id"), al::indexed)));
inline constexpr auto rename =
    al::revision("b2", "rename")
        .revises("a1")
        .upgrade(al::rename_column("authors", "name", "full_name"), al::rename_table("books", "works"),
                 al::create_view("names", "SELECT full_name FROM authors"));
inline constexpr al::history<start, rename> history{};

inline constexpr auto more =
    al::revision("c3").upgrade(al::add_column("authors", al::column("born", al::integer, al::check("born > 0"))),
                               al::rename_column("authors", "full_name", "name"), al::drop_table("nothing"));

template <class Work>
void in_eight_threads(const Work& work) {
    std::atomic<bool> go = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            while (!go) std::this_thread::yield();
            for (int round = 0; round < 25; ++round) work();
        });
    go = true;
    for (std::thread& each : threads) each.join();
}

al::schema expected_schema() {
    al::schema result;
    for (const auto* each : {&start}) static_cast<void>(al::apply(result, each->view().upgrade));
    static_cast<void>(al::apply(result, rename.view().upgrade));
    return result;
}

TEST(threads, copy_compare_and_write_one_schema) {
    const al::schema shared = expected_schema();
    const al::schema other = al::detail::schema_after(history.view(), 1);
    const std::size_t differences = al::compare(shared, other).size(), statements = al::statements_of(shared).size();
    std::atomic<int> wrong = 0;
    in_eight_threads([&] {
        al::schema own = shared;
        if (al::compare(own, shared).size() != 0 || al::compare(shared, other).size() != differences) ++wrong;
        if (al::apply(own, more.view().upgrade).size() != 1 || al::compare(shared, own).empty()) ++wrong;
        if (al::statements_of(shared).size() != statements || al::statements_of(own).empty()) ++wrong;
        const al::schema copy = own;
        own = shared;
        if (!al::compare(copy, al::schema(copy)).empty() || !al::compare(al::schema(own), shared).empty()) ++wrong;
    });
    EXPECT_EQ(wrong, 0);
    EXPECT_TRUE(al::compare(shared, expected_schema()).empty());
}

TEST(threads, copy_and_ask_one_graph_and_one_list_of_differences) {
    const al::revision_graph graph(al::nodes_of(history.view().revisions));
    const al::plan plan = graph.upgrade({}, "heads");
    const al::difference_list found = al::compare(expected_schema(), al::schema());
    std::atomic<int> wrong = 0;
    in_eight_threads([&] {
        const al::plan own = plan;
        const al::revision_graph copy = graph;
        if (own.steps.size() != 2 || copy.upgrade({}, "b2").steps[1].id != own.steps[1].id) ++wrong;
        const al::difference_list differences = found;
        std::string text;
        for (const al::difference& each : differences) text += each.text().text();
        if (text.empty()) ++wrong;
    });
    EXPECT_EQ(wrong, 0);
}

TEST(threads, render_one_history) {
    std::atomic<int> wrong = 0;
    in_eight_threads([&] {
        al::migration<al::dialect_of<al::sqlite.id>> way(history.view(), al::sqlite, al::version_rows());
        way.upgrade("heads");
        std::size_t statements = 0;
        for (std::size_t i = 0; i < way.size(); ++i) statements += way.render(i).statements.size();
        if (statements < 5) ++wrong;
    });
    EXPECT_EQ(wrong, 0);
}

TEST(threads, upgrade_many_databases) {
    std::vector<al::sqlite3::connection> whole;
    for (int i = 0; i < 24; ++i) whole.emplace_back(":memory:");
    std::size_t events = 0;  // not atomic: the observer is never called twice at the same time
    al::fleet_options options{.jobs = 4, .keep_going = true};
    options.migration.watch = [&events](const al::migration_event&) { ++events; };
    whole[7].execute("CREATE TABLE books (other TEXT)");
    const al::fleet_report up = al::upgrade_all<history>(whole, options);
    EXPECT_EQ(up.count(al::fleet_status::done), 23U);
    EXPECT_EQ(up[7].status, al::fleet_status::failed);
    EXPECT_GT(events, 23U * 7);
    EXPECT_TRUE(al::downgrade_all<history>(whole, "base", options));
}

}  // namespace
