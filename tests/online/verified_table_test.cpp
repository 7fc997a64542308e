// SPDX-License-Identifier: BSL-1.0
// A table is compared with the history once per transaction, and again where something may have changed it since.
#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <sstream>

namespace {

inline constexpr auto create = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("b", al::text)));
inline constexpr auto first = al::revision("b2").revises("a1").upgrade(al::alter_column("t", "b").default_to("d"));
inline constexpr auto rows = al::revision("c3")
                                 .revises("b2")
                                 .upgrade(al::execute("INSERT INTO t(b) VALUES ('kept'); UPDATE t SET b = b || '.'"))
                                 .irreversible("test");
inline constexpr auto second = al::revision("d4").revises("c3").upgrade(al::alter_column("t", "b").default_to("e"));
inline constexpr al::history<create, first, rows, second> plain{};

inline constexpr auto alters = al::revision("c3")
                                   .revises("b2")
                                   .upgrade(al::execute("UPDATE t SET b = ''; ALTER TABLE t ADD COLUMN extra"))
                                   .irreversible("test");
inline constexpr al::history<create, first, alters, second> altered{};
inline constexpr auto writes_schema = al::revision("c3").revises("b2").irreversible("test").upgrade(
    al::execute("PRAGMA writable_schema = ON"),
    al::execute("WITH n AS (SELECT 1) UPDATE \"sqlite_master\" SET sql = replace(sql, 'TEXT', 'TEXT COLLATE NOCASE') "
                "WHERE name = 't'"),
    al::execute("PRAGMA writable_schema = RESET"));
inline constexpr al::history<create, first, writes_schema, second> written{};
inline constexpr auto triggers = al::revision("c3").revises("b2").irreversible("test").upgrade(
    al::execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END"));
inline constexpr al::history<create, first, triggers, second> triggered{};
inline constexpr auto runs = al::revision("c3").revises("b2").irreversible("test").upgrade(
    al::run([](auto& db) { db.execute("ALTER TABLE t ADD COLUMN extra"); }));
inline constexpr al::history<create, first, runs, second> run_through{};
inline constexpr auto alone =
    al::revision("c3").revises("b2").irreversible("test").upgrade(al::execute("SELECT 1")).without_transaction();
inline constexpr al::history<create, first, alone, second> interrupted{};
inline constexpr auto if_missing = al::revision("a1").upgrade(al::create_table(
    "t", al::if_not_exists, al::column("id", al::integer, al::primary_key), al::column("b", al::text)));
inline constexpr al::history<if_missing, first> there_before{};
inline constexpr auto one_by_one = al::settings().transaction_per_revision();
inline constexpr al::history<one_by_one, create, first, rows, second> separate{};

struct verified_table : online_test {
    template <const auto& History>
    [[nodiscard]] static std::string script(std::string_view range) {
        std::ostringstream target;
        al::write_script<History>(target, al::sqlite, range);
        return target.str();
    }
    [[nodiscard]] static int count(std::string_view text, std::string_view wanted) {
        int found = 0;
        for (std::size_t place = text.find(wanted); place != text.npos; place = text.find(wanted, place + 1)) ++found;
        return found;
    }
    /// The number of comparisons of a table in a script.
    template <const auto& History>
    [[nodiscard]] static int comparisons(std::string_view range) {
        return count(script<History>(range), "(\"known_table\") SELECT");
    }

    template <const auto& History>
    static void expect_refused(bool as_script = true) {
        al::sqlite3::connection db{":memory:"};
        al::upgrade<History>(db, "a1");
        EXPECT_EQ(error_of([&] { al::upgrade<History>(db); }).kind(), migration_error_kind::unknown_part);
        EXPECT_EQ(version_of(db), strings{"a1"});
        if (!as_script) return;
        EXPECT_THROW(db.execute(script<History>("a1:heads")), al::connection_error);
    }
};

TEST_F(verified_table, is_compared_once) {
    EXPECT_EQ(comparisons<plain>("base:heads"), 0);
    EXPECT_EQ(comparisons<plain>("a1:heads"), 1);
    EXPECT_EQ(comparisons<plain>("b2:heads"), 1);
    EXPECT_EQ(comparisons<plain>("base:a1"), 0);
}

TEST_F(verified_table, is_compared_again_in_the_next_transaction) {
    EXPECT_EQ(comparisons<separate>("base:heads"), 2);
    // Foreign keys are off in the whole script, so that each transaction is checked before its COMMIT.
    EXPECT_EQ(count(script<separate>("base:heads"), "(\"no_new_violations\") SELECT"), 4);
    EXPECT_EQ(comparisons<interrupted>("base:heads"), 1);
}

TEST_F(verified_table, is_compared_where_it_may_have_been_there_before) {
    EXPECT_EQ(comparisons<there_before>("base:heads"), 1);
}

TEST_F(verified_table, scripts_and_the_constant_say_the_same_and_leave_nothing) {
    EXPECT_EQ((al::script<altered, al::sqlite>), script<altered>("base:heads"));
    for (const std::string& text :
         {script<plain>("base:heads"), script<separate>("base:heads"), script<interrupted>("base:heads")}) {
        al::sqlite3::connection db{":memory:"};
        db.execute(text);
        EXPECT_EQ(version_of(db), strings{"d4"});
        EXPECT_TRUE(db.query("SELECT name FROM temp.sqlite_schema").empty());
    }
}

TEST_F(verified_table, what_raw_sql_did_to_it_is_not_lost) {
    expect_refused<altered>();
    expect_refused<run_through>(false);
    expect_refused<written>();
}

TEST_F(verified_table, nor_a_trigger_that_raw_sql_made) {
    al::sqlite3::connection online{":memory:"}, db{":memory:"};
    al::upgrade<triggered>(online);
    EXPECT_EQ(cell_of(online, "SELECT count(*) FROM sqlite_schema WHERE name = 'tr'"), "1");
    db.execute(script<triggered>("base:heads"));
    const std::string trigger = "SELECT sql FROM sqlite_schema WHERE name = 'tr'";
    EXPECT_EQ(cell_of(db, trigger), cell_of(online, trigger));
}

inline constexpr auto odd_name = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a`b", al::text),
                     al::column("c\"d", al::text, al::check("`a``b` IS NOT \"c\"\"d\" AND [a`b] <> 'a``b'")),
                     al::column("b", al::text)));
inline constexpr auto renames_odd = al::revision("b2")
                                        .revises("a1")
                                        .upgrade(al::rename_column("t", "c\"d", "e`f"))
                                        .acknowledge(al::rule::renames_column, "test");
inline constexpr auto rebuilds_odd =
    al::revision("c3").revises("b2").upgrade(al::alter_column("t", "b").default_to("d"));
inline constexpr al::history<odd_name, renames_odd, rebuilds_odd> odd_names{};

// SQLite's RENAME writes names in double quotes, whatever quotes they had.
TEST_F(verified_table, names_with_quotes_in_them_are_the_same_in_any_quotes) {
    al::sqlite3::connection db{":memory:"};
    al::upgrade<odd_names>(db, "b2");
    EXPECT_NO_THROW(al::upgrade<odd_names>(db));
}

}  // namespace
