// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/online/options.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Takes over a database that predates the history: writes that it is at a target, and runs nothing. Throws a
/// `migration_error`, and changes nothing, when the version table has rows already, or when the database does not hold
/// exactly what the target leads to (see `drift`); every difference is listed then, and `allow_differences` accepts them.
///
///     al::baseline<history>(db, "2fda6446e69f");
template <const auto& History, connection Connection>
migration_report baseline(Connection&& db, std::string_view target, const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::baseline, {target}, options);
}

}  // namespace aludel::inline v0_1
