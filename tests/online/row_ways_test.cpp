// SPDX-License-Identifier: BSL-1.0
// Rows of `insert`, and `fill`: the values that arrive are those that were written, online and in scripts, up, down and
// up again.
#include "every_way.hpp"

#include <cstdint>
#include <limits>

namespace {

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto quiet = al::settings()
                                  .level(al::rule::drops_column, al::level::off)
                                  .level(al::rule::drops_table, al::level::off)
                                  .level(al::rule::renames_table, al::level::off)
                                  .level(al::rule::renames_column, al::level::off)
                                  .level(al::rule::rows_not_restored, al::level::off)
                                  .level(al::rule::sets_not_null, al::level::off);

struct inserted_row : every_way {};

inline constexpr auto values = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::bigint, al::primary_key), al::column("x", al::text),
                     al::column("d", al::double_precision), al::column("b", al::binary),
                     al::column("flag", al::boolean), al::column("u", al::uuid), al::column("day", al::date)));
inline constexpr auto odd_values = al::revision("b2").revises("a1").upgrade(al::insert(
    "t", al::row(al::value("id", std::numeric_limits<std::int64_t>::min()), al::value("x", "O'Hara''s \"x\" `y` [z]")),
    al::row(al::value("id", std::numeric_limits<std::int64_t>::max()), al::value("x", "a\r\nb\rc\nd\te\x01\x1b\x7f")),
    al::row(al::value("id", 1), al::value("d", 0.1), al::value("b", al::sql("x'00ff'"))),
    al::row(al::value("id", 2), al::value("d", -0.0), al::value("x", "")),
    al::row(al::value("id", 3), al::value("d", 1e300), al::value("x", nullptr)),
    al::row(al::value("id", 4), al::value("d", std::numeric_limits<double>::denorm_min()), al::value("flag", true)),
    al::row(al::value("id", 5), al::value("d", std::numeric_limits<double>::max()), al::value("flag", false)),
    al::row(al::value("id", 6), al::value("u", "12345678123412341234123456781234"), al::value("day", "2026-01-02")),
    al::row(al::value("id", 7), al::value("x", "--; /* */ ? :a @b $c \\ %s \xC3\xA4\xE2\x82\xAC")),
    al::row(al::value("id", 8), al::value("x", "\n.quit\n"), al::value("d", 0.1 + 0.2)),
    al::row(al::value("id", 9), al::value("x", "007"), al::value("d", std::numeric_limits<double>::infinity()))));
inline constexpr al::history<quiet, values, odd_values> all_values{};

TEST_F(inserted_row, has_the_values_that_were_written) {
    run(ways_of<all_values>, "a1", "b2", "INSERT INTO t(id, x) VALUES (100, 'mine')",
        {{"SELECT count(*) FROM t", "12"},
         {"SELECT x FROM t WHERE id = -9223372036854775808", "O'Hara''s \"x\" `y` [z]"},
         {"SELECT hex(x) FROM t WHERE id = 9223372036854775807",
          "610D0A620D630A6409650"
          "11B7F"},
         {"SELECT d = 0.1 AND typeof(b) = 'blob' AND hex(b) = '00FF' FROM t WHERE id = 1", "1"},
         {"SELECT d = 0 AND x = '' AND typeof(x) = 'text' FROM t WHERE id = 2", "1"},
         {"SELECT d = 1e300 AND x IS NULL FROM t WHERE id = 3", "1"},
         {"SELECT d = 4.9406564584124654e-324 AND d > 0 AND flag FROM t WHERE id = 4", "1"},
         {"SELECT d = 1.7976931348623157e308 AND NOT flag FROM t WHERE id = 5", "1"},
         {"SELECT typeof(u) || u || typeof(day) || day FROM t WHERE id = 6",
          "text12345678123412341234123456781234text2026-01-02"},
         {"SELECT x FROM t WHERE id = 7", "--; /* */ ? :a @b $c \\ %s \xC3\xA4\xE2\x82\xAC"},
         {"SELECT d = 0.1 + 0.2 AND d <> 0.3 AND hex(x) = '0A2E717569740A' FROM t WHERE id = 8", "1"},
         {"SELECT typeof(x) || x || (d = 9e999) FROM t WHERE id = 9", "text0071"}},
        {{"SELECT group_concat(id || x) FROM t", "100mine"}});
}

inline constexpr auto keyed = al::revision("a1").upgrade(
    al::create_table("k", al::column("a", al::text), al::column("n", al::integer), al::column("v", al::text),
                     al::primary_key("a", "n")),
    al::create_table("moment", al::column("id", al::integer, al::primary_key), al::column("at", al::text)));
inline constexpr auto keyed_rows = al::revision("b2").revises("a1").upgrade(
    al::insert("k", al::row(al::value("a", "x\r\n'"), al::value("n", 1), al::value("v", al::sql("hex(randomblob(8))"))),
               al::row(al::value("a", "x"), al::value("n", -1), al::value("v", al::sql("(SELECT count(*) FROM k)")))),
    al::insert("moment", al::row(al::value("id", 1), al::value("at", al::sql("(SELECT CAST(random() AS TEXT))")))));
inline constexpr auto k_renamed = al::revision("c3").revises("b2").upgrade(
    al::rename_column("k", "a", "b"), al::rename_table("k", "kk"), al::alter_column("kk", "v").default_to("d"));
