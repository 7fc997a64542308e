// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/migration/schema_statements.hpp>
#include <aludel/model/models.hpp>
#include <aludel/online/describe.hpp>
#include <aludel/sql/own_tables.hpp>
#include <aludel/operation/settings.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// Creates all that a schema holds, in a database that holds nothing.
template <connection Connection>
void create_all(Connection& db, const schema& wanted) {
    for (const statement& each : statements_of(wanted))
        if (each.kind == statement_kind::sql) db.execute(each.sql.str());
}

/// In what a database differs from the schema that a history gives it at a target, "- " before what it lacks and "+ "
/// before what it has too much. `scratch` is a database that holds nothing: the schema is made there and the two are
/// compared as SQLite sees them, so no spelling misleads.
template <connection Connection, connection Scratch>
std::vector<std::string> drift(const history_view& history, Connection& db, Scratch& scratch, std::string_view target) {
    create_all(scratch, detail::schema_at_revision(history, target));
    const std::vector<std::string> own = online::own_tables(*history.settings);
    return differences(describe(db, own), describe(scratch, own));
}
template <const auto& History, connection Connection, connection Scratch>
std::vector<std::string> drift(Connection& db, Scratch&& scratch, std::string_view target = "heads") {
    return drift(History.view(), db, scratch, target);
}

}  // namespace aludel::inline v0_1
