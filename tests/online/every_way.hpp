// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <utility>

#include <sys/wait.h>

/// SQL and what it answers: the first cell of its last row, or the beginning of the error behind "error: ". What it
/// changes is undone. Answers can be given for the database after the upgrade, and for the one after the downgrade.
struct question {
    std::string sql, answer;
};

/// What a history does, by functions, so that the tests themselves are no templates.
struct ways {
    void (*upgrade)(al::sqlite3::connection&, std::string_view target);
    void (*downgrade)(al::sqlite3::connection&, std::string_view target);
    void (*write)(std::ostream&, std::string_view range);
    al::difference_list (*drift)(al::sqlite3::connection&);
};
template <const auto& History>
inline constexpr ways ways_of{
    [](al::sqlite3::connection& db, std::string_view target) { al::upgrade<History>(db, target); },
    [](al::sqlite3::connection& db, std::string_view target) { al::downgrade<History>(db, target); },
    [](std::ostream& out, std::string_view range) { al::write_script<History>(out, al::sqlite, range); },
    [](al::sqlite3::connection& db) { return al::drift<History>(db, "current"); }};

/// Runs a history on a file with rows: online, and by its script in SQLite's own shell (where there is one); up, down
/// and up again. Both ways must give the same bytes of definitions and the same rows, without drift.
struct every_way : online_test {
    const bool has_shell = std::system("sqlite3 -version > /dev/null 2>&1") == 0;

    /// The answer to a question, whatever it does.
    static std::string answer_of(al::sqlite3::connection& db, const std::string& sql) {
        std::string answer;
        db.execute("SAVEPOINT question");
        try {
            for (const al::row_values& row : db.query(sql)) answer = row.at(0).value_or("NULL");
        } catch (const std::exception& error) {
            answer = std::string("error: ") + error.what();
        }
        db.execute("ROLLBACK TO question");
        db.execute("RELEASE question");
        return answer;
    }
    static void ask(al::sqlite3::connection& db, const std::vector<question>& questions) {
        for (const question& each : questions) {
            const std::string answer = answer_of(db, each.sql);
            if (each.answer.starts_with("error: "))
                EXPECT_NE(answer.find(each.answer.substr(7)), std::string::npos) << each.sql << ": " << answer;
            else EXPECT_EQ(answer, each.answer) << each.sql;
        }
    }
    /// All definitions and rows, but for the times of the journal.
    static strings everything(al::sqlite3::connection& db) {
        strings all = column_of(db,
                                "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM main.sqlite_schema "
                                "ORDER BY type, name");
        for (const std::string& table :
             column_of(db,
                       "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel_%' AND "
                       "name NOT LIKE 'sqlite_%' ORDER BY name")) {
            const std::string values = cell_of(db,
                                               "SELECT group_concat('quote(\"' || replace(name, '\"', '\"\"') || "
                                               "'\")', ' || '', '' || ') FROM pragma_table_xinfo('" +
                                                   table + "') WHERE hidden <> 1");
            for (const std::string& row : column_of(db, "SELECT " + values + " FROM \"" + table + "\" ORDER BY 1"))
                all.push_back(table + ": " + row);
        }
        return all;
    }
    /// Definitions as they mean the same: SQLite quotes the names that it renames.
    static strings definitions(al::sqlite3::connection& db) {
        return column_of(db,
                         "SELECT type || ' ' || name || ': ' || replace(coalesce(sql, ''), '\"', '') FROM "
                         "main.sqlite_schema ORDER BY type, name");
    }
    static void expect_sound(al::sqlite3::connection& db) {
        EXPECT_EQ(cell_of(db, "PRAGMA integrity_check"), "ok");
        EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
    }

    /// Runs a script in the shell; gives what it printed, which is `applied` where it succeeds.
    [[nodiscard]] std::string run_script(const ways& taken, const std::string& range) const {
        std::ostringstream written;
        taken.write(written, range);
        std::ofstream(path("script.sql"), std::ios::binary) << written.str();
        const int status = std::system(
            ("sqlite3 -bail '" + path("script.db") + "' < '" + path("script.sql") + "' > '" + path("out") + "' 2>&1")
                .c_str());
        const std::string output = bytes_of(path("out"));
        EXPECT_EQ(WIFEXITED(status) && WEXITSTATUS(status) == 0, output.ends_with("applied\n")) << output;
        return output;
    }

    /// Up to `start`, rows, up to the head, down to `start`, up again.
    void run(const ways& taken, const std::string& start, const std::string& head, const std::string& rows,
             const std::vector<question>& above, const std::vector<question>& below = {}) const {
        std::filesystem::remove(path("online.db")), std::filesystem::remove(path("script.db"));
        al::sqlite3::connection online(path("online.db"));
        taken.upgrade(online, start);
        online.execute(rows);
        if (has_shell) {
            EXPECT_EQ(run_script(taken, "base:" + start), "applied\n");
            al::sqlite3::connection(path("script.db")).execute(rows);
        }
        const strings first = definitions(online);
        strings highest;
        for (const char* const step : {"up", "down", "up again"}) {
            SCOPED_TRACE(step);
            const bool up = std::string_view(step) != "down";
            try {
                if (up) taken.upgrade(online, head);
                else taken.downgrade(online, start);
            } catch (const std::exception& error) {
                FAIL() << error.what();
            }
            expect_sound(online);
            ask(online, up ? above : below);
            for (const al::difference& each : taken.drift(online)) ADD_FAILURE() << each.text().text();
            const strings reached = definitions(online);
            if (!up) expect_same_columns(first, reached);
            else if (highest.empty()) highest = reached;
            else expect_same_columns(highest, reached);
            if (!has_shell) continue;
            EXPECT_EQ(run_script(taken, up ? start + ":" + head : head + ":" + start), "applied\n");
            al::sqlite3::connection script(path("script.db"));
            EXPECT_EQ(everything(script), everything(online));
        }
    }

    /// Neither way goes from `start` to `head` on a database that was changed by hand, and nothing changes it.
    void expect_stop(const ways& taken, const std::string& start, const std::string& head,
                     const std::string& by_hand) const {
        SCOPED_TRACE(by_hand);
        std::filesystem::remove(path("script.db"));
        al::sqlite3::connection db(path("script.db"));
        taken.upgrade(db, start);
        db.execute(by_hand);
        const strings before = everything(db);
        EXPECT_THROW(taken.upgrade(db, head), al::migration_error);
        EXPECT_EQ(everything(db), before);
        EXPECT_EQ(version_of(db), strings{start});
        if (!has_shell) return;
        EXPECT_FALSE(run_script(taken, start + ":" + head).ends_with("applied\n"));
        EXPECT_EQ(everything(db), before);
        EXPECT_EQ(version_of(db), strings{start});
    }

    /// Columns that come back in a downgrade come last, so definitions are compared by their sorted parts.
    static void expect_same_columns(const strings& expected, const strings& got) {
        const auto sorted = [](const strings& texts) {
            strings parts;
            for (const std::string& text : texts) {
                std::string sorted_text = text;
                std::sort(sorted_text.begin(), sorted_text.end());
                std::erase_if(sorted_text, [](char c) { return c == ' ' || c == ',' || c == '\n'; });
                parts.push_back(sorted_text);
            }
            return parts;
        };
        if (sorted(expected) != sorted(got)) {
            EXPECT_EQ(got, expected);
        }
    }
};
