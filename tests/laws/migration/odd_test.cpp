// SPDX-License-Identifier: BSL-1.0
// One thing at a time: on rows of every kind, the engine, a script and the schema of the history do the same, up, down
// and up again, and the database stays sound.
#include "../../online/describe.hpp"
#include "../history/odd_history.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

namespace al = aludel;
using al::online::goal;
using connection = al::sqlite3::connection;

constexpr int parts = 4;

/// Histories for all parts together; ALUDEL_TRIALS=long: 20,000, ALUDEL_LAW_HISTORIES: another number.
int histories() {
    if (const char* const number = std::getenv("ALUDEL_LAW_HISTORIES")) return std::atoi(number);
    const char* const length = std::getenv("ALUDEL_TRIALS");
    return length != nullptr && std::string(length) == "long" ? 20'000 : 500;
}

/// What the engine said; empty if it succeeded.
std::string migrate(connection& db, const al::history_view& history, const std::string& target, goal way) {
    const al::online::step_function<connection> no_step = nullptr;
    try {
        al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
    } catch (const al::migration_error& error) {
        return error.what();
    }
    return {};
}

std::string script_of(const al::history_view& history, const std::string& range) {
    const al::graph_result<al::symbol_range> wanted = al::parse_script_range(range);
    al::migration<al::dialect_of<al::sqlite.id>> way(history, al::sqlite);
    if (const al::finding found = al::detail::plan_script<al::dialect_of<al::sqlite.id>>(way, al::sqlite, wanted);
        found.rule != al::rule::none)
        throw al::script_error(found.text());
    return al::detail::script_of_way(way, al::sqlite, wanted.value).str();
}

/// Runs a script as the shell does with -bail: what comes after an error is not run, and an open transaction ends.
std::string execute(connection& db, const std::string& script) {
    char* message = nullptr;
    sqlite3_exec(db.handle(), script.c_str(), nullptr, nullptr, &message);
    const std::string error = message == nullptr ? "" : message;
    sqlite3_free(message);
    if (db.in_transaction()) db.execute("ROLLBACK");
    db.execute("DROP VIEW IF EXISTS temp._aludel_unknown; DROP TABLE IF EXISTS temp._aludel_guard");
    for (const auto& left : db.query("SELECT name FROM temp.sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                     "'sqlite%'"))
        db.execute("DROP TABLE temp." + laws::odd_sql::quoted(*left[0]));
    return error;
}

void copy(connection& source, connection& target) {
    sqlite3_backup* const work = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    sqlite3_backup_step(work, -1);
    sqlite3_backup_finish(work);
}

/// The schema to the byte, and all rows but for times.
struct snapshot {
    al::query_result schema;
    std::map<std::string, al::query_result> rows;
    friend bool operator==(const snapshot&, const snapshot&) = default;
};
snapshot look(connection& db) {
    snapshot result{db.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"), {}};
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
        const std::string name = laws::odd_sql::quoted(*table[0]);
        std::string columns;
        for (const auto& column :
             db.query("SELECT name FROM pragma_table_xinfo('" + laws::odd_sql::quoted(*table[0], '\'').substr(1) + ")"))
            if (*column[0] != "applied_at" && *column[0] != "duration_ms")
                columns += (columns.empty() ? "quote(" : ", quote(") + laws::odd_sql::quoted(*column[0]) + ")";
        al::query_result& rows = result.rows[*table[0]] = db.query("SELECT " + columns + " FROM " + name);
        for (al::row_values& row : rows)
            for (auto& value : row)
                if (value && value->size() == 21 && value->starts_with("'2") && (*value)[11] == ' ') value = "a time";
        std::sort(rows.begin(), rows.end(), [](const al::row_values& a, const al::row_values& b) {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
        });
    }
    return result;
}
std::string difference(const snapshot& a, const snapshot& b) {
    const auto text = [](const al::row_values& row) {
        std::string result;
        for (const auto& each : row) result += each.value_or("NULL") + " | ";
        return result;
    };
    if (a.schema.size() != b.schema.size()) return "another number of objects";
    for (std::size_t i = 0; i < a.schema.size(); ++i)
        if (a.schema[i] != b.schema[i]) return text(a.schema[i]) + "\nagainst\n" + text(b.schema[i]);
    for (const auto& [table, rows] : a.rows) {
        if (rows == b.rows.at(table)) continue;
        std::string result = "rows of " + table;
        for (const auto& row : rows) result += "\n  " + text(row);
        result += "\nagainst";
        for (const auto& row : b.rows.at(table)) result += "\n  " + text(row);
        return result;
    }
    return {};
}

/// Rows as programs write them: of the declared types mostly, keys that are used and some that are not.
void fill(connection& db, laws::odd_sql& random) {
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                                      "AND name NOT LIKE 'aludel%'")) {
        const std::string literal = laws::odd_sql::quoted(*table[0], '\'');
        std::vector<std::string> keys;
        for (const auto& key : db.query("SELECT \"from\" FROM pragma_foreign_key_list(" + literal + ")"))
            keys.push_back(*key[0]);
        for (std::size_t row = 0, count = random.number(5); row < count; ++row) {
            std::string columns, values;
            for (const auto& column : db.query("SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(" + literal +
                                               ") WHERE hidden = 0")) {
                const bool is_key = std::find(keys.begin(), keys.end(), *column[0]) != keys.end();
                std::string value = column[1] == "INTEGER" || column[1] == "BIGINT" || column[1] == "BOOLEAN"
                    ? std::to_string(random.number(3))
                    : laws::odd_sql::quoted(random.odd_text(), '\'');
                if (column[3] != "0") value = std::to_string(row + 1);
                else if (is_key) value = random.once_in(2) ? "NULL" : "1";
                else if (random.once_in(6)) value = random.one_of({"NULL", "2.5", "x'00ff'", "''", "'1e3'"});
                columns += (columns.empty() ? "" : ", ") + laws::odd_sql::quoted(*column[0]);
                values += (values.empty() ? "" : ", ") + value;
            }
            try {
                db.execute("INSERT OR IGNORE INTO " + laws::odd_sql::quoted(*table[0]) + " (" + columns + ") VALUES (" +
                           values + ")");
            } catch (const al::connection_error& error) {
                if (std::string(error.what()).find("FOREIGN KEY") == std::string::npos) throw;
            }
        }
    }
}

