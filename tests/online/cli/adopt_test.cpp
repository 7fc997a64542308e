// SPDX-License-Identifier: BSL-1.0
// Databases and projects that are older than their history: adopt, init --here, baseline by number; and redo, for a
// revision that is still being written. The headers in tests/data/adopted are as `adopt` wrote them.
#include "tool_test.hpp"

#include <aludel/code/history_list.hpp>

#include "../../data/adopted/odd.hpp"
#include "../../data/adopted/shop.hpp"
#include "../../data/adopted/shop_models.hpp"

namespace {

inline constexpr al::history<> nothing{};
inline constexpr al::history<migrations::r_shop> shop{};
inline constexpr al::history<migrations::r_odd> odd{};
static_assert(al::matches<shop, models>);

inline constexpr auto notes =
    al::revision("a1", "notes").upgrade(al::create_table("notes", al::column("id", al::integer, al::primary_key)));
inline constexpr auto body =
    al::revision("b2", "body").revises("a1").upgrade(al::add_column("notes", al::column("body", al::text)));
inline constexpr auto edited_body = al::revision("b2", "body")
                                        .revises("a1")
                                        .upgrade(al::add_column("notes", al::column("body", al::text)),
                                                 al::add_column("notes", al::column("kind", al::integer)));
inline constexpr auto less_body =
    al::revision("b2", "body")
        .revises("a1")
        .upgrade(al::create_table("others", al::column("id", al::integer, al::primary_key)));
inline constexpr auto edited_notes =
    al::revision("a1", "notes")
        .upgrade(
            al::create_table("notes", al::column("id", al::integer, al::primary_key), al::column("x", al::integer)));
inline constexpr al::history<notes, body> plain{};
inline constexpr al::history<notes, edited_body> edited{};
inline constexpr al::history<notes, less_body> less{};
inline constexpr al::history<edited_notes, edited_body> edited_below{};

class adopt_test : public tool_test {
protected:
    template <const auto& History = nothing>
    static transcript tool(std::string_view line) {
        return run_tool<History>(words(line));
    }
    static std::string data(const std::string& name) {
        return content_of((std::filesystem::path(__FILE__).parent_path() / "../../data/adopted" / name).string());
    }
    static void write(const std::string& path, std::string_view content) {
        if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty())
            std::filesystem::create_directories(folder);
        std::ofstream(path) << content;
    }
    static std::string without_date(std::string text) {
        const std::size_t start = text.find('\n') + 1;
        return text.erase(start, text.find('\n', start) + 1 - start);
    }
    static void make_folder() {
        write("migrations/history.hpp", "// aludel: the next include\n// aludel: the next revision\n");
    }
};

/// What differs between the database that was adopted, and one that the history made.
template <const auto& History>
std::string difference_to_a_new_one() {
    const auto own = {std::string_view("aludel_version"), std::string_view("aludel_journal")};
    al::sqlite3::connection was("shop.db"), is(":memory:");
    al::upgrade<History>(is);
    std::string result;
    const al::schema wanted = al::reflect(was, own), found = al::reflect(is, own);
    for (const al::difference& each : al::compare(found, wanted)) result += al::online::text_of(each) + "\n";
    for (const al::difference& each : al::drift<History>(was)) result += al::online::text_of(each) + "\n";
    return result;
}

TEST_F(adopt_test, a_database_becomes_the_first_revision_and_the_models) {
    execute(data("shop.sql"));
    make_folder();
    EXPECT_TRANSCRIPT(tool("adopt --rev-id shop --models"), 0,
                      "Generated migrations/shop_as_the_database_was.hpp; build the program to have it\n"
                      "Generated models.hpp\n"
                      "It has 4 tables, 1 view, 1 trigger. When it is built, `shop baseline shop` records that the "
                      "database is at it\n",
                      "");
    EXPECT_EQ(without_date(content_of("migrations/shop_as_the_database_was.hpp")), data("shop.hpp"));
    EXPECT_EQ(content_of("models.hpp"), data("shop_models.hpp"));
    EXPECT_EQ(content_of("migrations/history.hpp"),
              "#include \"shop_as_the_database_was.hpp\"\n// aludel: the next include\n, migrations::r_shop\n"
              "// aludel: the next revision\n");
    // Built, it is what the database is.
    EXPECT_TRANSCRIPT(tool<shop>("baseline shop"), 0, "Baseline: the database is at shop (head)\n", "");
    EXPECT_EQ(difference_to_a_new_one<shop>(), "");
    EXPECT_EQ((run_tool<shop, models>({"check"}).code), 0);
}

