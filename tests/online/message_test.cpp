// SPDX-License-Identifier: BSL-1.0
// Errors state the truth, and what to do.
#include "online_test.hpp"

namespace {

using messages = online_test;

bool holds(const al::migration_error& error, std::string_view words) {
    return std::string_view(error.what()).find(words) != std::string_view::npos;
}

inline constexpr auto parts =
    al::revision("a1", "parts")
        .upgrade(al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("code", al::text),
                                  al::column("shelf", al::integer)),
                 al::create_table("shelves", al::column("id", al::integer, al::primary_key)));

inline constexpr auto unique_code = al::revision("b2", "unique code")
                                        .revises("a1")
                                        .upgrade(al::add_constraint("parts", al::unique("code")))
                                        .acknowledge(al::rule::adds_unique, "this is to fail");
inline constexpr al::history<parts, unique_code> unique_codes{};

TEST_F(messages, a_rebuild_names_the_table_by_its_own_name) {
    al::sqlite3::connection db(path());
    al::upgrade<unique_codes>(db, "a1");
    db.execute("INSERT INTO parts (code) VALUES ('x'), ('x')");
    const al::migration_error error = error_of([&] { al::upgrade<unique_codes>(db); });
    EXPECT_EQ(error.message(), "UNIQUE constraint failed: parts.code");
    EXPECT_TRUE(holds(error, ": UNIQUE constraint failed: parts.code (error 2067). ")) << error.what();
    EXPECT_TRUE(holds(error, " Rows that exist contradict it: correct them, or correct the revision.\n"))
        << error.what();
}

inline constexpr auto checked_shelf = al::revision("b2", "checked shelf")
                                          .revises("a1")
                                          .upgrade(al::add_constraint("parts", al::check("shelf > 0")))
                                          .acknowledge(al::rule::adds_check, "this is to fail");
inline constexpr auto unnamed = al::settings().naming(al::no_names);
inline constexpr al::history<parts, checked_shelf> checked_shelves{};
inline constexpr auto nameless_check = al::revision("b2", "checked shelf")
                                           .revises("a1")
                                           .upgrade(al::add_constraint("parts", al::check("shelf > 0")))
                                           .irreversible("what has no name cannot be dropped by it")
                                           .acknowledge(al::rule::adds_check, "this is to fail");
inline constexpr al::history<unnamed, parts, nameless_check> unnamed_checks{};

TEST_F(messages, a_check_is_named_or_quoted_and_there_is_advice) {
    const auto failure = [&] < const auto & History > (const char* file) {
        al::sqlite3::connection db(path(file));
        al::upgrade<History>(db, "a1");
        db.execute("INSERT INTO parts (shelf) VALUES (0)");
        return error_of([&] { al::upgrade<History>(db); });
    };
    const al::migration_error named = failure.operator()<checked_shelves>("named.db");
    EXPECT_EQ(named.message(), "CHECK constraint failed: ck_parts_1");
    EXPECT_TRUE(holds(named, "Rows that exist contradict it: correct them, or correct the revision.")) << named.what();
    const al::migration_error quoted = failure.operator()<unnamed_checks>("unnamed.db");
    EXPECT_EQ(quoted.message(), "CHECK constraint failed: shelf > 0");
    EXPECT_TRUE(holds(quoted, "Rows that exist contradict it: correct them, or correct the revision."))
        << quoted.what();
}

inline constexpr auto same_rows = al::revision("b2", "same rows")
                                      .revises("a1")
                                      .upgrade(al::execute("INSERT INTO parts (id) VALUES (1), (1)"))
                                      .irreversible("test");
inline constexpr al::history<parts, same_rows> written_rows{};

TEST_F(messages, rows_of_the_revision_itself_are_not_called_rows_that_exist) {
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<written_rows>(db); });
    EXPECT_TRUE(
        holds(error, "The rows that it writes contradict it, or rows that exist do: correct the one or the others."))
        << error.what();
}

inline constexpr auto lost_shelf =
    al::revision("b2", "lost shelf")
        .revises("a1")
        .upgrade(al::add_constraint("parts", al::foreign_key("shelf").references("shelves")))
        .acknowledge(al::rule::adds_foreign_key, "this is to fail");
inline constexpr al::history<parts, lost_shelf> lost_shelves{};

