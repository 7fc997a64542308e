// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/schema/difference_text.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

/// Creates all that a schema holds, in a database that holds nothing.
template <connection Connection>
void create_all(Connection& db, const schema& wanted) {
    const statement_list statements = statements_of<connected_dialect<std::remove_cvref_t<Connection>>>(wanted);
    for (const statement& each : statements)
        if (each.kind == statement_kind::sql) db.execute(each.sql.str());
}

/// In what a database differs from the schema that a history gives it at a target; "current" is where its version table says
/// that it is. What raw SQL of the history makes is expected as well; what functions of `run` make cannot be known. Texts are
/// compared as the database reads them, and names of constraints not at all. It reads, and takes no lock; it throws a
/// `migration_error`, and a `revision_error` for a target that the history cannot resolve.
///
///     for (const al::difference& each : al::drift<history>(db)) std::cout << each.text().text() << '\n';
template <const auto& History, connection Connection>
difference_list drift(Connection&& db, std::string_view target = "heads") {
    return online::run_flow<History>(db, {}, [&](auto& engine) { return engine.drift(target); });
}

}  // namespace aludel::inline v0_1
