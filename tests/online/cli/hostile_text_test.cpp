// SPDX-License-Identifier: BSL-1.0
// Foreign texts: ids, messages, arguments, rows. None of them is interpreted by a terminal, a shell, a compiler, a
// diagram or a JSON parser; and no password is shown.
#include "tool_test.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>  // system
#include <regex>    // regex, regex_match

namespace {

// Valid ids, each of them a command for some interpreter.
inline constexpr auto shell = al::revision("$(touch${IFS}owned)", "`touch owned` $(touch owned); touch owned")
                                  .upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)));
inline constexpr auto lists =
    al::revision(";touch${IFS}owned;{a,b}*", "\x1b[2J\nsecond line \xC2\x9B 31m\xE2\x80\xAE\xFF\r\x7f")
        .revises("$(touch${IFS}owned)")
        .labels("x];click", "\xC2\x9B");
inline constexpr auto slash =
    al::revision("a\\", "ends in \\").revises(";touch${IFS}owned;{a,b}*").depends_on("x];click");
inline constexpr auto click =
    al::revision("x];click\xE2\x80\xAEr", "\"] %%{init: {}}%% <b> & #quot; `x`").revises("a\\");
inline constexpr al::history<shell, lists, slash, click> hostile{};

inline constexpr auto calm_first =
    al::revision("one", "first").upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)));
inline constexpr auto calm_second = al::revision("two", "second").revises("one");
inline constexpr al::history<calm_first, calm_second> calm{};

/// Whether a text has nothing that a terminal interprets or cannot display.
testing::AssertionResult is_printable(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const al::detail::code_point each = al::detail::first_code_point(text.substr(i));
        if (!each.valid || (al::detail::is_control(each.value) && each.value != '\n' && each.value != '\t'))
            return testing::AssertionFailure()
                << "character " << static_cast<unsigned long>(each.value) << " at " << i << " of\n"
                << al::detail::visible(text, al::detail::line_breaks::kept);
        i += each.size;
    }
    return testing::AssertionSuccess();
}

class hostile_text_test : public tool_test {
protected:
    static transcript run(const std::vector<std::string>& arguments) { return run_tool<hostile>(arguments); }
    static transcript run_calm(const std::vector<std::string>& arguments) { return run_tool<calm>(arguments); }

    /// The first line of output of a shell command.
    static std::string shell_says(const std::string& command) {
        static_cast<void>(std::system((command + " >said.txt 2>&1").c_str()));
        return content_of("said.txt");
    }
};

TEST_F(hostile_text_test, every_command_writes_what_can_be_shown) {
    ASSERT_EQ(run({"upgrade"}).code, 0);
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"history"},
                                               {"history", "-v"},
                                               {"history", "-i"},
                                               {"history", "-q"},
                                               {"history", "--graph"},
                                               {"history", "--format", "dot"},
                                               {"history", "--format", "mermaid"},
                                               {"current"},
                                               {"current", "-v"},
                                               {"current", "-q"},
                                               {"heads"},
                                               {"heads", "-v"},
                                               {"branches"},
                                               {"show", "head"},
                                               {"show", "a\\"},
                                               {"show", ";touch${IFS}owned;{a,b}*"},
                                               {"plan", "--down", "base"},
                                               {"check"},
                                               {"schema"},
                                               {"report"},
                                               {"downgrade", "-1", "-v"},
                                               {"upgrade", "-v"},
                                               {"stamp", "head"},
                                               {"show", "\x1b[2J\n\xC2\x9B"},
                                               {"upgrade", "\xE2\x80\xAE"},
                                               {"\x1b]0;title\x07"},
                                               {"current", "--\x1b[2J"},
                                               {"--help"}}) {
        const transcript result = run(line);
        EXPECT_TRUE(is_printable(result.out)) << line[0];
        EXPECT_TRUE(is_printable(result.err)) << line[0];
    }
    EXPECT_NE(run({"history"}).out.find("-> ;touch${IFS}owned;{a,b}* (x];click, \\u{9b}), \\x1b[2J\n"),
              std::string::npos)
        << run({"history"});
    EXPECT_NE(run({"history", "-v"}).out.find("\n    \\x1b[2J\n    second line \\u{9b} 31m\\u{202e}\\xff\\r\\x7f\n"),
              std::string::npos)
        << run({"history", "-v"});
}

