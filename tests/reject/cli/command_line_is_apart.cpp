// SPDX-License-Identifier: BSL-1.0
// expect: [AL005] command_line: <aludel.hpp> comes without the command line, which takes seconds to compile. Link the CMake target aludel::cli, include <aludel/cli.hpp>, or define ALUDEL_CLI before the single header
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto start = al::revision("a1", "start");
inline constexpr al::history<start> history{};

#ifndef ACCEPT
int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }  // the line
#else
int main() {}
#endif
