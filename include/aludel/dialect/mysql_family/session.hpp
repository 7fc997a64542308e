// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/cluster_lock.hpp>
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
/// wait is the caller's, held until the migration ends, and freed when the connection is lost. In a cluster it is the
/// lock of a node, and there is a second one behind it; see `cluster_lock`.
template <class Dialogue, class Dialect, const spelling& Words>
class basic_session : public online::session_base<Dialogue, errors> {
    using base = online::session_base<Dialogue, errors>;
    using base::channel_;
    using base::is_ours_;
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
        take_over_ = scope.take_over;
        co_await find_cluster(scope.settings);
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
        if (lock_of_all_.is_needed()) change += cluster_settings, restore_ += restore_of_cluster_;
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
        if (lock_of_all_.is_needed()) {
            if (!lock_of_all_.is_held()) co_await take_lock_of_all();
            co_return co_await begin_as_holder(true);
        }
        constexpr std::string_view sql = "START TRANSACTION";
        const reply begun = co_await channel_.execute(sql);
        is_ours_ = channel_.in_transaction();
        if (begun.failed()) throw failed(begun, sql);
    }

    /// See session_base. In a cluster only by the holder of the lock.
    flow<reply> write_own(std::string_view sql, bool tells = true) {
        const bool inside = channel_.in_transaction();
        if (!lock_of_all_.is_needed() || is_ours_) co_return co_await base::when_free(sql);
        if (inside) {  // begun by the revision itself
            const std::string keep = lock_of_all_.keep(tells);
            const reply kept = co_await channel_.execute(keep);
            if (!kept.failed() && kept.changes != 1) throw cluster_lock::lost();
            if (kept.failed()) co_return kept;
            co_return co_await channel_.execute(sql);
        }
        for (;;) {
            co_await begin_as_holder(tells);
            reply result = co_await channel_.execute(sql);
            const bool is_written = !result.failed();
            if (is_written) result = co_await base::try_commit();
            if (!result.failed()) co_return result;
            co_await base::rollback();
            if (base::kind_of(result) != connection_error_kind::deadlock) co_return result;
            const bool again = co_await base::nap();
            if (!again) co_return result;
        }
    }

    /// Whether no other migration of this database has a connection: the lock of each is freed with its connection,
    /// behind the statement that was running.
    [[nodiscard]] bool is_alone() const { return is_locked_; }

    /// Restores the settings that `open` changed, and frees the lock.
    flow<> restore() {
        if (lock_of_all_.is_held()) {
            const std::string free = lock_of_all_.release();
            static_cast<void>(co_await base::when_free(free));
        }
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

    static std::string literal(const std::string& value) {
        const bool is_number = !value.empty() && value.find_first_not_of("0123456789") == value.npos;
        return is_number ? value : "'" + value + "'";
    }
    /// Finds out whether the server is a node of a cluster.
    flow<> find_cluster(const op::settings* settings) {
        constexpr std::string_view variables =
            "SHOW VARIABLES WHERE variable_name IN ('wsrep_on', 'wsrep_sync_wait', 'wsrep_osu_method', 'wait_timeout', "
            "'wsrep_trx_fragment_size', 'wsrep_trx_fragment_unit')";
        const reply found = co_await channel_.query(variables);
        if (found.failed()) throw failed(found, variables);
        bool is_on = false;
        restore_of_cluster_.clear();
        for (const row_values& row : found.rows) {
            const std::string variable = online::cell(row, 0), value = online::cell(row, 1);
            if (variable == "wsrep_on") is_on = value == "ON";
            else restore_of_cluster_.append(", ").append(variable).append(" = ").append(literal(value));
        }
        if (!is_on) co_return;
        constexpr std::string_view status = "SHOW STATUS LIKE 'wsrep_gcomm_uuid'";
        const reply node = co_await channel_.query(status);
        if (node.failed()) throw failed(node, status);
        if (!node.rows.empty()) lock_of_all_.need(online::cell(node.rows[0], 1), settings);
    }

    /// Takes the lock of the cluster, with the one of the node.
    flow<> take_lock_of_all() {
        const std::string read = lock_of_all_.read();
        std::string beat;
        duration quiet_since = online::now();
        for (;;) {
            const duration began = online::now();
            const reply seen = co_await channel_.query(read);
            const bool is_slow = online::since(began).nanoseconds > cluster_lock::quiet.nanoseconds / 2;
            if (seen.failed() || seen.rows.empty()) {
                co_await find_lock_of_all(seen, read, online::since(began));
                continue;
            }
            const lock_row row = cluster_lock::row_of(seen.rows[0]);
            if (is_slow || row.beat != beat) beat = row.beat, quiet_since = online::now();
            bool is_free = row.holder.empty() || lock_of_all_.is_of_this_node(row);
            if (!is_free) {
                const std::string find = lock_of_all_.find_node(row);
                const reply node = co_await channel_.query(find);
                is_free = !node.failed() && node.rows.empty();
            }
            const bool is_quiet = online::since(quiet_since).nanoseconds > cluster_lock::quiet.nanoseconds;
            const bool is_left = !is_free && !is_slow && cluster_lock::is_left_over(row, take_over_);
            if (is_free || (is_left && is_quiet)) {
                const std::string take = lock_of_all_.take(row);
                const reply taken = co_await base::when_free(take);
                if (taken.failed() && base::kind_of(taken) != connection_error_kind::lock_timeout)
                    throw failed(taken, take);
                if (!taken.failed() && taken.changes == 1) co_return lock_of_all_.hold();
            } else if (is_left) {
                static_cast<void>(co_await channel_.sleep(duration::of_milliseconds(50)));
                continue;
            }
            base::count_waited(online::since(began));
            const bool again = co_await base::nap();
            if (!again) throw cluster_lock::held(row);
        }
    }
    /// After the lock could not be read: creates it, or waits.
    flow<> find_lock_of_all(const reply& seen, std::string_view read, duration took) {
        if (seen.failed() && !base::may_be_missing_name(seen)) {
            const connection_error_kind kind = base::kind_of(seen);
            // Causal reads wait for a change of the schema that runs, and not for ever.
            const bool waits = kind == connection_error_kind::lock_timeout || kind == connection_error_kind::busy ||
                kind == connection_error_kind::deadlock;
            base::count_waited(took);
            bool again = false;
            if (waits) again = co_await base::nap();
            if (!again) throw failed(seen, read);
            co_return;
        }
        const std::string make = seen.failed() ? cluster_lock::create() : lock_of_all_.insert();
        const reply made = co_await base::when_free(make);
        if (made.failed()) throw failed(made, make);
    }

    /// Begins a transaction which no other than the holder of the lock can commit.
    flow<> begin_as_holder(bool tells) {
        const std::string sql = lock_of_all_.begin(tells);
        const reply begun = co_await base::when_free(sql);
        is_ours_ = channel_.in_transaction();
        if (begun.failed()) throw failed(begun, sql);
        if (begun.changes != 1) {
            co_await base::rollback();
            throw cluster_lock::lost();
        }
        const reply rest = co_await channel_.execute(cluster_lock::begun);
        if (rest.failed()) throw failed(rest, cluster_lock::begun);
    }

    /// Reads see what was written on any node, and changes of the schema are made on all.
    static constexpr std::string_view cluster_settings = ", wsrep_sync_wait = 7, wsrep_osu_method = 'TOI'";

    cluster_lock lock_of_all_;
    std::string restore_of_cluster_;
    bool take_over_ = false;
    std::string lock_ = "''";
    std::string restore_{set_session};
    bool is_open_ = false, is_locked_ = false;
    reply not_restored_;
};

}  // namespace aludel::inline v0_1::mysql_family
