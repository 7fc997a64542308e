// SPDX-License-Identifier: BSL-1.0
// The tool on a history with errors: it lists them, helps to correct them, and refuses other commands.
#include "tool_test.hpp"

#include <nlohmann/json.hpp>

namespace {

constexpr auto start = al::revision("aaaa1111", "start")
                           .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key),
                                                     al::column("title", al::text)));
constexpr auto pages = al::revision("bbbb1111", "pages")
                           .revises("aaaa1111")
                           .upgrade(al::add_column("books", al::column("pages", al::integer, al::not_null)),
                                    al::create_table("shelves", al::column("name", al::text)));
constexpr auto left =
    al::revision("cccc1111", "left").revises("aaaa1111").upgrade(al::add_column("books", al::column("left", al::text)));
constexpr auto right = al::revision("dddd1111", "right")
                           .revises("aaaa1111")
                           .upgrade(al::add_column("books", al::column("right", al::text)));
constexpr auto lost = al::revision("eeee1111", "lost").revises("aaaa1112");

constexpr al::unverified_history<start, left> sound{};
constexpr al::unverified_history<start, pages> broken{};
constexpr al::unverified_history<start, left, right> two_heads{};
constexpr al::unverified_history<start, lost> no_graph{};
constexpr al::unverified_history<start, pages, left, right> much{};

constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text),
                                 al::column("left", al::text));
constexpr al::metadata<books> models{};
constexpr al::unverified_metadata<books, books> wrong_models{};

constexpr const char* required =
    "[AL203] add_column: column `pages` of table `books` is NOT NULL without a default; rows that exist cannot be "
    "filled. Give it default_to(...) or "
    ".fill(...), or add it nullable, fill it, then set NOT NULL (revision `bbbb1111`)";
constexpr const char* heads =
    "[AL109] revision: the history has 2 heads: `cccc1111`, `dddd1111`. Merge them with a revision that revises both, "
    "or say al::branches_allowed";

class lint_test : public tool_test {
protected:
    template <const auto& History, const auto&... Models>
    static transcript on(std::string_view line) {
        return run_tool<History, Models...>(words(line));
    }

    static std::string failed(const std::string& sentence) { return "FAILED: " + sentence + "\n"; }
};

TEST_F(lint_test, nothing_is_wrong) {
    EXPECT_TRANSCRIPT((on<sound, models>("lint")), 0, "No findings: the history holds.\n", "");
    EXPECT_TRANSCRIPT((on<broken, models>("lint --models")), 0, "No findings: the models hold.\n", "");
    EXPECT_TRANSCRIPT((on<sound, models>("lint -q")), 0, "", "");
    EXPECT_TRANSCRIPT((on<sound, models>("lint --json")), 0,
                      "{\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"findings\": []\n}\n", "");
    // A history without errors that is verified at run time behaves as one that the compiler verified.
    EXPECT_EQ((on<sound, models>("upgrade -q").code), 0);
    EXPECT_TRANSCRIPT(
        (on<sound, models>("check")), 0,
        "No new upgrade operations detected: the history leads to the models.\nThe database is as the history says.\n",
        "");
    EXPECT_TRANSCRIPT((on<sound, models>("downgrade base -q")), 0, "", "");
}

TEST_F(lint_test, errors_and_warnings) {
    const transcript whole = on<broken>("lint");
    EXPECT_EQ(whole.code, 3) << whole;
    EXPECT_EQ(whole.out.substr(0, whole.out.find('\n')), std::string("error: ") + required);
    EXPECT_NE(whole.out.find("\nwarning: [AL806] "), std::string::npos) << whole;
    EXPECT_TRUE(whole.out.ends_with("\n1 error, 1 warning\n")) << whole;
    EXPECT_TRANSCRIPT(on<broken>("lint --level error"), 3, std::string("error: ") + required + "\n1 error, 1 warning\n",
                      "");
    EXPECT_TRANSCRIPT(on<broken>("lint -q"), 3, "AL203 bbbb1111\nAL806 bbbb1111\n", "");
    EXPECT_EQ(on<broken>("lint --level loud").code, 2);
}

