// SPDX-License-Identifier: BSL-1.0
// Migrations on a connection. The list is kept by cmake/headers.py.
#pragma once

#if !(__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions))
#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"
#endif

#if __cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)

#include <aludel/rule/raise.hpp>

#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/dialect/no_watch.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/dialect/session.hpp>
#include <aludel/dialect/sqlite/comparable.hpp>
#include <aludel/dialect/sqlite/definition_reader.hpp>
#include <aludel/dialect/sqlite/duplicate_search.hpp>
#include <aludel/dialect/sqlite/errors.hpp>
#include <aludel/dialect/sqlite/expected_schema.hpp>
#include <aludel/dialect/sqlite/foreign_names.hpp>
#include <aludel/dialect/sqlite/online.hpp>
#include <aludel/dialect/sqlite/read_schema.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/row_inquiry.hpp>
#include <aludel/dialect/sqlite/row_selection.hpp>
#include <aludel/dialect/sqlite/session.hpp>
#include <aludel/dialect/sqlite/spelled_type.hpp>
#include <aludel/dialect/sqlite/statement_nature.hpp>
#include <aludel/dialect/sqlite/stored_object.hpp>
#include <aludel/dialect/sqlite/trigger_probe.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>
#include <aludel/dialect/sqlite/watch.hpp>
#include <aludel/dialect/sqlite/word_reader.hpp>
#include <aludel/io/async_connection.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/io/claimant.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/connection_error.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/io/parameter.hpp>
#include <aludel/io/row_value.hpp>
#include <aludel/io/sql_value.hpp>
#include <aludel/io/stepwise_flow.hpp>
#include <aludel/online/applied_version.hpp>
#include <aludel/online/argument_check.hpp>
#include <aludel/online/async_call.hpp>
#include <aludel/online/async_driver.hpp>
#include <aludel/online/async_migrate.hpp>
#include <aludel/online/baseline.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/online/fleet.hpp>
#include <aludel/online/inquiry.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/online/migration_state.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/observer.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/outcome.hpp>
#include <aludel/online/own_table_writer.hpp>
#include <aludel/online/placed_dialogue.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/reflect.hpp>
#include <aludel/online/report.hpp>
#include <aludel/online/revision_numbers.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/online/step_runner.hpp>
#include <aludel/online/stepwise.hpp>
#include <aludel/online/target_check.hpp>
#include <aludel/online/verification.hpp>
#include <aludel/online/verify.hpp>
#include <aludel/online/version_state.hpp>

#if defined(ALUDEL_ASIO)
#include <aludel/connection/asio.hpp>
#include <aludel/connection/asio_server.hpp>
#include <aludel/connection/asio_sqlite3.hpp>
#include <aludel/connection/asio_worker.hpp>
#include <aludel/connection/async_connections.hpp>
#include <aludel/connection/async_engine.hpp>
#include <aludel/connection/configuration.hpp>
#include <aludel/connection/option_lines.hpp>
#include <aludel/io/async_bound_statements.hpp>
#endif

#if defined(ALUDEL_ASIO) && defined(ALUDEL_MARIADB)
#include <aludel/connection/asio_mariadb.hpp>
#endif

#if defined(ALUDEL_ASIO) && defined(ALUDEL_POSTGRESQL)
#include <aludel/connection/asio_postgresql.hpp>
#endif

#if defined(ALUDEL_MARIADB)
#include <aludel/connection/mariadb.hpp>
#include <aludel/connection/mariadb_client.hpp>
#include <aludel/connection/mariadb_connection.hpp>
#include <aludel/connection/mysql.hpp>
#include <aludel/dialect/mariadb/online.hpp>
#include <aludel/dialect/mysql/online.hpp>
#include <aludel/dialect/mysql_family/cluster_lock.hpp>
#include <aludel/dialect/mysql_family/errors.hpp>
#include <aludel/dialect/mysql_family/expected_schema.hpp>
#include <aludel/dialect/mysql_family/online.hpp>
#include <aludel/dialect/mysql_family/outcome.hpp>
#include <aludel/dialect/mysql_family/read_schema.hpp>
#include <aludel/dialect/mysql_family/read_type.hpp>
#include <aludel/dialect/mysql_family/session.hpp>
#include <aludel/dialect/mysql_family/statement_nature.hpp>
#include <aludel/dialect/mysql_family/stored_statements.hpp>
#include <aludel/dialect/mysql_family/view_order.hpp>
#endif

#if defined(ALUDEL_POSTGRESQL)
#include <aludel/connection/postgresql.hpp>
#include <aludel/connection/postgresql_result.hpp>
#include <aludel/dialect/postgresql/catalog_queries.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/dialect/postgresql/expected_schema.hpp>
#include <aludel/dialect/postgresql/online.hpp>
#include <aludel/dialect/postgresql/read_schema.hpp>
#include <aludel/dialect/postgresql/read_type.hpp>
#include <aludel/dialect/postgresql/row_inquiry.hpp>
#include <aludel/dialect/postgresql/session.hpp>
#include <aludel/dialect/postgresql/statement_nature.hpp>
#include <aludel/dialect/postgresql/stored_statements.hpp>
#endif

#if defined(ALUDEL_POSTGRESQL) || defined(ALUDEL_MARIADB)
#include <aludel/dialect/catalog_reader.hpp>
#include <aludel/dialect/catalog_type.hpp>
#include <aludel/dialect/raw_objects.hpp>
#include <aludel/dialect/unquoted.hpp>
#endif

#endif
