// SPDX-License-Identifier: BSL-1.0
// What the library takes for a reference, against SQLite's own parser: its RENAME rewrites exactly what refers to a column or
// table, and its authorizer is asked for every column that is read.
#include <aludel/sql/read.hpp>
#include <aludel/sql/rename.hpp>
#include <aludel/sql/text_check.hpp>

#include "random_sql.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace aludel::syntax;

int cases(int few) { return std::getenv("ALUDEL_TRIALS") != nullptr ? 100'000 : few; }

class database {
public:
    database() {
        EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
        EXPECT_TRUE(run("CREATE TABLE one(a);"));
        EXPECT_TRUE(run(random_sql::tables));
    }
    database(const database&) = delete;
    ~database() { sqlite3_close(db_); }

    bool run(const std::string& sql) { return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
    [[nodiscard]] std::string error() const { return sqlite3_errmsg(db_); }
    [[nodiscard]] sqlite3* handle() const { return db_; }
    std::string text(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
        std::string result;
        if (sqlite3_step(statement) == SQLITE_ROW) result = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return result;
    }

private:
    sqlite3* db_ = nullptr;
};

/// The tables of random_sql.
answer columns(const token& table, const token& column) {
    static const std::pair<const char*, std::set<std::string>> known[] = {
        {"t", {"a", "b", "c d", "date", "text", "end", "key", "abs", "glob", "q\"q", "left", "x"}}, {"u", {"a", "y", "z", "text", "t"}}, {"w w", {"b", "id"}}, {"one", {"a"}}};
    for (const auto& [name, names] : known) {
        if (!table.names(name)) continue;
        for (const std::string& each : names)
            if (column.names(each)) return answer::yes;
        return answer::no;
    }
    return answer::unknown;
}

struct count_of {
    std::size_t compared = 0, changed = 0, refused = 0;
};

std::string with_column(const std::string& sql, const reading& found, std::string_view column, std::string_view name) {
    aludel::detail::text_arena arena;
    return std::string(with_column_renamed(sql, found, "t", column, name, columns, arena));
}
std::string with_table(const std::string& sql, const reading& found, std::string_view name) {
    aludel::detail::text_arena arena;
    return std::string(with_table_renamed(sql, found, "t", name, columns, arena));
}

TEST(Rename, WritesExpressionsAsSqliteDoes) {
    random_sql random(1);
    random.with_queries(false);
    database db;
    count_of count;
    for (int i = 0; i < cases(4'000); ++i) {
        std::string sql = random.expression(3);
        if (random.once_in(3)) sql = random.mutated(sql);
        if (flaw_of_expression(sql) == text_flaw::comment) continue;  // SQLite lets the end of the text end it, and the library does not
        ASSERT_TRUE(db.run("BEGIN; DROP TABLE t;"));
        const std::string begin = "CREATE TABLE t(a, b TEXT, \"c d\", date, \"text\", [end], key, abs, glob, \"q\"\"q\", left, x, CHECK (", end = "))";
        if (db.run(begin + sql + end) && db.text("SELECT sql FROM sqlite_schema WHERE name = 't'") == begin + sql + end) {
            const reading found = read_expression(sql, "t");
            const char* const column = random.once_in(2) ? "a" : random.once_in(2) ? "end" : "text";
            if (db.run(std::string("ALTER TABLE t RENAME COLUMN \"") + column + "\" TO \"n\"\"n\"")) {
                ASSERT_FALSE(found.opaque) << sql << "\nat " << found.not_understood.text;
                const std::string wanted = db.text("SELECT sql FROM sqlite_schema WHERE name = 't'");
                const std::string renamed = with_column(sql, found, column, "n\"n");
                ASSERT_EQ(wanted.substr(wanted.find("CHECK (") + 7), renamed + end) << sql;
                ++count.compared, count.changed += renamed != sql ? 1 : 0;
            } else {
                ++count.refused;
            }
        }
        ASSERT_TRUE(db.run("ROLLBACK"));
    }
    RecordProperty("compared", static_cast<int>(count.compared));
    std::printf("%zu compared, %zu changed, %zu refused\n", count.compared, count.changed, count.refused);
    EXPECT_GT(count.changed, 300U);
}

TEST(Rename, WritesViewsAsSqliteDoes) {
    random_sql random(2);
    database db;
    count_of count;
    for (int i = 0; i < cases(8'000); ++i) {
        std::string sql = random.query(2);
        // A query of WITH that nothing uses may be as wrong as it likes, and SQLite renames anything in it then.
        if (random.once_in(3) && sql.find("WITH") == std::string::npos) sql = random.mutated(sql);
        if (flaw_of_expression(sql) == text_flaw::comment) continue;
        ASSERT_TRUE(db.run("BEGIN"));
        const std::string begin = "CREATE VIEW v AS ";
        if (db.run(begin + sql + "\n") && db.run("SELECT 1 FROM v LIMIT 0") && db.text("SELECT sql FROM sqlite_schema WHERE name = 'v'").starts_with(begin + sql)) {
            const reading found = read_query(sql);
            const bool table = random.once_in(3);
            const char* const column = random.once_in(2) ? "a" : "text";
            if (db.run(table ? "ALTER TABLE t RENAME TO \"n n\"" : std::string("ALTER TABLE t RENAME COLUMN \"") + column + "\" TO \"n n\"")) {
                ASSERT_FALSE(found.opaque) << sql << "\nat " << found.not_understood.text;
                std::string wanted = db.text("SELECT sql FROM sqlite_schema WHERE name = 'v'").substr(begin.size());
                const std::string renamed = table ? with_table(sql, found, "n n") : with_column(sql, found, column, "n n");
                ASSERT_EQ(wanted.substr(0, renamed.size()), renamed) << sql << (table ? " table" : column);
                ++count.compared, count.changed += renamed != sql ? 1 : 0;
            } else {
                ++count.refused;
            }
        }
        ASSERT_TRUE(db.run("ROLLBACK"));
    }
    std::printf("%zu compared, %zu changed, %zu refused\n", count.compared, count.changed, count.refused);
    EXPECT_GT(count.changed, 300U);
}

}  // namespace
