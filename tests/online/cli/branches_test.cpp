// SPDX-License-Identifier: BSL-1.0
// The tool on a history with branches, a merge, labels and a dependency.
#include "tool_test.hpp"

#include <nlohmann/json.hpp>

namespace {

constexpr auto start = al::revision("aaaa1111", "start");
constexpr auto left = al::revision("bbbb1111", "left").revises("aaaa1111").labels("red");
constexpr auto right = al::revision("cccc1111", "right").revises("aaaa1111").labels("blue");
constexpr auto third = al::revision("cccc2222", "third").revises("aaaa1111");
constexpr auto both = al::revision("dddd1111", "both").revises("bbbb1111", "cccc1111");
constexpr auto last = al::revision("eeee1111", "last").revises("dddd1111");
constexpr auto lone = al::revision("ffff1111", "lone").depends_on("cccc2222");
constexpr al::history<al::branches_allowed, start, left, right, third, both, last, lone> history{};

constexpr auto no_way_back = al::revision("a", "no way back")
                                 .irreversible("the rows are gone")
                                 .acknowledge(al::rule::deletes_all_rows, "they are old")
                                 .acknowledge(al::rule::unknown_name_in_sql, "an example")
                                 .upgrade(al::execute("DELETE FROM t"));
constexpr al::history<no_way_back> one_way{};

class branches_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<history>(words(line)); }
};

TEST_F(branches_test, heads_and_branches) {
    EXPECT_TRANSCRIPT(shop("heads"), 0, "cccc2222 (effective head)\neeee1111 (blue, red) (head)\nffff1111 (head)\n",
                      "");
    EXPECT_TRANSCRIPT(shop("heads --resolve-dependencies"), 0, "eeee1111 (blue, red) (head)\nffff1111 (head)\n", "");
    EXPECT_TRANSCRIPT(shop("branches"), 0,
                      "aaaa1111 (branchpoint)\n         -> bbbb1111 (red)\n         -> cccc1111 (blue)\n         -> "
                      "cccc2222 (effective head)\n\n",
                      "");
    EXPECT_TRANSCRIPT(shop("branches -q"), 0, "aaaa1111\n", "");
    EXPECT_NE(shop("branches --json")
                  .out.find("\"children\": [\n      \"bbbb1111\",\n      \"cccc1111\",\n      \"cccc2222\"\n    ]"),
              std::string::npos);
}

TEST_F(branches_test, the_history_drawn) {
    EXPECT_TRANSCRIPT(shop("history --graph"), 0,
                      "* eeee1111 (blue, red) (head), last\n"
                      "* dddd1111 (blue, red) (mergepoint), both\n"
                      "|\\\n"
                      "* | bbbb1111 (red), left\n"
                      "| * cccc1111 (blue), right\n"
                      "| | * ffff1111 (head), lone [depends on cccc2222]\n"
                      "| | * cccc2222 (effective head), third\n"
                      "|/  |\n"
                      "|--/\n"
                      "* aaaa1111 (branchpoint), start\n",
                      "");
    EXPECT_TRANSCRIPT(shop("history -r :red --format mermaid"), 0,
                      "flowchart BT\n    rbbbb1111[\"bbbb1111<br/>left\"]\n    raaaa1111 --> rbbbb1111\n    "
                      "raaaa1111[\"aaaa1111<br/>start\"]\n",
                      "");
    EXPECT_NE(shop("history --format dot").out.find("    \"cccc2222\" -> \"ffff1111\" [style=dashed];\n"),
              std::string::npos);
}

TEST_F(branches_test, what_cannot_be_taken_back_is_not_derived) {
    EXPECT_EQ(
        run_tool<one_way>(words("show a")).out,
        "Rev: a (head)\nParent: <base>\n\n    no way back\n\nAcknowledges AL508: they are old\nAcknowledges AL229: an "
        "example\nUpgrade:\n    execute(\"DELETE FROM t\")\n\n    DELETE FROM t;\n\nDowngrade:\n    irreversible: the "
        "rows are gone\n\n");
}

constexpr auto odd =
    al::revision("o1", "say \"hello\"\n\ttwo\\lines, \xC3\xA9")
        .upgrade(al::create_table("a \"b\"", al::column("id", al::integer, al::primary_key),
                                  al::column("note", al::text, al::not_null, al::default_to("it's\n"))),
                 al::create_view("v", "SELECT id FROM \"a \"\"b\"\"\""), al::run([](auto&) {}))
        .irreversible("no \"way\"");
constexpr al::history<al::branches_allowed, odd, start, left, right> odd_history{};

