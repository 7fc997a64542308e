// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/clients.hpp>
#include <aludel/cli/exit_code.hpp>
#include <aludel/cli/pattern.hpp>
#include <aludel/connection/configuration.hpp>
#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>

#include <algorithm>     // sort
#include <cstddef>       // size_t
#include <filesystem>    // directory_iterator, equivalent, weakly_canonical
#include <set>           // set
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code
#include <vector>        // vector

// The databases that --database names, if there may be several.

namespace aludel::inline v0_1::cli {

/// Throws a `command_error` for the URL of a file that names none.
inline void require_file_name(std::string_view url) {
    if (const database_place place = place_of(url); place.is_file && place.path.empty())
        throw command_error("`" + redacted_url(url) + "` names no file. Write " + example_url("shop.db"), wrong_usage);
}

/// Adds the files that match a pattern: `folder`, which is empty or ends with a slash, and the rest of the path. As in
/// a shell, only a pattern that begins with a dot matches names that do. Throws std::filesystem::filesystem_error for a
/// folder that cannot be read.
inline void add_matches(const std::string& folder, std::string_view rest, std::vector<std::string>& found) {
    const std::size_t slash = rest.find('/');
    const std::string_view name = rest.substr(0, slash);
    const auto follow = [&](const std::string& path) {
        std::error_code unreadable;
        if (slash == rest.npos && std::filesystem::is_regular_file(path, unreadable)) found.push_back(path);
        if (slash != rest.npos && std::filesystem::is_directory(path + "/", unreadable))
            add_matches(path + "/", rest.substr(slash + 1), found);
    };
    if (name.find('*') == name.npos) return follow(folder + std::string(name));
    if (std::error_code unreadable; !std::filesystem::is_directory(folder.empty() ? "." : folder, unreadable)) return;
    for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder))
        if (const std::string each = entry.path().filename().string();
            (each[0] != '.' || name[0] == '.') && fits(each, name))
            follow(folder + each);
}

/// The URLs of the files that match a pattern. Files that belong to a database beside them are none themselves.
inline std::vector<std::string> matches_of(const std::string& pattern) {
    const database_url parsed(pattern);
    std::vector<std::string> paths, urls;
    add_matches("", parsed.path, paths);
    for (const std::string& path : paths) {
        std::string_view main = path;
        with_connection(found_connections(), parsed.scheme, [&]<class Connection>() {
            if constexpr (requires { Connection::main_file_of(main); }) main = Connection::main_file_of(main);
        });
        if (main.size() != path.size() && std::filesystem::exists(main)) continue;
        urls.push_back(parsed.scheme + ":///" + path + (parsed.query.empty() ? "" : "?" + parsed.query));
    }
    if (urls.empty()) throw command_error("no file matches `" + redacted_url(pattern) + "`", wrong_usage);
    return urls;
}

/// The databases of several URLs and patterns, sorted. A file that is named twice, by whatever path, is there once.
/// Throws a `command_error` for a pattern that matches no file.
inline std::vector<std::string> databases_of(const std::vector<std::string>& urls) {
    std::vector<std::string> named, kept;
    for (const std::string& each : urls) {
        require_file_name(each);
        if (!is_pattern(each) || !place_of(each).is_file) named.push_back(each);
        else
            for (std::string& match : matches_of(each)) named.push_back(std::move(match));
    }
    std::sort(named.begin(), named.end());
    std::set<std::string> seen;
    std::vector<std::filesystem::path> linked;  // files with several names
    for (const std::string& each : named) {
        const database_place place = place_of(each);
        const std::string identity =
            place.is_file ? std::filesystem::weakly_canonical(std::filesystem::absolute(place.path)).string() : each;
        if (!seen.insert(identity).second) continue;
        std::error_code missing;
        if (place.is_file && std::filesystem::hard_link_count(place.path, missing) > 1 && !missing) {
            bool is_known = false;
            for (const std::filesystem::path& other : linked)
                is_known = is_known || std::filesystem::equivalent(other, place.path);
            if (is_known) continue;
            linked.emplace_back(place.path);
        }
        kept.push_back(each);
    }
    return kept;
}

}  // namespace aludel::inline v0_1::cli
