// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/online/clock.hpp>
#include <aludel/online/dialogue.hpp>
#include <aludel/online/failure.hpp>
#include <aludel/online/flow.hpp>

#include <optional>     // optional
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

/// What is SQLite's own about a migration: its transactions, its pragmas, and what its error numbers mean. Everything set
/// here is set back by `restore`. Another database gets a session of its own, with the same members.
template <class Dialogue>
class basic_sqlite_session {
public:
    explicit basic_sqlite_session(Dialogue& talk) : talk_(talk) {}

    static bool is_busy(int code) { return (code & 0xFF) == 5 || (code & 0xFF) == 6; }

    /// What to do about an error.
    static std::string_view remedy(int code) {
        switch (code & 0xFF) {
            case 5: return "Another connection holds the database: try again when it is done, or give a longer busy_timeout.";
            case 6: return "A statement of this connection, or of one that shares its cache, is not finished: finish it first.";
            case 8: return "Open the database for writing, and see to it that its file and folder are writable.";
            case 10: return "The disk or its file system fails: see to that first.";
            case 11: return "The file is damaged: restore it from a backup.";
            case 13: return "The disk is full: make room and try again.";
            case 19: return "Rows that exist contradict it: correct them, or correct the revision.";
            case 26: return "The file is no SQLite database, or encrypted: look at its path.";
            default: return "";
        }
    }

    /// Lets statements wait for other connections, for so long. Nothing: the connection is left as it is.
    flow<> wait_for_others(std::optional<duration> most) {
        if (!most || old_timeout_) co_return;
        old_timeout_ = co_await read("PRAGMA busy_timeout");
        co_await write("PRAGMA busy_timeout = " + std::to_string(most->milliseconds()));
    }

    /// Sets PRAGMA foreign_keys for the next transaction: off, or as the caller has it. Within a transaction it would do
    /// nothing and say nothing, so it is read back.
    flow<> foreign_keys(bool off) {
        if (off == keys_off_) co_return;
        if (!old_keys_) old_keys_ = co_await read("PRAGMA foreign_keys");
        if (!old_legacy_) old_legacy_ = co_await read("PRAGMA legacy_alter_table");
        keys_off_ = off;
        if (*old_keys_ == "0") co_return;
        co_await write(off ? "PRAGMA foreign_keys = 0" : "PRAGMA foreign_keys = 1");
        const std::string now = co_await read("PRAGMA foreign_keys");
        if (now != (off ? "0" : "1"))
            throw failure_of(migration_error_kind::not_possible,
                             "foreign keys cannot be switched off, and a table cannot be rebuilt with them on",
                             "Use a connection without an open transaction or statement.");
    }

    /// Takes the write lock at once: what has only read cannot always be promoted to a writer.
    flow<> begin() {
        const reply said = co_await talk_.execute("BEGIN IMMEDIATE");
        if (said.failed()) throw failed(said, "BEGIN IMMEDIATE");
    }

    /// A reader can keep COMMIT from finishing; the transaction stays, and COMMIT can be said again.
    flow<> commit(std::optional<duration> most) {
        const duration began = now();
        for (int tries = 0;; ++tries) {
            const reply said = co_await talk_.execute("COMMIT");
            if (!said.failed()) co_return;
            const bool again = is_busy(said.code) && said.in_transaction && (tries < 3 || (most && since(began).nanoseconds < most->nanoseconds));
            if (!again) throw failed(said, "COMMIT");
            static_cast<void>(co_await talk_.sleep(duration::of_milliseconds(25)));
        }
    }

    /// SQLite ends a transaction by itself when the disk is full or fails; then there is nothing to roll back.
    flow<> rollback() {
        if (talk_.in_transaction()) static_cast<void>(co_await talk_.execute("ROLLBACK"));
    }

    /// Sets everything back. What fails here must not hide what failed before, so nothing is thrown.
    flow<> restore() {
        if (keys_off_ && *old_keys_ != "0") static_cast<void>(co_await talk_.execute("PRAGMA foreign_keys = 1"));
        if (old_legacy_) static_cast<void>(co_await talk_.execute("PRAGMA legacy_alter_table = " + *old_legacy_));
        if (old_timeout_) static_cast<void>(co_await talk_.execute("PRAGMA busy_timeout = " + *old_timeout_));
    }

    /// A failed request as a failure of the engine.
    static failure failed(const reply& said, std::string_view sql) {
        failure why{{.kind = migration_error_kind::statement_failed}, said.message, std::string(remedy(said.code)), said.failure};
        if (is_busy(said.code)) why.details.kind = migration_error_kind::database_busy;
        why.details.sql = sql;
        why.details.code = said.code;
        why.details.message = said.message;
        return why;
    }

private:
    flow<std::string> read(std::string_view pragma) {
        const reply said = co_await talk_.query(pragma);
        if (said.failed()) throw failed(said, pragma);
        // A pragma that this build of SQLite does not have gives no row.
        co_return said.rows.empty() || said.rows[0].empty() ? std::string("0") : said.rows[0][0].value_or("0");
    }
    flow<> write(std::string pragma) {
        const reply said = co_await talk_.execute(pragma);
        if (said.failed()) throw failed(said, pragma);
    }

    Dialogue& talk_;
    bool keys_off_ = false;
    std::optional<std::string> old_keys_;
    std::optional<std::string> old_legacy_;
    std::optional<std::string> old_timeout_;
};

// A template only so that programs which include it and migrate nothing do not pay for its coroutines.
using sqlite_session = basic_sqlite_session<dialogue>;

}  // namespace aludel::inline v0_1::online
