// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <cstdlib>      // setenv, unsetenv, mkdtemp
#include <filesystem>   // current_path, remove_all, temp_directory_path
#include <fstream>      // ifstream
#include <iterator>     // istreambuf_iterator
#include <sstream>      // ostringstream
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace al = aludel;

/// The result of a run of the tool.
struct transcript {
    int code = 0;
    std::string out;
    std::string err;
};

inline std::ostream& operator<<(std::ostream& to, const transcript& of) { return to << "exit code " << of.code << "\n--- stdout\n" << of.out << "--- stderr\n" << of.err; }

/// A tool called `shop` in a folder of its own, without the environment of the user.
class tool_test : public testing::Test {
protected:
    tool_test() {
        std::string made = (std::filesystem::temp_directory_path() / "aludel_cli_XXXXXX").string();
        directory_ = ::mkdtemp(made.data());
        std::filesystem::current_path(directory_);
        ::setenv("ALUDEL_DATABASE_URL", "sqlite:///shop.db", 1);
    }
    ~tool_test() override {
        std::filesystem::current_path("/");
        std::filesystem::remove_all(directory_);
    }

    template <const auto& History, const auto&... Models>
    static transcript run_tool(const std::vector<std::string>& arguments) {
        std::vector<const char*> argv{"/usr/bin/shop"};
        for (const std::string& each : arguments) argv.push_back(each.c_str());
        std::ostringstream out, err;
        transcript made;
        made.code = al::command_line<History, Models...>(static_cast<int>(argv.size()), argv.data(), out, err);
        made.out = out.str(), made.err = err.str();
        return made;
    }

    /// The arguments of a command line.
    static std::vector<std::string> words(std::string_view line) {
        std::istringstream from{std::string(line)};
        std::vector<std::string> made;
        for (std::string each; from >> each;) made.push_back(each);
        return made;
    }

    static void execute(std::string_view sql) { al::sqlite3::connection("shop.db").execute(sql); }

    static std::string content_of(const std::string& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::string directory_;
};

/// Compares all three at once: where one differs, all are shown.
#define EXPECT_TRANSCRIPT(run, expected_code, expected_out, expected_err)                                     \
    do {                                                                                                      \
        const transcript seen = (run);                                                                        \
        EXPECT_EQ(seen.code, (expected_code)) << seen;                                                        \
        EXPECT_EQ(seen.out, (expected_out));                                                                  \
        EXPECT_EQ(seen.err, (expected_err));                                                                  \
    } while (false)
