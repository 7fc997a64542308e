// SPDX-License-Identifier: BSL-1.0
// docs/command_line.md lists every command with every option, and no others.
#include "tool_test.hpp"

#include "../../../examples/digital_market/models.hpp"

#include <regex>  // regex, sregex_iterator
#include <set>    // set

namespace {

class documentation_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<shop::history, shop::models>(words(line)); }

    static std::set<std::string> options_in(const std::string& text) {
        std::set<std::string> result;
        const std::regex option("--[a-z][a-z-]+");
        for (std::sregex_iterator i(text.begin(), text.end(), option), end; i != end; ++i) result.insert(i->str());
        return result;
    }

    /// The table of options under a heading.
    static std::string section(const std::string& page, const std::string& heading) {
        const std::size_t start = page.find(heading);
        if (start == page.npos) return {};
        const std::size_t end = page.find("\n##", start);
        std::istringstream lines(page.substr(start, end - start));
        std::string result;
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("| `")) result += line.substr(0, line.find(" | ")) + "\n";
        return result;
    }
};

TEST_F(documentation_test, is_whole) {
    const std::string source = __FILE__;
    const std::string page = content_of(source.substr(0, source.rfind("tests/online")) + "docs/command_line.md");
    ASSERT_FALSE(page.empty());
    std::string help = shop("--help").out;
    const std::string shared = help.substr(0, help.find("Subcommands:"));
    EXPECT_EQ(options_in(section(page, "## Options of all commands")), options_in(shared));

    std::istringstream commands(
        help.substr(help.find("Subcommands:"), help.find("Examples:") - help.find("Subcommands:")));
    std::string line;
    std::getline(commands, line);
    int count = 0;
    while (std::getline(commands, line) && !line.empty()) {
        const std::string command = words(line).front();
        ++count;
        std::string own = shop(command + " --help").out;
        own = own.substr(own.find("Options:"), own.find("Examples:") - own.find("Options:"));
        // The description of an option may name another.
        std::set<std::string> known;
        std::istringstream lines(own);
        for (std::string each; std::getline(lines, each);)
            if (std::string first = each.substr(0, 34); first.find("--") != first.npos) {
                if (each.size() > 34 && first.back() != ' ') first.erase(first.rfind(' '));  // of a longer word
                known.merge(options_in(first));
            }
        known.erase("--help");
        ASSERT_NE(page.find("### `" + command), page.npos) << command << " is missing";
        EXPECT_EQ(options_in(section(page, "### `" + command)), known) << command;
    }
    EXPECT_GE(count, 16);
}

}  // namespace
