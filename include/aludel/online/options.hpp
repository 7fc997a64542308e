// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/online/applied_version.hpp>
#include <aludel/online/observer.hpp>
#include <aludel/schema/object_filter.hpp>

#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace aludel::inline v0_1 {

/// Chooses the objects that take part in a comparison.
using object_predicate = detail::callback<bool(const schema_object&)>;

/// Options of a migration.
///
///     al::upgrade<history>(db, {.watch = [](const al::migration_event& event) { ... }});
struct migration_options {
    observer watch{};  ///< called with every event

    /// Called for each version that is applied or reverted, in its transaction. Not set: as in the settings of the
    /// history.
    version_hook on_version_applied{};

    /// Arguments for the functions of `al::run` and for the hook, each `key=value`. One that is not, or whose key the
    /// settings of the history do not have, is a std::invalid_argument.
    std::vector<std::string> arguments{};

    /// One transaction per revision instead of one for all. Not set: as in the settings of the history.
    std::optional<bool> transaction_per_revision{};

    /// Longest time to wait for other processes that use the database: the total per transaction or per revision
    /// without a transaction, BEGIN and COMMIT included. Zero: no waiting. Not set: the connection's own behaviour.
    std::optional<duration> busy_timeout = duration::of_milliseconds(5000);

    /// Longest time that a statement waits for the lock of a table, before the transaction is rolled back and repeated,
    /// for which `busy_timeout` is the limit: a migration that waits for a lock keeps others waiting. A revision can
    /// have its own. Not set: `busy_timeout`. A database with one lock for all ignores it.
    std::optional<duration> lock_timeout{};

    /// Longest time that a statement may run. A revision can have its own. Not set: as the session has it. A
    /// database whose statements nothing ends ignores it.
    std::optional<duration> statement_timeout{};

    /// How often at most a transaction is repeated after a lock timeout, a deadlock or a serialization failure: with
    /// growing pauses, while `busy_timeout` lasts. Functions of `al::run` in it are called again.
    unsigned repeats = 10;

    /// Check for rows without parent after tables were rebuilt with foreign keys off. Reads all tables with foreign
    /// keys, before and after.
    bool check_foreign_keys = true;

    /// Migrate even if revisions without `.accept_checksum(...)` were edited after the database ran them.
    bool allow_edited = false;

    /// baseline: accept any differences between the database and the schema of the revision.
    bool allow_differences = false;

    /// baseline: the objects that are compared. Not set: all.
    object_predicate compared{};

    /// Migrate although `journal_mode` is OFF, which makes a rollback impossible, or MEMORY, with which a crash
    /// corrupts the file.
    bool allow_unsafe_journal = false;

    /// Resume a revision without a transaction that another process left unfinished, at the unfinished statement. Check
    /// first what that statement has done. Has no effect while the other process is alive.
    bool take_over = false;

    bool purge = false;  ///< stamp: make the version table anew, even one with unreadable rows or other columns
};

}  // namespace aludel::inline v0_1
