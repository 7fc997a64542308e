// SPDX-License-Identifier: BSL-1.0
// The tool of the digital market: every command, what it prints, and what it returns.
#include "tool_test.hpp"

#include "../../../examples/digital_market/models.hpp"

#include <nlohmann/json.hpp>

#include <map>  // map

namespace {

class transcript_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<shop::history, shop::models>(words(line)); }
    static std::string without_first_line(const std::string& source) { return source.substr(source.find('\n')); }
    /// Arguments that contain spaces.
    static transcript shop_with(const std::vector<std::string>& arguments) {
        return run_tool<shop::history, shop::models>(arguments);
    }
};

constexpr const char* all_ways_up =
    "Running upgrade  -> 47f559ec82bb, Initial revision\n"
    "Running upgrade 47f559ec82bb -> 2fda6446e69f, Initial revision\n"
    "Running upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n"
    "Running upgrade 1b95d36c8908 -> 1720ca777755, add column pay id\n"
    "Running upgrade 1720ca777755 -> 5ca0f991801d, upd table purschases\n";

TEST_F(transcript_test, an_empty_file_is_upgraded_and_then_at_head) {
    EXPECT_TRANSCRIPT(shop("current"), 0, "", "There is no database yet.\n");
    EXPECT_FALSE(std::filesystem::exists("shop.db"));
    EXPECT_TRANSCRIPT(shop("upgrade"), 0, "Applied 5 revisions: the database is at 5ca0f991801d (head)\n", all_ways_up);
    EXPECT_TRANSCRIPT(shop("upgrade"), 0, "Nothing to do: the database is at 5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(shop("upgrade heads"), 0, "Nothing to do: the database is at 5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(shop("current"), 0, "5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(shop("current --check-heads"), 0, "5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(
        shop("check"), 0,
        "No new upgrade operations detected: the history leads to the models.\nThe database is as the history says.\n",
        "");
}

TEST_F(transcript_test, targets_up_and_down) {
    EXPECT_TRANSCRIPT(shop("upgrade +2"), 0, "Applied 2 revisions: the database is at 2fda6446e69f\n",
                      "Running upgrade  -> 47f559ec82bb, Initial revision\nRunning upgrade 47f559ec82bb -> "
                      "2fda6446e69f, Initial revision\n");
    EXPECT_TRANSCRIPT(shop("upgrade 1b95"), 0, "Applied 1 revision: the database is at 1b95d36c8908\n",
                      "Running upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n");
    EXPECT_TRANSCRIPT(shop("upgrade -q"), 0, "", "");
    EXPECT_TRANSCRIPT(shop("downgrade -1"), 0, "Took back 1 revision: the database is at 1720ca777755\n",
                      "Running downgrade 5ca0f991801d -> 1720ca777755, upd table purschases\n");
    EXPECT_TRANSCRIPT(shop("downgrade 1720"), 0, "Nothing to do: the database is at 1720ca777755\n", "");
    EXPECT_EQ(shop("downgrade base").out, "Took back 4 revisions: the database is at base\n");
    EXPECT_TRANSCRIPT(shop("current"), 0, "", "The database is at base: no revision is applied.\n");
    const transcript far = shop("current --check-heads");
    EXPECT_EQ(far.code, 3);
    EXPECT_EQ(far.err,
              "The database is at base: no revision is applied.\n"
              "FAILED: the database is not on all head revisions (5ca0f991801d). shop upgrade heads brings it there\n");
}

TEST_F(transcript_test, rows_survive_the_way) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    execute(
        "INSERT INTO users (telegram_id) VALUES (1), (2); INSERT INTO categories (category_name) VALUES ('books');"
        "INSERT INTO products (name, description, price, category_id) VALUES ('a', 'b', 1, 1);"
        "INSERT INTO purchases (user_id, product_id, price) VALUES (1, 1, 1), (2, 1, 1)");
    ASSERT_EQ(shop("upgrade -q").code, 0);
    const auto rows =
        al::sqlite3::connection("shop.db").query("SELECT payment_id, payment_type FROM purchases ORDER BY id");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(*rows[0][0], "legacy-1");
    EXPECT_EQ(*rows[1][0], "legacy-2");
    EXPECT_EQ(*rows[1][1], "unknown");
}

TEST_F(transcript_test, history_in_its_shapes) {
    const std::string input =
        "1720ca777755 -> 5ca0f991801d (head), upd table purschases\n"
        "1b95d36c8908 -> 1720ca777755, add column pay id\n"
        "2fda6446e69f -> 1b95d36c8908, add hidden content\n"
        "47f559ec82bb -> 2fda6446e69f, Initial revision\n"
        "<base> -> 47f559ec82bb, Initial revision\n";
    EXPECT_TRANSCRIPT(shop("history"), 0, input, "");
    ASSERT_EQ(shop("upgrade 1b95 -q").code, 0);
    EXPECT_TRANSCRIPT(
        shop("history -i -r 1b95:1720"), 0,
        "1b95d36c8908 -> 1720ca777755, add column pay id\n2fda6446e69f -> 1b95d36c8908 (current), add hidden content\n",
        "");
    EXPECT_TRANSCRIPT(
        shop("history -r current:"), 0,
        "1720ca777755 -> 5ca0f991801d (head), upd table purschases\n1b95d36c8908 -> 1720ca777755, add column pay id\n"
        "2fda6446e69f -> 1b95d36c8908, add hidden content\n",
        "");
    EXPECT_TRANSCRIPT(shop("history -r -1: -v"), 0,
                      "Rev: 5ca0f991801d (head)\nParent: 1720ca777755\n\n    upd table purschases\n\nRev: "
                      "1720ca777755\nParent: 1b95d36c8908\n\n    add column pay id\n\n",
                      "");
    EXPECT_TRANSCRIPT(shop("history -q"), 0, "5ca0f991801d\n1720ca777755\n1b95d36c8908\n2fda6446e69f\n47f559ec82bb\n",
                      "");
    EXPECT_TRANSCRIPT(shop("heads"), 0, "5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(shop("branches"), 0, "", "");
    EXPECT_TRANSCRIPT(shop("history -r 5ca0: --json"), 0,
                      "[\n  {\n    \"revision\": \"5ca0f991801d\",\n    \"message\": \"upd table purschases\",\n    "
                      "\"parents\": [\n      \"1720ca777755\"\n    ],\n"
                      "    \"dependencies\": [],\n    \"labels\": [],\n    \"head\": true,\n    \"effective_head\": "
                      "false,\n    \"branch_point\": false,\n"
                      "    \"merge_point\": false,\n    \"current\": false\n  }\n]\n",
                      "");
}

TEST_F(transcript_test, current_says_more_or_less) {
    ASSERT_EQ(shop("upgrade -q").code, 0);
    EXPECT_TRANSCRIPT(shop("current -v"), 0,
                      "Current revision(s) for sqlite:///shop.db:\nRev: 5ca0f991801d (head) (current)\nParent: "
                      "1720ca777755\n\n    upd table purschases\n\n",
                      "");
    EXPECT_TRANSCRIPT(shop("current -q"), 0, "5ca0f991801d\n", "");
    EXPECT_NE(shop("current --json").out.find("\"revision\": \"5ca0f991801d\""), std::string::npos);
}

TEST_F(transcript_test, a_plan_is_only_a_plan) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    EXPECT_TRANSCRIPT(
        shop("plan +1"), 0,
        "upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n    in one transaction with the others\n"
        "    native   ALTER TABLE \"products\" ADD COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL;\n\n",
        "");
    const transcript whole = shop("upgrade --dry-run");
    EXPECT_EQ(whole.code, 0);
    EXPECT_NE(whole.out.find("in one transaction with the others; foreign keys off meanwhile\n    rebuild  CREATE "
                             "TABLE \"_aludel_new_purchases\" ("),
              std::string::npos)
        << whole;
    EXPECT_EQ(shop("plan -q").out, "1b95d36c8908\n1720ca777755\n5ca0f991801d\n");
    EXPECT_NE(shop("plan --json").out.find("\"manner\": \"native\",\n          \"sql\": \"ALTER TABLE"),
              std::string::npos);
    EXPECT_EQ(shop("downgrade base --dry-run -q").out, "2fda6446e69f\n47f559ec82bb\n");
    EXPECT_EQ(shop("plan --down -1 -q").out, "2fda6446e69f\n");
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
}

TEST_F(transcript_test, a_script_makes_the_same_database) {
    const transcript result = shop("script");
    ASSERT_EQ(result.code, 0) << result;
    EXPECT_TRUE(result.out == shop("upgrade base:heads --sql").out);
    EXPECT_TRUE(without_first_line(result.out) == without_first_line(shop("upgrade --sql").out));
    al::sqlite3::connection by_script("script.db");
    by_script.execute(result.out);
    ASSERT_EQ(shop("upgrade -q").code, 0);
    const char* const schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid";
    EXPECT_EQ(by_script.query(schema), al::sqlite3::connection("shop.db").query(schema));
    al::sqlite3::connection("shop.db").execute(shop("downgrade head:2fda --sql").out);
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
    EXPECT_TRUE(shop("script head:2fda").out == shop("downgrade head:2fda --sql").out);
    EXPECT_TRANSCRIPT(
        shop("downgrade base --sql"), 2, "",
        "FAILED: downgrade with --sql requires <fromrev>:<torev>, for a script cannot know where the database is\n");
    EXPECT_EQ(shop("upgrade +1 --sql").code, 1);
    EXPECT_EQ(shop("upgrade --sql --tag release-7").out.substr(0, 18), "-- tag: release-7\n");
}

TEST_F(transcript_test, stamps) {
    EXPECT_TRANSCRIPT(shop("stamp 1b95"), 0, "Stamped: the database is at 1b95d36c8908\n", "");
    EXPECT_TRANSCRIPT(shop("stamp 1b95"), 0, "Nothing to do: the database is at 1b95d36c8908\n", "");
    EXPECT_TRANSCRIPT(shop("stamp head --json"), 0,
                      "{\n  \"command\": \"stamp\",\n  \"steps\": 0,\n  \"from\": [\n    \"1b95d36c8908\"\n  ],\n  "
                      "\"to\": [\n    \"5ca0f991801d\"\n  ]\n}\n",
                      "");
    EXPECT_EQ(shop("stamp base").out, "Stamped: the database is at base\n");
    const transcript script = shop("stamp 2fda --sql");
    EXPECT_EQ(script.code, 0);
    al::sqlite3::connection("shop.db").execute(script.out);
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
    al::sqlite3::connection("shop.db").execute(shop("stamp 2fda:head --sql").out);
    EXPECT_EQ(shop("current").out, "5ca0f991801d (head)\n");
    EXPECT_EQ(shop("stamp --purge --sql head").code, 2);
}

TEST_F(transcript_test, a_baseline_takes_a_database_over) {
    EXPECT_TRANSCRIPT(shop("baseline head"), 1, "",
                      "FAILED: there is no database at `shop.db` yet. Look at the path, or upgrade, which makes it\n");
    execute(shop("schema 2fda").out);
    EXPECT_TRANSCRIPT(shop("baseline 1b95"), 1, "",
                      "FAILED: the database is not what `1b95` leads to: table `products` lacks column "
                      "`hidden_content`. Nothing was changed; the database is at base. "
                      "Name the revision that it is at, change the database by hand, or accept the differences "
                      "(allow_differences, and --force of the tool).\n");
    EXPECT_TRANSCRIPT(shop("current"), 0, "", "The database is at base: no revision is applied.\n");
    EXPECT_TRANSCRIPT(shop("baseline 2fda"), 0, "Baseline: the database is at 2fda6446e69f\n", "");
    EXPECT_TRANSCRIPT(shop("baseline 2fda"), 1, "",
                      "FAILED: the database is at `2fda6446e69f` already, and a baseline is for one that no migration "
                      "has touched. Nothing was changed. Upgrade it; or stamp it, if it is at another revision.\n");
    ASSERT_EQ(shop("upgrade -q").code, 0);
    EXPECT_EQ(shop("check").code, 0);
    std::filesystem::remove("shop.db");
    execute("CREATE TABLE anything (x)");
    EXPECT_TRANSCRIPT(shop("baseline head --force --json"), 0,
                      "{\n  \"command\": \"baseline\",\n  \"steps\": 0,\n  \"from\": [],\n  \"to\": [\n    "
                      "\"5ca0f991801d\"\n  ]\n}\n",
                      "");
    EXPECT_NE(shop("completion bash").out.find("        baseline:*) words="), std::string::npos);
}

TEST_F(transcript_test, show_says_all) {
    const transcript result = shop("show 1b95");
    EXPECT_TRANSCRIPT(
        result, 0,
        "Rev: 1b95d36c8908\nParent: 2fda6446e69f\n\n    add hidden content\n\n"
        "Upgrade:\n    add_column(\"products\", column(\"hidden_content\", text, not_null, default_to(\"\")))\n\n"
        "    ALTER TABLE \"products\" ADD COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL;\n\n"
        "Downgrade: (derived)\n    drop_column(\"products\", \"hidden_content\")\n\n"
        "    ALTER TABLE \"products\" DROP COLUMN \"hidden_content\";\n\n",
        "");
    EXPECT_NE(shop("show 1720").out.find("column(\"payment_id\", varchar, not_null)).fill(sql(\"'legacy-' || id\"))"),
              std::string::npos);
    EXPECT_NE(shop("show head --json").out.find("\"drop_column(\\\"purchases\\\", \\\"payment_type\\\")\""),
              std::string::npos);
    ASSERT_EQ(shop("upgrade 1b95 -q").code, 0);
    EXPECT_EQ(shop("show current").out, result.out);
}

TEST_F(transcript_test, check_finds_what_is_not_as_it_should_be) {
    ASSERT_EQ(shop("upgrade 1720 -q").code, 0);
    const std::string now = *al::sqlite3::connection("shop.db").query(
        "SELECT checksum FROM aludel_journal WHERE revision = '2fda6446e69f'")[0][0];
    execute(
        "ALTER TABLE users ADD COLUMN nickname TEXT; UPDATE aludel_journal SET checksum = '0' WHERE revision = "
        "'2fda6446e69f'");
    EXPECT_TRANSCRIPT(shop("check"), 3,
                      "pending: revision `5ca0f991801d` is not applied. Upgrade\n"
                      "edited: revision `2fda6446e69f` was edited after it had been applied (checksum 0 then, " +
                          now +
                          " now). Restore it, and write a new revision; or say .accept_checksum(\"0\") on it\n"
                          "drift: table `users` has the extra column `nickname`\n",
                      "");
    EXPECT_TRANSCRIPT(shop("check --offline"), 0,
                      "No new upgrade operations detected: the history leads to the models.\n", "");
    const transcript as_json = shop("check --json");
    EXPECT_EQ(as_json.out.substr(0, 15), "{\n  \"ok\": false");
    EXPECT_NE(as_json.out.find(
                  "\"revision\": \"2fda6446e69f\",\n      \"checksum_in_journal\": \"0\",\n      \"checksum_now\": \"" +
                  now + "\""),
              std::string::npos)
        << as_json;
    const transcript refused = shop("upgrade");
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("revision `2fda6446e69f` was edited after the database ran it"), std::string::npos)
        << refused;
    EXPECT_EQ(shop("upgrade --allow-edited -q").code, 0);
    EXPECT_EQ(shop("downgrade -1 -q").code, 1);
    EXPECT_EQ(shop("downgrade -1 --allow-edited -q").code, 0);
}