TEST_F(lint_test, warnings_alone_are_fine_unless_strict) {
    static constexpr auto warned =
        al::revision("a", "a table").upgrade(al::create_table("shelves", al::column("name", al::text)));
    static constexpr al::history<warned> history{};
    EXPECT_EQ(on<history>("lint").code, 0);
    EXPECT_EQ(on<history>("lint --strict").code, 3);
    EXPECT_EQ(on<history>("lint --strict -q --level error").out, "");
}

TEST_F(lint_test, as_json) {
    const nlohmann::json found = nlohmann::json::parse(on<broken>("lint --json").out);
    EXPECT_EQ(found["errors"], 1);
    EXPECT_EQ(found["warnings"], 1);
    ASSERT_EQ(found["findings"].size(), 2u);
    const nlohmann::json first = {{"rule", "AL203"},
                                  {"slug", "add_required_column"},
                                  {"level", "error"},
                                  {"revision", "bbbb1111"},
                                  {"message", required}};
    EXPECT_EQ(found["findings"][0], first);
    EXPECT_EQ(found["findings"][1]["level"], "warning");
}

TEST_F(lint_test, models_as_well) {
    const transcript wrong = on<sound, wrong_models>("lint");
    EXPECT_EQ(wrong.code, 3);
    EXPECT_EQ(wrong.out,
              "error: [AL202] metadata: there are two models of table `books`. Leave one of them out (revision "
              "`models`)\n1 error, 0 warnings\n");
    EXPECT_EQ((on<broken, wrong_models>("lint --models").out), wrong.out);
}

TEST_F(lint_test, commands_that_replay_refuse) {
    for (const char* each : {"upgrade", "upgrade --sql", "upgrade --dry-run", "downgrade base", "stamp head",
                             "baseline head", "plan", "script", "schema", "show head", "check"}) {
        SCOPED_TRACE(each);
        EXPECT_TRANSCRIPT(on<broken>(each), 1, "", failed(std::string(required) + ". `shop lint` says the same"));
    }
    EXPECT_FALSE(std::filesystem::exists("shop.db"));
    const transcript several = on<much>("upgrade");
    EXPECT_EQ(several.code, 1);
    EXPECT_TRUE(several.err.starts_with("FAILED: [AL109] ")) << several;
    EXPECT_NE(several.err.find(". It is the first of "), std::string::npos) << several;
    EXPECT_TRUE(several.err.ends_with(" errors; `shop lint` lists them\n")) << several;
    EXPECT_TRUE(on<much>("lint -q").out.starts_with("AL109\nAL203 bbbb1111\nAL806 bbbb1111\n"));
}

TEST_F(lint_test, what_needs_the_graph_alone_still_works) {
    EXPECT_TRANSCRIPT(on<broken>("heads"), 0, "bbbb1111 (head)\n", "");
    EXPECT_TRANSCRIPT(on<broken>("history -q"), 0, "bbbb1111\naaaa1111\n", "");
    EXPECT_TRANSCRIPT(on<broken>("current"), 0, "", "There is no database yet.\n");
    EXPECT_EQ(on<broken>("completion bash").code, 0);
    EXPECT_EQ(on<no_graph>("completion bash").code, 0);
}

TEST_F(lint_test, a_report_shows_what_holds) {
    const transcript report = on<broken>("report --offline");
    EXPECT_EQ(report.code, 0) << report.err;
    const std::string start_part = report.out.substr(report.out.find("<article id=\"r-aaaa1111\""));
    const std::string pages_part = report.out.substr(report.out.find("<article id=\"r-bbbb1111\""));
    EXPECT_LT(start_part.find("CREATE TABLE &quot;books&quot;"), start_part.find("</article>"));
    EXPECT_GT(pages_part.find("<pre"), pages_part.find("</article>")) << "no SQL after an error";
    EXPECT_LT(pages_part.find("<b>Error</b> [AL203] add_column: column <code>pages</code>"),
              pages_part.find("</article>"));
    EXPECT_NE(report.out.find("{\"from\":1,\"in_doubt\":true}"), std::string::npos) << "no schema after an error";
    // A branch without errors is shown whole.
    const std::string branches = on<much>("report --offline").out;
    EXPECT_NE(branches.find("<li class=\"error\"><b>Error</b> [AL109]"), std::string::npos) << branches;
    EXPECT_NE(branches.find("ADD COLUMN &quot;right&quot;"), std::string::npos) << branches;
    EXPECT_EQ(on<no_graph>("report").code, 1);
    // A database at a revision with errors is shown where it is, and not compared.
    ASSERT_EQ(on<sound>("upgrade aaaa1111 -q").code, 0);
    execute("UPDATE aludel_version SET version_num = 'bbbb1111'");
    EXPECT_NE(on<broken>("report").out.find("Its schema was not compared: the history has errors up to there."),
              std::string::npos);
    EXPECT_NE(on<sound>("report").out.find("<code>bbbb1111</code>, which the history does not have"),
              std::string::npos);
}

