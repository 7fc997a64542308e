// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/duration.hpp>
#include <aludel/online/observer.hpp>

#include <optional>  // optional

namespace aludel::inline v0_1 {

/// How to migrate.
///
///     al::upgrade<history>(db, {.watch = [](const al::migration_event& event) { ... }});
struct migration_options {
    observer watch{};  ///< is told what happens

    /// One transaction for each revision instead of one for all; what the history's settings say, unless it is said here.
    std::optional<bool> transaction_per_revision{};

    /// How long to wait for other processes that use the database: the time spent waiting in one transaction, or for one
    /// revision without a transaction, BEGIN and COMMIT together. Zero: not at all. Nothing: as long as the connection
    /// does by itself.
    std::optional<duration> busy_timeout = duration::of_milliseconds(5000);

    /// Look for rows without a parent after tables were rebuilt, when foreign keys were off. It reads all tables that
    /// have foreign keys, before and after.
    bool check_foreign_keys = true;

    /// Go on where revisions were edited after the database ran them, without `.accept_checksum(...)` on each.
    bool allow_edited = false;

    /// baseline: whatever the database holds, it counts as what the revision leads to.
    bool allow_differences = false;

    /// Migrate although `journal_mode` is OFF, where nothing can be rolled back, or MEMORY, where a crash damages the file.
    bool allow_unsafe_journal = false;

    /// Go on with a revision without a transaction that another process began and did not finish, at the statement that it
    /// did not finish: only after looking what that statement has done. Never while the other process is alive.
    bool take_over = false;

    bool purge = false;  ///< stamp: forget what the version table says, even if it cannot be understood
};

}  // namespace aludel::inline v0_1
