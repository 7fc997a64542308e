// SPDX-License-Identifier: BSL-1.0
// The tool of the digital market: every command, what it prints, and what it returns.
#include "tool_test.hpp"

#include "../../../examples/digital_market/models.hpp"

namespace {

class transcript_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<shop::history, shop::models>(words(line)); }
    static std::string without_first_line(const std::string& of) { return of.substr(of.find('\n')); }
    /// Arguments with spaces in them.
    static transcript shop_with(const std::vector<std::string>& arguments) { return run_tool<shop::history, shop::models>(arguments); }
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
    EXPECT_TRANSCRIPT(shop("check"), 0, "No new upgrade operations detected: the history leads to the models.\nThe database is as the history says.\n", "");
}

TEST_F(transcript_test, targets_up_and_down) {
    EXPECT_TRANSCRIPT(shop("upgrade +2"), 0, "Applied 2 revisions: the database is at 2fda6446e69f\n",
                      "Running upgrade  -> 47f559ec82bb, Initial revision\nRunning upgrade 47f559ec82bb -> 2fda6446e69f, Initial revision\n");
    EXPECT_TRANSCRIPT(shop("upgrade 1b95"), 0, "Applied 1 revision: the database is at 1b95d36c8908\n", "Running upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n");
    EXPECT_TRANSCRIPT(shop("upgrade -q"), 0, "", "");
    EXPECT_TRANSCRIPT(shop("downgrade -1"), 0, "Took back 1 revision: the database is at 1720ca777755\n", "Running downgrade 5ca0f991801d -> 1720ca777755, upd table purschases\n");
    EXPECT_TRANSCRIPT(shop("downgrade 1720"), 0, "Nothing to do: the database is at 1720ca777755\n", "");
    EXPECT_EQ(shop("downgrade base").out, "Took back 4 revisions: the database is at base\n");
    EXPECT_TRANSCRIPT(shop("current"), 0, "", "The database is at base: no revision is applied.\n");
    const transcript far = shop("current --check-heads");
    EXPECT_EQ(far.code, 3);
    EXPECT_EQ(far.err, "The database is at base: no revision is applied.\n"
                       "FAILED: the database is not on all head revisions (5ca0f991801d). shop upgrade heads brings it there\n");
}

TEST_F(transcript_test, rows_survive_the_way) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    execute("INSERT INTO users (telegram_id) VALUES (1), (2); INSERT INTO categories (category_name) VALUES ('books');"
            "INSERT INTO products (name, description, price, category_id) VALUES ('a', 'b', 1, 1);"
            "INSERT INTO purchases (user_id, product_id, price) VALUES (1, 1, 1), (2, 1, 1)");
    ASSERT_EQ(shop("upgrade -q").code, 0);
    const auto rows = al::sqlite3::connection("shop.db").query("SELECT payment_id, payment_type FROM purchases ORDER BY id");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(*rows[0][0], "legacy-1");
    EXPECT_EQ(*rows[1][0], "legacy-2");
    EXPECT_EQ(*rows[1][1], "unknown");
}

TEST_F(transcript_test, history_in_its_shapes) {
    const std::string all =
        "1720ca777755 -> 5ca0f991801d (head), upd table purschases\n"
        "1b95d36c8908 -> 1720ca777755, add column pay id\n"
        "2fda6446e69f -> 1b95d36c8908, add hidden content\n"
        "47f559ec82bb -> 2fda6446e69f, Initial revision\n"
        "<base> -> 47f559ec82bb, Initial revision\n";
    EXPECT_TRANSCRIPT(shop("history"), 0, all, "");
    ASSERT_EQ(shop("upgrade 1b95 -q").code, 0);
    EXPECT_TRANSCRIPT(shop("history -i -r 1b95:1720"), 0,
                      "1b95d36c8908 -> 1720ca777755, add column pay id\n2fda6446e69f -> 1b95d36c8908 (current), add hidden content\n", "");
    EXPECT_TRANSCRIPT(shop("history -r current:"), 0,
                      "1720ca777755 -> 5ca0f991801d (head), upd table purschases\n1b95d36c8908 -> 1720ca777755, add column pay id\n"
                      "2fda6446e69f -> 1b95d36c8908, add hidden content\n", "");
    EXPECT_TRANSCRIPT(shop("history -r -1: -v"), 0,
                      "Rev: 5ca0f991801d (head)\nParent: 1720ca777755\n\n    upd table purschases\n\nRev: 1720ca777755\nParent: 1b95d36c8908\n\n    add column pay id\n\n", "");
    EXPECT_TRANSCRIPT(shop("history -q"), 0, "5ca0f991801d\n1720ca777755\n1b95d36c8908\n2fda6446e69f\n47f559ec82bb\n", "");
    EXPECT_TRANSCRIPT(shop("heads"), 0, "5ca0f991801d (head)\n", "");
    EXPECT_TRANSCRIPT(shop("branches"), 0, "", "");
    EXPECT_TRANSCRIPT(shop("history -r 5ca0: --json"), 0,
                      "[\n  {\n    \"revision\": \"5ca0f991801d\",\n    \"message\": \"upd table purschases\",\n    \"parents\": [\n      \"1720ca777755\"\n    ],\n"
                      "    \"dependencies\": [],\n    \"labels\": [],\n    \"head\": true,\n    \"effective_head\": false,\n    \"branch_point\": false,\n"
                      "    \"merge_point\": false,\n    \"current\": false\n  }\n]\n", "");
}

