// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/operation/direction.hpp>

#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <stdexcept>  // runtime_error
#include <string>     // string
#include <utility>    // move
#include <vector>     // vector

namespace aludel::inline v0_1 {

/// Why a migration failed.
enum class migration_error_kind : std::uint8_t {
    unsupported_database,   ///< the history does not list this database in its dialects, or only a newer version of it
    in_transaction,         ///< the connection is in a transaction, or has an unfinished statement, of the caller
    unknown_revision,       ///< the database is at a revision that this program does not have
    corrupt_version_table,  ///< the version table has contents that no migration writes
    database_busy,          ///< another process kept the database locked, or changed its version meanwhile
    statement_failed,       ///< the database refused a statement
    run_failed,             ///< the function of a `run` step threw
    transaction_ended,      ///< a statement, function or observer ended the migration's transaction, or left one open
    foreign_keys,           ///< the migration would create foreign key violations
    view_broken,            ///< a view or a trigger would be invalid afterwards
    not_possible,           ///< the engine cannot do this safely on this database
    edited,                 ///< revisions were edited after the database ran them
    has_version,            ///< a baseline was asked for on a database that has a revision already
    schema_differs,         ///< the database does not have the schema of the baseline's revision
    name_conflict,          ///< a temporary object, or one of an attached database, has a name that the history uses
    unfinished,             ///< a revision without a transaction was begun by another process and not finished
    unsafe_journal,         ///< the database's journal_mode can lose the database in a crash
    not_restored,           ///< the migration succeeded, but a setting of the connection could not be restored
    /// A table to be rebuilt, or a view, has something that the history does not know and that would be lost.
    unknown_part,
    foreign_statement,  ///< the SQL that the database stores for an object would not create exactly this object
    commit_unknown,     ///< the connection was lost during COMMIT: the next run finds out whether it was committed
};

/// The rows because of which a constraint refuses a change, as they would be after it: of UNIQUE those that share their
/// values, of FOREIGN KEY those without a parent.
struct offending_rows {
    static constexpr std::size_t most = 5;  ///< rows that are kept

    std::string table{};  ///< empty: no rows are known
    /// The primary key, or the rowid (`ctid`) where there is none or it is what is violated, and the columns of the
    /// constraint.
    std::vector<std::string> columns{};
    query_result rows{};    ///< values as text, shortened to 60 characters; of BLOBs, hexadecimal
    bool has_more = false;  ///< there are more than these
};

/// What failed, and where. A failed migration leaves the database unchanged; with one transaction per revision, at the
/// last revision that succeeded. `what()` says which, and what to do. The exception of the adapter or of a function is
/// nested in the error, if there is one.
struct migration_error_details {
    migration_error_kind kind = migration_error_kind::statement_failed;
    std::string revision{};  ///< the revision that failed; empty: none had begun
    aludel::direction direction = aludel::direction::upgrade;
    std::size_t statement = 0;        ///< the number of the statement in the revision, from 0
    std::size_t statement_count = 0;  ///< statements of the revision; 0: it failed outside of them
    std::string sql{};                ///< what was executed
    int code = 0;                     ///< the error code of the database; 0: not an error of the database
    std::string sqlstate{};           ///< the SQLSTATE of the error, where the database has one
    std::string message{};            ///< the message of the database or of the exception
    offending_rows rows{};            ///< of a constraint that failed, where the database tells
};

/// A migration failed. `what()` is a complete message for a person; the members are those of `migration_error_details`.
class migration_error : public std::runtime_error {
public:
    migration_error(const std::string& sentence, migration_error_details details)
        : std::runtime_error(sentence),
          details_(std::move(details)) {}

    [[nodiscard]] migration_error_kind kind() const noexcept { return details_.kind; }
    [[nodiscard]] const std::string& revision() const noexcept { return details_.revision; }
    [[nodiscard]] aludel::direction direction() const noexcept { return details_.direction; }
    [[nodiscard]] std::size_t statement() const noexcept { return details_.statement; }
    [[nodiscard]] std::size_t statement_count() const noexcept { return details_.statement_count; }
    [[nodiscard]] const std::string& sql() const noexcept { return details_.sql; }
    [[nodiscard]] int code() const noexcept { return details_.code; }
    [[nodiscard]] const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    [[nodiscard]] const std::string& message() const noexcept { return details_.message; }
    [[nodiscard]] const offending_rows& rows() const noexcept { return details_.rows; }

private:
    migration_error_details details_;
};

}  // namespace aludel::inline v0_1