TEST_F(adopt_test, what_has_no_word_is_written_in_sql) {
    execute(data("odd.sql"));
    make_folder();
    const transcript seen = tool("adopt --rev-id odd");
    EXPECT_EQ(seen.code, 0) << seen;
    EXPECT_EQ(
        seen.err,
        "Note: table `settings` is written in SQL: there is no word for `ON CONFLICT REPLACE`, `COLLATE RTRIM of "
        "a key`\n"
        "Note: table `lost` is written in SQL: in words it would be refused: [AL212] create_table: foreign key of "
        "table `lost` over `nobody` points at table `nowhere`, which does not exist at this revision\n"
        "Note: table `hen` is written in SQL: there is no word for `ON CONFLICT IGNORE`\n"
        "Note: table `egg` is written in SQL: in words it would be refused: [AL212] create_table: foreign key of "
        "table `egg` over `hen` points at table `hen`, which does not exist at this revision\n"
        "Note: virtual table `docs` is written in SQL: only its module knows its columns\n"
        "Note: view `pairs` is written in SQL: there is no word for `column list`\n");
    EXPECT_EQ(without_date(content_of("migrations/odd_as_the_database_was.hpp")), data("odd.hpp"));
    EXPECT_FALSE(std::filesystem::exists("models.hpp"));
    EXPECT_EQ(tool<odd>("baseline head").code, 0);
    EXPECT_EQ(difference_to_a_new_one<odd>(), "");
    EXPECT_EQ(tool<odd>("check").code, 0);
}

TEST_F(adopt_test, init_writes_a_project_for_the_database_of_the_url) {
    EXPECT_EQ(tool("init store -d mysql://me@localhost/store").code, 0);
    const std::string build_file = content_of("store/CMakeLists.txt");
    const std::size_t option = build_file.find("set(ALUDEL_MARIADB ON)");
    EXPECT_LT(option, build_file.find("find_package(aludel")) << build_file;
    EXPECT_NE(build_file.find(" MODELS models.hpp DIALECTS mysql)\n"), std::string::npos) << build_file;
    EXPECT_NE(content_of("store/migrations/history.hpp").find("aludel::settings().dialects(aludel::mysql);"),
              std::string::npos);
    EXPECT_TRUE(content_of("store/models.hpp")
                    .ends_with("inline constexpr auto databases = al::settings().dialects(al::mysql);\n"
                               "// Name the tables here behind the databases, and `revision --autogenerate -m \"...\"` "
                               "writes the revision that makes them.\ninline constexpr al::metadata<databases> "
                               "models{};\n"));
    EXPECT_NE(content_of("store/aludel.ini").find("database = \"mysql://me@localhost/store\""), std::string::npos);
    EXPECT_EQ(content_of("store/.gitignore"), "/build/\n");
    EXPECT_EQ(tool("init other -d postgres://x").code, 2);
    EXPECT_FALSE(std::filesystem::exists("other"));
}

TEST_F(adopt_test, what_cannot_be_adopted_is_a_sentence) {
    make_folder();
    EXPECT_TRANSCRIPT(tool("adopt"), 1, "",
                      "FAILED: there is no database at `shop.db` yet. Look at the path, or upgrade, which makes it\n");
    execute("SELECT 1");
    write("shop.db", "");
    EXPECT_TRANSCRIPT(tool("adopt"), 1, "", "FAILED: the database is empty: there is nothing to adopt\n");
    EXPECT_TRANSCRIPT(
        tool<plain>("adopt"), 1, "",
        "FAILED: the history creates tables already, and adopt writes the first revision. `shop baseline` "
        "takes over a database that has the schema of a revision\n");
    ASSERT_EQ(tool<plain>("upgrade -q").code, 0);
    EXPECT_TRANSCRIPT(tool("adopt"), 1, "",
                      "FAILED: the database is at `b2` already, and only one that no migration has touched is adopted. "
                      "`shop check` says how it differs from the history\n");
    execute("DELETE FROM aludel_version");
    write("models.hpp", "// mine\n");
    EXPECT_TRANSCRIPT(
        tool("adopt --models"), 1, "",
        "FAILED: `models.hpp` exists already, and nothing is overwritten. Move it away, or see what would "
        "be written with --dry-run --models\n");
    EXPECT_TRANSCRIPT(tool("adopt --schema temp"), 1, "",
                      "FAILED: --schema: of SQLite only the schema of the connection is read. Leave it out\n");
    const transcript dry = tool("adopt --dry-run --models --rev-id x");
    EXPECT_NE(dry.out.find("al::create_table(\"notes\","), std::string::npos) << dry;
    EXPECT_NE(dry.out.find("inline constexpr al::metadata<tables::notes> models{};"), std::string::npos) << dry;
    EXPECT_EQ(content_of("models.hpp"), "// mine\n");
    EXPECT_EQ(content_of("migrations/history.hpp"), "// aludel: the next include\n// aludel: the next revision\n");
}

