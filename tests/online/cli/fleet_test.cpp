// SPDX-License-Identifier: BSL-1.0
// Many databases at once: by al::upgrade_all, and by the tool with several databases or a pattern.
#include "tool_test.hpp"

#include "../child_process.hpp"

#include <csignal>  // raise, SIGKILL
#include <list>     // list
#include <memory>   // unique_ptr, make_unique
#include <ranges>   // views::transform
#include <regex>    // regex, regex_replace
#include <set>      // set

namespace {

inline constexpr auto quiet_rules = al::settings().level(al::rule::raw_sql, al::level::off);
inline constexpr auto create_notes =
    al::revision("a1", "notes")
        .upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key),
                                  al::column("body", al::text, al::not_null)));
inline constexpr auto fill_notes =
    al::revision("b2", "first notes")
        .revises("a1")
        .upgrade(al::insert("notes", al::row(al::value("id", 1), al::value("body", "x"))),
                 al::insert("notes", al::row(al::value("id", 2), al::value("body", "y"))))
        .downgrade(al::execute("DELETE FROM notes"));
inline constexpr auto unique_body = al::revision("c3", "unique")
                                        .revises("b2")
                                        .acknowledge(al::rule::adds_unique, "bodies differ")
                                        .upgrade(al::create_index("uq_notes_body", "notes", "body").unique());
inline constexpr al::history<quiet_rules, create_notes, fill_notes, unique_body> notes{};

using connection = al::sqlite3::connection;

class fleet_test : public tool_test {
protected:
    static transcript tool(std::string_view line) { return run_tool<notes>(words(line)); }

    /// What was printed, without times.
    static std::string timeless(const std::string& text) {
        return std::regex_replace(text, std::regex("[0-9]+[.][0-9]{3}( s|(?=\n))"), "T");
    }
    static std::string path_of(int number) { return std::string("tenants/") + static_cast<char>('a' + number) + ".db"; }
    /// So many databases at a revision.
    static void make(int count, const char* target = "base") {
        std::filesystem::create_directories("tenants");
        for (int i = 0; i < count; ++i) {
            connection db(path_of(i));
            db.execute("VACUUM");  // or there would be no file
            al::upgrade<notes>(db, target);
        }
    }
    static std::vector<std::string> version_of(const std::string& path) { return al::current<notes>(connection(path)); }
    /// A row because of which the last revision fails.
    static void spoil(const std::string& path) {
        al::upgrade<notes>(connection(path), "b2");
        connection(path).execute("INSERT INTO notes VALUES (3, 'x')");
    }
};

using strings = std::vector<std::string>;

TEST_F(fleet_test, each_connection_of_a_range_has_a_result) {
    make(5);
    spoil(path_of(1));
    std::vector<connection> whole;
    for (int i = 0; i < 5; ++i) whole.emplace_back(path_of(i));
    const al::fleet_report report = al::upgrade_all<notes>(whole, {.jobs = 2, .keep_going = true});
    ASSERT_EQ(report.size(), 5U);
    EXPECT_FALSE(report);
    EXPECT_EQ(report.count(al::fleet_status::failed), 1U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(static_cast<bool>(report[i]), i != 1) << i;
        EXPECT_GT(report[i].elapsed.nanoseconds, 0);
    }
    EXPECT_EQ(report[0].report.steps, 3U);
    EXPECT_EQ(report[0].report.to, strings{"c3"});
    EXPECT_EQ(report[0].error, nullptr);
    EXPECT_NE(report[1].message.find("UNIQUE constraint failed"), std::string::npos) << report[1].message;
    EXPECT_THROW(std::rethrow_exception(report[1].error), al::migration_error);
    EXPECT_EQ(version_of(path_of(1)), strings{"b2"});
    EXPECT_EQ(al::downgrade_all<notes>(whole, "a1").count(al::fleet_status::done), 5U);
    EXPECT_EQ(version_of(path_of(4)), strings{"a1"});
}

TEST_F(fleet_test, a_failure_lets_no_others_begin_unless_told_so) {
    make(4);
    spoil(path_of(1));
    std::list<std::unique_ptr<connection>> whole;
    for (int i = 0; i < 4; ++i) whole.push_back(std::make_unique<connection>(path_of(i)));
    const al::fleet_report report = al::upgrade_all<notes>(whole, "c3", {.jobs = 1});
    EXPECT_EQ(report[0].status, al::fleet_status::done);
    EXPECT_EQ(report[1].status, al::fleet_status::failed);
    EXPECT_EQ(report[2].status, al::fleet_status::not_begun);
    EXPECT_EQ(report[3].status, al::fleet_status::not_begun);
    EXPECT_EQ(version_of(path_of(2)), strings{});
}

