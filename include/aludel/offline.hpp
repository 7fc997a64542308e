// SPDX-License-Identifier: BSL-1.0
// SQL scripts. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/dialect/sqlite.hpp>
#include <aludel/dialect/sqlite/capability.hpp>
#include <aludel/dialect/sqlite/claim.hpp>
#include <aludel/dialect/sqlite/column.hpp>
#include <aludel/dialect/sqlite/constraint.hpp>
#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/insert.hpp>
#include <aludel/dialect/sqlite/journal.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/operation.hpp>
#include <aludel/dialect/sqlite/orphans.hpp>
#include <aludel/dialect/sqlite/pending_rebuild.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/rebuild.hpp>
#include <aludel/dialect/sqlite/revision_statements.hpp>
#include <aludel/dialect/sqlite/statement_nature.hpp>
#include <aludel/dialect/sqlite/stored_object.hpp>
#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/dialect/sqlite/version_table.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/migration/renderer.hpp>
#include <aludel/migration/schema_statements.hpp>
#include <aludel/migration/shortcut.hpp>
#include <aludel/script/script.hpp>
#include <aludel/script/script_writer.hpp>

#endif