TEST_F(adopt_test, a_project_that_exists_gets_migrations) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(books CXX)\nadd_executable(books main.cpp)");
    write("main.cpp", "int main() {}\n");
    write(".gitattributes", "*.png binary");
    const transcript first = tool("init --here -d sqlite:///data/books.db");
    ASSERT_EQ(first.code, 0) << first;
    const std::string header = first.out.substr(first.out.find("migrations/") + 11, 22);
    EXPECT_EQ(
        first.out,
        "Added migrations to .:\n    created migrations/" + header +
            "\n    created migrations/history.hpp\n    created models.hpp\n    created aludel.ini\n"
            "    extended .gitattributes\n    extended CMakeLists.txt\n"
            "Then build `books_migrate`, the tool. `books_migrate adopt` writes the first revision from a database "
            "that exists\n");
    EXPECT_EQ(content_of("CMakeLists.txt"),
              "cmake_minimum_required(VERSION 3.20)\nproject(books CXX)\nadd_executable(books main.cpp)\n\n"
              "enable_testing()\nfind_package(aludel REQUIRED)  # or add_subdirectory, or FetchContent\n\n"
              "# The migration tool, the script books_migrate.sqlite.sql, and the test books_migrate.check.\n"
              "aludel_add_migrations(books_migrate DIRECTORY migrations MODELS models.hpp DIALECTS sqlite)\n");
    EXPECT_EQ(content_of(".gitattributes"), "*.png binary\nmigrations/history.hpp merge=union\n");
    EXPECT_EQ(
        content_of("aludel.ini"),
        "; Options of the program, unless the command line says other.\ndatabase = \"sqlite:///data/books.db\"\n");
    EXPECT_EQ(content_of("main.cpp"), "int main() {}\n");
    EXPECT_FALSE(std::filesystem::exists(".gitignore"));
    // Once more, nothing; and what is missing is added.
    const std::string history = content_of("migrations/history.hpp"), build_file = content_of("CMakeLists.txt");
    EXPECT_TRANSCRIPT(tool("init --here"), 0, "", "Nothing to do: the project has migrations already\n");
    std::filesystem::remove("models.hpp");
    EXPECT_TRANSCRIPT(tool("init --here ."), 0, "Added migrations to .:\n    created models.hpp\n", "");
    EXPECT_EQ(content_of("migrations/history.hpp"), history);
    EXPECT_EQ(content_of("CMakeLists.txt"), build_file);
    EXPECT_TRANSCRIPT(tool("init"), 2, "",
                      "FAILED: where? Name a new directory, or say --here for a project that exists\n");
    EXPECT_TRANSCRIPT(tool("init --here nowhere"), 1, "",
                      "FAILED: there is no directory `nowhere`. Without --here it is created\n");
}

TEST_F(adopt_test, a_project_keeps_what_it_has) {
    write("CMakeLists.txt", "project(\"my shop\")\n# find aludel\ninclude(CTest)\nenable_testing()\nset(migrate 1)\n");
    write("models.hpp", "struct model {};\n");
    write("aludel.ini", "wait = 7\n");
    const transcript seen = tool("init --here");
    EXPECT_EQ(seen.code, 0) << seen;
    EXPECT_NE(seen.out.find("`models.hpp` is the project's own. Name a header with an al::metadata as MODELS in "
                            "CMakeLists.txt, where there is one\n"),
              std::string::npos)
        << seen;
    EXPECT_EQ(content_of("models.hpp"), "struct model {};\n");
    EXPECT_EQ(content_of("aludel.ini"), "wait = 7\n");
    const std::string build_file = content_of("CMakeLists.txt");
    EXPECT_EQ(build_file.find("find_package"), std::string::npos);
    EXPECT_TRUE(build_file.ends_with("\naludel_add_migrations(my_migrate DIRECTORY migrations DIALECTS sqlite)\n"));
    std::filesystem::create_directory("other");
    EXPECT_NE(
        tool("init --here other").out.find("There is no CMakeLists.txt. For one, the lines are\n\nenable_testing()"),
        std::string::npos);
}

