// SPDX-License-Identifier: BSL-1.0
// The output of the tool about a squash, with the replaced revisions in the history and without.
#include "tool_test.hpp"

namespace {

inline constexpr auto start =
    al::revision("s000", "start").upgrade(al::create_table("settings", al::column("id", al::integer, al::primary_key)));
inline constexpr auto users = al::revision("u111", "users")
                                  .revises("s000")
                                  .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key)));
inline constexpr auto names =
    al::revision("n222", "names").revises("u111").upgrade(al::add_column("users", al::column("name", al::text)));
inline constexpr auto mails =
    al::revision("m333", "mails").revises("n222").upgrade(al::add_column("users", al::column("mail", al::text)));
inline constexpr auto last = al::revision("p444", "prices")
                                 .revises("m333")
                                 .upgrade(al::create_table("prices", al::column("id", al::integer, al::primary_key)));
inline constexpr auto at_once =
    al::squash("q555", "users, at once")
        .revises("s000")
        .replaces("u111", "n222", "m333")
        .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("name", al::text),
                                  al::column("mail", al::text)));

inline constexpr al::history<start, users, names, mails, last, at_once> beside{};
inline constexpr al::history<start, at_once, last> after{};

class squash_transcript_test : public tool_test {
protected:
    static transcript with(std::string_view line) { return run_tool<beside>(words(line)); }
    static transcript without(std::string_view line) { return run_tool<after>(words(line)); }
};

TEST_F(squash_transcript_test, beside_its_revisions) {
    EXPECT_TRANSCRIPT(with("history"), 0,
                      "m333 -> p444 (head), prices\n"
                      "s000 -> q555 (squash of 3 revisions), users, at once\n"
                      "n222 -> m333, mails\nu111 -> n222, names\ns000 -> u111, users\n<base> -> s000, start\n",
                      "");
    EXPECT_TRANSCRIPT(with("plan -q"), 0, "s000\nq555\np444\n", "");
    EXPECT_TRANSCRIPT(
        with("plan q555"), 0,
        "upgrade  -> s000, start\n    in one transaction with the others\n    native   CREATE TABLE \"settings\" (\n   "
        "              \"id\" INTEGER NOT NULL,\n                 CONSTRAINT \"pk_settings\" PRIMARY KEY (\"id\")\n    "
        "         );\n\n"
        "upgrade s000 -> q555, users, at once\n    in one transaction with the others\n    native   CREATE TABLE "
        "\"users\" (\n                 \"id\" INTEGER NOT NULL,\n                 \"name\" TEXT,\n"
        "                 \"mail\" TEXT,\n                 CONSTRAINT \"pk_users\" PRIMARY KEY (\"id\")\n             "
        ");\n\n",
        "");
    EXPECT_TRANSCRIPT(with("upgrade q555"), 0, "Applied 2 revisions: the database is at m333\n",
                      "Running upgrade  -> s000, start\nRunning upgrade s000 -> q555, users, at once\n");
    EXPECT_TRANSCRIPT(with("check"), 3, "pending: revision `p444` is not applied. Upgrade\n", "");
    EXPECT_TRANSCRIPT(with("downgrade -1"), 0, "Took back 1 revision: the database is at n222\n",
                      "Running downgrade m333 -> n222, mails\n");
    EXPECT_TRANSCRIPT(with("upgrade"), 0, "Applied 2 revisions: the database is at p444 (head)\n",
                      "Running upgrade n222 -> m333, mails\nRunning upgrade m333 -> p444, prices\n");
    EXPECT_EQ(with("check").code, 0);
}

TEST_F(squash_transcript_test, in_a_report) {
    const std::string page = with("report --offline").out;
    EXPECT_NE(page.find("<p>5 revisions · 1 squash · 1 head · SQL for SQLite</p>"), std::string::npos) << page;
    // Its row is above the last that it replaces, and its bracket ends beside the first.
    EXPECT_NE(page.find("<path class=\"bracket\" d=\"M26 48V144\"/>"), std::string::npos) << page;
    EXPECT_NE(page.find("<dt>Replaces</dt><dd><a href=\"#r-u111\"><code>u111</code></a>, "), std::string::npos) << page;
    // It leads where they lead, so it is at the position of the last.
    EXPECT_NE(page.find("<article id=\"r-q555\" data-position=\"4\""), std::string::npos) << page;
    EXPECT_NE(page.find("<article id=\"r-m333\" data-position=\"4\""), std::string::npos) << page;
    // Without the replaced revisions it is one like others; their names are no links.
    const std::string later = without("report --offline").out;
    EXPECT_NE(later.find("<dt>Replaces</dt><dd><code>u111</code>, <code>n222</code>, <code>m333</code></dd>"),
              std::string::npos)
        << later;
    EXPECT_EQ(later.find("bracket\" d="), std::string::npos) << later;
}

