// SPDX-License-Identifier: BSL-1.0
// All of Aludel. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/dsl.hpp>
#include <aludel/graph.hpp>
#include <aludel/schema.hpp>
#include <aludel/offline.hpp>
#include <aludel/online.hpp>

#include <aludel/cli/program.hpp>
#include <aludel/cli/command_line.hpp>
#include <aludel/version.hpp>

#if defined(ALUDEL_CLI)
#include <aludel/cli.hpp>
#endif

#if defined(ALUDEL_TEST)
#include <aludel/test.hpp>
#endif

#endif
