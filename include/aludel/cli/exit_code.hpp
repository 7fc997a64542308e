// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>  // runtime_error
#include <string>     // string

namespace aludel::inline v0_1::cli {

/// The exit codes of the program.
enum exit_code : int {
    ok = 0,            ///< done, or nothing to do
    failed = 1,        ///< the command failed; stderr has the reason
    wrong_usage = 2,   ///< the command line is not valid, or names no database
    not_as_asked = 3,  ///< `check`, `lint` and `current --check-heads` found a difference or an error
};

/// The error of a command: its message says what is wrong and what to do, and it has the exit code of the program.
class command_error : public std::runtime_error {
public:
    explicit command_error(const std::string& message, exit_code code = failed)
        : std::runtime_error(message),
          code_(code) {}

    [[nodiscard]] exit_code code() const noexcept { return code_; }

private:
    exit_code code_;
};

}  // namespace aludel::inline v0_1::cli
