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

inline std::ostream& operator<<(std::ostream& stream, const transcript& subject) {
    return stream << "exit code " << subject.code << "\n--- stdout\n" << subject.out << "--- stderr\n" << subject.err;
}

/// A tool called `shop` in a folder of its own, without the environment of the user.
class tool_test : public testing::Test {
protected:
    tool_test() {
        std::string result = (std::filesystem::temp_directory_path() / "aludel_cli_XXXXXX").string();
        directory_ = ::mkdtemp(result.data());
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
        transcript result;
        result.code = al::command_line<History, Models...>(static_cast<int>(argv.size()), argv.data(), out, err);
        result.out = out.str(), result.err = err.str();
        return result;
    }

    /// The arguments of a command line.
    static std::vector<std::string> words(std::string_view line) {
        std::istringstream source{std::string(line)};
        std::vector<std::string> result;
        for (std::string each; source >> each;) result.push_back(each);
        return result;
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
#define EXPECT_TRANSCRIPT(run, expected_code, expected_out, expected_err) \
    do {                                                                  \
        const transcript seen = (run);                                    \
        EXPECT_EQ(seen.code, (expected_code)) << seen;                    \
        EXPECT_EQ(seen.out, (expected_out));                              \
        EXPECT_EQ(seen.err, (expected_err));                              \
    } while (false)
