// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/token.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>

#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// What is SQLite's own about a migration: its transactions, its pragmas, and what its error numbers mean. Everything set
/// here is set back by `restore`. Another database gets a session of its own, with the same members.
template <class Dialogue>
class basic_sqlite_session {
public:
    /// `patience`: how long to wait for other connections in one step.
    basic_sqlite_session(Dialogue& talk, std::optional<duration> patience) : talk_(talk), patience_(patience) {}

    static bool is_busy(int code) { return (code & 0xFF) == 5 || (code & 0xFF) == 6; }
    /// SQLITE_ERROR, which is what a name that does not exist gives; no other error says anything about the schema.
    static bool is_plain_error(int code) { return (code & 0xFF) == 1; }

    /// What to do about an error.
    static std::string_view remedy(int code) {
        switch (code) {
            case 531: return "A commit hook of the program refused it.";  // SQLITE_CONSTRAINT_COMMITHOOK
            case 1811: return "A trigger refused it, with RAISE.";         // SQLITE_CONSTRAINT_TRIGGER
            default: break;
        }
        switch (code & 0xFF) {
            case 5: return "Another connection holds the database: try again when it is done, or give a longer busy_timeout (--wait of the tool).";
            case 6: return "A statement of this connection, or of one that shares its cache, is not finished: finish it first.";
            case 7: return "There is no memory left: free some and try again.";
            case 8: return "Open the database for writing, and see to it that its file and folder are writable.";
            case 9: return "It was interrupted: migrate again.";
            case 10: return "The disk or its file system fails: see to that first.";
            case 11: return "The file is damaged: restore it from a backup.";
            case 13: return "The disk is full: make room and try again.";
            case 19: return "Rows that exist contradict it: correct them, or correct the revision.";
            case 23: return "The program's authorizer refused it.";
            case 26: return "The file is no SQLite database, or encrypted: look at its path.";
            default: return "";
        }
    }

    /// Before anything is changed: refuses a connection on which a migration is not safe, and sets what it needs.
    flow<> prepare(bool allow_unsafe_journal, bool is_in_file) {
        if (talk_.has_open_statement())
            throw failure_of(migration_error_kind::in_transaction, "the connection has a statement that is not finished",
                             "Finish or reset it before migrating; a rollback would end it too.");
        const std::string journal = co_await read("PRAGMA main.journal_mode");
        unsafe_ = journal == "off";
        if (!allow_unsafe_journal && (unsafe_ || (journal == "memory" && is_in_file))) throw unsafe_journal(unsafe_);
        // A rename would leave the references of other tables as they are.
        old_legacy_ = co_await read("PRAGMA legacy_alter_table");
        if (old_legacy_ != "0") co_await write("PRAGMA legacy_alter_table = OFF");
    }

    /// The connection's own timeout must not be waited for in each try, beside the time that is asked for. Where it is zero
    /// the caller may have a busy handler, which no SQL can read or set back: then it is left alone. `off`: as it was.
    flow<> own_waits(bool on) {
        if (!patience_ || on == waits_) co_return;
        if (old_timeout_.empty()) {
            const std::string was = co_await read("PRAGMA busy_timeout");
            old_timeout_ = "PRAGMA busy_timeout = " + was;
        }
        waits_ = true;  // until the timeout is known to be as it was, see foreign_keys
        if (has_timeout() && on) co_await write("PRAGMA busy_timeout = 0");
        if (has_timeout() && !on) co_await write(old_timeout_);
        waits_ = on;
    }

    /// Statements and functions outside of the engine's transactions wait by themselves, each as long as a step may.
    flow<> step_outside(bool begins) {
        if (patience_) talk_.be_patient(begins ? *patience_ : duration{});
        return own_waits(!begins);
    }

    /// Sets PRAGMA foreign_keys for the next transaction: off, or as the caller has it. Within a transaction it would do
    /// nothing and say nothing, so it is read back.
    flow<> foreign_keys(bool off) {
        if (off == keys_off_) co_return;
        if (old_keys_.empty()) old_keys_ = co_await read("PRAGMA foreign_keys");
        keys_off_ = true;  // until they are known to be on: what fails in between must not keep `restore` from it
        if (old_keys_ != "0" && off) co_await write("PRAGMA foreign_keys = 0");
        if (old_keys_ != "0" && !off) co_await write("PRAGMA foreign_keys = 1");
        keys_off_ = off;
        if (old_keys_ == "0") co_return;
        const std::string is = co_await read("PRAGMA foreign_keys");
        if (is != (off ? "0" : "1"))
            throw failure_of(migration_error_kind::not_possible,
                             "foreign keys cannot be switched off, and a table cannot be rebuilt with them on",
                             "Use a connection without an open transaction or statement.");
    }

    /// A step begins: it has its own time to wait.
    void renew_patience() { waited_ = {}, naps_ = 0; }