TEST_F(lint_test, two_heads_are_shown_and_merged) {
    EXPECT_TRANSCRIPT(on<two_heads>("lint"), 3, std::string("error: ") + heads + "\n1 error, 0 warnings\n", "");
    EXPECT_TRANSCRIPT(on<two_heads>("heads"), 0, "cccc1111 (head)\ndddd1111 (head)\n", "");
    EXPECT_TRANSCRIPT(on<two_heads>("branches -q"), 0, "aaaa1111\n", "");
    EXPECT_TRANSCRIPT(on<two_heads>("upgrade"), 1, "",
                      failed(std::string(heads) + ". `shop merge -m TEXT` writes one"));
    // In the folder that a tool creates.
    ASSERT_EQ(on<two_heads>("init project -q").code, 0);
    const std::string folder = " --directory project/migrations";
    std::ofstream("project/migrations/history.hpp") << "// aludel: the next include\n// migrations::r_cccc1111 "
                                                       "migrations::r_dddd1111\n// aludel: the next revision\n";
    const transcript merged = on<two_heads>("merge -m both --rev-id eeee1111" + folder);
    EXPECT_EQ(merged.code, 0) << merged;
    EXPECT_NE(content_of("project/migrations/eeee1111_both.hpp").find(".revises(\"cccc1111\", \"dddd1111\")"),
              std::string::npos);
    // A revision on one of the heads is possible too; one generated from the models needs a valid history.
    std::ofstream("project/migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    EXPECT_EQ(on<two_heads>("revision -m more" + folder).err,
              failed("Multiple heads are present; please specify the head revision on which the new revision should be "
                     "based, or perform a merge"));
    EXPECT_EQ((on<two_heads, models>("revision -m more --autogenerate --head cccc1111" + folder).err),
              failed(std::string(heads) + ". `shop merge -m TEXT` writes one"));
    EXPECT_EQ(on<two_heads>("revision -m more --head cccc1111 --rev-id abcd" + folder).code, 0);
}

TEST_F(lint_test, what_is_no_graph_is_only_listed) {
    const std::string unknown = on<no_graph>("lint").out;
    EXPECT_TRUE(
        unknown.starts_with("error: [AL104] revision: `aaaa1112` is not in the history; did you mean `aaaa1111`?"))
        << unknown;
    for (const char* each :
         {"heads", "history", "branches", "merge -m both", "revision -m more", "current", "upgrade"}) {
        const transcript refused = on<no_graph>(each);
        EXPECT_EQ(refused.code, 1) << each << refused;
        EXPECT_TRUE(refused.err.starts_with("FAILED: [AL104] ")) << each << refused;
        EXPECT_TRUE(refused.err.ends_with("`shop lint` says the same\n")) << each << refused;
    }
}

constexpr auto shelves = al::revision("a1", "shelves").upgrade(al::create_table("shelves", al::column("id", al::text)));
constexpr auto boxes =
    al::revision("b1", "boxes").revises("a1").upgrade(al::create_table("boxes", al::column("id", al::text)));
constexpr al::history<shelves, boxes> warned{};
constexpr const char* about_boxes =
    "[AL806] create_table: table `boxes` has no primary key, so that nothing tells its rows apart. Add "
    "al::primary_key to a column, or .acknowledge(al::rule::no_primary_key, \"why\") (revision `b1`)";

