// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/dsl/grammar.hpp>

#include <iosfwd>  // ostream

namespace aludel::inline v0_1 {

namespace cli {

/// Runs a tool, writes to the streams (null: the standard ones), and returns the exit code. It is in the library of
/// CMake's target aludel::cli; <aludel/cli.hpp> has the same by the name of `run_program`.
int run_compiled(const program& tool, int argc, const char* const* argv, std::ostream* out, std::ostream* err);

/// Whether <aludel/cli.hpp> is included, wherever in the file that is.
template <class Program>
concept runnable = requires(const Program& tool, const char* const* argv) {
    run_program(tool, 0, argv, nullptr, nullptr);
};

template <const auto&>
inline constexpr detail::literal command_line_is_apart =
    "[AL005] command_line: <aludel.hpp> comes without the command line, which takes seconds to compile. "
    "Link the CMake target aludel::cli, include <aludel/cli.hpp>, or define ALUDEL_CLI before the single header";

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

/// The migration tool, as a program's main function: upgrade, downgrade, current, history and the rest; `--help` has them
/// all, with examples. Returns the exit code, see `cli::exit_code`. What it needs is in CMake's target aludel::cli,
/// compiled once, or in <aludel/cli.hpp>.
///
///     int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
template <const auto& History, const auto& Models = cli::no_models>
int command_line(int argc, const char* const* argv) {
    return cli::run_tool<History, Models>(argc, argv, nullptr, nullptr);
}
/// The same with other streams than std::cout and std::cerr.
template <const auto& History, const auto& Models = cli::no_models>
int command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    return cli::run_tool<History, Models>(argc, argv, &out, &err);
}

}  // namespace aludel::inline v0_1