    /// Executes a statement, or a query, as often as it takes to find the database free, as long as there is time.
    flow<reply> when_free(std::string_view sql, bool reads = false) {
        for (;;) {
            const bool inside = talk_.in_transaction();
            const duration began = now();
            reply said;
            if (reads) said = co_await talk_.query(sql);
            else said = co_await talk_.execute(sql);
            if (!said.failed() || !is_busy(said.code) || said.in_transaction != inside) co_return said;
            waited_.nanoseconds += since(began).nanoseconds;
            const bool again = co_await nap();
            if (!again) co_return said;
        }
    }

    /// Sleeps a while; false: the time to wait is over.
    flow<bool> nap() {
        if (!patience_ || waited_.nanoseconds >= patience_->nanoseconds) co_return false;
        constexpr std::int64_t milliseconds[] = {1, 2, 5, 10, 15, 20, 25};
        duration pause = duration::of_milliseconds(milliseconds[naps_ < 6 ? naps_++ : 6]);
        const std::int64_t left = patience_->nanoseconds - waited_.nanoseconds;
        if (pause.nanoseconds > left) pause.nanoseconds = left;
        const duration began = now();
        static_cast<void>(co_await talk_.sleep(pause));
        const std::int64_t slept = since(began).nanoseconds;
        waited_.nanoseconds += slept > pause.nanoseconds ? slept : pause.nanoseconds;
        co_return true;
    }

    /// Takes the write lock at once: what has only read cannot always be promoted to a writer.
    flow<> begin() {
        const reply said = co_await when_free("BEGIN IMMEDIATE");
        is_ours_ = !said.failed() || talk_.in_transaction();
        if (!said.failed()) co_return;
        std::string only = "0";
        if (said.code == 8) only = co_await read("PRAGMA query_only");
        failure why = failed(said, "BEGIN IMMEDIATE");
        if (only != "0") why.remedy = "Set PRAGMA query_only = OFF, or use another connection.";
        throw why;
    }

    /// A reader can keep COMMIT from finishing; the transaction stays then, and COMMIT can be said again.
    flow<> commit() {
        const reply said = co_await when_free("COMMIT");
        is_ours_ = talk_.in_transaction();
        if (said.failed()) throw failed(said, "COMMIT");
    }

    /// Ends the transaction that the engine began, and no other. SQLite ends one by itself when the disk is full or fails;
    /// then there is nothing to roll back. An interrupt or exhausted memory may pass, so it is tried again.
    flow<> rollback() {
        for (int tries = 0; tries < 10 && is_ours_ && talk_.in_transaction(); ++tries) {
            reply said = co_await talk_.execute("ROLLBACK");
            const bool interrupted = said.failed() && (said.code & 0xFF) == 9;
            if (said.failed()) left_open_ = std::move(said);
            // A progress handler may go on to interrupt. SQLite takes a transaction back by itself where it interrupts a
            // statement that writes, and ROLLBACK is none. Where this one succeeds, the next ROLLBACK takes it back.
            if (interrupted && talk_.in_transaction()) static_cast<void>(co_await talk_.execute("CREATE TABLE main._aludel_rollback (x)"));
        }
        if (!talk_.in_transaction()) is_ours_ = false;
    }

    /// Sets everything back, all of it even if some of it fails; `not_restored` says so then.
    flow<> restore() {
        const std::string_view pragmas[] = {
            keys_off_ && old_keys_ != "0" ? "PRAGMA foreign_keys = 1" : "",
            old_legacy_.empty() ? "" : old_legacy_ == "0" ? "PRAGMA legacy_alter_table = OFF" : "PRAGMA legacy_alter_table = ON",
            waits_ && has_timeout() ? std::string_view(old_timeout_) : std::string_view{},
        };
        for (const std::string_view pragma : pragmas) {
            reply said;
            said.in_transaction = talk_.in_transaction();
            for (int tries = 0; tries < 10 && !pragma.empty(); ++tries) {
                said = co_await talk_.execute(pragma);
                if (!said.failed()) break;
            }
            // Within a transaction SQLite ignores the first of them and says nothing.
            const bool ignored = pragma.data() == pragmas[0].data() && !pragma.empty() && said.in_transaction;
            if (!not_restored_pragma_.empty() || (!said.failed() && !ignored)) continue;
            not_restored_pragma_ = pragma, not_restored_ = std::move(said);
        }
    }

    // For what is asked inside and outside of transactions alike; each is to be awaited.
    auto execute(std::string_view sql) { return talk_.execute(sql); }
    auto query(std::string_view sql) { return talk_.query(sql); }

    /// Looks at a reply of the engine's own: one that went well has not ended the transaction. One that failed may have.
    void require_ours(const reply& said) {
        if (!is_ours_ || said.in_transaction) return;
        is_ours_ = false;
        if (!said.failed()) throw failure_of(migration_error_kind::transaction_ended, "the migration's transaction was ended by something else", "");
    }

