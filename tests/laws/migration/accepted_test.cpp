// SPDX-License-Identifier: BSL-1.0
// What verification accepts, SQLite accepts: random and odd operations run online and as a script, up, down and up
// again, on empty tables; and on tables with rows where no rule says anything about rows.
#include "odd_history.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <cstdlib>  // getenv, atoi
#include <map>      // map
#include <string>   // string
#include <vector>   // vector

namespace {

namespace al = aludel;
using al::online::goal;
using connection = al::sqlite3::connection;

/// The number of histories; the environment variable ALUDEL_LAW_HISTORIES sets another, and the trials take more.
std::uint32_t histories() {
    const char* const wanted = std::getenv("ALUDEL_LAW_HISTORIES");
    if (wanted != nullptr) return static_cast<std::uint32_t>(std::atoi(wanted));
    return std::getenv("ALUDEL_TRIALS") != nullptr ? 20'000 : 500;
}
std::uint32_t first_seed() {
    const char* const wanted = std::getenv("ALUDEL_LAW_SEED");
    return wanted == nullptr ? 0 : static_cast<std::uint32_t>(std::atoi(wanted));
}

std::string migrate(connection& db, const al::history_view& history, std::string_view target, goal way) {
    const al::online::step_function<connection> no_step = nullptr;
    try {
        al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

std::string script_of(const al::history_view& history, const std::string& range) {
    const al::graph_result<al::symbol_range> wanted = al::parse_script_range(range);
    al::migration<al::dialect_of<al::sqlite.id>> way(history, al::sqlite);
    if (const al::finding found = al::detail::plan_script<al::dialect_of<al::sqlite.id>>(way, al::sqlite, wanted);
        found.rule != al::rule::none)
        throw al::script_error(found.text());
    return al::detail::script_of_way(way, al::sqlite, wanted.value).str();
}
std::string run_script(connection& db, const std::string& script) {
    char* message = nullptr;
    sqlite3_exec(db.handle(), script.c_str(), nullptr, nullptr, &message);
    const std::string error = message == nullptr ? "" : message;
    sqlite3_free(message);
    return error;
}

std::string in_quotes(const std::string& text, char quote) {
    std::string result(1, quote);
    for (const char each : text) result += each == quote ? std::string(2, quote) : std::string(1, each);
    return result + quote;
}
std::string quoted(const std::string& name) { return in_quotes(name, '"'); }
std::string literal(const std::string& text) { return in_quotes(text, '\''); }

/// Inserts rows where SQLite takes them, of the types of the columns, and NULL, in each table of the history.
void add_rows(connection& db) {
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                      "'sqlite_%' AND name NOT LIKE 'aludel_%'"))
        for (const std::string value : {"1", "2", "0", "NULL"}) {
            std::string columns, values;
            for (const auto& column :
                 db.query("SELECT name, hidden, type LIKE '%TEXT%' OR type LIKE '%CHAR%' FROM pragma_table_xinfo(" +
                          literal(*table[0]) + ")")) {
                if (*column[1] != "0") continue;
                columns += (columns.empty() ? "" : ", ") + quoted(*column[0]);
                values +=
                    (values.empty() ? "" : ", ") + (*column[2] == "1" && value != "NULL" ? "'a" + value + "'" : value);
            }
            try {
                db.execute("INSERT INTO " + quoted(*table[0]) + " (" + columns + ") VALUES (" + values + ")");
            } catch (const std::exception&) {  // a constraint keeps this row out
            }
        }
}

/// Whether a database error is one of rows and not of the statement.
bool is_about_rows(const std::string& error) {
    return error.find("constraint failed") != std::string::npos || error.find("cannot store") != std::string::npos ||
        error.find("datatype mismatch") != std::string::npos;
}

/// The statements of the upgrade, for messages.
std::string described(const al::history_view& history) {
    al::migration<al::dialect_of<al::sqlite.id>> way(history, al::sqlite);
    way.upgrade("heads");
    std::string result;
    for (std::size_t i = 0; i < way.size(); ++i) {
        const auto step = way.render(i);
        result += std::string(step.revision->id.text()) + ":\n";
        for (const al::statement& each : step.statements)
            if (each.kind == al::statement_kind::sql) result += each.sql.str() + ";\n";
    }
    return result;
}

/// The way down to the newest revision that is irreversible, or to base.
std::string lowest(const al::history_view& history) {
    for (std::uint32_t i = history.order.count; i-- > 0;)
        if (const al::name& id = history.at(history.order[i]).id; !history.at(history.order[i]).irreversible.empty())
            return std::string(id.text());
    return "base";
}

TEST(Accepted, RunsOnEmptyTables) {
    std::map<std::string, int> refused;
    int failures = 0;
    std::size_t accepted = 0;
    for (std::uint32_t seed = first_seed(); seed < first_seed() + histories() && failures < 10; ++seed) {
        const laws::odd_history generated(seed, false);
        const al::history_view history = generated.view();
        accepted += history.revisions.size();
        for (const std::string& each : generated.refusals()) ++refused[each.substr(0, 60)];
        if (history.revisions.empty()) continue;
        const std::string low = lowest(history);
        connection db(":memory:");
        std::string error = migrate(db, history, "heads", goal::upgrade);
        if (error.empty()) error = migrate(db, history, low, goal::downgrade);
        if (error.empty()) error = migrate(db, history, "heads", goal::upgrade);
        if (error.empty()) {
            connection offline(":memory:");
            try {
                error = run_script(offline, script_of(history, "base:heads"));
                if (error.empty() && low != "heads") error = run_script(offline, script_of(history, "heads:" + low));
                if (error.empty()) error = run_script(offline, script_of(history, low + ":heads"));
            } catch (const std::exception& broken) {
                error = broken.what();
            }
        }
        if (error.empty()) continue;
        ++failures;
        ADD_FAILURE() << seed << ": " << error << "\n" << described(history);
    }
    EXPECT_GT(accepted, histories());
    if (std::getenv("ALUDEL_LAW_REFUSALS") != nullptr)
        for (const auto& [sentence, count] : refused) std::printf("%6d %s\n", count, sentence.c_str());
}

TEST(Accepted, RunsOnTablesWithRows) {
    int failures = 0;
    for (std::uint32_t seed = first_seed(); seed < first_seed() + histories() && failures < 10; ++seed) {
        const laws::odd_history generated(seed, true);
        const al::history_view history = generated.view();
        connection db(":memory:");
        std::string error;
        for (std::uint32_t i = 0; i < history.order.count && error.empty(); ++i) {
            error = migrate(db, history, history.at(history.order[i]).id.text(), goal::upgrade);
            if (error.empty()) add_rows(db);
        }
        if (error.empty()) {
            error = migrate(db, history, lowest(history), goal::downgrade);
            if (is_about_rows(error)) error.clear();  // rules say nothing about rows on the way down
        }
        if (error.empty()) continue;
        ++failures;
        ADD_FAILURE() << seed << ": " << error << "\n" << described(history);
    }
}

}  // namespace