TEST_F(hostile_text_test, rows_names_and_words_of_a_database) {
    ASSERT_EQ(run_calm({"upgrade", "one", "-q"}).code, 0);
    execute("CREATE TABLE \"x\x1b[2J\nFAILED: all is lost\" (a); CREATE INDEX \"\xC2\x9B\" ON a (id)");
    const transcript drift = run_calm({"check"});
    EXPECT_TRUE(is_printable(drift.out));
    EXPECT_EQ(drift.out.find("\nFAILED"), std::string::npos) << drift;
    EXPECT_NE(drift.out.find("x\\x1b[2J\\nFAILED: all is lost"), std::string::npos) << drift;
}

TEST_F(hostile_text_test, a_trigger_cannot_write_lines) {
    ASSERT_EQ(run_calm({"upgrade", "one", "-q"}).code, 0);
    execute(
        "CREATE TRIGGER t BEFORE UPDATE ON aludel_version BEGIN SELECT RAISE(ABORT, 'no\nAll is well\x1b[2J\xC2\x9B'); "
        "END");
    const transcript refused = run_calm({"upgrade"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_TRUE(is_printable(refused.err));
    EXPECT_NE(refused.err.find("no\\nAll is well\\x1b[2J\\u{9b}"), std::string::npos) << refused;
}

TEST_F(hostile_text_test, unknown_rows) {
    ASSERT_EQ(run_calm({"upgrade", "-q"}).code, 0);
    execute("UPDATE aludel_version SET version_num = 'z' || char(155, 8238) || 'z'");
    for (const char* const word : {"current", "upgrade", "check", "plan"}) {
        const transcript result = run_calm({word});
        EXPECT_EQ(result.code, 1);
        EXPECT_TRUE(is_printable(result.out + result.err));
    }
    execute("UPDATE aludel_version SET version_num = CAST(x'61ff' AS TEXT)");
    const transcript outcome = run_calm({"current", "--json"});
    EXPECT_TRUE(is_printable(outcome.out + outcome.err));
    EXPECT_TRUE(nlohmann::json::accept(outcome.out)) << outcome;
}

TEST_F(hostile_text_test, json_is_json_and_utf_8) {
    ASSERT_EQ(run({"upgrade", "-q"}).code, 0);
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"history", "--json"},
                                               {"heads", "--json"},
                                               {"branches", "--json"},
                                               {"show", "head", "--json"},
                                               {"show", ";touch${IFS}owned;{a,b}*", "--json"},
                                               {"current", "--json"},
                                               {"plan", "--down", "base", "--json"},
                                               {"check", "--json"},
                                               {"schema", "--json"},
                                               {"downgrade", "-1", "--json"}}) {
        const transcript result = run(line);
        EXPECT_TRUE(nlohmann::json::accept(result.out)) << result;
        EXPECT_TRUE(is_printable(result.out)) << line[0];
    }
    const nlohmann::json whole = nlohmann::json::parse(run({"history", "--json"}).out);
    EXPECT_EQ(whole[0]["revision"], "x];click\xE2\x80\xAEr") << "as it is, once it is read";
    EXPECT_EQ(whole[2]["message"], "\x1b[2J\nsecond line \xC2\x9B 31m\xE2\x80\xAE\xEF\xBF\xBD\r\x7f");
    EXPECT_EQ(run({"history", "--json"}).out.find("\xE2\x80\xAE"), std::string::npos) << "escaped";
}

