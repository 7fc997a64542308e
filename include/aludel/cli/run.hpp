// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <aludel/base/closest.hpp>
#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/adopt.hpp>
#include <aludel/cli/commands/baseline.hpp>
#include <aludel/cli/commands/branches.hpp>
#include <aludel/cli/commands/check.hpp>
#include <aludel/cli/commands/completion.hpp>
#include <aludel/cli/commands/current.hpp>
#include <aludel/cli/commands/downgrade.hpp>
#include <aludel/cli/commands/heads.hpp>
#include <aludel/cli/commands/history.hpp>
#include <aludel/cli/commands/init.hpp>
#include <aludel/cli/commands/lint.hpp>
#include <aludel/cli/commands/log.hpp>
#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/commands/redo.hpp>
#include <aludel/cli/commands/report.hpp>
#include <aludel/cli/commands/revision.hpp>
#include <aludel/cli/commands/schema.hpp>
#include <aludel/cli/commands/script.hpp>
#include <aludel/cli/commands/show.hpp>
#include <aludel/cli/commands/squash.hpp>
#include <aludel/cli/commands/stamp.hpp>
#include <aludel/cli/commands/upgrade.hpp>
#include <aludel/cli/ignored_signals.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/option_file.hpp>
#include <aludel/cli/output.hpp>
#include <aludel/cli/seconds.hpp>
#include <aludel/cli/terminal.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/version.hpp>

#include <cstddef>       // size_t
#include <cstdlib>       // getenv, strtod
#include <cstring>       // strerror
#include <exception>     // exception
#include <filesystem>    // exists
#include <iostream>      // cout, cerr
#include <memory>        // make_shared
#include <ostream>       // ostream
#include <stdexcept>     // invalid_argument
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code
#include <vector>        // vector

