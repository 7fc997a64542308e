// SPDX-License-Identifier: BSL-1.0
#pragma once

// All configuration macros of Aludel.
//
// Defined by the user, before the first #include <aludel.hpp> of a file or on the command line (-DALUDEL_CLI):
//   ALUDEL_CLI           <aludel.hpp> includes <aludel/cli.hpp>, the command line, as well. That needs CLI11 and costs
//                        seconds of compile time. Define it for the one file that calls al::command_line, unless the
//                        program links aludel::cli (see ALUDEL_CLI_COMPILED).
//   ALUDEL_TEST          <aludel.hpp> includes <aludel/test.hpp> as well, checks of histories for tests.
//   ALUDEL_NO_SQLITE3    do not include <sqlite3.h> even where it is installed. A program that only renders scripts
//                        needs no client library.
//   ALUDEL_POSTGRESQL    <aludel.hpp> includes <aludel/connection/postgresql.hpp>, which needs libpq, as well, and the
//                        command line accepts URLs of PostgreSQL servers. The CMake target aludel::postgresql defines
//                        it.
//   ALUDEL_ASIO          <aludel.hpp> includes <aludel/connection/asio_sqlite3.hpp>, with ALUDEL_POSTGRESQL
//                        <aludel/connection/asio_postgresql.hpp>, and with ALUDEL_MARIADB
//                        <aludel/connection/asio_mariadb.hpp>: connections that are awaited, on standalone Asio.
//   ALUDEL_BOOST_ASIO    these use Boost.Asio, 1.81 or newer, instead.
//
// Defined by the CMake target aludel::cli for the programs that link it:
//   ALUDEL_CLI_COMPILED  the command line is compiled in a library; <aludel/cli.hpp> is not included.
//
// Defined by this header:
//   ALUDEL_HAS_SQLITE3   1 where al::sqlite3::connection is available, else 0. Its users link with -lsqlite3.

#if !defined(ALUDEL_NO_SQLITE3) && __has_include(<sqlite3.h>)
#define ALUDEL_HAS_SQLITE3 1
#else
#define ALUDEL_HAS_SQLITE3 0
#endif