TEST_F(messages, what_fails_behind_the_last_statement_is_no_statement) {
    al::sqlite3::connection db(path());
    al::upgrade<lost_shelves>(db, "a1");
    db.execute("INSERT INTO parts (shelf) VALUES (7)");
    const al::migration_error error = error_of([&] { al::upgrade<lost_shelves>(db); });
    EXPECT_LT(error.statement(), error.statement_count() + (error.statement_count() == 0 ? 1 : 0)) << error.what();
    EXPECT_FALSE(holds(error, ", statement ")) << error.what();
}

inline constexpr auto slugs =
    al::revision("b2", "slugs")
        .revises("a1")
        .upgrade(al::add_column("parts", al::column("slug", al::text, al::not_null)).fill(al::sql("'s-' || code")));
inline constexpr auto names = al::revision("c3", "names")
                                  .revises("b2")
                                  .upgrade(al::rename_column("parts", "code", "name"), al::drop_column("parts", "slug"))
                                  .acknowledge(al::rule::drops_column, "made of the name");
inline constexpr al::history<parts, slugs, names> slugged{};

TEST_F(messages, a_fill_follows_the_column_that_it_reads) {
    al::sqlite3::connection db(path());
    al::upgrade<slugged>(db, "a1");
    db.execute("INSERT INTO parts (code) VALUES ('x')");
    al::upgrade<slugged>(db);
    al::downgrade<slugged>(db, "b2");
    EXPECT_EQ(cell_of(db, "SELECT slug FROM parts"), "s-x");
}

// Where a constraint stops a migration, the error has the rows because of which it does.
namespace offending {

using offending_rows = online_test;

inline constexpr auto start =
    al::revision("start", "parts")
        .upgrade(al::create_table("shelves", al::column("id", al::integer, al::primary_key)),
                 al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("code", al::text),
                                  al::column("shelf", al::integer), al::column("box", al::text)),
                 al::create_table("boxes", al::column("site", al::text, al::not_null),
                                  al::column("number", al::integer, al::not_null), al::column("label", al::text),
                                  al::primary_key("site", "number"), al::without_rowid),
                 al::create_table("a.b", al::column("c, a.b.c", al::text), al::column("n", al::integer)),
                 al::create_table("exact", al::column("id", al::integer, al::primary_key), al::column("size", al::text),
                                  al::strict),
                 al::create_table(
                     "lent",
                     al::column("part", al::integer, al::references("parts", "id").deferrable().initially_deferred()),
                     al::column("since", al::date)),
                 al::create_table("used", al::column("shelf", al::integer, al::references("shelves", "id"))),
                 al::create_index("one_label", "boxes", al::expression("lower(label)")).unique().where("number > 0"));

consteval auto fails(const char* id, auto operation) {
    return al::revision(id, id).revises("start").upgrade(operation).irreversible("test");
}
consteval auto fails(const char* id, auto operation, al::rule rule) {
    return fails(id, operation).acknowledge(rule, "test");
}

inline constexpr auto two_columns =
    fails("two_columns", al::add_constraint("parts", al::unique("code", "shelf")), al::rule::adds_unique);
inline constexpr auto unique_index = fails(
    "unique_index", al::create_index("one_code", "parts", al::expression("lower(code)")).unique().where("shelf > 0"),
    al::rule::adds_unique);
inline constexpr auto no_null = fails("no_null", al::alter_column("parts", "code").not_null(), al::rule::sets_not_null);
inline constexpr auto positive =
    fails("positive", al::add_constraint("parts", al::check("shelf > 0").named("positive")), al::rule::adds_check);
inline constexpr auto new_check = fails(
    "new_check", al::add_column("parts", al::column("high", al::integer, al::default_to(3), al::check("high > shelf"))),
    al::rule::adds_check);
inline constexpr auto as_numbers =
    fails("as_numbers", al::alter_column("boxes", "site").type(al::integer), al::rule::narrows_type);
inline constexpr auto by_number =
    fails("by_number", al::alter_column("boxes", "site").type(al::integer).using_("CAST(site AS INTEGER)"),
          al::rule::narrows_type)
        .acknowledge(al::rule::adds_unique, "test");
inline constexpr auto exact_size =
    fails("exact_size", al::alter_column("exact", "size").type(al::integer), al::rule::may_not_convert);
inline constexpr auto key =
    fails("key", al::add_constraint("parts", al::foreign_key("shelf").references("shelves", "id")),
          al::rule::adds_foreign_key);