TEST_F(fleet_test, a_view_opens_connections_when_their_turn_comes) {
    std::filesystem::create_directories("tenants");
    strings paths;
    for (int i = 0; i < 6; ++i) paths.push_back(i == 3 ? "nowhere/d.db" : path_of(i));
    const auto opened = std::views::transform(paths, [](const std::string& path) { return connection(path); });
    std::vector<std::size_t> begun(6);
    bool parallel = false, inside = false;
    const al::fleet_report report = al::upgrade_all<notes>(
        opened, {.jobs = 4, .keep_going = true, .migration = {.watch = [&](const al::migration_event& event) {
                                                    parallel = parallel || inside;
                                                    inside = true;
                                                    if (event.kind == al::event_kind::begin) ++begun[event.database];
                                                    inside = false;
                                                }}});
    EXPECT_FALSE(parallel);
    EXPECT_EQ(begun, (std::vector<std::size_t>{3, 3, 3, 0, 3, 3}));
    EXPECT_EQ(report[3].status, al::fleet_status::failed);
    EXPECT_EQ(report[3].message,
              "cannot open `nowhere/d.db`: unable to open database file (No such file or directory)");
    EXPECT_TRUE(al::upgrade_all<notes>(std::vector<connection>()));
}

TEST_F(fleet_test, a_pattern_names_the_files_that_match) {
    make(3);
    connection("tenants/a.db").execute("PRAGMA journal_mode = WAL");
    const connection held("tenants/a.db");
    connection writer("tenants/a.db");
    writer.execute("PRAGMA user_version = 1");  // a.db-wal and a.db-shm are there
    ASSERT_TRUE(std::filesystem::exists("tenants/a.db-wal"));
    std::filesystem::create_directories("tenants/folder.db");
    const transcript done = tool("upgrade -d sqlite:///tenants/* --jobs 2");
    EXPECT_EQ(timeless(done.out),
              "sqlite:///tenants/a.db: base -> c3, 3 revisions, T\n"
              "sqlite:///tenants/b.db: base -> c3, 3 revisions, T\n"
              "sqlite:///tenants/c.db: base -> c3, 3 revisions, T\n"
              "3 databases: 3 done\n")
        << done;
    EXPECT_EQ(done.code, 0);
    EXPECT_EQ(timeless(tool("upgrade -d sqlite:///ten*/[a*.db -d sqlite:///*/b.db -d sqlite:///new.db").err),
              "FAILED: no file matches `sqlite:///ten*/[a*.db`\n");
    EXPECT_FALSE(std::filesystem::exists("new.db")) << "nothing is begun";
    EXPECT_EQ(timeless(tool("upgrade -d sqlite:///*/b.db -d sqlite:///new.db").out),
              "sqlite:///new.db: base -> c3, 3 revisions, T\n"
              "sqlite:///tenants/b.db: at c3, T\n"
              "2 databases: 2 done\n");
    EXPECT_TRANSCRIPT(tool("current -d sqlite:///nothing/*.db"), 2, "",
                      "FAILED: no file matches `sqlite:///nothing/*.db`\n");
    EXPECT_TRANSCRIPT(tool("upgrade -q -d sqlite:///tenants/*.db"), 0, "", "");
    EXPECT_TRANSCRIPT(tool("current -q -d sqlite:///tenants/*.db?mode=ro"), 0,
                      "sqlite:///tenants/a.db?mode=ro: c3\nsqlite:///tenants/b.db?mode=ro: c3\n"
                      "sqlite:///tenants/c.db?mode=ro: c3\n",
                      "");
}

TEST_F(fleet_test, a_file_that_is_named_twice_is_migrated_once) {
    make(2);
    std::filesystem::create_symlink("a.db", "tenants/link.db");
    std::filesystem::create_hard_link("tenants/b.db", "tenants/other.db");
    const std::string here = std::filesystem::current_path().string();
    const transcript done =
        tool("upgrade -d sqlite:///tenants/*.db -d sqlite:///./tenants/b.db -d sqlite:///" + here + "/tenants/a.db");
    EXPECT_EQ(done.code, 0) << done;
    EXPECT_NE(done.out.find("\n2 databases: 2 done\n"), std::string::npos) << done;
    // The file is created once, too.
    EXPECT_EQ(timeless(tool("upgrade -d sqlite:///n.db -d sqlite:///./n.db").out),
              "sqlite:///./n.db: base -> c3, 3 revisions, T\n1 database: 1 done\n");
}

