// SPDX-License-Identifier: BSL-1.0
// What is said of how the server changes a table, compared with the server: each change is asked for with the algorithm
// that is said to be the best, which it accepts, and with the next better one, which it refuses; and so for the lock.
#include "../../servers/mariadb.hpp"

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace {

namespace al = aludel;
namespace op = aludel::op;
using connection = al::mariadb::connection;
using dialect = al::dialect_of<al::mariadb.id>;

constexpr auto shop =
    al::revision("a", "shop")
        .upgrade(
            al::create_table("people", al::column("id", al::integer, al::primary_key), al::column("age", al::integer)),
            al::create_table("books", al::column("id", al::integer, al::primary_key),
                             al::column("title", al::varchar(20)), al::column("short", al::varchar(63)),
                             al::column("long", al::varchar(100)), al::column("price", al::numeric(8, 2)),
                             al::column("pages", al::integer), al::column("code", al::integer, al::unique),
                             al::column("number", al::integer, al::not_null),
                             al::column("who", al::integer, al::references("people", "id").named("who_key")),
                             al::column("kind", al::enumeration("kind", "new", "old"), al::default_to("new")),
                             al::column("note", al::text), al::column("seen", al::timestamp),
                             al::column("tag", al::varchar(20), al::indexed), al::column("a", al::integer),
                             al::column("b", al::integer), al::check("pages > 0").named("paged")),
            al::create_index("by_a", "books", "a", "b"), al::create_index("by_number", "books", "number"),
            al::create_table("loose", al::column("a", al::integer, al::not_null), al::column("b", al::integer)),
            al::create_table("computed", al::column("id", al::integer, al::primary_key), al::column("a", al::integer),
                             al::column("twice", al::integer, al::generated("a * 2", al::virtual_)),
                             al::column("stored", al::integer, al::generated("a * 3", al::stored)),
                             al::column("c", al::integer)));

/// Whether the server accepts a statement.
std::string refusal(connection& db, std::string sql, std::string_view option) {
    const bool is_index = sql.starts_with("CREATE");
    try {
        db.execute(sql.append(is_index ? " " : ", ").append(option));
    } catch (const al::connection_error& error) {
        return error.what();
    }
    return {};
}

constexpr op::settings mariadb_only = [] {
    op::settings result{};
    al::settings().dialects(al::mariadb).add_to(result);
    return result;
}();

/// Compares what is said of each statement of a revision with what the server accepts. `shown` is what is said of the
/// last one.
template <class Second>
void compare(const Second& second, std::string_view shown) {
    static const test::mariadb_database own;
    const op::revision all[] = {shop.view(), second.view()};
    const al::revision_index order[] = {0, 1};
    const auto restart = [&](std::size_t count) {
        own.clear();
        connection db = own.connect();
        db.execute("SET sql_mode = '" + std::string(al::mysql_family::sql_mode) + "'");
        al::migration<dialect> way(al::history_view{{}, &mariadb_only, {all, 2}, {order, 2}, {}}, al::mariadb);
        way.upgrade("head");
        for (const al::statement& each : way.render(0).statements) db.execute(each.sql.str());
        db.execute(
            "INSERT INTO people VALUES (1, 1), (2, 2); INSERT INTO loose VALUES (1, 1), (2, 2);"
            "INSERT INTO computed (id, a, c) VALUES (1, 1, 1), (2, 2, 2);"
            "INSERT INTO books VALUES (1, 't', 's', 'l', 1, 1, 1, 1, 1, 'new', 'n', now(), 'x', 1, 1), "
            "(2, 't', 's', 'l', 2, 2, 2, 2, 2, 'old', 'n', now(), 'y', 2, 2)");
        const auto step = way.render(1);
        for (std::size_t i = 0; i < count; ++i) db.execute(step.statements[i].sql.str());
        return db;
    };
    al::migration<dialect> way(al::history_view{{}, &mariadb_only, {all, 2}, {order, 2}, {}}, al::mariadb);
    way.upgrade("head");
    (void)way.render(0);
    al::detail::effect_replay<dialect> replay(way.renderer().current());
    const auto step = way.render(1);
    const al::detail::vector<al::statement_effect> found = replay.read(all[1], all[1].upgrade, step.statements);
    std::string last;
    for (std::size_t i = 0; i < step.statements.size(); ++i) {
        const std::string sql = step.statements[i].sql.str();
        SCOPED_TRACE(sql);
        last = std::string(found[i].algorithm) + " " + std::string(found[i].lock);
        if (found[i].algorithm.empty() || sql[0] == 'D' || sql[0] == 'O') continue;  // they have no options
        connection db = restart(i);
        std::string_view better;  // a refused statement changes nothing
        for (const std::string_view each : {"INSTANT", "NOCOPY", "INPLACE", "COPY"}) {
            if (each == found[i].algorithm) break;
            better = each;
        }
        if (!better.empty()) {
            EXPECT_NE(refusal(db, sql, "ALGORITHM=" + std::string(better)), "") << better;
        }
        const std::string best = "ALGORITHM=" + std::string(found[i].algorithm) + (sql[0] == 'C' ? " " : ", ");
        const std::string_view freer = found[i].lock == "SHARED" ? "NONE"
            : found[i].lock == "EXCLUSIVE"                       ? "SHARED"
                                                                 : "";
        if (!freer.empty()) {
            EXPECT_NE(refusal(db, sql, best + "LOCK=" + std::string(freer)), "") << freer;
        }
        EXPECT_EQ(refusal(db, sql, best + "LOCK=" + std::string(found[i].lock)), "");
    }
    EXPECT_EQ(last, shown);
}

#define EXPECT_AS_SAID(shown, ...) \
    compare(al::revision("b", "then").revises("a").upgrade(__VA_ARGS__).irreversible("test"), shown)

TEST(MariadbEffect, NewColumns) {
    EXPECT_AS_SAID("INSTANT NONE", al::add_column("books", al::column("x", al::integer)));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::add_column("books", al::column("x", al::integer, al::not_null, al::default_to(5))));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::add_column("books", al::column("x", al::timestamp, al::default_to(al::current_timestamp))));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::add_column("books", al::column("x", al::integer, al::default_to(al::sql("1 + 2")))));
    EXPECT_AS_SAID("COPY SHARED",
                   al::add_column("books", al::column("x", al::uuid, al::default_to(al::sql("uuid()")))));
    EXPECT_AS_SAID("COPY SHARED",
                   al::add_column("books", al::column("x", al::integer, al::default_to(al::sql("pages")))));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::add_column("books", al::column("x", al::integer, al::generated("pages + 1", al::virtual_))));
    EXPECT_AS_SAID("COPY SHARED",
                   al::add_column("books", al::column("x", al::integer, al::generated("pages + 1", al::stored))));
    EXPECT_AS_SAID("COPY SHARED", al::add_column("books", al::column("x", al::integer, al::check("x > 0"))));
    EXPECT_AS_SAID("COPY SHARED",
                   al::add_column("books", al::column("x", al::integer, al::references("people", "id"))));
    EXPECT_AS_SAID("INPLACE NONE", al::add_column("books", al::column("x", al::integer, al::unique)));
    EXPECT_AS_SAID("NOCOPY NONE", al::add_column("books", al::column("x", al::integer, al::indexed)));
    EXPECT_AS_SAID("INPLACE SHARED",
                   al::add_column("loose", al::column("x", al::integer, al::primary_key, al::autoincrement)));
    EXPECT_AS_SAID("INPLACE NONE",
                   al::add_column("books", al::column("x", al::integer, al::not_null)).fill(al::sql("pages")));
    EXPECT_AS_SAID(
        "COPY SHARED",
        al::add_column("books", al::column("x", al::integer, al::not_null, al::check("x > 0"))).fill(al::sql("pages")));
}

