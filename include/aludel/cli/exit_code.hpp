// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>  // runtime_error
#include <string>     // string

namespace aludel::inline v0_1::cli {

/// What the program returns.
enum exit_code : int {
    ok = 0,            ///< done, or nothing to do
    failed = 1,        ///< the command failed, and said why
    wrong_usage = 2,   ///< the command line makes no sense, or says no database
    not_as_asked = 3,  ///< `check`, `lint` and `current --check-heads`: what was asked for does not hold
};

/// A command cannot go on. The message says what is wrong, and then the way out.
class command_error : public std::runtime_error {
public:
    explicit command_error(const std::string& message, exit_code code = failed) : std::runtime_error(message), code_(code) {}

    [[nodiscard]] exit_code code() const noexcept { return code_; }

private:
    exit_code code_;
};

}  // namespace aludel::inline v0_1::cli