TEST_F(lint_test, warnings_are_shown_where_they_matter) {
    ASSERT_EQ(on<warned>("lint").out.substr(0, on<warned>("lint").out.find('\n')).find("warning: [AL806] "), 0u);
    const std::string warning = std::string("arning: ") + about_boxes + "\n";
    EXPECT_TRANSCRIPT(on<warned>("upgrade +1"), 0,
                      "Applied 1 revision: the database is at a1\n1 warning about it; `shop lint` lists it\n",
                      "Running upgrade  -> a1, shelves\n");
    EXPECT_NE(on<warned>("plan").out.find("\n    W" + warning), std::string::npos) << on<warned>("plan");
    EXPECT_NE(on<warned>("plan --down base").out.find("table `shelves` has no primary key"), std::string::npos);
    EXPECT_EQ(on<warned>("plan -q").out, "b1\n");
    EXPECT_NE(on<warned>("history -v").out.find("    boxes\n\nW" + warning + "\nRev: a1"), std::string::npos)
        << on<warned>("history -v");
    EXPECT_EQ(on<warned>("history").out.find("AL806"), std::string::npos);
    EXPECT_EQ(on<warned>("history -v -q").out, "b1\na1\n");
    const transcript applied = on<warned>("upgrade -v");
    EXPECT_TRUE(applied.err.starts_with("Running upgrade a1 -> b1, boxes\n    W" + warning)) << applied;
    EXPECT_TRUE(applied.out.ends_with("\n1 warning about it; `shop lint` lists it\n")) << applied;
    const transcript checked = on<warned>("check");
    EXPECT_EQ(checked.code, 0) << "warnings are no reason to fail";
    EXPECT_NE(checked.out.find("\nw" + warning), std::string::npos) << checked;
    EXPECT_EQ(on<warned>("check -q").out, "");
    EXPECT_EQ(on<warned>("upgrade").out, "Nothing to do: the database is at b1 (head)\n");
    EXPECT_EQ(on<warned>("downgrade base").out, "Took back 2 revisions: the database is at base\n");
    EXPECT_EQ(on<warned>("upgrade").out,
              "Applied 2 revisions: the database is at b1 (head)\n2 warnings about them; `shop lint` lists them\n");
}

TEST_F(lint_test, warnings_in_json) {
    const auto parsed = [](std::string_view line) { return nlohmann::json::parse(on<warned>(line).out); };
    EXPECT_EQ(parsed("history --json")[0]["findings"], nlohmann::json::array({about_boxes}));
    nlohmann::json applied = parsed("upgrade --json")["warnings"];
    ASSERT_EQ(applied.size(), 2u);
    EXPECT_EQ(applied[1],
              (nlohmann::json{{"rule", "AL806"},
                              {"slug", "no_primary_key"},
                              {"level", "warning"},
                              {"revision", "b1"},
                              {"message", about_boxes}}));
    EXPECT_EQ(parsed("check --json")["warnings"], applied);
    EXPECT_EQ(parsed("check --json")["ok"], true);
    EXPECT_EQ(parsed("upgrade --json")["warnings"], nlohmann::json::array());
    EXPECT_EQ(parsed("plan --down base --json")["steps"][0]["findings"], nlohmann::json::array({about_boxes}));
    EXPECT_EQ(parsed("downgrade base --json -q").contains("warnings"), false);
    EXPECT_EQ(parsed("upgrade --json -q")["warnings"].size(), 2u);
}

constexpr auto for_a_server = al::settings().dialects(al::postgresql);
constexpr auto shop = al::revision("a1", "shop")
                          .upgrade(al::create_table("books", al::column("id", al::bigint, al::primary_key),
                                                    al::column("pages", al::integer)));
constexpr auto wider =
    al::revision("b1", "wider")
        .revises("a1")
        .upgrade(
            al::alter_column("books", "pages").type(al::bigint), al::add_column("books", al::column("title", al::text)),
            al::create_table("sales", al::column("book", al::bigint, al::primary_key, al::references("books", "id"))));
constexpr al::history<for_a_server, shop, wider> served{};