TEST_F(squash_transcript_test, is_shown_like_any_other) {
    const transcript shown = with("show q555");
    EXPECT_EQ(shown.code, 0);
    EXPECT_EQ(shown.out.substr(0, 109),
              "Rev: q555 (squash of 3 revisions)\nParent: s000\nReplaces: u111, n222, m333\n\n    users, at "
              "once\n\nUpgrade:\n    c");
    EXPECT_NE(shown.out.find("Downgrade: (derived)\n    drop_table(\"users\")\n"), std::string::npos) << shown;
    EXPECT_EQ(with("history -r m333: -v").out.substr(0, 57),
              "Rev: p444 (head)\nParent: m333\n\n    prices\n\nRev: q555 (squ");
    EXPECT_NE(with("history --json")
                  .out.find("\"revision\": \"q555\",\n    \"message\": \"users, at once\",\n    \"parents\": [\n      "
                            "\"s000\"\n    ],\n    \"dependencies\": [],\n"
                            "    \"replaces\": [\n      \"u111\",\n      \"n222\",\n      \"m333\"\n    ],\n    "
                            "\"shortcut\": true\n  }"),
              std::string::npos)
        << with("history --json");
    EXPECT_NE(
        with("script").out.find("-- Running upgrade s000 -> q555, users, at once\n-- in place of u111, n222, m333\n"),
        std::string::npos);
}

TEST_F(squash_transcript_test, is_in_the_pictures_of_the_history) {
    EXPECT_EQ(with("history --graph").out,
              "* p444 (head), prices\n| o q555 (squash of 3 revisions), users, at once\n* m333, mails\n* n222, names\n"
              "* u111, users\n* s000, start\n");
    EXPECT_NE(with("history --format dot")
                  .out.find("    \"q555\" [label=\"q555\\nusers, at once (squash of 3)\"];\n    \"s000\" -> "
                            "\"q555\";\n"),
              std::string::npos)
        << with("history --format dot");
    EXPECT_NE(with("history --format mermaid").out.find("rs000 --> rq555\n"), std::string::npos);
}

TEST_F(squash_transcript_test, when_they_are_gone) {
    ASSERT_EQ(with("upgrade m333 -q").code, 0);
    EXPECT_TRANSCRIPT(
        without("history"), 0,
        "m333 -> p444 (head), prices\ns000 -> q555 (squash of 3 revisions), users, at once\n<base> -> s000, start\n",
        "");
    EXPECT_TRANSCRIPT(without("history -i -r q555:q555"), 0,
                      "s000 -> q555 (squash of 3 revisions) (current), users, at once\n", "");
    EXPECT_TRANSCRIPT(without("current"), 0, "q555 (squash of 3 revisions)\n", "");
    EXPECT_EQ(without("current --check-heads").code, 3);
    EXPECT_EQ(without("check").out, "pending: revision `p444` is not applied. Upgrade\n");
    EXPECT_TRANSCRIPT(without("upgrade m333"), 0, "Nothing to do: the database is at q555 (squash of 3 revisions)\n",
                      "");
    EXPECT_TRANSCRIPT(without("upgrade"), 0, "Applied 1 revision: the database is at p444 (head)\n",
                      "Running upgrade m333 -> p444, prices\n");
    EXPECT_EQ(without("current --check-heads").code, 0);
    EXPECT_EQ(without("check").code, 0);
}

TEST_F(squash_transcript_test, at_the_head_by_the_old_name) {
    ASSERT_EQ(with("upgrade m333 -q").code, 0);
    EXPECT_EQ((run_tool<after>({"downgrade", "q555"}).out),
              "Nothing to do: the database is at q555 (squash of 3 revisions)\n");
    EXPECT_EQ((run_tool<after>({"stamp", "head"}).out), "Stamped: the database is at p444 (head)\n");
}

TEST_F(squash_transcript_test, in_the_middle_of_what_is_gone) {
    ASSERT_EQ(with("upgrade n222 -q").code, 0);
    const char* const why = "the database is at revision `n222`, in the middle of what `q555` has replaced. ";
    EXPECT_TRANSCRIPT(without("current"), 1, "n222 (unknown)\n",
                      std::string("FAILED: ") + why +
                          "Upgrade it with a release that still has those revisions, and then with this one\n");
    EXPECT_TRANSCRIPT(
        without("upgrade"), 1, "",
        std::string("FAILED: ") + why +
            "Nothing was changed. Upgrade it with a release that still has those revisions, and then with this one.\n");
    EXPECT_EQ(without("plan").code, 1);
}

