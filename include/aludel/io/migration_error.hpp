// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/direction.hpp>

#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <stdexcept>  // runtime_error
#include <string>     // string
#include <utility>    // move

namespace aludel::inline v0_1 {

/// Why a migration came to nothing.
enum class migration_error_kind : std::uint8_t {
    unsupported_database,   ///< the history is not written for this database, or for a newer version of it
    in_transaction,         ///< the connection is inside a transaction or a statement of the caller
    unknown_revision,       ///< the database is at a revision that this program does not have
    corrupt_version_table,  ///< the version table is not what any migration leaves behind
    database_busy,          ///< another process kept the database locked, or changed its version meanwhile
    statement_failed,       ///< the database refused a statement
    run_failed,             ///< the function of a `run` step threw
    transaction_ended,      ///< a statement, function or observer ended the migration's transaction, or left one open
    foreign_keys,           ///< rows would be left without their parent
    view_broken,            ///< a view or a trigger would no longer work
    not_possible,           ///< the engine cannot do that safely
    edited,                 ///< revisions were edited after the database ran them
    has_version,            ///< a baseline is for a database that no migration has touched, and this one is at a revision
    schema_differs,         ///< the database does not hold what the revision of a baseline leads to
    name_conflict,          ///< a temporary object, or one of an attached database, has a name that the history uses
    unfinished,             ///< a revision without a transaction was begun by a process that did not finish it
    unsafe_journal,         ///< the database's journal_mode can lose it
    not_restored,           ///< the migration is done, and something could not be set back on the connection
    unknown_part,           ///< a table to be rebuilt, or a view, has what the history does not know and what would be lost
    foreign_statement,      ///< the statement that the database keeps for an object is not what makes this object, and no more
};

/// What failed, and where. A failing migration leaves the database as it was, or with one transaction per revision at the
/// last revision that was done; `what()` says which, and what to do. The adapter's or the function's own exception is
/// nested in it where there is one.
struct migration_error_details {
    migration_error_kind kind = migration_error_kind::statement_failed;
    std::string revision{};  ///< empty: no revision had begun
    aludel::direction direction = aludel::direction::upgrade;
    std::size_t statement = 0;        ///< which of its statements, from 0
    std::size_t statement_count = 0;  ///< 0: none of them
    std::string sql{};                ///< what was executed
    int code = 0;                     ///< the database's number for the error; 0: not an error of the database
    std::string message{};            ///< the database's words, or the exception's
};

class migration_error : public std::runtime_error {
public:
    migration_error(const std::string& sentence, migration_error_details details)
        : std::runtime_error(sentence), details_(std::move(details)) {}

    [[nodiscard]] migration_error_kind kind() const noexcept { return details_.kind; }
    [[nodiscard]] const std::string& revision() const noexcept { return details_.revision; }
    [[nodiscard]] aludel::direction direction() const noexcept { return details_.direction; }
    [[nodiscard]] std::size_t statement() const noexcept { return details_.statement; }
    [[nodiscard]] std::size_t statement_count() const noexcept { return details_.statement_count; }
    [[nodiscard]] const std::string& sql() const noexcept { return details_.sql; }
    [[nodiscard]] int code() const noexcept { return details_.code; }
    [[nodiscard]] const std::string& message() const noexcept { return details_.message; }

private:
    migration_error_details details_;
};

}  // namespace aludel::inline v0_1
