// SPDX-License-Identifier: BSL-1.0
// Histories and models: replayed, verified, compared. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/history/block_errors.hpp>
#include <aludel/history/branches.hpp>
#include <aludel/history/foldable.hpp>
#include <aludel/history/graph_verdict.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/history_data.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/literal_target.hpp>
#include <aludel/history/run_table.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/history/squash.hpp>
#include <aludel/history/squash_verdict.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/history/weight.hpp>
#include <aludel/model/diff.hpp>
#include <aludel/model/findings.hpp>
#include <aludel/model/frozen.hpp>
#include <aludel/model/matches.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/review/adds_check.hpp>
#include <aludel/review/adds_foreign_key.hpp>
#include <aludel/review/adds_unique.hpp>
#include <aludel/review/changes_default.hpp>
#include <aludel/review/complete_sql.hpp>
#include <aludel/review/conversion.hpp>
#include <aludel/review/deletes_all_rows.hpp>
#include <aludel/review/double_quoted_text.hpp>
#include <aludel/review/drops_column.hpp>
#include <aludel/review/drops_constraint.hpp>
#include <aludel/review/drops_not_null.hpp>
#include <aludel/review/drops_primary_key.hpp>
#include <aludel/review/drops_table.hpp>
#include <aludel/review/evidence.hpp>
#include <aludel/review/float_for_money.hpp>
#include <aludel/review/known_names.hpp>
#include <aludel/review/may_not_convert.hpp>
#include <aludel/review/narrows_type.hpp>
#include <aludel/review/no_primary_key.hpp>
#include <aludel/review/nullable_primary_key.hpp>
#include <aludel/review/qualified_name.hpp>
#include <aludel/review/raw_sql.hpp>
#include <aludel/review/redundant_index.hpp>
#include <aludel/review/removes_enum_value.hpp>
#include <aludel/review/renames_column.hpp>
#include <aludel/review/renames_table.hpp>
#include <aludel/review/requires_value.hpp>
#include <aludel/review/reserved_word.hpp>
#include <aludel/review/review.hpp>
#include <aludel/review/rows_not_restored.hpp>
#include <aludel/review/sets_not_null.hpp>
#include <aludel/review/steps_without_transaction.hpp>
#include <aludel/review/subject.hpp>
#include <aludel/review/transaction_in_sql.hpp>
#include <aludel/review/unknown_strict_type.hpp>
#include <aludel/review/unnamed_constraint.hpp>
#include <aludel/review/unnumbered_key.hpp>
#include <aludel/review/view_selects_all.hpp>
#include <aludel/review/wide_index.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/apply_column.hpp>
#include <aludel/schema/apply_constraint.hpp>
#include <aludel/schema/apply_index.hpp>
#include <aludel/schema/apply_rows.hpp>
#include <aludel/schema/apply_table.hpp>
#include <aludel/schema/apply_view.hpp>
#include <aludel/schema/catalog.hpp>
#include <aludel/schema/check_actions.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/diff.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/downgrade.hpp>
#include <aludel/schema/entries.hpp>
#include <aludel/schema/identifiers.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/schema/mirror.hpp>
#include <aludel/schema/name_map.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/rename_in_texts.hpp>
#include <aludel/schema/renames.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/replay_before.hpp>
#include <aludel/schema/same.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/decimal.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/keyword.hpp>
#include <aludel/sql/lexicon.hpp>
#include <aludel/sql/own_tables.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/read_expression.hpp>
#include <aludel/sql/read_query.hpp>
#include <aludel/sql/read_statement.hpp>
#include <aludel/sql/reader.hpp>
#include <aludel/sql/references.hpp>
#include <aludel/sql/rename.hpp>
#include <aludel/sql/resolve.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/token.hpp>
#include <aludel/sql/tokenizer.hpp>
#include <aludel/sql/uses.hpp>
#include <aludel/sql/value.hpp>

#endif
