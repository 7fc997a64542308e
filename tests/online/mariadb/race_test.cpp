// SPDX-License-Identifier: BSL-1.0
// What other connections do between two statements of a migration.
#include "../../servers/mariadb.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <string>  // string

namespace {

namespace al = aludel;
using test::connection;

inline constexpr auto on_server = al::settings().dialects(test::server);
inline constexpr auto numbers = al::revision("numbers").upgrade(
    al::create_table("n", al::column("id", al::integer, al::primary_key), al::column("n", al::integer)));
inline constexpr auto counted =
    al::revision("counted").revises("numbers").without_transaction().irreversible("test").upgrade(
        al::execute_in_batches("UPDATE n SET n = n.n + 1 WHERE id <> 0", 2));
inline constexpr al::history<on_server, numbers, counted> batches{};

/// Where a transaction does not change what another has changed since its first query, which newer servers of MariaDB
/// do by default, it is repeated.
TEST(MariadbRace, RowsThatAnotherChangesBeforeTheirBatch) {
    if (test::on_mysql) GTEST_SKIP() << "a setting of MariaDB";
    const test::mariadb_database own;
    connection db = own.connect(), other = own.connect();
    al::upgrade<batches>(db, "numbers");
    db.execute(
        "INSERT INTO n VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0); SET SESSION innodb_snapshot_isolation = ON");
    int batch = 0, repeats = 0;
    al::upgrade<batches>(
        db, {.watch = [&](const al::migration_event& event) {
            repeats += event.kind == al::event_kind::repeat ? 1 : 0;
            if (event.kind == al::event_kind::statement && event.sql.starts_with("UPDATE") && ++batch == 2)
                other.execute("UPDATE n SET n = n + 10 WHERE id = 4");
        }});
    EXPECT_EQ(repeats, 1);
    EXPECT_EQ(test::text_of(db, "SELECT id, n FROM n"), "1|1|\n2|1|\n3|1|\n4|11|\n5|1|\n");
}

}  // namespace