TEST(MariadbEffect, ChangedColumns) {
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "pages").type(al::bigint));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "title").type(al::varchar(40)));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "title").type(al::varchar(400)));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "short").type(al::varchar(64)));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "long").type(al::varchar(200)));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "long").type(al::varchar(64)));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "title").type(al::text));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "price").type(al::numeric(10, 2)));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::alter_column("books", "kind").type(al::enumeration("kind", "new", "old", "lost")));
    EXPECT_AS_SAID("COPY SHARED",
                   al::alter_column("books", "kind").type(al::enumeration("kind", "new", "lost", "old")));
    EXPECT_AS_SAID("INPLACE NONE", al::alter_column("books", "pages").not_null());
    EXPECT_AS_SAID("INPLACE NONE", al::alter_column("books", "pages").not_null().fill(al::sql("1")));
    EXPECT_AS_SAID("INPLACE NONE", al::alter_column("books", "number").nullable());
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "pages").default_to(7));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "seen").default_to(al::current_timestamp));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "number").drop_default());
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "pages").comment("how many"));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "title").collate("utf8mb4_bin"));
    EXPECT_AS_SAID("NOCOPY NONE", al::alter_column("books", "tag").collate("utf8mb4_bin"));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("books", "title").collate("latin1_bin"));
    EXPECT_AS_SAID("INSTANT NONE", al::alter_column("books", "title").rename_to("name").type(al::varchar(30)));
    EXPECT_AS_SAID("INPLACE NONE", al::alter_column("people", "age").type(al::bigint).not_null().fill(al::sql("1")));
    EXPECT_AS_SAID("INSTANT NONE", al::rename_column("books", "title", "name"));
    EXPECT_AS_SAID("COPY SHARED", al::alter_column("computed", "c").not_null());
    EXPECT_AS_SAID("INPLACE NONE", al::drop_constraint("books", "who_key"),
                   al::alter_column("books", "who").not_null());
}

