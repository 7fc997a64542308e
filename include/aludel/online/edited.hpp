// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/own_table_text.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/online/version_state.hpp>
#include <aludel/operation/checksum.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <optional>     // optional
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// A revision that was edited after the database ran it. Checksums in the form of the journal.
struct edited_revision {
    std::string revision;
    std::string checksum_in_journal;
    std::string checksum_now;
};

namespace online {

/// Whether a checksum in the journal is that of the revision or one that it lists in `.accept_checksum(...)`.
inline bool is_accepted(const op::revision& revision, std::string_view in_journal) {
    std::uint64_t ran = 0, older = 0;
    if (!op::parse_checksum(in_journal, ran)) return false;
    if (ran == op::checksum_of(revision.upgrade)) return true;
    for (const std::string_view each : revision.accepted_checksums)
        if (op::parse_checksum(each, older) && older == ran) return true;
    return false;
}

/// A checksum in the form of the journal.
inline std::string checksum_text(std::uint64_t checksum) {
    sql_text sql;
    put_checksum(sql, checksum);
    return sql.str();
}

/// Whether a database reached its revision through a squash: the last revision of the squashed run is applied, and the
/// journal has no entry of the run after that of the squash.
inline bool came_by_squash(const revision_graph& graph, const detail::revision_marks& applied,
                           const op::revision& squash, const query_result& entries, std::size_t own) {
    if (!applied[graph.index_of(squash.id)]) return false;
    for (std::size_t position = own + 1; position < entries.size(); ++position)
        for (const name& replaced : squash.replaces)
            if (entries[position][0] && replaced.text() == *entries[position][0]) return false;
    return true;
}

/// The revisions whose journal entry has another checksum, in the order of the entries. Only applied revisions whose
/// last entry is an upgrade count: for a stamped one it is unknown which form was run.
template <class Session>
flow<detail::vector<edited_revision>> read_edited(Session& session, const history_view& history,
                                                  const revision_graph& graph, const std::vector<std::string>& rows) {
    detail::vector<edited_revision> found;
    if (rows.empty()) co_return found;
    sql_text words;
    read_last_entries(words, *history.settings, Session::dialect_type::own_tables::words, own_scope::engine);
    const std::string sql = words.str();
    const std::optional<reply> answer = co_await read_own_table(session, history.settings->journal_table, sql);
    if (!answer) co_return found;
    if (answer->failed()) throw Session::failed(*answer, sql);
    const query_result& entries = answer->rows;
    const detail::revision_marks applied = graph.applied_at(graph.find("current", version_rows(rows)));
    for (std::size_t position = 0; position < entries.size(); ++position) {
        const row_values& entry = entries[position];
        if (!entry[0] || !entry[2] || entry[1] != "upgrade") continue;
        const name id{std::string_view(*entry[0])};
        for (std::size_t i = 0; i < history.size(); ++i) {
            const op::revision& revision = history.at(static_cast<revision_index>(i));
            if (!(revision.id == id) || is_accepted(revision, *entry[2])) continue;
            if (i < applied.size ? !applied[i] : !came_by_squash(graph, applied, revision, entries, position)) continue;
            found.push_back({*entry[0], *entry[2], checksum_text(op::checksum_of(revision.upgrade))});
        }
    }
    co_return found;
}

/// The failure for a database with edited revisions, with the remedy.
inline failure refused_for(const detail::vector<edited_revision>& edited) {
    constexpr std::size_t most = 5;
    std::string message;
    for (std::size_t i = 0; i < edited.size() && i < most; ++i)
        message += (i == 0 ? "revision " : "; revision ") + backticked(edited[i].revision) +
            " was edited after the database ran it: its checksum was " + backticked(edited[i].checksum_in_journal) +
            " then and is " + backticked(edited[i].checksum_now) + " now";
    if (edited.size() > most) message += "; and so were " + std::to_string(edited.size() - most) + " more";
    return failure_of(migration_error_kind::edited, message,
                      "Restore the old text and write a new revision; or, where databases that ran the old one are "
                      "fine, say .accept_checksum(\"" +
                          edited[0].checksum_in_journal + "\") on revision " + backticked(edited[0].revision) + ".");
}

}  // namespace online
}  // namespace aludel::inline v0_1
