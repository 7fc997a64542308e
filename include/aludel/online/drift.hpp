// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/migration/schema_statements.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/options.hpp>
#include <aludel/schema/difference_text.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

/// Creates all that a schema holds, in a database that holds nothing.
template <connection Connection>
void create_all(Connection& db, const schema& wanted) {
    for (const statement& each : statements_of(wanted))
        if (each.kind == statement_kind::sql) db.execute(each.sql.str());
}

/// In what a database differs from the schema that a history gives it at a target; "current" is where its version table says
/// that it is. What raw SQL of the history makes is expected as well; what functions of `run` make cannot be known. Texts are
/// compared as SQLite reads them, and names of constraints not at all. It reads, and takes no lock; it throws a
/// `migration_error`, and a `revision_error` for a target that the history cannot resolve.
///
///     for (const al::difference& each : al::drift<history>(db)) std::cout << each.text().text() << '\n';
template <const auto& History, connection Connection>
difference_list drift(Connection&& db, std::string_view target = "heads") {
    online::dialogue talk(online::state_of(db));
    online::migrator engine(History.view(), db.dialect(), talk, migration_options());
    return online::drive<std::remove_cvref_t<decltype(History)>>(engine.drift(target), talk, db);
}

}  // namespace aludel::inline v0_1
