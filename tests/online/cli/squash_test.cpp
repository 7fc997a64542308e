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

}  // namespace
