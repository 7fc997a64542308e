// SPDX-License-Identifier: BSL-1.0
// The words that revisions and models are written with. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/dsl/add_column.hpp>
#include <aludel/dsl/add_constraint.hpp>
#include <aludel/dsl/add_enum_value.hpp>
#include <aludel/dsl/aggregate.hpp>
#include <aludel/dsl/alter_column.hpp>
#include <aludel/dsl/column.hpp>
#include <aludel/dsl/column_options.hpp>
#include <aludel/dsl/comment_on_table.hpp>
#include <aludel/dsl/constraint.hpp>
#include <aludel/dsl/create_enum.hpp>
#include <aludel/dsl/create_extension.hpp>
#include <aludel/dsl/create_function.hpp>
#include <aludel/dsl/create_index.hpp>
#include <aludel/dsl/create_schema.hpp>
#include <aludel/dsl/create_sequence.hpp>
#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/create_trigger.hpp>
#include <aludel/dsl/create_view.hpp>
#include <aludel/dsl/custom_operation.hpp>
#include <aludel/dsl/dialect_text.hpp>
#include <aludel/dsl/drop_column.hpp>
#include <aludel/dsl/drop_constraint.hpp>
#include <aludel/dsl/drop_enum.hpp>
#include <aludel/dsl/drop_enum_value.hpp>
#include <aludel/dsl/drop_extension.hpp>
#include <aludel/dsl/drop_function.hpp>
#include <aludel/dsl/drop_index.hpp>
#include <aludel/dsl/drop_schema.hpp>
#include <aludel/dsl/drop_sequence.hpp>
#include <aludel/dsl/drop_table.hpp>
#include <aludel/dsl/drop_trigger.hpp>
#include <aludel/dsl/drop_view.hpp>
#include <aludel/dsl/exclude.hpp>
#include <aludel/dsl/execute.hpp>
#include <aludel/dsl/execute_in_batches.hpp>
#include <aludel/dsl/foreign_key.hpp>
#include <aludel/dsl/fragment.hpp>
#include <aludel/dsl/grammar.hpp>
#include <aludel/dsl/index.hpp>
#include <aludel/dsl/insert.hpp>
#include <aludel/dsl/joined.hpp>
#include <aludel/dsl/materialized_view.hpp>
#include <aludel/dsl/member.hpp>
#include <aludel/dsl/member_bindings.hpp>
#include <aludel/dsl/member_type.hpp>
#include <aludel/dsl/model.hpp>
#include <aludel/dsl/operation_word.hpp>
#include <aludel/dsl/rename_column.hpp>
#include <aludel/dsl/rename_enum_value.hpp>
#include <aludel/dsl/rename_table.hpp>
#include <aludel/dsl/revision.hpp>
#include <aludel/dsl/revision_operations.hpp>
#include <aludel/dsl/run.hpp>
#include <aludel/dsl/sequence.hpp>
#include <aludel/dsl/settings.hpp>
#include <aludel/dsl/shape.hpp>
#include <aludel/dsl/spoiled.hpp>
#include <aludel/dsl/table.hpp>
#include <aludel/dsl/table_options.hpp>
#include <aludel/dsl/types.hpp>
#include <aludel/dsl/validate_constraint.hpp>
#include <aludel/dsl/value.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/operation/column.hpp>
#include <aludel/operation/constraint.hpp>
#include <aludel/operation/data_type.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/direction.hpp>
#include <aludel/operation/index.hpp>
#include <aludel/operation/namesakes.hpp>
#include <aludel/operation/naming_convention.hpp>
#include <aludel/operation/operation.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/operation/run_context.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/operation/timeouts.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/item.hpp>
#include <aludel/rule/rule.hpp>
#include <aludel/rule/slug.hpp>
#include <aludel/rule/wording.hpp>

#endif
