// SPDX-License-Identifier: BSL-1.0
// Properties of every history on PostgreSQL, tested on generated ones: a downgrade undoes its upgrade and keeps rows, a
// second upgrade is the first, one step at a time is all at once, and a script does the same as the engine.
#include "../../servers/postgresql.hpp"
#include "../history/random_history.hpp"
#include "../../data/long_a.hpp"
#include "../../data/long_b.hpp"
#include "portable_history.hpp"
#include "twin_history.hpp"

#include <aludel/online/run_flow.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <cstdlib>      // atoi, getenv
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace {

namespace al = aludel;
using al::online::goal;
using connection = al::postgresql::connection;
using dialect = al::dialect_of<al::postgresql.id>;

/// The number of histories; ALUDEL_TRIALS=long asks for more.
int histories() {
    if (const char* const count = std::getenv("ALUDEL_LAW_HISTORIES")) return std::atoi(count);
    return std::getenv("ALUDEL_TRIALS") == nullptr ? 40 : 300;
}

void migrate(connection& db, const al::history_view& history, std::string_view target, goal way) {
    const al::online::step_function<connection> no_step = nullptr;
    al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
}

std::string script_of(const al::history_view& history, const std::string& range) {
    const al::graph_result<al::symbol_range> wanted = al::parse_script_range(range);
    constexpr al::op::dialect target = al::postgresql.plain();  // without commands of psql
    al::migration<dialect> way(history, target);
    const al::finding found = al::detail::plan_script<dialect>(way, target, wanted);
    EXPECT_EQ(found.rule, al::rule::none) << found.text();
    return al::detail::script_of_way(way, target, wanted.value).str();
}

void clear(connection& db) {
    db.execute(
        "SET client_min_messages = warning; DROP SCHEMA IF EXISTS public, places, twins CASCADE; CREATE SCHEMA public");
}

/// Inserts rows into each table.
void seed(connection& db) {
    const std::string tables =
        "SELECT c.oid::regclass, string_agg(a.attname, ', ' ORDER BY a.attnum), string_agg(CASE WHEN EXISTS (SELECT 1 "
        "FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey)) THEN '1' "
        "WHEN a.atttypid = 'timestamp'::regtype THEN 'now()' WHEN a.attname = 'id' THEN '%' WHEN t.typtype = 'e' THEN "
        "'''v0''' "
        "WHEN t.typcategory = 'A' OR t.typname = 'jsonb' THEN '''{}''' ELSE '''7''' END, ', ' "
        "ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
        "a.attisdropped JOIN pg_type t ON t.oid = a.atttypid WHERE c.relkind = 'r' AND "
        "c.relnamespace::regnamespace::text "
        "IN ('public', 'places') AND c.relname !~ '^aludel_' "
        "GROUP BY c.oid";
    const al::query_result found = db.query(tables);
    db.execute("BEGIN; SET LOCAL session_replication_role = replica");  // in any order
    for (const al::row_values& table : found)
        for (const char* const id : {"1", "2", "3"}) {
            std::string values = *table[2];
            values.replace(values.find('%'), 1, id);
            db.execute("INSERT INTO " + *table[0] + " (" + *table[1] + ") VALUES (" + values + ")");
        }
    db.execute("COMMIT");
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
class PostgresqlLaws : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Quarters, PostgresqlLaws, testing::Range(0, 4));

TEST_P(PostgresqlLaws, AnyWayIsTheSame) {
    const test::postgresql_database own;
    connection db = own.connect();
    for (int number = GetParam(); number < histories(); number += 4) {
        SCOPED_TRACE("history " + std::to_string(number));
        const laws::random_history generated(static_cast<std::uint32_t>(number), true,
                                             number % 3 == 1 ? laws::audience::both : laws::audience::postgresql,
                                             nullptr,
                                             test::major_version(db));  // both kinds, with branches too
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size();
        clear(db);
        migrate(db, history, "heads", goal::upgrade);
        const std::string at_head = test::catalog(db);
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
        clear(db);
        db.execute(script_of(history, "base:heads"));
        EXPECT_EQ(test::catalog(db), at_head);
        db.execute(script_of(history, "heads:base"));
        EXPECT_EQ(test::catalog(db), at_base);
        if (HasFailure()) return;
    }
}

TEST(PostgresqlTwins, AnyWayIsTheSame) {
    const test::postgresql_database own;
    connection db = own.connect();
    const al::online::step_function<connection> no_step = nullptr;
    for (int number = 0; number < histories() / 8; ++number) {
        SCOPED_TRACE("history " + std::to_string(number));
        const laws::random_history generated(static_cast<std::uint32_t>(1000 + number), false,
                                             laws::audience::postgresql, nullptr, test::major_version(db));
        const laws::twin_history twins(generated);
        for (const al::finding& each : al::verify(twins.settings(), twins.declared()))
            EXPECT_GE(static_cast<int>(each.rule), 500) << each.text();  // of the review: rows are not of interest here
        const al::history_view history = twins.view();
        clear(db);
        std::vector<std::string> catalogs{""};
        for (std::size_t i = 0; i < history.order.size(); ++i) {
            migrate(db, history, id(history, i), goal::upgrade);
            catalogs.push_back(test::catalog(db));
        }
        for (const al::difference& each :
             al::online::run_flow(db, no_step, history, {}, [](auto& engine) { return engine.drift("heads"); }))
            ADD_FAILURE() << al::online::text_of(each);
        for (std::size_t i = history.order.size(); i-- > 0;) {
            migrate(db, history, i == 0 ? "base" : id(history, i - 1), goal::downgrade);
            if (i == 0) catalogs[0] = test::catalog(db);
            else ASSERT_EQ(test::catalog(db), catalogs[i]) << "below revision " << i;
        }
        clear(db);
        db.execute(script_of(history, "base:heads"));
        EXPECT_EQ(test::catalog(db), catalogs.back());
        db.execute(script_of(history, "heads:base"));
        EXPECT_EQ(test::catalog(db), catalogs.front());
        if (HasFailure()) return;
    }
}

/// Up, down step by step, up again, and by a script; what is read behind it is what the history says.
void go_all_ways(const laws::portable_history& real, std::size_t operations) {
    EXPECT_GE(real.taken(), operations);
    const test::postgresql_database own;
    connection db = own.connect();
    const al::history_view history = real.view();
    std::vector<std::string> catalogs;
    for (std::size_t i = 0; i < history.order.size(); ++i) {
        ASSERT_NO_THROW(migrate(db, history, id(history, i), goal::upgrade)) << id(history, i);
        if (i % 8 == 0) catalogs.push_back(test::catalog(db));
    }
    const std::string at_head = test::catalog(db);
    const al::online::step_function<connection> no_step = nullptr;
    for (const al::difference& each :
         al::online::run_flow(db, no_step, history, {}, [](auto& engine) { return engine.drift("heads"); }))
        ADD_FAILURE() << al::online::text_of(each);
    for (std::size_t i = history.order.size(); i-- > 0;)
        if (i % 8 == 0) {
            migrate(db, history, id(history, i), goal::downgrade);
            ASSERT_EQ(test::catalog(db), catalogs[i / 8]) << id(history, i);
        }
    migrate(db, history, "base", goal::downgrade);
    migrate(db, history, "heads", goal::upgrade);
    EXPECT_EQ(test::catalog(db), at_head);
    clear(db);
    db.execute(script_of(history, "base:heads"));
    EXPECT_EQ(test::catalog(db), at_head);
}

TEST(PostgresqlHistories, LongA) {
    using namespace long_a;
    go_all_ways(laws::portable_history(LONG_A_ENTRIES), 300);
}
TEST(PostgresqlHistories, LongB) {
    using namespace long_b;
    go_all_ways(laws::portable_history(LONG_B_ENTRIES), 300);
}

}  // namespace
