// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/version_table.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint64_t
#include <string_view>  // string_view

// The journal in words, for scripts and for the engine alike: what was done to the database, when, and by which form of
// the revision. It never decides what there is to do, the version table does: it only tells whether a revision still says
// what was run.

namespace aludel::inline v0_1 {

/// How long a step took is not known to a script; it says NULL.
inline constexpr std::int64_t unknown_duration = -1;

constexpr void create_journal(sql_text& to, const op::settings& settings, const op::dialect&, own_scope scope = own_scope::script) {
    to.put("CREATE TABLE IF NOT EXISTS ");
    put_own_table(to, settings.journal_table, scope);
    // Another database has other words for the number of a row, and for times.
    to.put(" (\n    entry INTEGER PRIMARY KEY,\n    revision VARCHAR(32) NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n"
           "    checksum CHAR(16) NOT NULL,\n    applied_at TIMESTAMP NOT NULL,\n    duration_ms INTEGER\n)");
}

/// The last entry of each revision: revision, direction and checksum, oldest first.
constexpr void read_last_entries(sql_text& to, const op::settings& settings, const op::dialect&, own_scope scope = own_scope::script) {
    to.put("SELECT revision, direction, checksum FROM ");
    put_own_table(to, settings.journal_table, scope);
    to.put(" WHERE entry IN (SELECT max(entry) FROM ");
    put_own_table(to, settings.journal_table, scope);
    to.put(" GROUP BY revision) ORDER BY entry");
}

/// A checksum as the journal has it.
constexpr void put_checksum(sql_text& to, std::uint64_t checksum) {
    char digits[op::checksum_digits]{};
    for (std::size_t i = op::checksum_digits; i-- > 0; checksum >>= 4) digits[i] = "0123456789abcdef"[checksum & 15];
    to.put(digits, op::checksum_digits);
}

/// One entry; what was done is `upgrade`, `downgrade`, `stamp` or `baseline`. The database says the time itself, in UTC.
constexpr void write_journal(sql_text& to, const op::settings& settings, const op::dialect&, name revision, std::string_view done,
                             std::uint64_t checksum, std::int64_t duration_ms = unknown_duration, own_scope scope = own_scope::script) {
    to.put("INSERT INTO ");
    put_own_table(to, settings.journal_table, scope);
    to.put(" (revision, direction, checksum, applied_at, duration_ms) VALUES (");
    dialect::put_string(to, revision);
    to.put(", '").put(done).put("', '");
    put_checksum(to, checksum);
    to.put("', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ");
    if (duration_ms == unknown_duration) to.put("NULL)");
    else to.put_number(static_cast<std::uint64_t>(duration_ms)).put(")");
}

/// The entry for a revision that was applied or taken back.
constexpr void write_journal(sql_text& to, const op::settings& settings, const op::dialect& dialect, const op::revision& revision,
                             direction way, std::int64_t duration_ms = unknown_duration, own_scope scope = own_scope::script) {
    write_journal(to, settings, dialect, revision.id, way == direction::upgrade ? "upgrade" : "downgrade",
                  op::checksum_of(revision.upgrade), duration_ms, scope);
}

}  // namespace aludel::inline v0_1