TEST_F(lint_test, locks_are_told_where_changes_lock_tables) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    EXPECT_EQ(on<served>("lint").out.find("warning: [AL817] alter_column: for the new type of column `pages`, bigint"),
              0u)
        << on<served>("lint");
    const std::string shown = on<served>("show b1").out;
    EXPECT_NE(
        shown.find("    ALTER TABLE \"books\" ALTER COLUMN \"pages\" TYPE BIGINT;\n    -- ACCESS EXCLUSIVE: reads and "
                   "writes wait, while every row is written anew (instead: add a second column, fill it in batches, "
                   "and drop the old one)\n    ALTER TABLE \"books\" ADD COLUMN \"title\" TEXT;\n    -- ACCESS "
                   "EXCLUSIVE: reads and writes wait\n"),
        std::string::npos)
        << shown;
    EXPECT_NE(shown.find(
                  "    );\n    -- SHARE ROW EXCLUSIVE: writes wait; of the table that it references; its own is new\n"),
              std::string::npos)
        << shown;
    const auto effects = nlohmann::json::parse(on<served>("show b1 --json").out)[0]["upgrade"]["effects"];
    ASSERT_EQ(effects.size(), 3u);
    EXPECT_EQ(effects[0],
              (nlohmann::json{{"lock", "ACCESS EXCLUSIVE"},
                              {"blocks", "reads and writes"},
                              {"rewrites", true},
                              {"scans", false},
                              {"note", nullptr},
                              {"instead", "add a second column, fill it in batches, and drop the old one"}}));
    ::setenv("ALUDEL_DATABASE_URL", "sqlite:///shop.db", 1);
    // SQLite has one lock, which text does not repeat for each statement.
    EXPECT_EQ(on<warned>("show b1").out.find("RESERVED"), std::string::npos);
    const auto of_sqlite = nlohmann::json::parse(on<warned>("show b1 --json").out)[0]["upgrade"]["effects"][0];
    EXPECT_EQ(of_sqlite["lock"], "RESERVED");
    EXPECT_EQ(of_sqlite["note"], "of the whole file");
}

TEST_F(lint_test, nothing_to_check) {
    EXPECT_TRANSCRIPT(on<sound>("check --offline"), 0, "The program has no models that the history could lead to.\n",
                      "");
}

TEST_F(lint_test, wrong_models_are_a_problem) {
    const transcript checked = on<sound, wrong_models>("check --offline");
    EXPECT_EQ(checked.code, 3) << checked;
    EXPECT_EQ(checked.out.find("models: [AL202] metadata: there are two models of table `books`"), 0u) << checked;
}

constexpr auto whole = al::revision("a1", "whole")
                           .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key),
                                                     al::column("title", al::text, al::not_null),
                                                     al::column("pages", al::bigint), al::column("note", al::text)));
constexpr al::history<whole> whole_history{};
constexpr auto changed_books =
    al::table("books", al::column("id", al::integer, al::primary_key), al::column("pages", al::smallint),
              al::column("note", al::text, al::not_null), al::column("kind", al::varchar(9), al::not_null));
constexpr al::metadata<changed_books> changed_models{};

TEST_F(lint_test, a_generated_revision_says_what_to_review) {
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const transcript written = on<whole_history, changed_models>("revision -m x --autogenerate --rev-id b1");
    EXPECT_EQ(written.code, 0) << written;
    EXPECT_NE(written.out.find("\nReview: [AL502] drop_column: the values in column `title`"), std::string::npos)
        << written;
    const std::string code = content_of("migrations/b1_x.hpp");
    EXPECT_EQ(code.substr(code.find("    al::revision(")),
              R"(    al::revision("b1", "x")
        .revises("a1")
        .upgrade(
            // REVIEW: rows that exist get the value '' in column `kind` of table `books`
            al::add_column("books", al::column("kind", al::varchar(9), al::not_null)).fill(al::sql("''")),
            al::alter_column("books", "pages").type(al::smallint),
            // REVIEW: rows that exist get the value '' in column `note` of table `books`
            al::alter_column("books", "note").not_null().fill(al::sql("''")),
            al::drop_column("books", "title"))
        .downgrade(
            // REVIEW: rows that exist get the value '' in column `title` of table `books`
            al::add_column("books", al::column("title", al::text, al::not_null)).fill(al::sql("''")),
            al::alter_column("books", "note").nullable(),
            al::alter_column("books", "pages").type(al::bigint),
            al::drop_column("books", "kind"))
        // REVIEW: [AL503] alter_column: values in column `pages` of table `books` may change or be cut, for smallint
        // does not hold every bigint. Say what becomes of them with an al::execute("UPDATE ...") before it in this
        // revision
        .acknowledge(al::rule::narrows_type, "to be reviewed")
        // REVIEW: [AL502] drop_column: the values in column `title` of table `books` are gone for good. Stop using it
        // first, and drop it in a later release
        .acknowledge(al::rule::drops_column, "to be reviewed");

}  // namespace migrations
)");
}

}  // namespace