namespace aludel::inline v0_1::cli {

/// The versions of the library and of its database clients.
inline std::string version_text(bool as_json) {
    if (!as_json) return "aludel " + std::string(library_version) + "\n" + client_versions();
    json_writer writer;
    writer.object().key("aludel").value(library_version).key("clients").strings(names_of(found_connections()));
    std::string result = writer.end().take();
    result.pop_back();  // CLI11 ends the line
    return result;
}

/// Adds the options that all commands have.
inline void add_shared_options(CLI::App& app, context& tool, bool& no_color) {
    app.add_option("-d,--database", tool.urls,
                   "the database, " + example_url("path") + "; several, " + example_url("*.db"))
        ->envname(database_variable)
        ->type_name("URL")
        ->allow_extra_args(false);
    app.add_option("--wait", tool.wait, "how long to wait for others that use the database (5)")
        ->type_name("SECONDS")
        ->check(seconds());
    app.add_flag("-v,--verbose", tool.verbose, "more output");
    app.add_flag("-q,--quiet", tool.quiet, "less output: only the ids in listings");
    app.add_flag("--json", tool.as_json, "write JSON, for scripts");
    app.add_option("--include", tool.compared.included,
                   "compare only these objects: `users`, `shop_*`, `users.name`, `index:*`; any number of times")
        ->allow_extra_args(false)
        ->type_name("PATTERN");
    app.add_option("--exclude,--ignore", tool.compared.excluded, "leave these out of comparisons; any number of times")
        ->allow_extra_args(false)
        ->type_name("PATTERN");
    app.add_option("--file-template", tool.file_template,
                   "how headers of new revisions are named ({id}_{slug}); {year}, {month}, {day}, ... are known too")
        ->type_name("TEMPLATE");
    app.add_flag("--sortable-ids", tool.sortable_ids, "new revisions get ids that sort by time");
    app.set_version_flag(
        "--version", [&tool] { return version_text(tool.as_json); },
        "print the versions of the library and of its database clients");
    app.add_flag("--no-color", no_color, "no colors, as with NO_COLOR in the environment");
    app.set_config("--config", nearest_option_file(),
                   "a file with options, as `database = " + example_url("shop.db") + "`", false)
        ->type_name("FILE");
    app.config_formatter(std::make_shared<option_file>(app));
}

/// Adds all commands, in the order of `--help`.
inline void add_commands(CLI::App& app, context& tool) {
    add_command<upgrade_command>(app, tool);
    add_command<downgrade_command>(app, tool);
    add_command<redo_command>(app, tool);
    add_command<current_command>(app, tool);
    add_command<log_command>(app, tool);
    add_command<history_command>(app, tool);
    add_command<heads_command>(app, tool);
    add_command<branches_command>(app, tool);
    add_command<plan_command>(app, tool);
    add_command<show_command>(app, tool);
    add_command<check_command>(app, tool);
    add_command<lint_command>(app, tool);
    add_command<schema_command>(app, tool);
    add_command<script_command>(app, tool);
    add_command<report_command>(app, tool);
    add_command<stamp_command>(app, tool);
    add_command<baseline_command>(app, tool);
    add_command<revision_command>(app, tool);
    add_command<merge_command>(app, tool);
    add_command<adopt_command>(app, tool);
    add_command<squash_command>(app, tool);
    add_command<init_command>(app, tool);
    add_command<completion_command>(app, tool);
}

/// The command for a word of another migration tool; empty if there is none.
inline std::string_view command_for(std::string_view word) {
    static constexpr std::string_view known[][2] = {
        {"migrate", "upgrade"},
        {"up", "upgrade"},
        {"apply", "upgrade"},
        {"run", "upgrade"},
        {"update", "upgrade"},
        {"down", "downgrade"},
        {"revert", "downgrade"},
        {"rollback", "downgrade"},
        {"undo", "downgrade"},
        {"reset", "downgrade base"},
        {"status", "current"},
        {"info", "current"},
        {"version", "current"},
        {"list", "history"},
        {"showmigrations", "history"},
        {"makemigrations", "revision --autogenerate"},
        {"diff", "revision --autogenerate"},
        {"generate", "revision --autogenerate"},
        {"add", "revision"},
        {"new", "revision"},
        {"create", "revision"},
        {"sqlmigrate", "script"},
        {"sql", "script"},
        {"squashmigrations", "squash"},
        {"validate", "check"},
        {"verify", "check"},
        {"inspect", "schema"},
        {"inspectdb", "adopt"},
        {"ensure_version", "stamp base"},
        {"edit", "show"},
    };
    for (const auto& each : known)
        if (each[0] == word) return each[1];
    return {};
}

/// What is wrong with a command line, as one sentence.
inline std::string usage_fault(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* const command = app.get_subcommands().empty() ? nullptr : app.get_subcommands().front();
    // Words that are neither commands, options nor arguments.
    const std::vector<std::string> left = app.remaining(true);
    if (left.empty() && command != nullptr && error.get_exit_code() == int(CLI::ExitCodes::RequiredError))
        for (const CLI::Option* each : command->get_options())
            if (each->get_required() && each->count() == 0)
                return each->get_name() + " is missing: " + each->get_description();
    if (left.empty()) return error.what();
    const std::string& first = left.front();
    std::string hint;
    if (first.starts_with('-')) {
        const std::string written = first.substr(0, first.find('='));  // a value may be a URL with a password
        const std::size_t start = written.find_first_not_of('-');
        const std::string wanted = start == written.npos ? written : written.substr(start);
        const std::string near = near_option(command == nullptr ? app : *command, wanted);
        std::string where = app.get_name() + (command == nullptr ? "" : " " + command->get_name());
        if (command != nullptr && near == wanted && has_option(*command, wanted)) {
            // It is an option of the command, but stands before the command's name.
            hint = ", but of `" + where + "`. Write it behind `" + command->get_name() + "`";
            where = app.get_name();
        } else if (!near.empty()) {
            hint = "; did you mean `--" + near + "`?";
        }
        return "`" + written + "` is no option of `" + where + "`" + hint;
    }
    if (command != nullptr) return "`" + first + "` is one word too many";
    detail::closest nearest{name(first)};
    for (const CLI::App* each : app.get_subcommands({})) nearest.offer(each->get_name());
    if (const std::string_view ours = command_for(first); !ours.empty())
        hint = ". Here it is `" + std::string(ours) + "`";
    else if (!nearest.found.empty()) hint = "; did you mean `" + std::string(nearest.found) + "`?";
    return "`" + first + "` is no command" + hint;
}

/// Writes the rows because of which a constraint stopped a migration.
inline void write(json_writer& writer, const offending_rows& found) {
    writer.key("offending_rows").object().key("table").value(found.table).key("columns").strings(found.columns);
    writer.key("rows").array();
    for (const row_values& row : found.rows) {
        writer.array();
        for (const auto& value : row)
            if (value) writer.value(*value);
            else writer.null_value();
        writer.end();
    }
    writer.end().key("has_more").value(found.has_more).end();
}

/// Writes an error to stderr, as text or JSON, and returns the exit code. Errors quote what was typed or found in a
/// file or database, so passwords in URLs are removed and, by default, line breaks are escaped. `cause` is the
/// migration that failed; null: it is another error.
inline int fail(const context& tool, std::string_view why, int code,
                detail::line_breaks breaks = detail::line_breaks::escaped, const migration_error* cause = nullptr) {
    if (tool.as_json) {
        json_writer writer;
        writer.object().key("error").value(with_redacted_urls(why)).key("exit_code").value(std::size_t(code));
        if (cause != nullptr && !cause->revision().empty()) writer.key("revision").value(cause->revision());
        if (cause != nullptr && !cause->rows().rows.empty()) write(writer, cause->rows());
        tool.err << writer.end().take();
        return code;
    }
    tool.err << tool.paint(style::bad, "FAILED:") << ' ' << detail::visible(with_redacted_urls(why), breaks) << '\n';
    return code;
}

/// Writes what is wrong with the command line, and which --help to read.
inline int refuse_usage(const CLI::App& app, const context& tool, const CLI::ParseError& error, int argc) {
    if (argc < 2) return tool.err << app.help(), wrong_usage;
    const std::string command = app.get_subcommands().empty() ? "" : " " + app.get_subcommands().front()->get_name();
    fail(tool, usage_fault(app, error), wrong_usage);
    if (!tool.as_json) tool.err << "Run `" << tool.name << command << " --help`\n";
    return wrong_usage;
}

/// Parses the command line, runs the command, and returns the exit code.
inline int run_command(context& tool, int argc, const char* const* argv, bool out_is_terminal, bool err_is_terminal) {
    const char* const colorless = std::getenv("NO_COLOR");
    bool no_color = colorless != nullptr && *colorless != '\0';
    // Errors of the command line itself are JSON as well.
    for (int i = 1; i < argc; ++i) tool.as_json = tool.as_json || std::string_view(argv[i]) == "--json";
    CLI::App app{std::string(tool.program.history.title) + ": migrations that the compiler has checked", tool.name};
    app.get_formatter()->column_width(34);
    app.require_subcommand(1);
    app.footer(
        examples_for(tool.name,
                     "upgrade -d " + example_url("shop.db") + "\ncurrent\nhistory --graph\ndowngrade -1 --dry-run") +
        "\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not as asked (check, lint, current --check-heads)");
    add_shared_options(app, tool, no_color);
    // Decided before the first command runs.
    app.parse_complete_callback([&] {
        tool.compared.require_valid();
        if (tool.urls.size() == 1 && !tool.is_fleet()) tool.url = tool.urls[0];
        tool.color = !no_color && out_is_terminal && !tool.mark.empty(),
        tool.watched = err_is_terminal && !tool.mark.empty();
        const std::string file = app.get_config_ptr()->as<std::string>();
        std::error_code error;
        if (tool.verbose && std::filesystem::exists(file, error)) tool.note("Options are read from `" + file + "`");
    });
    add_commands(app, tool);
    try {
        app.parse(argc, argv);
        return tool.exit;
    } catch (const CLI::Success& asked) {
        return app.exit(asked, tool.out, tool.err);
    } catch (const CLI::ParseError& error) {
        return refuse_usage(app, tool, error, argc);
    } catch (const command_error& error) {
        return fail(tool, error.what(), error.code());
    } catch (const migration_error& error) {
        fail(tool, error.what(), failed, detail::line_breaks::kept, &error);  // a statement has lines
        if (error.kind() == migration_error_kind::edited)
            tool.note("If it is still being written, `" + tool.name +
                      " redo` applies it again as it is now, and one that is not the last with the revision below it "
                      "as target. With --allow-edited the migration goes on as if it were not edited");
        return failed;
    } catch (const std::invalid_argument& error) {
        return fail(tool, error.what(), wrong_usage);
    } catch (const std::exception& error) {
        return fail(tool, error.what(), failed);
    }
}

/// Runs the whole program and returns the exit code. It writes to the streams (null: std::cout, std::cerr). It fails if
/// results could not be written; remarks and progress may be lost.
inline int run_program(const program& tool, int argc, const char* const* argv, std::ostream* answers_to,
                       std::ostream* remarks_to) {
    std::ostream& out = answers_to == nullptr ? std::cout : *answers_to;
    std::ostream& err = remarks_to == nullptr ? std::cerr : *remarks_to;
    const ignored_signals ignored;
    const std::string_view path = argc > 0 ? argv[0] : "aludel";
    const std::string mark = random_mark();
    output answers(out, is_terminal(out), mark), remarks(err, is_terminal(err), mark);
    if (err.tie() == &out) remarks.tie(&answers);
    const program_history checked(tool);
    context position{.program = tool,
                     .checked = checked,
                     .name = std::string(path.substr(path.find_last_of("/\\") + 1)),
                     .out = answers,
                     .err = remarks,
                     .mark = mark};
    const int code = run_command(position, argc, argv, has_colors(out), has_colors(err));
    if (answers.finish()) return code;
    return fail(position,
                "not all of the output could be written" +
                    (answers.error() == 0 ? std::string() : ": " + std::string(std::strerror(answers.error()))) +
                    ". What `" + position.name + "` did apart from that is done",
                code == ok ? failed : code);
}

}  // namespace aludel::inline v0_1::cli
