// SPDX-License-Identifier: BSL-1.0
// The messages of the tool for invalid arguments and unexpected databases: a sentence, not a stack trace.
#include "tool_test.hpp"

#include "../../../examples/digital_market/history.hpp"

#include <nlohmann/json.hpp>

namespace {

class bad_input_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<shop::history>(words(line)); }
};

TEST_F(bad_input_test, words_that_are_none) {
    EXPECT_TRANSCRIPT(shop("upgarde"), 2, "",
                      "FAILED: `upgarde` is no command; did you mean `upgrade`?\nRun `shop --help`\n");
    EXPECT_TRANSCRIPT(shop("downgrade"), 2, "",
                      "FAILED: target is missing: a revision, -N, base, label@base; with --sql from:to\nRun `shop "
                      "downgrade --help`\n");
    // Words of other tools.
    EXPECT_TRANSCRIPT(shop("migrate"), 2, "",
                      "FAILED: `migrate` is no command. Here it is `upgrade`\nRun `shop --help`\n");
    EXPECT_TRANSCRIPT(
        shop("makemigrations"), 2, "",
        "FAILED: `makemigrations` is no command. Here it is `revision --autogenerate`\nRun `shop --help`\n");
    EXPECT_TRANSCRIPT(shop("history --loud"), 2, "",
                      "FAILED: `--loud` is no option of `shop history`\nRun `shop history --help`\n");
    EXPECT_TRANSCRIPT(shop("--jsno"), 2, "",
                      "FAILED: `--jsno` is no option of `shop`; did you mean `--json`?\nRun `shop --help`\n");
    EXPECT_TRANSCRIPT(
        shop("upgrade --dryrun"), 2, "",
        "FAILED: `--dryrun` is no option of `shop upgrade`; did you mean `--dry-run`?\nRun `shop upgrade --help`\n");
    EXPECT_TRANSCRIPT(shop("upgrade head heads"), 2, "",
                      "FAILED: `heads` is one word too many\nRun `shop upgrade --help`\n");
    EXPECT_TRANSCRIPT(shop("-q"), 2, "", "FAILED: A subcommand is required\nRun `shop --help`\n");
    EXPECT_EQ(shop("schema --format jpeg").code, 2);
    EXPECT_EQ(shop("").code, 2);
    EXPECT_TRANSCRIPT(shop("upgrade --wait -1"), 2, "",
                      "FAILED: --wait: `-1` is no number of seconds from 0 to 86400\nRun `shop upgrade --help`\n");
    for (const std::string option : {"--lock-timeout", "--statement-timeout"})
        EXPECT_TRANSCRIPT(
            shop("upgrade " + option + " never"), 2, "",
            "FAILED: " + option + ": `never` is no number of seconds from 0 to 86400\nRun `shop upgrade --help`\n");
    EXPECT_FALSE(std::filesystem::exists("shop.db"));
}

TEST_F(bad_input_test, each_revision_by_itself) {
    al::sqlite3::connection("shop.db").execute("CREATE TABLE products (id INTEGER)");
    EXPECT_EQ(shop("upgrade --lock-timeout 0.5 --statement-timeout 5").code, 1);
    EXPECT_EQ(shop("current -q").out, "");
    EXPECT_EQ(shop("upgrade --transaction-per-revision").code, 1);
    EXPECT_EQ(shop("current -q").out, "47f559ec82bb\n");
}

