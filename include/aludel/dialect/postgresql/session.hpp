// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/postgresql/dialect.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/dialect/session.hpp>

#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

using online::failure;
using online::failure_of;
using online::flow;
using online::reply;

/// Transactions of a migration in PostgreSQL. Migrations exclude each other by an advisory lock of the transaction. It
/// is polled: a session that waits for it would hold a snapshot, and CREATE INDEX CONCURRENTLY waits for those
/// (measured on 12, 15 and 18: deadlock). It ends with the transaction, also where a pool gives the next one another
/// session.
template <class Dialogue>
class basic_session : public online::session_base<Dialogue, errors> {
    using base = online::session_base<Dialogue, errors>;
    using base::channel_;
    using base::is_ours_;
    using base::left_open_;
    using base::patience_;

public:
    using dialect_type = dialect_of<op::dialect_id::postgresql>;
    using base::base;
    using base::failed;

    /// The schemas that a reader looks into, besides the current one.
    [[nodiscard]] const std::vector<std::string>& schemas() const { return schemas_; }
    void look_into(std::vector<std::string> schemas) { schemas_ = std::move(schemas); }

    /// Before any change: throws if the server cannot be written to, and has strings read as the statements write them.
    flow<> open(const online::session_scope& scope) {
        if (scope.settings != nullptr) lock_ = scope.settings->version_table.hash;
        constexpr std::string_view sql =
            "SELECT pg_is_in_recovery(), current_setting('transaction_read_only'), "
            "current_setting('standard_conforming_strings')";
        const reply result = co_await channel_.query(sql);
        if (result.failed()) throw failed(result, sql);
        if (online::cell(result.rows[0], 0) == "t")
            throw failure_of(migration_error_kind::not_possible, "the server is a standby, which takes no changes",
                             "Connect to the primary server.");
        if (online::cell(result.rows[0], 1) == "on")
            throw failure_of(migration_error_kind::not_possible, "the session is read-only",
                             "Set default_transaction_read_only = off, or connect as another user.");
        conforms_ = online::cell(result.rows[0], 2) == "on";
        if (conforms_) co_return;
        constexpr std::string_view on = "SET standard_conforming_strings = on";
        const reply changed = co_await channel_.execute(on);
        if (changed.failed()) throw failed(changed, on);
    }

    flow<> meet(const needs&) { co_return; }
    flow<> step_outside(bool) { co_return; }

    /// Begins a transaction that holds the lock of migrations.
    flow<> begin() {
        std::string sql = "BEGIN; ";
        if (patience_)
            sql += "SET LOCAL lock_timeout = " + std::to_string(patience_->nanoseconds / 1'000'000 + 1) + "; ";
        sql += "SELECT pg_try_advisory_xact_lock(1097622885, " + std::to_string(static_cast<std::int32_t>(lock_)) + ")";
        for (;;) {
            const reply result = co_await channel_.query(sql);
            is_ours_ = channel_.in_transaction();
            if (result.failed()) throw failed(result, sql);
            if (online::cell(result.rows[0], 0) == "t") co_return;
            co_await rollback();
            const bool again = co_await base::nap();
            if (!again)
                throw failure_of(migration_error_kind::database_busy, "another migration of this database is running",
                                 "Wait until it is done, or give a longer busy_timeout (--wait of the tool).");
        }
    }

    /// Rolls back the transaction of the engine, and no other.
    flow<> rollback() {
        if (!is_ours_ || !channel_.in_transaction()) {
            is_ours_ = false;
            co_return;
        }
        reply result = co_await channel_.execute("ROLLBACK");
        if (result.failed()) left_open_ = static_cast<reply&&>(result);
        if (!channel_.in_transaction()) is_ours_ = false;
    }

    /// Restores the setting that `open` changed.
    flow<> restore() {
        if (conforms_) co_return;
        conforms_ = true;
        reply result = co_await channel_.execute(conforming_off);
        if (result.failed()) not_restored_ = static_cast<reply&&>(result);
    }
    [[nodiscard]] const reply* not_restored() const { return not_restored_.failed() ? &not_restored_ : nullptr; }
    [[nodiscard]] std::string_view not_restored_statement() const {
        return not_restored_.failed() ? conforming_off : std::string_view{};
    }
    [[nodiscard]] static std::string_view why_no_rollback() { return ""; }

private:
    static constexpr std::string_view conforming_off = "SET standard_conforming_strings = off";

    bool conforms_ = true;
    std::uint32_t lock_ = 0;
    reply not_restored_;
    std::vector<std::string> schemas_;
};

}  // namespace aludel::inline v0_1::postgresql_dialect