TEST_F(adopt_test, a_revision_is_added_to_a_list_without_markers) {
    const std::string list =
        "#pragma once\n#include <aludel.hpp>\n#include \"notes.hpp\"  // history<a>\n\ninline constexpr al::history<\n"
        "    notes,\n    body  // the last\n    > history{};\n";
    write("migrations/history.hpp", list);
    EXPECT_EQ(tool<plain>("revision -m more --rev-id c3").code, 0);
    EXPECT_EQ(
        content_of("migrations/history.hpp"),
        "#pragma once\n#include <aludel.hpp>\n#include \"notes.hpp\"  // history<a>\n#include \"c3_more.hpp\"\n\n"
        "inline constexpr al::history<\n    notes,\n    body,\n    migrations::r_c3  // the last\n    > history{};\n");
    write("migrations/history.hpp", "#include <aludel.hpp>\nal::unverified_history<settings, notes> history{};\n");
    EXPECT_EQ(tool<plain>("revision -m more --rev-id d4").code, 0);
    EXPECT_EQ(content_of("migrations/history.hpp"),
              "#include <aludel.hpp>\n#include \"d4_more.hpp\"\nal::unverified_history<settings, notes, "
              "migrations::r_d4> history{};\n");
    write("migrations/history.hpp", "using list = al::history<a>;\nal::history<a, b> history{};\n");
    EXPECT_TRANSCRIPT(tool<plain>("revision -m more --rev-id e5"), 1, "",
                      "FAILED: `migrations/history.hpp` has no line `// aludel: the next revision`, and no single "
                      "`history<...>` to whose end a revision could be added. Write that comment where the next one "
                      "belongs\n");
    EXPECT_FALSE(std::filesystem::exists("migrations/e5_more.hpp"));
}

TEST_F(adopt_test, a_revision_is_removed_from_a_list_without_markers) {
    for (const std::string source : {"notes", "notes,\n    other", "notes  // the first\n    , other"}) {
        const std::string list = "#include <aludel.hpp>\nal::history<\n    " + source + "\n> history{};\n";
        al::code::history_list changed("history.hpp", list);
        changed.add("c3_more.hpp", "c3");
        EXPECT_NE(changed.text().find("migrations::r_c3"), std::string::npos);
        changed.remove("c3_more.hpp", "c3");
        EXPECT_EQ(changed.text(), list);
    }
    al::code::history_list first("history.hpp", "#include \"a.hpp\"\nhistory<migrations::r_a, migrations::r_ab> h;\n");
    first.remove("a.hpp", "a");
    EXPECT_EQ(first.text(), "history<migrations::r_ab> h;\n");
}

TEST_F(adopt_test, a_baseline_goes_by_the_number_of_the_database) {
    execute("CREATE TABLE notes (id INTEGER PRIMARY KEY); PRAGMA user_version = 4");
    EXPECT_TRANSCRIPT(
        tool<plain>("baseline --user-version 1=a1,2=b2"), 1, "",
        "FAILED: the number of the database is 4 (PRAGMA main.user_version), and the numbers with a "
        "revision are 1, 2. Nothing was changed. Say which revision has that schema, or name the revision "
        "itself.\n");
    EXPECT_EQ(tool<plain>("baseline --user-version 4=b2").code, 1) << "the schema decides";
    EXPECT_TRANSCRIPT(tool<plain>("baseline --user-version 3=b2,4=a1"), 0, "Baseline: the database is at a1\n", "");
    EXPECT_TRANSCRIPT(tool<plain>("baseline --user-version 4"), 2, "",
                      "FAILED: `4` gives no number its revision. Write 1=2fda6446e69f\n");
    EXPECT_EQ(tool<plain>("baseline --user-version x=a1").code, 2);
    EXPECT_EQ(tool<plain>("baseline a1 --user-version 4=a1").code, 2);
    EXPECT_TRANSCRIPT(tool<plain>("baseline"), 2, "",
                      "FAILED: which revision is the database at? Name it, or say --user-version 1=2fda6446e69f\n");
}