TEST_F(fleet_test, stops_or_goes_on_at_a_failure) {
    make(4);
    spoil(path_of(1));
    const transcript stopped = tool("upgrade -d sqlite:///tenants/*.db -j 1");
    EXPECT_EQ(stopped.code, 1);
    EXPECT_EQ(stopped.err.find("FAILED: `sqlite:///tenants/b.db`: upgrade `c3`"), 0U) << stopped;
    EXPECT_NE(stopped.out.find("sqlite:///tenants/b.db: FAILED: upgrade `c3`"), std::string::npos) << stopped;
    EXPECT_TRUE(
        stopped.out.ends_with("sqlite:///tenants/c.db: not begun\nsqlite:///tenants/d.db: not begun\n"
                              "4 databases: 1 done, 1 failed, 2 not begun\n"))
        << stopped;
    const transcript whole = tool("upgrade -d sqlite:///tenants/*.db --keep-going");
    EXPECT_EQ(whole.code, 1);
    EXPECT_TRUE(whole.out.ends_with("4 databases: 3 done, 1 failed\n")) << whole;
    // Silent, but for the reason.
    const transcript silent = tool("upgrade -q -d sqlite:///tenants/*.db --keep-going");
    EXPECT_EQ(silent.out, "");
    EXPECT_EQ(silent.err.find("FAILED: `sqlite:///tenants/b.db`: upgrade `c3`"), 0U) << silent;
    const transcript json = tool("upgrade --json -d sqlite:///tenants/*.db -j 1");
    EXPECT_EQ(
        timeless(json.out).substr(0, 235),
        "{\n  \"command\": \"upgrade\",\n  \"databases\": [\n    {\n      \"database\": \"sqlite:///tenants/a.db\",\n"
        "      \"status\": \"done\",\n      \"steps\": 0,\n      \"from\": [\n        \"c3\"\n      ],\n"
        "      \"to\": [\n        \"c3\"\n      ],\n      \"seconds\": T\n    },\n")
        << json;
    EXPECT_NE(json.out.find("\"status\": \"failed\",\n      \"error\": \"upgrade `c3`"), std::string::npos) << json;
    EXPECT_TRUE(
        json.out.ends_with("\n    {\n      \"database\": \"sqlite:///tenants/d.db\",\n"
                           "      \"status\": \"not begun\"\n    }\n  ],\n  \"done\": 1,\n  \"failed\": 1,\n"
                           "  \"not_begun\": 2\n}\n"))
        << json;
    EXPECT_EQ(json.code, 1);
}

TEST_F(fleet_test, the_exit_code_is_that_of_the_worst) {
    make(3, "c3");
    EXPECT_TRANSCRIPT(tool("check -d sqlite:///tenants/*.db"), 0,
                      "sqlite:///tenants/a.db: as the history says\nsqlite:///tenants/b.db: as the history says\n"
                      "sqlite:///tenants/c.db: as the history says\n3 databases: 3 done\n",
                      "");
    connection("tenants/b.db").execute("DROP INDEX uq_notes_body");
    al::downgrade<notes>(connection("tenants/c.db"), "b2");
    EXPECT_TRANSCRIPT(tool("check -d sqlite:///tenants/*.db"), 3,
                      "sqlite:///tenants/a.db: as the history says\n"
                      "sqlite:///tenants/b.db: not as the history says\n"
                      "    drift: table `notes` lacks index `uq_notes_body`\n"
                      "sqlite:///tenants/c.db: not as the history says\n"
                      "    pending: revision `c3` is not applied. Upgrade\n"
                      "3 databases: 1 done, 2 not as asked\n",
                      "");
    EXPECT_TRANSCRIPT(tool("current --check-heads -d sqlite:///tenants/*.db"), 3,
                      "sqlite:///tenants/a.db: c3\nsqlite:///tenants/b.db: c3\n"
                      "sqlite:///tenants/c.db: b2 (not at the heads)\n3 databases: 2 done, 1 not as asked\n",
                      "");
    EXPECT_EQ(timeless(tool("upgrade --verify -d sqlite:///tenants/*.db").out),
              "sqlite:///tenants/a.db: at c3, T\nsqlite:///tenants/b.db: at c3, T\n"
              "    drift: table `notes` lacks index `uq_notes_body`\n"
              "sqlite:///tenants/c.db: b2 -> c3, 1 revision, T\n3 databases: 2 done, 1 not as asked\n");
    EXPECT_EQ(tool("upgrade --verify -d sqlite:///tenants/*.db").code, 3);
    al::downgrade<notes>(connection("tenants/c.db"), "b2");
    std::ofstream("tenants/b.db") << "no database at all, but a text that is long enough to be read as one";
    const transcript worst = tool("check --keep-going -d sqlite:///tenants/*.db");
    EXPECT_EQ(worst.code, 1);
    EXPECT_TRUE(worst.out.ends_with("3 databases: 1 done, 1 not as asked, 1 failed\n")) << worst;
    EXPECT_EQ(tool("upgrade -d sqlite:///tenants/c.db -d oracle:///x --keep-going").code, 2);
}