    // After code that is not the engine's, a savepoint tells whether the transaction is still the one that it was taken
    // in: neither COMMIT nor ROLLBACK leaves one, whatever is begun behind it.

    /// Taken before such code runs.
    flow<> mark() {
        if (!is_ours_) co_return;
        const reply said = co_await talk_.execute("SAVEPOINT aludel");
        if (said.failed()) throw failed(said, "SAVEPOINT aludel");
    }
    /// Whether the transaction is still the marked one. If not, it is nothing of the engine's any more.
    flow<bool> is_unbroken() {
        if (!is_ours_) co_return true;
        const reply said = co_await talk_.execute("RELEASE aludel");
        if (!said.failed() && said.in_transaction) co_return true;
        if (said.in_transaction && !is_plain_error(said.code)) throw failed(said, "RELEASE aludel");
        is_ours_ = false;
        co_return false;
    }

    /// What is open is of the revision that runs without a transaction: it is ours to roll back.
    void adopt() { is_ours_ = talk_.in_transaction(); }
    /// The transaction has ended, or is not the engine's any more.
    void disown() { is_ours_ = false; }
    [[nodiscard]] bool is_ours() const { return is_ours_; }
    /// ROLLBACK failed, and this is why.
    [[nodiscard]] const reply* left_open() const { return is_ours_ && left_open_.failed() ? &left_open_ : nullptr; }
    /// What could not be set back, and why.
    [[nodiscard]] const reply* not_restored() const { return not_restored_pragma_.empty() ? nullptr : &not_restored_; }
    [[nodiscard]] std::string_view not_restored_pragma() const { return not_restored_pragma_; }
    [[nodiscard]] bool cannot_roll_back() const { return unsafe_; }

    /// A failed request as a failure of the engine.
    static failure failed(const reply& said, std::string_view sql) {
        failure why{{.kind = migration_error_kind::statement_failed}, final_names(said.message), std::string(remedy(said.code)), said.failure};
        if (is_busy(said.code)) why.details.kind = migration_error_kind::database_busy;
        if ((said.code & 0xFF) == 19 && said.code != 531 && said.code != 1811 && writes_own_rows(sql))
            why.remedy = "The rows that it writes contradict it, or rows that exist do: correct the one or the others.";
        why.details.sql = sql;
        why.details.code = said.code;
        why.details.message = why.sentence;
        return why;
    }

private:
    /// What SQLite says of a table that is being rebuilt, with the name that the table has for everybody else.
    static std::string final_names(std::string message) {
        constexpr std::string_view prefix = sqlite_dialect::rebuilt_prefix;
        for (std::size_t place = 0; (place = message.find(prefix, place)) != std::string::npos;) message.erase(place, prefix.size());
        return message;
    }
    /// Whether a statement brings rows of its own. The INSERT of a rebuild copies those that exist.
    static bool writes_own_rows(std::string_view sql) {
        const std::string_view verb = sqlite_dialect::token_reader(sql).peek().text;
        for (const std::string_view each : {"INSERT", "REPLACE", "UPDATE", "WITH"})
            if (dialect::same_without_case(verb, each)) return sql.find(sqlite_dialect::rebuilt_prefix) == sql.npos;
        return false;
    }

    static failure unsafe_journal(bool off) {
        return failure_of(migration_error_kind::unsafe_journal,
                          off ? "with journal_mode=OFF nothing can be rolled back, and an error can damage the database"
                              : "with journal_mode=MEMORY a crash damages the file",
                          "Set PRAGMA journal_mode=DELETE or WAL; or accept it with allow_unsafe_journal.");
    }

    flow<std::string> read(std::string_view pragma) {
        const reply said = co_await when_free(pragma, true);
        if (said.failed()) throw failed(said, pragma);
        // A pragma that this build of SQLite does not have gives no row.
        std::string value = "0";
        if (!said.rows.empty() && !said.rows[0].empty() && said.rows[0][0]) value = *said.rows[0][0];
        co_return value;
    }
    flow<> write(std::string_view pragma) {
        const reply said = co_await talk_.execute(pragma);
        if (said.failed()) throw failed(said, pragma);
    }
    [[nodiscard]] bool has_timeout() const { return !old_timeout_.empty() && !old_timeout_.ends_with(" 0"); }

    Dialogue& talk_;
    std::optional<duration> patience_;
    duration waited_{};
    unsigned naps_ = 0;
    bool is_ours_ = false;  // the open transaction
    bool keys_off_ = false;
    bool waits_ = false;
    bool unsafe_ = false;
    std::string old_keys_;    // empty: not read yet
    std::string old_legacy_;
    std::string old_timeout_;  // the statement that sets it back
    reply left_open_;
    reply not_restored_;
    std::string_view not_restored_pragma_;
};

// A template only so that programs which include it and migrate nothing do not pay for its coroutines.
using sqlite_session = basic_sqlite_session<dialogue>;

}  // namespace aludel::inline v0_1::online
