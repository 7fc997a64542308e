// SPDX-License-Identifier: BSL-1.0
#pragma once

// The command line, for a program that does not link CMake's target aludel::cli: al::command_line, and all that it
// needs. It takes seconds to compile, so include it in one file only.

#include <aludel/base/config.hpp>
#include <aludel/cli/command_line.hpp>

#if !defined(ALUDEL_CLI_COMPILED)
#include <aludel/cli/run.hpp>
#endif