inline constexpr al::history<quiet, keyed, keyed_rows, k_renamed> renamed_keys{};

TEST_F(inserted_row, is_found_by_its_key_again_whatever_its_other_values_are) {
    al::sqlite3::connection db(path());
    al::upgrade<renamed_keys>(db);
    db.execute("INSERT INTO kk VALUES ('x', 1, 'mine')");
    EXPECT_EQ(cell_of(db, "SELECT length(v) FROM kk WHERE n = 1 AND b <> 'x'"), "16");
    db.execute("UPDATE kk SET v = NULL WHERE n = 1 AND b <> 'x'; UPDATE moment SET at = 'another'");
    al::downgrade<renamed_keys>(db, "a1");
    EXPECT_EQ(column_of(db, "SELECT a || n || v FROM k"), strings{"x1mine"});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM moment"), "0");
}

TEST_F(inserted_row, is_found_by_its_key_again_in_the_shell) {
    if (!has_shell) GTEST_SKIP() << "there is no sqlite3";
    EXPECT_EQ(run_script(ways_of<renamed_keys>, "base:c3"), "applied\n");
    al::sqlite3::connection db(path("script.db"));
    db.execute("INSERT INTO kk VALUES ('x', 1, 'mine')");
    EXPECT_EQ(run_script(ways_of<renamed_keys>, "c3:a1"), "applied\n");
    EXPECT_EQ(column_of(db, "SELECT a || n || v FROM k"), strings{"x1mine"});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM moment"), "0");
}

struct filled_column : every_way {};

inline constexpr auto old_column =
    al::revision("a1").upgrade(al::create_table("t", id, al::column("old", al::text), al::column("n", al::integer)));
inline constexpr auto from_old = al::revision("b2").revises("a1").upgrade(
    al::add_column("t", al::column("s", al::text)).fill(al::sql("'s-' || old")));
inline constexpr auto drop_old = al::revision("c3").revises("b2").upgrade(al::drop_column("t", "old"));
inline constexpr auto drop_filled = al::revision("d4").revises("c3").upgrade(al::drop_column("t", "s"));
inline constexpr al::history<quiet, old_column, from_old, drop_old, drop_filled> source_dropped{};

TEST_F(filled_column, comes_back_without_what_it_was_filled_from) {
    for (const char* const start : {"a1", "b2", "c3"}) {
        const std::string columns = *start == 'c' ? "id, s, n" : *start == 'b' ? "id, old, n, s" : "id, old, n";
        const std::string row = *start == 'c' ? "1, 'x', 2" : *start == 'b' ? "1, 'o', 2, 'x'" : "1, 'o', 2";
        run(ways_of<source_dropped>, start, "d4", "INSERT INTO t(" + columns + ") VALUES (" + row + ")",
            {{"SELECT group_concat(name) FROM pragma_table_info('t')", "id,n"}, {"SELECT n FROM t", "2"}},
            {{"SELECT n FROM t", "2"}});
    }
}

inline constexpr auto rename_old = al::revision("c3").revises("b2").upgrade(
    al::rename_column("t", "old", "the old"), al::rename_table("t", "u"), al::drop_column("u", "s"));
inline constexpr al::history<quiet, old_column, from_old, rename_old> source_renamed{};

TEST_F(filled_column, follows_a_rename_of_what_it_is_filled_from) {
    run(ways_of<source_renamed>, "b2", "c3", "INSERT INTO t VALUES (1, 'o', 2, 's-o')",
        {{"SELECT \"the old\" FROM u", "o"}}, {{"SELECT s FROM t", "s-o"}});
}

inline constexpr auto other_table = al::revision("b2")
                                        .revises("a1")
                                        .upgrade(al::create_table("o", id, al::column("name", al::text)),
                                                 al::execute("INSERT INTO o SELECT id, old || '!' FROM t"))
                                        .downgrade(al::drop_table("o"));
inline constexpr auto from_other = al::revision("c3").revises("b2").upgrade(
    al::add_column("t", al::column("s", al::text)).fill(al::sql("(SELECT name FROM o WHERE o.id = t.id)")));
inline constexpr auto drop_other = al::revision("d4").revises("c3").upgrade(al::drop_table("o"));
inline constexpr auto drop_s = al::revision("e5").revises("d4").upgrade(
    al::drop_column("t", "s"), al::alter_column("t", "n").not_null().fill(al::sql("coalesce(n, length(old))")));
inline constexpr al::history<quiet, old_column, other_table, from_other, drop_other, drop_s> source_of_another_table{};

TEST_F(filled_column, comes_back_without_the_table_that_it_was_filled_from) {
    for (const char* const start : {"a1", "b2"})
        run(ways_of<source_of_another_table>, start, "e5", "INSERT INTO t VALUES (1, 'old', NULL), (2, 'o', 7)",
            {{"SELECT group_concat(n) FROM t", "3,7"}}, {{"SELECT group_concat(old) FROM t", "old,o"}});
    run(ways_of<source_of_another_table>, "d4", "e5", "INSERT INTO t VALUES (1, 'old', NULL, 'x')",
        {{"SELECT n FROM t", "3"}}, {{"SELECT s IS NULL FROM t", "1"}});
}

}  // namespace