inline constexpr auto odd_names =
    fails("odd_names", al::add_constraint("a.b", al::unique("c, a.b.c", "n")), al::rule::adds_unique);
inline constexpr auto update = fails("update", al::execute("UPDATE boxes SET label = 'same'"));
inline constexpr auto same_key = fails("same_key", al::execute("UPDATE parts SET id = 7 WHERE id < 3"));
inline constexpr auto row = fails("row", al::insert("parts", al::row(al::value("id", 1), al::value("code", "new"))));
inline constexpr auto no_shelves = fails("no_shelves", al::execute("DELETE FROM shelves WHERE id = 2"));
inline constexpr auto no_part = fails("no_part", al::execute("DELETE FROM parts WHERE id = 2"));
inline constexpr auto with_query =
    fails("with_query",
          al::execute("WITH chosen AS (SELECT 7 AS id) UPDATE parts SET id = (SELECT id FROM chosen) WHERE id < 3"));
inline constexpr auto with_insert =
    fails("with_insert",
          al::execute("WITH x AS (SELECT NULL AS site) INSERT INTO boxes (site, number) SELECT site, 5 FROM x"));
inline constexpr auto by_function = fails("by_function", al::run([](auto& db) {
                                              db.execute("UPDATE parts SET shelf = 3");
                                              db.execute("UPDATE boxes SET label = ?", "it's; same");
                                          }));
inline constexpr auto by_two =
    fails("by_two", al::run([](auto& db) {
              db.execute("UPDATE parts SET shelf = 3; UPDATE boxes SET label = 'same'; UPDATE parts SET shelf = 4");
          }));
inline constexpr auto outside = al::revision("outside", "outside")
                                    .revises("start")
                                    .upgrade(al::run([](auto& db) { db.execute("UPDATE boxes SET label = 'same'"); }))
                                    .without_transaction()
                                    .irreversible("test");

inline constexpr al::history<al::branches_allowed, start, two_columns, unique_index, no_null, positive, new_check,
                             as_numbers, by_number, exact_size, key, odd_names, update, same_key, row, no_shelves,
                             no_part, with_query, with_insert, by_function, by_two, outside>
    ways{};

/// The error's rows as lines, after the failed upgrade from `start` of a database with these rows.
std::string rows_after(const std::string& path, std::string_view target, std::string_view rows) {
    al::sqlite3::connection db(path);
    db.execute("PRAGMA foreign_keys = ON");
    al::upgrade<ways>(db, "start");
    db.execute(rows);
    // A revision without a transaction that failed leaves its claim.
    const char* const schema = "SELECT group_concat(sql) FROM sqlite_master WHERE name <> 'aludel_version_claim'";
    const std::string before = cell_of(db, schema);
    std::string result;
    try {
        al::upgrade<ways>(db, target);
    } catch (const al::migration_error& error) {
        result = error.rows().table + "(";
        for (const std::string& each : error.rows().columns) result += each + ",";
        result += ")";
        for (const al::row_values& each : error.rows().rows) {
            result += "\n";
            for (const auto& value : each) result += value.value_or("NULL") + "|";
        }
        if (error.rows().has_more) result += "\n...";
        for (const std::string& each : error.rows().columns)
            EXPECT_NE(std::string_view(error.what()).find(each + " = "), std::string_view::npos) << error.what();
    }
    EXPECT_EQ(version_of(db), strings{"start"});
    EXPECT_EQ(cell_of(db, schema), before);
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM temp.sqlite_master"), "0");
    EXPECT_EQ(cell_of(db, "PRAGMA ignore_check_constraints"), "0");
    return result;
}

TEST_F(offending_rows, are_at_most_five_with_short_values) {
    const std::string rows = "INSERT INTO parts (code) SELECT NULL FROM (VALUES (1), (2), (3), (4), (5), (6))";
    EXPECT_EQ(rows_after(path("more.db"), "no_null", rows),
              "parts(id,code,)\n1|NULL|\n2|NULL|\n3|NULL|\n4|NULL|\n5|NULL|\n...");
    const std::string values =
        "INSERT INTO parts (code, shelf) VALUES (printf('%.*c', 61, 'x'), 1), (printf('%.*c', 61, 'x'), 1),"
        " (zeroblob(28), 1), (zeroblob(28), 1)";
    const std::string text = std::string(57, 'x') + "...|1|", blob = "x'" + std::string(54, '0') + "...|1|";
    EXPECT_EQ(rows_after(path("values.db"), "two_columns", values),
              "parts(id,code,shelf,)\n1|" + text + "\n2|" + text + "\n3|" + blob + "\n4|" + blob);
}

