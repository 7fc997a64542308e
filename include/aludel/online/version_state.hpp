// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>

#include <cstddef>      // size_t
#include <optional>     // nullopt, optional
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// The remedy for an unusable version table.
inline constexpr const char* stamp_it = "Find out which revision it really is at, and stamp it with purge.";

/// The failure for a version table with unusable content.
inline failure corrupt(const op::settings& settings, std::string_view what, std::string_view remedy = stamp_it) {
    return failure_of(migration_error_kind::corrupt_version_table,
                      ("the version table " + backticked(settings.version_table)).append(what), remedy);
}

/// After reading one of the engine's tables failed: whether the table may be missing.
template <class Session>
flow<bool> is_missing(Session& session, const name& table) {
    sql_text exists;
    Session::dialect_type::own_tables::put_exists(exists, table);
    const std::string sql = exists.str();
    const reply result = co_await session.when_free(sql, true);
    session.require_ours(result);
    if (result.failed()) throw Session::failed(result, sql);
    co_return result.rows.empty();
}

/// The rows of one of the engine's tables; none if it does not exist. Whether it exists is only queried after reading
/// it failed accordingly; another process may create it meanwhile, so it is read once more.
template <class Session>
flow<std::optional<reply>> read_own_table(Session& session, const name& table, const std::string& sql) {
    for (bool again = false;; again = true) {
        reply result = co_await session.when_free(sql, true);
        session.require_ours(result);
        if (!result.failed()) co_return result;
        if (!Session::may_be_missing_name(result)) throw Session::failed(result, sql);
        if (result.transaction_failed) {  // it was dropped at this moment: only a new transaction can tell more
            failure why = Session::failed(result, sql);
            why.reason = connection_error_kind::deadlock;
            throw why;
        }
        if (again) co_return result;
        const bool missing = co_await is_missing(session, table);
        if (missing) co_return std::nullopt;
    }
}

/// Whether a row of the version table is one id: not empty, without NUL and line breaks.
inline bool is_id(const row_values& row) {
    return row.size() == 1 && row[0] && !row[0]->empty() &&
        row[0]->find_first_of(std::string_view("\0\n\r", 3)) == std::string::npos;
}

/// The rows of the version table, unchecked; none without the table. At head, this query is all that a migration
/// executes.
template <class Session>
flow<std::vector<std::string>> read_version(Session& session, const op::settings& settings) {
    std::vector<std::string> rows;
    sql_text select;
    read_version_table(select, settings, Session::dialect_type::own_tables::words, own_scope::engine);
    const std::string sql = select.str();
    const std::optional<reply> answer = co_await read_own_table(session, settings.version_table, sql);
    if (!answer) co_return rows;
    if (answer->failed())
        throw corrupt(settings, " cannot be read: " + answer->message,
                      "If the table belongs to another program, give the version table another name with "
                      "settings().version_table(...); otherwise stamp the database with purge (stamp --purge of the "
                      "tool), which makes the table anew.");
    for (const row_values& row : answer->rows) {
        if (!is_id(row))
            throw corrupt(settings,
                          " holds a row that is not a revision id: " +
                              (row.size() == 1 && row[0] ? backticked(*row[0]) : "NULL"));
        rows.push_back(*row[0]);
    }
    detail::sort(rows);  // independent of the column's collation
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i] == rows[i - 1]) throw corrupt(settings, " names revision " + backticked(rows[i]) + " twice");
    co_return rows;
}

/// The failure for a database at a revision that the history does not contain, with its causes and remedies.
inline failure unknown_row(const history_view& history, const std::string& row) {
    for (const op::revision& squash : history.revisions)
        for (const name& replaced : squash.replaces)
            if (replaced == name(row))
                return failure_of(migration_error_kind::unknown_revision,
                                  "the database is at revision " + backticked(row) + ", in the middle of what " +
                                      backticked(squash.id) + " has replaced",
                                  "Upgrade it with a release that still has those revisions, and then with this one.");
    return failure_of(
        migration_error_kind::unknown_revision,
        "the database is at revision " + backticked(row) + ", which this program does not have",
        "It was migrated by a newer program, or by one from another branch: use that one, or a backup from before.");
}

/// Throws a failure if the database is at a revision that the history does not contain.
inline void require_known(const history_view& history, const std::vector<std::string>& rows) {
    for (const std::string& row : rows) {
        if (history.find(name(row)) != nullptr) continue;
        throw unknown_row(history, row);
    }
}

/// Throws a failure if one row depends on another, a state that no migration produces.
inline void require_apart(const revision_graph& graph, const std::vector<std::string>& rows) {
    if (rows.size() < 2) return;
    const plan_result way = graph.try_upgrade(rows, "heads");
    if (way.error.kind == graph_error_kind::overlap)
        throw failure_of(migration_error_kind::corrupt_version_table, std::string(way.error.text()), "");
}

/// Updates the rows as a write changes the version table; alphabetical order.
inline void apply_write(std::vector<std::string>& rows, const version_write& write) {
    if (write.kind == version_write_kind::delete_all) rows.clear();
    for (std::size_t i = rows.size(); i-- != 0 && !write.from.empty();)
        if (rows[i] == write.from.text()) rows[i].swap(rows.back()), rows.pop_back();
    if (!write.to.empty()) rows.emplace_back(write.to.text());
    detail::sort(rows);
}

}  // namespace aludel::inline v0_1::online