TEST_F(hostile_text_test, sql_is_exact_where_no_terminal_is) {
    const transcript result = run_tool<hostile>({"script", "--tag", "a\nDROP TABLE a; --\xC2\x85\x1b"});
    EXPECT_TRUE(result.out.starts_with("-- tag: a DROP TABLE a; --\\u{85}\\x1b\n-- hostile")) << result;
    EXPECT_NE(result.out.find("'x];click\xE2\x80\xAEr'"), std::string::npos) << "an id in a statement is data";
    al::sqlite3::connection("script.db").execute(result.out);
    EXPECT_EQ(run({"current", "-d", "sqlite:///script.db", "-q"}).out, "x];click\\u{202e}r\n");
}

TEST_F(hostile_text_test, completion_of_bash_executes_nothing) {
    std::ofstream("completion.sh") << run({"completion", "bash"}).out;
    std::ofstream("ids.txt") << run({"history", "-q"}).out
                             << "$(touch owned)\n`touch owned`\n;touch owned\nwith space\n'quoted'\n\"$HOME\"\n*\n~\n";
    std::ofstream("ask.sh") << R"(
        shop() { cat ids.txt; }
        source completion.sh
        for word in '' '$' '`' ';'; do
            COMP_WORDS=(shop upgrade "$word") COMP_CWORD=2
            _shop
            for each in "${COMPREPLY[@]}"; do eval "printf '%s\n' $each" >>"chosen$word.txt"; done  # what Enter would do
        done
        mkdir '$(touch owned)' 'a b'
        COMP_WORDS=(shop revision --directory '') COMP_CWORD=3
        _shop
        for each in "${COMPREPLY[@]}"; do eval "printf '%s\n' $each" >>directories.txt; done
    )";
    EXPECT_EQ(std::system("bash ask.sh"), 0);
    EXPECT_FALSE(std::filesystem::exists("owned"));
    EXPECT_EQ(content_of("chosen$.txt"), "$(touch${IFS}owned)\n$(touch owned)\n");
    EXPECT_EQ(content_of("chosen`.txt"), "`touch owned`\n");
    EXPECT_EQ(content_of("chosen;.txt"), ";touch${IFS}owned;{a,b}*\n;touch owned\n");
    EXPECT_NE(content_of("chosen.txt")
                  .find("\nhead\nheads\nbase\nx];click\\u{202e}r\na\\\n;touch${IFS}owned;{a,b}*\n$(touch${IFS}owned)\n$"
                        "(touch owned)\n`touch owned`\n;touch owned\nwith space\n'quoted'\n\"$HOME\"\n*\n~\n"),
              std::string::npos)
        << content_of("chosen.txt");
    EXPECT_NE(content_of("directories.txt").find("$(touch owned)\n"), std::string::npos);
}

