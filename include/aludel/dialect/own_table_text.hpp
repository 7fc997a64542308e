// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
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

// The statements about the library's own tables, for scripts and for the engine, in SQL that all databases share.
//   version   Alembic's table: one column, one row per head of the applied revisions. It alone decides what to run.
//   journal   what was done to the database, when, and the checksum of the revision. Informational: it shows whether a
//             revision was edited after it ran.
//   claim     exists only while a revision without a transaction runs or is unfinished. It replaces the lock of a
//             transaction against other processes, and records the progress of the revision. Where CREATE TABLE commits
//             by itself, the table remains and its row is the claim.

namespace aludel::inline v0_1 {

/// The words in these statements that differ between databases.
struct own_table_words {
    dialect::identifier_style style{};    ///< of identifiers
    std::string_view schema{};            ///< the schema that the engine qualifies tables with
    std::string_view entry_type{};        ///< type of an auto-incremented primary key
    std::string_view time_type{};         ///< type of a time in UTC
    std::string_view now{};               ///< expression for the current time
    std::string_view time{"applied_at"};  ///< expression for the time of an entry as text, as 2026-01-31T12:00:00.000Z
    std::string_view id_type = "VARCHAR(32)";  ///< type of the id of a revision, which knows capital letters
    bool backslash_escapes = false;            ///< a backslash in a string stands before what it escapes
    /// The beginning of a statement that creates a table unless it exists, up to the name, and its end. With a
    /// `create_if`, the statement begins with that, the name in a string, and `create`.
    std::string_view create_if{};
    std::string_view create = "CREATE TABLE IF NOT EXISTS ";
    std::string_view create_end{};
};

/// Who uses the statement. The engine qualifies a table with its schema, because a table of the same name in another
/// schema must not be used instead; a script leaves the schema to whoever executes it.
enum class own_scope : std::uint8_t { script, engine };

/// Appends the name of one of the library's own tables; `suffix` becomes part of it.
constexpr void put_own_table(sql_text& sql, const own_table_words& words, std::string_view table, own_scope scope,
                             std::string_view suffix = {}) {
    if (scope == own_scope::engine && !words.schema.empty())
        dialect::put_identifier(sql, words.schema, words.style), sql.put(".");
    if (suffix.empty()) return dialect::put_identifier(sql, table, words.style);
    if (words.style.needs_quotes != nullptr && !words.style.needs_quotes(table)) {
        sql.put(table).put(suffix);
        return;
    }
    sql.put(&words.style.quote, 1);
    dialect::put_doubled(sql, table, words.style.quote);
    sql.put(suffix).put(&words.style.quote, 1);
}

/// The rows of the version table in alphabetical order, with a blank between them: what guards of scripts compare.
constexpr sql_text ids_in_order(const version_rows& rows) {
    detail::vector<name> ids = rows.ids;
    detail::sort(ids);
    sql_text result;
    for (std::size_t i = 0; i < ids.size(); ++i) result.put(i == 0 ? "" : " ").put(ids[i]);
    return result;
}

/// Appends a string.
constexpr void put_own_string(sql_text& sql, const own_table_words& words, std::string_view written) {
    if (words.backslash_escapes) dialect::put_escaped_string(sql, written);
    else dialect::put_string(sql, written);
}

/// Appends the beginning of a statement that creates one of the tables unless it exists, up to its name.
constexpr void put_create_own_table(sql_text& sql, const own_table_words& words, std::string_view table,
                                    own_scope scope) {
    if (!words.create_if.empty()) {
        sql_text quoted;
        put_own_table(quoted, words, table, scope);
        dialect::put_doubled(sql.put(words.create_if), quoted.view(), '\'');
    }
    put_own_table(sql.put(words.create), words, table, scope);
}

////////////////////////////////////////
// The version table. Its column is not quoted: a database that reads an unknown quoted name as text would read
// 'version_num'.

/// CREATE TABLE of the version table. IF NOT EXISTS, because a stamp or a baseline may have created it.
constexpr void create_version_table(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                    own_scope scope = own_scope::script) {
    put_create_own_table(sql, words, settings.version_table, scope);
    sql.put(" (\n    version_num ").put(words.id_type).put(" NOT NULL,\n    CONSTRAINT ");
    put_own_table(sql, words, settings.version_table, own_scope::script, "_pkc");
    sql.put(" PRIMARY KEY (version_num)\n)").put(words.create_end);
}

/// DROP TABLE of the version table, which need not exist.
constexpr void drop_version_table(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                  own_scope scope = own_scope::script) {
    sql.put("DROP TABLE IF EXISTS ");
    put_own_table(sql, words, settings.version_table, scope);
}

/// SELECT of all rows, in alphabetical order.
constexpr void read_version_table(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                  own_scope scope = own_scope::script) {
    sql.put("SELECT version_num FROM ");
    put_own_table(sql, words, settings.version_table, scope);
    sql.put(" ORDER BY version_num");
}

/// The statement of one write. It must change exactly one row, except for `delete_all`.
constexpr void write_version(sql_text& sql, const op::settings& settings, const own_table_words& words,
                             const version_write& write, own_scope scope = own_scope::script) {
    const bool inserts = write.kind == version_write_kind::insert;
    const bool updates = write.kind == version_write_kind::update;
    sql.put(inserts ? "INSERT INTO " : updates ? "UPDATE " : "DELETE FROM ");
    put_own_table(sql, words, settings.version_table, scope);
    if (inserts || updates) {
        sql.put(inserts ? " (version_num) VALUES (" : " SET version_num = ");
        put_own_string(sql, words, write.to);
        if (inserts) sql.put(")");
    }
    if (write.from.empty()) return;
    sql.put(" WHERE version_num = ");
    put_own_string(sql, words, write.from);
}

////////////////////////////////////////
// The journal.

/// Stored as NULL: a script does not know the duration of a step.
inline constexpr std::int64_t unknown_duration = -1;

/// CREATE TABLE of the journal. IF NOT EXISTS, as for the version table.
constexpr void create_journal(sql_text& sql, const op::settings& settings, const own_table_words& words,
                              own_scope scope = own_scope::script) {
    put_create_own_table(sql, words, settings.journal_table, scope);
    sql.put(" (\n    entry ").put(words.entry_type);
    sql.put(",\n    revision ").put(words.id_type);
    sql.put(" NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n    checksum CHAR(16) NOT NULL,\n    applied_at ");
    sql.put(words.time_type).put(" NOT NULL,\n    duration_ms INTEGER\n)").put(words.create_end);
}

/// SELECT of the last entry of each revision: revision, direction and checksum, oldest first.
constexpr void read_last_entries(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                 own_scope scope = own_scope::script) {
    sql.put("SELECT revision, direction, checksum FROM ");
    put_own_table(sql, words, settings.journal_table, scope);
    sql.put(" WHERE entry IN (SELECT max(entry) FROM ");
    put_own_table(sql, words, settings.journal_table, scope);
    sql.put(" GROUP BY revision) ORDER BY entry");
}

/// SELECT of all entries: revision, direction, checksum, time and duration, oldest first.
constexpr void read_journal(sql_text& sql, const op::settings& settings, const own_table_words& words,
                            own_scope scope = own_scope::script) {
    sql.put("SELECT revision, direction, checksum, ").put(words.time).put(", duration_ms FROM ");
    put_own_table(sql, words, settings.journal_table, scope);
    sql.put(" ORDER BY entry");
}

/// Appends a checksum in the form of the journal.
constexpr void put_checksum(sql_text& sql, std::uint64_t checksum) {
    char digits[op::checksum_digits]{};
    for (std::size_t i = op::checksum_digits; i-- > 0; checksum >>= 4) digits[i] = "0123456789abcdef"[checksum & 15];
    sql.put(digits, op::checksum_digits);
}

/// INSERT of one entry; the action is `upgrade`, `downgrade`, `stamp` or `baseline`. The database supplies the time, in
/// UTC.
constexpr void write_journal(sql_text& sql, const op::settings& settings, const own_table_words& words, name revision,
                             std::string_view done, std::uint64_t checksum, std::int64_t duration_ms = unknown_duration,
                             own_scope scope = own_scope::script) {
    sql.put("INSERT INTO ");
    put_own_table(sql, words, settings.journal_table, scope);
    sql.put(" (revision, direction, checksum, applied_at, duration_ms) VALUES (");
    put_own_string(sql, words, revision);
    sql.put(", '").put(done).put("', '");
    put_checksum(sql, checksum);
    sql.put("', ").put(words.now).put(", ");
    if (duration_ms == unknown_duration) sql.put("NULL)");
    else sql.put_number(static_cast<std::uint64_t>(duration_ms)).put(")");
}

/// INSERT of the entry for an applied or reverted revision.
constexpr void write_journal(sql_text& sql, const op::settings& settings, const own_table_words& words,
                             const op::revision& revision, direction way, std::int64_t duration_ms = unknown_duration,
                             own_scope scope = own_scope::script) {
    write_journal(sql, settings, words, revision.id, way == direction::upgrade ? "upgrade" : "downgrade",
                  op::checksum_of(revision.upgrade), duration_ms, scope);
}

////////////////////////////////////////
// The claim. Only the engine writes it. Its table is named after the version table that it protects:
// `aludel_version_claim`.

/// Appends the name of the table of claims.
constexpr void put_claim_table(sql_text& sql, const op::settings& settings, const own_table_words& words) {
    put_own_table(sql, words, settings.version_table, own_scope::engine, op::claim_suffix);
}

/// CREATE TABLE. Without IF NOT EXISTS, a second claim fails. With it, the row of the table is the claim.
constexpr void create_claim(sql_text& sql, const op::settings& settings, const own_table_words& words,
                            bool keeps_table) {
    put_claim_table(sql.put(keeps_table ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE "), settings, words);
    sql.put(" (\n    revision ").put(words.id_type);
    sql.put(
           " NOT NULL,\n    direction VARCHAR(9) NOT NULL,\n    checksum CHAR(16) NOT NULL,\n"
           "    owner VARCHAR(255) NOT NULL,\n    claimed_at ")
        .put(words.time_type);
    sql.put(" NOT NULL,\n    statements_done INTEGER NOT NULL,\n    next_begun BIGINT NOT NULL");
    if (keeps_table) sql.put(",\n    PRIMARY KEY (revision)");  // clusters want one
    sql.put("\n)");
}

/// INSERT of a claim for a revision.
constexpr void write_claim(sql_text& sql, const op::settings& settings, const own_table_words& words,
                           std::string_view revision, direction way, std::uint64_t checksum, std::string_view owner) {
    put_claim_table(sql.put("INSERT INTO "), settings, words);
    sql.put(" VALUES ("), put_own_string(sql, words, revision);
    sql.put(way == direction::upgrade ? ", 'upgrade', '" : ", 'downgrade', '"), put_checksum(sql, checksum);
    sql.put("', "), put_own_string(sql, words, owner);
    sql.put(", ").put(words.now).put(", 0, 0)");
}

/// SELECT of the claim's only row.
constexpr void read_claim(sql_text& sql, const op::settings& settings, const own_table_words& words) {
    sql.put("SELECT revision, direction, checksum, owner, claimed_at, statements_done, next_begun FROM ");
    put_claim_table(sql, settings, words);
}

/// Appends the condition that the claim is still that of its owner: another run may have taken it over.
constexpr void put_own_claim(sql_text& sql, const own_table_words& words, std::string_view owner) {
    put_own_string(sql.put(" WHERE owner = "), words, owner);
}

/// UPDATE of the progress of a revision: the number of finished statements, and whether the next one has begun, whose
/// outcome is then unknown.
constexpr void write_claim_progress(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                    std::uint64_t done, bool next_begun, std::string_view owner) {
    put_claim_table(sql.put("UPDATE "), settings, words);
    sql.put(" SET statements_done = ").put_number(done).put(next_begun ? ", next_begun = 1" : ", next_begun = 0");
    put_own_claim(sql, words, owner);
}

/// The same where the next statement is executed in batches, and is done for all keys up to this one. `next_begun`
/// holds the key, apart from 0 and 1.
constexpr void write_claim_batch(sql_text& sql, const op::settings& settings, const own_table_words& words,
                                 std::uint64_t done, std::int64_t last_key, std::string_view owner) {
    put_claim_table(sql.put("UPDATE "), settings, words);
    const std::int64_t value = last_key < 0 ? last_key : last_key + 2;
    sql.put(" SET statements_done = ").put_number(done).put(value < 0 ? ", next_begun = -" : ", next_begun = ");
    sql.put_number(value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    put_own_claim(sql, words, owner);
}

/// Marks the claim as given up, so that another run can resume it.
constexpr void release_claim(sql_text& sql, const op::settings& settings, const own_table_words& words, bool next_begun,
                             std::string_view owner) {
    put_claim_table(sql.put("UPDATE "), settings, words);
    sql.put(" SET owner = ''").put(next_begun ? "" : ", next_begun = 0");
    put_own_claim(sql, words, owner);
}

/// Removes the claim: its row, or with `keeps_table` false the whole table.
constexpr void drop_claim(sql_text& sql, const op::settings& settings, const own_table_words& words, bool keeps_table) {
    put_claim_table(sql.put(keeps_table ? "DELETE FROM " : "DROP TABLE "), settings, words);
}

}  // namespace aludel::inline v0_1
