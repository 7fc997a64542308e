// SPDX-License-Identifier: BSL-1.0
// Properties of every history, tested on generated ones: the resulting schema depends neither on the steps that led to
// it nor on the order of branches, a downgrade undoes its upgrade and keeps the data that it can, and a script does the
// same as the engine.
#include "../../online/describe.hpp"
#include "../history/random_history.hpp"
#include "ways.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/test/check.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
using namespace laws;
using rows = std::multiset<std::string>;

/// The number of histories for each test; the environment variable ALUDEL_LAW_HISTORIES sets another, and
/// ALUDEL_TRIALS=long asks for more.
int histories() {
    const char* const message = std::getenv("ALUDEL_LAW_HISTORIES");
    if (message != nullptr) return std::atoi(message);
    return std::getenv("ALUDEL_TRIALS") == nullptr ? 1000 : 2000;
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

void migrate(al::sqlite3::connection& db, const al::history_view& history, const std::vector<std::string>& source,
             std::string_view target, al::direction way) {
    al::migration<al::dialect_of<al::sqlite.id>> plan(history, al::sqlite, al::version_rows(source));
    if (way == al::direction::upgrade) plan.upgrade(target);
    else plan.downgrade(target);
    for (std::size_t i = 0; i < plan.size(); ++i) run(db, plan.render(i));
}

/// Every row of every table, column by column, so that the other columns stay comparable when one is dropped.
std::map<std::string, rows> contents(al::sqlite3::connection& db) {
    std::map<std::string, rows> whole;
    for (const auto& table :
         db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        for (const auto& column : db.query("PRAGMA table_info(\"" + *table[0] + "\")"))
            for (const auto& row : db.query("SELECT id, \"" + *column[1] + "\" FROM \"" + *table[0] + "\""))
                whole[*table[0] + "." + *column[1]].insert(row[0].value_or("") + "=" + row[1].value_or("NULL"));
    return whole;
}

/// All rows of all tables with their rowids, without times.
std::map<std::string, al::query_result> all_rows(al::sqlite3::connection& db) {
    std::map<std::string, al::query_result> whole;
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
        std::string columns;
        for (const auto& column : db.query("PRAGMA table_info(\"" + *table[0] + "\")"))
            if (*column[1] != "applied_at" && *column[1] != "duration_ms")
                columns += (column[4] == "CURRENT_TIMESTAMP" ? ", typeof(\"" : ", quote(\"") + *column[1] + "\")";
        whole[*table[0]] = db.query("SELECT rowid" + columns + " FROM \"" + *table[0] + "\" ORDER BY rowid");
    }
    return whole;
}

/// The names of the version table and the journal; no rows are inserted there.
const std::vector<std::string> own_tables{"aludel_version", "aludel_journal"};

/// Inserts three rows into each table whose columns have defaults or can be filled simply.
void seed(al::sqlite3::connection& db) {
    for (const auto& table :
         db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
        if (std::count(own_tables.begin(), own_tables.end(), *table[0]) != 0) continue;
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

TEST(MigrationLaws, TheGeneratorMakesSoundHistories) {
    std::size_t revisions = 0, operations = 0, merges = 0, branches = 0;
    for (int seed_number = 0; seed_number < histories() / 4; ++seed_number) {
        const laws::random_history generated(static_cast<std::uint32_t>(seed_number));
        const al::history_view history = generated.view();
        al::detail::vector<al::finding> findings;
        al::op::settings settings = generated.settings();
        al::detail::verify_schema(settings, history.revisions, history.order, 0, history.order.size(), findings);
        for (const al::finding& each : findings)
            if (static_cast<int>(each.rule) < 400 && each.rule != al::rule::add_required_column)
                ADD_FAILURE() << seed_number << ": " << each.text();
        revisions += history.revisions.size();
        for (const al::op::revision& each : history.revisions)
            operations += each.upgrade.list.size(), merges += each.upgrade.list.empty() ? 1 : 0;
        std::map<std::string, int> children;
        for (const al::op::revision& each : history.revisions)
            for (const al::name& below : each.parents) branches += ++children[std::string(below.text())] == 2 ? 1 : 0;
    }
    EXPECT_GT(revisions, static_cast<std::size_t>(histories()));
    EXPECT_EQ(operations + merges, revisions);
    EXPECT_GT(branches, static_cast<std::size_t>(histories() / 16));
    EXPECT_GT(merges, static_cast<std::size_t>(histories() / 16));
}

TEST(MigrationLaws, TheWayToASchemaDoesNotShow) {
    for (int number = 0; number < histories(); ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        const al::history_view history = generated.view();
        al::sqlite3::connection db(":memory:");
        al::migration<al::dialect_of<al::sqlite.id>> plan(history, al::sqlite, al::version_rows());
        plan.upgrade("heads");
        std::vector<al::revision_index> applied;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            run(db, plan.render(i));
            applied.push_back(plan.at(i).revision);
            if (i + 1 != plan.size() && i % 4 != 0) continue;  // every fourth schema, and the last
            al::sqlite3::connection fresh(":memory:");
            al::history_view in_this_order = history;
            in_this_order.order = al::op::view_of(applied);
            al::create_all(fresh, al::detail::schema_after(in_this_order, i + 1));
            const auto found = oracle::differences(oracle::describe(db), oracle::describe(fresh));
            ASSERT_TRUE(found.empty()) << "history " << number << ", revision " << i << ": " << found[0];
        }
        expect_sound(db);
    }
}

TEST(MigrationLaws, DownUndoesUpAndKeepsRows) {
    for (int number = 0; number < histories(); ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        if (generated.is_branched()) continue;  // branched histories are tested below
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size();
        const std::size_t middle = 1 + static_cast<std::size_t>(number) % (count - 1);
        al::sqlite3::connection db(":memory:");
        migrate(db, history, {}, id(history, middle), al::direction::upgrade);
        seed(db);
        const auto before = oracle::describe(db);
        const auto rows_before = contents(db);
        migrate(db, history, {id(history, middle)}, "head", al::direction::upgrade);
        try {
            migrate(db, history, {id(history, count - 1)}, id(history, middle), al::direction::downgrade);
        } catch (const std::exception& error) {
            FAIL() << "history " << number << " from " << middle << ": " << error.what();
        }
        const auto found = oracle::differences(oracle::describe(db), before);
        ASSERT_TRUE(found.empty()) << "history " << number << " from " << middle << ": " << found[0];
        // Rows of tables and columns that were not dropped are still there.
        std::set<std::string> gone;
        for (std::size_t i = middle + 1; i < count; ++i)
            for (const al::op::operation& each : history.at(history.order[i]).upgrade.list)
                if (each.kind == al::op::operation_kind::drop_table || each.kind == al::op::operation_kind::drop_column)
                    gone.insert("any");
        if (gone.empty()) {
            const auto rows_after = contents(db);
            for (const auto& [column, values] : rows_before)
                ASSERT_EQ(rows_after.at(column), values)
                    << "history " << number << " from " << middle << ": " << column;
        }
        expect_sound(db);
        migrate(db, history, {id(history, middle)}, "base", al::direction::downgrade);
        EXPECT_TRUE(oracle::describe(db).empty()) << "history " << number;
    }
}

/// Four scripts of each history, on two databases. A quarter of the histories per test, so that they run in parallel.
class MigrationScripts : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Quarters, MigrationScripts, testing::Range(0, 4));

TEST_P(MigrationScripts, DoWhatTheEngineDoes) {
    using al::online::goal;
    const int first = histories() * GetParam() / 4, last = histories() * (GetParam() + 1) / 4;
    int scripts = 0;
    for (int number = first; number < last; ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        const al::history_view history = generated.view();
        const std::string middle = id(history, 1 + static_cast<std::size_t>(number) % (history.order.size() - 1));
        const struct {
            std::string from, to;
            goal way;
        } ranges[] = {{"base", "heads", goal::upgrade},
                      {middle, "heads", goal::upgrade},
                      {"heads", middle, goal::downgrade},
                      {middle, "base", goal::downgrade}};
        for (const auto& range : ranges) {
            const std::string where = "history " + std::to_string(number) + ", " + range.from + ":" + range.to;
            al::sqlite3::connection online(":memory:"), offline(":memory:");
            for (al::sqlite3::connection* const db : {&online, &offline}) {
                if (range.from != "base") migrate_online(*db, history, range.from, goal::upgrade);
                seed(*db);
                db->execute("PRAGMA foreign_keys = ON");
            }
            // Without steps no script is written.
            const al::migration_report report = migrate_online(online, history, range.to, range.way);
            if (report.steps == 0) continue;
            ++scripts;
            const std::string error = execute_script(offline, script_of(history, range.from + ":" + range.to));
            ASSERT_EQ(error, "") << where;
            ASSERT_EQ(schema_bytes(online), schema_bytes(offline)) << where;
            ASSERT_EQ(all_rows(online), all_rows(offline)) << where;
            expect_sound(online), expect_sound(offline);
            ASSERT_FALSE(HasFailure()) << where;
        }
    }
    EXPECT_GT(scripts, (last - first) * 3);
}

/// The revisions in a random order in which each comes after its parents and dependencies.
std::vector<std::size_t> some_order(const laws::random_history& subject, std::size_t count, std::mt19937& bits) {
    std::vector<std::size_t> result;
    std::vector<char> has(count);
    while (result.size() != count) {
        const std::size_t next = bits() % count;
        bool ready = has[next] == 0;
        for (const std::size_t each : subject.parents(next)) ready = ready && has[each] != 0;
        if (ready) has[next] = 1, result.push_back(next);
    }
    return result;
}

TEST(MigrationLaws, BranchesComeInAnyOrder) {
    using al::online::goal;
    int other_orders = 0;
    for (int number = 0; number < histories(); ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        if (!generated.is_branched()) continue;
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size();
        al::sqlite3::connection usual(":memory:");
        migrate_online(usual, history, "heads", goal::upgrade);
        seed(usual);
        const auto wanted = oracle::describe(usual);
        expect_sound(usual);
        std::mt19937 bits(static_cast<std::uint32_t>(number));
        for (int i = 0; i < 3; ++i) {
            const std::vector<std::size_t> order = some_order(generated, count, bits);
            std::vector<al::revision_index> applied(order.begin(), order.end());
            if (!std::equal(order.begin(), order.end(), history.order.begin())) ++other_orders;
            // The schema by the library,
            al::history_view in_this_order = history;
            in_this_order.order = al::op::view_of(applied);
            const auto found =
                al::compare(al::detail::schema_after(in_this_order, count), al::detail::schema_after(history, count));
            ASSERT_TRUE(found.empty()) << "history " << number << ": " << found[0].text().text();
            // the schema of a database, one revision after the other,
            al::sqlite3::connection db(":memory:");
            for (const std::size_t each : order)
                ASSERT_EQ(migrate_online(db, history, history.revisions[each].id.text(), goal::upgrade).steps, 1U)
                    << "history " << number << ", " << each;
            const auto differ = oracle::differences(oracle::describe(db), wanted);
            ASSERT_TRUE(differ.empty()) << "history " << number << ": " << differ[0];
            ASSERT_EQ(db.query("SELECT version_num FROM aludel_version ORDER BY 1"),
                      usual.query("SELECT version_num FROM aludel_version ORDER BY 1"))
                << "history " << number;
            // and downgrades with rows.
            seed(db);
            ASSERT_EQ(migrate_online(db, history, "base", goal::downgrade).steps, count) << "history " << number;
            ASSERT_TRUE(oracle::describe(db, own_tables).empty()) << "history " << number;
            expect_sound(db);
            ASSERT_FALSE(HasFailure()) << "history " << number;
        }
    }
    EXPECT_GT(other_orders, histories() / 10);
}

TEST(MigrationLaws, EveryRevisionGoesUpDownAndUpWithRows) {
    using database = al::test::database_of<al::sqlite3::connection>;
    std::size_t revisions = 0;
    for (int number = 0; number < histories() / 20; ++number) {
        const laws::random_history generated(static_cast<std::uint32_t>(number));
        const al::history_view history = generated.view();
        const al::test::opener open = [&history]() -> std::unique_ptr<al::test::database> {
            return std::make_unique<database>(al::sqlite3::connection(":memory:"), history, nullptr);
        };
        const al::test::result result =
            al::test::checker(history, open).every_revision(static_cast<std::uint64_t>(number));
        ASSERT_TRUE(result) << "history " << number << ": " << result.message();
        ASSERT_TRUE(result.without_rows.empty()) << "history " << number << ": " << result.message();
        ASSERT_TRUE(result.irreversible.empty()) << "history " << number << ": " << result.message();
        revisions += history.revisions.size();
    }
    EXPECT_GT(revisions, static_cast<std::size_t>(histories() / 4));
}

}  // namespace
