// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>  // runtime_error

namespace aludel::inline v0_1::code {

/// A file of the migrations folder cannot be read or written, or does not have the expected content. The message names
/// the file and what to do.
class file_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace aludel::inline v0_1::code
