// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <stdexcept>  // runtime_error
#include <string>     // string

namespace aludel::inline v0_1 {

/// A database reported an error. Adapters throw it with the error code and message of the database. The message may
/// quote names and values; `what()` has it on one line with control characters escaped.
class connection_error : public std::runtime_error {
public:
    connection_error(int code, const std::string& message) : std::runtime_error(detail::visible(message)), code_(code) {}

    /// The error code, as the database defines it.
    [[nodiscard]] int code() const noexcept { return code_; }

private:
    int code_;
};

}  // namespace aludel::inline v0_1
