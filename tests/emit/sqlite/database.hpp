// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ledger.hpp"

#include <sqlite3.h>

#include <stdexcept>  // runtime_error
#include <string>     // string
#include <vector>     // vector

namespace test {

struct sqlite_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A SQLite database, in memory unless a file is named.
class database {
public:
    explicit database(const std::string& file = ":memory:") {
        if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK) throw sqlite_error("cannot open");
    }
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database() { sqlite3_close(db_); }

    void execute(const std::string& sql) {
        char* message = nullptr;
        if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
        const std::string value = message;
        sqlite3_free(message);
        throw sqlite_error(value + "\nin: " + sql);
    }

    /// Every value of the result as SQL, cells separated by |, one row per line.
    std::string query(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw sqlite_error(sqlite3_errmsg(db_) + ("\nin: " + sql));
        std::string input;
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const int type = sqlite3_column_type(statement, i);
                const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
                const std::string held = bytes == nullptr
                    ? ""
                    : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
                input += i == 0 ? "" : "|";
                input += type == SQLITE_NULL ? "NULL"
                    : type == SQLITE_TEXT    ? "'" + held + "'"
                    : type == SQLITE_BLOB    ? "x'" + held + "'"
                                             : held;
            }
            input += "\n";
        }
        sqlite3_finalize(statement);
        if (result != SQLITE_DONE) throw sqlite_error(sqlite3_errmsg(db_) + ("\nin: " + sql));
        return input;
    }
    std::vector<std::string> texts(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw sqlite_error(sqlite3_errmsg(db_) + ("\nin: " + sql));
        std::vector<std::string> whole;
        while (sqlite3_step(statement) == SQLITE_ROW)
            whole.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        return whole;
    }

    /// Runs a revision as the online engine does: foreign keys off before the transaction, and `save` and `restore`
    /// statements executed.
    void migrate(const revision_sql& result) {
        const bool enforced = query("PRAGMA foreign_keys") == "1\n";
        if (result.foreign_keys_off) execute("PRAGMA foreign_keys = OFF");
        execute("BEGIN IMMEDIATE");
        try {
            std::vector<std::string> saved;
            for (const al::statement& each : result.statements) {
                if (each.kind == al::statement_kind::sql) execute(each.sql.str());
                if (each.kind == al::statement_kind::save) saved = texts(each.sql.str());
                if (each.kind == al::statement_kind::restore)
                    for (const std::string& sql : saved) execute(sql);
            }
            execute("COMMIT");
        } catch (...) {
            execute("ROLLBACK");
            if (enforced) execute("PRAGMA foreign_keys = ON");
            throw;
        }
        if (enforced) execute("PRAGMA foreign_keys = ON");
    }

    /// Runs it as `sqlite3 -bail` runs a script: text only, stopping at the first error.
    void run_script(const revision_sql& result, bool in_transaction_of_another = false) {
        if (in_transaction_of_another) execute("BEGIN");
        execute("PRAGMA foreign_keys = OFF");
        if (!in_transaction_of_another) execute("BEGIN IMMEDIATE");
        try {
            for (const al::statement& each : result.statements)
                if (each.kind == al::statement_kind::sql || each.kind == al::statement_kind::script_only)
                    execute(each.sql.str());
            execute("COMMIT");
        } catch (...) {
            execute("ROLLBACK");
            throw;
        }
    }

    std::string catalog() {
        return query(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type DESC, "
            "name");
    }

private:
    sqlite3* db_ = nullptr;
};

}  // namespace test
