// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/mariadb.hpp>
#include <aludel/connection/mysql.hpp>

#include <cstdlib>      // getenv
#include <fstream>      // ifstream
#include <stdexcept>    // runtime_error
#include <string>       // string, to_string
#include <string_view>  // string_view

#include <unistd.h>  // getpid

/// Databases on the MariaDB or MySQL server that the tests have started (tests/servers/mariadb.sh).
namespace test {

/// The database that a program tests. Compiled with ALUDEL_ON_MYSQL it is MySQL.
#if defined(ALUDEL_ON_MYSQL)
using connection = aludel::mysql::connection;
inline constexpr aludel::op::dialect server = aludel::mysql;
#else
using connection = aludel::mariadb::connection;
inline constexpr aludel::op::dialect server = aludel::mariadb;
#endif
inline constexpr bool on_mysql = server.id == aludel::mysql.id;

/// The URL of one of the server's databases. ALUDEL_MARIADB names the file with a URL.
inline std::string mariadb_url(std::string_view database = "mysql") {
    const char* const path = std::getenv("ALUDEL_MARIADB");
    std::ifstream file(path == nullptr ? "" : path);
    std::string url;
    if (!std::getline(file, url)) throw std::runtime_error("no server: ALUDEL_MARIADB must be a file with its URL");
    return url.replace(url.find("/mysql?") + 1, 5, database);
}

/// A new database, dropped at the end.
class mariadb_database {
public:
    mariadb_database() { server_.execute("CREATE DATABASE " + name_); }
    mariadb_database(const mariadb_database&) = delete;
    mariadb_database& operator=(const mariadb_database&) = delete;
    ~mariadb_database() {
        try {
            server_.execute("DROP DATABASE " + name_);
        } catch (const aludel::connection_error&) {}  // the server is stopped behind the tests anyway
    }

    /// Empties it.
    void clear() const { server_.execute("DROP DATABASE " + name_ + "; CREATE DATABASE " + name_); }

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string url() const { return mariadb_url(name_); }
    [[nodiscard]] test::connection connect() const { return test::connection(url()); }

private:
    static std::string new_name() {
        static int count = 0;
        return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    }

    std::string name_ = new_name();
    mutable test::connection server_{mariadb_url()};
};

/// The rows of a query as text, for comparisons.
inline std::string text_of(connection& db, std::string_view sql) {
    std::string result;
    for (const aludel::row_values& row : db.query(sql)) {
        for (const auto& each : row) result += each.value_or("NULL") + "|";
        result += "\n";
    }
    return result;
}

/// All that the catalog knows of tables, views, indexes and triggers outside of the library's own, in a fixed order. An
/// index that the server has created for a foreign key is left out.
inline std::string catalog(connection& db) {
    // The server quotes names in expressions as the sql_mode says.
    db.execute("SET @mode_of_test = @@sql_mode; SET SESSION sql_mode = ''");
    const std::string own = " table_schema = DATABASE() AND table_name NOT LIKE 'aludel\\_%' ";
    const std::string result =
        text_of(db,
                "SELECT table_name, table_type, engine, table_collation, table_comment FROM "
                "information_schema.tables WHERE" +
                    own + "ORDER BY 1") +
        text_of(db,
                "SELECT table_name, column_name, column_type, is_nullable, column_default, extra, collation_name, "
                "generation_expression, column_comment, column_key FROM information_schema.columns WHERE" +
                    own + "ORDER BY 1, 2") +
        text_of(
            db,
            "SELECT table_name, index_name, seq_in_index, non_unique, column_name, collation, sub_part, index_type" +
                std::string(on_mysql ? ", expression" : "") + " FROM information_schema.statistics s WHERE" + own +
                "AND NOT EXISTS (SELECT 1 FROM information_schema.referential_constraints k WHERE "
                "k.constraint_schema = s.table_schema AND k.table_name = s.table_name AND k.constraint_name = "
                "s.index_name) ORDER BY 1, 2, 3") +
        text_of(db,
                "SELECT u.table_name, u.constraint_name, u.ordinal_position, u.column_name, u.referenced_table_name, "
                "u.referenced_column_name, k.update_rule, k.delete_rule FROM information_schema.key_column_usage u "
                "JOIN information_schema.referential_constraints k ON k.constraint_schema = u.table_schema AND "
                "k.constraint_name = u.constraint_name WHERE u.table_schema = DATABASE() ORDER BY 1, 2, 3") +
        text_of(db,
                "SELECT k.table_name, k.constraint_name, c.check_clause FROM information_schema.table_constraints k "
                "JOIN information_schema.check_constraints c ON c.constraint_schema = k.constraint_schema AND "
                "c.constraint_name = k.constraint_name" +
                    std::string(on_mysql ? "" : " AND c.table_name = k.table_name") +
                    " WHERE k.constraint_schema = DATABASE() AND k.constraint_type = 'CHECK' ORDER BY 1, 2") +
        text_of(db,
                "SELECT table_name, REPLACE(view_definition, CONCAT('`', DATABASE(), '`.'), '') FROM "
                "information_schema.views WHERE" +
                    own + "ORDER BY 1") +
        text_of(db,
                "SELECT trigger_name, event_manipulation, event_object_table, action_timing, action_statement FROM "
                "information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1");
    db.execute("SET SESSION sql_mode = @mode_of_test");
    return result;
}

}  // namespace test
