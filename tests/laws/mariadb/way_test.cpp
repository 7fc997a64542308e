// SPDX-License-Identifier: BSL-1.0
// Properties of every history on MariaDB, tested on generated ones: a downgrade undoes its upgrade and keeps rows, a
// second upgrade is the first, one step at a time is all at once, a script does the same as the engine, and behind each
// the database is what the history says.
#include "../../servers/mariadb.hpp"
#include "../history/random_history.hpp"

#include <aludel/online/differences.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <cstdlib>      // getenv
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace {

namespace al = aludel;
using al::online::goal;
using test::connection;
using dialect = al::dialect_of<test::server.id>;

/// The number of histories; ALUDEL_TRIALS=long asks for more, and ALUDEL_LAW_HISTORIES for another number.
int histories() {
    if (const char* const number = std::getenv("ALUDEL_LAW_HISTORIES")) return std::atoi(number);
    return std::getenv("ALUDEL_TRIALS") == nullptr ? 16 : 300;
}

constexpr al::online::step_function<connection> no_step = nullptr;

void migrate(connection& db, const al::history_view& history, std::string_view target, goal way) {
    al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
}

void expect_no_drift(connection& db, const al::history_view& history) {
    const al::difference_list found =
        al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.drift("heads"); });
    for (const al::difference& each : found) ADD_FAILURE() << al::online::text_of(each);
}

std::string script_of(const al::history_view& history, const std::string& range) {
    const al::graph_result<al::symbol_range> wanted = al::parse_script_range(range);
    al::migration<dialect> way(history, test::server);
    const al::finding found = al::detail::plan_script<dialect>(way, test::server, wanted);
    EXPECT_EQ(found.rule, al::rule::none) << found.text();
    return al::detail::script_of_way(way, test::server, wanted.value).str();
}

/// Inserts rows into each table, in any order.
void seed(connection& db) {
    db.execute("SET SESSION foreign_key_checks = 0");
    const al::query_result found = db.query(
        "SELECT c.table_name, GROUP_CONCAT(CONCAT('`', c.column_name, '`') ORDER BY c.ordinal_position), "
        "GROUP_CONCAT(CASE "
        "WHEN c.column_name = 'id' THEN '%' WHEN c.data_type = 'datetime' THEN 'now()' WHEN c.data_type = 'enum' THEN "
        "'''v0''' WHEN u.column_name IS NOT NULL "
        "THEN '1' ELSE '''7''' END ORDER BY c.ordinal_position) FROM information_schema.columns c JOIN "
        "information_schema.tables t USING (table_schema, table_name) LEFT JOIN information_schema.key_column_usage u "
        "ON "
        "u.table_schema = c.table_schema AND u.table_name = c.table_name AND u.column_name = c.column_name AND "
        "u.referenced_table_name IS NOT NULL WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND "
        "c.table_name NOT LIKE 'aludel\\_%' GROUP BY c.table_name");
    for (const al::row_values& table : found)
        for (const char* const id : {"1", "2", "3"}) {
            std::string values = *table[2];
            values.replace(values.find('%'), 1, id);
            db.execute("INSERT INTO `" + *table[0] + "` (" + *table[1] + ") VALUES (" + values + ")");
        }
    db.execute("SET SESSION foreign_key_checks = 1");
}

std::string id(const al::history_view& history, std::size_t which) {
    return std::string(history.at(history.order[which]).id.text());
}

/// Whether no column is dropped: when it comes back it holds NULL, and a downgrade that makes it NOT NULL again is
/// right to fail.
bool keeps_columns(const al::history_view& history) {
    for (const al::op::revision& revision : history.revisions)
        for (const al::op::operation& each : revision.upgrade.list)
            if (each.kind == al::op::operation_kind::drop_column) return false;
    return true;
}

/// A quarter of the histories per test, so that they run in parallel.
class MariadbLaws : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Quarters, MariadbLaws, testing::Range(0, 4));

TEST_P(MariadbLaws, AnyWayIsTheSame) {
    const test::mariadb_database own;
    for (int number = GetParam(); number < histories(); number += 4) {
        SCOPED_TRACE("history " + std::to_string(number));
        const laws::random_history generated(static_cast<std::uint32_t>(number), true, laws::audience::both,
                                             &test::server);
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size();
        own.clear();
        connection db = own.connect();
        migrate(db, history, "heads", goal::upgrade);
        const std::string at_head = test::catalog(db);
        expect_no_drift(db, history);
        migrate(db, history, "base", goal::downgrade);
        const std::string at_base = test::catalog(db);
        EXPECT_EQ(at_base.find("people"), std::string::npos);

        // Step by step, with rows from the middle on; each step back is where it was.
        std::vector<std::string> catalogs{at_base};
        if (!generated.is_branched()) {
            for (std::size_t i = 0; i < count; ++i) {
                migrate(db, history, id(history, i), goal::upgrade);
                catalogs.push_back(test::catalog(db));
            }
            EXPECT_EQ(catalogs.back(), at_head);
            if (keeps_columns(history)) seed(db);
            for (std::size_t i = count; i-- > 0;) {
                migrate(db, history, i == 0 ? "base" : id(history, i - 1), goal::downgrade);
                ASSERT_EQ(test::catalog(db), catalogs[i]) << "below revision " << i;
            }
        }

        // A script, up and down.
        own.clear();
        db = own.connect();
        db.execute(script_of(history, "base:heads"));
        EXPECT_EQ(test::catalog(db), at_head);
        db = own.connect();
        db.execute(script_of(history, "heads:base"));
        EXPECT_EQ(test::catalog(db), at_base);
        if (HasFailure()) return;
    }
}

}  // namespace