inline constexpr auto shop = al::revision("s000", "shop")
                                 .upgrade(al::create_table("settings", al::column("id", al::integer, al::primary_key),
                                                           al::column("word", al::text)));
inline constexpr auto people = al::revision("u111", "people")
                                   .revises("s000")
                                   .labels("people")
                                   .upgrade(al::create_table("people", al::column("id", al::integer, al::primary_key)),
                                            al::create_table("tags", al::column("id", al::integer, al::primary_key)),
                                            al::rename_table("tags", "labels"),
                                            al::add_column("labels", al::column("word", al::text, al::not_null)),
                                            al::insert("people", al::row(al::value("id", 1))));
inline constexpr auto filled =
    al::revision("n222", "mails")
        .revises("u111")
        .upgrade(al::add_column("people", al::column("mail", al::text, al::not_null)).fill(al::sql("'m' || id")),
                 al::rename_column("settings", "word", "phrase"))
        .acknowledge(al::rule::renames_column, "nobody reads it");
inline constexpr auto trimmed = al::revision("m333", "trimmed")
                                    .revises("n222")
                                    .upgrade(al::execute("UPDATE settings SET phrase = trim(phrase)"),
                                             al::create_index("by_mail", "people", "mail"))
                                    .downgrade(al::drop_index("by_mail"));
inline constexpr auto called =
    al::revision("r444", "called").revises("m333").upgrade(al::run([](auto&) {})).irreversible("no way back");
inline constexpr al::unverified_history<shop, people, filled, trimmed, called> long_history{};
// clang-format off
// What is generated from it.
inline constexpr auto r_q555 =
    al::squash("q555", "at once")
        .revises("s000")
        .replaces("u111", "n222", "m333")
        .labels("people")
        .upgrade(
            al::create_table("people",
                al::column("id", al::integer, al::primary_key)),
            al::create_table("labels",
                al::column("id", al::integer, al::not_null),
                al::column("word", al::text, al::not_null),
                al::primary_key("id").named("pk_tags")),
            al::insert("people",
                al::row(al::value("id", 1))),
            al::add_column("people", al::column("mail", al::text, al::not_null)).fill(al::sql("'m' || id")),
            al::rename_column("settings", "word", "phrase"),
            al::execute("UPDATE settings SET phrase = trim(phrase)"),
            al::create_index("by_mail", "people", "mail"))
        .downgrade(
            al::drop_index("by_mail"),
            al::rename_column("settings", "phrase", "word"),
            al::drop_column("people", "mail"),
            al::drop_column("labels", "word"),
            al::rename_table("labels", "tags"),
            al::drop_table("tags"),
            al::drop_table("people"));
// clang-format on
inline constexpr al::history<shop, people, filled, trimmed, called, r_q555> squashed_history{};
inline constexpr al::history<shop, r_q555, called> finished_history{};

class squash_code_test : public tool_test {
protected:
    squash_code_test() {
        std::filesystem::create_directory("migrations");
        std::string includes, entries;
        for (const std::string id : {"s000", "u111", "n222", "m333", "r444"}) {
            includes += "#include \"" + id + "_x.hpp\"\n", entries += "    , migrations::r_" + id + "\n";
            std::ofstream("migrations/" + id + "_x.hpp") << "al::revision(\"" << id << "\", \"x\")";
        }
        std::ofstream("migrations/history.hpp") << includes << "// aludel: the next include\n"
                                                << entries << "    // aludel: the next revision\n";
    }
    static transcript before(std::string_view line) { return run_tool<long_history>(words(line)); }
    static transcript between(std::string_view line) { return run_tool<squashed_history>(words(line)); }
    static transcript after(std::string_view line) { return run_tool<finished_history>(words(line)); }
};

TEST_F(squash_code_test, is_written_from_the_run) {
    EXPECT_TRANSCRIPT(before("squash u111:m333 -m once --rev-id q555"), 0,
                      "Generated migrations/q555_once.hpp, which replaces 3 revisions; build the program to have it\n",
                      "");
    std::string source = content_of(std::filesystem::path(__FILE__).string());
    const std::size_t start_of_code = source.find("    al::squash(\"q555\", \"at"),
                      end_of_code = source.find(";\n", start_of_code);
    std::string wanted = source.substr(start_of_code, end_of_code - start_of_code);
    wanted.replace(wanted.find("at once"), 7, "once");
    EXPECT_NE(content_of("migrations/q555_once.hpp").find(wanted), std::string::npos)
        << content_of("migrations/q555_once.hpp");
    EXPECT_NE(content_of("migrations/history.hpp").find("    , migrations::r_q555\n"), std::string::npos);
}

