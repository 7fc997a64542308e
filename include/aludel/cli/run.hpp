// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <CLI/CLI.hpp>

#include <aludel/cli/baseline.hpp>
#include <aludel/cli/branches.hpp>
#include <aludel/cli/check.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/completion.hpp>
#include <aludel/cli/current.hpp>
#include <aludel/cli/downgrade.hpp>
#include <aludel/cli/heads.hpp>
#include <aludel/cli/history.hpp>
#include <aludel/cli/init.hpp>
#include <aludel/cli/plan.hpp>
#include <aludel/cli/revision.hpp>
#include <aludel/cli/schema.hpp>
#include <aludel/cli/script.hpp>
#include <aludel/cli/show.hpp>
#include <aludel/cli/stamp.hpp>
#include <aludel/cli/upgrade.hpp>
#include <aludel/detail/closest.hpp>

#include <cstdlib>      // getenv
#include <exception>    // exception
#include <iostream>     // cout
#include <ostream>      // ostream
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

#if __has_include(<unistd.h>)
#include <unistd.h>  // isatty
#endif

namespace aludel::inline v0_1::cli {

inline bool is_terminal([[maybe_unused]] const std::ostream& out) {
#if __has_include(<unistd.h>)
    return &out == &std::cout && isatty(1) != 0;
#else
    return false;
#endif
}

inline void add_shared_options(CLI::App& app, context& at, bool& no_color) {
    app.add_option("-d,--database", at.url, "the database, sqlite:///path")->envname("ALUDEL_DATABASE_URL")->type_name("URL");
    app.add_option("--wait", at.wait, "how long to wait for others that use the database (5)")->type_name("SECONDS")->check(CLI::NonNegativeNumber);
    app.add_flag("-v,--verbose", at.verbose, "say more");
    app.add_flag("-q,--quiet", at.quiet, "say less: of listings the ids alone");
    app.add_flag("--json", at.as_json, "write JSON, for scripts");
    app.add_flag("--no-color", no_color, "no colors; NO_COLOR in the environment says the same");
    app.set_config("--config", "aludel.ini", "a file with options, as `database = sqlite:///shop.db`", false);
}

inline void add_commands(CLI::App& app, context& at) {
    add_command<upgrade_command>(app, at);
    add_command<downgrade_command>(app, at);
    add_command<current_command>(app, at);
    add_command<history_command>(app, at);
    add_command<heads_command>(app, at);
    add_command<branches_command>(app, at);
    add_command<plan_command>(app, at);
    add_command<show_command>(app, at);
    add_command<check_command>(app, at);
    add_command<schema_command>(app, at);
    add_command<script_command>(app, at);
    add_command<stamp_command>(app, at);
    add_command<baseline_command>(app, at);
    add_command<revision_command>(app, at);
    add_command<merge_command>(app, at);
    add_command<init_command>(app, at);
    add_command<completion_command>(app, at);
}

/// An unknown word, or what was expected and is not there: one line, and the way out.
inline int refuse_usage(const CLI::App& app, const context& at, const CLI::ParseError& error, int argc, const char* const* argv) {
    if (argc < 2) return at.err << app.help(), wrong_usage;
    std::string hint;
    for (int i = 1; i < argc && app.get_subcommands().empty(); ++i) {
        if (argv[i][0] == '-') continue;
        detail::closest near{name(argv[i])};
        for (const CLI::App* each : app.get_subcommands({})) near.offer(each->get_name());
        if (!near.found.empty()) hint = "; did you mean `" + std::string(near.found) + "`?";
        at.err << "FAILED: `" << argv[i] << "` is no command" << hint << "\n";
        break;
    }
    if (hint.empty() && !app.get_subcommands().empty()) at.err << "FAILED: " << error.what() << '\n';
    const CLI::App* const helpful = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    at.err << "Run `" << at.name << (helpful == &app ? "" : " " + helpful->get_name()) << " --help`\n";
    return wrong_usage;
}

/// The whole program, once the types are gone.
inline int run(const tool& program, int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    const std::string_view path = argc > 0 ? argv[0] : "aludel";
    context at{.program = program, .name = std::string(path.substr(path.find_last_of("/\\") + 1)), .out = out, .err = err};
    bool no_color = std::getenv("NO_COLOR") != nullptr;
    CLI::App app{std::string(program.history.title) + ": migrations that the compiler has checked", at.name};
    app.get_formatter()->column_width(34);
    app.require_subcommand(1);
    app.footer(examples_for(at.name, "upgrade -d sqlite:///shop.db\ncurrent\nhistory --graph\ndowngrade -1 --dry-run") +
               "\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not as asked (check, current --check-heads)");
    add_shared_options(app, at, no_color);
    // Colors are decided before the first command writes.
    app.parse_complete_callback([&] { at.color = !no_color && is_terminal(out); });
    add_commands(app, at);
    try {
        app.parse(argc, argv);
        return at.exit;
    } catch (const CLI::Success& asked) {
        return app.exit(asked, out, err);
    } catch (const CLI::ParseError& error) {
        return refuse_usage(app, at, error, argc, argv);
    } catch (const command_error& error) {
        err << at.paint(style::bad, "FAILED:") << ' ' << error.what() << '\n';
        return error.code();
    } catch (const std::invalid_argument& error) {
        err << at.paint(style::bad, "FAILED:") << ' ' << error.what() << '\n';
        return wrong_usage;
    } catch (const std::exception& error) {
        err << at.paint(style::bad, "FAILED:") << ' ' << error.what() << '\n';
        return failed;
    }
}

}  // namespace aludel::inline v0_1::cli

#endif
