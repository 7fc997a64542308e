// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/context.hpp>
#include <aludel/code/new_files.hpp>

#include <filesystem>    // is_regular_file
#include <fstream>       // ifstream
#include <iterator>      // istreambuf_iterator
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code

namespace aludel::inline v0_1::cli {

/// Writes the result of a command to stdout, unchanged; or to a file, completely or not at all. A file with the same
/// content is not touched.
inline void write_output(const context& tool, std::string_view result, const std::string& file) {
    if (file.empty()) {
        tool.exact() << result;
        return;
    }
    if (std::error_code error; std::filesystem::is_regular_file(file, error)) {  // reading a pipe would block
        std::ifstream old(file, std::ios::binary);
        if (std::string(std::istreambuf_iterator<char>(old), {}) == result) return;
    }
    code::new_files files;
    files.add(file, result);
    files.commit();
}

}  // namespace aludel::inline v0_1::cli
