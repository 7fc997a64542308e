// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/dsl/grammar.hpp>

#include <iosfwd>  // ostream

namespace aludel::inline v0_1 {

namespace cli {

/// Runs the command line, writes to the streams (null: std::cout, std::cerr), and returns the exit code. It is defined
/// in the library of the CMake target aludel::cli; in <aludel/cli.hpp> the same function is `run_program`.
int run_compiled(const program& tool, int argc, const char* const* argv, std::ostream* out, std::ostream* err);

/// Satisfied if <aludel/cli.hpp> is included anywhere in the file.
template <class Program>
concept runnable =
    requires(const Program& tool, const char* const* argv) { run_program(tool, 0, argv, nullptr, nullptr); };

/// The message of error AL005.
template <const auto&>
inline constexpr detail::literal command_line_is_apart =
    "[AL005] command_line: <aludel.hpp> comes without the command line, which takes seconds to compile. "
    "Link the CMake target aludel::cli, include <aludel/cli.hpp>, or define ALUDEL_CLI before the single header";

/// Runs the command line from the library, or from <aludel/cli.hpp>; error AL005 without either.
template <const auto& History, const auto& Models>
int run_tool(int argc, const char* const* argv, std::ostream* out, std::ostream* err) {
    const auto tool = program_of<History, Models>();
#if defined(ALUDEL_CLI_COMPILED)
    return run_compiled(tool, argc, argv, out, err);
#else
    if constexpr (runnable<decltype(tool)>) {
        return run_program(tool, argc, argv, out, err);
    } else {
        static_assert(sizeof(detail::refused<command_line_is_apart<History>>) != 0);
        return 1;
    }
#endif
}

}  // namespace cli

/// Runs the migration tool, whose commands are upgrade, downgrade, current, history and others; `--help` lists them
/// with examples. Returns the exit code, see `cli::exit_code`; errors are written to stderr. Link the CMake target
/// aludel::cli or include <aludel/cli.hpp>; without either, error AL005.
///
///     int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
template <const auto& History, const auto& Models = cli::no_models>
int command_line(int argc, const char* const* argv) {
    return cli::run_tool<History, Models>(argc, argv, nullptr, nullptr);
}
/// The same, writing to these streams instead of std::cout and std::cerr.
template <const auto& History, const auto& Models = cli::no_models>
int command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    return cli::run_tool<History, Models>(argc, argv, &out, &err);
}

}  // namespace aludel::inline v0_1
