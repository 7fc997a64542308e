// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/session.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/errors.hpp>
#include <aludel/dialect/sqlite/foreign_names.hpp>
#include <aludel/dialect/sqlite/row_inquiry.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::sqlite_dialect {

using online::failure;
using online::failure_of;
using online::flow;
using online::reply;

/// Transactions and pragmas of a migration in SQLite. Every setting changed here is restored by `restore`.
template <class Dialogue>
class basic_session : public online::session_base<Dialogue, errors> {
    using base = online::session_base<Dialogue, errors>;
    using base::channel_;
    using base::is_ours_;
    using base::left_open_;
    using base::patience_;

public:
    using dialect_type = dialect_of<op::dialect_id::sqlite>;
    using base::base;
    using base::when_free;

    /// Before any change: throws if a migration on the connection is not safe, and changes the settings that it needs.
    flow<> open(const online::session_scope& scope) {
        co_await own_waits(true);
        const bool in_file = co_await require_only_main(*this, scope);
        co_await prepare(scope.allow_unsafe_journal, in_file);
    }

    /// Changes the settings that the next transaction needs.
    flow<> meet(const needs& wanted) { return foreign_keys(wanted.foreign_keys_off); }

    /// Begins or ends statements and functions outside of the engine's transactions, which wait by themselves, each as
    /// long as a step may.
    flow<> step_outside(bool begins) {
        if (patience_) channel_.be_patient(begins ? *patience_ : duration{});
        return own_waits(!begins);
    }

    /// Begins with the write lock: a reading transaction cannot always be promoted to a writing one.
    flow<> begin() {
        const reply result = co_await when_free("BEGIN IMMEDIATE");
        is_ours_ = !result.failed() || channel_.in_transaction();
        if (!result.failed()) co_return;
        std::string only = "0";
        if (result.code == 8) only = co_await read("PRAGMA query_only");
        failure why = failed(result, "BEGIN IMMEDIATE");
        if (only != "0") why.remedy = "Set PRAGMA query_only = OFF, or use another connection.";
        throw why;
    }

    /// See session_base.
    flow<> commit() {
        const reply result = co_await base::try_commit();
        if (!result.failed()) co_return;
        failure why = co_await explain(result, "COMMIT");
        throw why;
    }

    /// See session_base.
    flow<failure> explain(const reply& result, std::string_view sql) {
        failure why = failed(result, sql);
        if (!channel_.in_transaction() || !errors::is_constraint(result.code, result.message)) co_return why;
        row_inquiry<Dialogue> inquiry(channel_);
        // The one of several that failed, where the adapter knows it.
        std::string refused = result.statement.empty() ? std::string(sql) : result.statement;
        why.details.rows = co_await inquiry.ask(result.message, std::move(refused));
        co_return why;
    }

    /// Rolls back the transaction of the engine, and no other. SQLite rolls back by itself when the disk is full or
    /// fails; then there is nothing to do. An interrupt or exhausted memory can be temporary, so ROLLBACK is retried.
    flow<> rollback() {
        for (int tries = 0; tries < 10 && is_ours_ && channel_.in_transaction(); ++tries) {
            reply result = co_await channel_.execute("ROLLBACK");
            const bool interrupted = result.failed() && (result.code & 0xFF) == 9;
            if (result.failed()) left_open_ = std::move(result);
            // A progress handler may keep interrupting. SQLite rolls back by itself if it interrupts a statement that
            // writes, but ROLLBACK is not one. If this statement succeeds, the next ROLLBACK reverts it.
            if (interrupted && channel_.in_transaction())
                static_cast<void>(co_await channel_.execute("CREATE TABLE main._aludel_rollback (x)"));
        }
        if (!channel_.in_transaction()) is_ours_ = false;
    }

    /// Restores all settings, even if some fail; `not_restored` then returns the error.
    flow<> restore() {
        const std::string_view pragmas[] = {
            keys_off_ && old_keys_ != "0" ? "PRAGMA foreign_keys = 1" : "",
            old_legacy_.empty()      ? ""
                : old_legacy_ == "0" ? "PRAGMA legacy_alter_table = OFF"
                                     : "PRAGMA legacy_alter_table = ON",
            was_hiding_[0] ? hiding[0].on : "",
            was_hiding_[1] ? hiding[1].on : "",
            waits_ && has_timeout() ? std::string_view(old_timeout_) : std::string_view{},
        };
        for (const std::string_view pragma : pragmas) {
            reply result;
            result.in_transaction = channel_.in_transaction();
            for (int tries = 0; tries < 10 && !pragma.empty(); ++tries) {
                result = co_await channel_.execute(pragma);
                if (!result.failed()) break;
            }
            // Within a transaction SQLite silently ignores the first of them.
            const bool ignored = pragma.data() == pragmas[0].data() && !pragma.empty() && result.in_transaction;
            if (!not_restored_pragma_.empty() || (!result.failed() && !ignored)) continue;
            not_restored_pragma_ = pragma, not_restored_ = std::move(result);
        }
    }

    /// The error of a setting that could not be restored.
    [[nodiscard]] const reply* not_restored() const { return not_restored_pragma_.empty() ? nullptr : &not_restored_; }
    [[nodiscard]] std::string_view not_restored_statement() const { return not_restored_pragma_; }
    /// Why a rollback is impossible; empty if it is possible.
    [[nodiscard]] std::string_view why_no_rollback() const { return unsafe_ ? "journal_mode is OFF" : ""; }

