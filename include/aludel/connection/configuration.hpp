// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/option_lines.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/online/options.hpp>

#if defined(ALUDEL_POSTGRESQL)
#include <aludel/connection/postgresql.hpp>
#endif

#include <sys/stat.h>  // stat

#include <cstdint>       // int64_t
#include <cstdlib>       // getenv, strtod
#include <filesystem>    // path, current_path, exists
#include <fstream>       // ifstream
#include <stdexcept>     // invalid_argument
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code
#include <utility>       // move
#include <vector>        // vector

// Where a program's database is, as the tool reads it: from the environment and from aludel.ini.

namespace aludel::inline v0_1 {

/// The database that a URL names; empty if the program has no client for it.
inline database_place place_of(std::string_view url) {
    const database_url parsed(url);
    database_place place{.is_file = false, .existing_url = std::string(url)};
    with_connection(found_connections(), parsed.scheme, [&]<class Connection>() { place = Connection::place_of(url); });
    return place;
}

/// Whether a URL is a pattern for files: its path has a `*`.
inline bool is_pattern(std::string_view url) {
    const std::size_t colon = url.find("://");
    if (colon == url.npos) return false;
    const std::string_view path = url.substr(0, url.find('?'));
    const std::size_t slash = path.find('/', colon + 3);
    return slash != path.npos && path.find('*', slash) != path.npos;
}

/// The environment variable with the URL of the database.
inline constexpr const char* database_variable = "ALUDEL_DATABASE_URL";

/// The URL of the database from the environment; empty if it is not set.
inline std::string database_of_environment() {
    const char* const set = std::getenv(database_variable);
    return set == nullptr ? std::string() : std::string(set);
}

/// The name of the file with options.
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

/// Where the database is, and how it is migrated.
struct configuration {
    std::string database{};         ///< its URL
    migration_options migration{};  ///< the time to wait, and the options of one command of the tool
};

namespace detail {

/// Reads the lines of a file that a program understands. The others are the tool's, which refuses those that nobody
/// knows.
class configuration_reader {
public:
    configuration_reader(std::string file, std::string_view command) : file_(std::move(file)), command_(command) {}

    configuration read() {
        std::ifstream input(file_);
        if (!input) refuse("it cannot be read");
        try {
            for (option_line& each : read_option_lines(input))
                if (each.section.empty()) read_shared(each);
                else if (each.section == command_) read_own(each);
        } catch (const std::invalid_argument& error) {
            refuse(error.what());
        }
        return std::move(result_);
    }

private:
    void read_shared(const option_line& line) {
        if (line.name == "database") result_.database = url_in_file(single(line), file_);
        else if (line.name == "wait") result_.migration.busy_timeout = seconds(single(line));
    }
    void read_own(option_line& line) {
        migration_options& options = result_.migration;
        if (line.name == "allow-edited") options.allow_edited = is_set(line);
        else if (line.name == "take-over") options.take_over = is_set(line);
        else if (line.name == "argument") options.arguments = std::move(line.values);
    }

    static const std::string& single(const option_line& line) {
        if (line.values.size() == 1) return line.values[0];
        throw std::invalid_argument("`" + line.name + "` has " + std::to_string(line.values.size()) +
                                    " values, and a program has one database");
    }
    static duration seconds(const std::string& text) {
        char* end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0' || !(number >= 0 && number <= 86'400))
            throw std::invalid_argument("`" + text + "` is no number of seconds from 0 to 86400");
        return duration::of_milliseconds(static_cast<std::int64_t>(number * 1000));
    }
    static bool is_set(const option_line& line) {
        const std::string& value = single(line);
        if (value == "true" || value == "on" || value == "yes" || value == "1") return true;
        if (value == "false" || value == "off" || value == "no" || value == "0") return false;
        throw std::invalid_argument("`" + line.name + "` is `" + value + "`, which is neither true nor false");
    }
    [[noreturn]] void refuse(const std::string& why) const {
        throw std::invalid_argument("`" + redacted_url(file_) + "`: " + with_redacted_urls(why));
    }

    std::string file_;
    std::string_view command_;
    configuration result_;
};

/// That neither the environment nor the file of options names a database.
inline std::invalid_argument no_database(const std::string& why) {
    return std::invalid_argument(why + ", and " + database_variable + " is not set. Write `database = \"" +
                                 example_url("path") + "\"` above the first section of " + option_file_name);
}

}  // namespace detail

/// Reads a file of options as the tool does: the database and the time to wait from its first lines, and the arguments,
/// `allow_edited` and `take_over` from the section of a command. A database in the environment (ALUDEL_DATABASE_URL)
/// takes precedence. Throws std::invalid_argument for a file that cannot be read or names no database.
inline configuration read_configuration(const std::string& file, std::string_view command = "upgrade") {
    configuration result = detail::configuration_reader(file, command).read();
    if (std::string set = database_of_environment(); !set.empty()) result.database = std::move(set);
    if (result.database.empty()) throw detail::no_database("`" + redacted_url(file) + "` names no database");
    return result;
}
/// The same for the nearest aludel.ini, from the working folder upwards; there may be none if the environment names the
/// database.
///
///     al::async_engine engine(al::read_configuration());
inline configuration read_configuration() {
    const std::string file = nearest_option_file();
    std::error_code error;
    if (std::filesystem::exists(file, error)) return read_configuration(file);
    configuration result;
    result.database = database_of_environment();
    if (result.database.empty()) throw detail::no_database("there is no " + std::string(option_file_name));
    return result;
}

}  // namespace aludel::inline v0_1
