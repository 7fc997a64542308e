// SPDX-License-Identifier: BSL-1.0
// The tool of a history, and what it is compared with: `fleet --loop FILE...` upgrades one file after the other.
#include "revisions.hpp"

#include <aludel/cli.hpp>

#include <string>       // string
#include <string_view>  // string_view

int main(int argc, char** argv) {
    if (argc < 2 || std::string_view(argv[1]) != "--loop") return al::command_line<history>(argc, argv);
    for (int i = 2; i < argc; ++i) al::upgrade<history>(al::sqlite3::connection(std::string(argv[i])));
}