TEST_F(bad_input_test, words_that_contradict_each_other) {
    EXPECT_TRANSCRIPT(shop("upgrade --sql --dry-run"), 2, "",
                      "FAILED: --sql excludes --dry-run\nRun `shop upgrade --help`\n");
    EXPECT_TRANSCRIPT(shop("downgrade base --tag x"), 2, "",
                      "FAILED: --tag requires --sql\nRun `shop downgrade --help`\n");
    EXPECT_TRANSCRIPT(shop("history --graph --json"), 2, "",
                      "{\n  \"error\": \"--json is a format of its own. Leave --graph and --format out\",\n"
                      "  \"exit_code\": 2\n}\n");
    EXPECT_TRANSCRIPT(shop("history --graph --format dot"), 2, "",
                      "FAILED: --graph is for the terminal, --format dot for another program. Leave one of them out\n");
    EXPECT_TRANSCRIPT(shop("schema --format dot --json"), 2, "",
                      "{\n  \"error\": \"--json is a format of its own. Leave --format out\",\n"
                      "  \"exit_code\": 2\n}\n");
    EXPECT_EQ(shop("schema --diff 2fda:head --format dot").code, 2);
}

TEST_F(bad_input_test, files_with_options_that_are_none) {
    const auto with_file = [](std::string_view content) {
        std::ofstream("aludel.ini") << content;
        return shop("current");
    };
    EXPECT_TRANSCRIPT(with_file("databse = \"sqlite:///other.db\"\n"), 2, "",
                      "FAILED: `aludel.ini` says `databse`, which is no option; did you mean `database`? Correct it, "
                      "or take it out\n");
    EXPECT_TRANSCRIPT(
        with_file("; a remark\n[upgrad]\nsql = true\n"), 2, "",
        "FAILED: `aludel.ini` says the section `[upgrad]`, and there is no such command. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(
        with_file("[upgrade]\nsqll = true\n"), 2, "",
        "FAILED: `aludel.ini` says `sqll`, which is no option; did you mean `sql`? Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(with_file("wait = 5 # seconds\ndatabase = \"sqlite:///shop.db\n"), 2, "",
                      "FAILED: `aludel.ini` says line 2: a quote is not closed. Correct it, or take it out\n");
    EXPECT_EQ(with_file("wait = 5 # seconds\n").code, 0);
    EXPECT_EQ(with_file("[[[ ???\n").code, 2);
    EXPECT_EQ(with_file("wait = soon\n").code, 2);
    EXPECT_EQ(with_file("").code, 0);
    EXPECT_EQ(shop("current --config none.toml").code, 2);
}

TEST_F(bad_input_test, revisions_that_are_none) {
    EXPECT_TRANSCRIPT(
        shop("upgrade zzzz"), 1, "",
        "FAILED: `zzzz` is no revision or label of the history. Name an id, the beginning of a long one, or a label\n");
    EXPECT_TRANSCRIPT(shop("upgrade 47f559ec82bc"), 1, "",
                      "FAILED: `47f559ec82bc` is no revision or label of the history; did you mean `47f559ec82bb`? "
                      "Name an id, the beginning of a long one, or a label\n");
    EXPECT_TRANSCRIPT(
        shop("upgrade 1"), 1, "",
        "FAILED: `1` begins several ids: `1720ca777755`, `1b95d36c8908`. Write more of the one you mean\n");
    EXPECT_EQ(shop("show 1").code, 1);
    EXPECT_EQ(shop("show base").err, "FAILED: `base` is not a revision. Name one\n");
    EXPECT_EQ(shop("upgrade +9").code, 1);
    EXPECT_EQ(shop("upgrade 2fda:head").err,
              "FAILED: `2fda:head` is no target: a range start:end is for scripts and for the history. Write a "
              "revision, head, heads, base, +N, -N, or label@head\n");
    EXPECT_EQ(shop("history -r 2fda").err, "FAILED: `2fda` is no range. Write start:end, start:, or :end\n");
    EXPECT_EQ(shop("upgrade -1").code, 1);
}

