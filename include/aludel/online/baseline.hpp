// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/options.hpp>

#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

/// Takes over a database that predates the history: writes that it is at a target, and runs nothing. Throws a
/// `migration_error`, and changes nothing, when the version table has rows already, or when the database does not hold
/// exactly what the target leads to; every difference is listed then, and `allow_differences` accepts them. `scratch` is a
/// database that holds nothing: the schema to compare with is made there.
template <const auto& History, connection Connection, connection Scratch>
migration_report baseline(Connection&& db, Scratch&& scratch, std::string_view target, const migration_options& options = {}) {
    online::dialogue talk(online::first_state_of(db));
    online::migrator<connected_dialect<std::remove_cvref_t<Connection>>> engine(History.view(), db.dialect(), talk, options);
    const auto compare = [&] { return drift(History.view(), db, scratch, target); };
    return online::drive<std::remove_cvref_t<decltype(History)>>(engine.baseline(target, compare), talk, db);
}

/// The same with a scratch database in memory, which the connection's type can open.
///
///     al::baseline<history>(db, "2fda6446e69f");
template <const auto& History, connection Connection>
    requires requires { std::remove_cvref_t<Connection>::from_url("sqlite:///:memory:"); }
migration_report baseline(Connection&& db, std::string_view target, const migration_options& options = {}) {
    return baseline<History>(db, std::remove_cvref_t<Connection>::from_url("sqlite:///:memory:"), target, options);
}

}  // namespace aludel::inline v0_1