TEST(MariadbEffect, DroppedColumns) {
    EXPECT_AS_SAID("INSTANT NONE", al::drop_column("books", "title"));
    EXPECT_AS_SAID("NOCOPY NONE", al::drop_column("books", "code"));
    EXPECT_AS_SAID("INPLACE NONE", al::drop_column("books", "a"));
    EXPECT_AS_SAID("INSTANT NONE", al::drop_column("computed", "twice"));
    EXPECT_AS_SAID("INSTANT NONE", al::drop_column("computed", "stored"));
}

TEST(MariadbEffect, ConstraintsAndIndexes) {
    EXPECT_AS_SAID("COPY SHARED", al::add_constraint("books", al::check("number > 0")));
    EXPECT_AS_SAID("COPY SHARED", al::add_constraint("books", al::foreign_key("number").references("people", "id")));
    EXPECT_AS_SAID("NOCOPY NONE", al::add_constraint("books", al::unique("number")));
    EXPECT_AS_SAID("INPLACE NONE", al::add_constraint("loose", al::primary_key("a")));
    EXPECT_AS_SAID("INSTANT NONE", al::drop_constraint("books", "paged"));
    EXPECT_AS_SAID("COPY SHARED", al::add_constraint("loose", al::primary_key("a").named("key")),
                   al::drop_constraint("loose", "key"));
    EXPECT_AS_SAID("NOCOPY NONE", al::drop_constraint("books", "who_key"));
    EXPECT_AS_SAID("INSTANT NONE", al::create_index("by_who", "books", "who"), al::drop_constraint("books", "who_key"));
    EXPECT_AS_SAID("NOCOPY NONE", al::create_index("by_seen", "books", "seen"));
    EXPECT_AS_SAID("NOCOPY NONE", al::create_index("by_seen", "books", "seen", "number").unique());
    EXPECT_AS_SAID("INPLACE SHARED", al::create_index("by_note", "books", "note").using_method("fulltext"));
    EXPECT_AS_SAID("NOCOPY NONE", al::drop_index("by_number"));
}

TEST(MariadbEffect, Tables) {
    EXPECT_AS_SAID("INSTANT EXCLUSIVE", al::rename_table("books", "volumes"));
    EXPECT_AS_SAID("INSTANT NONE", al::comment_on_table("books", "printed"));
    EXPECT_AS_SAID(" EXCLUSIVE", al::drop_table("loose"));
    EXPECT_AS_SAID(" ", al::execute("UPDATE books SET pages = 1"));
    EXPECT_AS_SAID(" ", al::execute("SELECT 1 FROM DUAL"));
}