TEST_F(bad_input_test, urls_that_are_none) {
    EXPECT_TRANSCRIPT(shop("current -d shop.db"), 2, "",
                      "FAILED: `shop.db` is no database URL. Write one like sqlite:///shop.db\n");
    EXPECT_TRANSCRIPT(shop("current -d mysql://me:secret@there/shop"), 2, "",
                      "FAILED: `mysql` is no database that this program knows. It knows sqlite://\n");
    EXPECT_EQ(shop("current -d sqlite://shop.db").code, 2);
    EXPECT_EQ(shop("upgrade -d sqlite:///no/such/folder/shop.db").code, 1);
    ::unsetenv("ALUDEL_DATABASE_URL");
    EXPECT_TRANSCRIPT(shop("upgrade"), 2, "",
                      "FAILED: which database? Give --database sqlite:///path, set ALUDEL_DATABASE_URL, or write "
                      "`database = \"sqlite:///path\"` into aludel.ini\n");
    EXPECT_EQ(shop("history").code, 0) << "needs none";
}

TEST_F(bad_input_test, errors_as_json) {
    const auto error = [](std::string_view line) {
        const transcript result = shop(line);
        EXPECT_EQ(result.out, "") << line;
        const nlohmann::json parsed = nlohmann::json::parse(result.err, nullptr, false);
        EXPECT_TRUE(parsed.is_object()) << line << result;
        EXPECT_EQ(parsed["exit_code"], result.code) << line;
        return parsed.value("error", "");
    };
    EXPECT_EQ(error("upgrade zzzz --json"),
              "`zzzz` is no revision or label of the history. Name an id, the beginning of a long one, or a label");
    EXPECT_EQ(error("upgarde --json"), "`upgarde` is no command; did you mean `upgrade`?");
    EXPECT_EQ(error("history --json --loud"), "`--loud` is no option of `shop history`");
    EXPECT_EQ(error("--json current -d mysql://me:secret@there/shop"),
              "`mysql` is no database that this program knows. It knows sqlite://");
    EXPECT_EQ(error("plan --json --down"), "how far down? Give `plan --down` a target: -1, a revision, or base");
    EXPECT_EQ(shop("plan --down").code, 2);
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    execute("DROP TABLE products");
    const transcript broken = shop("upgrade --json -q");
    EXPECT_EQ(nlohmann::json::parse(broken.err)["revision"], "1b95d36c8908") << broken;
}

TEST_F(bad_input_test, a_file_with_options_above_the_working_folder) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    std::ofstream("aludel.ini") << "database = \"sqlite:///data/shop.db\"\n";
    std::filesystem::create_directories("data");
    std::filesystem::create_directories("a/b");
    const std::filesystem::path root = std::filesystem::current_path();
    std::filesystem::current_path("a/b");
    EXPECT_TRANSCRIPT(shop("upgrade 47f5 -v"), 0, "Applied 1 revision: the database is at 47f559ec82bb\n",
                      "Options are read from `../../aludel.ini`\nRunning upgrade  -> 47f559ec82bb, Initial revision\n"
                      "    done in 0 ms\n");
    EXPECT_TRUE(std::filesystem::exists(root / "data/shop.db")) << "the path is relative to the file";
    EXPECT_EQ(shop("current -q").out, "47f559ec82bb\n");
    EXPECT_EQ(shop("current -q -d sqlite:///shop.db").out, "") << "on the command line, to the working folder";
    std::filesystem::current_path(root);
    EXPECT_EQ(shop("current -q").out, "47f559ec82bb\n");
    std::filesystem::current_path("a");
    std::ofstream("other.ini") << "database = \"sqlite:///../data/shop.db\"\n";
    std::ofstream("aludel.ini") << "database = \"sqlite:////nowhere/shop.db\"\n";
    std::filesystem::current_path("b");
    EXPECT_NE(shop("current").err.find("FAILED"), 0u) << "the nearest one, with an absolute path";
    EXPECT_EQ(shop("upgrade").code, 1);
    EXPECT_EQ(shop("current -q --config ../other.ini").out, "47f559ec82bb\n");
    EXPECT_EQ(shop("current -q").out, "");
}

