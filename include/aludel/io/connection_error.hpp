// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <stdexcept>  // runtime_error
#include <string>     // string

namespace aludel::inline v0_1 {

/// A database said no. Adapters throw it, with the database's own number and words; these may quote names and rows, so
/// `what()` has them on one line, control characters made visible.
class connection_error : public std::runtime_error {
public:
    connection_error(int code, const std::string& message) : std::runtime_error(detail::visible(message)), code_(code) {}

    [[nodiscard]] int code() const noexcept { return code_; }

private:
    int code_;
};

}  // namespace aludel::inline v0_1