TEST(MariadbEffect, Options) {
    static constexpr auto second =
        al::revision("b", "then")
            .revises("a")
            .upgrade(al::add_column("books", al::column("x", al::integer)).algorithm(al::algorithm::instant),
                     al::add_column("books", al::column("y", al::integer, al::not_null))
                         .fill(al::sql("pages"))
                         .lock(al::locking::none),
                     al::create_index("by_x", "books", "x").algorithm(al::algorithm::nocopy).lock(al::locking::none),
                     al::create_index("by_y", "books", "y").concurrently().lock(al::locking::none),
                     al::drop_index("by_number").algorithm(al::algorithm::nocopy),
                     al::rename_table("books", "volumes").lock(al::locking::exclusive))
            .irreversible("test");
    static constexpr auto only = al::settings().dialects(al::mariadb).level(al::rule::raw_sql, al::level::off);
    static constexpr al::history<only, shop, second> history{};
    const test::mariadb_database own;
    connection db = own.connect();
    al::upgrade<history>(db);
    std::string written;
    for (const al::planned_statement& each : al::effects<history>(al::mariadb, "a", "b")) written += each.sql + "\n";
    EXPECT_EQ(written,
              "ALTER TABLE `books` ADD COLUMN `x` INTEGER, ALGORITHM=INSTANT\n"
              "ALTER TABLE `books` ADD COLUMN `y` INTEGER, LOCK=NONE\n"
              "UPDATE `books` SET `y` = (pages)\n"
              "ALTER TABLE `books` MODIFY `y` INTEGER NOT NULL, LOCK=NONE\n"
              "CREATE INDEX `by_x` ON `books` (`x`) ALGORITHM=NOCOPY LOCK=NONE\n"
              "CREATE INDEX `by_y` ON `books` (`y`) LOCK=NONE\n"
              "ALTER TABLE `books` DROP INDEX `by_number`, ALGORITHM=NOCOPY\n"
              "ALTER TABLE `books` RENAME TO `volumes`, LOCK=EXCLUSIVE\n");
    EXPECT_EQ(al::effects<history>(al::mariadb, "a", "b")[0].effect.algorithm, "INSTANT");
    // MySQL is told by the same words, and differs in what it calls them.
    EXPECT_EQ(al::effects<history>(al::mysql, "a", "b")[4].effect.algorithm, "INPLACE");
}

TEST(MariadbEffect, Texts) {
    EXPECT_AS_SAID("COPY SHARED", al::execute("ALTER TABLE books CONVERT TO CHARACTER SET utf8mb3"));
    EXPECT_AS_SAID("INPLACE NONE", al::execute("ALTER TABLE books ENGINE=InnoDB"));
    EXPECT_AS_SAID("INPLACE NONE", al::execute("ALTER TABLE books FORCE"));
    EXPECT_AS_SAID("INSTANT NONE",
                   al::execute("ALTER TABLE books ADD COLUMN x INT, ADD COLUMN y VARCHAR(9) DEFAULT 'a'"));
    EXPECT_AS_SAID("INPLACE NONE", al::execute("ALTER TABLE books ADD COLUMN x INT, ADD UNIQUE k (x)"));
    EXPECT_AS_SAID("INPLACE NONE", al::execute("ALTER TABLE people DROP PRIMARY KEY, ADD PRIMARY KEY (id, age)"));
    EXPECT_AS_SAID("COPY SHARED", al::execute("ALTER TABLE loose ADD PRIMARY KEY (a)"),
                   al::execute("ALTER TABLE loose DROP PRIMARY KEY"));
    EXPECT_AS_SAID("INSTANT NONE", al::execute("ALTER TABLE books DROP FOREIGN KEY who_key"));
    EXPECT_AS_SAID("NOCOPY NONE", al::execute("ALTER TABLE books DROP INDEX by_a, ADD INDEX by_b (b)"));
    EXPECT_AS_SAID("COPY SHARED", al::execute("ALTER TABLE books MODIFY pages BIGINT"));
    EXPECT_AS_SAID("INSTANT EXCLUSIVE", al::execute("ALTER TABLE books RENAME TO volumes"));
    EXPECT_AS_SAID("INSTANT NONE", al::execute("ALTER TABLE books DROP COLUMN title, RENAME COLUMN note TO notes"));
    EXPECT_AS_SAID("INPLACE NONE", al::execute("OPTIMIZE TABLE books"));
}

}  // namespace
