#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The ways to a tool: <aludel/cli.hpp>, the single header with ALUDEL_CLI, and CMake's target aludel::cli, a library.
source "$(dirname "$0")/common.sh"

works() { [[ $("$1" heads -q) == 2fda6446e69f ]] || fail "$1 is not a tool"; }

# The history's header includes <aludel.hpp>; the command line comes behind it.
cat >history.hpp <<'CPP'
#pragma once
#include <aludel.hpp>
namespace al = aludel;
inline constexpr auto start = al::revision("2fda6446e69f", "start")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<start> history{};
CPP
cat >tool.cpp <<'CPP'
#include "history.hpp"
#include <aludel/cli.hpp>
int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
CPP
cat >plain.cpp <<'CPP'
#include "history.hpp"
int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
CPP
compile=("$CXX" -std=c++20 -Wall -Wextra -Wpedantic -Werror)
quietly "${compile[@]}" -I "$ALUDEL_SOURCE/include" tool.cpp -lsqlite3 -o with_header
works ./with_header
quietly "${compile[@]}" -DALUDEL_CLI -I "$ALUDEL_SOURCE/single_include" plain.cpp -lsqlite3 -o with_single_header
works ./with_single_header

# Nothing asks for it: the single header, too, says what to do.
if "${compile[@]}" -I "$ALUDEL_SOURCE/single_include" -fsyntax-only plain.cpp >"$log" 2>&1; then
    fail "a tool without a command line"
fi
grep -qF '[AL005]' "$log" || { cat "$log" >&2; fail "the compiler does not say how to get the command line"; }

# Two tools of one project share the library, whichever header they include.
cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.23...3.31)
project(tools LANGUAGES CXX)
find_package(aludel REQUIRED COMPONENTS sqlite3 cli)
foreach(name IN ITEMS plain tool)
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE aludel::cli)
endforeach()
CMAKE
quietly "$CMAKE" -S . -B build -DCMAKE_PREFIX_PATH="$ALUDEL_PREFIX" -DCMAKE_BUILD_TYPE=Debug
quietly "$CMAKE" --build build
works build/plain
works build/tool
[[ $(find build -name 'aludel_cli.cpp.o*' | wc -l) == 1 ]] || fail "the command line is compiled more than once"
