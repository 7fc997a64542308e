// SPDX-License-Identifier: BSL-1.0
#pragma once

// The macros of Aludel; there are no others.
//
// For you to define:
//   ALUDEL_NO_SQLITE3    do not use <sqlite3.h>, though it is there: a program that only renders scripts needs no client.
//
// For you to look at:
//   ALUDEL_HAS_SQLITE3   1 where al::sqlite3::connection is to be had, else 0. Its users link with -lsqlite3.

#if !defined(ALUDEL_NO_SQLITE3) && __has_include(<sqlite3.h>)
#define ALUDEL_HAS_SQLITE3 1
#else
#define ALUDEL_HAS_SQLITE3 0
#endif
