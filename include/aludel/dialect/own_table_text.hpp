// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint8_t, uint64_t
#include <string_view>  // string_view

// The statements about the library's own tables, for scripts and for the engine alike, in the SQL that all databases
// share.
//
//   version   Alembic's: one column, a row for each revision that nothing applied stands on. It alone decides what to
//             run.
//   journal   what was done to the database, when, and by which form of the revision. Informational: it only tells
//             whether
//             a revision still says what was run.
//   claim     there only while a revision runs without a transaction, or was not finished. No transaction can keep
//             other
//             processes away from it, so whoever runs it says so here, and how far it came. Where CREATE TABLE commits
//             by
//             itself the table stays, and the claim is its row.

namespace aludel::inline v0_1 {

/// What differs between databases in these statements.
struct own_table_words {
    char quote = '"';               ///< around identifiers
    std::string_view schema{};      ///< that the engine names in front of a table
    std::string_view entry_type{};  ///< of a primary key whose numbers the database counts up itself
    std::string_view time_type{};   ///< of a time in UTC
    std::string_view now{};         ///< an expression: the time now
};

/// Who names a table. The engine says in which schema it is, since a table of that name in another one must not be
/// taken for it; a script leaves that to whoever runs it.
enum class own_scope : std::uint8_t { script, engine };

/// The name of one of the library's own tables; `suffix` becomes part of it.
constexpr void put_own_table(sql_text& to, const own_table_words& words, std::string_view table, own_scope scope,
                             std::string_view suffix = {}) {
    if (scope == own_scope::engine && !words.schema.empty())
        dialect::put_quoted(to, words.schema.data(), words.schema.size(), words.quote), to.put(".");
    to.put(&words.quote, 1);
    dialect::put_doubled(to, table, words.quote);
    to.put(suffix).put(&words.quote, 1);
}

////////////////////////////////////////
// The version table. Its column goes unquoted: where a quoted name that is no column counts as text, 'version_num'
// would be read then.

/// CREATE TABLE of the version table. It stands when the database was stamped or taken over, hence IF NOT EXISTS.
constexpr void create_version_table(sql_text& to, const op::settings& settings, const own_table_words& words,
                                    own_scope scope = own_scope::script) {
    to.put("CREATE TABLE IF NOT EXISTS ");
    put_own_table(to, words, settings.version_table, scope);
    to.put(" (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT ");
    put_own_table(to, words, settings.version_table, own_scope::script, "_pkc");
    to.put(" PRIMARY KEY (version_num)\n)");
}

/// SELECT of all rows, in the order of the alphabet.
constexpr void read_version_table(sql_text& to, const op::settings& settings, const own_table_words& words,
                                  own_scope scope = own_scope::script) {
    to.put("SELECT version_num FROM ");
    put_own_table(to, words, settings.version_table, scope);
    to.put(" ORDER BY version_num");
}

/// The statement of one write. It must meet exactly one row, except for `delete_all`.
constexpr void write_version(sql_text& to, const op::settings& settings, const own_table_words& words,
                             const version_write& write, own_scope scope = own_scope::script) {
    const bool inserts = write.kind == version_write_kind::insert;
    const bool updates = write.kind == version_write_kind::update;
    to.put(inserts ? "INSERT INTO " : updates ? "UPDATE " : "DELETE FROM ");
    put_own_table(to, words, settings.version_table, scope);
    if (inserts || updates) {
        to.put(inserts ? " (version_num) VALUES (" : " SET version_num = ");
        dialect::put_string(to, write.to);
        if (inserts) to.put(")");
    }
    if (write.from.empty()) return;
    to.put(" WHERE version_num = ");
    dialect::put_string(to, write.from);
}

////////////////////////////////////////
// The journal.

/// How long a step took is not known to a script; it says NULL.
inline constexpr std::int64_t unknown_duration = -1;

constexpr void create_journal(sql_text& to, const op::settings& settings, const own_table_words& words,
                              own_scope scope = own_scope::script) {
    to.put("CREATE TABLE IF NOT EXISTS ");
    put_own_table(to, words, settings.journal_table, scope);
    to.put(" (\n    entry ").put(words.entry_type);
    to.put(
        ",\n    revision VARCHAR(32) NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n    checksum CHAR(16) NOT NULL,\n  "
        "  applied_at ");
    to.put(words.time_type).put(" NOT NULL,\n    duration_ms INTEGER\n)");
}

/// The last entry of each revision: revision, direction and checksum, oldest first.
constexpr void read_last_entries(sql_text& to, const op::settings& settings, const own_table_words& words,
                                 own_scope scope = own_scope::script) {
    to.put("SELECT revision, direction, checksum FROM ");
    put_own_table(to, words, settings.journal_table, scope);
    to.put(" WHERE entry IN (SELECT max(entry) FROM ");
    put_own_table(to, words, settings.journal_table, scope);
    to.put(" GROUP BY revision) ORDER BY entry");
}

/// A checksum as the journal has it.
constexpr void put_checksum(sql_text& to, std::uint64_t checksum) {
    char digits[op::checksum_digits]{};
    for (std::size_t i = op::checksum_digits; i-- > 0; checksum >>= 4) digits[i] = "0123456789abcdef"[checksum & 15];
    to.put(digits, op::checksum_digits);
}

/// One entry; what was done is `upgrade`, `downgrade`, `stamp` or `baseline`. The database says the time itself, in
/// UTC.
constexpr void write_journal(sql_text& to, const op::settings& settings, const own_table_words& words, name revision,
                             std::string_view done, std::uint64_t checksum, std::int64_t duration_ms = unknown_duration,
                             own_scope scope = own_scope::script) {
    to.put("INSERT INTO ");
    put_own_table(to, words, settings.journal_table, scope);
    to.put(" (revision, direction, checksum, applied_at, duration_ms) VALUES (");
    dialect::put_string(to, revision);
    to.put(", '").put(done).put("', '");
    put_checksum(to, checksum);
    to.put("', ").put(words.now).put(", ");
    if (duration_ms == unknown_duration) to.put("NULL)");
    else to.put_number(static_cast<std::uint64_t>(duration_ms)).put(")");
}

/// The entry for a revision that was applied or taken back.
constexpr void write_journal(sql_text& to, const op::settings& settings, const own_table_words& words,
                             const op::revision& revision, direction way, std::int64_t duration_ms = unknown_duration,
                             own_scope scope = own_scope::script) {
    write_journal(to, settings, words, revision.id, way == direction::upgrade ? "upgrade" : "downgrade",
                  op::checksum_of(revision.upgrade), duration_ms, scope);
}

////////////////////////////////////////
// The claim. Only the engine writes it. The table is named after the version table that it protects:
// `aludel_version_claim`.

constexpr void put_claim_table(sql_text& to, const op::settings& settings, const own_table_words& words) {
    put_own_table(to, words, settings.version_table, own_scope::engine, "_claim");
}

/// CREATE TABLE. Without IF NOT EXISTS two claims cannot stand at the same time; with it the claim is the table's row.
constexpr void create_claim(sql_text& to, const op::settings& settings, const own_table_words& words,
                            bool keeps_table) {
    put_claim_table(to.put(keeps_table ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE "), settings, words);
    to.put(
          " (\n    revision VARCHAR(32) NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n    checksum CHAR(16) NOT "
          "NULL,\n"
          "    owner VARCHAR(255) NOT NULL,\n    claimed_at ")
        .put(words.time_type);
    to.put(" NOT NULL,\n    statements_done INTEGER NOT NULL,\n    next_begun INTEGER NOT NULL\n)");
}

constexpr void write_claim(sql_text& to, const op::settings& settings, const own_table_words& words,
                           std::string_view revision, direction way, std::uint64_t checksum, std::string_view owner) {
    put_claim_table(to.put("INSERT INTO "), settings, words);
    to.put(" VALUES ("), dialect::put_string(to, revision);
    to.put(way == direction::upgrade ? ", 'upgrade', '" : ", 'downgrade', '"), put_checksum(to, checksum);
    to.put("', "), dialect::put_string(to, owner);
    to.put(", ").put(words.now).put(", 0, 0)");
}

/// The claim's one row.
constexpr void read_claim(sql_text& to, const op::settings& settings, const own_table_words& words) {
    to.put("SELECT revision, direction, checksum, owner, claimed_at, statements_done, next_begun FROM ");
    put_claim_table(to, settings, words);
}

/// How far the revision came: so many statements are done, and nobody knows of the next one whether it is, once it has
/// begun.
constexpr void write_claim_progress(sql_text& to, const op::settings& settings, const own_table_words& words,
                                    std::uint64_t done, bool next_begun) {
    put_claim_table(to.put("UPDATE "), settings, words);
    to.put(" SET statements_done = ").put_number(done).put(next_begun ? ", next_begun = 1" : ", next_begun = 0");
}

/// Nobody has the claim any more.
constexpr void release_claim(sql_text& to, const op::settings& settings, const own_table_words& words,
                             bool next_begun) {
    put_claim_table(to.put("UPDATE "), settings, words);
    to.put(" SET owner = ''").put(next_begun ? "" : ", next_begun = 0");
}

constexpr void drop_claim(sql_text& to, const op::settings& settings, const own_table_words& words, bool keeps_table) {
    put_claim_table(to.put(keeps_table ? "DELETE FROM " : "DROP TABLE "), settings, words);
}

}  // namespace aludel::inline v0_1
