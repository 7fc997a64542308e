// SPDX-License-Identifier: BSL-1.0
// A script does the same as the engine: from every revision of the digital market to every other, both leave the same
// bytes in sqlite_schema and the same rows.
#include "../../examples/digital_market/models.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace {

namespace al = aludel;

static_assert(al::matches<shop::history, shop::models>);
static_assert(al::diff<shop::history, shop::models>.empty());

const std::vector<std::string> revisions{"base",         "47f559ec82bb", "2fda6446e69f",
                                         "1b95d36c8908", "1720ca777755", "5ca0f991801d"};

al::query_result schema_of(al::sqlite3::connection& db) {
    return db.query("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid");
}

void fill(al::sqlite3::connection& db) {
    const auto columns = [&](const std::string& table) {
        return db.query("SELECT name FROM pragma_table_info('" + table + "')");
    };
    if (columns("purchases").empty()) return;
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) INSERT INTO categories "
        "(category_name) SELECT 'category ' || i FROM n");
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO users "
        "(telegram_id, username) SELECT i * 7, 'user ' || i FROM n");
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
        "INSERT INTO products (name, description, price, category_id) SELECT 'product ' || i, 'it''s', i, 1 + i % 6 "
        "FROM n");
    std::string names = "user_id, product_id, price", values = "1 + i % 1000, 1 + i % 200, i";
    for (const auto& column : columns("purchases")) {
        if (*column[0] == "payment_id") names += ", payment_id", values += ", 'paid-' || i";
        if (*column[0] == "payment_type") names += ", payment_type", values += ", 'card'";
    }
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO purchases (" +
        names + ") SELECT " + values + " FROM n");
}

/// All rows, without times.
std::vector<al::query_result> rows_of(al::sqlite3::connection& db) {
    std::vector<al::query_result> whole;
    for (const auto& table : db.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
        std::string columns;
        for (const auto& column : db.query("SELECT name FROM pragma_table_info('" + *table[0] + "')"))
            if (*column[0] != "applied_at" && *column[0] != "duration_ms" && *column[0] != "created_at" &&
                *column[0] != "updated_at")
                columns += (columns.empty() ? "" : ", ") + *column[0];
        whole.push_back(db.query("SELECT " + columns + " FROM \"" + *table[0] + "\" ORDER BY 1"));
    }
    return whole;
}

void migrate(al::sqlite3::connection& db, std::size_t first, std::size_t last) {
    if (first < last) al::upgrade<shop::history>(db, revisions[last]);
    if (first > last) al::downgrade<shop::history>(db, revisions[last]);
}

TEST(Script, DoesWhatTheEngineDoesFromEveryRevisionToEveryOther) {
    for (std::size_t first = 0; first < revisions.size(); ++first)
        for (std::size_t last = 0; last < revisions.size(); ++last) {
            if (first == last) continue;
            al::sqlite3::connection online(":memory:"), offline(":memory:");
            for (al::sqlite3::connection* const db : {&online, &offline}) {
                migrate(*db, 0, first);
                fill(*db);
            }
            const auto rows_before = online.query("SELECT 1 FROM sqlite_schema WHERE name = 'purchases'").empty()
                ? al::query_result()
                : online.query("SELECT id, user_id, price FROM purchases ORDER BY 1");
            migrate(online, first, last);
            std::ostringstream script;
            al::write_script<shop::history>(script, al::sqlite, revisions[first] + ":" + revisions[last]);
            ASSERT_NO_THROW(offline.execute(script.str())) << revisions[first] << " to " << revisions[last];
            EXPECT_EQ(schema_of(online), schema_of(offline)) << revisions[first] << " to " << revisions[last];
            EXPECT_EQ(rows_of(online), rows_of(offline)) << revisions[first] << " to " << revisions[last];
            if (first >= 2 && last >= 2) {
                EXPECT_EQ(online.query("SELECT id, user_id, price FROM purchases ORDER BY 1"), rows_before);
            }
            EXPECT_TRUE(online.query("PRAGMA foreign_key_check").empty());
            EXPECT_EQ(online.query("PRAGMA integrity_check")[0][0], "ok");
            EXPECT_TRUE((al::drift<shop::history>(online, revisions[last]).empty()));
        }
}

TEST(Script, IsTheSameAtCompileTime) {
    std::ostringstream written;
    al::write_script<shop::history>(written, al::sqlite);
    constexpr std::string_view constant = al::script<shop::history, al::sqlite>;
    EXPECT_EQ(written.str(), constant);
}

TEST(Script, StopsAtAnotherStartingPoint) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<shop::history>(db, "2fda6446e69f");
    const auto before = schema_of(db);
    std::ostringstream script;
    al::write_script<shop::history>(script, al::sqlite, "1b95d36c8908:head");
    try {
        db.execute(script.str());
        ADD_FAILURE() << "it went on";
    } catch (const al::connection_error& error) {
        EXPECT_NE(std::string(error.what()).find("not at the revision"), std::string::npos) << error.what();
    }
    db.execute("ROLLBACK");
    EXPECT_EQ(schema_of(db), before);
}

TEST(Script, RefusesATargetThatLeadsNowhereAndWritesNothing) {
    std::ostringstream script;
    EXPECT_THROW(al::write_script<shop::history>(script, al::sqlite, "base:nowhere"), al::script_error);
    EXPECT_TRUE(script.str().empty());
}

// A database that Alembic left incomplete: the column exists, its constraint does not.
TEST(Drift, NamesWhatATakenOverDatabaseLacks) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<shop::history>(db, "1b95d36c8908");
    EXPECT_TRUE((al::drift<shop::history>(db, "1b95d36c8908").empty()));
    db.execute("ALTER TABLE purchases ADD COLUMN payment_id VARCHAR");
    const auto found = al::drift<shop::history>(db, "1b95d36c8908");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].text().text(), "table `purchases` has the extra column `payment_id`");
}

}  // namespace
