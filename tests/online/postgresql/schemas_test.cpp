// SPDX-License-Identifier: BSL-1.0
// Tables of one name in two schemas of a PostgreSQL database: every operation finds its own, downgrades lead back, and
// a comparison tells them apart.
#include "../../servers/postgresql.hpp"

#include <aludel.hpp>
#include <aludel/online/run_flow.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;

inline constexpr auto audit = al::in_schema("audit");
inline constexpr auto only = al::settings().dialects(al::postgresql);
inline constexpr auto start = al::revision("start").upgrade(
    al::create_schema("audit"),
    al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("email", al::text),
                     al::index("ix_email", "email")),
    al::create_table("users", audit, al::column("no", al::integer, al::primary_key),
                     al::column("user_id", al::integer, al::references("users", "id")), al::column("note", al::text),
                     al::index("ix_email", "user_id"), al::comment("who changed what")),
    al::create_table("events", audit, al::column("id", al::integer, al::primary_key)));
inline constexpr auto more =
    al::revision("more")
        .revises("start")
        .upgrade(
            al::add_column("users", al::column("name", al::text, al::not_null, al::default_to("x"))).in_schema("audit"),
            al::add_column("users", al::column("last", al::integer, al::references("users", "no", audit))),
            al::create_view("both",
                            "SELECT users.email, a.name FROM users JOIN audit.users AS a ON a.user_id = users.id"),
            al::create_view("users_of", "SELECT users.no FROM audit.users WHERE users.note IS NOT NULL"),
            al::create_index("ix_name", "users", "name", audit),
            al::add_constraint("users", al::check("no > 0").named("ck_no")).in_schema("audit"),
            al::comment_on_table("users", "who is here"),
            al::create_trigger("lower_name", al::before, al::update_of("name"), "users", "new.name := lower(new.name)")
                .in_schema("audit"),
            al::insert("users", al::row(al::value("no", 1), al::value("name", "A"))).in_schema("audit"))
        .acknowledge(al::rule::adds_check, "new");
inline constexpr auto changed =
    al::revision("changed")
        .revises("more")
        .upgrade(al::drop_view("users_of"), al::rename_column("users", "note", "remark", audit),
                 al::alter_column("users", "email").not_null().fill(al::sql("'none'")),
                 al::drop_index("ix_email", audit),
                 al::alter_column("users", "remark").type(al::varchar(9)).in_schema("audit"),
                 al::drop_constraint("users", "ck_no", audit), al::drop_trigger("lower_name"))
        .acknowledge(al::rule::drops_constraint, "nobody does")
        .acknowledge(al::rule::narrows_type, "short");
inline constexpr auto renamed =
    al::revision("renamed")
        .revises("changed")
        .upgrade(al::drop_view("both"), al::rename_table("users", "people", audit),
                 al::drop_constraint("users", "fk_users_last_users"), al::drop_column("users", "last"))
        .acknowledge(al::rule::drops_column, "not used");
inline constexpr al::history<only, start, more, changed, renamed> history{};

std::string drift(connection& db, std::string_view target = "heads") {
    std::string result;
    for (const al::difference& each : al::drift<history>(db, target)) result += al::online::text_of(each) + "\n";
    return result;
}

TEST(PostgresqlSchemas, EveryStepLeadsBack) {
    const test::postgresql_database own;
    connection db = own.connect();
    std::string states[5];
    const std::string_view steps[] = {"start", "more", "changed", "renamed"};
    al::upgrade<history>(db, "start");
    al::downgrade<history>(db, "base");
    states[0] = test::catalog(db);
    for (int i = 0; i < 4; ++i) {
        al::upgrade<history>(db, steps[i]);
        states[i + 1] = test::catalog(db);
        EXPECT_EQ(drift(db, steps[i]), "") << steps[i];
    }
    EXPECT_EQ(test::catalog(db), states[4]);  // nothing of the comparison is left
    for (int i = 4; i-- > 0;) {
        al::downgrade<history>(db, "-1");
        if (i == 2) continue;  // a dropped column comes back as the last
        EXPECT_EQ(test::catalog(db), states[i]) << i;
    }
}

TEST(PostgresqlSchemas, AChangeOfEitherIsSeen) {
    const test::postgresql_database own;
    connection db = own.connect();
    const auto seen = [&](const char* change, const char* expected) {
        al::upgrade<history>(db, "more");
        db.execute(change);
        EXPECT_EQ(drift(db, "more"), expected) << change;
        db.execute("SET client_min_messages = warning; DROP SCHEMA public, audit CASCADE; CREATE SCHEMA public");
    };
    seen("ALTER TABLE audit.users ALTER COLUMN name DROP NOT NULL",
         "column `name` of table `audit.users` differs: nullable instead of NOT NULL\n");
    seen("ALTER TABLE users ALTER COLUMN email SET NOT NULL",
         "column `email` of table `users` differs: NOT NULL instead of nullable\n");
    seen("DROP TABLE audit.users CASCADE",
         "table `users` lacks foreign key `fk_users_last_users` (`last`) to `audit.users` (`no`)\n"
         "table `audit.users` is missing\nview `both` is missing\nview `users_of` is missing\n"
         "trigger `lower_name` of table `audit.users` is missing\n");
    seen("DROP TABLE users CASCADE",
         "table `users` is missing\ntable `audit.users` lacks foreign key `fk_users_user_id_users` (`user_id`) to "
         "`users` "
         "(`id`)\nview `both` is missing\n");
    seen("DROP INDEX audit.ix_email", "table `audit.users` lacks index `ix_email`\n");
    seen("CREATE TABLE events (a int)", "table `events` is unexpected\n");
    // Before version 16 the server qualifies the columns of views over one table.
    const std::string of = std::stoi(db.query("SHOW server_version_num")[0][0].value()) < 160000 ? "users." : "";
    const std::string found = " SELECT " + of + "id AS no\n   FROM users";
    const std::string expected = " SELECT " + of + "no\n   FROM audit.users\n  WHERE " + of + "note IS NOT NULL";
    const std::string sentence = "view `users_of` differs: `" + found + "` instead of `" + expected + "`\n";
    seen("CREATE OR REPLACE VIEW users_of AS SELECT users.id AS no FROM users", sentence.c_str());
}

}  // namespace