    /// A failed request as a failure of the engine.
    static failure failed(const reply& result, std::string_view sql) {
        failure why = base::failed(result, sql);
        why.sentence = why.details.message = final_names(result.message);
        if ((result.code & 0xFF) == 19 && result.code != 531 && result.code != 1811 && writes_own_rows(sql))
            why.remedy = "The rows that it writes contradict it, or rows that exist do: correct the one or the others.";
        return why;
    }

private:
    /// Settings with which errors go unnoticed: rows that contradict a check, and views that a rename breaks.
    struct hiding_setting {
        std::string_view read, off, on;
    };
    static constexpr hiding_setting hiding[] = {
        {"PRAGMA ignore_check_constraints", "PRAGMA ignore_check_constraints = OFF",
         "PRAGMA ignore_check_constraints = ON"},
        {"PRAGMA writable_schema", "PRAGMA writable_schema = OFF", "PRAGMA writable_schema = ON"}};

    /// A message of SQLite with the temporary name of a rebuilt table replaced by its final name.
    static std::string final_names(std::string message) {
        constexpr std::string_view prefix = rebuilt_prefix;
        for (std::size_t place = 0; (place = message.find(prefix, place)) != std::string::npos;)
            message.erase(place, prefix.size());
        return message;
    }
    /// Whether a statement inserts new rows. The INSERT of a rebuild copies existing ones.
    static bool writes_own_rows(std::string_view sql) {
        const std::string_view verb = syntax::tokenizer(sql).peek().text;
        for (const std::string_view each : {"INSERT", "REPLACE", "UPDATE", "WITH"})
            if (dialect::same_without_case(verb, each))
                return sql.find(rebuilt_prefix) == sql.npos && !sql.starts_with(kept_values_query);
        return false;
    }

    flow<> prepare(bool allow_unsafe_journal, bool is_in_file) {
        if (channel_.has_open_statement())
            throw failure_of(migration_error_kind::in_transaction,
                             "the connection has a statement that is not finished",
                             "Finish or reset it before migrating; a rollback would end it too.");
        const std::string journal = co_await read("PRAGMA main.journal_mode");
        unsafe_ = journal == "off";
        if (!allow_unsafe_journal && (unsafe_ || (journal == "memory" && is_in_file))) throw unsafe_journal(unsafe_);
        // Otherwise a rename would not update the references of other tables.
        old_legacy_ = co_await read("PRAGMA legacy_alter_table");
        if (old_legacy_ != "0") co_await write("PRAGMA legacy_alter_table = OFF");
        for (int i = 0; i < 2; ++i) {
            const std::string is = co_await read(hiding[i].read);
            was_hiding_[i] = is != "0";
            if (was_hiding_[i]) co_await write(hiding[i].off);
        }
    }

    /// Disables the connection's own timeout, which would be added to each try. If it is zero the caller may have a
    /// busy handler, which SQL can neither read nor restore, so nothing is changed. `off` restores the timeout.
    flow<> own_waits(bool on) {
        if (!patience_ || on == waits_) co_return;
        if (old_timeout_.empty()) {
            const std::string was = co_await read("PRAGMA busy_timeout");
            old_timeout_ = "PRAGMA busy_timeout = " + was;
        }
        waits_ = true;  // until the timeout is known to be restored, see foreign_keys
        if (has_timeout() && on) co_await write("PRAGMA busy_timeout = 0");
        if (has_timeout() && !on) co_await write(old_timeout_);
        waits_ = on;
    }

    /// Sets PRAGMA foreign_keys for the next transaction: off, or the caller's value. Within a transaction it silently
    /// has no effect, so it is read back.
    flow<> foreign_keys(bool off) {
        if (off == keys_off_) co_return;
        if (old_keys_.empty()) old_keys_ = co_await read("PRAGMA foreign_keys");
        keys_off_ = true;  // until they are known to be on: an error in between must not prevent `restore`
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

    static failure unsafe_journal(bool off) {
        return failure_of(migration_error_kind::unsafe_journal,
                          off ? "with journal_mode=OFF nothing can be rolled back, and an error can damage the database"
                              : "with journal_mode=MEMORY a crash damages the file",
                          "Set PRAGMA journal_mode=DELETE or WAL; or accept it with allow_unsafe_journal.");
    }

    flow<std::string> read(std::string_view pragma) {
        const reply result = co_await when_free(pragma, true);
        if (result.failed()) throw failed(result, pragma);
        // A pragma that this build of SQLite lacks returns no row.
        std::string value = "0";
        if (!result.rows.empty() && !result.rows[0].empty() && result.rows[0][0]) value = *result.rows[0][0];
        co_return value;
    }
    flow<> write(std::string_view pragma) {
        const reply result = co_await channel_.execute(pragma);
        if (result.failed()) throw failed(result, pragma);
    }
    [[nodiscard]] bool has_timeout() const { return !old_timeout_.empty() && !old_timeout_.ends_with(" 0"); }

    bool keys_off_ = false;
    bool waits_ = false;
    bool unsafe_ = false;
    std::string old_keys_;  // empty until read
    std::string old_legacy_;
    bool was_hiding_[2]{};
    std::string old_timeout_;  // the statement that restores it
    reply not_restored_;
    std::string_view not_restored_pragma_;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
