// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <aludel/cli/context.hpp>

#include <memory>       // make_shared
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// The examples at the end of a help page. Each line of `lines` gets the program's name in front, which also replaces
/// the word PROGRAM.
inline std::string examples_for(std::string_view program, std::string_view lines) {
    std::string result = "Examples:";
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        ((result += "\n  ") += program) += ' ';
        std::string line(lines.substr(0, end));
        if (const std::size_t position = line.find("PROGRAM"); position != line.npos)
            line.replace(position, 7, program);
        result += line;
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    }
    return result;
}

/// Adds a command to the program. A command is a class that has its options as members, and
///
///     static constexpr const char* word = "upgrade";
///     static constexpr const char* summary = "...";
///     static constexpr const char* examples = "upgrade\nupgrade 2fda";  // without the program's name
///     static constexpr auto needs = soundness::history;                // what must be valid before it runs
///     void add_options(CLI::App& command);
///     int run(const context& tool);                                    // returns the exit code
template <class Command>
void add_command(CLI::App& app, context& tool) {
    const auto command = std::make_shared<Command>();
    CLI::App* const added = app.add_subcommand(Command::word, Command::summary);
    added->fallthrough();
    added->footer(examples_for(tool.name, Command::examples) + "\n\n`" + tool.name +
                  " --help` lists the options that all commands have, as -d, -q and --json");
    command->add_options(*added);
    added->callback([command, &tool] {
        if (Command::needs != soundness::nothing) tool.note_stale_sources();
        tool.require(Command::needs);
        tool.exit = command->run(tool);
    });
}

}  // namespace aludel::inline v0_1::cli
