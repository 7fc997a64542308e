// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/errors.hpp>
#include <aludel/dialect/mysql_family/own_tables.hpp>
#include <aludel/dialect/mysql_family/settings.hpp>
#include <aludel/dialect/no_needs.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/dialect/session.hpp>

#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

using online::failure;
using online::failure_of;
using online::flow;
using online::reply;

/// A setting of the session: its name, the value that a migration needs, and whether that is a text.
struct session_setting {
    std::string_view name;
    std::string_view value;
    bool is_text;
};

/// What a migration relies on. Texts are read as the statements are written, what does
/// not fit is refused, and a fill of all rows is allowed.
inline constexpr session_setting session_settings[] = {
    {"autocommit", "1", false},
    {"sql_mode", sql_mode, true},
    {"foreign_key_checks", "1", false},
    {"unique_checks", "1", false},
    {"sql_safe_updates", "0", false},
    {"character_set_client", "utf8mb4", true},
    {"character_set_results", "utf8mb4", true},
    {"character_set_connection", "utf8mb4", true},
    {"collation_connection", "", true},
    {"lock_wait_timeout", "", false},  // the time to wait for others
    {"innodb_lock_wait_timeout", "", false},
};
inline constexpr std::size_t setting_count = sizeof session_settings / sizeof *session_settings;

/// Transactions of a migration in MariaDB and MySQL, which hold rows only: each change of the schema commits by itself.
/// Migrations exclude each other by a lock of the session with a name (GET_LOCK). It is polled, so that the time to
/// wait is the caller's, held until the migration ends, and freed when the connection is lost.
template <class Dialogue, class Dialect, const spelling& Words>
class basic_session : public online::session_base<Dialogue, errors> {
    using base = online::session_base<Dialogue, errors>;
    using base::channel_;
    using base::is_ours_;
    using base::left_open_;
    using base::patience_;

public:
    using dialect_type = Dialect;
    using base::base;
    using base::failed;

    /// Before any change: sets what the statements rely on.
    flow<> open(const online::session_scope& scope) {
        if (scope.settings != nullptr) {
            sql_text name;
            put_lock_name(name, Words, *scope.settings);
            lock_ = name.str();
        }
        std::string sql = "SELECT 1";
        for (const session_setting& each : session_settings) sql.append(", @@session.").append(each.name);
        const reply result = co_await channel_.query(sql);
        if (result.failed()) throw failed(result, sql);
        const row_values& row = result.rows[0];
        const std::string seconds = patience_ ? std::to_string(patience_->nanoseconds / 1'000'000'000 + 1) : "";
        std::string change = "SET SESSION ";
        for (std::size_t i = 0; i < setting_count; ++i) {
            const session_setting& each = session_settings[i];
            std::string value(each.value);
            if (each.name.ends_with("lock_wait_timeout")) value = seconds;
            const bool is_collation = each.name == "collation_connection";  // setting its character set changes it
            if (is_collation || (!value.empty() && value != online::cell(row, i + 1)))
                put_setting(restore_, each, online::cell(row, i + 1));
            if (!value.empty()) put_setting(change, each, value);
        }
        const reply changed = co_await channel_.execute(change);
        if (changed.failed()) throw failed(changed, change);
        is_open_ = true;
    }

    /// Whether the settings are those of a migration.
    [[nodiscard]] bool is_open() const { return is_open_; }

    flow<> meet(const dialect::no_needs&) { co_return; }
    flow<> step_outside(bool) { co_return; }

    /// Begins a transaction, and takes the lock of migrations before the first one.
    flow<> begin() {
        const std::string lock = "SELECT GET_LOCK(" + lock_ + ", 0)";
        while (!is_locked_) {
            const reply result = co_await channel_.query(lock);
            if (result.failed()) throw failed(result, lock);
            is_locked_ = online::cell(result.rows[0], 0) == "1";
            if (is_locked_) break;
            const bool again = co_await base::nap();
            if (!again)
                throw failure_of(migration_error_kind::database_busy, "another migration of this database is running",
                                 "Wait until it is done, or give a longer busy_timeout (--wait of the tool).");
        }
        constexpr std::string_view sql = "START TRANSACTION";
        const reply begun = co_await channel_.execute(sql);
        is_ours_ = channel_.in_transaction();
        if (begun.failed()) throw failed(begun, sql);
    }

    /// Whether no other migration of this database has a connection: the lock of each is freed with its connection,
    /// behind the statement that was running.
    [[nodiscard]] bool is_alone() const { return is_locked_; }

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

    /// Restores the settings that `open` changed, and frees the lock.
    flow<> restore() {
        if (is_locked_) {
            const std::string free = "DO RELEASE_LOCK(" + lock_ + ")";
            static_cast<void>(co_await channel_.execute(free));
            is_locked_ = false;
        }
        if (!is_open_) co_return;
        is_open_ = false;
        reply result = co_await channel_.execute(restore_);
        if (result.failed() && base::kind_of(result) != connection_error_kind::connection_lost)
            not_restored_ = static_cast<reply&&>(result);
    }
    [[nodiscard]] const reply* not_restored() const { return not_restored_.failed() ? &not_restored_ : nullptr; }
    [[nodiscard]] std::string_view not_restored_statement() const {
        return not_restored_.failed() ? std::string_view(restore_) : std::string_view{};
    }
    [[nodiscard]] static std::string_view why_no_rollback() { return ""; }

private:
    static constexpr std::string_view set_session = "SET SESSION ";

    static void put_setting(std::string& sql, const session_setting& setting, std::string_view value) {
        if (sql.size() != set_session.size()) sql += ", ";
        sql.append(setting.name).append(" = ");
        if (setting.is_text) sql.append("'").append(value).append("'");
        else sql.append(value);
    }

    std::string lock_ = "''";
    std::string restore_{set_session};
    bool is_open_ = false, is_locked_ = false;
    reply not_restored_;
};

}  // namespace aludel::inline v0_1::mysql_family