TEST_F(transcript_test, current_says_more_or_less) {
    ASSERT_EQ(shop("upgrade -q").code, 0);
    EXPECT_TRANSCRIPT(shop("current -v"), 0, "Current revision(s) for sqlite:///shop.db:\nRev: 5ca0f991801d (head) (current)\nParent: 1720ca777755\n\n    upd table purschases\n\n", "");
    EXPECT_TRANSCRIPT(shop("current -q"), 0, "5ca0f991801d\n", "");
    EXPECT_NE(shop("current --json").out.find("\"revision\": \"5ca0f991801d\""), std::string::npos);
}

TEST_F(transcript_test, a_plan_is_only_a_plan) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    EXPECT_TRANSCRIPT(shop("plan +1"), 0,
                      "upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n    in one transaction with the others\n"
                      "    native   ALTER TABLE \"products\" ADD COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL;\n\n", "");
    const transcript whole = shop("upgrade --dry-run");
    EXPECT_EQ(whole.code, 0);
    EXPECT_NE(whole.out.find("in one transaction with the others; foreign keys off meanwhile\n    rebuild  CREATE TABLE \"_aludel_new_purchases\" ("), std::string::npos) << whole;
    EXPECT_EQ(shop("plan -q").out, "1b95d36c8908\n1720ca777755\n5ca0f991801d\n");
    EXPECT_NE(shop("plan --json").out.find("\"manner\": \"native\",\n          \"sql\": \"ALTER TABLE"), std::string::npos);
    EXPECT_EQ(shop("downgrade base --dry-run -q").out, "2fda6446e69f\n47f559ec82bb\n");
    EXPECT_EQ(shop("plan --down -1 -q").out, "2fda6446e69f\n");
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
}

TEST_F(transcript_test, a_script_makes_the_same_database) {
    const transcript made = shop("script");
    ASSERT_EQ(made.code, 0) << made;
    EXPECT_TRUE(made.out == shop("upgrade base:heads --sql").out);
    EXPECT_TRUE(without_first_line(made.out) == without_first_line(shop("upgrade --sql").out));
    al::sqlite3::connection by_script("script.db");
    by_script.execute(made.out);
    ASSERT_EQ(shop("upgrade -q").code, 0);
    const char* const schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid";
    EXPECT_EQ(by_script.query(schema), al::sqlite3::connection("shop.db").query(schema));
    al::sqlite3::connection("shop.db").execute(shop("downgrade head:2fda --sql").out);
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
    EXPECT_TRUE(shop("script head:2fda").out == shop("downgrade head:2fda --sql").out);
    EXPECT_TRANSCRIPT(shop("downgrade base --sql"), 2, "", "FAILED: downgrade with --sql requires <fromrev>:<torev>, for a script cannot know where the database is\n");
    EXPECT_EQ(shop("upgrade +1 --sql").code, 1);
    EXPECT_EQ(shop("upgrade --sql --tag release-7").out.substr(0, 18), "-- tag: release-7\n");
}