/// An index, a trigger or a view that the history does not know. Returns whether there is one.
bool change_by_hand(connection& db, laws::odd_sql& random) {
    const auto tables = db.query(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND "
        "name NOT LIKE 'aludel%'");
    if (tables.empty()) return false;
    const std::string table = *tables[random.number(tables.size())][0], name = laws::odd_sql::quoted(table);
    const auto columns = db.query("SELECT name FROM pragma_table_info(" + laws::odd_sql::quoted(table, '\'') + ")");
    const std::string column = laws::odd_sql::quoted(*columns[random.number(columns.size())][0]);
    const std::string statements[] = {
        "CREATE INDEX by_hand ON " + name + " (" + column + ") WHERE " + column + " IS NOT NULL /* ; */",
        "CREATE TRIGGER by_hand AFTER DELETE ON " + name + " BEGIN SELECT OLD." + column + "; END -- of others",
        "CREATE VIEW by_hand AS SELECT " + column + " AS k FROM " + name + " -- of others"};
    db.execute(statements[random.number(3)]);
    return true;
}

std::vector<std::string> drift(connection& db, const al::history_view& history) {
    const al::online::step_function<connection> no_step = nullptr;
    const al::difference_list found =
        al::online::run_flow(db, no_step, history, {}, [](auto& engine) { return engine.drift("current"); });
    std::vector<std::string> texts;
    for (const al::difference& each : found) texts.emplace_back(each.text().text());
    return texts;
}

std::string version_of(connection& db) {
    if (db.query("SELECT 1 FROM sqlite_schema WHERE name = 'aludel_version'").empty()) return "base";
    const auto rows = db.query("SELECT version_num FROM aludel_version");
    return rows.empty() ? "base" : *rows[0][0];
}

