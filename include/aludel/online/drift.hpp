// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/schema/difference_text.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

/// Creates all objects of a schema in an empty database. Throws the errors of the connection.
template <connection Connection>
void create_all(Connection& db, const schema& wanted) {
    const statement_list statements = statements_of<connected_dialect<std::remove_cvref_t<Connection>>>(wanted);
    for (const statement& each : statements)
        if (each.kind == statement_kind::sql) db.execute(each.sql.str());
}

/// The differences between a database and the schema of a history at a target; "current" is the revision in its version
/// table. Objects that raw SQL of the history creates are expected; those of `run` functions are unknown. Definitions
/// are compared in normalized form, names of constraints are not. Reads only, without a lock. Throws a
/// `migration_error`, and a `revision_error` for a target that the history cannot resolve.
///
///     for (const al::difference& each : al::drift<history>(db)) std::cout << each.text().text() << '\n';
template <const auto& History, connection Connection>
difference_list drift(Connection&& db, std::string_view target = "heads") {
    return online::run_flow<History>(db, {}, [&](auto& engine) { return engine.drift(target); });
}

}  // namespace aludel::inline v0_1
