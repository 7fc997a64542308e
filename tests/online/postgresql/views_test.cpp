// SPDX-License-Identifier: BSL-1.0
// The server's own views, some 130 that others wrote: each is understood, and uses what the server says that it uses.
#include <aludel/sql/read.hpp>
#include <aludel/sql/uses.hpp>

#include "../../servers/postgresql.hpp"

#include <gtest/gtest.h>

#include <map>     // map
#include <set>     // set
#include <string>  // string

namespace {

namespace al = aludel;
namespace syntax = al::syntax;

using columns = std::set<std::string>;

/// Copies the tables and views of the catalog into a schema of their own, since the server keeps no record of what its
/// own views use. A view that cannot be copied, because its functions ask for the row type of a table, is left out.
void copy_catalog(al::postgresql::connection& db) {
    db.execute("CREATE SCHEMA copies");
    db.execute("SET search_path = copies, pg_catalog, information_schema");
    const std::string columns_of =
        "(SELECT string_agg(format('%I %s', attname, CASE WHEN atttypid = 'anyarray'::regtype THEN 'text[]' ELSE "
        "format_type(atttypid, atttypmod) END), ', ') FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND "
        "attnum > 0)";
    const std::string relations =
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname IN "
        "('pg_catalog', 'information_schema') AND relkind = ";
    for (const auto& row :
         db.query("SELECT format('CREATE TABLE copies.%I (%s)', relname, " + columns_of + ")" + relations + "'r'"))
        db.execute(row[0].value());
    // A view can use others, so that several rounds are needed.
    for (int round = 0; round < 4; ++round)
        for (const auto& row : db.query("SELECT relname, replace(replace(pg_get_viewdef(c.oid), 'pg_catalog.', ''), "
                                        "'information_schema.', '')" +
                                        relations + "'v' AND to_regclass('copies.' || quote_ident(relname)) IS NULL")) {
            try {
                db.execute("CREATE VIEW copies.\"" + row[0].value() + "\" AS " + row[1].value());
            } catch (const al::connection_error&) {}  // not yet, or not at all
        }
}

TEST(PostgresqlViews, UseWhatTheServerSays) {
    const test::postgresql_database database;
    al::postgresql::connection db = database.connect();
    copy_catalog(db);
    std::map<std::string, columns> relations;
    for (const auto& row : db.query("SELECT relname, attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a "
                                    "ON attrelid = c.oid WHERE relnamespace = 'copies'::regnamespace AND attnum > 0"))
        relations[row[0].value()].insert(row[1].value());
    std::map<std::string, std::map<std::string, columns>> used;  // by view and table
    for (const auto& row :
         db.query("SELECT DISTINCT v.relname, t.relname, coalesce(attname, '') FROM pg_catalog.pg_depend d JOIN "
                  "pg_catalog.pg_rewrite r ON r.oid = objid AND classid = 'pg_catalog.pg_rewrite'::regclass JOIN "
                  "pg_catalog.pg_class v ON v.oid = ev_class JOIN pg_catalog.pg_class t ON t.oid = refobjid AND "
                  "refclassid = 'pg_catalog.pg_class'::regclass LEFT JOIN pg_catalog.pg_attribute a ON attrelid = "
                  "t.oid AND attnum = refobjsubid AND refobjsubid > 0 WHERE v.oid <> t.oid AND v.relnamespace = "
                  "'copies'::regnamespace"))
        used[row[0].value()][row[1].value()].insert(row[2].value());
    const auto lookup = [&](const syntax::token& table, const syntax::token& column) {
        for (const auto& [name, names] : relations)
            if (table.names(al::name(name))) {
                for (const std::string& each : names)
                    if (column.names(al::name(each))) return syntax::answer::yes;
                return syntax::answer::no;
            }
        return syntax::answer::unknown;
    };
    const syntax::lexicon& lexicon = syntax::lexicon_of(al::postgresql.id);

    int count = 0;
    for (const auto& row : db.query("SELECT relname, pg_get_viewdef(oid) FROM pg_catalog.pg_class WHERE relkind = 'v' "
                                    "AND relnamespace = 'copies'::regnamespace ORDER BY 1")) {
        const std::string view = row[0].value(), query = row[1].value();
        ++count;
        const syntax::reading found = syntax::read_query(query, lexicon);
        ASSERT_FALSE(found.opaque) << view << ": " << query << "\nnot understood: " << found.not_understood.text;
        const syntax::reference* const unknown = syntax::unknown_column(found, lookup);
        EXPECT_EQ(unknown, nullptr) << view << ": " << unknown->name.text;
        for (const auto& [table, names] : relations) {
            // The server also records the constant in `'a_table'::regclass`, which is a text to the reader.
            if (query.find("'" + table + "'::regclass") != std::string::npos) continue;
            const bool is_used = used[view].count(table) != 0;
            EXPECT_EQ(syntax::query_uses_table(query, table, lexicon), is_used) << view << ": " << table;
            if (!is_used) continue;
            for (const std::string& column : names)
                EXPECT_EQ(syntax::query_uses_column(query, table, column, lookup, lexicon),
                          used[view][table].count(column) != 0)
                    << view << ": " << table << '.' << column;
        }
    }
    EXPECT_GE(count, 100);
}

}  // namespace