TEST_F(offending_rows, of_every_constraint) {
    const auto rows = [&](const char* target, const char* sql) {
        return rows_after(path((std::string(target) + ".db").c_str()), target, sql);
    };
    const char* const parts =
        "INSERT INTO parts (id, code, shelf) VALUES (1, 'a', 1), (2, 'A', 1), (3, NULL, 0), (4, 'b', 2), (5, 'a', 1)";
    EXPECT_EQ(rows("two_columns", parts), "parts(id,code,shelf,)\n1|a|1|\n5|a|1|");
    EXPECT_EQ(rows("unique_index", parts), "parts(id,code,)\n1|a|\n2|A|\n5|a|");
    EXPECT_EQ(rows("no_null", parts), "parts(id,code,)\n3|NULL|");
    EXPECT_EQ(rows("positive", parts), "parts(id,shelf,)\n3|0|");
    EXPECT_EQ(rows("new_check", "INSERT INTO parts (id, shelf) VALUES (1, 1), (2, 3), (3, 5)"),
              "parts(id,shelf,high,)\n2|3|3|\n3|5|3|");
    EXPECT_EQ(rows("as_numbers", "INSERT INTO boxes VALUES ('1', 1, 'a'), ('01', 1, 'b'), ('2', 1, 'c')"),
              "boxes(site,number,)\n01|1|");
    EXPECT_EQ(rows("by_number", "INSERT INTO boxes VALUES ('1', 1, 'a'), ('01', 1, 'b'), ('2', 1, 'c')"),
              "boxes(site,number,)\n1|1|\n1|1|");
    EXPECT_EQ(rows("exact_size", "INSERT INTO exact VALUES (1, '12'), (2, 'large')"), "exact(id,size,)\n2|large|");
    EXPECT_EQ(rows("key", parts), "parts(id,shelf,)\n1|1|\n2|1|\n3|0|\n4|2|\n5|1|");
    EXPECT_EQ(rows("odd_names", "INSERT INTO \"a.b\" VALUES ('x', 1), ('x', 1), ('y', 1)"),
              "a.b(rowid,c, a.b.c,n,)\n1|x|1|\n2|x|1|");
    EXPECT_EQ(rows("update", "INSERT INTO boxes VALUES ('x', 1, 'p'), ('y', 0, 'q'), ('z', 2, 'r')"),
              "boxes(site,number,label,)\nx|1|same|\nz|2|same|");
    EXPECT_EQ(rows("same_key", parts), "parts(rowid,id,)\n1|7|\n2|7|");
    EXPECT_EQ(rows("row", parts), "parts(rowid,id,)\n1|1|\n6|1|");
    EXPECT_EQ(rows("no_shelves", "INSERT INTO shelves VALUES (1), (2); INSERT INTO used VALUES (1), (2), (NULL)"),
              "used(rowid,shelf,)\n2|2|");
    EXPECT_EQ(
        rows("no_part",
             "INSERT INTO parts (id) VALUES (1), (2); INSERT INTO lent VALUES (1, '2026-01-01'), (2, '2026-01-02')"),
        "lent(rowid,part,)\n2|2|");
    EXPECT_EQ(rows("with_query", parts), "parts(rowid,id,)\n1|7|\n2|7|");
    EXPECT_EQ(rows("with_insert", parts), "boxes(site,number,)\nNULL|5|");
}

TEST_F(offending_rows, of_a_statement_of_a_function) {
    const char* const boxes = "INSERT INTO boxes VALUES ('x', 1, 'p'), ('y', 0, 'q'), ('z', 2, 'r')";
    EXPECT_EQ(rows_after(path("bound.db"), "by_function", boxes),
              "boxes(site,number,label,)\nx|1|it's; same|\nz|2|it's; same|");
    EXPECT_EQ(rows_after(path("outside.db"), "outside", boxes), "boxes(site,number,label,)\nx|1|same|\nz|2|same|");
    EXPECT_EQ(rows_after(path("two.db"), "by_two", boxes), "boxes(site,number,label,)\nx|1|same|\nz|2|same|");
}

}  // namespace offending

}  // namespace
