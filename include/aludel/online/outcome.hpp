// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/failure.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

// What a failed migration says about the database: only what is known.

namespace aludel::inline v0_1::online {

/// Where the engine was when it failed, and what the version table holds.
struct database_aftermath {
    bool begun = false;           ///< a transaction, or a step outside of one
    bool outside = false;         ///< statements ran without a transaction
    bool committing = false;      ///< COMMIT was said, and did not answer well
    bool has_done_steps = false;  ///< in transactions before
    const std::vector<std::string>& rows;                     ///< before the transaction
    const std::vector<std::string>& expected;                 ///< behind it
    const std::vector<std::string>* now = nullptr;            ///< as read again; null: it cannot be read
};

/// What became of the database, by its version table.
inline std::string outcome_of_rows(migration_error_kind why, const database_aftermath& at, std::string_view why_no_rollback) {
    if (!at.begun) return "Nothing was changed.";
    const std::string before = backticked_list(at.rows, "base");
    std::string now = "what the version table says could not be read.";
    if (at.now) now = "the version table says " + backticked_list(*at.now, "base") + ".";
    if (why == migration_error_kind::transaction_ended && !at.outside)
        return "What the transaction had done until then is in the database if it was committed, and gone if it was rolled back; " + now;
    if (!why_no_rollback.empty()) return std::string(why_no_rollback) + ", and nothing was rolled back; " + now;
    if (at.committing && !at.now) return "Whether it is in the database is not known, since it could not be read again.";
    if (at.committing && *at.now == at.expected)
        return "It is in the database all the same, which is at " + backticked_list(*at.now, "base") + ".";
    if (at.outside)
        return "The revision runs without a transaction: what it did until then stays, and the version table still says " + before + ".";
    if (at.has_done_steps) return "What came before is done, and the database is at " + before + ".";
    return "Nothing was changed; the database is at " + before + ".";
}

/// The same, and what is left of the connection.
template <class Session>
std::string outcome_of(migration_error_kind why, const database_aftermath& at, const Session& session, bool in_transaction) {
    if (why == migration_error_kind::not_restored) return "The database is at " + backticked_list(at.rows, "base") + ".";
    std::string sentence = outcome_of_rows(why, at, session.why_no_rollback());
    if (const reply* const open = session.left_open(); open != nullptr)
        sentence = "ROLLBACK failed as well (" + open->message +
                   "): the transaction is still open, and nothing of it is in the database until somebody commits it.";
    else if (in_transaction && at.begun)
        sentence += " A transaction is open that the migration did not begin.";
    if (const reply* const left = session.not_restored(); left != nullptr)
        sentence += " The connection could not be set back as it was: " + std::string(session.not_restored_statement()) + " failed" +
                    (left->message.empty() ? "" : " (" + left->message + ")") + ".";
    return sentence;
}

/// The migration went well, and something could not be set back.
template <class Session>
failure unrestored(const Session& session) {
    failure why = session.failed(*session.not_restored(), session.not_restored_statement());
    why.details.kind = migration_error_kind::not_restored;
    why.sentence = "the migration is done, and the connection could not be set back as it was: " + why.sentence;
    why.remedy = "Set it back by hand, or close the connection.";
    return why;
}

}  // namespace aludel::inline v0_1::online