inline constexpr auto first_users =
    al::revision("f1", "users")
        .upgrade(
            al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("old_mail", al::text)),
            al::create_table("tmp_old", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<first_users> small_history{};
inline constexpr auto users_table = al::table("users", al::column("id", al::integer, al::primary_key),
                                              al::column("name", al::text), al::index("by_name", "name"));
inline constexpr auto tags_table = al::table("tags", al::column("id", al::integer, al::primary_key));
inline constexpr al::metadata<users_table, tags_table> small_models{};

inline constexpr auto unique_mail = al::revision("f2", "one mail each")
                                        .revises("f1")
                                        .upgrade(al::add_constraint("users", al::unique("old_mail")))
                                        .acknowledge(al::rule::adds_unique, "this is to fail");
inline constexpr al::history<first_users, unique_mail> unique_history{};

// clang-format off
// What `schema --format cpp` and `--format operations` print of it.
namespace generated {

namespace tables {

inline constexpr auto users = al::table("users",
    al::column("id", al::integer, al::primary_key),
    al::column("old_mail", al::text),
    al::unique("old_mail"));
inline constexpr auto tmp_old = al::table("tmp_old",
    al::column("id", al::integer, al::primary_key));

}  // namespace tables

inline constexpr al::metadata<tables::users, tables::tmp_old> models{};

inline constexpr auto start = al::revision("g1")
.upgrade(
    al::create_table("users",
        al::column("id", al::integer, al::primary_key),
        al::column("old_mail", al::text),
        al::unique("old_mail")),
    al::create_table("tmp_old",
        al::column("id", al::integer, al::primary_key)))
;

}  // namespace generated
// clang-format on
static_assert(al::matches<unique_history, generated::models>);
inline constexpr al::history<generated::start> generated_history{};
static_assert(al::matches<generated_history, generated::models>);

TEST_F(transcript_test, a_schema_as_code) {
    const std::string source = content_of(__FILE__);
    const auto printed = [](std::string_view line) { return run_tool<unique_history>(words(line)).out; };
    const std::string models = printed("schema --format cpp"), operations = printed("schema --format operations");
    const std::size_t first = models.find("namespace tables");
    ASSERT_NE(first, models.npos) << models;
    EXPECT_TRUE(models.starts_with("// What the program keeps in its database.\n#pragma once\n")) << models;
    EXPECT_NE(source.find(models.substr(first)), source.npos) << models;
    EXPECT_NE(source.find("al::revision(\"g1\")\n" + operations + ";"), source.npos) << operations;
    EXPECT_EQ(printed("schema base --format operations"), "");
    EXPECT_NE(printed("schema base --format cpp").find("inline constexpr al::metadata<> models{};"), std::string::npos);
}

TEST_F(transcript_test, offending_rows_are_named) {
    const auto tool = [](std::string_view line) { return run_tool<unique_history>(words(line)); };
    ASSERT_EQ(tool("upgrade f1 -q").code, 0);
    execute("INSERT INTO users VALUES (1, 'a\x1b[2Jb'), (2, 'c'), (3, 'a\x1b[2Jb')");
    EXPECT_TRANSCRIPT(
        tool("upgrade"), 1, "",
        "Running upgrade f1 -> f2, one mail each\n"
        "FAILED: upgrade `f2`, statement 2 of 6: UNIQUE constraint failed: users.old_mail (error 2067). Nothing was "
        "changed; the database is at `f1`. Rows that exist contradict it: correct them, or correct the revision.\n"
        "Offending rows of table `users`:\n    id = 1, old_mail = a\\x1b[2Jb\n    id = 3, old_mail = a\\x1b[2Jb\n"
        "The statement was: INSERT INTO \"_aludel_new_users\" (\"id\", \"old_mail\")\nSELECT \"id\", \"old_mail\"\n"
        "FROM \"users\"\n");
    const std::string error = tool("upgrade --json -q").err;
    EXPECT_NE(error.find("  \"revision\": \"f2\",\n  \"offending_rows\": {\n    \"table\": \"users\",\n"),
              std::string::npos)
        << error;
    EXPECT_NE(error.find("\"id\",\n      \"old_mail\"\n    ],\n"), std::string::npos) << error;
    EXPECT_NE(error.find("        \"3\",\n        \"a\\u001b[2Jb\"\n      ]\n    ],\n    \"has_more\": false\n"),
              std::string::npos)
        << error;
}

TEST_F(transcript_test, comparisons_can_leave_out_objects) {
    const auto small = [](std::string_view line) { return run_tool<small_history, small_models>(words(line)); };
    ASSERT_EQ(small("upgrade -q").code, 0);
    execute("CREATE TABLE tmp_a (id INTEGER PRIMARY KEY); CREATE TABLE tmp_b (id INTEGER PRIMARY KEY)");
    const auto kinds_of = [&](std::string_view line) {
        const std::string out = small(line).out;
        std::string result;
        for (const std::string word :
             {"`old_mail`", "`name`", "`by_name`", "`tags`", "`tmp_old`", "`tmp_a`", "`tmp_b`"})
            if (out.find(word) != out.npos) result += word.substr(1, word.size() - 2) + " ";
        return result;
    };
    EXPECT_EQ(kinds_of("check"), "old_mail name by_name tags tmp_old tmp_a tmp_b ");
    EXPECT_EQ(kinds_of("check --ignore tmp_*"), "old_mail name by_name tags ");
    EXPECT_EQ(kinds_of("check --exclude tmp_? --exclude users.old_* --exclude index:by_*"), "name tags tmp_old ");
    EXPECT_EQ(kinds_of("check --exclude users --exclude table:t*"), "");
    EXPECT_EQ(small("check --exclude users --exclude table:t*").code, 0);
    EXPECT_EQ(kinds_of("check --include users.*"), "old_mail name by_name ");
    EXPECT_EQ(kinds_of("check --include users --exclude column:users.name"), "old_mail by_name ");
    std::ofstream("aludel.ini") << "ignore = tmp_*\n";
    EXPECT_EQ(kinds_of("check"), "old_mail name by_name tags ");
    std::ofstream("aludel.ini") << "exclude = [\"tmp_*\", \"tags\"]\n";
    EXPECT_EQ(kinds_of("check"), "old_mail name by_name ");
    std::filesystem::remove("aludel.ini");
    EXPECT_EQ(kinds_of("check --include users.* --exclude *.*e"), "old_mail ");
    ASSERT_EQ(small("stamp base -q").code, 0);
    const transcript refused = small("baseline head --exclude tmp_b");
    EXPECT_NE(refused.err.find("table `tmp_a` is unexpected. Nothing was changed"), refused.err.npos) << refused;
    EXPECT_EQ(refused.err.find("tmp_b"), refused.err.npos) << refused;
    EXPECT_EQ(small("baseline head --exclude tmp_*").code, 0);
    for (const std::string line : {"check --exclude tabel:x", "baseline head --exclude index:"})
        EXPECT_TRANSCRIPT(
            small(line), 2, "",
            "FAILED: `" + line.substr(line.rfind(' ') + 1) +
                "` names no objects. Write a table as `tmp_*`, `users.old_*` for what belongs to one, or a "
                "kind (table, column, constraint, index, view, trigger) and a name as `index:tmp_*`\n");

    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const std::string header = small("revision -m x --autogenerate --dry-run --exclude tmp_* --exclude tags").out;
    EXPECT_NE(header.find("al::add_column(\"users\""), header.npos) << header;
    EXPECT_NE(header.find("al::drop_column(\"users\", \"old_mail\")"), header.npos) << header;
    EXPECT_EQ(header.find("al::create_table"), header.npos) << header;
    EXPECT_EQ(header.find("al::drop_table"), header.npos) << header;
}

TEST_F(transcript_test, the_schema_at_a_revision) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    al::sqlite3::connection by_schema("schema.db");
    by_schema.execute(shop("schema 2fda").out);
    const char* const tables =
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel%' AND name NOT LIKE "
        "'sqlite%' ORDER BY name";
    EXPECT_EQ(by_schema.query(tables), al::sqlite3::connection("shop.db").query(tables));
    EXPECT_TRANSCRIPT(shop("schema --diff 2fda:head"), 0,
                      "+ column `hidden_content` of table `products`\n+ column `payment_id` of table `purchases`\n+ "
                      "column `payment_type` of table `purchases`\n"
                      "+ unique constraint `uq_purchases_payment_id` of table `purchases`\n",
                      "");
    EXPECT_TRANSCRIPT(shop("schema --diff head:1720"), 0, "- column `payment_type` of table `purchases`\n", "");
    const transcript picture = shop("schema --format mermaid");
    EXPECT_NE(picture.out.find("    users ||--o{ purchases : \"user_id\"\n"), std::string::npos) << picture;
    EXPECT_NE(picture.out.find("        varchar payment_id UK\n"), std::string::npos) << picture;
    EXPECT_NE(shop("schema --format dot").out.find("\"purchases\" -> \"users\" [label=\"user_id\"];"),
              std::string::npos);
    EXPECT_NE(shop("schema --json")
                  .out.find("\"column\": \"payment_id\",\n        \"type\": \"varchar\",\n        \"nullable\": false"),
              std::string::npos);
}

