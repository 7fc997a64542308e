// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <aludel/base/closest.hpp>
#include <aludel/cli/exit_code.hpp>
#include <aludel/cli/session.hpp>

#include <sys/stat.h>  // stat

#include <algorithm>     // replace
#include <cstdlib>       // getenv
#include <filesystem>    // path, current_path, exists
#include <istream>       // istream
#include <stdexcept>     // invalid_argument
#include <string>        // string
#include <system_error>  // error_code
#include <vector>        // vector

namespace aludel::inline v0_1::cli {

/// The environment variable with the URL of the database.
inline constexpr const char* database_variable = "ALUDEL_DATABASE_URL";

/// The URL of the database from the environment; empty if it is not set.
inline std::string database_of_environment() {
    const char* const set = std::getenv(database_variable);
    return set == nullptr ? std::string() : std::string(set);
}

/// The name of the file with options, unless --config gives another.
inline constexpr const char* option_file_name = "aludel.ini";

/// The path of that file: in the working folder, or in the nearest folder above it that has one and belongs to the same
/// user, since another user's file could name another database. Without one, the name alone.
inline std::string nearest_option_file() {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::current_path(error);
    struct stat working{}, each{};
    if (error || ::stat(folder.string().c_str(), &working) != 0) return option_file_name;
    for (std::string up; ::stat(folder.string().c_str(), &each) == 0 && each.st_uid == working.st_uid; up += "../") {
        if (std::filesystem::exists(folder / option_file_name, error)) return up + option_file_name;
        if (!folder.has_relative_path()) break;
        folder = folder.parent_path();
    }
    return option_file_name;
}

/// The URL of a database in a file of options, where a relative path is relative to the folder of the file.
inline std::string url_in_file(const std::string& url, const std::string& file) {
    const std::string folder = std::filesystem::path(file).parent_path().string();
    if (folder.empty()) return url;
    try {
        const database_place place = place_of(url);
        if (!place.is_file || place.path.empty() || std::filesystem::path(place.path).is_absolute()) return url;
        return std::string(url).insert(url.find("://") + 4, folder + "/");
    } catch (const std::invalid_argument&) {
        return url;  // the command that needs it reports it
    }
}

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
        for (CLI::ConfigItem& each : CLI::ConfigINI::from_config(input)) {
            if (each.name != "++" && each.name != "--")
                std::replace(each.name.begin(), each.name.end(), '_', '-');  // as the names of variables are written
            if (each.parents.empty() && each.name == "database" && !database_of_environment().empty()) continue;
            require_known(each);
            if (each.parents.empty() && each.name == "database")
                for (std::string& url : each.inputs) url = url_in_file(url, app_.get_config_ptr()->as<std::string>());
            kept.push_back(std::move(each));
        }
        return kept;
    }

private:
    void require_known(const CLI::ConfigItem& item) const {
        const CLI::App* command = &app_;
        for (const std::string& section : item.parents) {
            const CLI::App* found = nullptr;
            for (const CLI::App* each : command->get_subcommands({}))
                if (each->get_name() == section) found = each;
            if (found == nullptr) refuse("the section `[" + section + "]`, and there is no such command");
            command = found;
        }
        if (item.name == "++" || item.name == "--") return;  // CLI11's markers for the beginning and end of a section
        for (const CLI::Option* option : command->get_options())
            if (option->check_lname(item.name) && option->get_configurable()) return;
        refuse("`" + item.name + "`, which is no option" + way_out(*command, item.name));
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
