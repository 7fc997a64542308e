// SPDX-License-Identifier: BSL-1.0
// The tool changes revisions that exist: their place in the history, or that they are there at all.
#include "tool_test.hpp"

#include <aludel/code/header_name.hpp>
#include <aludel/code/new_project.hpp>

namespace {

constexpr auto start =
    al::revision("a1", "start").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
constexpr auto left = al::revision("b1", "left").revises("a1");
constexpr auto higher = al::revision("b2", "higher").revises("b1");
constexpr auto right = al::revision("c1", "right").revises("a1");
constexpr al::unverified_history<start, left, higher, right> branches{};
constexpr al::history<start, left, higher> line{};
constexpr auto third = al::revision("d1", "third").revises("a1");
constexpr al::unverified_history<start, left, right, third> three{};

class revision_edit_test : public tool_test {
protected:
    revision_edit_test() {
        std::filesystem::create_directory("migrations");
        std::string includes, entries;
        for (const std::string id : {"a1", "b1", "b2", "c1"}) {
            includes += "#include \"" + id + "_x.hpp\"\n", entries += "    , migrations::r_" + id + "\n";
            std::ofstream("migrations/" + id + "_x.hpp")
                << "inline constexpr auto r_" << id << " =\n    al::revision(\"" << id << "\", \"x\")"
                << (id == "a1"       ? ""
                        : id == "b2" ? "\n        .revises(\"b1\")"
                                     : "\n        .revises(\"a1\")")
                << ";\n";
        }
        list = includes + "// aludel: the next include\nhistory<settings\n" + entries +
            "    // aludel: the next revision\n>\n";
        std::ofstream("migrations/history.hpp") << list;
    }

    static transcript shop(std::string_view arguments) { return run_tool<branches>(words(arguments)); }
    static std::string parent_of(const std::string& id) {
        const std::string text = content_of("migrations/" + id + "_x.hpp");
        const std::size_t position = text.find(".revises(");
        return text.substr(position + 10, text.find('"', position + 10) - position - 10);
    }