TEST_F(transcript_test, the_log_has_what_was_done_newest_first) {
    EXPECT_TRANSCRIPT(shop("log"), 0, "", "There is no database yet.\n");
    EXPECT_EQ(shop("log --json").out, "[]\n");
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    ASSERT_EQ(shop("downgrade -1 -q").code, 0);
    ASSERT_EQ(shop("stamp 1b95 -q").code, 0);
    execute("UPDATE aludel_journal SET applied_at = '2026-11-26T04:12:0' || entry || '.123Z', duration_ms = entry");
    execute("UPDATE aludel_journal SET duration_ms = NULL WHERE direction = 'stamp'");
    execute(
        "INSERT INTO aludel_journal VALUES (5, 'beef', 'upgrade', '0123456789abcdef', '2026-11-26T04:12:05.123Z', 0)");
    const std::string newest =
        "2026-11-26T04:12:05.123Z  upgrade    beef (unknown) (0 ms)\n"
        "2026-11-26T04:12:04.123Z  stamp      1b95d36c8908, add hidden content\n";
    EXPECT_TRANSCRIPT(shop("log"), 0,
                      newest +
                          "2026-11-26T04:12:03.123Z  downgrade  2fda6446e69f, Initial revision (3 ms)\n"
                          "2026-11-26T04:12:02.123Z  upgrade    2fda6446e69f, Initial revision (2 ms)\n"
                          "2026-11-26T04:12:01.123Z  upgrade    47f559ec82bb, Initial revision (1 ms)\n",
                      "");
    EXPECT_TRANSCRIPT(shop("log -n 2"), 0, newest, "");
    EXPECT_TRANSCRIPT(shop("log -q -n 2"), 0, "beef\n1b95d36c8908\n", "");
    EXPECT_NE(shop("log -v").out.find("beef (unknown) (0 ms)  checksum 0123456789abcdef\n"), std::string::npos);
    EXPECT_TRANSCRIPT(shop("log --json -n 1"), 0,
                      "[\n  {\n    \"time\": \"2026-11-26T04:12:05.123Z\",\n    \"action\": \"upgrade\",\n"
                      "    \"revision\": \"beef\",\n    \"message\": null,\n"
                      "    \"checksum\": \"0123456789abcdef\",\n    \"duration_ms\": 0\n  }\n]\n",
                      "");
}

