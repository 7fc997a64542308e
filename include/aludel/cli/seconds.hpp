// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <cstdlib>  // strtod
#include <string>   // string

namespace aludel::inline v0_1::cli {

/// Checks that an option is a number of seconds from 0 to 86400.
inline const CLI::Validator& seconds() {
    static const CLI::Validator result(
        [](std::string& message) {
            char* end = nullptr;
            const double number = std::strtod(message.c_str(), &end);
            const bool fine = !message.empty() && *end == '\0' && number >= 0 && number <= 86'400;
            return fine ? std::string() : "`" + message + "` is no number of seconds from 0 to 86400";
        },
        "");
    return result;
}

}  // namespace aludel::inline v0_1::cli
