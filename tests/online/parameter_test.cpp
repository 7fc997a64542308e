// SPDX-License-Identifier: BSL-1.0
#include "online_test.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

static_assert(al::parameter_connection<al::sqlite3::connection>);

/// The message of the error that a function throws.
template <class Error, class Function>
std::string error_of(Function function) {
    try {
        function();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

al::sqlite3::connection people() {
    al::sqlite3::connection db(":memory:");
    db.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, weight REAL, picture BLOB, odd)");
    return db;
}

TEST(parameter, text_is_data) {
    al::sqlite3::connection db = people();
    const std::string names[] = {"O'Hara",   "'); DROP TABLE people; --", "",
                                 "a\nb\r\n", std::string("a\0b", 3),      "Änne ?1"};
    for (const std::string& name : names) EXPECT_EQ(db.execute("INSERT INTO people (name) VALUES (?)", name), 1);
    std::size_t which = 0;
    for (const auto& [name] : db.query<std::string>("SELECT name FROM people ORDER BY id"))
        EXPECT_EQ(name, names[which++]);
    EXPECT_EQ(which, std::size(names));
    EXPECT_EQ(db.query("SELECT id FROM people WHERE name = ?", names[1]), (al::query_result{{"2"}}));
}

TEST(parameter, every_type_arrives_as_it_is) {
    al::sqlite3::connection db = people();
    const auto stored = [&](const auto& value) {
        db.execute("DELETE FROM people");
        db.execute("INSERT INTO people (odd) VALUES (?)", value);
        return *db.query("SELECT typeof(odd) || ' ' || quote(odd) FROM people")[0][0];
    };
    EXPECT_EQ(stored(7), "integer 7");
    EXPECT_EQ(stored(true), "integer 1");
    EXPECT_EQ(stored(std::uint8_t{200}), "integer 200");
    EXPECT_EQ(stored(std::numeric_limits<std::int64_t>::min()), "integer -9223372036854775808");
    EXPECT_EQ(stored(std::uint64_t{9223372036854775807U}), "integer 9223372036854775807");
    EXPECT_EQ(stored(0.5F), "real 0.5");
    EXPECT_EQ(stored("text"), "text 'text'");
    EXPECT_EQ(stored(std::string_view{}), "text ''");
    EXPECT_EQ(stored(static_cast<const char*>(nullptr)), "null NULL");
    EXPECT_EQ(stored(nullptr), "null NULL");
    EXPECT_EQ(stored(std::optional<int>{}), "null NULL");
    EXPECT_EQ(stored(std::optional<int>{3}), "integer 3");
    EXPECT_EQ(stored(al::blob{}), "blob X''");
    EXPECT_EQ(stored(al::blob{std::string_view("a\0", 2)}), "blob X'6100'");
    EXPECT_EQ(stored(std::vector<std::byte>{std::byte{255}}), "blob X'FF'");
    EXPECT_EQ(stored(std::array<std::byte, 1>{std::byte{1}}), "blob X'01'");
}

TEST(parameter, what_sql_does_not_have_is_refused) {
    al::sqlite3::connection db = people();
    const auto bind = [&](auto value) {
        return error_of<std::invalid_argument>([&] { db.execute("INSERT INTO people (odd) VALUES (?)", value); });
    };
    EXPECT_EQ(bind(std::numeric_limits<double>::quiet_NaN()),
              "a parameter is NaN, which is no value of SQL. Bind nullptr");
    EXPECT_EQ(bind(std::uint64_t{9223372036854775808U}),
              "a parameter is greater than 9223372036854775807, the greatest integer of SQL. Bind it as text");
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM people"), "0");
}

TEST(parameter, a_statement_and_its_values_belong_together) {
    al::sqlite3::connection db = people();
    const auto refused = [&](std::string_view sql, const auto&... value) {
        return error_of<al::connection_error>([&] { db.execute(sql, value...); });
    };
    EXPECT_EQ(refused("INSERT INTO people (id) VALUES (?)", 1, 2), "values given: 2; parameters of the statement: 1");
    EXPECT_EQ(refused("INSERT INTO people (id, name) VALUES (?, ?)", 1),
              "values given: 1; parameters of the statement: 2");
    EXPECT_EQ(refused("DELETE FROM people WHERE id = ?; DELETE FROM people", 1),
              "parameters belong to one statement, and the text has more than one");
    EXPECT_EQ(refused(" -- nothing", 1), "there is no statement to bind parameters to");
    EXPECT_EQ(refused("", 1), "there is no statement to bind parameters to");
    EXPECT_EQ(db.execute("INSERT INTO people (id) VALUES (:a + :a); -- done", 4), 1);
    EXPECT_EQ(cell_of(db, "SELECT id FROM people"), "8");
}

TEST(parameter, rows_of_a_range_are_executed_one_by_one) {
    al::sqlite3::connection db = people();
    const std::vector<std::tuple<int, const char*>> rows{{1, "a"}, {2, "b"}, {3, "c"}};
    EXPECT_EQ(db.execute_each("INSERT INTO people (id, name) VALUES (?, ?)", rows), 3);
    const std::vector<std::pair<std::string, int>> names{{"x", 1}, {"y", 9}};
    EXPECT_EQ(db.execute_each("UPDATE people SET name = ? WHERE id = ?", names), 1);
    EXPECT_EQ(cell_of(db, "SELECT group_concat(name) FROM people"), "x,b,c");
    EXPECT_THROW(db.execute_each("INSERT INTO people (id, name) VALUES (?, ?)", rows), al::connection_error);
}

TEST(typed_rows, numbers_keep_every_digit) {
    al::sqlite3::connection db = people();
    db.execute("INSERT INTO people (id, weight, odd) VALUES (?, ?, ?)", std::int64_t{9007199254740993}, 0.1 + 0.2, 12);
    const auto rows = db.query<std::int64_t, double, int>("SELECT id, weight, odd FROM people");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0], std::tuple(std::int64_t{9007199254740993}, 0.1 + 0.2, 12));
    const auto texts = db.query<std::string>("SELECT id FROM people WHERE id <> ?", 1);
    EXPECT_EQ(std::get<0>(texts.at(0)), "9007199254740993");
    EXPECT_EQ(db.query("SELECT weight FROM people WHERE id <> ?", 1), db.query("SELECT weight FROM people"));
}