TEST_F(transcript_test, stamps) {
    EXPECT_TRANSCRIPT(shop("stamp 1b95"), 0, "Stamped: the database is at 1b95d36c8908\n", "");
    EXPECT_TRANSCRIPT(shop("stamp 1b95"), 0, "Nothing to do: the database is at 1b95d36c8908\n", "");
    EXPECT_TRANSCRIPT(shop("stamp head --json"), 0, "{\n  \"command\": \"stamp\",\n  \"steps\": 0,\n  \"from\": [\n    \"1b95d36c8908\"\n  ],\n  \"to\": [\n    \"5ca0f991801d\"\n  ]\n}\n", "");
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
    EXPECT_TRANSCRIPT(shop("baseline head"), 1, "", "FAILED: there is no database at `shop.db` yet. Look at the path, or upgrade, which makes it\n");
    execute(shop("schema 2fda").out);
    EXPECT_TRANSCRIPT(shop("baseline 1b95"), 1, "",
                      "FAILED: the database is not what `1b95` leads to: missing: table `products`: column `hidden_content` TEXT NOT NULL default ''. Nothing was changed; the database is at base. "
                      "Name the revision that it is at, change the database by hand, or accept the differences (allow_differences, and --force of the tool).\n");
    EXPECT_TRANSCRIPT(shop("current"), 0, "", "The database is at base: no revision is applied.\n");
    EXPECT_TRANSCRIPT(shop("baseline 2fda"), 0, "Baseline: the database is at 2fda6446e69f\n", "");
    EXPECT_TRANSCRIPT(shop("baseline 2fda"), 1, "",
                      "FAILED: the database is at `2fda6446e69f` already, and a baseline is for one that no migration has touched. Nothing was changed. Upgrade it; or stamp it, if that is not where it is.\n");
    ASSERT_EQ(shop("upgrade -q").code, 0);
    EXPECT_EQ(shop("check").code, 0);
    std::filesystem::remove("shop.db");
    execute("CREATE TABLE anything (x)");
    EXPECT_TRANSCRIPT(shop("baseline head --force --json"), 0, "{\n  \"command\": \"baseline\",\n  \"steps\": 0,\n  \"from\": [],\n  \"to\": [\n    \"5ca0f991801d\"\n  ]\n}\n", "");
    EXPECT_NE(shop("completion bash").out.find("        baseline) COMPREPLY"), std::string::npos);
}

TEST_F(transcript_test, show_says_all) {
    const transcript made = shop("show 1b95");
    EXPECT_TRANSCRIPT(made, 0,
                      "Rev: 1b95d36c8908\nParent: 2fda6446e69f\n\n    add hidden content\n\n"
                      "Upgrade:\n    add_column(\"products\", column(\"hidden_content\", text, not_null, default_to(\"\")))\n\n"
                      "    ALTER TABLE \"products\" ADD COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL;\n\n"
                      "Downgrade: (derived)\n    drop_column(\"products\", \"hidden_content\")\n\n"
                      "    ALTER TABLE \"products\" DROP COLUMN \"hidden_content\";\n\n", "");
    EXPECT_NE(shop("show 1720").out.find("column(\"payment_id\", varchar, not_null)).fill(sql(\"'legacy-' || id\"))"), std::string::npos);
    EXPECT_NE(shop("show head --json").out.find("\"drop_column(\\\"purchases\\\", \\\"payment_type\\\")\""), std::string::npos);
    ASSERT_EQ(shop("upgrade 1b95 -q").code, 0);
    EXPECT_EQ(shop("show current").out, made.out);
}

TEST_F(transcript_test, check_finds_what_is_not_as_it_should_be) {
    ASSERT_EQ(shop("upgrade 1720 -q").code, 0);
    const std::string now = *al::sqlite3::connection("shop.db").query("SELECT checksum FROM aludel_journal WHERE revision = '2fda6446e69f'")[0][0];
    execute("ALTER TABLE users ADD COLUMN nickname TEXT; UPDATE aludel_journal SET checksum = '0' WHERE revision = '2fda6446e69f'");
    EXPECT_TRANSCRIPT(shop("check"), 3,
                      "pending: revision `5ca0f991801d` is not applied. Upgrade\n"
                      "edited: revision `2fda6446e69f` was edited after it had been applied (checksum 0 then, " + now + " now). Restore it, and write a new revision; or say .accept_checksum(\"0\") on it\n"
                      "drift: unknown: table `users`: column `nickname` TEXT\n", "");
    EXPECT_TRANSCRIPT(shop("check --offline"), 0, "No new upgrade operations detected: the history leads to the models.\n", "");
    const transcript as_json = shop("check --json");
    EXPECT_EQ(as_json.out.substr(0, 15), "{\n  \"ok\": false");
    EXPECT_NE(as_json.out.find("\"revision\": \"2fda6446e69f\",\n      \"checksum_in_journal\": \"0\",\n      \"checksum_now\": \"" + now + "\""), std::string::npos) << as_json;
    const transcript refused = shop("upgrade");
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("revision `2fda6446e69f` was edited after the database ran it"), std::string::npos) << refused;
}

