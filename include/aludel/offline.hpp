// SPDX-License-Identifier: BSL-1.0
// SQL scripts. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/dialect/batch.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/dialects.hpp>
#include <aludel/dialect/mariadb/dialect.hpp>
#include <aludel/dialect/mssql/alter_table.hpp>
#include <aludel/dialect/mssql/column.hpp>
#include <aludel/dialect/mssql/comment.hpp>
#include <aludel/dialect/mssql/create_table.hpp>
#include <aludel/dialect/mssql/dialect.hpp>
#include <aludel/dialect/mssql/own_tables.hpp>
#include <aludel/dialect/mssql/revision_statements.hpp>
#include <aludel/dialect/mssql/script.hpp>
#include <aludel/dialect/mssql/value.hpp>
#include <aludel/dialect/mysql/dialect.hpp>
#include <aludel/dialect/mysql_family/alter_table.hpp>
#include <aludel/dialect/mysql_family/column.hpp>
#include <aludel/dialect/mysql_family/column_users.hpp>
#include <aludel/dialect/mysql_family/constraint.hpp>
#include <aludel/dialect/mysql_family/create_index.hpp>
#include <aludel/dialect/mysql_family/create_table.hpp>
#include <aludel/dialect/mysql_family/create_trigger.hpp>
#include <aludel/dialect/mysql_family/dialect.hpp>
#include <aludel/dialect/mysql_family/effect_reader.hpp>
#include <aludel/dialect/mysql_family/key_index.hpp>
#include <aludel/dialect/mysql_family/own_tables.hpp>
#include <aludel/dialect/mysql_family/revision_statements.hpp>
#include <aludel/dialect/mysql_family/script.hpp>
#include <aludel/dialect/mysql_family/settings.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/table_change.hpp>
#include <aludel/dialect/mysql_family/types.hpp>
#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/dialect/no_needs.hpp>
#include <aludel/dialect/oracle/alter_table.hpp>
#include <aludel/dialect/oracle/block.hpp>
#include <aludel/dialect/oracle/column.hpp>
#include <aludel/dialect/oracle/create_table.hpp>
#include <aludel/dialect/oracle/dialect.hpp>
#include <aludel/dialect/oracle/identifier.hpp>
#include <aludel/dialect/oracle/own_tables.hpp>
#include <aludel/dialect/oracle/revision_statements.hpp>
#include <aludel/dialect/oracle/script.hpp>
#include <aludel/dialect/oracle/value.hpp>
#include <aludel/dialect/own_table_text.hpp>
#include <aludel/dialect/plain_writer.hpp>
#include <aludel/dialect/postgresql/alter_table.hpp>
#include <aludel/dialect/postgresql/column.hpp>
#include <aludel/dialect/postgresql/constraint.hpp>
#include <aludel/dialect/postgresql/create_index.hpp>
#include <aludel/dialect/postgresql/create_table.hpp>
#include <aludel/dialect/postgresql/create_trigger.hpp>
#include <aludel/dialect/postgresql/dialect.hpp>
#include <aludel/dialect/postgresql/effect_reader.hpp>
#include <aludel/dialect/postgresql/enumeration.hpp>
#include <aludel/dialect/postgresql/insert.hpp>
#include <aludel/dialect/postgresql/needs.hpp>
#include <aludel/dialect/postgresql/object.hpp>
#include <aludel/dialect/postgresql/own_tables.hpp>
#include <aludel/dialect/postgresql/pinned_views.hpp>
#include <aludel/dialect/postgresql/revision_statements.hpp>
#include <aludel/dialect/postgresql/script.hpp>
#include <aludel/dialect/postgresql/table_rewrite.hpp>
#include <aludel/dialect/postgresql/types.hpp>
#include <aludel/dialect/postgresql/value.hpp>
#include <aludel/dialect/rows.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/dialect/sqlite/capability.hpp>
#include <aludel/dialect/sqlite/clause_query.hpp>
#include <aludel/dialect/sqlite/column.hpp>
#include <aludel/dialect/sqlite/constraint.hpp>
#include <aludel/dialect/sqlite/conversion.hpp>
#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/create_trigger.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/operation.hpp>
#include <aludel/dialect/sqlite/orphans.hpp>
#include <aludel/dialect/sqlite/own_tables.hpp>
#include <aludel/dialect/sqlite/pending_rebuild.hpp>
#include <aludel/dialect/sqlite/rebuild.hpp>
#include <aludel/dialect/sqlite/rebuild_copy.hpp>
#include <aludel/dialect/sqlite/rebuild_order.hpp>
#include <aludel/dialect/sqlite/revision_statements.hpp>
#include <aludel/dialect/sqlite/script.hpp>
#include <aludel/dialect/sqlite/statement_effect.hpp>
#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/dialect/table_locks.hpp>
#include <aludel/dialect/value.hpp>
#include <aludel/migration/effect_replay.hpp>
#include <aludel/migration/effects.hpp>
#include <aludel/migration/freed_key.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/migration/renderer.hpp>
#include <aludel/migration/shortcut.hpp>
#include <aludel/migration/stop_sentence.hpp>
#include <aludel/migration/touched_triggers.hpp>
#include <aludel/script/script.hpp>
#include <aludel/script/script_part.hpp>
#include <aludel/script/script_writer.hpp>
#include <aludel/script/write.hpp>

#endif
