// SPDX-License-Identifier: BSL-1.0
#pragma once

// The macros of Aludel; there are no others.
//
// For you to define, in front of the first #include <aludel.hpp> of a file or for the compiler (-DALUDEL_CLI):
//   ALUDEL_CLI           <aludel.hpp> contains the command line as well, as if <aludel/cli.hpp> were included behind it. It
//                        needs CLI11, and costs seconds: for the one file that calls al::command_line, where the tool is
//                        not linked (see ALUDEL_CLI_COMPILED).
//   ALUDEL_NO_SQLITE3    do not use <sqlite3.h>, though it is there: a program that only renders scripts needs no client.
//
// Defined by CMake's target aludel::cli for those who link it:
//   ALUDEL_CLI_COMPILED  the command line is in a library, compiled once: nothing else has to be included.
//
// For you to look at:
//   ALUDEL_HAS_SQLITE3   1 where al::sqlite3::connection is to be had, else 0. Its users link with -lsqlite3.

#if !defined(ALUDEL_NO_SQLITE3) && __has_include(<sqlite3.h>)
#define ALUDEL_HAS_SQLITE3 1
#else
#define ALUDEL_HAS_SQLITE3 0
#endif
