// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/own_tables.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/claimant.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/own_tables.hpp>

#include <cstdlib>      // atoi
#include <string>       // string, to_string
#include <string_view>  // string_view

// The lock of migrations in a cluster of nodes that all take writes (Galera). A lock of a session is known to its node
// alone, so that behind it there is a row, which is written by compare-and-set with causal reads. Its holder
//   - writes it again in each transaction of the engine, first: who has lost it can commit nothing;
//   - lets that write be replicated at once (a fragment), so that the row is locked on all nodes while the transaction
//     is open, and no longer than the connection lives;
//   - is disconnected by its node when it says nothing for `idle_seconds`.
// The row is left over, and is taken, when its holder is known to be gone, or has not written it for `lease_seconds`.

namespace aludel::inline v0_1::mysql_family {

/// The row of the lock as read: the holder, as by `claimant::name()`, empty if there is none; the node; a number that
/// changes with each write; since when; and the age of the last write in seconds, -1 while it may be as old as it will.
struct lock_row {
    std::string holder, node, beat, since;
    int age = -1;
};

/// The statements about the lock, and this run as its holder. It executes nothing itself.
class cluster_lock {
public:
    static constexpr int idle_seconds = 60, lease_seconds = 90;
    /// How long the row must be seen unchanged by quick reads before it is taken from a holder: a change of the schema
    /// makes reads wait, and its end must be written first.
    static constexpr duration quiet = duration::of_milliseconds(1000);

    [[nodiscard]] bool is_needed() const { return !node_.empty(); }
    [[nodiscard]] bool is_held() const { return is_held_; }
    void hold() { is_held_ = true; }

    /// `node`: the identity of the connection's node in the cluster.
    void need(std::string_view node, const op::settings* settings) {
        node_ = node;
        if (settings != nullptr) version_table_ = literal(settings->version_table);
        me_.begin();
        holder_ = literal(me_.name());
    }

    static std::string create() {
        return "CREATE TABLE IF NOT EXISTS " + table() +
            " (\n    version_table VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,\n    holder "
            "VARCHAR(255) NOT NULL,\n    node VARCHAR(36) NOT NULL,\n    beat BIGINT NOT NULL,\n    since DATETIME NOT "
            "NULL,\n    written DATETIME\n) ENGINE = InnoDB";
    }
    [[nodiscard]] std::string insert() const {
        return "INSERT IGNORE INTO " + table() + " VALUES (" + version_table_ +
            ", '', '', 0, UTC_TIMESTAMP(), UTC_TIMESTAMP())";
    }
    [[nodiscard]] std::string read() const {
        return "SELECT holder, node, beat, since, COALESCE(TIMESTAMPDIFF(SECOND, written, UTC_TIMESTAMP()), -1) FROM " +
            table() + own_row();
    }
    /// The answer to `read`.
    static lock_row row_of(const row_values& row) {
        return {online::cell(row, 0), online::cell(row, 1), online::cell(row, 2), online::cell(row, 3),
                std::atoi(online::cell(row, 4).c_str())};
    }
    /// Changes one row if the lock is as it was read.
    [[nodiscard]] std::string take(const lock_row& seen) const {
        return "UPDATE " + table() + " SET holder = " + holder_ + ", node = " + literal(node_) +
            ", beat = beat + 1, since = UTC_TIMESTAMP(), written = UTC_TIMESTAMP()" + own_row() +
            " AND beat = " + seen.beat;
    }
    /// Begins a transaction, and changes one row in it if the lock is still held. `tells`: of what follows, the catalog
    /// will tell whether it was done. Otherwise only a person can, so that the lock does not become old.
    std::string begin(bool tells) {
        std::string sql = idle_limit(tells);
        sql += "SET SESSION wsrep_trx_fragment_unit = 'statements', wsrep_trx_fragment_size = 1; START TRANSACTION; ";
        return sql + keep(tells);
    }
    [[nodiscard]] std::string keep(bool tells) const {
        return "UPDATE " + table() + " SET beat = beat + 1, written = " + (tells ? "UTC_TIMESTAMP()" : "NULL") +
            own_row() + " AND holder = " + holder_;
    }
    /// Behind `begin`: the rest of the transaction is replicated at its end.
    static constexpr std::string_view begun = "SET SESSION wsrep_trx_fragment_size = 0";
    /// Frees the lock if it is still held.
    std::string release() {
        is_held_ = false;
        return "UPDATE " + table() + " SET holder = '', beat = beat + 1" + own_row() + " AND holder = " + holder_;
    }

    /// Whether this node holds the lock. Then it is left over: who holds it has the lock of the node as well.
    [[nodiscard]] bool is_of_this_node(const lock_row& row) const { return row.node == node_; }
    /// A row if a node is in the cluster. The user may lack the privilege to know.
    [[nodiscard]] std::string find_node(const lock_row& row) const {
        return "SELECT 1 FROM mysql.wsrep_cluster_members WHERE node_uuid = " + literal(row.node);
    }
    /// Whether the holder is gone as far as its process or the age of the row tell.
    static bool is_left_over(const lock_row& row, bool take_over) {
        const online::liveness holder = online::claimant::find(row.holder);
        if (holder == online::liveness::unknown) return take_over || row.age > lease_seconds;
        return holder == online::liveness::dead;
    }

    /// The failure while another migration has the lock.
    static online::failure held(const lock_row& row) {
        return online::failure_of(
            migration_error_kind::database_busy,
            "another migration of this database is running on another node of the cluster (" + row.node + "), since " +
                row.since,
            "Wait until it is done, or give a longer busy_timeout (--wait of the tool); if you know that "
            "it has ended, go on with take_over (--take-over of the tool).");
    }
    /// The failure when the lock was taken away.
    static online::failure lost() {
        return online::failure_of(
            migration_error_kind::database_busy,
            "another migration of this database has taken the lock of the cluster meanwhile, as this one "
            "was not heard of",
            "Migrate again: that goes on from where the database is.");
    }

private:
    static std::string literal(std::string_view text) {
        sql_text result;
        dialect::put_escaped_string(result, text);
        return result.str();
    }
    static std::string table() {
        sql_text result;
        dialect::put_identifier(result, std::string_view(online::lock_table), own_tables::words.style);
        return result.str();
    }
    [[nodiscard]] std::string own_row() const { return " WHERE version_table = " + version_table_; }

    /// What makes the node disconnect this session when it is idle, or no longer.
    std::string idle_limit(bool wanted) {
        if (is_limited_ == wanted) return {};
        is_limited_ = wanted;
        return "SET SESSION wait_timeout = " + (wanted ? std::to_string(idle_seconds) : std::string("DEFAULT")) + "; ";
    }

    std::string node_, version_table_ = "''", holder_;
    online::claimant me_;
    bool is_held_ = false, is_limited_ = false;
};

}  // namespace aludel::inline v0_1::mysql_family
