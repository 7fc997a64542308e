// SPDX-License-Identifier: BSL-1.0
// A constraint is one thing from creation to drop: the schema in memory, the database and its scripts agree about every
// constraint and its name after each revision, on the way up and on the way back; a derived downgrade restores the
// schema and the rows of inserts.
#include "../migration/ways.hpp"
#include "constrained_history.hpp"

#include <aludel.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/online/reflect.hpp>

#include <cstdlib>
#include <map>
#include <set>
#include <string>

namespace {

namespace al = aludel;
using al::online::goal;
using namespace laws;

/// 500 histories, or 20,000 where ALUDEL_TRIALS is set.
std::uint32_t histories() { return std::getenv("ALUDEL_TRIALS") != nullptr ? 20'000 : 500; }

/// How a database differs from a schema, names of constraints included; empty: it does not.
std::string differences(al::sqlite3::connection& db, const al::schema& wanted) {
    const al::schema found = al::reflect(db, {"aludel_version", "aludel_journal"});
    al::detail::text_arena arena;
    std::string list;
    for (const al::difference& each :
         al::detail::find_differences(found, wanted, arena, al::detail::names_compared::all))
        list += std::string(each.text().text()) + "; ";
    return list;
}

/// Inserts the rows 1 to 3 into each table: foreign keys are NULL, other columns differ from row to row.
void seed(al::sqlite3::connection& db, const al::schema& state) {
    for (const al::detail::table_entry& entry : state.tables.entries()) {
        if (!entry.alive) continue;
        const std::string table(entry.name.text());
        std::set<std::string> keys;
        for (const auto& key : db.query("PRAGMA foreign_key_list(\"" + table + "\")")) keys.insert(*key[3]);
        for (int row = 1; row <= 3; ++row) {
            std::string columns, values;
            for (const al::op::column& each : entry.view().columns()) {
                const std::string column(each.name.text());
                columns += (columns.empty() ? "\"" : ", \"") + column + "\"";
                values += (values.empty() ? "" : ", ") + (keys.count(column) != 0 ? "NULL" : std::to_string(row));
            }
            db.execute("INSERT INTO \"" + table + "\" (" + columns + ") VALUES (" + values + ")");
        }
    }
}

/// The ids of the rows of all tables.
std::map<std::string, al::query_result> ids(al::sqlite3::connection& db) {
    std::map<std::string, al::query_result> result;
    for (const auto& table :
         db.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel%'"))
        result[*table[0]] = db.query("SELECT id FROM \"" + *table[0] + "\" ORDER BY id");
    return result;
}

bool drops_table(const al::history_view& history, std::size_t which) {
    return al::detail::has_operation(history.at(history.order[which]).upgrade, al::op::operation_kind::drop_table);
}

TEST(IdentityLaws, NothingIsWrongWithTheHistories) {
    std::size_t operations = 0, unnamed = 0;
    for (std::uint32_t number = 0; number < histories(); ++number) {
        const constrained_history generated(number);
        const al::history_view history = generated.view();
        al::op::settings settings{};
        al::detail::vector<al::finding> findings;
        al::detail::verify_schema(settings, history.revisions, history.order, 0, history.order.size(), findings);
        for (const al::finding& each : findings)
            if (static_cast<int>(each.rule) < 400) ADD_FAILURE() << number << ": " << each.text();
        for (const al::op::revision& each : history.revisions) {
            operations += each.upgrade.list.size();
            for (const al::op::operation& one : each.upgrade.list)
                for (const al::op::constraint& added : one.constraints.of(each.upgrade.constraints))
                    unnamed += added.name.empty() ? 1 : 0;
        }
    }
    EXPECT_GT(operations, 8 * std::size_t{histories()});
    EXPECT_GT(unnamed, 4 * std::size_t{histories()});
}

// The compiler replays only those derived downgrades that are more than drops of what was added, see is_certain.
TEST(IdentityLaws, EveryDerivedDowngradeRestoresTheSchema) {
    for (std::uint32_t number = 0; number < histories(); ++number) {
        const constrained_history generated(number);
        const al::history_view history = generated.view();
        al::schema state;
        al::detail::replay_context context{state};
        for (const al::op::revision& each : history.revisions) {
            const al::detail::schema_mark before = al::detail::start_log(state);
            context.revision = &each;
            al::detail::derived_downgrade derived;
            for (const al::op::operation& one : each.upgrade.list) {
                derived.add(state, each.upgrade, one, state.arena);
                al::detail::apply(context, each.upgrade, one);
            }
            const al::op::operations_view downgrade = derived.finish().view();
            ASSERT_EQ(al::detail::differences_after(context, downgrade, before).text(), "")
                << "history " << number << ", revision " << each.id.text();
            al::detail::stop_log(state);
        }
    }
}

TEST(IdentityLaws, SchemaAndDatabaseAgreeUpAndDown) {
    for (std::uint32_t number = 0; number < histories(); ++number) {
        const constrained_history generated(number);
        const al::history_view history = generated.view();
        const std::size_t count = history.order.size(), middle = number % (count - 1);
        al::sqlite3::connection db(":memory:");
        db.execute("PRAGMA foreign_keys = ON");
        std::map<std::size_t, std::map<std::string, al::query_result>> rows;
        const auto migrate = [&](std::size_t target, goal way) {
            try {
                migrate_online(db, history, id(history, target), way);
            } catch (const std::exception& error) {
                ADD_FAILURE() << error.what();
            }
            EXPECT_EQ(differences(db, generated.after(target)), "");
            expect_sound(db);
        };
        for (std::size_t i = 0; i < count; ++i) {
            const testing::ScopedTrace where(__FILE__, __LINE__,
                                             "history " + std::to_string(number) + " up to " + id(history, i));
            migrate(i, goal::upgrade);
            if (i == middle) seed(db, generated.after(i));
            rows[i] = ids(db);
            ASSERT_FALSE(HasFailure());
        }
        bool dropped = false;
        for (std::size_t i = count - 1; i-- > middle;) {
            const testing::ScopedTrace where(__FILE__, __LINE__,
                                             "history " + std::to_string(number) + " down to " + id(history, i));
            migrate(i, goal::downgrade);
            dropped = dropped || drops_table(history, i + 1);
            if (!dropped) {
                EXPECT_EQ(ids(db), rows[i]);
            }
            ASSERT_FALSE(HasFailure());
        }
        migrate_online(db, history, "base", goal::downgrade);
        ASSERT_TRUE(ids(db).empty()) << number;
    }
}

TEST(IdentityLaws, ScriptsDoTheSame) {
    for (std::uint32_t number = 0; number < histories(); ++number) {
        const constrained_history generated(number);
        const al::history_view history = generated.view();
        const std::string where = "history " + std::to_string(number);
        al::sqlite3::connection online(":memory:"), offline(":memory:");
        for (const goal way : {goal::upgrade, goal::downgrade}) {
            const bool up = way == goal::upgrade;
            migrate_online(online, history, up ? "heads" : "base", way);
            ASSERT_EQ(execute_script(offline, script_of(history, up ? "base:heads" : "heads:base")), "") << where;
            ASSERT_EQ(schema_bytes(online), schema_bytes(offline)) << where;
            ASSERT_EQ(ids(online), ids(offline)) << where;
        }
    }
}

// Texts that name a column in each way that there is; a rename leaves one way.
constexpr auto in_all_quotes = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a`b", al::integer),
                     al::column("kind", al::integer), al::check("\"a`b\" > 0 OR `a``b` < 0 OR [a`b] = 0 AND KIND > 0"),
                     al::check("\"KIND\" < 9 OR [Kind] > 10").named("small")),
    al::create_index("of_a", "t", al::expression("abs(`a``b`)")).where("\"Kind\" > 0"),
    al::create_view("seen", "SELECT `a``b`\"k\", T.Kind FROM T"));
constexpr auto renamed = al::revision("b2").revises("a1").upgrade(
    al::rename_column("t", "a`b", "c"), al::rename_column("t", "kind", "type"), al::rename_table("t", "u"));
constexpr al::history<in_all_quotes, renamed> quoted_history{};

TEST(Identity, ARenameAndItsWayBackChangeQuotesOnly) {
    const al::history_view history = quoted_history.view();
    al::sqlite3::connection db(":memory:");
    migrate_online(db, history, "a1", goal::upgrade);
    db.execute("INSERT INTO t VALUES (1, 2, 3)");
    for (int round = 0; round < 2; ++round) {
        migrate_online(db, history, "b2", goal::upgrade);
        EXPECT_EQ(differences(db, al::detail::schema_after(history, 2)), "");
        migrate_online(db, history, "a1", goal::downgrade);
        EXPECT_EQ(differences(db, al::detail::schema_after(history, 1)), "");
        EXPECT_EQ(ids(db).at("t").size(), 1U);
    }
}

}  // namespace