TEST_F(squash_code_test, names_what_it_cannot_keep) {
    EXPECT_TRANSCRIPT(before("squash u111:head -m all --rev-id q6"), 0,
                      "Generated migrations/q6_all.hpp, which replaces 4 revisions; build the program to have it\n"
                      "Review: the function that `r444` calls with al::run is not kept. Write it here by hand\n",
                      "");
    const std::string code = content_of("migrations/q6_all.hpp");
    EXPECT_NE(code.find("\n// the function that `r444` calls with al::run is not kept. Write it here by hand\n"),
              std::string::npos);
    EXPECT_NE(code.find(".irreversible(\"`r444`: no way back\")"), std::string::npos);
}

TEST_F(squash_code_test, leads_where_the_run_leads) {
    for (const char* const sequence : {"old", "new"}) {
        std::filesystem::remove("shop.db");
        if (sequence == std::string_view("old")) {
            EXPECT_EQ(before("upgrade m333").code, 0);
        } else {
            EXPECT_EQ(between("upgrade m333").code, 0);
            EXPECT_EQ(between("current -q").out, "m333\n");
        }
        EXPECT_EQ(between("upgrade").code, 0);
        EXPECT_EQ(between("check").code, 0) << sequence;
        EXPECT_EQ(after("check").code, 0) << sequence;
    }
    std::filesystem::remove("shop.db");
    EXPECT_EQ(after("upgrade").code, 0);
    EXPECT_EQ(after("check").code, 0);
    EXPECT_EQ(after("downgrade q555").code, 1);  // r444 is irreversible
    EXPECT_EQ(al::sqlite3::connection("shop.db").query("SELECT mail FROM people").at(0).at(0), "m1");
}

TEST_F(squash_code_test, ends_without_the_run) {
    EXPECT_EQ(before("squash u111:m333 -m once --rev-id q555").code, 0);
    EXPECT_EQ(between("upgrade n222").code, 0);
    EXPECT_TRANSCRIPT(between("squash --finish q555"), 1, "",
                      "FAILED: `sqlite:///shop.db` is in the middle of what `q555` replaces. Upgrade it first\n");
    EXPECT_EQ(between("upgrade").code, 0);
    EXPECT_TRANSCRIPT(between("squash --finish q555"), 0,
                      "Removed migrations/u111_x.hpp\nRemoved migrations/n222_x.hpp\nRemoved migrations/m333_x.hpp\n"
                      "Build the program to be without them\n",
                      "");
    EXPECT_EQ(content_of("migrations/history.hpp"),
              "#include \"s000_x.hpp\"\n#include \"r444_x.hpp\"\n#include \"q555_once.hpp\"\n// aludel: the next "
              "include\n    , migrations::r_s000\n    , migrations::r_r444\n    , migrations::r_q555\n    // aludel: "
              "the next revision\n");
    EXPECT_FALSE(std::filesystem::exists("migrations/u111_x.hpp"));
    EXPECT_TRUE(std::filesystem::exists("migrations/q555_once.hpp"));
}

TEST_F(squash_code_test, is_undone_alone) {
    ASSERT_EQ(before("squash u111:m333 -m once --rev-id q555").code, 0);
    ASSERT_EQ(before("upgrade m333 -q").code, 0);
    EXPECT_TRANSCRIPT(between("revision --undo q555"), 0,
                      "Removed migrations/q555_once.hpp; build the program to be without it\n", "");
    EXPECT_TRUE(std::filesystem::exists("migrations/m333_x.hpp"));
}

TEST_F(squash_code_test, refuses_what_is_no_run) {
    EXPECT_TRANSCRIPT(before("squash m333 -m x"), 2, "",
                      "FAILED: which revisions? Name the first and the last: shop squash FROM:TO\n");
    EXPECT_TRANSCRIPT(
        before("squash m333:u111 -m x"), 1, "",
        "FAILED: `s000`, on the way down from `u111`, revises nothing, so `m333` is not the beginning of a "
        "run. A squash replaces revisions that are one chain\n");
    EXPECT_TRANSCRIPT(before("squash --finish n222"), 1, "",
                      "FAILED: `n222` is no squash beside the revisions that it replaces\n");
    EXPECT_TRANSCRIPT(
        between("squash n222:m333 -m x --rev-id q7"), 1, "",
        "FAILED: [AL113] squash: `n222` is replaced by `q555` already. Replace each revision once (revision "
        "`q7`)\n");
}

}  // namespace
