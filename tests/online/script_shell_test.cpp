// SPDX-License-Identifier: BSL-1.0
// Scripts run by SQLite's own shell: `sqlite3 -bail` succeeds only where the whole script was applied.
#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <cstdlib>
#include <map>
#include <sstream>

#include <sys/wait.h>

namespace {

inline constexpr auto create = al::revision("a1").upgrade(
    al::create_table("p", al::column("id", al::integer, al::primary_key)),
    al::create_table("t", al::column("id", al::integer, al::primary_key),
                     al::column("p", al::integer, al::references("p", "id").on_delete(al::cascade)),
                     al::column("b", al::text, al::check("b <> 'x' /* never */")),
                     al::column("c", al::text, al::default_to("one\r\ntwo\r\n"))),
    al::create_view("v", "SELECT b FROM t -- all of it; isn't it"),
    al::insert("t", al::row(al::value("id", 1), al::value("b", "a\r\nb\r\n\rc\n"))));
inline constexpr auto fill =
    al::revision("b2")
        .revises("a1")
        .upgrade(al::execute("INSERT INTO t(id, b) VALUES (2, 'raw;''') -- one more"),
                 al::execute("UPDATE t SET p = NULL; -- two\nUPDATE t SET b = b || '.' WHERE id = 2;"),
                 al::execute("CREATE TRIGGER keeps AFTER DELETE ON p BEGIN UPDATE t SET b = CASE WHEN b IS NULL THEN "
                             "'' ELSE b END; END"))
        .downgrade(al::execute("DROP TRIGGER keeps"), al::execute("DELETE FROM t WHERE id = 2"));
inline constexpr auto rebuild = al::revision("c3").revises("b2").upgrade(al::alter_column("t", "b").default_to("d"));
inline constexpr al::history<create, fill, rebuild> complete{};

inline constexpr auto parent = al::revision("d4").revises("a1").upgrade(al::insert("p", al::row(al::value("id", 1))));
inline constexpr al::history<create, parent> with_parent{};
inline constexpr auto breaks_view =
    al::revision("e5")
        .revises("a1")
        .upgrade(al::execute("ALTER TABLE t RENAME COLUMN b TO bb; DROP TABLE p"), al::execute("DROP TABLE t"))
        .irreversible("test");
inline constexpr al::history<create, breaks_view> breaking{};
inline constexpr auto exact = al::settings().dialects(al::sqlite.since(3, 37));
inline constexpr al::history<exact, create, breaks_view> breaking_exactly{};
inline constexpr al::history<exact, create, fill> filling_exactly{};
inline constexpr auto rename =
    al::revision("f6").revises("a1").upgrade(al::rename_table("p", "q")).acknowledge(al::rule::renames_table, "test");
inline constexpr al::history<create> first_only{};
inline constexpr auto call = al::revision("g7")
                                 .revises("a1")
                                 .upgrade(al::run([](auto& db) { db.execute("INSERT INTO p(id) VALUES (1)"); }))
                                 .downgrade(al::run([](auto& db) { db.execute("DELETE FROM p"); }));
inline constexpr auto behind = al::revision("h8").revises("g7").upgrade(al::insert("p", al::row(al::value("id", 2))));
inline constexpr al::history<create, call, behind> with_function{};
inline constexpr auto strict = al::settings().level(al::rule::online_only, al::level::error);
inline constexpr al::history<strict, create, call> without_function{};

struct script_shell : online_test {
    void SetUp() override {
        online_test::SetUp();
        if (std::system("sqlite3 -version > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is no sqlite3";
    }

    template <const auto& History>
    [[nodiscard]] std::string script(const std::string& range, al::op::dialect target = al::sqlite) const {
        std::ostringstream written;
        al::write_script<History>(written, target, range);
        return written.str();
    }

    /// The exit status of the shell.
    [[nodiscard]] int run(const std::string& text, const std::string& options = "") const {
        std::ofstream(path("script.sql"), std::ios::binary) << text;
        const int status = std::system(("sqlite3 -bail " + options + " '" + path() + "' < '" + path("script.sql") +
                                        "' > '" + path("out") + "' 2>&1")
                                           .c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    [[nodiscard]] std::string said() const { return bytes_of(path("out")); }

    [[nodiscard]] static al::query_result everything(al::sqlite3::connection& db) {
        al::query_result result = db.query("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
        for (const std::string& table : column_of(db,
                                                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT "
                                                  "LIKE 'aludel_journal' ORDER BY name"))
            for (al::row_values& row : db.query("SELECT * FROM \"" + table + "\"")) result.push_back(std::move(row));
        return result;
    }
};

TEST_F(script_shell, does_what_the_engine_does_to_the_byte) {
    al::sqlite3::connection online{":memory:"};
    for (const char* const range : {"base:a1", "a1:b2", "b2:c3", "c3:b2", "b2:a1", "a1:c3"}) {
        const std::string source(range, 2), target = std::string(range).substr(std::string(range).find(':') + 1);
        if (source == "ba" || source < target) al::upgrade<complete>(online, target);
        else al::downgrade<complete>(online, target);
        ASSERT_EQ(run(script<complete>(range)), 0) << range << said();
        al::sqlite3::connection file(path());
        EXPECT_EQ(everything(file), everything(online)) << range;
    }
}

TEST_F(script_shell, triggers_that_it_cannot_carry_through_a_rebuild_stop_it) {
    ASSERT_EQ(run(script<complete>("base:b2")), 0) << said();
    al::sqlite3::connection(path()).execute("CREATE TRIGGER of_others AFTER DELETE ON t BEGIN SELECT 1; END");
    EXPECT_NE(run(script<complete>("b2:c3")), 0);
    EXPECT_NE(said().find("triggers or indexes"), std::string::npos) << said();
}

// A script does what a program has to do, and nothing of the transaction that this is in.
TEST_F(script_shell, a_step_of_the_program_stops_it_and_it_goes_on_behind_that) {
    EXPECT_NE(run(script<with_function>("base:h8")), 0);
    EXPECT_NE(said().find("revision `g7` has a step that runs online only (al::run): run `upgrade g7` of the migration "
                          "tool, then a script from `g7` on"),
              std::string::npos)
        << said();
    EXPECT_EQ(al::current<with_function>(al::sqlite3::connection(path())), std::vector<std::string>{});
    al::upgrade<with_function>(al::sqlite3::connection(path()), "g7");
    ASSERT_EQ(run(script<with_function>("g7:h8")), 0) << said();
    {
        al::sqlite3::connection db(path());
        EXPECT_EQ(cell_of(db, "SELECT group_concat(id) FROM p"), "1,2");
    }

    EXPECT_NE(run(script<with_function>("h8:base")), 0);
    EXPECT_NE(said().find("revision `g7` has a step that runs online only (al::run): downgrade by the migration tool"),
              std::string::npos)
        << said();
    al::downgrade<with_function>(al::sqlite3::connection(path()), "a1");
    ASSERT_EQ(run(script<with_function>("a1:base")), 0) << said();
}

TEST_F(script_shell, a_history_may_refuse_a_script_that_stops) {
    EXPECT_THROW(static_cast<void>(script<without_function>("base:g7")), al::script_error);
    EXPECT_NO_THROW(static_cast<void>(script<without_function>("base:a1")));
}

TEST_F(script_shell, line_breaks_in_values_arrive) {
    ASSERT_EQ(run(script<complete>("base:a1")), 0) << said();
    al::sqlite3::connection db(path());
    EXPECT_EQ(cell_of(db, "SELECT hex(b) FROM t"), "610D0A620D0A0D630A");
    db.execute("INSERT INTO t(id) VALUES (5)");
    EXPECT_EQ(cell_of(db, "SELECT hex(c) FROM t WHERE id = 5"), "6F6E650D0A74776F0D0A");
}

// If the end of a script is missing, the database is as before it or as after all of it. The shell takes the end of its
// input for the end of the script, so a script that is cut between two statements fails nowhere; what it does not say
// is `applied`. With ALUDEL_TRIALS=long it is cut at every byte.
TEST_F(script_shell, a_script_that_is_cut_off_changes_nothing_or_is_done) {
    const bool everywhere = std::getenv("ALUDEL_TRIALS") != nullptr;
    for (const bool up : {true, false}) {
        ASSERT_EQ(run(script<complete>(up ? "base:b2" : "base:c3")), 0) << said();
        const std::string before = bytes_of(path()), whole = script<complete>(up ? "b2:c3" : "c3:a1");
        ASSERT_EQ(run(whole), 0) << said();
        EXPECT_EQ(said(), "applied\n");
        const al::query_result done = [&] {
            al::sqlite3::connection file(path());
            return everything(file);
        }();
        const std::size_t commit = whole.rfind("COMMIT");
        std::size_t failures = 0, tries = 0;
        for (std::size_t length = 0; length < whole.size() - 2;
             length += everywhere || length > commit ? 1 : 1 + length % 97) {
            std::ofstream(path(), std::ios::binary) << before;
            const int status = run(whole.substr(0, length));
            const std::string output = said();
            const bool unchanged = bytes_of(path()) == before;
            EXPECT_TRUE(unchanged || length >= commit) << length;
            EXPECT_EQ(output.find("applied\n") != output.npos, length >= whole.size() - 3) << length << output;
            if (!unchanged) {
                al::sqlite3::connection file(path());
                EXPECT_EQ(everything(file), done) << length;
            }
            ASSERT_FALSE(HasFailure()) << length << ' ' << status << output;
            ++tries, failures += status != 0;
        }
        EXPECT_GT(failures, tries / 2);
        std::filesystem::remove(path());
    }
}

inline constexpr auto one_by_one = al::settings().transaction_per_revision();
inline constexpr al::history<one_by_one, create, fill, rebuild> separate{};
inline constexpr auto alone = al::revision("c3").revises("b2").without_transaction().irreversible("test").upgrade(
    al::execute("UPDATE t SET b = 'once'"), al::alter_column("t", "b").default_to("d"));
inline constexpr al::history<create, fill, alone> without_transaction{};

// Each revision is whole, and the version says which were applied.
TEST_F(script_shell, a_cut_between_transactions_leaves_whole_revisions) {
    const std::string whole = script<separate>("base:c3");
    std::map<strings, al::query_result> states;
    for (std::size_t length = 1; length < whole.size() + 97; length += 1 + length % 97) {
        std::filesystem::remove(path());
        static_cast<void>(run(whole.substr(0, length)));
        al::sqlite3::connection file(path());
        if (!has_table(file, "aludel_version")) continue;
        const auto [known, is_new] = states.emplace(version_of(file), everything(file));
        EXPECT_EQ(known->second, everything(file)) << length;
    }
    EXPECT_EQ(states.size(), 3U);
}

TEST_F(script_shell, without_a_transaction_it_does_the_same) {
    al::sqlite3::connection online{":memory:"};
    al::upgrade<without_transaction>(online);
    ASSERT_EQ(run(script<without_transaction>("base:c3")), 0) << said();
    al::sqlite3::connection file(path());
    EXPECT_EQ(everything(file), everything(online));
    EXPECT_EQ(cell_of(file, "PRAGMA integrity_check"), "ok");
}

TEST_F(script_shell, names_of_the_session_stop_it) {
    ASSERT_EQ(run(script<first_only>("base:a1")), 0) << said();
    const std::string before = bytes_of(path());
    for (const char* const command : {"CREATE TEMP TABLE t(id, b)", "CREATE TEMP VIEW p AS SELECT 1",
                                      "CREATE TEMP TABLE aludel_version(version_num)", "ATTACH ':memory:' AS other"}) {
        EXPECT_NE(run(script<complete>("a1:b2"), std::string("-cmd \"") + command + "\""), 0) << command;
        EXPECT_NE(said().find("run this script in a session of its own"), std::string::npos) << said();
        EXPECT_EQ(bytes_of(path()), before) << command;
    }
}

inline constexpr auto elsewhere = al::revision("a1").upgrade(
    al::create_table("t", al::schema("other"), al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<elsewhere> with_schema{};

TEST_F(script_shell, unless_the_history_names_an_attached_database) {
    EXPECT_EQ(run(script<with_schema>("base:a1"), "-cmd \"ATTACH ':memory:' AS other\""), 0) << said();
    EXPECT_NE(run(script<with_schema>("base:a1"), "-cmd \"ATTACH ':memory:' AS other\" -cmd 'CREATE TEMP TABLE t(x)'"),
              0);
}

TEST_F(script_shell, a_stamp_starts_where_it_says) {
    const auto stamp = [&](const char* source, const char* target) {
        al::version_rows rows;
        if (*source != '\0') rows.ids.push_back(source);
        const al::history_view history = complete.view();
        const al::plan planned =
            al::revision_graph(al::nodes_of(history)).stamp(rows, std::vector<std::string_view>{target});
        return al::detail::script_of_stamp<al::dialect_of<al::sqlite.id>>(history, al::sqlite, rows, planned).str();
    };
    EXPECT_EQ(run(stamp("", "b2")), 0) << said();
    EXPECT_EQ(said(), "applied\n");
    EXPECT_NE(run(stamp("a1", "c3")), 0);
    EXPECT_NE(said().find("not at the revision"), std::string::npos) << said();
    {
        al::sqlite3::connection file(path());
        EXPECT_EQ(version_of(file), strings{"b2"});
    }
    EXPECT_EQ(run(stamp("b2", "c3")), 0) << said();
    al::sqlite3::connection file(path());
    EXPECT_EQ(version_of(file), strings{"c3"});
}

TEST_F(script_shell, a_view_that_no_longer_works_stops_it) {
    for (const bool exactly : {false, true}) {
        std::filesystem::remove(path());
        ASSERT_EQ(run(script<first_only>("base:a1")), 0);
        const int status =
            exactly ? run(script<breaking_exactly>("a1:e5", al::sqlite.since(3, 37))) : run(script<breaking>("a1:e5"));
        EXPECT_NE(status, 0);
        al::sqlite3::connection db(path());
        EXPECT_EQ(version_of(db), strings{"a1"}) << said();
        EXPECT_TRUE(has_table(db, "t"));
    }
    EXPECT_NE(said().find("a view would no longer work"), std::string::npos) << said();
}

TEST_F(script_shell, a_view_that_was_broken_is_no_obstacle) {
    ASSERT_EQ(run(script<first_only>("base:a1")), 0);
    al::sqlite3::connection(path()).execute("CREATE VIEW broken AS SELECT * FROM nowhere");
    EXPECT_EQ(run(script<filling_exactly>("a1:b2", al::sqlite.since(3, 37))), 0) << said();
}

// The derived DELETE of a parent deletes the children too, or fails: no foreign key violation remains.
TEST_F(script_shell, a_derived_delete_leaves_no_orphans) {
    ASSERT_EQ(run(script<with_parent>("base:d4")), 0) << said();
    al::sqlite3::connection(path()).execute("INSERT INTO t(id, p) VALUES (7, 1)");
    ASSERT_EQ(run(script<with_parent>("d4:a1")), 0) << said();
    al::sqlite3::connection db(path());
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM t WHERE id = 7"), "0");
    EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
}

inline constexpr auto delete_then_rebuild =
    al::revision("g7").revises("d4").upgrade(al::execute("DELETE FROM p WHERE id = 1")).irreversible("test");
inline constexpr auto and_rebuild =
    al::revision("h8").revises("g7").upgrade(al::alter_column("t", "b").default_to("d")).irreversible("test");
inline constexpr al::history<create, parent, delete_then_rebuild, and_rebuild> deleting{};

TEST_F(script_shell, nor_does_one_beside_a_rebuild) {
    ASSERT_EQ(run(script<with_parent>("base:d4")), 0) << said();
    al::sqlite3::connection(path()).execute("INSERT INTO t(id, p) VALUES (7, 1)");
    EXPECT_NE(run(script<deleting>("d4:h8")), 0);
    EXPECT_NE(said().find("foreign keys point nowhere"), std::string::npos) << said();
    al::sqlite3::connection db(path());
    EXPECT_EQ(version_of(db), strings{"d4"});
    EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
}

inline constexpr al::history<create, rename> renaming{};

TEST_F(script_shell, settings_of_whoever_runs_it_make_no_difference) {
    ASSERT_EQ(run(script<first_only>("base:a1")), 0);
    ASSERT_EQ(run(script<renaming>("a1:f6"),
                  "-cmd 'PRAGMA legacy_alter_table = ON' -cmd 'PRAGMA foreign_keys = OFF' -cmd 'PRAGMA "
                  "ignore_check_constraints = ON'"),
              0)
        << said();
    al::sqlite3::connection db(path());
    EXPECT_EQ(cell_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('t')"), "q");
    // The guards are CHECK constraints.
    EXPECT_NE(run(script<renaming>("a1:f6"), "-cmd 'PRAGMA ignore_check_constraints = ON'"), 0);
}

TEST_F(script_shell, online_they_make_none_either) {
    al::sqlite3::connection db{":memory:"};
    al::upgrade<renaming>(db, "a1");
    db.execute("PRAGMA legacy_alter_table = ON; CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT * FROM p; END");
    al::upgrade<renaming>(db);
    EXPECT_EQ(cell_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('t')"), "q");
    db.execute("INSERT INTO t(id) VALUES (8)");
    EXPECT_EQ(cell_of(db, "PRAGMA legacy_alter_table"), "1");
}

}  // namespace
