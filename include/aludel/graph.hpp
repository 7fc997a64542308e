// SPDX-License-Identifier: BSL-1.0
// The graph of revisions, for the compiler and for the program. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/graph/cycle.hpp>
#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/history_range.hpp>
#include <aludel/graph/id_rules.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/graph/planner.hpp>
#include <aludel/graph/resolve.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/graph/symbol_table.hpp>
#include <aludel/graph/target.hpp>
#include <aludel/graph/validate.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/graph/version_writes.hpp>

#endif