TEST_F(transcript_test, verbose_shows_statements) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    EXPECT_EQ(shop("upgrade +1 -v").err.substr(0, 145),
              "Running upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n    ALTER TABLE \"products\" ADD "
              "COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL\n");
}

TEST_F(transcript_test, help_has_examples) {
    for (const char* const command : {"upgrade", "downgrade", "current",  "log",    "history", "heads", "branches",
                                      "plan",    "show",      "check",    "schema", "script",  "stamp", "baseline",
                                      "redo",    "adopt",     "revision", "merge",  "squash",  "init",  "completion"}) {
        const transcript result = shop_with({command, "--help"});
        EXPECT_EQ(result.code, 0);
        EXPECT_NE(result.out.find(std::string("Examples:\n  shop ") + command), std::string::npos) << result;
    }
    EXPECT_EQ(shop("--help").code, 0);
}

/// The completions that bash offers for a line, for a program `shop` of two revisions.
std::string offered(const std::string& line) {
    std::ofstream("ask.sh")
        << "shop() { echo 2fda6446e69f; echo 47f559ec82bb; }\nsource completion.sh\nCOMP_WORDS=(" << line
        << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_shop\necho \"${COMPREPLY[*]}\" >offered.txt\n";
    EXPECT_EQ(std::system("bash ask.sh"), 0);
    std::ifstream file("offered.txt");
    std::string result;
    std::getline(file, result);
    return result;
}

