// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/program.hpp>

#include <filesystem>    // path, directory_iterator, last_write_time
#include <string>        // string
#include <system_error>  // error_code

namespace aludel::inline v0_1::cli {

/// A header of the history or the models that was written after the program was built, so that the program is about
/// older ones; empty: there is none, or the program does not know its sources (only a build by CMake names them).
inline std::string newer_source(const program& tool) {
    namespace files = std::filesystem;
    const files::path directory(tool.directory);
    std::error_code error;
    if (!directory.is_absolute()) return {};
    const files::file_time_type built = files::last_write_time("/proc/self/exe", error);
    if (error) return {};
    const auto is_newer = [&](const files::path& header) {
        const files::file_time_type written = files::last_write_time(header, error);
        return !error && written > built;
    };
    if (!tool.models_header.empty() && is_newer(tool.models_header)) return std::string(tool.models_header);
    // history.hpp first: a revision that is new is named there.
    if (is_newer(directory / "history.hpp")) return (directory / "history.hpp").string();
    for (const auto& each : files::directory_iterator(directory, error))
        if (each.path().extension() == ".hpp" && is_newer(each.path())) return each.path().string();
    return {};
}

}  // namespace aludel::inline v0_1::cli