TEST(typed_rows, null_is_an_empty_optional_or_an_error) {
    al::sqlite3::connection db = people();
    const auto rows =
        db.query<std::optional<int>, std::optional<std::string>>("SELECT NULL, 'x' UNION ALL SELECT 1, NULL");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], (std::tuple<std::optional<int>, std::optional<std::string>>(std::nullopt, "x")));
    EXPECT_EQ(rows[1], (std::tuple<std::optional<int>, std::optional<std::string>>(1, std::nullopt)));
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<int, int>("SELECT 1, NULL"); }),
              "column 2 of a row is NULL. Read it as a std::optional");
}

TEST(typed_rows, a_value_that_does_not_fit_is_an_error) {
    al::sqlite3::connection db = people();
    const std::string end = ", which does not fit the type that it is read as";
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<std::int8_t>("SELECT 300"); }),
              "column 1 of a row is the integer 300" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<unsigned>("SELECT -1"); }),
              "column 1 of a row is the integer -1" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<std::uint64_t>("SELECT -1"); }),
              "column 1 of a row is the integer -1" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<int>("SELECT 1.5"); }),
              "column 1 of a row is the number 1.500000" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<int>("SELECT '12 eggs'"); }),
              "column 1 of a row is the text `12 eggs`" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<bool>("SELECT 2"); }),
              "column 1 of a row is the integer 2" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<double>("SELECT 9007199254740993"); }),
              "column 1 of a row is the integer 9007199254740993" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<int>("SELECT x'00'"); }),
              "column 1 of a row is a blob" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<double>("SELECT '1.5'"); }),
              "column 1 of a row is the text `1.5`" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<std::string>("SELECT 1.5"); }),
              "column 1 of a row is the number 1.500000" + end);
    EXPECT_EQ(error_of<al::connection_error>([&] { db.query<int>("SELECT 1, 2"); }),
              "the query has 2 columns, and 1 are read");
    EXPECT_EQ(std::get<0>(db.query<bool>("SELECT 1")[0]), true);
    EXPECT_EQ(std::get<0>(db.query<std::vector<std::byte>>("SELECT x'01ff'")[0]),
              (std::vector<std::byte>{std::byte{1}, std::byte{255}}));
}