TEST_F(transcript_test, shells_complete) {
    std::ofstream("completion.sh") << shop("completion bash").out;
    EXPECT_EQ(offered("shop up"), "upgrade");
    EXPECT_EQ(offered("shop -d sqlite:///heads s"), "show schema script stamp squash");
    EXPECT_EQ(offered("shop upgrade 2"), "2fda6446e69f");
    EXPECT_EQ(offered("shop upgrade he"), "head heads");
    EXPECT_EQ(offered("shop upgrade --d"), "--dry-run --database");
    EXPECT_EQ(offered("shop history --format ''"), "list mermaid dot");
    EXPECT_EQ(offered("shop completion f"), "fish");
    EXPECT_EQ(offered("shop current 2"), "") << "takes none";
    std::ofstream("shop.db").flush();
    EXPECT_EQ(offered("shop current -d ''").substr(0, 21), "sqlite:/// sqlite:///");
    EXPECT_EQ(offered("shop current -d sqlite:///sh"), "///shop.db") << "bash ends words at colons";
    EXPECT_EQ(offered("shop current --config sh"), "shop.db");
    std::filesystem::create_directories("migrations");
    EXPECT_EQ(offered("shop revision --directory mig"), "migrations");
    EXPECT_EQ(shop("completion zsh").out.substr(0, 14), "#compdef shop\n");
    const std::string fish = shop("completion fish").out;
    for (const char* const line : {"complete -c shop -n __fish_use_subcommand -a upgrade -d 'Apply the revisions that "
                                   "the database does not have, up to a target'\n",
                                   "complete -c shop -n '__fish_seen_subcommand_from history' -l format -d 'list, "
                                   "mermaid or dot' -x -a 'list mermaid dot'\n",
                                   "complete -c shop -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n"})
        EXPECT_NE(fish.find(line), std::string::npos) << line;
}