TEST_F(hostile_text_test, completion_of_zsh_executes_nothing) {
    if (std::system("zsh --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no zsh";
    std::ofstream("completion.sh") << run({"completion", "zsh"}).out;
    std::ofstream("ids.txt") << run({"history", "-q"}).out << "`touch owned`\nwith space\n";
    std::ofstream("ask.sh") << R"(
        autoload -U compinit && compinit -u -D
        shop() { cat ids.txt; }
        source ./completion.sh
        emulate ksh
        COMP_WORDS=(shop upgrade '') COMP_CWORD=2
        _shop
        for each in "${COMPREPLY[@]}"; do eval "print -r -- $each" >>chosen.txt; done
    )";
    EXPECT_EQ(shell_says("zsh -f ask.sh"), "");
    EXPECT_FALSE(std::filesystem::exists("owned"));
    EXPECT_NE(content_of("chosen.txt")
                  .find("\nx];click\\u{202e}r\na\\\n;touch${IFS}owned;{a,b}*\n$(touch${IFS}owned)\n`touch owned`\nwith "
                        "space\n"),
              std::string::npos)
        << content_of("chosen.txt");
}

TEST_F(hostile_text_test, completion_of_fish_executes_nothing) {
    if (std::system("fish --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no fish";
    std::ofstream("completion.fish") << run({"completion", "fish"}).out;
    std::ofstream("ids.txt") << run({"history", "-q"}).out << "`touch owned`\n(touch owned)\nwith space\n";
    std::ofstream("ask.fish")
        << "function shop; cat ids.txt; end\nsource completion.fish\ncomplete -C 'shop upgrade '\n";
    const std::string offered = shell_says("HOME=$PWD fish --no-config ask.fish");
    EXPECT_FALSE(std::filesystem::exists("owned"));
    for (const char* const id : {"head\n", "x];click\\u{202e}r\n", ";touch${IFS}owned;{a,b}*\n",
                                 "$(touch${IFS}owned)\n", "`touch owned`\n", "(touch owned)\n", "with space\n"})
        EXPECT_NE(offered.find(id), std::string::npos) << offered;
}

TEST_F(hostile_text_test, a_program_with_a_name_like_a_command) {
    for (const std::string name : {"x;touch owned", "$(touch owned)", "it's", "a\ntouch owned", "-x"}) {
        for (const std::string shell_name : {"bash", "zsh", "fish"}) {
            const std::string path = "/usr/bin/" + name;
            const char* const argv[] = {path.c_str(), "completion", shell_name.c_str()};
            std::ostringstream out, err;
            ASSERT_EQ(al::command_line<calm>(3, argv, out, err), 0);
            std::ofstream("completion") << out.str();
            if (shell_name == "fish")
                static_cast<void>(std::system("HOME=$PWD fish --no-config completion >/dev/null 2>&1"));
            else static_cast<void>(std::system((shell_name + " ./completion >/dev/null 2>&1").c_str()));
            EXPECT_FALSE(std::filesystem::exists("owned")) << name << ' ' << shell_name;
        }
    }
}

TEST_F(hostile_text_test, html) {
    ASSERT_EQ(run({"upgrade", "-q"}).code, 0);
    execute("CREATE TABLE \"</script><script>alert(1)</script>`\x1b\" (a)");
    const std::string page = run({"report"}).out;
    EXPECT_EQ(run({"report"}).out, page) << "always the same";
    EXPECT_NE(page.find("<article id=\"r-x:5d:3bclick:e2:80:aer\" "), std::string::npos) << page;
    EXPECT_NE(page.find(">&quot;] %%{init: {}}%% &lt;b&gt; &amp; #quot; `x`</h2>"), std::string::npos) << page;
    EXPECT_NE(page.find("<li>table <code>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</code>\\x1b<code>"),
              std::string::npos)
        << page;
    // Only the page's own elements: what begins a script, and what ends it.
    for (const char* const each : {"<script", "</script>"}) {
        std::size_t count = 0;
        for (std::size_t i = page.find(each); i != page.npos; i = page.find(each, i + 1)) ++count;
        EXPECT_EQ(count, 3u) << each;
    }
    const std::string opening = "<script id=\"data\" type=\"application/json\">";
    const std::size_t start = page.find(opening) + opening.size();
    const std::string text = page.substr(start, page.find("</script>", start) - start);
    EXPECT_EQ(text.find('<'), std::string::npos);
    const nlohmann::json data = nlohmann::json::parse(text);
    EXPECT_EQ(data["revisions"].size(), 4u);
    EXPECT_EQ(data["database"]["drift"][0]["table"], "</script><script>alert(1)</script>`\\x1b");

    EXPECT_EQ(page.find("<b>Edited</b>"), std::string::npos);
    execute("UPDATE aludel_journal SET checksum = 'feed' WHERE revision = 'a\\'");
    const std::string edited = run({"report"}).out;
    EXPECT_NE(
        edited.find("<li class=\"warning\"><b>Edited</b> It was edited after the database had run it (checksum feed "),
        std::string::npos)
        << edited;
    EXPECT_TRANSCRIPT(run({"report", "-o", "report.html"}), 0, "", "");
    EXPECT_EQ(content_of("report.html"), edited);
    EXPECT_EQ(run({"report", "--offline"}).out.find("<section id=\"database\""), std::string::npos);
    const transcript in_json = run({"report", "--json"});
    EXPECT_EQ(in_json.code, 2);
    EXPECT_NE(in_json.err.find("a report is HTML. Leave --json out, or ask history, show, schema or lint for JSON"),
              std::string::npos)
        << in_json;
    EXPECT_EQ(run({"report", "-o", "nowhere/report.html"}).code, 1);
    EXPECT_EQ(run({"report", "--exclude", "*script*"}).out.find("<ul class=\"drift\">"), std::string::npos);
    EXPECT_NE(run({"report", "--dialect", "postgresql"}).out.find(" · SQL for PostgreSQL"), std::string::npos);
    EXPECT_EQ(run({"report", "--dialect", "paper"}).code, 2);
}

TEST_F(hostile_text_test, pictures) {
    const std::string dot = run({"history", "--format", "dot"}).out;
    EXPECT_NE(
        dot.find("    \"a\\\\\" [label=\"a\\\\\\nends in \\\\\"];\n    \";touch${IFS}owned;{a,b}*\" -> \"a\\\\\";\n"),
        std::string::npos)
        << dot;
    EXPECT_NE(dot.find("\\\"] %%{init: {}}%% <b> &amp; #quot; `x`\"];\n"), std::string::npos) << dot;
    if (std::system("dot -V >/dev/null 2>&1") == 0) {
        std::ofstream("history.dot") << dot;
        EXPECT_EQ(std::system("dot -Tplain history.dot >plain.txt"), 0);
    }
    const std::string mermaid = run({"history", "--format", "mermaid"}).out;
    EXPECT_NE(mermaid.find("    x615c[\"a#92;<br/>ends in #92;\"]\n"), std::string::npos) << mermaid;
    std::istringstream lines(mermaid);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "flowchart BT");
    // A line is a node with a text or an arrow between nodes.
    const std::regex node_or_arrow(
        "    [rx]\\w+(\\[\"([^\"`\\\\;%{}<>&#]|#[0-9]+;|<br/>)*\"\\]| (-->|-\\.->) [rx]\\w+)");
    while (std::getline(lines, line)) EXPECT_TRUE(std::regex_match(line, node_or_arrow)) << line;
    EXPECT_EQ(mermaid.find("%%"), std::string::npos) << mermaid;
    EXPECT_EQ(mermaid.find("];click"), std::string::npos) << mermaid;
}

inline constexpr auto odd_tables =
    al::revision("odd", "odd")
        .upgrade(al::create_table("x\" ; y", al::column("id", al::integer, al::primary_key),
                                  al::column("a\\", al::native("T <b>\" %%{"), al::not_null)),
                 al::create_table("9 \xE2\x80\xAE", al::column("id", al::integer, al::primary_key),
                                  al::column("\"] --> z", al::integer, al::references("x\" ; y", "id"))));
inline constexpr al::history<odd_tables> odd{};

TEST_F(hostile_text_test, pictures_of_tables) {
    const std::string mermaid = run_tool<odd>({"schema", "--format", "mermaid"}).out;
    EXPECT_EQ(
        mermaid,
        "erDiagram\n    x____y {\n        integer id PK\n        native(_T__b________) a_\n    }\n    _9__ {\n        "
        "integer id PK\n        integer _______z FK\n    }\n    x____y |o--o{ _9__ : \"#34;#93; --#62; z\"\n");
    std::ofstream("schema.dot") << run_tool<odd>({"schema", "--format", "dot"}).out;
    EXPECT_NE(content_of("schema.dot").find("\"x\\\" ; y\" [label=<<table"), std::string::npos);
    EXPECT_NE(content_of("schema.dot").find("T &lt;b&gt;"), std::string::npos) << content_of("schema.dot");
    if (std::system("dot -V >/dev/null 2>&1") == 0) {
        EXPECT_EQ(std::system("dot -Tplain schema.dot >plain.txt"), 0);
    }
}

TEST_F(hostile_text_test, generated_code_says_what_was_said) {
    std::filesystem::create_directory("migrations");
    std::ofstream check("check.cpp");
    check << "template <unsigned N> constexpr bool is(const char (&text)[N], const unsigned char (&bytes)[N]) {\n"
             "    for (unsigned i = 0; i < N; ++i) if (static_cast<unsigned char>(text[i]) != bytes[i]) return "
             "false;\n    return true;\n}\n";
    int number = 0;
    for (const std::string message :
         {"ends in \\", "ends in ?\?/", "ends in \\ ", "ends in ?\?/  ", "quote \" and '", "line\nline",
          "line\r\nint broken;", "\x1b[2J\xC2\x85\xE2\x80\xA8int broken;\xE2\x80\xAE", "?\?= ?\?( ?\?) ?\?\?/ ?\?\?\?",
          "\xFF\xC0\x31\x32", "\x01\x31 \\x \\u1234 \\N{x}", "gr\xC3\xBC\xC3\x9F", "*/ int broken; /*",
          "%s %n R\"(x)\"", "\\", "?\?/"}) {
        std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
        const std::string id = "r" + std::to_string(number++);
        const transcript result = run_calm({"revision", "-m", message, "--rev-id", id, "--branch-label", "l\\" + id});
        ASSERT_EQ(result.code, 0) << result;
        std::string header;
        for (const auto& each : std::filesystem::directory_iterator("migrations"))
            if (each.path().filename().string().starts_with(id + "_")) header = content_of(each.path().string());
        EXPECT_TRUE(is_printable(header));
        EXPECT_TRUE(std::string_view(header).starts_with("// ")) << header;
        const std::size_t end = header.find(")\n        .revises"), start = header.find(id + "\", ") + id.size() + 3;
        ASSERT_NE(end, header.npos) << header;
        // The comment, and after it a declaration that must not become part of it.
        check << header.substr(0, header.find('\n')) << "\nconstexpr int after_" << id << " = 1;\nstatic_assert(after_"
              << id << " == 1);\nstatic_assert(is(" << header.substr(start, end - start) << ", {";
        for (const char byte : message) check << static_cast<int>(static_cast<unsigned char>(byte)) << ", ";
        check << "0}));\n";
        std::filesystem::remove_all("migrations");
        std::filesystem::create_directory("migrations");
    }
    check.close();
    EXPECT_EQ(shell_says("c++ -std=c++20 -fsyntax-only -Wall -Wextra -Werror check.cpp"), "")
        << content_of("check.cpp");
    EXPECT_EQ(shell_says("c++ -std=c++20 -trigraphs -fsyntax-only -Wall -Wextra -Werror check.cpp"), "");
}

TEST_F(hostile_text_test, no_password_is_shown) {
    ::unsetenv("ALUDEL_DATABASE_URL");
    for (const std::string url :
         {"mysql://me:hush@host/shop", "mysql://me:hu/hush@host/shop?password=hush", "mysql:me:hush@host",
          "sqlite://me:hush@host/shop", "sqlite:///x?password=hush", "sqlite:////none/me:hush@host/shop",
          "me:hush@x://y", "postgresql://host/shop?sslpassword=hush"}) {
        for (const std::vector<std::string>& line :
             std::vector<std::vector<std::string>>{{"current", "-v", "-d", url},
                                                   {"upgrade", "-d", url},
                                                   {"check", "-d", url},
                                                   {"report", "-d", url},
                                                   {"current", "--json", "-v", "-d", url},
                                                   {"current", "--databse=" + url}}) {
            const transcript result = run_calm(line);
            EXPECT_EQ((result.out + result.err).find("hush"), std::string::npos) << result;
        }
        ::setenv("ALUDEL_DATABASE_URL", url.c_str(), 1);
        for (const char* const word : {"current", "upgrade", "--help"}) {
            const transcript outcome = run_calm({word});
            EXPECT_EQ((outcome.out + outcome.err).find("hush"), std::string::npos) << outcome;
        }
        ::unsetenv("ALUDEL_DATABASE_URL");
        std::ofstream("aludel.ini") << "database = \"" << url << "\"\n";
        EXPECT_EQ(run_calm({"current"}).err.find("hush"), std::string::npos) << run_calm({"current"});
        std::filesystem::remove("aludel.ini");
    }
    for (const char* const line : {"mysql://me:hush@host/shop", "databse = mysql://me:hush@host/shop",
                                   "wait = mysql://me:hush@host/shop", "[mysql://me:hush@host/shop]\nx = 1"}) {
        std::ofstream("aludel.ini") << line << '\n';
        const transcript output = run_calm({"current"});
        EXPECT_EQ(output.code, 2);
        EXPECT_EQ(output.err.find("hush"), std::string::npos) << output;
    }
    std::filesystem::remove("aludel.ini");
    for (const char* const word : {"upgrade", "show", "history"})
        EXPECT_EQ(run_calm({word, "mysql://me:hush@host/shop", "-d", "sqlite:///shop.db"}).err.find("hush"),
                  std::string::npos)
            << word;
    EXPECT_EQ(run_calm({"mysql://me:hush@host/shop"}).err.find("hush"), std::string::npos);
    EXPECT_EQ(run_calm({"current", "--config", "mysql://me:hush@host/shop"}).err.find("hush"), std::string::npos);
}

TEST_F(hostile_text_test, files_and_words_are_told_where_options_stand) {
    const auto with_file = [](std::string_view content) {
        std::ofstream("aludel.ini") << content;
        const transcript result = run_calm({"current"});
        std::filesystem::remove("aludel.ini");
        return result;
    };
    EXPECT_TRANSCRIPT(with_file("config = \"other.ini\"\n"), 2, "",
                      "FAILED: `aludel.ini` says `config`, which is no option for a file: only the command line can "
                      "say it. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(with_file("help = true\n"), 2, "",
                      "FAILED: `aludel.ini` says `help`, which is no option for a file: only the command line can say "
                      "it. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(with_file("confg = \"other.ini\"\n"), 2, "",
                      "FAILED: `aludel.ini` says `confg`, which is no option. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(with_file("[upgrade]\nquiet = true\n"), 2, "",
                      "FAILED: `aludel.ini` says `quiet`, which is no option of `upgrade`: it stands above the first "
                      "section. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(with_file("check-heads = true\n"), 2, "",
                      "FAILED: `aludel.ini` says `check-heads`, which is no option there: it stands in the section of "
                      "its command, as `[current]`. Correct it, or take it out\n");
    EXPECT_TRANSCRIPT(run_calm({"--dry-run", "upgrade"}), 2, "",
                      "FAILED: `--dry-run` is no option of `shop`, but of `shop upgrade`. Write it behind "
                      "`upgrade`\nRun `shop upgrade --help`\n");
    EXPECT_TRANSCRIPT(
        run_calm({"current", "--databse=sqlite:///x"}), 2, "",
        "FAILED: `--databse` is no option of `shop current`; did you mean `--database`?\nRun `shop current --help`\n");
}

TEST_F(hostile_text_test, urls_that_name_no_file) {
    EXPECT_TRANSCRIPT(run_calm({"upgrade", "-d", "sqlite:///"}), 2, "",
                      "FAILED: `sqlite:///` names no file. Write sqlite:///shop.db\n");
    EXPECT_EQ(run_calm({"upgrade", "-d", "sqlite://"}).code, 2);
    EXPECT_EQ(run_calm({"current", "-d", "sqlite:///?mode=ro"}).code, 2);
    EXPECT_EQ(run_calm({"upgrade", "-d", "sqlite:///file:foo.db"}).code, 2);
    EXPECT_FALSE(std::filesystem::exists("file:foo.db"));
    EXPECT_EQ(run_calm({"upgrade", "-q", "-d", "sqlite:///:memory:"}).code, 0) << "asked for";
}

}  // namespace
