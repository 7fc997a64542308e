// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/journal.hpp>
#include <aludel/dialect/sqlite/version_table.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstdint>      // uint64_t
#include <string_view>  // string_view

// A claim in words. No transaction can keep other processes away from a revision that runs without one, so whoever runs
// it says so in a table that is only there meanwhile. Every migration looks whether it is there before it begins; after a
// crash it tells how far the revision came.

namespace aludel::inline v0_1 {

/// The table of claims is named after the version table that it protects: `aludel_version_claim`.
constexpr void put_claim_table(sql_text& to, const op::settings& settings) {
    to.put("main.\"");
    dialect::put_doubled(to, settings.version_table, '"');
    to.put("_claim\"");
}

/// CREATE TABLE, without IF NOT EXISTS: two claims cannot stand at the same time.
constexpr void create_claim(sql_text& to, const op::settings& settings) {
    to.put("CREATE TABLE "), put_claim_table(to, settings);
    to.put(" (\n    revision VARCHAR(32) NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n    checksum CHAR(16) NOT NULL,\n"
           "    owner VARCHAR(255) NOT NULL,\n    claimed_at TIMESTAMP NOT NULL,\n    statements_done INTEGER NOT NULL,\n"
           "    next_begun INTEGER NOT NULL\n)");
}

constexpr void write_claim(sql_text& to, const op::settings& settings, std::string_view revision, direction way,
                           std::uint64_t checksum, std::string_view owner) {
    to.put("INSERT INTO "), put_claim_table(to, settings);
    to.put(" VALUES ("), dialect::put_string(to, revision);
    to.put(way == direction::upgrade ? ", 'upgrade', '" : ", 'downgrade', '"), put_checksum(to, checksum);
    to.put("', "), dialect::put_string(to, owner);
    to.put(", strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, 0)");
}

/// The claim's one row.
constexpr void read_claim(sql_text& to, const op::settings& settings) {
    to.put("SELECT revision, direction, checksum, owner, claimed_at, statements_done, next_begun FROM ");
    put_claim_table(to, settings);
}

/// How far the revision came: so many statements are done, and nobody knows of the next one whether it is, once it has
/// begun.
constexpr void write_claim_progress(sql_text& to, const op::settings& settings, std::uint64_t done, bool next_begun) {
    to.put("UPDATE "), put_claim_table(to, settings);
    to.put(" SET statements_done = ").put_number(done).put(next_begun ? ", next_begun = 1" : ", next_begun = 0");
}

/// Nobody has the claim any more.
constexpr void release_claim(sql_text& to, const op::settings& settings, bool next_begun) {
    to.put("UPDATE "), put_claim_table(to, settings);
    to.put(" SET owner = ''").put(next_begun ? "" : ", next_begun = 0");
}

constexpr void drop_claim(sql_text& to, const op::settings& settings) { to.put("DROP TABLE "), put_claim_table(to, settings); }

}  // namespace aludel::inline v0_1
