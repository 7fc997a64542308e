// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <aludel/base/closest.hpp>
#include <aludel/cli/exit_code.hpp>
#include <aludel/connection/configuration.hpp>
#include <aludel/connection/option_lines.hpp>

#include <istream>    // istream
#include <stdexcept>  // invalid_argument
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace aludel::inline v0_1::cli {

/// Whether a command has an option of that long name.
inline bool has_option(const CLI::App& app, const std::string& wanted) {
    for (const CLI::Option* each : app.get_options())
        if (each->check_lname(wanted)) return true;
    return false;
}

/// The option of a command, or of its parents, that is most similar to a word; empty if none is. With `in_file`, only
/// options of the command that a file can set.
inline std::string near_option(const CLI::App& app, const std::string& wanted, bool in_file = false) {
    std::vector<std::string> names;
    for (const CLI::App* each = &app; each != nullptr; each = in_file ? nullptr : each->get_parent())
        for (const CLI::Option* option : each->get_options())
            if (!in_file || option->get_configurable())
                for (const std::string& name_of : option->get_lnames()) names.push_back(name_of);
    detail::closest nearest(wanted);
    for (const std::string& each : names) nearest.offer(each);
    return std::string(nearest.found);
}

/// Reads aludel.ini or a TOML file: one option per line, the options of a command in the section with its name. A name
/// that is not an option is a `command_error`, because a misspelt one would have no effect. A database in the
/// environment takes precedence over the file.
class option_file : public CLI::ConfigINI {
public:
    explicit option_file(const CLI::App& app) : app_(app) {}

    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
        std::vector<CLI::ConfigItem> kept;
        for (option_line& each : lines_of(input)) {
            const bool is_database = each.section.empty() && each.name == "database";
            if (is_database && !database_of_environment().empty()) continue;
            require_known(each);
            if (each.name.empty()) continue;  // it begins a section
            if (is_database)
                for (std::string& url : each.values) url = url_in_file(url, app_.get_config_ptr()->as<std::string>());
            CLI::ConfigItem item;
            if (!each.section.empty()) item.parents = {each.section};
            item.name = std::move(each.name), item.inputs = std::move(each.values);
            kept.push_back(std::move(item));
        }
        return kept;
    }

private:
    std::vector<option_line> lines_of(std::istream& input) const {
        try {
            return read_option_lines(input);
        } catch (const std::invalid_argument& error) {
            refuse(error.what());
        }
    }

    void require_known(const option_line& line) const {
        const CLI::App* command = line.section.empty() ? &app_ : nullptr;
        for (const CLI::App* each : app_.get_subcommands({}))
            if (command == nullptr && each->get_name() == line.section) command = each;
        if (command == nullptr) refuse("the section `[" + line.section + "]`, and there is no such command");
        if (line.name.empty()) return;
        for (const CLI::Option* option : command->get_options())
            if (option->check_lname(line.name) && option->get_configurable()) return;
        refuse("`" + line.name + "`, which is no option" + way_out(*command, line.name));
    }

    /// The end of the message about a name that is not an option there: where it is one, or the most similar option.
    [[nodiscard]] std::string way_out(const CLI::App& command, const std::string& wanted) const {
        if (has_option(command, wanted)) return " for a file: only the command line can say it";
        if (&command != &app_ && has_option(app_, wanted))
            return " of `" + command.get_name() + "`: it stands above the first section";
        for (const CLI::App* each : app_.get_subcommands({}))
            if (has_option(*each, wanted))
                return " there: it stands in the section of its command, as `[" + each->get_name() + "]`";
        const std::string near = near_option(command, wanted, true);
        return near.empty() ? "" : "; did you mean `" + near + "`?";
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw command_error("`" + app_.get_config_ptr()->as<std::string>() + "` says " + what +
                                (what.back() == '?' ? "" : ".") + " Correct it, or take it out",
                            wrong_usage);
    }

    const CLI::App& app_;
};

}  // namespace aludel::inline v0_1::cli