TEST(typed_rows, of_a_database_in_utf_16) {
    al::sqlite3::connection db(":memory:");
    db.execute("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a)");
    db.execute("INSERT INTO t VALUES (?)", "Änne");
    EXPECT_EQ(std::get<0>(db.query<std::string>("SELECT a FROM t WHERE a = ?", "Änne").at(0)), "Änne");
}

inline constexpr auto books = al::revision("a1").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text)),
    al::insert("books", al::row(al::value("id", 1), al::value("title", "O'Hara"))));
inline constexpr auto longer = al::revision("b2")
                                   .revises("a1")
                                   .upgrade(al::run([](auto& db) {
                                       for (const auto& [id, title] : db.template query<std::int64_t, std::string>(
                                                "SELECT id, title FROM books WHERE id >= ?", 0))
                                           db.execute("UPDATE books SET title = ? WHERE id = ?", title + "'s", id);
                                   }))
                                   .irreversible("titles");
inline constexpr al::history<books, longer> library{};

TEST(parameter, in_functions_of_run) {
    al::sqlite3::connection db(":memory:");
    al::upgrade<library>(db);
    EXPECT_EQ(cell_of(db, "SELECT title FROM books"), "O'Hara's");
}

/// A history whose steps and hook read the arguments of the migration.
inline constexpr auto hooked = al::settings().arguments("tenant", "region").on_version_applied([](auto& version) {
    version.execute("CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY, what TEXT)");
    version.execute("INSERT INTO seen (what) VALUES (" +
                    version.quoted(std::string(version.what) + " " + std::string(version.revision) + " " +
                                   std::string(version.message) + " " + std::string(version.argument("region", "-")) +
                                   " " + (version.now.empty() ? "base" : version.now.front())) +
                    ")");
});
inline constexpr auto tenants = al::revision("t1", "tenant's")
                                    .upgrade(al::create_table("tenants", al::column("id", al::integer, al::primary_key),
                                                              al::column("name", al::text)));
inline constexpr auto one_tenant =
    al::revision("t2")
        .revises("t1")
        .upgrade(al::run([](auto& db, const al::run_context& run) {
            db.execute("INSERT INTO tenants (name) VALUES (? || ?)", run.argument("tenant"), run.revision);
        }))
        .downgrade(al::run([](auto& db, const auto& run) {
            db.execute("DELETE FROM tenants WHERE ? = 1", run.direction == al::direction::downgrade);
        }));
