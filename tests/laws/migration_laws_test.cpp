// SPDX-License-Identifier: BSL-1.0
// Laws that hold for every history, tried on generated ones: the way to a schema does not show in it, down undoes up and
// keeps what it can, and a script does what the engine does.
#include "random_history.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/schema/verify.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
using rows = std::multiset<std::string>;

/// Histories tried by each law; ALUDEL_LAW_HISTORIES sets another number.
int histories() {
    const char* const said = std::getenv("ALUDEL_LAW_HISTORIES");
    return said == nullptr ? 2000 : std::atoi(said);
}

void run(al::sqlite3::connection& db, const al::migration_step& step) {
    std::vector<std::string> kept;
    for (const al::statement& each : step.statements) {
        if (each.kind == al::statement_kind::sql) db.execute(each.sql.str());
        if (each.kind == al::statement_kind::save)
            for (const auto& row : db.query(each.sql.str())) kept.push_back(row[0].value_or(""));
        if (each.kind == al::statement_kind::restore) {
            for (const std::string& sql : kept) db.execute(sql);
            kept.clear();
        }
    }
}

void migrate(al::sqlite3::connection& db, const al::history_view& history, const std::vector<std::string>& from, std::string_view target, al::direction way) {
    al::migration plan(history, al::sqlite, al::version_rows(from));
    if (way == al::direction::upgrade) plan.upgrade(target);
    else plan.downgrade(target);
    for (std::size_t i = 0; i < plan.size(); ++i) run(db, plan.render(i));
}

std::string id(const al::history_view& history, std::size_t which) { return std::string(history.at(history.order[which]).id.text()); }

/// Every row of every table, column by column, so that a column that is gone leaves the others comparable.
std::map<std::string, rows> contents(al::sqlite3::connection& db) {
    std::map<std::string, rows> all;
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        for (const auto& column : db.query("PRAGMA table_info(\"" + *table[0] + "\")"))
            for (const auto& row : db.query("SELECT id, \"" + *column[1] + "\" FROM \"" + *table[0] + "\""))
                all[*table[0] + "." + *column[1]].insert(row[0].value_or("") + "=" + row[1].value_or("NULL"));
    return all;
}

/// Three rows in each table, where its columns can be left to their defaults or filled simply.
void seed(al::sqlite3::connection& db) {
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
        std::set<std::string> references;
        for (const auto& key : db.query("PRAGMA foreign_key_list(\"" + *table[0] + "\")")) references.insert(*key[3]);
        for (int i = 1; i <= 3; ++i) {
            std::string columns = "id", values = std::to_string(i);
            for (const auto& column : db.query("PRAGMA table_info(\"" + *table[0] + "\")")) {
                if (*column[1] == "id") continue;
                columns += ", \"" + *column[1] + "\"";
                values += references.count(*column[1]) != 0 ? ", 1" : ", '" + std::to_string(i * 10) + "'";
            }
            db.execute("INSERT INTO \"" + *table[0] + "\" (" + columns + ") VALUES (" + values + ")");
        }
    }
}

void expect_sound(al::sqlite3::connection& db) {
    EXPECT_EQ(db.query("PRAGMA integrity_check")[0][0], "ok");
    EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
}

TEST(MigrationLaws, TheGeneratorMakesSoundHistories) {
    std::size_t revisions = 0, operations = 0;
    for (int seed_number = 0; seed_number < histories() / 4; ++seed_number) {
        const laws::random_history generated(static_cast<std::uint32_t>(seed_number));
        const al::history_view history = generated.view();
        al::detail::vector<al::finding> findings;
        al::op::settings settings = generated.settings();
        al::detail::verify_schema(settings, history.revisions, history.order, 0, history.order.size(), findings);
        for (const al::finding& each : findings)
            if (static_cast<int>(each.rule) < 400 && each.rule != al::rule::add_required_column) ADD_FAILURE() << seed_number << ": " << each.text();
        revisions += history.revisions.size();
        for (const al::op::revision& each : history.revisions) operations += each.upgrade.list.size();
    }
    EXPECT_GT(revisions, static_cast<std::size_t>(histories()));
    EXPECT_EQ(operations, revisions);
}

TEST(MigrationLaws, TheWayToASchemaDoesNotShow) {
    for (int number = 0; number < histories(); ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        const al::history_view history = generated.view();
        al::sqlite3::connection db(":memory:");
        al::migration plan(history, al::sqlite, al::version_rows());
        plan.upgrade("head");
        for (std::size_t i = 0; i < plan.size(); ++i) {
            run(db, plan.render(i));
            if (i + 1 != plan.size() && i % 4 != 0) continue;  // every fourth schema, and the last
            al::sqlite3::connection fresh(":memory:");
            al::create_all(fresh, al::detail::schema_after(history, i + 1));
            const auto found = al::differences(al::describe(db), al::describe(fresh));
            ASSERT_TRUE(found.empty()) << "history " << number << ", revision " << i << ": " << found[0];
        }
        expect_sound(db);
    }
}

TEST(MigrationLaws, DownUndoesUpAndKeepsRows) {
    for (int number = 0; number < histories(); ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size();
        const std::size_t middle = 1 + static_cast<std::size_t>(number) % (count - 1);
        al::sqlite3::connection db(":memory:");
        migrate(db, history, {}, id(history, middle), al::direction::upgrade);
        seed(db);
        const auto before = al::describe(db);
        const auto rows_before = contents(db);
        migrate(db, history, {id(history, middle)}, "head", al::direction::upgrade);
        try {
            migrate(db, history, {id(history, count - 1)}, id(history, middle), al::direction::downgrade);
        } catch (const std::exception& error) {
            FAIL() << "history " << number << " from " << middle << ": " << error.what();
        }
        const auto found = al::differences(al::describe(db), before);
        ASSERT_TRUE(found.empty()) << "history " << number << " from " << middle << ": " << found[0];
        // What was in a table that stayed, in a column that stayed, is there still.
        std::set<std::string> gone;
        for (std::size_t i = middle + 1; i < count; ++i)
            for (const al::op::operation& each : history.at(history.order[i]).upgrade.list)
                if (each.kind == al::op::operation_kind::drop_table || each.kind == al::op::operation_kind::drop_column) gone.insert("any");
        if (gone.empty()) {
            const auto rows_after = contents(db);
            for (const auto& [column, values] : rows_before)
                ASSERT_EQ(rows_after.at(column), values) << "history " << number << " from " << middle << ": " << column;
        }
        expect_sound(db);
        migrate(db, history, {id(history, middle)}, "base", al::direction::downgrade);
        EXPECT_TRUE(al::describe(db).empty()) << "history " << number;
    }
}

}  // namespace