TEST_F(fleet_test, is_for_five_commands) {
    make(2);
    EXPECT_EQ(timeless(tool("stamp b2 -d sqlite:///tenants/*.db").out),
              "sqlite:///tenants/a.db: base -> b2, T\nsqlite:///tenants/b.db: base -> b2, T\n2 databases: 2 done\n");
    EXPECT_EQ(tool("stamp base -q -d sqlite:///tenants/*.db").code, 0);
    EXPECT_EQ(tool("upgrade -q -d sqlite:///tenants/*.db").code, 0);
    const transcript down = tool("downgrade -1 -v -j 1 -d sqlite:///tenants/*.db");
    EXPECT_EQ(timeless(down.out),
              "sqlite:///tenants/a.db: c3 -> b2, 1 revision, T\nsqlite:///tenants/b.db: c3 -> b2, 1 revision, T\n"
              "2 databases: 2 done\n");
    EXPECT_EQ(
        down.err,
        "sqlite:///tenants/a.db: downgrade c3 -> b2, unique\nsqlite:///tenants/b.db: downgrade c3 -> b2, unique\n");
    for (const char* const command :
         {"plan", "baseline b2", "history -i", "upgrade --dry-run", "downgrade base --dry-run", "show current"})
        EXPECT_TRANSCRIPT(
            tool(std::string(command) + " -d sqlite:///tenants/*.db"), 2, "",
            "FAILED: this is for one database, and --database names several. Name one; upgrade, downgrade, "
            "stamp, current and check take them all\n");
    // Without a database they do not ask.
    EXPECT_EQ(tool("heads -q -d sqlite:///tenants/a.db -d sqlite:///tenants/b.db").out, "c3\n");
    EXPECT_EQ(tool("upgrade -d sqlite:///tenants/*.db --jobs 0").code, 2);
}

TEST_F(fleet_test, comes_from_the_environment_or_a_file) {
    make(2);
    ::setenv("ALUDEL_DATABASE_URL", "sqlite:///tenants/*.db", 1);
    EXPECT_EQ(tool("current").out, "sqlite:///tenants/a.db: base\nsqlite:///tenants/b.db: base\n2 databases: 2 done\n");
    ::unsetenv("ALUDEL_DATABASE_URL");
    std::ofstream("aludel.ini") << "database = [\"sqlite:///tenants/b.db\", \"sqlite:///tenants/a.db\"]\n"
                                   "[upgrade]\njobs = 1\nkeep-going = true\n";
    EXPECT_EQ(timeless(tool("upgrade").out),
              "sqlite:///tenants/a.db: base -> c3, 3 revisions, T\nsqlite:///tenants/b.db: base -> c3, 3 revisions, T\n"
              "2 databases: 2 done\n");
    // One is one.
    EXPECT_TRANSCRIPT(tool("current -d sqlite:///tenants/a.db"), 0, "c3 (head)\n", "");
}

TEST_F(fleet_test, ends_right_when_it_was_killed_and_is_run_again) {
    constexpr int count = 40;
    std::filesystem::create_directories("many");
    strings paths;
    for (int i = 0; i < count; ++i) paths.push_back("many/" + std::to_string(100 + i) + ".db");
    const pid_t child = spawn([&] {
        const auto opened = std::views::transform(paths, [](const std::string& path) { return connection(path); });
        int events = 0;
        static_cast<void>(al::upgrade_all<notes>(
            opened, {.jobs = 4, .migration = {.watch = [&](const al::migration_event& event) {
                                    // In the middle of a revision, with others in the middle of theirs.
                                    if (event.kind == al::event_kind::statement && ++events == 3 * count)
                                        std::raise(SIGKILL);
                                }}}));
    });
    const int status = wait_for(child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    int done = 0;
    for (const std::string& path : paths)
        done += std::filesystem::exists(path) && version_of(path) == strings{"c3"} ? 1 : 0;
    EXPECT_GT(done, 0);
    EXPECT_LT(done, count);
    for (const std::string& path : paths)
        if (!std::filesystem::exists(path)) std::ofstream{path};  // what was not begun
    const transcript again = tool("upgrade -d sqlite:///many/*.db");
    EXPECT_EQ(again.code, 0) << again;
    EXPECT_TRUE(again.out.ends_with("40 databases: 40 done\n")) << again;
    for (const std::string& path : paths) {
        connection db(path);
        EXPECT_EQ(version_of(path), strings{"c3"});
        EXPECT_EQ(db.query("SELECT count(*), group_concat(body) FROM notes"), (al::query_result{{"2", "x,y"}}));
        EXPECT_TRUE(al::drift<notes>(db).empty());
    }
    EXPECT_EQ(tool("check -q -d sqlite:///many/*.db").code, 0);
}

}  // namespace
