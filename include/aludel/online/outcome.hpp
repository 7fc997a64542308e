// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/failure.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

// What a failed migration reports about the database: only what is certain.

namespace aludel::inline v0_1::online {

/// The remedy for a database whose objects exist and whose version table has no row.
inline constexpr const char* take_it_over =
    "If the database is older than the history, take it over with al::baseline (baseline of the tool).";

/// The remedy for a redo of an edited revision that fails.
inline constexpr const char* restore_it =
    "The revision was edited after the database ran it, and its downgrade is that of the new text. Restore the old "
    "text, "
    "downgrade, and edit it then.";

/// The state of the engine when it failed, and the rows of the version table.
struct database_aftermath {
    bool begun = false;                             ///< a transaction, or a step without one, had begun
    bool outside = false;                           ///< statements ran without a transaction
    bool committing = false;                        ///< COMMIT was executed and did not succeed
    bool has_done_steps = false;                    ///< earlier transactions have committed steps
    const std::vector<std::string>& rows;           ///< before the transaction
    const std::vector<std::string>& expected;       ///< after the transaction
    const std::vector<std::string>* now = nullptr;  ///< as read after the failure; null: not readable
};

/// The state of the database, concluded from its version table.
inline std::string outcome_of_rows(migration_error_kind why, const database_aftermath& aftermath,
                                   std::string_view why_no_rollback) {
    if (!aftermath.begun) return "Nothing was changed.";
    const std::string before = backticked_list(aftermath.rows, "base");
    std::string now = "what the version table says could not be read.";
    if (aftermath.now) now = "the version table says " + backticked_list(*aftermath.now, "base") + ".";
    if (why == migration_error_kind::transaction_ended && !aftermath.outside)
        return "What the transaction had done until then is in the database if it was committed, and gone if it was "
               "rolled back; " +
            now;
    if (!why_no_rollback.empty()) return std::string(why_no_rollback) + ", and nothing was rolled back; " + now;
    if (aftermath.committing && !aftermath.now)
        return "Whether it is in the database is not known, since it could not be read again.";
    if (aftermath.committing && *aftermath.now == aftermath.expected)
        return "It is in the database all the same, which is at " + backticked_list(*aftermath.now, "base") + ".";
    if (aftermath.outside)
        return "The revision runs without a transaction: what it did until then stays, and the version table still "
               "says " +
            before + ".";
    if (aftermath.has_done_steps) return "What came before is done, and the database is at " + before + ".";
    return "Nothing was changed; the database is at " + before + ".";
}

/// The state of the database and of the connection.
template <class Session>
std::string outcome_of(migration_error_kind why, const database_aftermath& aftermath, const Session& session,
                       bool in_transaction) {
    if (why == migration_error_kind::not_restored)
        return "The database is at " + backticked_list(aftermath.rows, "base") + ".";
    std::string sentence = outcome_of_rows(why, aftermath, session.why_no_rollback());
    if (const reply* const open = session.left_open(); open != nullptr)
        sentence = "ROLLBACK failed as well (" + open->message +
            "): the transaction is still open, and its changes are lost unless it is committed.";
    else if (in_transaction && aftermath.begun) sentence += " A transaction is open that the migration did not begin.";
    if (const reply* const left = session.not_restored(); left != nullptr)
        sentence +=
            " The connection could not be set back as it was: " + std::string(session.not_restored_statement()) +
            " failed" + (left->message.empty() ? "" : " (" + left->message + ")") + ".";
    return sentence;
}

/// The migration succeeded, but a setting of the connection could not be restored.
template <class Session>
failure unrestored(const Session& session) {
    failure why = session.failed(*session.not_restored(), session.not_restored_statement());
    why.details.kind = migration_error_kind::not_restored;
    why.sentence = "the migration is done, and the connection could not be set back as it was: " + why.sentence;
    why.remedy = "Set it back by hand, or close the connection.";
    return why;
}

}  // namespace aludel::inline v0_1::online
