// SPDX-License-Identifier: BSL-1.0
#pragma once

// For you to define:
//   ALUDEL_NO_CLI11      do not use <CLI/CLI.hpp>, though it is there: a program without a command line compiles two
//                        seconds faster. Define it for all files of a program but the one that has its main function.
//
// For you to look at:
//   ALUDEL_HAS_CLI11     1 where al::command_line is to be had, else 0.

#if !defined(ALUDEL_NO_CLI11) && __has_include(<CLI/CLI.hpp>)
#define ALUDEL_HAS_CLI11 1
#else
#define ALUDEL_HAS_CLI11 0
#endif