inline constexpr auto outside = al::revision("t3").revises("t2").without_transaction().upgrade(
    al::create_table("later", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<hooked, tenants, one_tenant, outside> argued{};

using parameters = online_test;

/// An operation of the program that a function does and another one undoes.
struct numbered {
    int number;
    constexpr auto upgrade() const {
        return boost::hana::make_tuple(
            al::run([id = number](auto& db) { db.execute("INSERT INTO tenants (id) VALUES (?)", id); }));
    }
    constexpr auto downgrade() const {
        return boost::hana::make_tuple(
            al::run([id = number](auto& db) { db.execute("DELETE FROM tenants WHERE id = ?", id); }));
    }
};
inline constexpr auto two_numbers = al::revision("n2").revises("t1").upgrade(
    numbered{7}, al::add_column("tenants", al::column("note", al::text)), numbered{8});
inline constexpr al::history<tenants, two_numbers> counted{};

TEST_F(parameters, functions_of_operations_of_the_program_are_undone_by_theirs) {
    al::sqlite3::connection db(path());
    al::upgrade<counted>(db);
    EXPECT_EQ(column_of(db, "SELECT id FROM tenants ORDER BY id"), (strings{"7", "8"}));
    al::downgrade<counted>(db, "t1");
    EXPECT_EQ(column_of(db, "SELECT id FROM tenants"), strings{});
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM pragma_table_info('tenants')"), "2");
}

TEST_F(parameters, a_hook_sees_every_version_in_its_transaction) {
    al::sqlite3::connection db(path());
    al::upgrade<argued>(db, {.arguments = {"tenant=a", "region=north", "tenant=it's=b"}});
    EXPECT_EQ(column_of(db, "SELECT what FROM seen ORDER BY id"),
              (strings{"upgrade t1 tenant's north t1", "upgrade t2  north t2", "upgrade t3  north t3"}));
    EXPECT_EQ(column_of(db, "SELECT name FROM tenants"), strings{"it's=bt2"}) << "of several the last counts";
    al::downgrade<argued>(db, "t1");
    EXPECT_EQ(column_of(db, "SELECT what FROM seen WHERE id > 3 ORDER BY id"),
              (strings{"downgrade t3  - t2", "downgrade t2  - t1"}));
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM tenants"), "0");
    al::stamp<argued>(db, "t2");
    EXPECT_EQ(cell_of(db, "SELECT what FROM seen ORDER BY id DESC"), "stamp t2  - t2");
}

TEST_F(parameters, the_hook_of_a_call_takes_precedence_and_can_refuse) {
    al::sqlite3::connection db(path());
    strings seen;
    const auto look = [&](al::applied_version& version) {
        seen.emplace_back(version.revision);
        seen.push_back(cell_of(db, "SELECT version_num FROM aludel_version"));
        seen.push_back(db.in_transaction() ? "inside" : "outside");
    };
    al::upgrade<argued>(db, "t1", {.on_version_applied = look});
    EXPECT_EQ(seen, (strings{"t1", "t1", "inside"}));
    EXPECT_FALSE(has_table(db, "seen"));

    const auto refuse = [](al::applied_version&) { throw std::runtime_error("not today"); };
    EXPECT_THROW(al::upgrade<argued>(db, {.on_version_applied = refuse, .arguments = {"tenant=a"}}),
                 std::runtime_error);
    EXPECT_EQ(version_of(db), strings{"t1"});
    const auto wrong = [](al::applied_version& version) { version.execute("INSERT INTO nowhere VALUES (1)"); };
    const std::string sentence =
        ::error_of([&] { al::upgrade<argued>(db, {.on_version_applied = wrong, .arguments = {"tenant=a"}}); }).what();
    EXPECT_NE(sentence.find("no such table: nowhere"), sentence.npos) << sentence;
    EXPECT_NE(sentence.find("`t2`"), sentence.npos) << sentence;
    EXPECT_EQ(version_of(db), strings{"t1"});
    const auto commits = [&](al::applied_version&) { db.execute("COMMIT"); };
    EXPECT_EQ(
        ::error_of([&] { al::upgrade<argued>(db, {.on_version_applied = commits, .arguments = {"tenant=a"}}); }).kind(),
        migration_error_kind::transaction_ended);
}

TEST_F(parameters, an_argument_that_is_missing_unknown_or_none_is_one_sentence) {
    al::sqlite3::connection db(path());
    const auto refused = [&](const strings& arguments) -> std::string {
        try {
            al::upgrade<argued>(db, {.arguments = arguments});
        } catch (const std::exception& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(refused({"tenant"}), "`tenant` is no argument of a migration. Write it as key=value");
    EXPECT_EQ(refused({"=7"}), "`=7` is no argument of a migration. Write it as key=value");
    EXPECT_EQ(refused({"tennant=7"}), "the history has no argument `tennant`; did you mean `tenant`?");
    EXPECT_EQ(refused({"x=7"}), "the history has no argument `x`; it has `tenant`, `region`");
    EXPECT_FALSE(has_table(db, "aludel_version"));
    const std::string missing = refused({"region=south"});
    EXPECT_NE(
        missing.find("the argument `tenant` is missing. Give it as -x tenant=..., or in .arguments of the options"),
        missing.npos)
        << missing;
    EXPECT_FALSE(has_table(db, "tenants"));
}

}  // namespace