    std::string list;
};

TEST_F(revision_edit_test, a_branch_goes_behind_the_other_head) {
    EXPECT_TRANSCRIPT(shop("revision --rebase c1"), 0,
                      "Rebased c1 from a1 onto b2 in migrations/c1_x.hpp; build the program to have it\n", "");
    EXPECT_EQ(parent_of("c1"), "b2");
    EXPECT_EQ(content_of("migrations/history.hpp"), list);
}

TEST_F(revision_edit_test, a_branch_of_several_revisions_moves_by_its_first) {
    EXPECT_TRANSCRIPT(shop("revision -q --rebase b2"), 0, "b1\n", "");
    EXPECT_EQ(parent_of("b1"), "c1");
    EXPECT_EQ(parent_of("b2"), "b1");
}

TEST_F(revision_edit_test, what_cannot_be_rebased) {
    const auto refusal = [](std::string_view arguments) { return shop(arguments).err; };
    EXPECT_EQ(refusal("revision --rebase b1 --onto b2"), "FAILED: `b1` and `b2` are on one branch already\n");
    EXPECT_EQ(refusal("revision --rebase heads"), "FAILED: `heads` stands for 2 revisions. Name one by its id\n");
    EXPECT_EQ(shop("revision --onto b2").code, 2);
    EXPECT_EQ((run_tool<three>({"revision", "--rebase", "b1"}).err),
              "FAILED: the folder has revision `b2`, which this program was built without. Build it first\n");
    std::ofstream("migrations/c1_x.hpp") << "al::revision(\"c1\").revises(parent)";
    EXPECT_EQ(
        refusal("revision --rebase c1"),
        "FAILED: `migrations/c1_x.hpp` does not have `.revises(\"a1\")` exactly once. Write there by hand that the "
        "revision revises `b2`\n");
    std::filesystem::remove("migrations/c1_x.hpp");
    EXPECT_EQ(refusal("revision --rebase c1"), "FAILED: no header in `migrations` defines revision `c1`\n");
}

TEST_F(revision_edit_test, which_of_several_heads_is_for_people_to_decide) {
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    const auto refusal = [](const std::vector<std::string>& arguments) { return run_tool<three>(arguments).err; };
    EXPECT_EQ(refusal({"revision", "--rebase", "b1"}), "FAILED: there are several other heads. Name one with --onto\n");
    EXPECT_EQ(run_tool<three>({"revision", "--rebase", "b1", "--onto", "c1"}).code, 0);
    EXPECT_EQ(parent_of("b1"), "c1");
    EXPECT_EQ((run_tool<line>({"revision", "--rebase", "b2"}).err),
              "FAILED: there is no other head that the branch could go behind: the history has no second branch\n");
}

TEST_F(revision_edit_test, what_the_database_has_applied_stays_where_it_is) {
    std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
    ASSERT_EQ(run_tool<line>({"upgrade", "b1"}).code, 0);
    EXPECT_EQ(
        shop("revision --rebase b2").err,
        "FAILED: `sqlite:///shop.db` has applied revision `b1`. Its order cannot change there any more: rebase the "
        "other branch, or merge. Or downgrade that database first, with the program of before the merge\n");
    EXPECT_EQ(parent_of("b1"), "a1");
    EXPECT_EQ(shop("revision --rebase c1").code, 0) << "the database has not applied that one";
}

TEST_F(revision_edit_test, a_head_is_removed_again) {
    EXPECT_EQ(shop("revision --undo b1").err,
              "FAILED: revision `b1` is no head: others revise it or depend on it. Undo these first\n");
    EXPECT_TRANSCRIPT(shop("revision --undo c1"), 0,
                      "Removed migrations/c1_x.hpp; build the program to be without it\n", "");
    EXPECT_FALSE(std::filesystem::exists("migrations/c1_x.hpp"));
    EXPECT_EQ(content_of("migrations/history.hpp").find("c1"), std::string::npos);
    std::string rest = list;
    rest.erase(rest.find("#include \"c1_x.hpp\"\n"), 20);
    rest.erase(rest.find("    , migrations::r_c1\n"), 23);
    EXPECT_EQ(content_of("migrations/history.hpp"), rest);
    ASSERT_EQ(run_tool<line>({"upgrade", "head"}).code, 0);
    EXPECT_EQ(shop("revision --undo b2").err,
              "FAILED: `sqlite:///shop.db` has applied revision `b2`. Downgrade it first: `shop downgrade b2-1`\n");
    EXPECT_TRUE(std::filesystem::exists("migrations/b2_x.hpp"));
    // One of many databases is enough.
    EXPECT_EQ(shop("revision --undo b2 -d sqlite:///another.db -d sqlite:///*.db").err,
              "FAILED: `sqlite:///shop.db` has applied revision `b2`. Downgrade it first: `shop downgrade b2-1`\n");
}

TEST_F(revision_edit_test, what_a_revision_is_for_must_be_said) {
    EXPECT_TRANSCRIPT(run_tool<line>({"revision", "-m", " "}), 2, "",
                      "FAILED: what is the revision for? Give a message: -m \"add orders\"\n");
    EXPECT_EQ(run_tool<line>({"revision"}).code, 2);
}

TEST_F(revision_edit_test, conflict_markers_are_not_written_into) {
    std::ofstream("migrations/history.hpp") << "#pragma once\n<<<<<<< HEAD\n" << list << ">>>>>>> theirs\n";
    EXPECT_EQ(
        shop("revision -m x --head b2").err,
        "FAILED: `migrations/history.hpp` has a conflict marker of a merge in line 2. Resolve the conflict first: a "
        "list keeps the lines of both sides\n");
}

TEST(file_name, keeps_the_letters_of_other_languages) {
    using al::code::file_name_of;
    EXPECT_EQ(file_name_of("Änderung für größe"), "anderung_fur_grose");
    EXPECT_EQ(file_name_of("Zażółć gęślą jaźń"), "zazolc_gesla_jazn");
    EXPECT_EQ(file_name_of("\xC3"), "revision");
    EXPECT_EQ(file_name_of("日本"), "revision");
    EXPECT_EQ(file_name_of("a × b"), "a_b");
    EXPECT_EQ(file_name_of("  Add -- \"stars\"!  "), "add_stars");
    EXPECT_EQ(file_name_of(std::string(60, 'x')).size(), 40U);
}

TEST_F(revision_edit_test, headers_are_named_by_a_template) {
    for (const char* const form : {"{slug}", "{id}{name}", "{id", "x/{id}"})
        EXPECT_EQ(
            run_tool<branches>({"--file-template", form, "revision", "-m", "x", "--rev-id", "e2", "--head", "b2"}).code,
            2)
            << form;
    EXPECT_TRANSCRIPT(
        run_tool<branches>({"--file-template", "{id}{name}", "revision", "-m", "x", "--rev-id", "e2", "--head", "b2"}),
        2, "",
        "FAILED: the file template `{id}{name}` has `{name}`. Known are {id}, {slug}, {year}, {month}, "
        "{day}, {hour}, {minute} and {second}\n");
    std::ofstream("aludel.ini") << "file_template = \"{year}{month}{day}_{id}_{slug}\"\n";
    const std::string today = aludel::code::time_now("%Y%m%d"), path = "migrations/" + today + "_e1_a_b.hpp";
    EXPECT_TRANSCRIPT(run_tool<branches>({"revision", "-m", "A b", "--rev-id", "e1", "--head", "b2"}), 0,
                      "Generated " + path + "; build the program to have it\n", "");
    EXPECT_NE(content_of("migrations/history.hpp").find("#include \"" + today + "_e1_a_b.hpp\"\n"), std::string::npos);
}

TEST_F(revision_edit_test, ids_can_sort_by_time) {
    const std::string earlier = aludel::code::new_id(true);
    const transcript written = run_tool<branches>(words("revision -q --sortable-ids -m x --head b2"));
    EXPECT_EQ(written.code, 0) << written.err;
    EXPECT_EQ(written.out.size(), 13U);
    EXPECT_LE(earlier.substr(0, 8), written.out.substr(0, 8));
    EXPECT_NE(aludel::code::new_id(true), aludel::code::new_id(true));
}

TEST_F(revision_edit_test, revisions_have_a_path_and_a_date) {
    std::ofstream("migrations/b2_x.hpp")
        << "// Higher, 2026-01-01\n// 2025-12-31\n#pragma once\nal::revision(\"b2\", \"x\")\n";
    const char* const b2 =
        "Rev: b2 (head)\nParent: b1\nPath: migrations/b2_x.hpp\nCreated: 2025-12-31\n\n    higher\n\n";
    const std::string shown = run_tool<line>(words("show b2")).out, listed = run_tool<line>(words("history -v")).out;
    EXPECT_TRUE(shown.starts_with(b2)) << shown;
    EXPECT_TRUE(listed.starts_with(std::string(b2) + "Rev: b1\nParent: a1\nPath: migrations/b1_x.hpp\n\n")) << listed;
    const std::string json = run_tool<line>(words("history --json")).out;
    EXPECT_NE(json.find("\"path\": \"migrations/b2_x.hpp\",\n    \"created\": \"2025-12-31\""), json.npos) << json;
    EXPECT_NE(json.find("\"path\": \"migrations/b1_x.hpp\",\n    \"created\": null"), json.npos) << json;
    std::filesystem::remove_all("migrations");
    EXPECT_EQ(run_tool<line>(words("show b2")).out.find("Path:"), std::string::npos);
}

// The models of `init` are still none if their databases are changed, as for a second one: adopt replaces them.
TEST(new_project, models_of_nothing_have_any_databases) {
    namespace code = aludel::code;
    EXPECT_TRUE(code::is_new_models(code::new_models()));
    EXPECT_TRUE(code::is_new_models(code::new_models("al::settings().dialects(al::postgresql, al::mariadb)")));
    EXPECT_FALSE(code::is_new_models(code::new_models() + "inline constexpr int more = 1;\n"));
    EXPECT_FALSE(code::is_new_models(code::new_models("al::settings()") + "// mine\n"));
    EXPECT_FALSE(code::is_new_models(""));
}

}  // namespace
