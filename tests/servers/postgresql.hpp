// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/postgresql.hpp>

#include <cstdlib>      // getenv
#include <fstream>      // ifstream
#include <stdexcept>    // runtime_error
#include <string>       // string, to_string
#include <string_view>  // string_view

#include <unistd.h>  // getpid

/// Databases on the PostgreSQL server that the tests have started (tests/servers/postgresql.sh).
namespace test {

/// The URL of one of the server's databases. ALUDEL_POSTGRESQL names the file with a URL.
inline std::string server_url(std::string_view database = "postgres") {
    const char* const path = std::getenv("ALUDEL_POSTGRESQL");
    std::ifstream file(path == nullptr ? "" : path);
    std::string url;
    if (!std::getline(file, url))
        throw std::runtime_error("no PostgreSQL server: ALUDEL_POSTGRESQL must be a file with its URL");
    return url.replace(url.find("/postgres?") + 1, 8, database);
}
/// The same through PgBouncer, in transaction mode, whose file lies beside; empty: it is not there.
inline std::string pooled_url(std::string_view database) {
    const char* const path = std::getenv("ALUDEL_POSTGRESQL");
    std::string beside = path == nullptr ? "" : path, url;
    std::ifstream file(beside.substr(0, beside.rfind('/') + 1) + "pgbouncer");
    if (std::getline(file, url)) url.replace(url.find("/postgres?") + 1, 8, database);
    return url;
}

/// A new database, dropped at the end.
class postgresql_database {
public:
    postgresql_database() { server_.execute("CREATE DATABASE " + name_ + " TEMPLATE template0"); }
    postgresql_database(const postgresql_database&) = delete;
    postgresql_database& operator=(const postgresql_database&) = delete;
    ~postgresql_database() {
        try {
            server_.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ + "'");
            server_.execute("DROP DATABASE " + name_);
        } catch (const aludel::connection_error&) {}  // the server is stopped behind the tests anyway
    }

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string url() const { return server_url(name_); }
    [[nodiscard]] aludel::postgresql::connection connect() const { return aludel::postgresql::connection(url()); }

private:
    static std::string new_name() {
        static int count = 0;
        return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    }

    std::string name_ = new_name();
    aludel::postgresql::connection server_{server_url()};
};

/// The version of the server, such as 15.
inline int major_version(aludel::postgresql::connection& db) {
    return std::stoi(*db.query("SHOW server_version_num")[0][0]) / 10'000;
}

/// The rows of a query as text, for comparisons.
inline std::string text_of(aludel::postgresql::connection& db, std::string_view sql) {
    std::string result;
    for (const aludel::row_values& row : db.query(sql)) {
        for (const auto& each : row) result += each.value_or("NULL") + "|";
        result += "\n";
    }
    return result;
}

/// All that the catalog knows of tables, views and indexes outside of the library's own, in a fixed order. Left out are
/// the names of sequences, which tell how a table was called when it was created.
inline std::string catalog(aludel::postgresql::connection& db) {
    return text_of(
               db,
               "SELECT c.relkind, n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
               "regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^nextval.*', 'nextval'), a.attidentity, "
               "a.attgenerated, col_description(c.oid, a.attnum), "
               "obj_description(c.oid), c.relpersistence, c.reloptions, (SELECT spcname FROM pg_tablespace s WHERE "
               "s.oid = c.reltablespace), pg_get_partkeydef(c.oid), (SELECT seqstart || '/' || seqincrement FROM "
               "pg_sequence WHERE a.attidentity <> '' AND seqrelid = pg_get_serial_sequence(c.oid::regclass::text, "
               "a.attname)::regclass) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
               "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
               "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
               "WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^(pg_|information_schema)' "
               "AND c.relname !~ '^aludel_' ORDER BY 1, 2, 3, 4") +
        text_of(
               db,
               "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
               "WHERE conrelid <> 0 AND contype <> 'n' AND conrelid::regclass::text !~ '(pg_|aludel_)' ORDER BY 1, 2") +
        text_of(db,
                "SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
                "WHERE indrelid::regclass::text !~ '(pg_|aludel_)' ORDER BY 1, 2") +
        text_of(db,
                "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER "
                "BY 1, 2") +
        text_of(db,
                "SELECT t.typnamespace::regnamespace, t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) "
                "FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid "
                "GROUP BY t.oid, t.typnamespace, t.typname ORDER BY 1, 2") +
        text_of(db,
                "SELECT oid::regclass::text, pg_get_viewdef(oid, true) FROM pg_class WHERE relkind IN ('v', 'm') AND "
                "relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1");
}

}  // namespace test
