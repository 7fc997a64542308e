// SPDX-License-Identifier: BSL-1.0
// The references that the library finds compared with those of SQLite's own parser: its RENAME rewrites exactly what
// refers to a column or table, and its authorizer is called for every column that is read.
#include <aludel/sql/read.hpp>
#include <aludel/sql/rename.hpp>
#include <aludel/sql/text_check.hpp>

#include "random_sql.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
        if (sqlite3_step(statement) == SQLITE_ROW)
            result = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return result;
    }

private:
    sqlite3* db_ = nullptr;
};

/// The tables of random_sql.
answer columns(const source& from, const token& column) {
    static const std::pair<const char*, std::set<std::string>> known[] = {
        {"t", {"a", "b", "c d", "date", "text", "end", "key", "abs", "glob", "q\"q", "left", "x"}},
        {"u", {"a", "y", "z", "text", "t"}},
        {"w w", {"b", "id"}},
        {"one", {"a"}}};
    for (const auto& [name, names] : known) {
        if (!from.table.names(name)) continue;
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
        // SQLite accepts an open comment at the end of the text, the library does not.
        if (flaw_of_expression(sql) == text_flaw::comment) continue;
        ASSERT_TRUE(db.run("BEGIN; DROP TABLE t;"));
        const std::string begin =
                              "CREATE TABLE t(a, b TEXT, \"c d\", date, \"text\", [end], key, abs, glob, \"q\"\"q\", "
                              "left, x, CHECK (",
                          end = "))";
        if (db.run(begin + sql + end) &&
            db.text("SELECT sql FROM sqlite_schema WHERE name = 't'") == begin + sql + end) {
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

/// Renames a column or the table `t` under a view, by SQLite and by the library.
void compare_view(database& db, random_sql& random, const std::string& sql, count_of& count) {
    ASSERT_TRUE(db.run("BEGIN"));
    const std::string begin = "CREATE VIEW v AS ";
    if (db.run(begin + sql + "\n") && db.run("SELECT 1 FROM v LIMIT 0") &&
        db.text("SELECT sql FROM sqlite_schema WHERE name = 'v'").starts_with(begin + sql)) {
        const reading found = read_query(sql);
        const bool table = random.once_in(3);
        const char* const column = random.once_in(2) ? "a" : "text";
        if (db.run(table ? "ALTER TABLE t RENAME TO \"n n\""
                         : std::string("ALTER TABLE t RENAME COLUMN \"") + column + "\" TO \"n n\"")) {
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

TEST(Rename, WritesViewsAsSqliteDoes) {
    random_sql random(2);
    database db;
    count_of count;
    for (int i = 0; i < cases(8'000) && !HasFatalFailure(); ++i) {
        std::string sql = random.query(2);
        // SQLite does not check a query of WITH that is not used, and renames anything in it.
        if (random.once_in(3) && sql.find("WITH") == std::string::npos) sql = random.mutated(sql);
        if (flaw_of_expression(sql) != text_flaw::comment) compare_view(db, random, sql, count);
    }
    std::printf("%zu compared, %zu changed, %zu refused\n", count.compared, count.changed, count.refused);
    EXPECT_GT(count.changed, 300U);
}

// A term of ORDER BY is for the first SELECT that has it as a result, whatever others have in FROM.
TEST(Rename, WritesOrdersOfCompoundQueriesAsSqliteDoes) {
    random_sql random(5);
    database db;
    count_of count;
    for (int i = 0; i < cases(4'000) && !HasFatalFailure(); ++i) compare_view(db, random, random.compound(), count);
    std::printf("%zu compared, %zu changed, %zu refused\n", count.compared, count.changed, count.refused);
    EXPECT_GT(count.changed, 100U);
}

TEST(Rename, WritesTriggersAsSqliteDoes) {
    random_sql random(4);
    database db;
    count_of count;
    for (int i = 0; i < cases(6'000); ++i) {
        // The columns of NEW and OLD are those of t.
        const auto row_expression = [&] {
            const std::string row = random.once_in(2) ? "new" : "OLD";
            return random.once_in(3) ? row + ".a || " + row + ".\"text\""
                                     : "(SELECT " + random.expression(2) + " FROM t)";
        };
        const std::string target = random.once_in(2) ? "t" : "u";
        std::string body;
        for (int k = random.once_in(2) ? 1 : 2; k != 0; --k) {
            body += body.empty() ? "" : "; ";
            if (random.once_in(4)) body += random.query(2);
            else if (random.once_in(3))
                body += "INSERT INTO " + target + "(a, text) SELECT " + row_expression() + ", 1";
            else if (random.once_in(2)) body += "UPDATE " + target + " SET text = " + row_expression() + " WHERE a = 1";
            else body += "DELETE FROM " + target + " WHERE a = " + row_expression();
        }
        const std::string when = row_expression();
        if (flaw_of_statements(body) != text_flaw::none || flaw_of_expression(when) != text_flaw::none) continue;
        ASSERT_TRUE(db.run("BEGIN"));
        const std::string begin = "CREATE TRIGGER tr AFTER UPDATE OF a, text ON t WHEN ";
        const std::string sql = begin + when + "\nBEGIN\n" + body + ";\nEND";
        // SQLite does not check a query of WITH that is not used, and renames anything in it; and in a trigger it takes
        // names in double quotes for text if the columns come from a join in parentheses.
        if (sql.find("JOIN (") != std::string::npos || sql.find("FROM (") != std::string::npos) {
            ASSERT_TRUE(db.run("ROLLBACK"));
            continue;
        }
        if (sql.find("WITH") == std::string::npos && db.run(sql) && db.run("EXPLAIN UPDATE t SET a = 1")) {
            const reading whole = read_statement(sql), condition = read_condition(when, "t"),
                          found = read_body(body, "t");
            const bool table = random.once_in(3);
            const char* const column = random.once_in(2) ? "a" : "text";
            if (db.run(table ? "ALTER TABLE t RENAME TO \"n n\""
                             : std::string("ALTER TABLE t RENAME COLUMN \"") + column + "\" TO \"n n\"")) {
                ASSERT_FALSE(whole.opaque || found.opaque || condition.opaque)
                    << sql << "\nat " << whole.not_understood.text;
                const std::string wanted = db.text("SELECT sql FROM sqlite_schema WHERE name = 'tr'");
                const auto renamed = [&](const std::string& text, const reading& of_text) {
                    return table ? with_table(text, of_text, "n n") : with_column(text, of_text, column, "n n");
                };
                ASSERT_EQ(wanted, renamed(sql, whole)) << sql << (table ? " table" : column);
                ASSERT_TRUE(wanted.ends_with(" WHEN " + renamed(when, condition) + "\nBEGIN\n" + renamed(body, found) +
                                             ";\nEND"))
                    << wanted << "\n"
                    << renamed(when, condition) << "\n"
                    << renamed(body, found);
                ++count.compared, count.changed += wanted != sql ? 1 : 0;
            } else {
                ++count.refused;
            }
        }
        ASSERT_TRUE(db.run("ROLLBACK"));
    }
    std::printf("%zu compared, %zu changed, %zu refused\n", count.compared, count.changed, count.refused);
    EXPECT_GT(count.changed, 300U);
}

using reads = std::set<std::pair<std::string, std::string>>;

int note_read(void* target, int action, const char* table, const char* column, const char*, const char*) {
    if (action == SQLITE_READ && std::string_view(column) != "ROWID" && *column != '\0')
        static_cast<reads*>(target)->insert({table, column});
    return SQLITE_OK;
}

/// The columns that a text reads, as the library understands it.
reads reads_of(const reading& found) {
    static const std::pair<const char*, std::vector<const char*>> tables[] = {
        {"t", {"a", "b", "c d", "date", "text", "end", "key", "abs", "glob", "q\"q", "left", "x"}},
        {"u", {"a", "y", "z", "text", "t"}},
        {"w w", {"b", "id"}},
        {"one", {"a"}}};
    reads result;
    for (const auto& [table, names] : tables)
        for (const char* const name : names)
            if (!tokens_of_column(found, table, name, columns).empty()) result.insert({table, name});
    return result;
}

// Every column for which SQLite calls its authorizer, and no other.
TEST(References, AreWhatSqliteReads) {
    random_sql random(3);
    random.with_stars(false);
    database db;
    std::size_t compared = 0;
    for (int i = 0; i < cases(6'000); ++i) {
        std::string sql = "SELECT " + random.expression(2) + ", " + random.expression(3) + " FROM t";
        if (random.once_in(3)) sql = random.mutated(sql);
        if (flaw_of_expression(sql) != text_flaw::none) continue;
        reads asked;
        sqlite3_set_authorizer(db.handle(), note_read, &asked);
        sqlite3_stmt* statement = nullptr;
        const char* tail = nullptr;
        const bool valid =
            sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &statement, &tail) == SQLITE_OK && *tail == '\0';
        const bool joins = sql.find("NATURAL") != std::string::npos || sql.find("*") != std::string::npos ||
            sql.find(" IN one") != std::string::npos || sql.find(" IN main.one") != std::string::npos ||
            sql.find(" IN t") != std::string::npos || sql.find("WITH") != std::string::npos ||
            sql.find("WINDOW") != std::string::npos;
        sqlite3_finalize(statement);
        sqlite3_set_authorizer(db.handle(), nullptr, nullptr);
        if (!valid || statement == nullptr || joins) continue;  // these read columns that they do not name
        const reading found = read_query(sql);
        ASSERT_FALSE(found.opaque) << sql << "\nat " << found.not_understood.text;
        ASSERT_EQ(reads_of(found), asked) << sql;
        ++compared;
    }
    std::printf("%zu compared\n", compared);
    EXPECT_GT(compared, 500U);
}

// The end of a statement by the library is where SQLite continues.
TEST(Statements, EndWhereSqliteGoesOn) {
    random_sql random(4);
    database db;
    std::size_t compared = 0;
    for (int i = 0; i < cases(6'000); ++i) {
        const auto statement = [&] {
            switch (random.number(7)) {
                case 0: return std::string("DELETE FROM t WHERE ") + random.expression(1);
                case 1: return std::string("UPDATE t SET a = ") + random.expression(1) + ", b = 'a;b'";
                case 2: return std::string("INSERT INTO u(a, y) SELECT a, ';' FROM t");
                case 3:
                    return std::string(
                        "CREATE TEMP TRIGGER tr AFTER UPDATE OF a ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE "
                        "FROM u WHERE a = old.a; END");
                case 4: return std::string("SELECT \";\", [;], `;`, ?1, :a, @b, $c::d(e;f) /* ; */ -- ;\n");
                case 5: return std::string("EXPLAIN CREATE TRIGGER tr AFTER DELETE ON t BEGIN SELECT 1; END");
                default: return "SELECT " + random.expression(1) + " FROM t";
            }
        };
        std::string sql = statement();
        for (std::size_t n = random.number(3); n != 0; --n)
            sql += random.one_of({";", ";;", " ;\n", "; -- end\n;"}) + statement();
        if (random.once_in(3)) sql = random.mutated(sql);
        if (sql.find("/*") != std::string::npos && sql.rfind("*/") == std::string::npos) continue;
        text_check check(sql, text_form::statements, sqlite_lexicon);
        const char* place = sql.c_str();
        while (check.next()) {
            sqlite3_stmt* prepared = nullptr;
            const char* tail = nullptr;
            const bool valid = sqlite3_prepare_v2(db.handle(), place, -1, &prepared, &tail) == SQLITE_OK;
            while (valid && prepared == nullptr && *tail != '\0' &&
                   sqlite3_prepare_v2(db.handle(), tail, -1, &prepared, &tail) == SQLITE_OK) {}
            const bool any = prepared != nullptr;
            sqlite3_finalize(prepared);
            if (!valid || !any) break;
            std::string_view read(place, static_cast<std::size_t>(tail - place));
            const char* const end = check.statement().data() + check.statement().size();
            ASSERT_EQ(tail, *end == ';' ? end + 1 : sql.c_str() + sql.size())
                << sql << "\nread: " << read << "\nstatement: " << check.statement();
            const reading found = read_statement(check.statement());
            const bool explains = check.verb().size() == 7;
            ASSERT_TRUE(explains || !found.opaque) << check.statement() << "\nat " << found.not_understood.text;
            place = tail;
            ++compared;
        }
    }
    std::printf("%zu compared\n", compared);
    EXPECT_GT(compared, 500U);
}

}  // namespace
