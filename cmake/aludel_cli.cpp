// SPDX-License-Identifier: BSL-1.0
// The command line, compiled once: CMake's target aludel::cli.
#ifndef ALUDEL_CLI
#define ALUDEL_CLI
#endif
#include <aludel.hpp>

namespace aludel::inline v0_1::cli {

int run_compiled(const program& tool, int argc, const char* const* argv, std::ostream* out, std::ostream* err) {
    return run_program(tool, argc, argv, out, err);
}

}  // namespace aludel::inline v0_1::cli