/// Settings that a program may have made.
std::vector<std::string> caller_settings(laws::odd_sql& random) {
    std::vector<std::string> settings;
    if (random.once_in(4)) settings.push_back(random.one_of({"encoding = 'UTF-16le'", "encoding = 'UTF-16be'"}));
    for (const char* const each :
         {"legacy_alter_table = 1", "ignore_check_constraints = 1", "recursive_triggers = 1", "writable_schema = 1",
          "reverse_unordered_selects = 1", "trusted_schema = 0", "cell_size_check = 1", "automatic_index = 0"})
        if (random.once_in(8)) settings.emplace_back(each);
    return settings;
}

class OddHistories : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Parts, OddHistories, testing::Range(0, parts));

struct tally {
    int runs = 0, failures = 0, refused = 0, revisions = 0;
};

bool has_shell() {
    static const bool there = std::system("sqlite3 -version > /dev/null 2>&1") == 0;
    return there;
}

/// Runs a script on a copy of a database with SQLite's own shell, which splits it into statements by itself and reads
/// it line by line. Returns what became of the copy, where the script succeeded.
std::optional<snapshot> execute_in_shell(connection& db, const std::string& script) {
    const std::string path = testing::TempDir() + "aludel_odd_" + std::to_string(getpid());
    const std::string file = path + ".db", input = path + ".sql";
    std::remove(file.c_str());
    {
        connection target(file);
        copy(db, target);
    }
    std::ofstream(input, std::ios::binary) << script;
    // An empty file does not tell the encoding.
    const std::string encoding = "PRAGMA encoding = \\\"" + *db.query("PRAGMA encoding")[0][0] + "\\\"";
    const int status = std::system(
        ("sqlite3 -bail -cmd \"" + encoding + "\" '" + file + "' < '" + input + "' > /dev/null 2>&1").c_str());
    std::optional<snapshot> result;
    if (status == 0) {
        connection target(file);
        result = look(target);
    }
    std::remove(file.c_str()), std::remove(input.c_str());
    return result;
}

/// The same way by the engine and by a script. Returns whether both have gone it.
bool go(connection& online, connection& offline, const laws::odd_history& generated, const std::string& from,
        const std::string& to, goal way, bool by_hand, tally& count) {
    const al::history_view history = generated.view();
    const snapshot before = look(online);
    if (from != "base" && before != look(offline)) {
        ADD_FAILURE() << "they differ before\n" << difference(before, look(offline));
        return false;
    }
    const auto orphans = online.query("PRAGMA foreign_key_check");
    const std::string error = migrate(online, history, to, way);
    const std::string script = script_of(history, from + ":" + to);
    const bool in_shell = count.runs++ % 20 == 0 && has_shell();
    const std::optional<snapshot> by_shell = in_shell ? execute_in_shell(offline, script) : std::nullopt;
    const std::string script_error = execute(offline, script);
    const snapshot after = look(online), written = look(offline);
    if (in_shell) {
        EXPECT_EQ(by_shell.has_value(), script_error.empty()) << script_error;
        if (by_shell) {
            EXPECT_EQ(difference(*by_shell, written), "");
        }
    }
    if (!error.empty() || !script_error.empty()) {
        ++count.failures;
        // A script refuses what it cannot carry along. Where transactions of several steps are apart from others,
        // foreign keys are off in all of them, or in none.
        const bool off_in_all = generated.has_several_transactions() && !history.settings->transaction_per_revision;
        const bool refused = (by_hand && script_error.find("history") != std::string::npos) ||
            (off_in_all && script_error.find("point nowhere") != std::string::npos);
        count.refused += refused;
        const bool stopped_by_keys = off_in_all && error.find("FOREIGN KEY") != std::string::npos;
        if (error.empty() != script_error.empty() && !refused && !stopped_by_keys)
            ADD_FAILURE() << "online: " << error << "\nscript: " << script_error;
        const bool is_theirs = by_hand && error.find("by_hand") != std::string::npos;
        if (!is_theirs &&
            (error.find("syntax error") != std::string::npos || error.find("no such") != std::string::npos))
            ADD_FAILURE() << "no fault of the rows: " << error;
        // A step in a transaction leaves nothing when it fails.
        for (connection* const db : {&online, &offline})
            if (version_of(*db) == from && look(*db) != before) {
                bool whole = true;
                for (std::size_t i = 0; i < generated.size(); ++i) whole = whole && generated.is_transactional(i);
                if (whole) ADD_FAILURE() << "something was changed\n" << difference(before, look(*db));
            }
        return false;
    }
    EXPECT_EQ(difference(after, written), "");
    for (connection* const db : {&online, &offline}) {
        EXPECT_EQ(db->query("PRAGMA integrity_check")[0][0], "ok");
        EXPECT_LE(db->query("PRAGMA foreign_key_check").size(), orphans.size());
        EXPECT_EQ(version_of(*db), to);
    }
    return !testing::Test::HasFailure();
}