TEST_F(branches_test, json_is_json) {
    const auto json = [](std::string_view line) {
        const transcript result = run_tool<odd_history>(words(line));
        EXPECT_TRUE(nlohmann::json::accept(result.out)) << line << '\n' << result;
        return nlohmann::json::parse(result.out, nullptr, false);
    };
    EXPECT_EQ(json("heads --json").size(), 3U);
    EXPECT_EQ(json("history --json").size(), 4U);
    EXPECT_EQ(json("branches --json")[0]["children"][1], "cccc1111");
    EXPECT_EQ(json("current --json").size(), 0U);
    EXPECT_EQ(json("plan heads --json")["steps"].size(), 4U);
    EXPECT_EQ(json("upgrade heads --dry-run --json")["steps"].size(), 4U);
    EXPECT_EQ(json("upgrade heads --json")["steps"], 4);
    EXPECT_EQ(json("current --json")[2]["message"], "say \"hello\"\n\ttwo\\lines, \xC3\xA9");
    EXPECT_EQ(json("check --json")["ok"], true);
    EXPECT_EQ(json("show o1 --json")[0]["irreversible"], "no \"way\"");
    EXPECT_EQ(json("downgrade red@-1 --json")["to"], (std::vector<std::string>{"cccc1111", "o1"}));
    EXPECT_EQ(json("stamp base --json")["to"].size(), 0U);
    const nlohmann::json schema = json("schema --json");
    EXPECT_EQ(schema[0]["table"], "a \"b\"");
    EXPECT_EQ(schema[0]["columns"][1]["default"], "\"it's\\n\"") << "as it is written in C++";
    EXPECT_EQ(schema[1]["view"], "v");
    EXPECT_EQ(json("schema --diff base:heads --json").size(), 2U);
}

TEST_F(branches_test, several_heads_must_be_named) {
    EXPECT_TRANSCRIPT(shop("upgrade"), 1, "",
                      "FAILED: head means several revisions here: `cccc2222`, `eeee1111`, `ffff1111`. Name one of "
                      "them, the head of a branch as in label@head, or heads for all\n");
    EXPECT_EQ(shop("upgrade red@head -q").code, 0);
    EXPECT_EQ(shop("current").out, "eeee1111 (head)\n");
    EXPECT_EQ(shop("upgrade heads").out, "Applied 2 revisions: the database is at eeee1111 (head), ffff1111 (head)\n");
    EXPECT_EQ(shop("downgrade red@-1").out, "Took back 1 revision: the database is at dddd1111, ffff1111 (head)\n");
    EXPECT_EQ(shop("current --check-heads").code, 3);
    EXPECT_EQ(shop("stamp eeee ffff").out, "Stamped: the database is at eeee1111 (head), ffff1111 (head)\n");
    EXPECT_EQ(shop("current --check-heads -q").code, 0);
}

TEST_F(branches_test, a_merge_is_written) {
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    EXPECT_TRANSCRIPT(shop("merge -m all --rev-id abc"), 0,
                      "Generated migrations/abc_all.hpp; build the program to have it\n", "");
    EXPECT_NE(content_of("migrations/abc_all.hpp").find(".revises(\"eeee1111\", \"ffff1111\")"), std::string::npos);
    EXPECT_EQ(shop("revision -m x").err,
              "FAILED: Multiple heads are present; please specify the head revision on which the new revision should "
              "be based, or perform a merge\n");
}

constexpr auto told = al::settings().arguments("name", "place").on_version_applied([](al::applied_version& version) {
    version.execute("INSERT INTO t (name) VALUES (" + version.quoted(version.argument("name", "none")) + ")");
});
constexpr auto with_table = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("name", al::text)));
constexpr auto with_function =
    al::revision("a2").revises("a1").irreversible("test").upgrade(al::run([](auto& db, const al::run_context& run) {
        db.execute("INSERT INTO t (name) VALUES (?)", std::string("to ").append(run.argument("name")));
    }));
constexpr al::history<told, with_table, with_function> with_arguments{};

TEST_F(branches_test, arguments_reach_functions_and_the_hook) {
    const auto tool = [](const std::vector<std::string>& arguments) { return run_tool<with_arguments>(arguments); };
    EXPECT_TRANSCRIPT(tool({"upgrade", "-x", "nam=a"}), 2, "",
                      "FAILED: the history has no argument `nam`; did you mean `name`?\n");
    EXPECT_TRANSCRIPT(tool({"upgrade", "-x", "name"}), 2, "",
                      "FAILED: `name` is no argument of a migration. Write it as key=value\n");
    EXPECT_FALSE(std::filesystem::exists("shop.db"));
    const transcript missing = tool({"upgrade"});
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.err.find("the argument `name` is missing. Give it as -x name=..."), std::string::npos) << missing;
    EXPECT_EQ(tool({"upgrade", "-q", "-x", "place=x", "--argument", "name=it's, [all] = b"}).code, 0);
    EXPECT_EQ(tool({"script", "-o", "all.sql"}).err,
              "The script stops at revision `a2`, which has a step that only the program can do (al::run)\n");
    EXPECT_EQ(tool({"script", ":a1", "-o", "all.sql"}).err, "");
    const auto rows = al::sqlite3::connection("shop.db").query("SELECT group_concat(name, ';') FROM t");
    EXPECT_EQ(rows.at(0).at(0), "it's, [all] = b;to it's, [all] = b;it's, [all] = b");
}

}  // namespace