TEST_F(transcript_test, what_is_written_in_json) {
    const auto parsed = [](const std::vector<std::string>& arguments) {
        const transcript result = shop_with(arguments);
        EXPECT_EQ(result.code, 0) << result;
        return nlohmann::json::parse(result.out, nullptr, false);
    };
    EXPECT_EQ(parsed({"init", "project", "--json"}),
              (nlohmann::json{{"directory", "project"}, {"program", "project"}}));
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    nlohmann::json planned = parsed({"revision", "-m", "more", "--rev-id", "abc", "--dry-run", "--json"});
    EXPECT_EQ(planned["written"], false);
    EXPECT_FALSE(std::filesystem::exists("migrations/abc_more.hpp"));
    const nlohmann::json written = parsed({"revision", "-m", "more", "--rev-id", "abc", "--json"});
    planned["written"] = true;
    EXPECT_EQ(written, planned);
    EXPECT_EQ(written["file"], "migrations/abc_more.hpp");
    EXPECT_EQ(written["code"], content_of("migrations/abc_more.hpp"));
    EXPECT_EQ(written["parents"], nlohmann::json::array({"5ca0f991801d"}));
    const nlohmann::json schema = parsed({"schema", "1b95", "--json"});
    std::map<std::string, nlohmann::json> defaults;
    for (const nlohmann::json& table : schema)
        if (table["table"] == "products")
            for (const nlohmann::json& column : table["columns"]) defaults[column["column"]] = column["default"];
    EXPECT_EQ(defaults["name"], nullptr);
    EXPECT_EQ(defaults["hidden_content"], "\"\"") << "the default that is empty";
}