TEST_F(bad_input_test, files_that_cannot_be_opened) {
    EXPECT_EQ(
        shop("upgrade -d sqlite:///no/such/folder/shop.db").err,
        "FAILED: cannot open `no/such/folder/shop.db`: unable to open database file (No such file or directory)\n");
    std::filesystem::create_directory("folder.db");
    EXPECT_EQ(shop("upgrade -d sqlite:///folder.db").err,
              "FAILED: cannot open `folder.db`: unable to open database file (Is a directory)\n");
}

TEST_F(bad_input_test, a_locked_file) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    al::sqlite3::connection other("shop.db");
    other.execute("BEGIN EXCLUSIVE");
    const transcript result = shop("upgrade --wait 0");
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err.substr(0, result.err.find('\n') + 1),
              "FAILED: database is locked (error 5). Nothing was changed. Another connection holds the database: try "
              "again when it is done, or give a longer busy_timeout (--wait of the tool).\n");
    other.execute("ROLLBACK");
    EXPECT_EQ(shop("upgrade --wait 0").code, 0);
}

TEST_F(bad_input_test, a_read_only_file) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    const transcript result = shop("upgrade -d sqlite:///shop.db?mode=ro");
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("statement 1 of 1: attempt to write a readonly database (error 8). Nothing was changed"),
              std::string::npos)
        << result;
    EXPECT_NE(result.err.find("Open the database for writing, and see to it that its file and folder are writable."),
              std::string::npos)
        << result;
    EXPECT_TRANSCRIPT(shop("current -d sqlite:///shop.db?mode=ro"), 0, "2fda6446e69f\n", "");
}

TEST_F(bad_input_test, garbage_in_the_version_table) {
    ASSERT_EQ(shop("upgrade -q").code, 0);
    execute("UPDATE aludel_version SET version_num = ''");
    EXPECT_TRANSCRIPT(shop("upgrade"), 1, "",
                      "FAILED: the version table `aludel_version` holds a row that is not a revision id: ``. Nothing "
                      "was changed. Find out which revision it really is at, and stamp it with purge.\n");
    EXPECT_EQ(shop("current").code, 1);
    execute("DELETE FROM aludel_version; INSERT INTO aludel_version VALUES ('2fda6446e69f'), ('5ca0f991801d')");
    EXPECT_EQ(shop("upgrade").code, 1) << "one stands on the other";
    EXPECT_EQ(shop("stamp --purge head").code, 0);
    EXPECT_EQ(shop("current").out, "5ca0f991801d (head)\n");
}

TEST_F(bad_input_test, a_database_that_is_newer_than_the_program) {
    ASSERT_EQ(shop("upgrade -q").code, 0);
    execute("UPDATE aludel_version SET version_num = 'ffffffffffff'");
    const std::string refusal =
        "the database is at revision `ffffffffffff`, which this program does not have. Nothing was changed. "
        "It was migrated by a newer program, or by one from another branch: use that one, or a backup from before.\n";
    EXPECT_TRANSCRIPT(shop("upgrade"), 1, "", "FAILED: " + refusal);
    EXPECT_EQ(shop("downgrade -1").code, 1);
    EXPECT_EQ(shop("plan").code, 1);
    EXPECT_EQ(shop("check").code, 1);
    EXPECT_EQ(shop("history -i").code, 1);
    const transcript result = shop("current");
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.out, "ffffffffffff (unknown)\n");
}

TEST_F(bad_input_test, a_file_that_is_no_database) {
    std::ofstream("shop.db") << std::string(4096, 'x');
    const transcript result = shop("upgrade");
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("FAILED: file is not a database"), std::string::npos) << result;
}

TEST_F(bad_input_test, rows_that_contradict_a_revision) {
    ASSERT_EQ(shop("upgrade 2fda -q").code, 0);
    execute("CREATE TABLE \"_aludel_new_purchases\" (a)");
    const transcript result = shop("upgrade");
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("FAILED: upgrade `1720ca777755`, statement 1 of"), std::string::npos) << result;
    EXPECT_EQ(shop("current").out, "2fda6446e69f\n");
}

}  // namespace