TEST_P(OddHistories, AreOneThingAtATime) {
    tally count;
    for (int number = GetParam(); number < histories(); number += parts) {
        SCOPED_TRACE("history " + std::to_string(number));
        const laws::odd_history generated(static_cast<std::uint32_t>(number));
        ASSERT_EQ(generated.findings(), std::vector<std::string>());
        const al::history_view history = generated.view();
        laws::odd_sql random(static_cast<std::uint32_t>(number) + 1'000'000);
        count.revisions += static_cast<int>(generated.size());

        connection online(":memory:"), offline(":memory:");
        const std::vector<std::string> settings = caller_settings(random);
        for (connection* const db : {&online, &offline})
            for (const std::string& each : settings) db->execute("PRAGMA " + each);
        const std::size_t last = generated.size() - 1, middle = random.number(last);
        const std::string head = generated.id(last), start = generated.id(middle);
        for (connection* const db : {&online, &offline}) db->execute("PRAGMA foreign_keys = ON");
        if (!go(online, offline, generated, "base", start, goal::upgrade, false, count)) {
            if (HasFailure()) return;
            continue;
        }
        fill(online, random);
        const bool by_hand = random.once_in(5) && change_by_hand(online, random);
        copy(online, offline);

        const auto described = oracle::describe(online);
        if (!go(online, offline, generated, start, head, goal::upgrade, by_hand, count)) {
            if (HasFailure()) return;
            continue;
        }
        if (!by_hand) {
            ASSERT_EQ(drift(online, history), std::vector<std::string>());
        }
        connection fresh(":memory:");
        al::create_all(fresh, al::detail::schema_after(history, generated.size()));
        const auto raised = oracle::describe(online);
        if (!by_hand) {
            ASSERT_EQ(oracle::differences(oracle::describe(online, {"aludel_version", "aludel_journal"}),
                                          oracle::describe(fresh)),
                      std::vector<std::string>());
        }

        std::size_t bottom = last;
        while (bottom != middle && generated.is_reversible(bottom)) --bottom;
        if (bottom == last) continue;
        const std::string below = generated.id(bottom);
        if (!go(online, offline, generated, head, below, goal::downgrade, by_hand, count)) {
            if (HasFailure()) return;
            continue;
        }
        for (const std::string& each : settings) {
            const std::size_t sign = each.find(" = ");
            if (each.starts_with("encoding")) continue;
            EXPECT_EQ(online.query("PRAGMA " + each.substr(0, sign))[0][0], each.substr(sign + 3)) << each;
        }
        EXPECT_EQ(online.query("PRAGMA foreign_keys")[0][0], "1");
        if (bottom == middle && !by_hand) {
            ASSERT_EQ(oracle::differences(oracle::describe(online), described), std::vector<std::string>());
        }
        if (!go(online, offline, generated, below, head, goal::upgrade, by_hand, count)) {
            if (HasFailure()) return;
            continue;
        }
        if (!by_hand) {
            ASSERT_EQ(oracle::differences(oracle::describe(online), raised), std::vector<std::string>());
        }
    }
    std::cout << count.runs << " ways, " << count.failures << " stopped by rows, " << count.refused
              << " scripts refused, " << count.revisions << " revisions\n";
    EXPECT_GT(count.runs - count.failures, histories() / parts / 2);
}

}  // namespace