TEST_F(transcript_test, what_would_not_compile_is_not_written) {
    std::filesystem::create_directory("migrations");
    const std::string list = "// aludel: the next include\n// aludel: the next revision\n";
    std::ofstream("migrations/history.hpp") << list;
    const auto refusal = [](std::string_view more) { return shop("revision -m x " + std::string(more)).err; };
    EXPECT_EQ(refusal("--rev-id 2fda6446e69f"),
              "FAILED: [AL102] revision: `2fda6446e69f` is in the history already. Give one of the two another id "
              "(revision `2fda6446e69f`)\n");
    EXPECT_EQ(refusal("--rev-id head"),
              "FAILED: [AL101] revision: id `head` is a word of targets (head heads base current). Choose another "
              "(revision `head`)\n");
    EXPECT_EQ(refusal("--rev-id a --branch-label base"),
              "FAILED: [AL110] revision: label `base` is a word of targets (head heads base current). Choose another "
              "(revision `a`)\n");
    EXPECT_EQ(refusal("--rev-id a --head 2fda --splice"),
              "FAILED: [AL109] revision: the history has 2 heads: `5ca0f991801d`, `a`. Merge them with a revision that "
              "revises both, or say al::branches_allowed\n");
    EXPECT_EQ(refusal("--head 2fda"),
              "FAILED: Revision 2fda6446e69f is not a head revision; please specify --splice to create a new branch "
              "from this revision\n");
    EXPECT_EQ(shop("merge -m x 2fda 2fda").err,
              "FAILED: there is nothing to merge: 1 revision alone. Name two or more\n");
    EXPECT_EQ(content_of("migrations/history.hpp"), list);
    EXPECT_EQ(shop("revision -m x --rev-id a --depends-on 2fda").code, 0);
    EXPECT_NE(content_of("migrations/a_x.hpp").find(".depends_on(\"2fda6446e69f\")"), std::string::npos)
        << "the whole id, which alone compiles";
}

TEST_F(transcript_test, the_version) {
    const std::string versions =
        "aludel " + std::string(al::library_version) + "\nSQLite " + sqlite3_libversion() + "\n";
    EXPECT_TRANSCRIPT(shop("--version"), 0, versions, "");
    EXPECT_TRANSCRIPT(shop("upgrade --version"), 0, versions, "");
    EXPECT_TRANSCRIPT(shop("--version --json"), 0,
                      "{\n  \"aludel\": \"" + std::string(al::library_version) +
                          "\",\n  \"clients\": [\n    \"SQLite " + sqlite3_libversion() + "\"\n  ]\n}\n",
                      "");
    EXPECT_FALSE(std::filesystem::exists("shop.db"));
}

TEST_F(transcript_test, options_come_from_a_file_as_well) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    std::ofstream("aludel.ini") << "database = \"sqlite:///other.db\"\n";
    EXPECT_EQ(shop("upgrade -q").code, 0);
    EXPECT_TRUE(std::filesystem::exists("other.db"));
    EXPECT_EQ(shop("current -d sqlite:///shop.db").err, "There is no database yet.\n");
    // The command line has priority over the environment, the environment over the file.
    ::setenv("ALUDEL_DATABASE_URL", "sqlite:///third.db", 1);
    EXPECT_EQ(shop("current -v").out, "Current revision(s) for sqlite:///third.db:\n");
    EXPECT_EQ(shop("current -v -d sqlite:///fourth.db").out, "Current revision(s) for sqlite:///fourth.db:\n");
    ::setenv("ALUDEL_DATABASE_URL", "", 1);
    EXPECT_EQ(shop("current -q").out, "5ca0f991801d\n") << "an empty variable says nothing";
    // A file in TOML, with the options of one command.
    std::ofstream("shop.toml") << "# for the release\njson = true\n[script]\ntag = \"release 7\"\n";
    EXPECT_EQ(shop("heads --config shop.toml").out.substr(0, 2), "[\n");
    EXPECT_EQ(shop("script --config shop.toml").out.substr(0, 18), "-- tag: release 7\n");
}

