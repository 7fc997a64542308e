// SPDX-License-Identifier: BSL-1.0
// After each upgrade and downgrade the schema of a database is that of its revisions, and every change by hand is
// detected.
#include "../history/random_history.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/run_flow.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace al = aludel;
using al::online::goal;

using connection = al::sqlite3::connection;
constexpr al::online::step_function<connection> no_step = nullptr;

void migrate(connection& db, const al::history_view& history, std::string_view target, goal way) {
    al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
}

std::vector<std::string> drift(connection& db, const al::history_view& history) {
    const al::difference_list found =
        al::online::run_flow(db, no_step, history, {}, [](auto& engine) { return engine.drift("current"); });
    std::vector<std::string> texts;
    for (const al::difference& each : found) texts.emplace_back(each.text().text());
    return texts;
}

constexpr std::uint32_t histories = 150;

TEST(DriftLaws, ThereIsNoneOnTheWay) {
    for (std::uint32_t seed = 0; seed < histories; ++seed) {
        const laws::random_history generated(seed);
        const al::history_view history = generated.view();
        const std::string middle(history.at(history.order[seed % history.order.size()]).id.text());
        connection db(":memory:");
        for (const std::string& target : {middle, std::string("heads")}) {
            migrate(db, history, target, goal::upgrade);
            ASSERT_EQ(drift(db, history), std::vector<std::string>()) << seed << ", up to " << target;
        }
        if (generated.is_branched()) continue;
        for (const std::string& target : {middle, std::string("base")}) {
            migrate(db, history, target, goal::downgrade);
            ASSERT_EQ(drift(db, history), std::vector<std::string>()) << seed << ", down to " << target;
        }
    }
}

TEST(DriftLaws, WhateverIsChangedByHandIsSeen) {
    std::size_t changes = 0;
    for (std::uint32_t seed = 0; seed < histories; ++seed) {
        const laws::random_history generated(seed);
        const al::history_view history = generated.view();
        connection db(":memory:");
        migrate(db, history, "heads", goal::upgrade);
        const auto see = [&](const std::string& sql) {
            db.execute("SAVEPOINT change");
            db.execute(sql);
            EXPECT_EQ(drift(db, history).empty(), false) << seed << ": " << sql;
            db.execute("ROLLBACK TO change; RELEASE change");
            ++changes;
        };
        for (const auto& row : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                        "'aludel%' AND name NOT LIKE 'sqlite%'")) {
            see("ALTER TABLE \"" + *row[0] + "\" ADD COLUMN by_hand INTEGER");
            see("CREATE INDEX by_hand ON \"" + *row[0] + "\" (id)");
            see("CREATE TRIGGER by_hand AFTER DELETE ON \"" + *row[0] + "\" BEGIN SELECT 1; END");
            see("DROP TABLE \"" + *row[0] + "\"");
        }
        for (const auto& row :
             db.query("SELECT type, name FROM sqlite_schema WHERE type IN ('index', 'view') AND sql IS NOT NULL"))
            see("DROP " + *row[0] + " \"" + *row[1] + "\"");
        if (HasFailure()) return;
    }
    EXPECT_GT(changes, 1000U);
}

}  // namespace
