// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/revision_numbers.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Records that a database that predates the history is at a target; runs nothing. Throws a `migration_error`, and
/// changes nothing, if the version table has rows or the database differs from the schema of the target (see `drift`).
/// The error lists every difference; `allow_differences` accepts them, and only objects for which `compared` is true
/// are looked at.
///
///     al::baseline<history>(db, "2fda6446e69f");
template <const auto& History, connection Connection>
migration_report baseline(Connection&& db, std::string_view target, const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::baseline, {target}, options);
}

/// The same for the revision that the number of the database (`PRAGMA user_version`) stands for, which is not changed.
/// Throws a `migration_error` for a number that is not given.
///
///     al::baseline<history>(db, {{1, "47f559ec82bb"}, {2, "2fda6446e69f"}});
template <const auto& History, connection Connection>
migration_report baseline(Connection&& db, const revision_numbers& numbers, const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::baseline, numbers.revisions, options, &numbers.numbers);
}

}  // namespace aludel::inline v0_1