TEST_F(transcript_test, a_revision_is_written_into_the_folder) {
    const transcript first = shop("init project -q");
    ASSERT_EQ(first.code, 0) << first;
    EXPECT_EQ(shop("init project").err,
              "FAILED: Directory project already exists and is not empty. Choose another, or say --here to add "
              "migrations to it\n");
    EXPECT_EQ(content_of("project/CMakeLists.txt").substr(0, 61),
              "cmake_minimum_required(VERSION 3.23...3.31)\nproject(project L");
    EXPECT_EQ(shop_with({"init", "my shop"}).err,
              "FAILED: the program would be called `my shop`, which CMake cannot build. Name the folder with letters, "
              "digits, _ and -, and not like a target of CMake's\n");
    EXPECT_EQ(shop("init 7days").code, 1);
    EXPECT_EQ(shop("init some/where/test").code, 1);
    EXPECT_FALSE(std::filesystem::exists("some"));
    EXPECT_EQ(
        shop("init other/").out,
        "Generated other/. Then, in it:\n    cmake -S . -B build && cmake --build build\n    build/other upgrade\n");
    EXPECT_EQ(shop_with({"revision", "-m", "more"}).code, 1);
    EXPECT_NE(shop_with({"revision", "-m", "more", "--directory", "project/migrations"})
                  .err.find("which this program was built without. Build it first"),
              std::string::npos);
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp")
        << "// aludel: the next include\nhistory<a\n    // aludel: the next revision\n>\n";
    EXPECT_TRANSCRIPT(shop_with({"revision", "-m", "More \"stars\"", "--rev-id", "abc"}), 0,
                      "Generated migrations/abc_more_stars.hpp; build the program to have it\n", "");
    EXPECT_EQ(content_of("migrations/history.hpp"),
              "#include \"abc_more_stars.hpp\"\n// aludel: the next include\nhistory<a\n    , migrations::r_abc\n    "
              "// aludel: the next revision\n>\n");
    EXPECT_NE(content_of("migrations/abc_more_stars.hpp")
                  .find("inline constexpr auto r_abc =\n    al::revision(\"abc\", \"More \\\"stars\\\"\")\n        "
                        ".revises(\"5ca0f991801d\");\n"),
              std::string::npos);
    EXPECT_TRANSCRIPT(shop_with({"revision", "-m", "x", "--autogenerate"}), 1, "",
                      "FAILED: the folder has revision `abc`, which this program was built without. Build it first\n");
}

/// The shop, where `hidden_content` is called `content` and categories are sections.
constexpr auto sections =
    al::table("sections", al::column("category_name", al::text, al::not_null), shop::base_columns);
constexpr auto renamed_products =
    al::table("products", al::column("name", al::text, al::not_null), al::column("description", al::text, al::not_null),
              al::column("price", al::integer, al::not_null), al::column("file_id", al::text),
              al::column("category_id", al::integer, al::not_null, al::references("sections", "id")),
              al::column("content", al::text, al::not_null, al::default_to("")), shop::base_columns);
constexpr al::metadata<shop::users, sections, renamed_products, shop::purchases> other_models{};

TEST_F(transcript_test, renames_are_said_and_not_guessed) {
    std::filesystem::create_directory("migrations");
    const std::string list = "// aludel: the next include\n// aludel: the next revision\n";
    std::ofstream("migrations/history.hpp") << list;
    const auto write = [](const std::vector<std::string>& more) {
        std::vector<std::string> whole{"revision", "-m", "names", "--autogenerate", "--rev-id", "abc"};
        whole.insert(whole.end(), more.begin(), more.end());
        return run_tool<shop::history, other_models>(whole);
    };
    EXPECT_TRANSCRIPT(
        write({"--rename", "products.hiden=content"}), 1, "",
        "FAILED: [AL402] rename: table `products` has no column `hiden`. Name one that is there before the change\n");
    EXPECT_TRANSCRIPT(
        write({"--rename", "products"}), 2, "",
        "FAILED: `products` is no rename. Write users.name=full_name for a column, users=people for a table, "
        "mood.sad=blue for a value of an enumeration\n");
    EXPECT_TRANSCRIPT(shop_with({"revision", "-m", "x", "--rename", "a=b"}), 2, "",
                      "FAILED: --rename is for --autogenerate: without it nothing is compared\n");
    EXPECT_EQ(content_of("migrations/history.hpp"), list) << "nothing is written";

    EXPECT_TRANSCRIPT(write({"--rename", "categories=sections", "--rename", "products.hidden_content=content"}), 0,
                      "Generated migrations/abc_names.hpp; build the program to have it\n", "");
    EXPECT_NE(content_of("migrations/abc_names.hpp")
                  .find("        .upgrade(\n            al::rename_table(\"categories\", \"sections\"),\n"
                        "            al::rename_column(\"products\", \"hidden_content\", \"content\"));\n"),
              std::string::npos)
        << content_of("migrations/abc_names.hpp");

    std::filesystem::remove("migrations/abc_names.hpp");
    std::ofstream("migrations/history.hpp") << list;
    const transcript dry =
        write({"--dry-run", "--rename", "categories=sections", "--rename", "products.hidden_content=content"});
    EXPECT_NE(dry.out.find("            al::rename_table(\"categories\", \"sections\"),\n"), std::string::npos) << dry;
    EXPECT_FALSE(std::filesystem::exists("migrations/abc_names.hpp"));
    EXPECT_EQ(content_of("migrations/history.hpp"), list);
    std::ofstream("migrations/history.hpp") << list;
    const transcript unsaid = write({});
    EXPECT_EQ(unsaid.code, 0);
    EXPECT_EQ(unsaid.err,
              "Column `products.hidden_content` is dropped and the similar `content` is added, so its data would be "
              "lost. If it is renamed, "
              "remove this revision from the folder again, and write it with --rename products.hidden_content=content\n"
              "Table `categories` is dropped and the similar `sections` is added, so its data would be lost. If it is "
              "renamed, "
              "remove this revision from the folder again, and write it with --rename categories=sections\n");
    EXPECT_NE(content_of("migrations/abc_names.hpp").find("al::drop_column(\"products\", \"hidden_content\")"),
              std::string::npos);
}

}  // namespace
