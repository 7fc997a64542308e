// SPDX-License-Identifier: BSL-1.0
// Statements in batches: the same rows as at once, each changed once, wherever it is interrupted.
#include "child_process.hpp"
#include "online_test.hpp"

#include <aludel/script/script.hpp>

#include <csignal>
#include <sstream>

namespace {

using batch = online_test;
using al::syntax::read_batched;

constexpr auto plain =
    read_batched("UPDATE t SET a = (SELECT 1 FROM x LIMIT 1) /* where */ WHERE b IS NOT DISTINCT FROM 1 -- c\n;");
static_assert(plain.flaw.empty() && plain.table.names("t") && plain.source == "t");
static_assert(plain.head == "UPDATE t SET a = (SELECT 1 FROM x LIMIT 1)" &&
              plain.condition == "b IS NOT DISTINCT FROM 1");
constexpr auto named = read_batched("delete from main.\"t t\" AS x NOT INDEXED");
static_assert(named.flaw.empty() && named.table.names("t t") && named.source == "main.\"t t\" AS x NOT INDEXED");
static_assert(named.head == "delete from main.\"t t\" AS x NOT INDEXED" && named.condition.empty());
static_assert(read_batched("UPDATE OR IGNORE t SET a = b -- c").head == "UPDATE OR IGNORE t SET a = b");

template <const char* Sql>
constexpr bool is_refused = !read_batched(Sql).flaw.empty();
constexpr char inserts[] = "INSERT INTO t SELECT 1", two[] = "DELETE FROM t; DELETE FROM u",
               with[] = "WITH x AS (SELECT 1) DELETE FROM t", joins[] = "UPDATE t SET a = u.a FROM u WHERE u.id = t.id",
               returns[] = "DELETE FROM t RETURNING id", limits[] = "DELETE FROM t WHERE a = 1 LIMIT 5",
               inner[] = "DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 5)",
               ends[] = "UPDATE OR ROLLBACK t SET a = 1", none[] = "";
static_assert(is_refused<inserts> && is_refused<two> && is_refused<with> && is_refused<joins> && is_refused<returns>);
static_assert(is_refused<limits> && is_refused<inner> && is_refused<ends> && is_refused<none>);

#define ID al::column("id", al::integer, al::primary_key)

/// Fifteen rows with gaps, from the smallest key to the largest one.
inline constexpr auto tables =
    al::revision("a1")
        .upgrade(
            al::create_table("t", ID, al::column("n", al::integer, al::not_null, al::default_to(0))),
            al::create_table("u", ID, al::column("n", al::integer, al::not_null, al::default_to(0)), al::without_rowid),
            al::execute("WITH k (i) AS (SELECT -4 UNION ALL SELECT i + 1 FROM k WHERE i < 6) INSERT INTO t (id) SELECT "
                        "i * i * i FROM k"),
            al::execute("INSERT INTO t (id) VALUES (9223372036854775807), (-9223372036854775808), (2), (3)"),
            al::execute("INSERT INTO u (id) SELECT id FROM t"))
        .downgrade(al::drop_table("t"), al::drop_table("u"));
constexpr auto count_up = al::execute_in_batches("UPDATE t SET n = n + 1 WHERE id <> 27 -- all others", 4);
constexpr auto clear =
    al::execute_in_batches(boost::hana::make_tuple(al::for_dialect(al::sqlite, "DELETE FROM u AS gone WHERE id > 0;"),
                                                   "DELETE FROM u WHERE true"),
                           3);
inline constexpr auto inside = al::revision("b2")
                                   .revises("a1")
                                   .upgrade(count_up, clear)
                                   .downgrade()
                                   .acknowledge(al::rule::batches_in_transaction, "there are few rows");
inline constexpr auto outside = al::revision("b2")
                                    .revises("a1")
                                    .without_transaction()
                                    .upgrade(count_up, clear)
                                    .downgrade()
                                    .acknowledge(al::rule::steps_without_transaction, "each is done once");
inline constexpr al::history<tables, inside> together{};
inline constexpr al::history<tables, outside> apart{};

void expect_done_once(al::sqlite3::connection& db) {
    EXPECT_EQ(column_of(db, "SELECT DISTINCT n FROM t WHERE id <> 27"), strings{"1"});
    EXPECT_EQ(cell_of(db, "SELECT n FROM t WHERE id = 27"), "0");
    EXPECT_EQ(cell_of(db, "SELECT count(*) || ' ' || max(id) FROM u"), "6 0");
    EXPECT_EQ(version_of(db), strings{"b2"});
    EXPECT_FALSE(has_table(db, "aludel_version_claim"));
}

TEST_F(batch, in_the_transaction_of_the_revision) {
    al::sqlite3::connection db(path());
    al::upgrade<together>(db, "a1");
    strings seen;
    al::upgrade<together>(db, {.watch = [&](const al::migration_event& event) {
                              if (event.kind == al::event_kind::statement) seen.emplace_back(event.sql);
                          }});
    EXPECT_EQ(seen,
              (strings{"UPDATE t SET n = n + 1 WHERE rowid BETWEEN -9223372036854775808 AND -8 AND (id <> 27)",
                       "UPDATE t SET n = n + 1 WHERE rowid BETWEEN -7 AND 2 AND (id <> 27)",
                       "UPDATE t SET n = n + 1 WHERE rowid BETWEEN 3 AND 125 AND (id <> 27)",
                       "UPDATE t SET n = n + 1 WHERE rowid BETWEEN 126 AND 9223372036854775807 AND (id <> 27)",
                       "DELETE FROM u AS gone WHERE \"id\" BETWEEN -9223372036854775808 AND 3 AND (id > 0)",
                       "DELETE FROM u AS gone WHERE \"id\" BETWEEN 4 AND 64 AND (id > 0)",
                       "DELETE FROM u AS gone WHERE \"id\" BETWEEN 65 AND 9223372036854775807 AND (id > 0)"}));
    expect_done_once(db);
}

TEST_F(batch, each_in_a_transaction_of_its_own) {
    al::sqlite3::connection db(path()), other(path());
    al::upgrade<apart>(db, "a1");
    strings seen;
    al::upgrade<apart>(db, {.watch = [&](const al::migration_event& event) {
                           if (event.kind != al::event_kind::statement) return;
                           seen.push_back(cell_of(other, "SELECT count(*) FROM t WHERE n = 1"));
                           seen.push_back(db.in_transaction() ? "inside" : "outside");
                       }});
    EXPECT_EQ(seen,
              (strings{"0", "inside", "4", "inside", "8", "inside", "12", "inside", "14", "inside", "14", "inside",
                       "14", "inside"}));
    expect_done_once(db);
}

/// Whichever batch fails or kills the process, the next run continues with it.
TEST_F(batch, an_interrupted_run_continues_where_it_was) {
    for (const int which : {0, 1, 3, 5})
        for (const bool dies : {false, true}) {
            const std::string file = path((std::to_string(which) + (dies ? "dies" : "fails")).c_str());
            al::upgrade<apart>(al::sqlite3::connection(file), "a1");
            int count = 0;
            const auto stop = [&](const al::migration_event& event) {
                if (event.kind != al::event_kind::statement || count++ != which) return;
                if (dies) raise(SIGKILL);
                throw std::runtime_error("stop");
            };
            const auto run = [&] { al::upgrade<apart>(al::sqlite3::connection(file), {.watch = stop}); };
            if (dies) EXPECT_NE(wait_for(spawn(run)), 0);
            else EXPECT_THROW(run(), std::runtime_error);
            al::sqlite3::connection db(file);
            EXPECT_EQ(cell_of(db, "SELECT max(n) FROM t"), which == 0 ? "0" : "1");
            al::upgrade<apart>(db);
            expect_done_once(db);
        }
}

TEST_F(batch, a_script_does_the_same_at_once) {
    al::sqlite3::connection db(path());
    std::ostringstream script;
    al::write_script<together>(script, al::sqlite);
    EXPECT_NE(script.str().find("\nUPDATE t SET n = n + 1 WHERE id <> 27 -- all others\n;\n"), std::string::npos)
        << script.str();
    db.execute(script.str());
    expect_done_once(db);
}

constexpr al::op::settings settings{};

/// The findings of a revision behind a1, without its id.
template <class... Operations>
strings findings(const Operations&... operations) {
    const auto second = al::revision("b2").revises("a1").without_transaction().upgrade(operations...).downgrade();
    const al::op::revision all[] = {tables.view(), second.view()};
    strings found;
    for (const al::finding& each : al::verify(settings, {all, 2}))
        if (each.rule == al::rule::unbatchable_sql)
            found.emplace_back(each.text().substr(0, each.text().find(" (rev")));
    return found;
}

TEST(batches, that_cannot_be_are_refused) {
    EXPECT_EQ(findings(al::execute_in_batches("DELETE FROM t WHERE n = 1", 0)),
              strings{"[AL239] execute_in_batches: a batch has from 1 to 1,000,000,000 rows. Name another number"});
    EXPECT_EQ(findings(al::execute_in_batches("INSERT INTO t (id) VALUES (99)", 5)),
              strings{"[AL239] execute_in_batches: the text is neither an UPDATE nor a DELETE. Make it one UPDATE or "
                      "DELETE of one table, whose rows the batches divide, or use execute"});
    EXPECT_EQ(findings(al::execute_in_batches("UPDATE t SET id = id + 1 WHERE n = 1", 5)),
              strings{"[AL239] execute_in_batches: the text changes the key of table `t`, by which its rows are "
                      "divided. Use execute"});
    EXPECT_EQ(findings(al::execute_in_batches("UPDATE t SET (n, _rowid_) = (1, 2) WHERE n = 1", 5)).size(), 1U);
    EXPECT_EQ(
        findings(al::create_view("v", "SELECT id FROM t"), al::execute_in_batches("DELETE FROM v WHERE id = 1", 5)),
        strings{"[AL239] execute_in_batches: `v` is a view, whose rows have no numbers. Name a table, or use "
                "execute"});
    EXPECT_EQ(findings(al::create_table("w", al::column("a", al::text, al::primary_key), al::without_rowid),
                       al::execute_in_batches("DELETE FROM w WHERE a = ''", 5)),
              strings{"[AL239] execute_in_batches: the rows of table `w` have no integer to be divided by on SQLite. "
                      "Use execute"});
    EXPECT_EQ(findings(al::create_table("w", ID, al::column("RowId", al::text)),
                       al::execute_in_batches("DELETE FROM w WHERE rowid = ''", 5)),
              strings{});
}

TEST(batches, are_checksummed_with_their_size) {
    const auto sum = [](std::int64_t rows) {
        const auto word = al::revision("a").upgrade(al::execute_in_batches("DELETE FROM t", rows)).irreversible("test");
        return al::op::checksum_of(word.view().upgrade);
    };
    const auto at_once = al::revision("a").upgrade(al::execute("DELETE FROM t"));
    EXPECT_NE(sum(1), sum(2));
    EXPECT_NE(sum(1), al::op::checksum_of(at_once.view().upgrade));
}

}  // namespace