TEST_F(transcript_test, the_schema_at_a_revision) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    al::sqlite3::connection by_schema("schema.db");
    by_schema.execute(shop("schema 2fda").out);
    const char* const tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel%' AND name NOT LIKE 'sqlite%' ORDER BY name";
    EXPECT_EQ(by_schema.query(tables), al::sqlite3::connection("shop.db").query(tables));
    EXPECT_TRANSCRIPT(shop("schema --diff 2fda:head"), 0,
                      "+ column `hidden_content` of table `products`\n+ column `payment_id` of table `purchases`\n+ column `payment_type` of table `purchases`\n"
                      "+ unique constraint `uq_purchases_payment_id` of table `purchases`\n", "");
    EXPECT_TRANSCRIPT(shop("schema --diff head:1720"), 0, "- column `payment_type` of table `purchases`\n", "");
    const transcript picture = shop("schema --format mermaid");
    EXPECT_NE(picture.out.find("    users ||--o{ purchases : \"user_id\"\n"), std::string::npos) << picture;
    EXPECT_NE(picture.out.find("        varchar payment_id UK\n"), std::string::npos) << picture;
    EXPECT_NE(shop("schema --format dot").out.find("\"purchases\" -> \"users\" [label=\"user_id\"];"), std::string::npos);
    EXPECT_NE(shop("schema --json").out.find("\"column\": \"payment_id\",\n        \"type\": \"varchar\",\n        \"nullable\": false"), std::string::npos);
}

TEST_F(transcript_test, verbose_shows_statements) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    EXPECT_EQ(shop("upgrade +1 -v").err.substr(0, 145),
              "Running upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content\n    ALTER TABLE \"products\" ADD COLUMN \"hidden_content\" TEXT DEFAULT '' NOT NULL\n");
}

TEST_F(transcript_test, help_has_examples) {
    for (const char* const command : {"upgrade", "downgrade", "current", "history", "heads", "branches", "plan", "show", "check", "schema", "script", "stamp", "baseline", "revision", "merge", "init", "completion"}) {
        const transcript made = shop_with({command, "--help"});
        EXPECT_EQ(made.code, 0);
        EXPECT_NE(made.out.find(std::string("Examples:\n  shop ") + command), std::string::npos) << made;
    }
    EXPECT_EQ(shop("--help").code, 0);
    EXPECT_NE(shop("completion bash").out.find("complete -F _shop shop"), std::string::npos);
    EXPECT_NE(shop("completion zsh").out.find("#compdef shop"), std::string::npos);
    EXPECT_NE(shop("completion fish").out.find("complete -c shop -n __fish_use_subcommand -a upgrade"), std::string::npos);
}

TEST_F(transcript_test, options_come_from_a_file_as_well) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    std::ofstream("aludel.ini") << "database = \"sqlite:///other.db\"\n";
    EXPECT_EQ(shop("upgrade -q").code, 0);
    EXPECT_TRUE(std::filesystem::exists("other.db"));
    EXPECT_EQ(shop("current -d sqlite:///shop.db").err, "There is no database yet.\n");
}

TEST_F(transcript_test, a_revision_is_written_into_the_folder) {
    const transcript first = shop("init project -q");
    ASSERT_EQ(first.code, 0) << first;
    EXPECT_EQ(shop("init project").err, "FAILED: Directory project already exists and is not empty. Choose another\n");
    EXPECT_EQ(shop_with({"revision", "-m", "more"}).code, 1);
    EXPECT_NE(shop_with({"revision", "-m", "more", "--directory", "project/migrations"}).err.find("which this program was built without. Build it first"), std::string::npos);
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\nhistory<a\n    // aludel: the next revision\n>\n";
    EXPECT_TRANSCRIPT(shop_with({"revision", "-m", "More \"stars\"", "--rev-id", "abc"}), 0, "Generated migrations/abc_more_stars.hpp; build the program to have it\n", "");
    EXPECT_EQ(content_of("migrations/history.hpp"), "#include \"abc_more_stars.hpp\"\n// aludel: the next include\nhistory<a\n    , migrations::r_abc\n    // aludel: the next revision\n>\n");
    EXPECT_NE(content_of("migrations/abc_more_stars.hpp").find("inline constexpr auto r_abc =\n    al::revision(\"abc\", \"More \\\"stars\\\"\")\n        .revises(\"5ca0f991801d\");\n"), std::string::npos);
    EXPECT_TRANSCRIPT(shop_with({"revision", "-m", "x", "--autogenerate"}), 1, "", "FAILED: the folder has revision `abc`, which this program was built without. Build it first\n");
}

}  // namespace