TEST_F(adopt_test, a_database_without_version_hears_of_baseline) {
    execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)");
    ASSERT_EQ(tool<plain>("stamp base").code, 0);
    const transcript seen = tool<plain>("upgrade");
    EXPECT_EQ(seen.code, 1);
    EXPECT_NE(
        seen.err.find("table \"notes\" already exists (error 1). Nothing was changed; the database is at base. If the "
                      "database is older than the history, take it over with al::baseline (baseline of the "
                      "tool).\n"),
        std::string::npos)
        << seen;
}

TEST_F(adopt_test, a_purge_needs_no_columns) {
    execute("CREATE TABLE aludel_version (wrong); INSERT INTO aludel_version VALUES (1)");
    const transcript refused = tool<plain>("stamp head");
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("--purge"), std::string::npos) << refused;
    EXPECT_TRANSCRIPT(tool<plain>("stamp --purge head"), 0, "Stamped: the database is at b2 (head)\n", "");
    EXPECT_TRANSCRIPT(tool<plain>("current"), 0, "b2 (head)\n", "");
}

TEST_F(adopt_test, a_locked_database_names_the_option) {
    ASSERT_EQ(tool<plain>("upgrade a1 -q").code, 0);
    al::sqlite3::connection other("shop.db");
    other.execute("BEGIN EXCLUSIVE");
    for (const char* const line : {"upgrade --wait 0", "current --wait 0", "baseline a1 --wait 0"})
        EXPECT_NE(tool<plain>(line).err.find("(--wait of the tool)"), std::string::npos) << line << tool<plain>(line);
}

TEST_F(adopt_test, redo_applies_the_last_revision_as_it_is_now) {
    EXPECT_EQ(tool<plain>("redo").code, 1) << "no database";
    ASSERT_EQ(tool<plain>("upgrade -q").code, 0);
    EXPECT_TRANSCRIPT(tool<plain>("redo"), 0, "Redid 1 revision: the database is at b2 (head)\n",
                      "Running downgrade b2 -> a1, body\nRunning upgrade a1 -> b2, body\n");
    EXPECT_TRANSCRIPT(tool<plain>("redo base -q"), 0, "", "");
    EXPECT_EQ(al::sqlite3::connection("shop.db").query("SELECT direction FROM aludel_journal").size(), 2U + 2U + 4U);
    ASSERT_EQ(tool<plain>("downgrade a1 -q").code, 0);
    EXPECT_TRANSCRIPT(tool<plain>("redo a1"), 0, "Nothing to do: the database is at a1\n", "");
}

TEST_F(adopt_test, redo_of_an_edited_revision) {
    ASSERT_EQ(tool<plain>("upgrade -q").code, 0);
    const transcript edit = tool<edited>("downgrade -1");
    EXPECT_EQ(edit.code, 1);
    EXPECT_TRUE(
        edit.err.ends_with("\nIf it is still being written, `shop redo` applies it again as it is now, and one that is "
                           "not the last with the revision below it as target. With --allow-edited the migration goes "
                           "on as if it were not edited\n"))
        << edit;
    // The column that was added since cannot be dropped, and nothing is lost.
    const transcript refused = tool<edited>("redo");
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(
        refused.err.find("no such column: \"\"kind\"\" (error 1). Nothing was changed; the database is at `b2`. The "
                         "revision was edited after the database ran it, and its downgrade is that of the new "
                         "text. Restore the old text, downgrade, and edit it then.\n"),
        std::string::npos)
        << refused;
    // The column that it no longer adds stays, and is named.
    const transcript kept = tool<less>("redo");
    EXPECT_EQ(kept.code, 1) << kept;
    execute("CREATE TABLE others (id)");
    EXPECT_TRANSCRIPT(
        tool<less>("redo -q"), 0, "",
        "Warning: the database is not what the history says: table `notes` has the extra column `body`\n");
    EXPECT_EQ(tool<less>("check").code, 3);
    // Others must not have been edited.
    const transcript below = tool<edited_below>("redo");
    EXPECT_NE(below.err.find("revision `a1` was edited after the database ran it"), std::string::npos) << below;
    EXPECT_EQ(below.err.find("`b2` was edited"), std::string::npos) << below;
}

}  // namespace
